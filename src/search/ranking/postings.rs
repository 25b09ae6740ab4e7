//! Postings in the form of the index.

use super::super::digits::{BASE, place};
use super::super::entries::Posting;

/// How many sections contain a term, and whether only its best ones are listed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Size {
    pub(super) found: u32,
    pub(super) is_cut: bool,
}

/// Reads numbers from the characters of a list.
struct Reader<'a>(std::slice::Iter<'a, u8>);

impl Reader<'_> {
    fn number(&mut self) -> Option<u32> {
        let (mut value, mut unit) = (0, 1);
        loop {
            let digit = place(*self.0.next()?);
            value += digit % BASE * unit;
            if digit < BASE {
                return Some(value);
            }
            unit *= BASE;
        }
    }
}

/// The postings of a list, in order.
pub(super) fn read(postings: &str) -> impl Iterator<Item = Posting> + '_ {
    let (mut reader, _) = opened(postings);
    let (mut next_page, mut next_section) = (0, 0);
    let mut is_new_page = true;
    std::iter::from_fn(move || {
        if is_new_page {
            next_page += reader.number()? + 1;
            next_section = 0;
        }
        next_section += reader.number()? + 1;
        let level = place(*reader.0.next()?);
        is_new_page = level >= BASE;
        let section = u16::try_from(next_section - 1).unwrap_or(u16::MAX);
        Some(Posting { page: next_page - 1, section, level: u8::try_from(level % BASE).unwrap_or(0) })
    })
}

/// The number of sections that a list represents.
pub(super) fn size(postings: &str) -> Size {
    match opened(postings).1 {
        Some(found) => Size { found, is_cut: true },
        None => Size { found: u32::try_from(read(postings).count()).unwrap_or(u32::MAX), is_cut: false },
    }
}

/// A reader after the sign and the number at the start of a shortened list.
fn opened(postings: &str) -> (Reader<'_>, Option<u32>) {
    let Some(rest) = postings.strip_prefix('~') else { return (Reader(postings.as_bytes().iter()), None) };
    let mut reader = Reader(rest.as_bytes().iter());
    let found = reader.number();
    (reader, found)
}
