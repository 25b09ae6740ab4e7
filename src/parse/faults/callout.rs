//! Callouts that GitHub shows as quotes, with the marker as text.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::Marker;
use crate::path::SourcePath;

/// Reports the callout whose quote is at `range` if GitHub shows it differently: it knows five kinds, without title and fold, and
/// none within another block.
pub(in crate::parse) fn differs(path: &SourcePath, text: &str, range: &Range<usize>, is_within: bool) -> Option<Diagnostic> {
    let marker = Marker::new(text, range.start)?;
    if marker.is_known_to_github() && !is_within {
        return None;
    }
    let start = range.start + text[range.start..].find("[!")?;
    let span = start..start + marker.word.len() + 3 + usize::from(marker.fold.is_some());
    let written = &text[span.clone()];
    let help = if is_within && marker.is_known_to_github() {
        "move it out of the quote or list that it stands in"
    } else {
        "write `> [!NOTE]`, or one of `TIP`, `IMPORTANT`, `WARNING` and `CAUTION`, alone on its line"
    };
    let message = format!("GitHub shows `{written}` as text");
    Some(Diagnostic::new(Code::CalloutDiffers, message).in_source(path).at(span).subject(written).help(help))
}
