//! Cuts the entries into pieces of similar size, each a script for the browser.

use super::entries::{Entry, Index};
use super::script::Script;
use super::{Search, digits};

/// How many pages there are for each shard.
const PAGES_A_SHARD: usize = 2;

/// The most shards: with more, the list of them, which every reader loads, would be longer than one of them.
const MOST_SHARDS: usize = 2_048;

/// How much longer than the others a shard may become so that forms of one word stay together.
const SLACK: usize = 2;

/// How many letters terms must share to be possible forms of one word.
const KINDRED: usize = 4;

/// The number of shards, which depends only on the number of pages, so that an edit neither adds nor removes files.
pub(super) fn count(pages: usize) -> usize {
    (pages / PAGES_A_SHARD).next_power_of_two().min(MOST_SHARDS)
}

/// Where each of `count` shards begins among the entries; the last ones may be empty.
pub(super) fn cut(entries: &[Entry], count: usize) -> Vec<usize> {
    let size = |entry: &Entry| entry.term.len() / 2 + entry.postings.len() + 2;
    let mut rest: usize = entries.iter().map(size).sum();
    let mut starts = vec![0];
    let mut here = 0;
    let mut target = rest.div_ceil(count);
    for (position, entry) in entries.iter().enumerate().skip(1) {
        here += size(&entries[position - 1]);
        let is_full = here + size(entry) / 2 >= target;
        let is_kindred = here < SLACK * target && kindred(&entries[position - 1].term) == kindred(&entry.term);
        if is_full && !is_kindred && starts.len() < count {
            starts.push(position);
            rest -= here;
            here = 0;
            target = rest.div_ceil(count - starts.len() + 1);
        }
    }
    starts.resize(count, entries.len());
    starts
}

fn kindred(term: &str) -> &str {
    term.char_indices().nth(KINDRED).map_or(term, |(end, _)| &term[..end])
}

/// The first term of each non-empty shard, shortened as far as it still comes after the last term of the shard before.
pub(super) fn bounds(index: &Index) -> Vec<&str> {
    let starts = index.shards.iter().filter(|start| **start < index.entries.len());
    let shortened = starts.map(|start| {
        let first = &*index.entries[*start].term;
        let Some(before) = start.checked_sub(1).map(|before| &*index.entries[before].term) else { return "" };
        let ends = first.char_indices().map(|(at, c)| at + c.len_utf8());
        ends.map(|end| &first[..end]).find(|prefix| *prefix > before).unwrap_or(first)
    });
    shortened.collect()
}

impl Search {
    /// The number of shards of the index.
    #[must_use]
    pub fn shard_count(&self) -> usize {
        count(self.page_count())
    }

    /// A shard: its terms, each as the number of letters shared with the one before, the other letters, and its stem; and their
    /// postings. Both are lists in one string, separated by spaces.
    #[must_use]
    pub fn shard(&self, number: usize) -> String {
        let index = self.index();
        let start = index.shards.get(number).copied().unwrap_or(index.entries.len());
        let end = index.shards.get(number + 1).copied().unwrap_or(index.entries.len());
        let mut terms = String::new();
        let mut postings = String::new();
        let mut before = "";
        for entry in &index.entries[start..end] {
            push_shared(before, &entry.term, &mut terms);
            if let Some(stem) = &entry.stem {
                terms.push('|');
                push_shared(&entry.term, stem, &mut terms);
            }
            terms.push(' ');
            postings.push_str(&entry.postings);
            postings.push(' ');
            before = &entry.term;
        }
        self.script(&format!("t{number}"), terms.len() + postings.len()).value(terms.trim_end()).value(postings.trim_end()).end()
    }

    /// Starts a piece of the index that will have about this many bytes.
    pub(super) fn script(&self, name: &str, bytes: usize) -> Script {
        Script::new(&self.edition, name, bytes)
    }
}

/// Writes how many characters `term` shares with the one before, and the remaining ones.
pub(super) fn push_shared(before: &str, term: &str, into: &mut String) {
    let most = digits::BASE as usize - 1;
    let shared = before.chars().zip(term.chars()).take(most).take_while(|(a, b)| a == b).count();
    into.push(digits::symbol(u32::try_from(shared).unwrap_or(0)));
    into.extend(term.chars().skip(shared));
}
