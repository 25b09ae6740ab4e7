//! Diagrams that GitHub draws and the site does not.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::Fence;
use crate::path::SourcePath;

/// Notes a fenced block at `block` whose words `info` say that it is a diagram.
pub(in crate::parse) fn undrawn(path: &SourcePath, text: &str, info: &str, block: &Range<usize>) -> Option<Diagnostic> {
    let language = Fence::parse(info).language;
    if !language.eq_ignore_ascii_case("mermaid") {
        return None;
    }
    let at = block.start + text[block.clone()].find(language)?;
    let help = "show a picture of it, as in `![from visit to install](journey.svg)`, or allow this note";
    Some(
        Diagnostic::new(Code::UndrawnDiagram, "the diagram is shown as its source, where GitHub draws it")
            .in_source(path)
            .at(at..at + language.len())
            .subject(language)
            .help(help),
    )
}
