//! The results for the first letters of many terms, so that a browser need not load all those terms.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::entries::{Listed, Posting, highest};

/// How many postings the terms of a prefix may have before the prefix gets its own list.
const MOST_TO_LOAD: usize = 2_500;

/// The number of sections in such a list.
const BEST: usize = 300;

/// A prefix of many terms.
pub(super) struct Prefix<'a> {
    /// The letters.
    pub(super) start: &'a str,
    /// The number of postings of all its terms.
    pub(super) found_in: u32,
    /// The sections with their highest levels, in order.
    pub(super) best: Vec<Posting>,
}

/// The prefixes in `listed`, which is sorted, that have too many postings to load.
pub(super) fn of<'a>(listed: &[Listed<'a>]) -> Vec<Prefix<'a>> {
    let by_first_letter: Vec<&[Listed<'a>]> = listed.chunk_by(|a, b| start(a.term, 0) == start(b.term, 0)).collect();
    by_first_letter.into_par_iter().flat_map_iter(of_group).collect()
}

/// The same for terms that may share their first letters.
fn of_group<'a>(listed: &[Listed<'a>]) -> Vec<Prefix<'a>> {
    let mut prefixes = Vec::new();
    // Ranges of terms with common first letters, and the number of these in bytes.
    let mut open = vec![(listed, 0)];
    while let Some((terms, length)) = open.pop() {
        for group in terms.chunk_by(|a, b| start(a.term, length) == start(b.term, length)) {
            let Some(start) = start(group[0].term, length) else { continue };
            let count: usize = group.iter().map(|listed| listed.postings.len()).sum();
            if group.len() == 1 || count <= MOST_TO_LOAD {
                continue;
            }
            let mut all: Vec<Posting> = highest(group.iter().flat_map(|listed| listed.postings.iter().copied()), BEST * 2);
            // A section with two of the terms counts once, with the higher level.
            all.sort_unstable_by_key(|posting| (posting.page, posting.section, std::cmp::Reverse(posting.level)));
            all.dedup_by_key(|posting| (posting.page, posting.section));
            let best = highest(all.iter().copied(), BEST);
            prefixes.push(Prefix { start, found_in: u32::try_from(count).unwrap_or(u32::MAX), best });
            open.push((group, start.len()));
        }
    }
    prefixes
}

/// The term's first `length` bytes and the character after them; `None` if it ends there.
fn start(term: &str, length: usize) -> Option<&str> {
    let next = term[length..].chars().next()?;
    Some(&term[..length + next.len_utf8()])
}
