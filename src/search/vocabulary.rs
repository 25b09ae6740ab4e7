//! Terms, found by their letters and numbered in order of appearance.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use hashbrown::hash_table::Entry;
use rustc_hash::FxHasher;

/// The approximate length of a term.
const LETTERS_A_TERM: usize = 7;

/// Terms and their numbers.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    /// The letters of all terms, one after the other.
    letters: Vec<u8>,
    /// The end of the letters of each.
    ends: Vec<usize>,
    known: HashTable<Known>,
}

/// A term of a vocabulary. Every word of a handbook needs one, so all of its data are contiguous.
#[derive(Debug)]
pub(super) struct Known {
    first: FirstLetters,
    /// The term's number.
    pub(super) number: u32,
    /// The position at which the caller last put the term in a list. That list may be another by now, so the entry there must be
    /// checked.
    pub(super) place: u32,
}

/// The first letters of a term as numbers, in the same order as the terms. Most terms have no more letters.
pub(super) type FirstLetters = [u64; 2];

impl Vocabulary {
    /// An empty one with capacity for this many terms.
    pub(super) fn with_capacity(terms: usize) -> Self {
        Self {
            letters: Vec::with_capacity(terms * LETTERS_A_TERM),
            ends: Vec::with_capacity(terms),
            known: HashTable::with_capacity(terms),
        }
    }

    /// The number of terms.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The letters of the term with a number.
    pub(super) fn term(&self, number: usize) -> &[u8] {
        term(&self.letters, &self.ends, number)
    }

    /// The number of the term with these letters, if known.
    pub(super) fn number(&self, letters: &[u8]) -> Option<u32> {
        let is_it = |known: &Known| self.term(known.number as usize) == letters;
        self.known.find(hash_of(letters), is_it).map(|known| known.number)
    }

    /// The term with these letters; a new one gets the next number.
    pub(super) fn know(&mut self, letters: &[u8]) -> &mut Known {
        let first = first_letters(letters);
        // No term contains a zero byte, so shorter terms have unique numbers too.
        let is_whole = letters.len() < size_of::<FirstLetters>();
        let term = |known: &Known| term(&self.letters, &self.ends, known.number as usize);
        let is_it = |known: &Known| known.first == first && (is_whole || term(known) == letters);
        match self.known.entry(hash_of(letters), is_it, |known| hash_of(term(known))) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let number = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
                self.letters.extend_from_slice(letters);
                self.ends.push(self.letters.len());
                place.insert(Known { first, number, place: 0 }).into_mut()
            }
        }
    }
}

fn term<'l>(letters: &'l [u8], ends: &[usize], number: usize) -> &'l [u8] {
    let start = number.checked_sub(1).map_or(0, |before| ends[before]);
    &letters[start..ends[number]]
}

/// A hash that is the same for a term everywhere within one run.
pub(super) fn hash_of(letters: &[u8]) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(letters)
}

/// The term's first letters as numbers.
pub(super) fn first_letters(term: &[u8]) -> FirstLetters {
    let (high, low) = term.split_at(term.len().min(size_of::<u64>()));
    [number_of(high), number_of(low)]
}

/// The first eight bytes as a number, padded with zeros.
fn number_of(bytes: &[u8]) -> u64 {
    match bytes.first_chunk() {
        Some(eight) => u64::from_be_bytes(*eight),
        None => bytes.iter().rev().fold(0, |number, byte| number >> 8 | u64::from(*byte) << 56),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_told_apart_to_the_last_letter() {
        let terms = ["a", "ab", "abcdefg", "abcdefgh", "abcdefghi", "abcdefghijklmno", "abcdefghijklmnop", "abcdefghijklmnopq"];
        let mut vocabulary = Vocabulary::default();
        for _ in 0..2 {
            let numbers = terms.map(|term| vocabulary.know(term.as_bytes()).number);
            assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 6, 7]);
        }
        assert_eq!((0..terms.len()).map(|number| vocabulary.term(number)).collect::<Vec<_>>(), terms.map(str::as_bytes));
        let first = terms.map(|term| first_letters(term.as_bytes()));
        assert!(first.is_sorted() && first[5] < first[6] && first[6] == first[7]);
    }
}
