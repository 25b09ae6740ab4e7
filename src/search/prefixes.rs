//! The first letters of many terms: what to show for them, so that a browser need not load all those terms.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::entries::{Listed, Posting, highest};

/// How many postings the terms of one prefix may have before the prefix has a list of its own.
const MOST_TO_LOAD: usize = 2_500;

/// How many sections such a list has.
const BEST: usize = 300;

/// The start of many terms.
pub(super) struct Prefix<'a> {
    /// The letters.
    pub(super) start: &'a str,
    /// How many postings all its terms have.
    pub(super) found_in: u32,
    /// The sections that they say most about, in order.
    pub(super) best: Vec<Posting>,
}

/// The prefixes of `listed`, which is sorted, that stand for too many postings to load.
pub(super) fn of<'a>(listed: &[Listed<'a>]) -> Vec<Prefix<'a>> {
    let by_first_letter: Vec<&[Listed<'a>]> = listed.chunk_by(|a, b| start(a.term, 0) == start(b.term, 0)).collect();
    by_first_letter.into_par_iter().flat_map_iter(of_group).collect()
}

/// The same for terms that may share their first letters.
fn of_group<'a>(listed: &[Listed<'a>]) -> Vec<Prefix<'a>> {
    let mut prefixes = Vec::new();
    // Ranges of terms that share their first letters, and how many bytes these have.
    let mut open = vec![(listed, 0)];
    while let Some((terms, length)) = open.pop() {
        for group in terms.chunk_by(|a, b| start(a.term, length) == start(b.term, length)) {
            let Some(start) = start(group[0].term, length) else { continue };
            let count: usize = group.iter().map(|listed| listed.postings.len()).sum();
            if group.len() == 1 || count <= MOST_TO_LOAD {
                continue;
            }
            let mut all: Vec<Posting> = highest(group.iter().flat_map(|listed| listed.postings.iter().copied()), BEST * 2);
            // A section that two terms lead to counts once, by the higher level.
            all.sort_unstable_by_key(|posting| (posting.page, posting.section, std::cmp::Reverse(posting.level)));
            all.dedup_by_key(|posting| (posting.page, posting.section));
            let best = highest(all.iter().copied(), BEST);
            prefixes.push(Prefix { start, found_in: u32::try_from(count).unwrap_or(u32::MAX), best });
            open.push((group, start.len()));
        }
    }
    prefixes
}

/// The term's first `length` bytes and the character behind them; `None` when it ends there.
fn start(term: &str, length: usize) -> Option<&str> {
    let next = term[length..].chars().next()?;
    Some(&term[..length + next.len_utf8()])
}
