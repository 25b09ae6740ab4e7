//! Makes raw HTML among the events safe, so that it cannot break its page.
//!
//! 1. `review`, with `tags`, reads the tags together with Markdown's own blocks, as a browser will, and finds what is unbalanced.
//! 2. Anything that is not a tag (`Vec<String>`, a `<script>` without an end) is text: `mask` makes the parser read the page again
//!    as if those angle brackets were letters, so that the headings and links after them are found.
//! 3. `edits` closes open elements, and removes end tags that close nothing.
//!
//! What authors write on purpose, balanced HTML of elements that browsers know, stays as written.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::spanned::SpannedEvent;

mod edits;
mod elements;
mod mask;
mod review;
mod tags;

pub(super) use mask::Mask;
use review::{Reviewed, review};

/// How often the page is parsed again before all its raw HTML is treated as text. Ordinary text needs one round.
const ROUNDS: usize = 5;

/// A problem of raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) struct HtmlFault {
    /// What is wrong.
    pub(in crate::parse) kind: HtmlFaultKind,
    /// The element's name as written; empty for comments.
    pub(in crate::parse) name: String,
    /// The bytes of the tag, or of the start of a comment.
    pub(in crate::parse) span: Range<usize>,
    /// Whether readers see the tag itself, because it is treated as text.
    pub(in crate::parse) is_shown: bool,
    /// Whether the tag ends with `/>`.
    pub(in crate::parse) is_self_closing: bool,
}

/// The kind of problem of a tag or comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse) enum HtmlFaultKind {
    /// HTML has no element with this name.
    Unknown,
    /// The element makes up a whole document and does not belong in a page.
    Document,
    /// The element is not allowed in a `select`.
    InSelect,
    /// An `li` in another element in an item of Markdown: browsers would end the item and the element.
    InItem,
    /// The element is never closed.
    Unclosed,
    /// The content of the element is text without Markdown, and it stands within a paragraph.
    InParagraph,
    /// A declaration or a processing instruction. Browsers show nothing of it.
    Declaration,
    /// The end tag does not close an open element.
    Stray,
    /// The tag has no `>`.
    UnclosedTag,
    /// The comment, declaration or processing instruction is never closed.
    UnclosedComment,
}

impl HtmlFault {
    /// Whether GitHub, which removes unknown elements but keeps their content, omits the tag from a heading's text.
    pub(in crate::parse) fn is_left_out_of_slugs(&self) -> bool {
        self.is_shown
            && matches!(
                self.kind,
                HtmlFaultKind::Unknown
                    | HtmlFaultKind::Document
                    | HtmlFaultKind::Unclosed
                    | HtmlFaultKind::InParagraph
                    | HtmlFaultKind::Declaration
            )
    }
}

/// The angle brackets that are text, each with its fault; if one fault covers several, the others have none.
pub(super) type Masked = BTreeMap<usize, Option<HtmlFault>>;

/// Makes the raw HTML of a page safe. `read` returns the page's events, with the masked angle brackets treated as text.
pub(super) fn balance<'a>(
    text: &'a str,
    mut events: Vec<SpannedEvent<'a>>,
    mut read: impl FnMut(&Masked) -> Vec<SpannedEvent<'a>>,
) -> (Vec<SpannedEvent<'a>>, Vec<HtmlFault>) {
    let mut masked = Masked::new();
    if !events.iter().any(|(event, _)| matches!(event, Event::Html(_) | Event::InlineHtml(_))) {
        return (events, Vec::new());
    }
    for round in 0.. {
        let Reviewed { masks, edits, faults } = review(&events, text);
        let is_new = masks.keys().any(|at| !masked.contains_key(at));
        for (at, fault) in masks {
            let known = masked.entry(at).or_default();
            *known = known.take().or(fault);
        }
        if is_new && round < ROUNDS {
            events = read(&masked);
            continue;
        }
        if is_new {
            let as_text = |(event, range)| match event {
                Event::Html(html) | Event::InlineHtml(html) => (Event::Text(html), range),
                other => (other, range),
            };
            events = events.into_iter().map(as_text).collect();
        } else {
            events = edits.apply(events, text);
        }
        let mut faults: Vec<HtmlFault> = faults.into_iter().chain(masked.into_values().flatten()).collect();
        faults.sort_by_key(|fault| fault.span.start);
        drop_code(&mut faults, &events);
        return (events, faults);
    }
    (events, Vec::new())
}

/// What turned out to be code when the page was parsed again is not part of the page's HTML.
fn drop_code(faults: &mut Vec<HtmlFault>, events: &[SpannedEvent<'_>]) {
    let is_code = |event: &Event<'_>| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_)));
    let mut code = events.iter().filter(|(event, _)| is_code(event)).map(|(_, range)| range).peekable();
    faults.retain(|fault| {
        while code.next_if(|range| range.end <= fault.span.start).is_some() {}
        code.peek().is_none_or(|range| fault.span.start < range.start)
    });
}

#[cfg(test)]
mod tests;
