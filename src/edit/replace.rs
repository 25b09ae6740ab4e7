//! Replacements in the text of pages, and pages with these applied.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::path::SourcePath;
use crate::source::{Source, Sources};

/// A text that replaces some bytes of a page's decoded text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The start of the range, which decides the order.
    pub start: usize,
    /// The end of the range.
    pub end: usize,
    /// The new text.
    pub text: String,
}

impl Edit {
    /// The edit that replaces `span` by `text`.
    pub fn new(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { start: span.start, end: span.end, text: text.into() }
    }
}

/// The edits of each page.
pub type Edits = BTreeMap<SourcePath, Vec<Edit>>;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The sources with edits applied. A page that is not valid UTF-8 stays unchanged, since its text is not exactly the file's bytes.
#[must_use]
pub fn edited(sources: &Sources, edits: &Edits) -> Sources {
    let mut edited = sources.clone();
    for (path, edits) in edits {
        if let Some(Source::Page(bytes)) = edited.files.get_mut(path)
            && let Some(new) = replaced(bytes, edits)
        {
            *bytes = Arc::from(new);
        }
    }
    edited
}

/// The bytes of a text with edits applied. Spans of a page's text count after the byte order mark, and otherwise agree with its
/// bytes. If two edits overlap, the first is applied.
#[must_use]
pub fn replaced(bytes: &[u8], edits: &[Edit]) -> Option<Vec<u8>> {
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let text = std::str::from_utf8(text).ok()?;
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_unstable();
    let mut new = bytes[..bytes.len() - text.len()].to_vec();
    let mut at = 0;
    for edit in sorted {
        let Some(kept) = text.get(at..edit.start).filter(|_| text.is_char_boundary(edit.end) && edit.end >= edit.start) else {
            continue;
        };
        new.extend_from_slice(kept.as_bytes());
        new.extend_from_slice(edit.text.as_bytes());
        at = edit.end;
    }
    new.extend_from_slice(&text.as_bytes()[at..]);
    Some(new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_put_in_place() {
        let edit = |span: Range<usize>, text: &str| Edit::new(span, text);
        for (bytes, edits, expected) in [
            (&b"abc"[..], vec![edit(1..2, "xy"), edit(0..0, "-")], Some(&b"-axyc"[..])),
            (b"\xef\xbb\xbfabc", vec![edit(0..1, "x")], Some(b"\xef\xbb\xbfxbc")),
            (b"a\rb\r\nc", vec![edit(2..3, "x")], Some(b"a\rx\r\nc")),
            (b"abcd", vec![edit(0..2, "x"), edit(1..3, "y"), edit(3..4, "z")], Some(b"xcz")),
            (b"ab", vec![edit(2..2, "x"), edit(5..9, "y")], Some(b"abx")),
            (b"a\xff", vec![edit(0..1, "x")], None),
        ] {
            assert_eq!(replaced(bytes, &edits).as_deref(), expected, "{edits:?}");
        }
    }
}
