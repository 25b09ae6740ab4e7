//! The names of pages as terms of their own, so that a page whose title is the query comes first.

use super::spelling::hash;
use super::tokens::{Kind, tokens};

/// What parts a name's first word from the number that stands for the whole name. It is in no word.
pub(super) const SIGN: char = '=';

/// How many names there are; two pages whose names differ may share a number, which only places one of them higher than it need be.
const MOST: u32 = 36 * 36 * 36 * 36;

/// The term of a name: its first word that is not a stop word, so that whoever looks for that has it at hand, and a number for all of its
/// words. `None` for a name without words.
pub(super) fn term(name: &str, is_stop_word: impl Fn(&str) -> bool) -> Option<String> {
    let mut words = Vec::new();
    tokens(name, |term, kind| words.extend((kind == Kind::Word).then(|| term.to_owned())));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    term_of(&words, is_stop_word)
}

/// The term of a name that is given as its words.
pub(super) fn term_of(words: &[&str], is_stop_word: impl Fn(&str) -> bool) -> Option<String> {
    let first = words.iter().find(|word| !is_stop_word(word)).or(words.first())?;
    Some(format!("{first}{SIGN}{}", hash(&words.join(" ")) % MOST))
}
