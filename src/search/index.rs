//! The words of all pages brought together: every term with the sections that hold it.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};

use super::hasher::TermMap;
use super::stems::Stems;
use super::words::PageWords;
use super::{digits, prefixes, shards, spelling};

/// How many sections a term lists. A term that more sections hold tells them apart so little that its best ones will do; the
/// browser then asks for no page to hold it.
const MOST_POSTINGS: usize = 4_000;

/// Pages whose words are brought together by one thread at a time.
const PAGES_AT_ONCE: usize = 512;

/// The index of the whole handbook.
#[derive(Debug)]
pub(super) struct Index {
    /// What can be looked up, in the order of its bytes: terms, and prefixes of many terms with `*` behind them.
    pub(super) entries: Vec<Entry>,
    /// How many sections there are.
    pub(super) sections: u32,
    /// Where each shard begins among the entries.
    pub(super) shards: Vec<usize>,
    /// The places of the entries that each list of spellings holds.
    pub(super) spellings: Vec<Vec<u32>>,
    /// A hash of everything that the pieces of the index say, in hexadecimal digits.
    pub(super) version: String,
}

/// A term or a prefix.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) term: Box<str>,
    /// The stem that its other forms share.
    pub(super) stem: Option<Box<str>>,
    /// How many sections hold it.
    pub(super) found_in: u32,
    /// Its postings as the browser reads them.
    pub(super) postings: String,
}

/// A section that holds a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    /// The page's number in the index.
    pub(super) page: u32,
    /// The section's number in its page.
    pub(super) section: u16,
    /// How much the term says about the section.
    pub(super) level: u8,
}

/// A term and all its postings in order.
pub(super) struct Listed<'a> {
    pub(super) term: &'a str,
    pub(super) postings: Vec<Posting>,
}

/// Brings the words of all pages together; the pages are numbered as they come.
pub(super) fn merge(words: &[&PageWords], language: &str) -> Index {
    let listed = listed(words);
    let prefixes = prefixes::of(&listed);
    let stems = Stems::of(language);
    let terms = listed.par_iter().map(|listed| Entry {
        stem: stems.stem(listed.term).map(Into::into),
        found_in: u32::try_from(listed.postings.len()).unwrap_or(u32::MAX),
        postings: encode(&listed.postings),
        term: listed.term.into(),
    });
    let prefixes = prefixes.into_par_iter().map(|prefix| Entry {
        term: format!("{}*", prefix.start).into(),
        stem: None,
        found_in: prefix.found_in,
        postings: encode(&prefix.best),
    });
    let mut entries: Vec<Entry> = terms.chain(prefixes).collect();
    entries.par_sort_unstable_by(|a, b| a.term.cmp(&b.term));
    let mut version = blake3::Hasher::new();
    for page in words {
        version.update(&page.hash);
    }
    Index {
        sections: words.iter().map(|page| page.sections).sum(),
        shards: shards::cut(&entries, shards::count(words.len())),
        spellings: spelling::assign(&entries, spelling::count(words.len())),
        version: version.update(language.as_bytes()).finalize().to_hex()[..8].to_owned(),
        entries,
    }
}

/// Every term with its postings, in the order of its bytes.
fn listed<'a>(words: &[&'a PageWords]) -> Vec<Listed<'a>> {
    let parts: Vec<TermMap<&'a str, Vec<Posting>>> =
        words.par_chunks(PAGES_AT_ONCE).enumerate().map(|(number, pages)| collect(number * PAGES_AT_ONCE, pages)).collect();
    let mut pieces: Vec<(&str, usize, Vec<Posting>)> = Vec::with_capacity(parts.iter().map(TermMap::len).sum());
    for (number, part) in parts.into_iter().enumerate() {
        pieces.extend(part.into_iter().map(|(term, postings)| (term, number, postings)));
    }
    pieces.par_sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    let mut listed: Vec<Listed<'a>> = Vec::new();
    for (term, _, postings) in pieces {
        match listed.last_mut().filter(|last| last.term == term) {
            Some(last) => last.postings.extend(postings),
            None => listed.push(Listed { term, postings }),
        }
    }
    listed
}

/// The postings of some pages, the first of which has number `first`.
fn collect<'a>(first: usize, pages: &[&'a PageWords]) -> TermMap<&'a str, Vec<Posting>> {
    let mut postings: TermMap<&str, Vec<Posting>> = TermMap::default();
    for (page, words) in (first..).zip(pages) {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        for (term, hits) in words.terms() {
            let hits = hits.map(|hit| Posting { page, section: hit.section, level: hit.level });
            postings.entry(term).or_default().extend(hits);
        }
    }
    postings
}

/// Postings as characters. For each page: how many pages it is behind the one before (less one); for each of its sections:
/// how many sections it is behind the one before in the page (less one), and the level, from the second half of the alphabet
/// when the section is the last one of the page.
///
/// A list that is too long keeps its highest levels, and says so: it begins with `~` and the number of all its sections.
fn encode(postings: &[Posting]) -> String {
    let mut encoded = String::with_capacity(postings.len() * 3);
    let best;
    let kept = if postings.len() > MOST_POSTINGS {
        encoded.push('~');
        digits::push(u32::try_from(postings.len()).unwrap_or(u32::MAX), &mut encoded);
        best = highest(postings.iter().copied(), MOST_POSTINGS);
        &best
    } else {
        postings
    };
    let mut next_page = 0;
    for page in kept.chunk_by(|a, b| a.page == b.page) {
        digits::push(page[0].page - next_page, &mut encoded);
        next_page = page[0].page + 1;
        let mut next_section = 0;
        for (position, posting) in page.iter().enumerate() {
            digits::push(u32::from(posting.section) - next_section, &mut encoded);
            next_section = u32::from(posting.section) + 1;
            let is_last = position + 1 == page.len();
            let level = u32::from(posting.level).min(digits::BASE - 1);
            encoded.push(digits::symbol(level + if is_last { digits::BASE } else { 0 }));
        }
    }
    encoded
}

/// The `most` postings of the highest levels, in the order of pages. Of equal ones the first are kept.
pub(super) fn highest(postings: impl Iterator<Item = Posting> + Clone, most: usize) -> Vec<Posting> {
    let mut counts = [0_usize; 256];
    for posting in postings.clone() {
        counts[usize::from(posting.level)] += 1;
    }
    let mut lowest = 255;
    let mut above = 0;
    while lowest > 0 && above + counts[lowest] <= most {
        above += counts[lowest];
        lowest -= 1;
    }
    let mut room = most - above;
    let kept = postings.filter(|posting| match usize::from(posting.level) {
        level if level > lowest => true,
        level if level == lowest && room > 0 => {
            room -= 1;
            true
        }
        _ => false,
    });
    kept.collect()
}
