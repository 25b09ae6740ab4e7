//! Diagrams that GitHub draws and the site does not, or not as they say.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::diagram::{self, Undrawn, Unused};
use crate::parse::markdown::Fence;
use crate::path::SourcePath;

/// Whether the words `info` behind a fence say that it holds a diagram in Mermaid's language.
pub(in crate::parse) fn is_diagram(info: &str) -> bool {
    Fence::parse(info).language.eq_ignore_ascii_case("mermaid")
}

/// Notes what of the diagram with this source, whose fence and text stand at `block`, the site does not show.
pub(in crate::parse) fn fault(path: &SourcePath, text: &str, source: &str, block: &Range<usize>) -> Option<Diagnostic> {
    let (message, line, help) = match diagram::parse(source) {
        Err(Undrawn { reason, line }) => (
            format!("the diagram is shown as its source, where GitHub draws it: {reason}"),
            line,
            "write it as a flowchart or a sequence diagram, or show a picture, as in `![from visit to install](journey.svg)`",
        ),
        Ok(diagram) => match diagram.unused? {
            Unused { word, is_link: true, line } => (
                format!("the diagram is drawn without what `{word}` says: nothing in it can be clicked"),
                line,
                "put the links below the diagram",
            ),
            Unused { word, is_link: false, line } => (
                format!("the diagram is drawn without what `{word}` says: the theme gives it its colours and its font"),
                line,
                "say in words what a colour means, since readers choose between light and dark, or allow this note",
            ),
        },
    };
    let place = line_at(text, block, line);
    Some(Diagnostic::new(Code::UndrawnDiagram, message).in_source(path).at(place.clone()).subject(&text[place]).help(help))
}

/// The line of the source with this number, without what stands around it; the words behind the fence where it is empty.
fn line_at(text: &str, block: &Range<usize>, line: usize) -> Range<usize> {
    let mut start = block.start;
    let mut found = None;
    for (number, written) in text[block.clone()].split_inclusive('\n').enumerate() {
        let inside = written.trim_start_matches(['>', ' ', '\t']).trim_end();
        let from = start + written.len() - written.trim_start_matches(['>', ' ', '\t']).len();
        let place = from..from + inside.len();
        if number == 0 {
            let info = inside.trim_start_matches(['`', '~']).trim_start();
            found = Some(place.end - info.len()..place.end);
        } else if number == line + 1 && !inside.is_empty() && !inside.starts_with(['`', '~']) {
            found = Some(place);
        }
        start += written.len();
    }
    found.unwrap_or(block.start..block.start)
}
