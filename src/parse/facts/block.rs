//! A block of text that is being read.

use std::ops::Range;

/// The block of text that is being read.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "a malformed heading may stand in a cell at the start of a line")]
pub(super) struct Block {
    /// Its text without markup and images.
    pub(super) plain: String,
    /// The same with the alternative text of images, for headings only.
    pub(super) heading_text: String,
    pub(super) is_heading: bool,
    pub(super) is_cell: bool,
    /// Whether nothing precedes it on the line.
    pub(super) is_line_start: bool,
    /// Whether it is a failed construct, so that its text is not a summary.
    pub(super) is_malformed: bool,
    /// The places of its plain text, piece by piece.
    pub(super) texts: Vec<Range<usize>>,
}

/// Whether text is the character of an emoji that the source names.
pub(super) fn is_emoji(words: &str, source: &str) -> bool {
    words != source && source.len() > 2 && source.starts_with(':') && source.ends_with(':')
}
