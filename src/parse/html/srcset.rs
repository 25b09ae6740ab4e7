//! The candidates of a `srcset` (HTML standard, section 4.8.4.2.3).

use std::ops::Range;

/// The byte ranges of the candidates' addresses in an attribute's value.
pub(super) fn candidates(value: &str) -> Vec<Range<usize>> {
    let mut candidates = Vec::new();
    let mut at = 0;
    loop {
        let rest = &value[at..];
        at += rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',').len();
        let rest = &value[at..];
        if rest.is_empty() {
            return candidates;
        }
        let length = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let address = rest[..length].trim_end_matches(',');
        candidates.push(at..at + address.len());
        at += length;
        if address.len() == length {
            at += descriptors(&value[at..]);
        }
    }
}

/// The length of the descriptors after an address: up to the next comma outside parentheses.
fn descriptors(rest: &str) -> usize {
    let mut is_inside = false;
    rest.bytes()
        .position(|byte| {
            is_inside = (is_inside || byte == b'(') && byte != b')';
            byte == b',' && !is_inside
        })
        .unwrap_or(rest.len())
}
