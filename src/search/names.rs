//! The names of pages and sections as separate terms, so that a page whose title is the query comes first, and a section whose
//! heading is the query comes before others with the same words.

use std::collections::HashSet;

use super::fold::fold;
use super::spelling::hash;
use super::stop_words;
use super::tokens::{Kind, tokens};

/// The separator between a name's first word and the number of the whole name. It does not occur in words.
pub(super) const SIGN: char = '=';

/// How many numbers there are; two pages with different names may share one, which only ranks one of them higher than necessary.
const MOST: u32 = 36 * 36 * 36 * 36;

/// The level of a section whose heading is the name; that of a page is the highest.
pub(super) const LEVEL_OF_HEADING: u8 = 1;

/// The fewest words of a heading that is matched as a whole: a shorter one is a glossary entry, or occurs on many pages.
const LEAST_OF_HEADING: usize = 3;

/// The stop words of a language, folded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Asides(HashSet<String>);

impl Asides {
    /// Those of a language, given as a BCP 47 tag.
    pub(super) fn new(language: &str) -> Self {
        Self(stop_words::of(language).map(|word| fold(word).into_owned()).collect())
    }

    pub(super) fn contains(&self, word: &str) -> bool {
        self.0.contains(word)
    }
}

/// The term of a page's name: its first word that is not a stop word, so that a search for that word has loaded it, and a number
/// for all of its words. `None` for a name without words.
pub(super) fn term(name: &str, asides: &Asides) -> Option<String> {
    let words = words(name);
    term_of(&words.iter().map(String::as_str).collect::<Vec<_>>(), asides)
}

/// The term of a heading; `None` for one with few words.
pub(super) fn term_of_heading(heading: &str, asides: &Asides) -> Option<String> {
    let words = words(heading);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    if words.len() < LEAST_OF_HEADING { None } else { term_of(&words, asides) }
}

/// The term of a name given as words.
pub(super) fn term_of(words: &[&str], asides: &Asides) -> Option<String> {
    let first = words.iter().find(|word| !asides.contains(word)).or(words.first())?;
    Some(format!("{first}{SIGN}{}", hash(&words.join(" ")) % MOST))
}

fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokens(name, |term, kind| words.extend((kind == Kind::Word).then(|| term.to_owned())));
    words
}
