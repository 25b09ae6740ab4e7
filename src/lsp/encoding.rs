//! Converts between the protocol's positions, in the negotiated unit, and bytes of a text.

use std::ops::Range;

use ls_types::{Position, PositionEncodingKind};

/// The unit of a position's character offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, which every client supports.
    #[default]
    Utf16,
    /// Unicode scalar values.
    Utf32,
}

impl Encoding {
    /// The best of those that the client offers.
    pub(super) fn negotiated(offered: &[PositionEncodingKind]) -> Self {
        let knows = |kind: PositionEncodingKind| offered.contains(&kind);
        if knows(PositionEncodingKind::UTF8) {
            Self::Utf8
        } else if knows(PositionEncodingKind::UTF32) && !knows(PositionEncodingKind::UTF16) {
            Self::Utf32
        } else {
            Self::Utf16
        }
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, character: char) -> usize {
        match self {
            Self::Utf8 => character.len_utf8(),
            Self::Utf16 => character.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// The length of a text.
    pub(super) fn length(self, text: &str) -> usize {
        match self {
            Self::Utf8 => text.len(),
            _ if text.is_ascii() => text.len(),
            _ => text.chars().map(|character| self.width(character)).sum(),
        }
    }
}

/// A text with the starts of its lines.
#[derive(Debug, Clone)]
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Where each line begins; `\n`, `\r\n` and a lone `\r` end one.
    starts: Vec<usize>,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    /// Finds the lines of a text.
    pub(super) fn new(text: &'t str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, starts, encoding }
    }

    /// The position of a byte, or of the character that contains it.
    pub(super) fn position(&self, offset: usize) -> Position {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line_of(offset);
        let character = self.encoding.length(&self.text[self.starts[line]..offset]);
        Position { line: number(line), character: number(character) }
    }

    /// The range of a span.
    pub(super) fn range(&self, span: &Range<usize>) -> ls_types::Range {
        ls_types::Range { start: self.position(span.start), end: self.position(span.end.max(span.start)) }
    }

    /// The byte of a position. Beyond the end of a line it is that end; beyond the last line, the end of the text; inside a
    /// character, its beginning.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = position.line as usize;
        let Some(&start) = self.starts.get(line) else { return self.text.len() };
        let text = self.text[start..self.end_of(line)].trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
        for (at, character) in text.char_indices() {
            let width = self.encoding.width(character);
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + text.len()
    }

    /// The bytes of a range, whose ends may be in either order.
    pub(super) fn span(&self, range: ls_types::Range) -> Range<usize> {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        start.min(end)..start.max(end)
    }

    /// Which line a byte is in, from 0.
    pub(super) fn line_of(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    fn end_of(&self, line: usize) -> usize {
        self.starts.get(line + 1).copied().unwrap_or(self.text.len())
    }
}

/// A number of the protocol's type.
pub(super) fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_and_bytes_are_one_in_each_encoding() {
        let text = "aé\r\n日👩x\ry\n";
        for (encoding, byte, line, character) in [
            (Encoding::Utf8, 3, 0, 3),
            (Encoding::Utf16, 3, 0, 2),
            (Encoding::Utf16, 8, 1, 1),
            (Encoding::Utf16, 12, 1, 3),
            (Encoding::Utf32, 12, 1, 2),
            (Encoding::Utf8, 12, 1, 7),
            (Encoding::Utf16, 14, 2, 0),
            (Encoding::Utf16, 16, 3, 0),
        ] {
            let lines = Lines::new(text, encoding);
            let position = Position { line, character };
            assert_eq!((lines.position(byte), lines.offset(position)), (position, byte), "{encoding:?} {byte}");
        }
    }

    #[test]
    fn positions_outside_the_text_are_moved_into_it() {
        let lines = Lines::new("a👩\r\nb", Encoding::Utf16);
        for (line, character, byte) in [(0, 99, 5), (0, 2, 1), (1, 99, 8), (9, 9, 8)] {
            assert_eq!(lines.offset(Position { line, character }), byte, "{line}:{character}");
        }
        assert_eq!(lines.position(99), Position { line: 1, character: 1 });
        assert_eq!(lines.position(3), Position { line: 0, character: 1 });
    }

    #[test]
    fn bytes_are_taken_where_the_client_counts_them() {
        use PositionEncodingKind as Kind;
        for (offered, chosen) in [
            (vec![], Encoding::Utf16),
            (vec![Kind::UTF16, Kind::UTF8], Encoding::Utf8),
            (vec![Kind::UTF32, Kind::UTF16], Encoding::Utf16),
            (vec![Kind::UTF32], Encoding::Utf32),
        ] {
            assert_eq!(Encoding::negotiated(&offered), chosen);
        }
    }
}
