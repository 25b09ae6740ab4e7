//! Words that readers searched for and that no page contains, from queries that the site's owner collected.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Range;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::index::Index as Pages;
use crate::path::ProjectPath;

use super::{Search, ranking};

/// A word that no page contains.
struct Unanswered {
    /// The first query with it, as a byte range of the file.
    first: Range<usize>,
    /// The number of queries with it.
    count: usize,
}

impl Search {
    /// The `unanswered-search` problems of the queries in the `text` of a file: one per line, up to the first tab.
    #[must_use]
    pub fn unanswered(&self, file: &ProjectPath, text: &str, config: &Config, pages: &Pages) -> Vec<Diagnostic> {
        let mut queries: BTreeMap<&str, Unanswered> = BTreeMap::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let written = line.split('\t').next().unwrap_or_default();
            let query = written.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let start = at + written.find(query).unwrap_or(0);
            at += line.len();
            if !query.is_empty() {
                let first = start..start + query.len();
                queries.entry(query).or_insert(Unanswered { first, count: 0 }).count += 1;
            }
        }
        let mut words: BTreeMap<String, Unanswered> = BTreeMap::new();
        for (query, Unanswered { first, count }) in queries {
            let mut unknown = ranking::unknown(self, &format!("{query} "), config, pages);
            unknown.sort_unstable();
            unknown.dedup();
            for word in unknown {
                match words.entry(word) {
                    Entry::Vacant(entry) => drop(entry.insert(Unanswered { first: first.clone(), count })),
                    Entry::Occupied(mut entry) => {
                        let known = entry.get_mut();
                        known.count += count;
                        if first.start < known.first.start {
                            known.first = first.clone();
                        }
                    }
                }
            }
        }
        let told = words.into_iter().map(|(word, Unanswered { first, count })| {
            let times = if count == 1 { "one search has".to_owned() } else { format!("{count} searches have") };
            Diagnostic::new(Code::UnansweredSearch, format!("no page has the word `{word}`, which {times}"))
                .in_project(file.clone())
                .subject(&text[first.clone()])
                .at(first)
                .help("write a page that answers, or name the word under `synonyms:` or among a page's `aliases:`")
        });
        told.collect()
    }
}
