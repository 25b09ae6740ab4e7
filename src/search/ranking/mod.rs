//! The program's ranking, for the terminal. `client/engine.js` does the same in the browser, step by step; tests hold both to the
//! same results.
//!
//! 1. `query` parses the query.
//! 2. `look_up` finds the entries for each word and, with `likeness`, for a mistyped one.
//! 3. Every page with one of them is scored by its best section and by its words anywhere.

use std::collections::{BTreeMap, HashSet};

use crate::config::Config;
use crate::index::Index as Pages;

use super::Search;
use super::entries::Posting;
use super::names::{self, Asides};
use super::narrowing::{Aspects, WORTH_A_TITLE};
use super::tokens::Compound;
use super::weights::LEVELS;

mod likeness;
mod look_up;
mod postings;
mod query;

use look_up::LookUp;
use query::Query;

/// The share of a page's score that comes from its best section; the rest comes from its words anywhere.
const TOGETHER: f64 = 0.8;
/// Up to how many words a query is short: all of them are meant, unlike in a sentence.
const FEW: usize = 2;
/// In a query with no more words than this, stop words help to distinguish pages.
const SHORT: usize = 5;
/// A word in more than this share of all sections is not required of pages.
const COMMON: f64 = 0.2;
/// For several words, pages with less than this share of the best page's score are dropped, unless a title or heading has a word of
/// the query.
const LEAST: f64 = 0.15;
/// The level from which a word is in a title or heading.
const HEADING: u8 = 17;
/// How much higher a section scores if its heading is the query.
const HEADED: f64 = 1.6;
/// In a question, how much more a page scores whose title or other name has the rarest word: it is about what others mention.
const CALLED: f64 = 1.5;

/// A word of the query, and its entries, each with its value.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says something else of how the word was asked for and found")]
struct Unit {
    /// The word, as compared.
    word: String,
    forms: Vec<(usize, f64)>,
    /// Whether it is a prefix of too many terms to list.
    is_prefix: bool,
    /// Whether it is a stop word among others, by which no page is found.
    is_aside: bool,
    /// Whether it is in a phrase.
    is_quoted: bool,
    /// Whether no page has it as it was typed, nor a form of it or what it begins.
    is_similar: bool,
}

/// The weight of a unit, and whether it is not required of pages.
struct Weight {
    amount: f64,
    is_common: bool,
    is_aside: bool,
    /// Whether no page has it, and the query does not quote it.
    is_nowhere: bool,
}

/// The units in a page.
#[derive(Debug)]
struct Held {
    best: Vec<f64>,
    is_named: bool,
    /// Which of them its title or another name of it has.
    called: Vec<bool>,
    sections: BTreeMap<u16, Vec<f64>>,
}

impl Held {
    fn new(units: usize) -> Self {
        Self { best: vec![0.0; units], is_named: false, called: vec![false; units], sections: BTreeMap::new() }
    }
}

/// A page that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The page's number in the index.
    pub(super) page: u32,
    /// Millionths.
    pub(super) score: f64,
    is_titled: bool,
    is_named: bool,
    /// Its sections with their scores, best first.
    pub(super) sections: Vec<(u16, f64)>,
}

/// The result of a query.
#[derive(Debug)]
pub(super) struct Answer {
    /// The pages, best first.
    pub(super) found: Vec<Found>,
    /// The phrases that a section must contain.
    pub(super) phrases: Vec<Vec<Compound>>,
    /// The terms for words of the query, each with its weight.
    pub(super) marks: BTreeMap<String, f64>,
}

/// Ranks the pages for a query.
pub(super) fn rank(search: &Search, query: &str, config: &Config, pages: &Pages) -> Answer {
    let aspects = Aspects::new(config, pages, &search.labels);
    let query = Query::parse(query, &aspects);
    let index = search.index();
    let look_up = LookUp::new(index);
    let units = units_of(&query, &look_up, &search.asides);
    let total = f64::from(index.sections);
    let (held, weights) = score(&units, &look_up, total);
    let names = Names::new(&query, &look_up, &search.asides);
    // Who types the whole of a name with a slip asks no question.
    let may_be_name = !names.is_empty() || units.iter().any(|unit| unit.is_similar);
    let is_question = !may_be_name && query.is_question(&search.asides);
    let mut found = ranked(&units, held, &weights, &names, Kind { has_phrases: !query.phrases.is_empty(), is_question });
    if units.is_empty() && query.has_filters() {
        let all = 0..u32::try_from(search.documents.len()).unwrap_or(u32::MAX);
        found.extend(all.map(|page| Found { page, score: 0.0, is_titled: false, is_named: false, sections: Vec::new() }));
    }
    found.retain(|hit| aspects.admit(search.documents[hit.page as usize].id, &query.filters));
    for hit in &mut found {
        let worth = aspects.worth(search.documents[hit.page as usize].id);
        hit.is_titled &= worth >= WORTH_A_TITLE;
        hit.score *= worth;
        // Both halves of the search round in the same way, so that the last digits of a logarithm make no difference.
        hit.score = (hit.score * 1e6).round();
        hit.sections.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    }
    found.sort_by(|a, b| b.is_titled.cmp(&a.is_titled).then(b.score.total_cmp(&a.score)).then(a.page.cmp(&b.page)));
    let mut marks = BTreeMap::new();
    for (unit, weight) in units.iter().zip(&weights) {
        for (entry, _) in &unit.forms {
            let known: &mut f64 = marks.entry(index.entries[*entry].term.to_string()).or_default();
            *known = known.max(weight.amount);
        }
    }
    Answer { found, phrases: query.phrases, marks }
}

