//! Finds the entries for the words of a query.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::super::entries::{Entry, Index, Posting};
use super::super::spelling::hash;
use super::super::tokens::Compound;
use super::super::{names, shards};
use super::Unit;
use super::likeness::{distance, keys};
use super::postings::{self, Size};

// The value of a match relative to the word as typed. Measured by benches/relevance.
const STEM: f64 = 0.6;
const PREFIX: f64 = 0.5;
const ONE: f64 = 0.6;
const TWO: f64 = 0.45;
const ONLY: f64 = 0.9;
const GUESS: f64 = 0.35;
// In fewer sections than this, or than this share of all, a word may be a typing error that occurs in the text too.
const RARE: f64 = 3.0;
const RARE_SHARE: f64 = 0.004;
/// The shortest word that may be a typing error, in characters, and the shortest one if nothing else is found.
const SHORTEST: usize = 5;
const SHORTEST_ALONE: usize = 3;
/// The longest word that may be mistyped, in UTF-16 units.
const LONGEST_MISTYPED: usize = 30;
/// The most terms that a mistyped word may mean.
const CANDIDATES: usize = 6;

pub(super) struct LookUp<'i> {
    index: &'i Index,
    bounds: Vec<&'i str>,
}

/// The entries found so far, each with its highest value.
#[derive(Default)]
struct Forms(Vec<(usize, f64)>);

impl Forms {
    fn add(&mut self, entry: usize, worth: f64) {
        match self.0.iter_mut().find(|(known, _)| *known == entry) {
            Some((_, known)) => *known = f64::max(*known, worth),
            None => self.0.push((entry, worth)),
        }
    }
}

impl<'i> LookUp<'i> {
    pub(super) fn new(index: &'i Index) -> Self {
        Self { index, bounds: shards::bounds(index) }
    }

    /// The position of a term's entry.
    pub(super) fn entry(&self, term: &str) -> Option<usize> {
        self.index.entries.binary_search_by(|entry| (*entry.term).cmp(term)).ok()
    }

