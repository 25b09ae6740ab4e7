//! The repairs that need no decision of their author.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Origin};
use crate::link::{certain, in_place};
use crate::parse::{Link, lossy_text};
use crate::path::SourcePath;
use crate::pipeline::Handbook;

use super::replace::{Edit, Edits};

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
    let mut by_page: BTreeMap<&SourcePath, Vec<(&Range<usize>, &str)>> = BTreeMap::new();
    for problem in problems {
        if let (Some(Origin::Source(path)), Some(span), Some(text)) = (&problem.origin, &problem.span, &problem.suggestion) {
            by_page.entry(path).or_default().push((span, text));
        }
    }
    let edited = by_page.into_iter().filter_map(|(path, repairs)| {
        let id = handbook.site.index.id_of(path)?;
        let bytes = handbook.site.bytes(id);
        std::str::from_utf8(bytes).ok()?;
        let text = lossy_text(bytes);
        let links: HashMap<&Range<usize>, &Link> = handbook.site.parsed(id).links.iter().map(|link| (&link.span, link)).collect();
        let edit = |(span, repair): (&Range<usize>, &str)| {
            let written = links.get(span).map_or_else(|| repair.to_owned(), |link| in_place(&text, link, repair));
            Edit::new(span.clone(), written)
        };
        Some((path.clone(), repairs.into_iter().map(edit).collect()))
    });
    edited.collect()
}
