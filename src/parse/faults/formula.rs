//! Formulas that cannot be drawn.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::formula::mathml;
use crate::path::SourcePath;

/// Reports the formula with this source, at `range`, if it cannot be drawn.
pub(in crate::parse) fn fault(path: &SourcePath, text: &str, source: &str, range: &Range<usize>) -> Option<Diagnostic> {
    let fault = mathml(source, false).err()?;
    let written = &text[range.clone()];
    // Within a quote the source differs from the text in the file.
    let place = written.find(source).filter(|_| !fault.span.is_empty());
    let place = place.map_or(range.clone(), |at| range.start + at + fault.span.start..range.start + at + fault.span.end);
    let help = "write it in LaTeX that GitHub knows too, or in backticks when it is not a formula";
    Some(
        Diagnostic::new(Code::MalformedFormula, format!("the formula cannot be drawn: {}", fault.message))
            .in_source(path)
            .at(place.clone())
            .subject(text[place].trim())
            .help(help),
    )
}
