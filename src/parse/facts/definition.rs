//! Reference definitions that are given twice, or never used.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::{Body, SpannedEvent};
use crate::parse::{Link, LinkForm};
use crate::path::SourcePath;

use super::destination::{self, label_end};

/// A reference definition, whether or not anything refers to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The label's bytes, without brackets.
    pub label: Range<usize>,
    /// Where it leads, as a link at its destination's place.
    pub link: Link,
}

/// The reference definitions of the body that begins at byte `start` of `text`, in order; of those with the same label only the
/// first, which counts.
#[must_use]
pub fn definitions(text: &str, start: usize) -> Vec<Definition> {
    let body = Body::new(text, start);
    let mut found: Vec<Definition> = body
        .definitions()
        .filter_map(|(whole, meant)| {
            let label = whole.start + 1..whole.start + label_end(&text[whole.clone()])?;
            let span = destination::definition(text, &whole, meant);
            let is_escaped = text[span.clone()] != *meant;
            let destination = meant.into();
            let link = Link { form: LinkForm::Reference, at: whole.start, destination, span, is_escaped, sentence: None };
            Some(Definition { label, link })
        })
        .collect();
    found.sort_by_key(|definition| definition.link.at);
    found
}

/// Reports definitions with the label of an earlier one, and those that nothing refers to. `used` contains the starts of the used
/// ones.
pub(super) fn faults(body: &Body<'_>, text: &str, path: &SourcePath, used: &HashSet<usize>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    if !body.has_definitions() {
        return faults;
    }
    for gap in gaps(&body.events, body.start(), text.len()) {
        for (label, rest) in labels(text, gap) {
            let written = &text[label.clone()];
            let Some(definition) = body.definition(written) else { continue };
            if is_remark(written, rest) {
                continue;
            }
            let is_first = definition.start + 1 == label.start;
            if !is_first && text[definition.clone()].rsplit_once("]:").is_some_and(|(_, first)| first.trim() == rest) {
                continue;
            }
            let (code, message, help) = if !is_first {
                let help = "delete it or give it a label of its own: the first definition applies";
                (Code::DuplicateDefinition, format!("`[{written}]` is already defined"), help)
            } else if used.contains(&definition.start) {
                continue;
            } else {
                (Code::UnusedDefinition, format!("nothing refers to `[{written}]`"), "delete the definition, or link to it")
            };
            let fault = Diagnostic::new(code, message).in_source(path).at(label).subject(written).help(help);
            let first = definition.start + 1..definition.start + label_end(&text[definition.clone()]).unwrap_or(1);
            faults.push(if is_first { fault } else { fault.related(path, Some(first), "first defined here") });
        }
    }
    faults
}

/// The parts of the text outside every content block: blank lines, the marks of containers, and definitions.
fn gaps(events: &[SpannedEvent<'_>], start: usize, end: usize) -> Vec<Range<usize>> {
    let mut gaps = Vec::new();
    let mut covered = start;
    for (event, range) in events {
        let is_content = match event {
            Event::Start(tag) => matches!(
                tag,
                Tag::Paragraph | Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Table(_) | Tag::Link { .. }
            ),
            Event::End(_) => false,
            _ => true,
        };
        if is_content {
            if range.start > covered {
                gaps.push(covered..range.start);
            }
            covered = covered.max(range.end);
        }
    }
    if covered < end {
        gaps.push(covered..end);
    }
    gaps
}

/// The labels that are defined in a gap, without brackets, each with the text after its colon.
fn labels(text: &str, gap: Range<usize>) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut at = gap.start;
    text[gap].split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let open = line.find('[')?;
        let end = open + label_end(&line[open..])?;
        let label = start + open + 1..start + end;
        (!text[label.clone()].starts_with('^')).then(|| (label, line[end + 2..].trim()))
    })
}

/// Whether the definition is a comment of the form `[//]: # (comment)`.
fn is_remark(label: &str, rest: &str) -> bool {
    label.starts_with("//") || rest == "#" || rest.starts_with("# ") || rest.starts_with("<> ")
}
