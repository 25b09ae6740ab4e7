//! Plural forms, by the rules of Unicode's CLDR for cardinal numbers.

use std::fmt;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules as Rules};
use unic_langid::LanguageIdentifier;

/// The form of a text for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plural {
    /// `zero`.
    Zero,
    /// `one`.
    One,
    /// `two`.
    Two,
    /// `few`.
    Few,
    /// `many`.
    Many,
    /// `other`, which every language has.
    Other,
}

impl Plural {
    /// All forms.
    pub const ALL: [Self; 6] = [Self::Zero, Self::One, Self::Two, Self::Few, Self::Many, Self::Other];

    /// Its name in CLDR, catalogues and browsers' `Intl.PluralRules`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Zero => "zero",
            Self::One => "one",
            Self::Two => "two",
            Self::Few => "few",
            Self::Many => "many",
            Self::Other => "other",
        }
    }

    /// The form with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.name() == name)
    }
}

/// Which form belongs to which number in one language.
#[derive(Clone)]
pub struct PluralRules(Option<Rules>);

impl PluralRules {
    /// The rules of a language, given as a BCP 47 tag. A language that CLDR has no rules for has one form.
    #[must_use]
    pub fn new(language: &str) -> Self {
        let primary = language.split(['-', '_']).next().unwrap_or(language);
        let create = |tag: &str| Rules::create(tag.parse::<LanguageIdentifier>().ok()?, PluralRuleType::CARDINAL).ok();
        Self(create(language).or_else(|| create(primary)))
    }

    /// The form for a number.
    #[must_use]
    pub fn of(&self, count: usize) -> Plural {
        match self.0.as_ref().and_then(|rules| rules.select(count).ok()) {
            Some(PluralCategory::ZERO) => Plural::Zero,
            Some(PluralCategory::ONE) => Plural::One,
            Some(PluralCategory::TWO) => Plural::Two,
            Some(PluralCategory::FEW) => Plural::Few,
            Some(PluralCategory::MANY) => Plural::Many,
            Some(PluralCategory::OTHER) | None => Plural::Other,
        }
    }

    /// The forms needed by numbers up to 200, which are all forms of a language for whole numbers of ordinary size.
    pub fn needed(&self) -> Vec<Plural> {
        let mut forms: Vec<Plural> = (0..=200).map(|count| self.of(count)).collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }
}

impl fmt::Debug for PluralRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PluralRules").field(&self.0.as_ref().map(|rules| rules.get_locale().to_string())).finish()
    }
}
