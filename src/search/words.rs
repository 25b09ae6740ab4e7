//! What one page says: its terms, and how much each says about which of its sections.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

use super::text::Section;
use super::tokens::{Kind, tokens};
use super::weights::{Counts, level};

/// The most sections of a page that are told apart; what stands behind them counts for the last.
const MOST_SECTIONS: usize = u16::MAX as usize - 1;

/// The terms of one page, packed: some thousand bytes where a map would take ten times as many.
///
/// For each term in the order of its bytes: its length, its bytes, the number of its hits (two bytes), and of each hit the
/// section (two bytes) and the level.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageWords {
    packed: Box<[u8]>,
    /// How many sections the page has.
    pub(super) sections: u32,
    /// A hash of all that the pieces of the index say of the page.
    pub(super) hash: [u8; 8],
}

/// A section of the page that a term occurs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// The section's number in its page.
    pub(super) section: u16,
    /// How much the term says about it, from 1.
    pub(super) level: u8,
}

impl PageWords {
    /// Counts the terms of a page's sections. It needs to know no other page; `bytes` are the page's file. The page's other names
    /// count as much as a heading.
    pub(super) fn of(title: &str, other_names: &str, sections: &[Section], bytes: &[u8]) -> Self {
        let mut counter = Counter::for_text_of(bytes.len());
        for (number, section) in sections.iter().enumerate() {
            let (title, heading) = match number {
                0 => (title, other_names),
                _ if section.goes_on => ("", ""),
                _ => ("", &*section.heading),
            };
            counter.read(number.min(MOST_SECTIONS), title, heading, &section.text);
        }
        let mut hash = blake3::Hasher::new();
        hash.update(title.as_bytes()).update(&[0]).update(bytes);
        let mut first = [0; 8];
        first.copy_from_slice(&hash.finalize().as_bytes()[..8]);
        Self { packed: counter.pack(), sections: u32::try_from(sections.len()).unwrap_or(u32::MAX), hash: first }
    }

    /// The terms in order, each with its hits in the order of sections.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, impl ExactSizeIterator<Item = Hit> + '_)> + '_ {
        let mut rest = &*self.packed;
        std::iter::from_fn(move || {
            let (length, behind) = rest.split_first()?;
            let (term, behind) = behind.split_at_checked(usize::from(*length))?;
            let (count, behind) = behind.split_first_chunk::<2>()?;
            let (hits, behind) = behind.split_at_checked(3 * usize::from(u16::from_le_bytes(*count)))?;
            rest = behind;
            let hits = hits.chunks_exact(3);
            let hits = hits.map(|hit| Hit { section: u16::from_le_bytes([hit[0], hit[1]]), level: hit[2] });
            Some((std::str::from_utf8(term).unwrap_or_default(), hits))
        })
    }
}

/// About how many bytes of a page there are for each different term.
const BYTES_A_TERM: usize = 20;

/// About how many bytes a term has.
const BYTES_OF_A_TERM: usize = 7;

/// The terms of the sections read so far. Pages have hundreds of terms and handbooks thousands of pages, so that nothing here is
/// allocated for each term.
struct Counter {
    /// The bytes of all terms, one behind the other.
    letters: String,
    terms: Vec<Term>,
    /// The terms' numbers, found by their letters.
    numbers: HashTable<u32>,
    hits: Vec<TermHit>,
    lengths: Vec<Counts>,
}

/// A term of the page.
#[derive(Clone, Copy)]
struct Term {
    /// Where it stands among the letters.
    start: u32,
    end: u32,
    /// The place of its last hit.
    last: u32,
}

/// How often a term occurs in a section.
#[derive(Clone, Copy)]
struct TermHit {
    term: u32,
    section: u16,
    counts: Counts,
}

impl Counter {
    fn for_text_of(bytes: usize) -> Self {
        let terms = bytes / BYTES_A_TERM;
        Self {
            letters: String::with_capacity(terms * BYTES_OF_A_TERM),
            terms: Vec::with_capacity(terms),
            numbers: HashTable::with_capacity(terms),
            hits: Vec::with_capacity(2 * terms),
            lengths: Vec::new(),
        }
    }