/// The words of a query, as compared, without any entry in the index: no page has them as they are, in another form, as the
/// beginning of a longer word or as a misspelling.
pub(super) fn unknown(search: &Search, query: &str, config: &Config, pages: &Pages) -> Vec<String> {
    let query = Query::parse(query, &Aspects::new(config, pages, &search.labels));
    let units = units_of(&query, &LookUp::new(search.index()), &search.asides);
    units.into_iter().filter(|unit| unit.forms.is_empty() && !unit.is_aside).map(|unit| unit.word).collect()
}

/// Whether a compound is nothing but stop words.
fn is_aside(compound: &Compound, asides: &Asides) -> bool {
    !compound.words.is_empty() && compound.words.iter().all(|word| asides.contains(word))
}

/// Looks up every word; if nothing was found as typed, short words too may be typing errors.
fn units_of(query: &Query, look_up: &LookUp<'_>, asides: &Asides) -> Vec<Unit> {
    let is_aside = |compound: &Compound| is_aside(compound, asides);
    let quoted: Vec<&Compound> = query.phrases.iter().flatten().collect();
    let has_others = quoted.iter().copied().chain(&query.words).any(|compound| !is_aside(compound));
    let is_asked = |compound: &Compound| !has_others || !is_aside(compound);
    let asked = query.words.iter().filter(|compound| is_asked(compound)).count();
    let is_short = quoted.len() + query.words.len() <= SHORT || quoted.len() + asked < FEW;
    let look = |is_lenient: bool| {
        let mut units = Vec::new();
        for compound in quoted.iter().filter(|compound| is_asked(compound)) {
            let resolved = look_up.resolve(compound, false, true, false);
            units.extend(resolved.into_iter().map(|unit| Unit { is_quoted: true, ..unit }));
        }
        for (at, compound) in query.words.iter().enumerate() {
            if is_asked(compound) {
                units.extend(look_up.resolve(compound, query.is_open && at + 1 == query.words.len(), false, is_lenient));
            } else if is_short {
                let resolved = look_up.resolve(compound, false, true, false);
                units.extend(resolved.into_iter().map(|unit| Unit { is_aside: true, ..unit }));
            }
        }
        units
    };
    let units = look(false);
    if !query.phrases.is_empty() || units.iter().any(|unit| !unit.forms.is_empty() && !unit.is_aside) {
        return units;
    }
    look(true)
}

/// The units in the pages, and the weight of each unit.
fn score(units: &[Unit], look_up: &LookUp<'_>, total: f64) -> (BTreeMap<u32, Held>, Vec<Weight>) {
    let mut pages: BTreeMap<u32, Held> = BTreeMap::new();
    let rarity = |holders: f64| (1.0 + (total - holders + 0.5) / (holders + 0.5)).ln();
    let weights = units.iter().enumerate().map(|(place, unit)| {
        let mut holders = 0.0;
        let mut is_cut = unit.is_prefix;
        for (entry, worth) in &unit.forms {
            let size = look_up.size(*entry);
            holders += f64::from(size.found) * worth;
            is_cut |= size.is_cut;
        }
        let holders = f64::min(holders, total);
        let is_common = unit.is_aside || is_cut || holders > COMMON * total;
        for (entry, worth) in &unit.forms {
            #[expect(clippy::float_cmp, reason = "only the word as it was typed is worth exactly 1")]
            let is_typed = *worth == 1.0;
            // The word as typed is weighted by its own sections, its other entries by all of them together.
            let weight = worth * rarity(if is_typed { f64::from(look_up.size(*entry).found) } else { holders });
            for Posting { page, section, level } in look_up.postings(*entry) {
                let share = f64::from(level) / f64::from(LEVELS);
                let score = weight * (share * share);
                let held = pages.entry(page).or_insert_with(|| Held::new(units.len()));
                let scores = held.sections.entry(section).or_insert_with(|| vec![0.0; units.len()]);
                scores[place] = f64::max(scores[place], score);
                held.best[place] = f64::max(held.best[place], score);
                held.is_named |= level >= HEADING && !is_common;
                held.called[place] |= level >= HEADING && section == 0;
            }
        }
        let is_nowhere = unit.forms.is_empty() && !unit.is_quoted;
        Weight { amount: rarity(holders), is_common, is_aside: unit.is_aside, is_nowhere }
    });
    let weights = weights.collect();
    (pages, weights)
}

