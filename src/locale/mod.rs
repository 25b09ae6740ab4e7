//! The words of the interface in one language: texts with plural forms, and date formats.
//!
//! 1. `catalogue` reads one file of texts, `locale/LANGUAGE.yaml` of a theme.
//! 2. `tag` finds the files for a language, and the direction of its writing.
//! 3. `plural` chooses the form of a text for a number (Unicode's CLDR).
//!
//! A [`Locale`] is made of catalogues in layers, English last, so that it always has every text that the program uses. Diagnostics
//! are for authors and stay in English.

use std::collections::BTreeMap;

use jiff::civil::Date;

mod catalogue;
mod plural;
mod tag;
#[cfg(test)]
mod tests;

pub use catalogue::{Catalogue, Text};
pub use plural::{Plural, PluralRules};
pub use tag::{candidates, is_right_to_left};

/// The language that all others fall back on.
pub const ENGLISH: &str = "en";

/// The words of the interface for one handbook.
#[derive(Debug, Clone)]
pub struct Locale {
    /// The language of the texts, as a BCP 47 tag: that of the handbook, or English if there is no catalogue for it.
    language: String,
    catalogue: Catalogue,
    rules: PluralRules,
}

impl Locale {
    /// Combines catalogues. `own` are those of `language`: the first that has a text decides; `english` supplies what all
    /// of them lack. Without any of its own the words are English.
    #[must_use]
    pub fn new(language: &str, own: Vec<Catalogue>, english: Catalogue) -> Self {
        let language = if own.is_empty() { ENGLISH } else { language };
        let mut catalogue = Catalogue::default();
        for layer in own.into_iter().chain([english]) {
            catalogue.fill_gaps(layer);
        }
        Self { language: language.to_owned(), catalogue, rules: PluralRules::new(language) }
    }

    /// A locale without texts, for code that needs the places of pages but not their titles.
    #[must_use]
    pub fn wordless() -> Self {
        Self::new(ENGLISH, Vec::new(), Catalogue::default())
    }

    /// The language of the words, as a BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The plural rules of the words' language.
    #[must_use]
    pub fn rules(&self) -> &PluralRules {
        &self.rules
    }

    /// Every text by its name.
    #[must_use]
    pub fn texts(&self) -> &BTreeMap<String, Text> {
        &self.catalogue.texts
    }

    /// The texts of the script `name`, by their names; empty if it has none.
    #[must_use]
    pub fn script_texts(&self, name: &str) -> Option<&BTreeMap<String, Text>> {
        self.catalogue.scripts.get(name)
    }

    /// The text `name`. For a text that no catalogue has it is the name itself, so that a gap is visible but breaks nothing.
    #[must_use]
    pub fn text<'a>(&'a self, name: &'a str) -> &'a str {
        match self.catalogue.texts.get(name) {
            Some(text) => text.form(Plural::Other),
            None => name,
        }
    }

    /// The text `name` with `{placeholders}` filled in.
    #[must_use]
    pub fn fill(&self, name: &str, values: &[(&str, &str)]) -> String {
        filled(self.text(name), |placeholder| {
            values.iter().find(|(known, _)| *known == placeholder).map(|(_, value)| (*value).to_owned())
        })
    }

    /// The text `name` in the form for a number, which replaces `{count}`.
    #[must_use]
    pub fn count(&self, name: &str, count: usize) -> String {
        let form = self.catalogue.texts.get(name).map_or(name, |text| text.form(self.rules.of(count)));
        filled(form, |placeholder| (placeholder == "count").then(|| count.to_string()))
    }

    /// A day in words: `22 November 2026`.
    #[must_use]
    pub fn day(&self, date: Date) -> String {
        self.date("day", date)
    }

    /// A month in words: `November 2026`.
    #[must_use]
    pub fn month(&self, date: Date) -> String {
        self.date("month", date)
    }

    fn date(&self, form: &str, date: Date) -> String {
        let pattern = self.catalogue.dates.get(form).map_or("{year}-{month}-{day}", String::as_str);
        let month = usize::from(date.month().unsigned_abs()).checked_sub(1).and_then(|month| self.catalogue.months.get(month));
        filled(pattern, |placeholder| match placeholder {
            "day" => Some(date.day().to_string()),
            "month" => Some(month.cloned().unwrap_or_else(|| date.month().to_string())),
            "year" => Some(date.year().to_string()),
            _ => None,
        })
    }
}

/// A text with its `{placeholders}` replaced; those unknown to `value` stay unchanged.
pub fn filled(text: &str, mut value: impl FnMut(&str) -> Option<String>) -> String {
    let mut whole = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        whole.push_str(before);
        let found = after.split_once('}').and_then(|(name, after)| Some((value(name)?, after)));
        if let Some((found, after)) = found {
            whole.push_str(&found);
            rest = after;
        } else {
            whole.push('{');
            rest = after;
        }
    }
    whole.push_str(rest);
    whole
}
