//! Terms by their spelling, so that a mistyped word finds the terms it may mean without loading all of them.
//!
//! A word with one error still has its first two letters or its last two; a long word with two errors has one of these, or two
//! letters in its middle. So each term is in the list of its first two letters, in that of its last two, and, if it is long, in
//! that of its fourth and fifth. Lists share files by a hash of these letters; a small handbook has one file for all.

use super::entries::{Entry, Index};
use super::shards::push_shared;
use super::tokens::is_unspaced;
use super::{Search, digits};

/// The shortest word in which an error is tolerated, in characters, and the shortest in which two are. A term can be one letter
/// shorter or longer for each error.
const ONE_ERROR: usize = 4;
const TWO_ERRORS: usize = 8;

/// The longest term that can be misspelled: longer ones are data.
const LONGEST: usize = 28;

/// Up to how many pages one file holds all spellings, and how many pages there are for each file beyond that.
const PAGES_IN_ONE: usize = 128;
const PAGES_A_FILE: usize = 4;
const MOST_FILES: usize = 1_024;

/// How many lists of spellings there are, by the number of pages alone.
pub(super) fn count(pages: usize) -> usize {
    if pages <= PAGES_IN_ONE { 1 } else { (pages / PAGES_A_FILE).next_power_of_two().min(MOST_FILES) }
}

/// The places of the entries that each of `count` files lists.
pub(super) fn assign(entries: &[Entry], count: usize) -> Vec<Vec<u32>> {
    let mut files = vec![Vec::new(); count];
    for (place, entry) in (0_u32..).zip(entries) {
        if !can_be_misspelled(&entry.term) {
            continue;
        }
        for key in keys(&entry.term) {
            let file: &mut Vec<u32> = &mut files[hash(&key) as usize % count];
            if file.last() != Some(&place) {
                file.push(place);
            }
        }
    }
    files
}

/// Whether a term is a word that people type: of letters, and neither too short nor too long.
fn can_be_misspelled(term: &str) -> bool {
    let length = term.chars().count();
    (ONE_ERROR - 1..=LONGEST).contains(&length) && term.chars().all(|c| c.is_alphabetic() && !is_unspaced(c))
}

/// The letters by which a term is found, each with a sign for their position.
fn keys(term: &str) -> Vec<String> {
    let letters: Vec<char> = term.chars().collect();
    let key = |sign: char, letters: &[char]| std::iter::once(sign).chain(letters.iter().copied()).collect();
    let mut keys = vec![key('^', &letters[..2]), key('$', &letters[letters.len() - 2..])];
    if letters.len() >= TWO_ERRORS - 2 {
        keys.push(key('-', &letters[3..5]));
    }
    keys
}

/// FNV-1a over UTF-16 code units: what the browser has in strings.
pub(super) fn hash(key: &str) -> u32 {
    key.encode_utf16().fold(0x811c_9dc5, |hash, unit| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193))
}

impl Search {
    /// The number of files of spellings.
    #[must_use]
    pub fn spelling_count(&self) -> usize {
        count(self.page_count())
    }

    /// A list of spellings: terms as in a shard, each followed by the number of bits in the number of its sections.
    #[must_use]
    pub fn spelling(&self, number: usize) -> String {
        let index: &Index = self.index();
        let mut terms = String::new();
        let mut before = "";
        for place in index.spellings.get(number).into_iter().flatten() {
            let entry = &index.entries[*place as usize];
            push_shared(before, &entry.term, &mut terms);
            terms.push(digits::symbol(entry.found_in.ilog2()));
            terms.push(' ');
            before = &entry.term;
        }
        self.script(&format!("s{number}"), terms.len()).value(terms.trim_end()).end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_stand_where_their_misspellings_look() {
        assert_eq!(keys("labs"), ["^la", "$bs"]);
        assert_eq!(keys("onboarding"), ["^on", "$ng", "-oa"]);
        // FNV-1a's published value for `a`, 32 bits.
        assert_eq!(hash("a"), 0xe40c_292c);
    }

    #[test]
    fn what_nobody_types_is_not_listed() {
        for (term, is_listed) in [("labs", true), ("c++", false), ("v12", false), ("con*", false), ("of", false), ("日本", false)]
        {
            assert_eq!(can_be_misspelled(term), is_listed, "{term}");
        }
    }
}
