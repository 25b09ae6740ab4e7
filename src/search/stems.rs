//! Finds terms that are forms of one word, by Snowball's rules for the handbook's language.

use std::borrow::Cow;

use frostem::Stemmer;

/// Finds the stems of terms.
pub(super) struct Stems(Option<Stemmer>);

impl Stems {
    /// For a language given as a BCP 47 tag; a language without rules has no stems.
    pub(super) fn new(language: &str) -> Self {
        let name = language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        // Norwegian's written forms have separate tags.
        let name = if matches!(&*name, "nb" | "nn") { "no".to_owned() } else { name };
        Self(Stemmer::try_from_name(&name).ok())
    }

    /// The term's stem; `None` if there are no rules for it, or if it is the term itself.
    pub(super) fn stem<'a>(&self, term: &'a str) -> Option<Cow<'a, str>> {
        let stemmer = self.0.as_ref()?;
        if !term.chars().all(char::is_alphabetic) {
            return None;
        }
        let stem = stemmer.stem(term);
        (stem != term && !stem.is_empty()).then_some(stem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_their_tags() {
        for (language, term, stem) in [
            ("en", "mentoring", Some("mentor")),
            ("en-GB", "mentors", Some("mentor")),
            ("en", "mentor", None),
            ("EN", "policies", Some("polici")),
            ("de", "gruppen", Some("grupp")),
            ("nb", "husene", Some("hus")),
            ("fr-CA", "equipes", Some("equip")),
            ("ja", "mentors", None),
            ("", "mentors", None),
            ("en", "v1s", None),
            ("en", "c#", None),
        ] {
            assert_eq!(Stems::new(language).stem(term).as_deref(), stem, "{language} {term}");
        }
    }
}
