//! Finds a link's destination in its source. The parser gives only its meaning and the place of the whole link.

use std::ops::Range;

/// The destination of `[words](destination "title")`, without angle brackets. `whole` is the link, `words_end` is after all its
/// text, and `meant` is the destination as the parser understood it.
pub(super) fn inline(text: &str, whole: &Range<usize>, words_end: usize, meant: &str) -> Range<usize> {
    let bracket = text[..whole.end].get(words_end..).and_then(|rest| rest.find("](")).map(|found| words_end + found + 2);
    bracket
        .and_then(|start| at(text, start, whole.end, meant))
        .or_else(|| found(text, words_end.min(whole.end)..whole.end, meant))
        .unwrap_or_else(|| whole.clone())
}

/// The destination in a definition `[label]: destination "title"`.
pub(super) fn definition(text: &str, whole: &Range<usize>, meant: &str) -> Range<usize> {
    label_end(&text[whole.clone()])
        .and_then(|end| at(text, whole.start + end + 2, whole.end, meant))
        .or_else(|| found(text, whole.clone(), meant))
        .unwrap_or_else(|| whole.clone())
}

/// Where the closing bracket of the label at the start of `written` is, if a colon follows it.
pub(super) fn label_end(written: &str) -> Option<usize> {
    let mut is_escaped = false;
    let end = written.bytes().enumerate().skip(1).find(|&(_, byte)| {
        let closes = !is_escaped && byte == b']';
        is_escaped = !is_escaped && byte == b'\\';
        closes
    });
    end.map(|(end, _)| end).filter(|end| written[end + 1..].starts_with(':'))
}

/// Reads the destination after white space and, on a new line, the marks of surrounding quotes.
fn at(text: &str, mut start: usize, end: usize, meant: &str) -> Option<Range<usize>> {
    let source = &text[..end];
    loop {
        let rest = source.get(start..)?;
        start += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        let destination = read(source, start);
        if is_meant(&source[destination.clone()], meant) {
            return Some(destination);
        }
        if !source[start..].starts_with('>') {
            return None;
        }
        start += 1;
    }
}

/// Reads a destination by the grammar of `CommonMark`, section 6.3.
fn read(source: &str, start: usize) -> Range<usize> {
    let is_bracketed = source[start..].starts_with('<');
    let start = start + usize::from(is_bracketed);
    let (mut is_escaped, mut depth) = (false, 0_usize);
    let length = source.as_bytes()[start..].iter().position(|&byte| {
        let ends = match byte {
            _ if is_escaped => false,
            b'>' => is_bracketed,
            b'\n' => true,
            _ if is_bracketed => false,
            b'(' => {
                depth += 1;
                false
            }
            b')' => {
                depth = depth.wrapping_sub(1);
                depth == usize::MAX
            }
            _ => byte <= b' ',
        };
        is_escaped = !is_escaped && byte == b'\\';
        ends || byte == b'\n'
    });
    start..start + length.unwrap_or(source.len() - start)
}

/// Whether the written destination can mean what the parser understood; if it has escapes or references, that is assumed.
fn is_meant(written: &str, meant: &str) -> bool {
    written == meant || (written.contains(['\\', '&', '\0']) && !written.is_empty())
}

/// Searches for a destination that the grammar above does not find.
fn found(text: &str, place: Range<usize>, meant: &str) -> Option<Range<usize>> {
    let at = place.start + text.get(place)?.find(meant)?;
    Some(at..at + meant.len())
}
