//! Where the bytes of an HTML piece stand in the page, though a quote's marks may stand between its lines.

use std::ops::Range;

/// Maps positions of a piece to positions of the page.
pub(in crate::parse) enum Place {
    /// The piece is the page's bytes from here on.
    Exact(usize),
    /// For each byte of the piece, and for its end, the page's byte.
    Aligned(Vec<usize>),
}

impl Place {
    /// The place of a piece that the parser gave with this span.
    ///
    /// A piece that differs from its source lacks some of its bytes, so walking both at once finds each byte again.
    pub(in crate::parse) fn new(piece: &str, span: &Range<usize>, text: &str) -> Self {
        let source = text.as_bytes().get(span.clone()).unwrap_or_default();
        if piece.as_bytes() == source {
            return Self::Exact(span.start);
        }
        let mut at = 0;
        let mut positions: Vec<usize> = piece
            .bytes()
            .map(|byte| {
                let skipped = source.get(at..).unwrap_or_default().iter().position(|&written| written == byte);
                let position = at + skipped.unwrap_or(0);
                at = (position + 1).min(source.len());
                span.start + position.min(source.len())
            })
            .collect();
        positions.push(span.start + at);
        Self::Aligned(positions)
    }

    /// The page's bytes for a range of the piece.
    pub(in crate::parse) fn source(&self, range: &Range<usize>) -> Range<usize> {
        match self {
            Self::Exact(start) => start + range.start..start + range.end,
            Self::Aligned(positions) => {
                let last = positions.len() - 1;
                let start = positions[range.start.min(last)];
                let end = if range.end > range.start { positions[(range.end - 1).min(last)] + 1 } else { start };
                start..end
            }
        }
    }
}
