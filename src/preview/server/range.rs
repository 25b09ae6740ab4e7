//! Which part of an output a client requests, and whether it has it already (RFC 9110, sections 13 and 14).

use std::ops::Range;

/// The part to send.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of it.
    Whole,
    /// These bytes.
    Bytes(Range<u64>),
    /// None: the requested range is beyond the end.
    Unsatisfiable,
}

/// Reads a `Range` for an output of `length` bytes. Anything except a single range of bytes is ignored, as servers may.
pub(super) fn part(range: Option<&str>, length: u64) -> Part {
    let Some(range) = range.and_then(|range| range.trim().strip_prefix("bytes=")) else { return Part::Whole };
    let Some((first, last)) = range.split_once('-') else { return Part::Whole };
    let number =
        |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u64>().unwrap_or(u64::MAX));
    let (first, last) = (first.trim(), last.trim());
    match (first, last) {
        ("", "") => Part::Whole,
        ("", suffix) => match number(suffix) {
            None => Part::Whole,
            Some(0) => Part::Unsatisfiable,
            Some(_) if length == 0 => Part::Unsatisfiable,
            Some(suffix) => Part::Bytes(length.saturating_sub(suffix)..length),
        },
        (first, last) => match (number(first), if last.is_empty() { Some(u64::MAX) } else { number(last) }) {
            (Some(first), Some(last)) if first > last => Part::Whole,
            (Some(first), Some(_)) if first >= length => Part::Unsatisfiable,
            (Some(first), Some(last)) => Part::Bytes(first..last.saturating_add(1).min(length)),
            _ => Part::Whole,
        },
    }
}

/// Whether `If-None-Match` contains the entity tag; weak tags match, as RFC 9110 requires for this header.
pub(super) fn is_known(if_none_match: &str, tag: &str) -> bool {
    if_none_match.split(',').map(str::trim).any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (range, length, expected) in [
            ("bytes=0-3", 10, Part::Bytes(0..4)),
            ("bytes=4-", 10, Part::Bytes(4..10)),
            ("bytes=-3", 10, Part::Bytes(7..10)),
            ("bytes=-30", 10, Part::Bytes(0..10)),
            ("bytes=5-99", 10, Part::Bytes(5..10)),
            ("bytes=9-9", 10, Part::Bytes(9..10)),
            ("bytes=10-", 10, Part::Unsatisfiable),
            ("bytes=-0", 10, Part::Unsatisfiable),
            ("bytes=0-", 0, Part::Unsatisfiable),
            ("bytes=-1", 0, Part::Unsatisfiable),
            ("bytes=99999999999999999999-", 10, Part::Unsatisfiable),
            ("bytes=0-99999999999999999999", 10, Part::Bytes(0..10)),
            ("bytes=3-1", 10, Part::Whole),
            ("bytes=0-1,3-4", 10, Part::Whole),
            ("bytes=-", 10, Part::Whole),
            ("bytes=a-b", 10, Part::Whole),
            ("pages=0-1", 10, Part::Whole),
        ] {
            assert_eq!(part(Some(range), length), expected, "{range} of {length}");
        }
        assert_eq!(part(None, 10), Part::Whole);
    }

    #[test]
    fn known_versions_are_found_in_lists() {
        for (header, known) in
            [("\"a\"", true), ("W/\"a\"", true), ("\"b\", \"a\"", true), ("*", true), ("\"b\"", false), ("a", false), ("", false)]
        {
            assert_eq!(is_known(header, "\"a\""), known, "{header}");
        }
    }
}
