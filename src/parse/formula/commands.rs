//! The commands of a formula.

use std::ops::Range;

/// The commands of a formula whose names are letters: their names, and where they stand with their backslash.
pub(super) fn commands(formula: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let start = from + formula[from..].find('\\')?;
            let behind = &formula[start + 1..];
            let length = behind.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(behind.len());
            // A backslash behind a backslash ends a line.
            from = start + 1 + length.max(behind.chars().next().map_or(0, char::len_utf8));
            if length > 0 {
                return Some((&behind[..length], start..start + 1 + length));
            }
        }
    })
}
