//! Where the bytes of an HTML piece are in the page, although a quote's marks may be between its lines.

use std::ops::Range;

/// Maps positions of a piece to positions of the page.
pub(in crate::parse) enum Place {
    /// The piece equals the page's bytes from here on.
    Exact(usize),
    /// For each byte of the piece, and for its end, the page's byte.
    Aligned(Vec<usize>),
    /// The piece replaces these bytes as a whole, and contains at most a few of them.
    Whole(Range<usize>),
}

impl Place {
    /// The place of a piece for which the parser gave this span.
    ///
    /// A piece that differs from its source lacks some of its characters and has U+FFFD for each NUL (`CommonMark` 0.31, 2.3), so
    /// walking through both finds each character again.
    pub(in crate::parse) fn new(piece: &str, span: &Range<usize>, text: &str) -> Self {
        let source = text.as_bytes().get(span.clone()).unwrap_or_default();
        if piece.as_bytes() == source {
            return Self::Exact(span.start);
        }
        // An element that replaces Obsidian's name of a block.
        if source.first() == Some(&b'^') {
            return Self::Whole(span.clone());
        }
        let mut at = 0;
        let mut positions = Vec::with_capacity(piece.len() + 1);
        for letter in piece.chars() {
            let mut bytes = [0; 4];
            let first = letter.encode_utf8(&mut bytes).as_bytes()[0];
            let is_it = |written: &u8| *written == first || (*written == 0 && letter == char::REPLACEMENT_CHARACTER);
            let position = at + source.get(at..).unwrap_or_default().iter().position(is_it).unwrap_or(0);
            let is_nul = letter == char::REPLACEMENT_CHARACTER && source.get(position) == Some(&0);
            for byte in 0..letter.len_utf8() {
                positions.push(span.start + (position + if is_nul { 0 } else { byte }).min(source.len()));
            }
            at = (position + if is_nul { 1 } else { letter.len_utf8() }).min(source.len());
        }
        positions.push(span.start + at);
        Self::Aligned(positions)
    }

    /// The page's bytes for a range of the piece.
    pub(in crate::parse) fn source(&self, range: &Range<usize>) -> Range<usize> {
        match self {
            Self::Exact(start) => start + range.start..start + range.end,
            Self::Whole(span) => span.clone(),
            Self::Aligned(positions) => {
                let last = positions.len() - 1;
                let start = positions[range.start.min(last)];
                let end = if range.end > range.start { positions[(range.end - 1).min(last)] + 1 } else { start };
                start..end
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_a_piece_is_found_in_the_page() {
        for (piece, source, part, expected) in [
            ("<b>\n<i>", "<b>\n> <i>", "<i>", "<i>"),
            ("<!-->\u{fffd}<y>", "<!-->\0<y>", "<y>", "<y>"),
            ("\u{fffd}\u{fffd}<y>", "\u{fffd}\0<y>", "<y>", "<y>"),
            ("\u{e9}<b \u{fffd}>", "\u{e9}<b \0>", "<b \u{fffd}>", "<b \0>"),
        ] {
            let text = format!("ab{source}cd");
            let start = piece.find(part).expect("the part is in the piece");
            let place = Place::new(piece, &(2..2 + source.len()), &text);
            assert_eq!(&text[place.source(&(start..start + part.len()))], expected, "{piece:?}");
        }
    }
}
