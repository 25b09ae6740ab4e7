//! Anchors that the author chose: duplicates, and those that differ from GitHub's.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::slug::slug;
use crate::path::SourcePath;

/// Reports each chosen anchor that is already taken.
pub(in crate::parse) fn repeated(path: &SourcePath, anchors: &[(Arc<str>, Range<usize>)]) -> Vec<Diagnostic> {
    let mut first = HashMap::with_capacity(anchors.len());
    let earlier = |(id, span): &'_ (Arc<str>, Range<usize>)| match first.entry(Arc::clone(id)) {
        Entry::Occupied(entry) => Some((Arc::clone(id), span.clone(), Range::clone(entry.get()))),
        Entry::Vacant(entry) => {
            entry.insert(span.clone());
            None
        }
    };
    let repeated = anchors.iter().filter_map(earlier);
    repeated
        .map(|(id, span, first)| {
            Diagnostic::new(Code::DuplicateId, format!("the id `{id}` is taken by an earlier element of the page"))
                .in_source(path)
                .at(span)
                .subject(&*id)
                .related(path, Some(first), "first used here")
                .help("choose another id; links to this one lead to the first element that has it")
        })
        .collect()
}

/// Reports a heading whose anchor here is not its anchor on GitHub, which does not support `{#id}` and leaves some slugs empty.
pub(in crate::parse) fn differs(
    path: &SourcePath,
    text: &str,
    heading: &Range<usize>,
    plain: &str,
    explicit: Option<&str>,
    id: &str,
) -> Option<Diagnostic> {
    let there = match explicit {
        Some(id) => slug(&format!("{plain} {{#{id}}}")),
        None if slug(plain).is_empty() => String::new(),
        None => return None,
    };
    let (message, help) = if there.is_empty() {
        (
            format!("the heading's anchor is `#{id}` here, and GitHub gives it none that a link can name"),
            "add words to the heading",
        )
    } else {
        let message = format!("the heading's anchor is `#{id}` here and `#{there}` on GitHub");
        (message, "take the `{#…}` away and let the heading's words name it, if links have to work on GitHub too")
    };
    let written = text[heading.clone()].trim_end();
    let span = heading.start..heading.start + written.len();
    Some(Diagnostic::new(Code::AnchorDiffers, message).in_source(path).at(span).subject(written).help(help))
}
