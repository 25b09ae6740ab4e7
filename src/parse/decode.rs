//! Decodes a file's bytes to the text that spans point into.

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::{UTF_16LE, WINDOWS_1252};

use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A file's text, as UTF-8 without its byte order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text. Bytes that are not UTF-8 are read as Windows-1252, a file with a UTF-16 byte order mark as UTF-16, and a CR
    /// without an LF becomes an LF, which moves no span.
    pub text: Cow<'a, str>,
    /// The place of the first bytes that are not UTF-8: in the text, and in the bytes after the mark.
    pub invalid_at: Option<usize>,
}

/// Decodes a file's bytes. All spans of the page are byte ranges of this text.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    let bytes = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let (text, invalid_at) = match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), None),
        Err(error) => (Cow::Owned(guessed(bytes)), Some(error.valid_up_to())),
    };
    Decoded { text: with_line_feeds(text), invalid_at }
}

/// The text of a file that is not UTF-8. Valid parts stay: most such pages are UTF-8 except for a pasted paragraph.
fn guessed(bytes: &[u8]) -> String {
    if is_utf16(bytes) {
        let (text, _, _) = UTF_16LE.decode(bytes);
        return text.into_owned();
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        let (guess, _) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
        text.push_str(&guess);
    }
    text
}

fn is_utf16(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")
}

/// Only the text, for callers that do not need to know whether it was valid.
pub fn lossy_text(bytes: &[u8]) -> Cow<'_, str> {
    decode(bytes).text
}

/// Replaces each lone CR by an LF. `CommonMark` treats both as line ends, the Markdown parser does not. One byte replaces one byte,
/// so no span moves.
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

/// The problem of a file that is not UTF-8.
pub(super) fn fault(path: &SourcePath, bytes: &[u8], decoded: &Decoded<'_>) -> Option<Diagnostic> {
    let at = decoded.invalid_at?;
    let behind_mark = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let offset = bytes.len() - behind_mark.len() + at;
    let (encoding, help) = if is_utf16(bytes) {
        (" but UTF-16", "save the file as UTF-8")
    } else {
        (
            "",
            "save the file as UTF-8; until then such bytes are read as Windows-1252, which gets letters wrong if it is the wrong guess",
        )
    };
    let message = format!("the page is not UTF-8{encoding}: byte 0x{:02X} at offset {offset}", behind_mark.get(at)?);
    Some(Diagnostic::new(Code::Encoding, message).in_source(path).at(letter(&decoded.text, at)).help(help))
}

/// The letter at a position.
fn letter(text: &str, at: usize) -> Range<usize> {
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
            (b"\xef\xbb\xbfab\xffc", "abÿc", Some(2)),
            (b"caf\xe9 \x93caf\xc3\xa9\x94", "café “café”", Some(3)),
            (b"\xff\xfeh\0", "h", Some(0)),
            (b"\xfe\xff\0h", "h", Some(0)),
            (b"", "", None),
        ] {
            assert_eq!(decode(bytes), Decoded { text: text.into(), invalid_at });
        }
    }

    #[test]
    fn faults_name_the_offset_in_the_file() {
        let bytes = b"\xef\xbb\xbfab\xffc";
        let fault = fault(&SourcePath::from("a.md"), bytes, &decode(bytes)).map(|fault| (fault.message, fault.span));
        assert_eq!(fault, Some(("the page is not UTF-8: byte 0xFF at offset 5".to_owned(), Some(2..4))));
    }
}
