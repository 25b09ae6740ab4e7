//! The rules, by the first letters of their phrases.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::config::WordRule;

use super::prose::Letter;
use super::{joins, letters};

/// All rules, prepared.
#[derive(Debug)]
pub(crate) struct Rules<'a> {
    /// The phrases by their first letter, longest first.
    phrases: BTreeMap<char, Vec<Phrase<'a>>>,
    /// The first words of the phrases in lower case: a text without them contains no phrase.
    beginnings: BTreeSet<String>,
}

/// A phrase to avoid.
#[derive(Debug)]
struct Phrase<'a> {
    rule: &'a WordRule,
    /// As written.
    written: Vec<char>,
    /// As compared.
    letters: Vec<char>,
    /// The phrases in which it is allowed.
    except: Vec<Vec<char>>,
}

/// A phrase in a block.
#[derive(Debug)]
pub(crate) struct Found<'a> {
    pub(crate) rule: &'a WordRule,
    /// The range of its letters in the block.
    pub(crate) letters: Range<usize>,
}

impl<'a> Rules<'a> {
    pub(crate) fn new(rules: &'a [WordRule]) -> Self {
        let mut phrases: BTreeMap<char, Vec<Phrase<'a>>> = BTreeMap::new();
        let mut beginnings = BTreeSet::new();
        for rule in rules {
            let except: Vec<Vec<char>> = rule.except.iter().map(|phrase| letters(phrase)).collect();
            for avoided in &rule.avoid {
                let letters = letters(avoided);
                let Some(first) = letters.first().copied() else { continue };
                // An apostrophe or a hyphen may be written in two ways, so a beginning ends before it.
                let word: String = letters.iter().copied().take_while(|c| c.is_alphanumeric()).collect();
                beginnings.insert(word);
                let phrase = Phrase { rule, written: avoided.chars().collect(), letters, except: except.clone() };
                phrases.entry(first).or_default().push(phrase);
            }
        }
        for phrases in phrases.values_mut() {
            // The sort is stable: if two rules have the same words, the first counts.
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.letters.len()));
        }
        Self { phrases, beginnings }
    }

    /// Whether a page may contain one of the phrases, as far as that is known without parsing it.
    pub(crate) fn may_occur(&self, text: &str) -> bool {
        let folded: String = text.chars().map(super::folded).collect();
        // Escapes and character references are not decoded here.
        let has_hidden_letters = text.contains(['&', '\\', '\u{ad}']);
        has_hidden_letters || self.beginnings.iter().any(|beginning| folded.contains(beginning))
    }

    /// The phrases in a block, in order; none is within another.
    pub(crate) fn find(&self, block: &[Letter]) -> Vec<Found<'a>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < block.len() {
            let before = at.checked_sub(1).map(|before| block[before].character);
            let candidates = if joins(before, Some(block[at].character)) { None } else { self.phrases.get(&block[at].folded) };
            let phrase = candidates.into_iter().flatten().find(|phrase| phrase.stands_at(block, at));
            at += match phrase {
                Some(phrase) => {
                    let letters = at..at + phrase.letters.len();
                    found.push(Found { rule: phrase.rule, letters: letters.clone() });
                    letters.len()
                }
                None => 1,
            };
        }
        found
    }
}

impl Phrase<'_> {
    /// Whether the phrase is at a letter of a block and is not allowed there.
    fn stands_at(&self, block: &[Letter], at: usize) -> bool {
        if !has_at(block, at, &self.letters) {
            return false;
        }
        let own = at..at + self.letters.len();
        let written = || block[own.clone()].iter().map(|letter| letter.character);
        let is_avoided_case = !self.rule.is_case_sensitive || written().eq(self.written.iter().copied());
        // `GitHub` is not a fault for the rule `github` if it is what should be written.
        let is_right = self.rule.instead.iter().any(|right| written().eq(right.chars()));
        is_avoided_case && !is_right && !self.except.iter().any(|longer| is_within(block, &own, longer))
    }
}

/// Whether a longer phrase surrounds some letters of a block.
fn is_within(block: &[Letter], own: &Range<usize>, longer: &[char]) -> bool {
    let first = own.end.saturating_sub(longer.len());
    (first..=own.start).any(|start| start + longer.len() >= own.end && has_at(block, start, longer))
}

/// Whether a phrase is at a letter of a block, as separate words.
fn has_at(block: &[Letter], at: usize, phrase: &[char]) -> bool {
    let Some(here) = block.get(at..at + phrase.len()) else { return false };
    if !here.iter().map(|letter| letter.folded).eq(phrase.iter().copied()) {
        return false;
    }
    let character = |at: Option<usize>| at.and_then(|at| block.get(at)).map(|letter| letter.character);
    let end = at + phrase.len();
    !joins(character(at.checked_sub(1)), character(Some(at))) && !joins(character(Some(end - 1)), character(Some(end)))
}
