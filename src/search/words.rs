//! What one page says: its terms, and how much each says about which of its sections.

use super::hasher::TermMap;
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
    /// Counts the terms of a page's sections. It needs to know no other page; `bytes` are the page's file.
    pub(super) fn of(title: &str, sections: &[Section], bytes: &[u8]) -> Self {
        let mut counter = Counter::default();
        for (number, section) in sections.iter().enumerate() {
            counter.read(number.min(MOST_SECTIONS), section, if number == 0 { title } else { "" });
        }
        let mut hash = blake3::Hasher::new();
        hash.update(title.as_bytes()).update(&[0]).update(bytes);
        let mut first = [0; 8];
        first.copy_from_slice(&hash.finalize().as_bytes()[..8]);
        Self { packed: counter.pack(), sections: u32::try_from(sections.len()).unwrap_or(u32::MAX), hash: first }
    }

    /// The terms in order, each with its hits in the order of sections.
    pub(super) fn terms(&self) -> impl Iterator<Item = (&str, impl Iterator<Item = Hit> + '_)> + '_ {
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

/// The terms of the sections read so far.
#[derive(Default)]
struct Counter {
    terms: TermMap<Box<str>, Vec<(u16, Counts)>>,
    lengths: Vec<Counts>,
}

impl Counter {
    fn read(&mut self, number: usize, section: &Section, title: &str) {
        let number = u16::try_from(number).unwrap_or(u16::MAX);
        let mut lengths = Counts::default();
        let heading = if section.goes_on { "" } else { &*section.heading };
        self.field(number, title, &mut lengths, |counts| &mut counts.title);
        self.field(number, heading, &mut lengths, |counts| &mut counts.heading);
        self.field(number, &section.text, &mut lengths, |counts| &mut counts.text);
        self.lengths.push(lengths);
    }

    fn field(&mut self, number: u16, text: &str, lengths: &mut Counts, of: impl Fn(&mut Counts) -> &mut u32) {
        tokens(text, |term, kind| {
            *of(lengths) += u32::from(kind == Kind::Word);
            let hits = match self.terms.get_mut(term) {
                Some(hits) => hits,
                None => self.terms.entry(term.into()).or_default(),
            };
            if hits.last().is_none_or(|(section, _)| *section != number) {
                hits.push((number, Counts::default()));
            }
            if let Some((_, counts)) = hits.last_mut() {
                *of(counts) += 1;
            }
        });
    }

    fn pack(self) -> Box<[u8]> {
        let mut terms: Vec<_> = self.terms.into_iter().filter(|(term, _)| u8::try_from(term.len()).is_ok()).collect();
        terms.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut packed = Vec::new();
        for (term, hits) in terms {
            packed.push(u8::try_from(term.len()).unwrap_or(u8::MAX));
            packed.extend_from_slice(term.as_bytes());
            packed.extend_from_slice(&u16::try_from(hits.len()).unwrap_or(u16::MAX).to_le_bytes());
            for (section, counts) in hits {
                packed.extend_from_slice(&section.to_le_bytes());
                packed.push(level(counts, self.lengths[usize::from(section)]));
            }
        }
        packed.into()
    }
}