    fn read(&mut self, number: usize, title: &str, heading: &str, text: &str) {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        let mut lengths = Counts::default();
        self.field(number, title, &mut lengths, |counts| &mut counts.title);
        self.field(number, heading, &mut lengths, |counts| &mut counts.heading);
        self.field(number, text, &mut lengths, |counts| &mut counts.text);
        self.lengths.push(lengths);
    }

    fn field(&mut self, section: u16, text: &str, lengths: &mut Counts, of: impl Fn(&mut Counts) -> &mut u32) {
        tokens(text, |term, kind| {
            *of(lengths) += u32::from(kind == Kind::Word);
            let hit = self.hit(term, section);
            *of(&mut hit.counts) += 1;
        });
    }

    /// The hit of a term in the section that is being read.
    fn hit(&mut self, term: &str, section: u16) -> &mut TermHit {
        let Self { letters, terms, numbers, hits, .. } = self;
        let hash_of = |term: &str| BuildHasherDefault::<FxHasher>::default().hash_one(term);
        let letters_of = |term: &Term| term.start as usize..term.end as usize;
        let is_it = |number: &u32| letters[letters_of(&terms[*number as usize])] == *term;
        let next = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let number = numbers.find(hash_of(term), is_it).copied().unwrap_or_else(|| {
            let number = next(terms.len());
            let start = next(letters.len());
            letters.push_str(term);
            terms.push(Term { start, end: next(letters.len()), last: u32::MAX });
            numbers.insert_unique(hash_of(term), number, |number| hash_of(&letters[letters_of(&terms[*number as usize])]));
            number
        });
        let known = &mut terms[number as usize];
        if hits.get(known.last as usize).is_none_or(|last| last.section != section) {
            known.last = next(hits.len());
            hits.push(TermHit { term: number, section, counts: Counts::default() });
        }
        &mut hits[known.last as usize]
    }

    fn pack(self) -> Box<[u8]> {
        let Self { letters, terms, hits, lengths, .. } = self;
        let letters_of = |number: u32| &letters[terms[number as usize].start as usize..terms[number as usize].end as usize];
        let order = in_order(terms.len(), letters_of);
        // The hits are in the order of sections, and keep it among those of a term: each goes to the next place of its term.
        let mut next = vec![0; terms.len()];
        for hit in &hits {
            next[hit.term as usize] += 1;
        }
        let mut end = 0;
        for number in &order {
            end += std::mem::replace(&mut next[*number as usize], end);
        }
        let mut sorted = hits.clone();
        for hit in &hits {
            let place = &mut next[hit.term as usize];
            sorted[*place] = *hit;
            *place += 1;
        }
        let mut packed = Vec::with_capacity(letters.len() + 3 * (order.len() + hits.len()));
        for hits in sorted.chunk_by(|a, b| a.term == b.term) {
            let term = letters_of(hits[0].term);
            // The length of a term and the number of its hits are written in one byte and in two.
            let Ok(length) = u8::try_from(term.len()) else { continue };
            packed.push(length);
            packed.extend_from_slice(term.as_bytes());
            packed.extend_from_slice(&u16::try_from(hits.len()).unwrap_or(u16::MAX).to_le_bytes());
            for hit in hits {
                packed.extend_from_slice(&hit.section.to_le_bytes());
                packed.push(level(hit.counts, lengths[usize::from(hit.section)]));
            }
        }
        packed.into()
    }
}

/// The numbers of `count` terms in the order of the terms' bytes. The first eight bytes as a number tell most of them apart, without
/// a look at their letters.
pub(super) fn in_order<'t>(count: usize, letters_of: impl Fn(u32) -> &'t str) -> Vec<u32> {
    let mut order: Vec<(u64, u32)> = (0..).take(count).map(|number| (first_letters(letters_of(number)), number)).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| letters_of(a.1).cmp(letters_of(b.1))));
    order.into_iter().map(|(_, number)| number).collect()
}

fn first_letters(term: &str) -> u64 {
    let mut first = [0; 8];
    let length = term.len().min(8);
    first[..length].copy_from_slice(&term.as_bytes()[..length]);
    u64::from_be_bytes(first)
}