    pub(super) fn postings(&self, entry: usize) -> impl Iterator<Item = Posting> + 'i {
        postings::read(&self.index.entries[entry].postings)
    }

    pub(super) fn size(&self, entry: usize) -> Size {
        postings::size(&self.index.entries[entry].postings)
    }

    fn shard_of(&self, term: &str) -> usize {
        self.bounds.partition_point(|bound| *bound <= term).saturating_sub(1)
    }

    /// The positions of the entries of some shards.
    fn entries_of(&self, shards: Range<usize>) -> Range<usize> {
        let start = |shard: usize| self.index.shards.get(shard).copied().unwrap_or(self.index.entries.len());
        start(shards.start)..start(shards.end)
    }

    /// The entries of the shards that may contain terms with a prefix, from the shard of the prefix itself.
    fn near(&self, start: &str) -> Range<usize> {
        let first = self.shard_of(start);
        let more = self.bounds.iter().skip(first + 1).take_while(|bound| bound.starts_with(start)).count();
        self.entries_of(first..first + 1 + more)
    }

    fn stem(entry: &Entry) -> &str {
        entry.stem.as_deref().unwrap_or(&entry.term)
    }

    /// The forms of a word with the same stem, from all shards where they may be.
    fn kin(&self, term: &str, stem: &str) -> Vec<usize> {
        let shared = term.chars().zip(stem.chars()).take_while(|(a, b)| a == b).count();
        let near = if shared < 4 {
            let own = self.shard_of(term);
            self.entries_of(own..own + 1)
        } else {
            self.near(beginning(stem, shared))
        };
        near.filter(|place| Self::stem(&self.index.entries[*place]) == stem && is_word(&self.index.entries[*place])).collect()
    }

    /// The entries for one compound of the query: the whole, otherwise its words, otherwise the parts of a name.
    pub(super) fn resolve(&self, compound: &Compound, is_open: bool, is_exact: bool, is_lenient: bool) -> Vec<Unit> {
        let Compound { words, wholes, humps, is_unspaced } = compound;
        if let Some(whole) = wholes.last() {
            let goes_on = whole.ends_with(|last: char| last.is_ascii_alphanumeric() || last == '_');
            let unit = self.look_up(whole, is_open && goes_on, is_exact, is_lenient);
            if !unit.forms.is_empty() {
                return vec![unit];
            }
            if wholes.len() > 1 && words.len() > 1 {
                let first = Compound { wholes: wholes[..1].to_vec(), is_unspaced: false, ..compound.clone() };
                return self.resolve(&first, is_open, is_exact, is_lenient);
            }
        }
        let is_run = *is_unspaced && words.len() > 1;
        let units: Vec<Unit> = (1..=words.len())
            .zip(words)
            .map(|(number, word)| {
                let is_last = if *is_unspaced { words.len() == 1 } else { is_open && number == words.len() };
                self.look_up(word, is_last, is_exact || is_run, is_lenient)
            })
            .collect();
        if humps.is_empty() || words.len() > 1 || units.first().is_some_and(|unit| !unit.forms.is_empty()) {
            return units;
        }
        humps.iter().map(|part| self.look_up(part, false, is_exact, is_lenient)).collect()
    }

    fn look_up(&self, word: &str, is_open: bool, is_exact: bool, is_lenient: bool) -> Unit {
        let entries = &self.index.entries;
        let mut found = Forms::default();
        let (mut is_prefix, mut is_similar) = (false, false);
        let exact = self.entry(word);
        if let Some(exact) = exact {
            found.add(exact, 1.0);
        }
        if !is_exact {
            for entry in exact.map_or_else(Vec::new, |exact| self.kin(word, Self::stem(&entries[exact]))) {
                found.add(entry, STEM);
            }
            if is_open || exact.is_none() {
                if let Some(many) = self.entry(&format!("{word}*")) {
                    found.add(many, PREFIX);
                    is_prefix = true;
                } else {
                    let start = entries.partition_point(|entry| *entry.term < *word);
                    let begun = entries[start..].iter().take_while(|entry| entry.term.starts_with(word)).count();
                    for place in (start..start + begun).filter(|place| is_word(&entries[*place])) {
                        found.add(place, PREFIX);
                    }
                }
            }
            is_similar = self.add_slips(word, is_open, exact.is_some(), is_lenient, &mut found);
        }
        Unit { word: word.to_owned(), forms: found.0, is_prefix, is_similar, ..Unit::default() }
    }

    /// Adds what the word may be a misspelling of, if it is rare or unknown. Says whether it is known to none.
    fn add_slips(&self, word: &str, is_open: bool, is_known: bool, is_lenient: bool, found: &mut Forms) -> bool {
        let known: u32 = found.0.iter().map(|(entry, _)| self.size(*entry).found).sum();
        let letters: Vec<char> = word.chars().collect();
        let shortest = if is_lenient { SHORTEST_ALONE } else { SHORTEST - usize::from(known == 0) };
        let enough = f64::max(RARE, RARE_SHARE * f64::from(self.index.sections));
        if f64::from(known) >= enough || word.encode_utf16().count() > LONGEST_MISTYPED || letters.len() < shortest {
            return false;
        }
        // If the word occurs, only much more frequent terms count as corrections. The correction of an unknown word counts nearly
        // as much as if it had been typed: nothing else can be meant.
        let meant = self.misspelled(&letters, is_open, known);
        let likeliest = meant.iter().map(|(_, worth)| *worth).fold(f64::NEG_INFINITY, f64::max);
        for (entry, worth) in meant {
            found.add(entry, if is_known { worth } else { worth * ONLY / likeliest });
        }
        if known == 0 && letters.len() >= SHORTEST {
            for entry in self.guessed(word, letters.len()) {
                found.add(entry, GUESS);
            }
        }
        known == 0
    }

    /// The forms of the word with the longest stem that begins an unknown form.
    fn guessed(&self, word: &str, length: usize) -> Vec<usize> {
        let mut best: Option<(usize, usize)> = None;
        // At least one letter less than the stem, since a stem may end differently from its words: `happi` for `happy`.
        for place in self.near(beginning(word, length.saturating_sub(5).max(4))) {
            let entry = &self.index.entries[place];
            let stem = Self::stem(entry);
            let size = stem.chars().count();
            let is_stem = size > best.map_or(3, |(size, _)| size.max(3)) && size + 4 >= length;
            if is_stem && word.starts_with(stem) && is_word(entry) {
                best = Some((size, place));
            }
        }
        let entry = best.map(|(_, place)| &self.index.entries[place]);
        entry.map_or_else(Vec::new, |entry| self.kin(&entry.term, Self::stem(entry)))
    }

    /// The terms that a mistyped word may mean: each in at least eight times as many sections as the word itself.
    fn misspelled(&self, letters: &[char], is_open: bool, known: u32) -> Vec<(usize, f64)> {
        let Index { entries, spellings, .. } = self.index;
        let most = if letters.len() < 8 { 1 } else { 2 };
        let at_least = if known == 0 { 0.0 } else { f64::from(known).log2() + 3.0 };
        // The distance of each term, in half letters, and the number of its sections.
        let mut near: BTreeMap<&str, (usize, u32)> = BTreeMap::new();
        for round in keys(letters).iter().take(if known == 0 { 2 } else { 1 }) {
            if !near.is_empty() {
                break;
            }
            let files: BTreeSet<usize> = round.iter().map(|key| hash(key) as usize % spellings.len()).collect();
            for place in files.iter().flat_map(|file| &spellings[*file]) {
                let entry = &entries[*place as usize];
                let term: Vec<char> = entry.term.chars().collect();
                let size = entry.found_in.ilog2();
                if term.len() < 4 || f64::from(size) < at_least {
                    continue;
                }
                let whole = 2 * distance(letters, &term, most, false);
                let begins = is_open && whole > 0 && letters.len() > 3;
                let begun = if begins { 2 * distance(letters, &term, most, true) + 1 } else { usize::MAX };
                let away = whole.min(begun);
                if away > 0 && away < 2 * (most + 1) {
                    near.insert(&entry.term, (away, size + if term[0] == letters[0] { 2 } else { 0 }));
                }
            }
        }
        let mut best: Vec<(&str, (usize, u32))> = near.into_iter().collect();
        best.sort_by(|(_, (away, size)), (_, (other, than))| away.cmp(other).then(than.cmp(size)));
        best.truncate(CANDIDATES);
        let least = best.first().map_or(0, |(_, (away, _))| *away);
        let mut found = Vec::new();
        for (term, (away, _)) in best.into_iter().filter(|(_, (away, _))| *away < least + 2) {
            let Some(exact) = self.entry(term) else { continue };
            let worth = if away < 4 { ONE } else { TWO } * if away % 2 == 1 { 0.8 } else { 1.0 };
            found.push((exact, worth));
            let kin = self.kin(term, Self::stem(&entries[exact]));
            found.extend(kin.into_iter().filter(|entry| *entry != exact).map(|entry| (entry, worth * STEM)));
        }
        found
    }
}

/// Whether an entry is neither a prefix of many terms nor the name of a page.
fn is_word(entry: &Entry) -> bool {
    !entry.term.contains(['*', names::SIGN])
}

/// The first characters of a word.
fn beginning(word: &str, characters: usize) -> &str {
    word.char_indices().nth(characters).map_or(word, |(end, _)| &word[..end])
}
