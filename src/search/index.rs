//! Combines the words of all pages: every term with the sections that contain it.

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use rayon::slice::ParallelSliceMut;

use super::entries::{Entry, Index, Listed, Posting, highest};
use super::stems::Stems;
use super::synonyms::Synonyms;
use super::vocabulary::{FirstLetters, Vocabulary, first_letters};
use super::words::{LOTS, PageWords};
use super::{digits, names, prefixes, shards, spelling};

/// How many sections a term lists. A term in more sections distinguishes them so little that its best ones are enough; the browser
/// then does not require it of any page.
const MOST_POSTINGS: usize = 4_000;

/// The terms of a lot with their postings.
struct Lot {
    terms: Vocabulary,
    /// Where the postings of each term end.
    ends: Vec<usize>,
    postings: Vec<Posting>,
}

/// Combines the words of all pages, which are numbered in order.
pub(super) fn merge(words: &[&PageWords], language: &str, synonyms: &Synonyms) -> Index {
    let lots: Vec<Lot> = (0..LOTS).into_par_iter().map(|lot| Lot::new(lot, words)).collect();
    let mut listed: Vec<(FirstLetters, Listed<'_>)> = lots.iter().flat_map(Lot::listed).collect();
    listed.par_sort_unstable_by(|(first, a), (other, b)| first.cmp(other).then_with(|| a.term.cmp(b.term)));
    // Nobody types only the beginning of a whole name.
    let (names, listed): (Vec<Listed<'_>>, Vec<Listed<'_>>) =
        listed.into_iter().map(|(_, listed)| listed).partition(|listed| listed.term.contains(names::SIGN));
    let prefixes = prefixes::of(&listed);
    let stems = Stems::new(language);
    let terms = listed.par_iter().chain(&names).map(|listed| Entry {
        stem: stems.stem(listed.term).map(Into::into),
        found_in: u32::try_from(listed.postings.len()).unwrap_or(u32::MAX),
        postings: encode(listed.postings),
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
    for word in synonyms.rules().flat_map(|(said, asked)| said.iter().map(|[word, _]| word).chain(asked)) {
        version.update(word.as_bytes()).update(b"\n");
    }
    Index {
        sections: words.iter().map(|page| page.sections).sum(),
        shards: shards::cut(&entries, shards::count(words.len())),
        spellings: spelling::assign(&entries, spelling::count(words.len())),
        version: version.update(language.as_bytes()).finalize().to_hex()[..8].to_owned(),
        entries,
    }
}

impl Lot {
    fn new(lot: usize, words: &[&PageWords]) -> Self {
        let mut terms = Vocabulary::default();
        let mut hits: Vec<(u32, Posting)> = Vec::new();
        for (page, words) in (0..).zip(words) {
            for (term, found) in words.lot(lot) {
                let number = terms.know(term).number;
                hits.extend(found.map(|hit| (number, Posting { page, section: hit.section, level: hit.level })));
            }
        }
        // One pass over the hits counts those of each term, another puts each in its place.
        let mut ends = vec![0; terms.len()];
        for (term, _) in &hits {
            ends[*term as usize] += 1;
        }
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut postings = vec![Posting { page: 0, section: 0, level: 0 }; hits.len()];
        for (term, posting) in hits {
            let next = &mut ends[term as usize];
            postings[*next] = posting;
            *next += 1;
        }
        Self { terms, ends, postings }
    }

    fn listed(&self) -> impl Iterator<Item = (FirstLetters, Listed<'_>)> {
        let mut start = 0;
        self.ends.iter().enumerate().map(move |(number, end)| {
            let term = self.terms.term(number);
            let postings = &self.postings[std::mem::replace(&mut start, *end)..*end];
            (first_letters(term), Listed { term: std::str::from_utf8(term).unwrap_or_default(), postings })
        })
    }
}

/// Postings as characters. For each page: its distance from the page before (less one); for each of its sections: its distance from
/// the section before (less one), and the level, from the second half of the alphabet for the last section of the page.
///
/// A list that is too long keeps its highest levels, and begins with `~` and the number of all its sections.
fn encode(postings: &[Posting]) -> String {
    let mut encoded = String::with_capacity(postings.len().min(MOST_POSTINGS) * 3);
    if postings.len() > MOST_POSTINGS {
        encoded.push('~');
        digits::push(u32::try_from(postings.len()).unwrap_or(u32::MAX), &mut encoded);
        push_postings(&highest(postings.iter().copied(), MOST_POSTINGS), &mut encoded);
    } else {
        push_postings(postings, &mut encoded);
    }
    encoded
}

fn push_postings(postings: &[Posting], into: &mut String) {
    let mut postings = postings.iter().copied().peekable();
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
