//! The words of all pages brought together: every term with the sections that hold it.

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::{ParallelSlice, ParallelSliceMut};
use rustc_hash::FxHashMap;

use super::stems::Stems;
use super::words::{PageWords, in_order};
use super::{digits, prefixes, shards, spelling};

/// How many sections a term lists. A term that more sections hold tells them apart so little that its best ones will do; the
/// browser then asks for no page to hold it.
const MOST_POSTINGS: usize = 4_000;

/// The fewest pages whose words one thread brings together: it costs more to join what many threads gathered.
const FEWEST_AT_ONCE: usize = 512;

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

/// The terms of some pages that follow one another, in the order of their bytes, and where in `postings` those of each begin.
struct Gathered<'a> {
    terms: Vec<&'a str>,
    starts: Vec<usize>,
    postings: Vec<Posting>,
}

/// A term, and its postings in some pages that follow one another.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    term: &'a str,
    /// The place of these pages among all.
    place: usize,
    postings: &'a [Posting],
}

/// A term with all its postings, in order.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a>(&'a [Piece<'a>]);

impl<'a> Listed<'a> {
    pub(super) fn term(self) -> &'a str {
        self.0[0].term
    }

    pub(super) fn postings(self) -> impl Iterator<Item = Posting> + Clone + 'a {
        self.0.iter().flat_map(|piece| piece.postings.iter().copied())
    }

    /// How many sections hold it.
    pub(super) fn found_in(self) -> usize {
        self.0.iter().map(|piece| piece.postings.len()).sum()
    }
}

/// Brings the words of all pages together; the pages are numbered as they come.
pub(super) fn merge(words: &[&PageWords], language: &str) -> Index {
    let at_once = words.len().div_ceil(rayon::current_num_threads()).max(FEWEST_AT_ONCE);
    let gathered: Vec<Gathered<'_>> =
        words.par_chunks(at_once).enumerate().map(|(number, pages)| gather(number * at_once, pages)).collect();
    let pieces = pieces(&gathered);
    let listed: Vec<Listed<'_>> = pieces.chunk_by(|a, b| a.term == b.term).map(Listed).collect();
    let prefixes = prefixes::of(&listed);
    let stems = Stems::of(language);
    let terms = listed.par_iter().map(|listed| Entry {
        stem: stems.stem(listed.term()).map(Into::into),
        found_in: u32::try_from(listed.found_in()).unwrap_or(u32::MAX),
        postings: encode(listed.postings()),
        term: listed.term().into(),
    });
    let prefixes = prefixes.into_par_iter().map(|prefix| Entry {
        term: format!("{}*", prefix.start).into(),
        stem: None,
        found_in: prefix.found_in,
        postings: encode(prefix.best.into_iter()),
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

/// The words of some pages brought together; the first of them has number `first`.
fn gather<'a>(first: usize, pages: &[&'a PageWords]) -> Gathered<'a> {
    // Once through the pages to number their terms and count the hits of each, and once more to put each hit in its place.
    let mut numbers: FxHashMap<&str, u32> = FxHashMap::default();
    let mut found: Vec<(&str, usize)> = Vec::new();
    let mut in_order_of_pages: Vec<u32> = Vec::new();
    for words in pages {
        for (term, hits) in words.terms() {
            let number = *numbers.entry(term).or_insert_with(|| {
                found.push((term, 0));
                u32::try_from(found.len() - 1).unwrap_or(u32::MAX)
            });
            found[number as usize].1 += hits.len();
            in_order_of_pages.push(number);
        }
    }
    drop(numbers);
    let letters_of = |number: u32| found[number as usize].0;
    let order = in_order(found.len(), letters_of);
    let mut starts = Vec::with_capacity(found.len() + 1);
    let mut next = vec![0; found.len()];
    let mut end = 0;
    for number in &order {
        starts.push(end);
        next[*number as usize] = end;
        end += found[*number as usize].1;
    }
    starts.push(end);
    let mut postings = vec![Posting { page: 0, section: 0, level: 0 }; end];
    let mut numbers = in_order_of_pages.into_iter();
    for (page, words) in (first..).zip(pages) {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        for ((_, hits), number) in words.terms().zip(&mut numbers) {
            for hit in hits {
                let place = &mut next[number as usize];
                postings[*place] = Posting { page, section: hit.section, level: hit.level };
                *place += 1;
            }
        }
    }
    Gathered { terms: order.iter().map(|number| letters_of(*number)).collect(), starts, postings }
}

/// What was gathered, in the order of terms, and of pages for each term.
fn pieces<'a>(gathered: &'a [Gathered<'a>]) -> Vec<Piece<'a>> {
    let pieces = gathered.iter().enumerate().flat_map(|(place, gathered)| {
        let bounds = gathered.starts.windows(2);
        let terms = gathered.terms.iter().zip(bounds);
        terms.map(move |(term, bounds)| Piece { term, place, postings: &gathered.postings[bounds[0]..bounds[1]] })
    });
    let mut pieces: Vec<Piece<'_>> = pieces.collect();
    // Runs that are in order already are merged rather than sorted by a sort that keeps the order of equals.
    pieces.par_sort_by_key(|piece| (piece.term, piece.place));
    pieces
}

/// Postings as characters. For each page: how many pages it is behind the one before (less one); for each of its sections:
/// how many sections it is behind the one before in the page (less one), and the level, from the second half of the alphabet
/// when the section is the last one of the page.
///
/// A list that is too long keeps its highest levels, and says so: it begins with `~` and the number of all its sections.
fn encode(postings: impl Iterator<Item = Posting> + Clone) -> String {
    let number = postings.clone().count();
    let mut encoded = String::with_capacity(number.min(MOST_POSTINGS) * 3);
    if number > MOST_POSTINGS {
        encoded.push('~');
        digits::push(u32::try_from(number).unwrap_or(u32::MAX), &mut encoded);
        push_postings(highest(postings, MOST_POSTINGS).into_iter(), &mut encoded);
    } else {
        push_postings(postings, &mut encoded);
    }
    encoded
}

fn push_postings(postings: impl Iterator<Item = Posting>, into: &mut String) {
    let mut postings = postings.peekable();
    let (mut next_page, mut next_section) = (0, 0);
    let mut is_new_page = true;
    while let Some(Posting { page, section, level }) = postings.next() {
        if is_new_page {
            digits::push(page - next_page, into);
            (next_page, next_section) = (page + 1, 0);
        }
        digits::push(u32::from(section) - next_section, into);
        next_section = u32::from(section) + 1;
        is_new_page = postings.peek().is_none_or(|next| next.page != page);
        let level = u32::from(level).min(digits::BASE - 1);
        into.push(digits::symbol(level + if is_new_page { digits::BASE } else { 0 }));
    }
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
