//! Obsidian's comments, `%% … %%`: found in the source of text and removed with everything in them.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::spanned::{SpannedEvent, is_exact, slice};

/// Whether a body can contain any.
pub(super) fn may_occur(body: &str) -> bool {
    body.contains("%%")
}

/// The comments of a body, sorted and disjoint. An unclosed one does not count, so that a stray `%%` hides nothing.
pub(super) fn find(events: &[SpannedEvent<'_>], text: &str) -> Vec<Range<usize>> {
    pair(&marks(events, text), text)
}

/// Removes the comments.
pub(super) fn remove<'a>(events: Vec<SpannedEvent<'a>>, text: &'a str) -> Vec<SpannedEvent<'a>> {
    let comments = find(&events, text);
    if comments.is_empty() {
        return events;
    }
    let mut kept = Vec::with_capacity(events.len());
    for (event, range) in events {
        // Comments are sorted and disjoint: the first one that can touch the event is the first that ends after its start.
        let first = comments.partition_point(|comment| comment.end <= range.start);
        let touching = comments[first..].iter().take_while(|comment| comment.start < range.end);
        match &event {
            Event::Text(words) if is_exact(words, text, &range) => {
                let mut start = range.start;
                for comment in touching {
                    kept.extend(slice(text, start..comment.start.max(start)));
                    start = comment.end;
                }
                kept.extend(slice(text, start..range.end.max(start)));
            }
            _ => {
                let mut touching = touching;
                if !touching.any(|comment| covers(comment, &range, text)) {
                    kept.push((event, range));
                }
            }
        }
    }
    kept
}

/// One `%%` in text.
struct Mark {
    at: usize,
    /// The number of its block of text.
    block: usize,
}

/// All `%%` in text outside code and raw HTML.
fn marks(events: &[SpannedEvent<'_>], text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    let (mut block, mut code_to) = (0, 0);
    for (event, range) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => code_to = range.end,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {}
            Event::Start(_) | Event::End(_) => block += 1,
            Event::Text(words) if range.start >= code_to && is_exact(words, text, range) => {
                marks.extend(words.match_indices("%%").map(|(found, _)| Mark { at: range.start + found, block }));
            }
            _ => {}
        }
    }
    marks
}

/// Comments, including their marks, sorted and disjoint.
///
/// Both marks are in one block of text, or each is alone on its line. `100%%` opens nothing.
fn pair(marks: &[Mark], text: &str) -> Vec<Range<usize>> {
    let mut comments = Vec::new();
    let mut marks = marks.iter().peekable();
    while let Some(open) = marks.next() {
        let Some(close) = marks.peek() else { break };
        let before = text[..open.at].chars().next_back();
        let is_inline = open.block == close.block && !before.is_some_and(char::is_alphanumeric);
        if is_inline || (starts_line(text, open.at) && ends_line(text, close.at + 2)) {
            comments.push(open.at..close.at + 2);
            marks.next();
        }
    }
    comments
}

/// Whether there are only indentation and the marks of quotes and lists before `at` on its line.
fn starts_line(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|&byte| byte != b'\n').all(|byte| matches!(byte, b' ' | b'\t' | b'>'))
}

/// Whether there is only white space between `at` and the end of its line.
fn ends_line(text: &str, at: usize) -> bool {
    text[at..].bytes().take_while(|&byte| byte != b'\n').all(|byte| byte.is_ascii_whitespace())
}

/// Whether `range`, apart from white space at its ends, is in the comment.
fn covers(comment: &Range<usize>, range: &Range<usize>, text: &str) -> bool {
    let written = &text[range.clone()];
    let start = range.end - written.trim_start().len();
    let end = range.start + written.trim_end().len();
    start >= end || (comment.start <= start && end <= comment.end)
}
