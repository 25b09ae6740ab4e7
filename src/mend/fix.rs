//! The repairs that need no decision of their author.

use crate::diagnostic::{Code, Diagnostic, Origin};
use crate::link::{certain, in_place};
use crate::parse::lossy_text;
use crate::pipeline::Handbook;

use super::edit::{Edit, Edits};

/// The edits that put every certain suggestion in place.
///
/// Headings come first and alone: they bring anchors that links may mean. So whoever wants all repairs asks again with the edited
/// handbook, until nothing is left. What `checks:` or a flag allows is not touched, nor is a page that is no UTF-8.
#[must_use]
pub fn certain_edits(handbook: &Handbook) -> Edits {
    let reported: Vec<Diagnostic> = handbook
        .diagnostics()
        .into_iter()
        .filter(|problem| handbook.site.config.checks.severity(problem.code).is_some())
        .collect();
    let headings = edits(handbook, reported.iter().filter(|problem| problem.code == Code::MalformedHeading));
    if headings.is_empty() { edits(handbook, reported.iter().filter(|problem| certain(problem))) } else { headings }
}

fn edits<'d>(handbook: &Handbook, problems: impl Iterator<Item = &'d Diagnostic>) -> Edits {
    let mut edits = Edits::new();
    for problem in problems {
        let (Some(Origin::Source(path)), Some(span), Some(suggestion)) = (&problem.origin, &problem.span, &problem.suggestion)
        else {
            continue;
        };
        let Some(id) = handbook.site.index.id_of(path) else { continue };
        let bytes = handbook.site.bytes(id);
        if std::str::from_utf8(bytes).is_err() {
            continue;
        }
        let text = lossy_text(bytes);
        let link = handbook.site.parsed(id).links.iter().find(|link| link.span == *span);
        let written = link.map_or_else(|| suggestion.clone(), |link| in_place(&text, link, suggestion));
        edits.entry(path.clone()).or_default().push(Edit::new(span.clone(), written));
    }
    edits
}
