//! The browser's ranking for whole words, written once more: what the shared cases hold it to.

use std::collections::BTreeMap;

use super::Search;
use super::entries::{Entry, Posting};
use super::tokens::{Kind, tokens};
use super::weights::LEVELS;
use super::words::LOTS;

const STEM: f64 = 0.6;
const COMMON: f64 = 0.2;
const TOGETHER: f64 = 0.7;

/// The numbers of the pages that have all words of the query which are not everywhere, the best first.
pub(super) fn search(search: &Search, query: &str) -> Vec<u32> {
    let mut words = Vec::new();
    tokens(query, |term, kind| words.extend((kind == Kind::Word).then(|| term.to_owned())));
    let index = search.index();
    let total = f64::from(index.sections);
    // For each page and section, the score of each word.
    let mut scores: BTreeMap<u32, BTreeMap<u16, Vec<f64>>> = BTreeMap::new();
    let mut is_common = Vec::new();
    for (place, word) in words.iter().enumerate() {
        let exact = index.entries.iter().find(|entry| *entry.term == **word);
        let stem = exact.map(stem);
        let kin = index.entries.iter().filter(|entry| stem.is_some_and(|stem| stem == self::stem(entry)));
        let worth = |entry: &Entry| if *entry.term == **word { 1.0 } else { STEM };
        let holders = kin.clone().map(|entry| f64::from(entry.found_in) * worth(entry)).sum::<f64>().min(total);
        let rarity = |holders: f64| (1.0 + (total - holders + 0.5) / (holders + 0.5)).ln();
        is_common.push(holders > COMMON * total);
        for entry in kin {
            let is_exact = *entry.term == **word;
            let weight = worth(entry) * rarity(if is_exact { f64::from(entry.found_in) } else { holders });
            for posting in postings(search, &entry.term) {
                let share = f64::from(posting.level) / f64::from(LEVELS);
                let score = weight * share * share;
                let words = scores.entry(posting.page).or_default().entry(posting.section);
                let words = words.or_insert_with(|| vec![0.0; is_common.len().max(place + 1)]);
                words.resize(place + 1, 0.0);
                words[place] = words[place].max(score);
            }
        }
    }
    let asks_all = is_common.iter().all(|is_common| *is_common);
    let mut found = Vec::new();
    for (page, sections) in scores {
        let best = |place: usize| sections.values().map(|scores| scores.get(place).copied().unwrap_or(0.0)).fold(0.0, f64::max);
        let apart: Vec<f64> = (0..words.len()).map(best).collect();
        let has_all = apart.iter().zip(&is_common).all(|(score, is_common)| *score > 0.0 || (*is_common && !asks_all));
        let top = sections.values().map(|scores| scores.iter().sum()).fold(0.0, f64::max);
        if has_all {
            found.push((TOGETHER * top + (1.0 - TOGETHER) * apart.iter().sum::<f64>(), page));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    found.into_iter().map(|(_, page)| page).collect()
}

fn stem(entry: &Entry) -> &str {
    entry.stem.as_deref().unwrap_or(&entry.term)
}

/// The postings of a term, from the words of the pages themselves.
fn postings(search: &Search, term: &str) -> Vec<Posting> {
    let mut found = Vec::new();
    for (page, document) in (0..).zip(&search.documents) {
        let terms = (0..LOTS).flat_map(|lot| document.words(&search.rows).lot(lot));
        for (_, hits) in terms.filter(|(name, _)| *name == term.as_bytes()) {
            found.extend(hits.map(|hit| Posting { page, section: hit.section, level: hit.level }));
        }
    }
    found
}
