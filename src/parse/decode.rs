//! From a file's bytes to the text that spans point into.

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A file's text, as UTF-8 without its byte order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text; each run of bytes that are no UTF-8 is one U+FFFD, and a CR that no LF follows is an LF. Neither moves what
    /// stands before it, and the second moves nothing.
    pub text: Cow<'a, str>,
    /// Where the first bytes stand that are no UTF-8: in the text, and in the bytes behind the mark.
    pub invalid_at: Option<usize>,
}

/// Decodes a file's bytes. All spans of the page are byte ranges of this text.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let (text, invalid_at) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => (String::from_utf8_lossy(bytes), Some(error.valid_up_to())),
    };
    Decoded { text: with_line_feeds(text), invalid_at }
}

/// The text alone, for those who do not ask whether it was valid.
pub fn lossy_text(bytes: &[u8]) -> Cow<'_, str> {
    decode(bytes).text
}

/// Makes each lone CR an LF. `CommonMark` takes both for a line's end, the Markdown parser does not; byte for byte, so that
/// no span moves.
fn with_line_feeds(text: Cow<'_, str>) -> Cow<'_, str> {
    let is_lone = |(at, _): &(usize, &str)| text.as_bytes().get(at + 1) != Some(&b'\n');
    if !text.match_indices('\r').any(|found| is_lone(&found)) {
        return text;
    }
    let mut normalised = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        normalised.push(if letter == '\r' && letters.peek() != Some(&'\n') { '\n' } else { letter });
    }
    Cow::Owned(normalised)
}

/// What is wrong with a file that is no UTF-8.
pub(super) fn fault(path: &SourcePath, bytes: &[u8], decoded: &Decoded<'_>) -> Option<Diagnostic> {
    let at = decoded.invalid_at?;
    let behind_mark = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let offset = bytes.len() - behind_mark.len() + at;
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    let (guess, help) = if is_utf16 {
        (" but UTF-16", "save the file as UTF-8")
    } else {
        ("", "save the file as UTF-8; it is perhaps in an older encoding such as Latin-1 or Windows-1252")
    };
    let message = format!("the page is not UTF-8{guess}: byte 0x{:02X} at offset {offset}", behind_mark.get(at)?);
    Some(Diagnostic::new(Code::Encoding, message).in_source(path).at(replaced(&decoded.text, at)).help(help))
}

/// The replacement character at a position.
fn replaced(text: &str, at: usize) -> Range<usize> {
    at..at + text[at..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text() {
        for (bytes, text, invalid_at) in [
            (&b"\xef\xbb\xbfa"[..], "a", None),
            (b"a\rb\r\nc\r\r\nd\r", "a\nb\r\nc\n\r\nd\n", None),
            (b"\xef\xbb\xbfab\xffc", "ab\u{fffd}c", Some(2)),
            (b"\xff\xfeh\0", "\u{fffd}\u{fffd}h\0", Some(0)),
            (b"", "", None),
        ] {
            assert_eq!(decode(bytes), Decoded { text: text.into(), invalid_at });
        }
    }

    #[test]
    fn faults_name_the_offset_in_the_file() {
        let bytes = b"\xef\xbb\xbfab\xffc";
        let fault = fault(&SourcePath::from("a.md"), bytes, &decode(bytes)).map(|fault| (fault.message, fault.span));
        assert_eq!(fault, Some(("the page is not UTF-8: byte 0xFF at offset 5".to_owned(), Some(2..5))));
    }
}