/// Pages and sections whose name is the query.
#[derive(Debug, Default)]
struct Names {
    pages: HashSet<u32>,
    sections: HashSet<(u32, u16)>,
}

impl Names {
    fn new(query: &Query, look_up: &LookUp<'_>, asides: &Asides) -> Self {
        let mut found = Self::default();
        if !query.phrases.is_empty() {
            return found;
        }
        let words: Vec<&str> = query.words.iter().flat_map(|compound| &compound.words).map(String::as_str).collect();
        let telling: Vec<&str> = words.iter().copied().filter(|word| !asides.contains(word)).collect();
        let named = |words: &[&str]| names::term_of(words, asides).and_then(|term| look_up.entry(&term));
        let entry = named(&words).or_else(|| named(&telling));
        for Posting { page, section, level } in entry.into_iter().flat_map(|entry| look_up.postings(entry)) {
            if level == names::LEVEL_OF_HEADING {
                found.sections.insert((page, section));
            } else {
                found.pages.insert(page);
            }
        }
        found
    }

    fn is_empty(&self) -> bool {
        self.pages.is_empty() && self.sections.is_empty()
    }
}

/// How a query is asked.
#[derive(Debug, Clone, Copy)]
struct Kind {
    has_phrases: bool,
    /// Whether it is a question, and nothing has it for its name.
    is_question: bool,
}

/// The pages with their scores, without those that score too low.
fn ranked(units: &[Unit], pages: BTreeMap<u32, Held>, weights: &[Weight], names: &Names, kind: Kind) -> Vec<Found> {
    let Kind { has_phrases, is_question } = kind;
    // A word that occurs nowhere is not required, unless it is in a phrase; nor is one that occurs everywhere, unless all do.
    let are_all_common = weights.iter().all(|weight| weight.is_common || weight.is_nowhere);
    let is_asked = |weight: &Weight| !weight.is_aside && !weight.is_nowhere && (are_all_common || !weight.is_common);
    let whole: f64 = weights.iter().filter(|weight| is_asked(weight)).map(|weight| weight.amount).sum();
    let asked = weights.iter().enumerate().filter(|(_, weight)| is_asked(weight));
    // Of equally rare words the first.
    let rarest =
        asked.reduce(|rarest, next| if next.1.amount <= rarest.1.amount { rarest } else { next }).map(|(place, _)| place);
    let quoted = units.iter().filter(|unit| unit.is_quoted).count();
    let needed = weights.iter().filter(|weight| is_asked(weight)).count();
    let mut found = Vec::new();
    let mut most = 0.0;
    for (page, Held { best, is_named, called, sections }) in pages {
        let held: Vec<&Weight> = best
            .iter()
            .zip(weights)
            .filter(|(score, weight)| **score > 0.0 && is_asked(weight))
            .map(|(_, weight)| weight)
            .collect();
        if held.is_empty() || (has_phrases && held.len() < needed) {
            continue;
        }
        let covered = held.iter().map(|weight| weight.amount).sum::<f64>() / whole;
        let apart: f64 = best.iter().sum();
        let says = |scores: &[f64]| !has_phrases || scores[..quoted].iter().all(|score| *score > 0.0);
        let sections = sections.into_iter().filter(|(_, scores)| says(scores));
        let score_of = |section: u16, scores: &[f64]| {
            let score: f64 = scores.iter().sum();
            if names.sections.contains(&(page, section)) { score * HEADED } else { score }
        };
        let sections: Vec<(u16, f64)> = sections.map(|(section, scores)| (section, score_of(section, &scores))).collect();
        let top = sections.iter().map(|(_, score)| *score).fold(0.0, f64::max);
        let coverage = if needed > FEW { (covered * covered.sqrt()).sqrt() } else { covered * covered };
        let is_called = is_question && rarest.is_some_and(|place| called[place]);
        let score = (TOGETHER * top + (1.0 - TOGETHER) * apart) * coverage * if is_called { CALLED } else { 1.0 };
        most = f64::max(most, score);
        found.push(Found { page, score, is_titled: names.pages.contains(&page), is_named, sections });
    }
    found.retain(|hit| needed < 2 || hit.is_titled || hit.is_named || hit.score >= LEAST * most);
    found
}
