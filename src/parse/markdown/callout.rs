//! Callouts, `> [!NOTE]`: GitHub's five, and Obsidian's further kinds, titles and folds.

use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, CowStr, Event, Tag, TagEnd};

use super::spanned::{SpannedEvent, is_exact};

/// Whether a body can contain any.
pub(super) fn may_occur(body: &str) -> bool {
    body.contains("[!")
}

/// The marker after the `>` of a callout's first line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker<'t> {
    /// The kind as written: `NOTE`, `question`.
    pub word: &'t str,
    /// Whether the callout can be folded, and is initially open.
    pub fold: Option<bool>,
    /// Whether a title follows on the line, which becomes the callout's first paragraph.
    pub has_title: bool,
    /// The length of the marker in bytes, including the space after it.
    length: usize,
}

impl Marker<'_> {
    /// The marker of the callout in the quote at byte `start` of `text`.
    #[must_use]
    pub fn new(text: &str, start: usize) -> Option<Marker<'_>> {
        let line = text.get(start..)?.lines().next()?;
        read(line.trim_start_matches(['>', ' ', '\t']))
    }

    /// Whether GitHub would show it as a callout if it is not within another block.
    #[must_use]
    pub fn is_known_to_github(&self) -> bool {
        let is_known = GITHUB.iter().any(|kind| self.word.eq_ignore_ascii_case(kind));
        is_known && self.fold.is_none() && !self.has_title
    }

    /// The kind's look, one of five.
    fn look(&self) -> BlockQuoteKind {
        match &*self.word.to_ascii_lowercase() {
            "tip" | "hint" | "success" | "check" | "done" => BlockQuoteKind::Tip,
            "important" => BlockQuoteKind::Important,
            "warning" | "attention" | "question" | "help" | "faq" => BlockQuoteKind::Warning,
            "caution" | "danger" | "error" | "failure" | "fail" | "missing" | "bug" => BlockQuoteKind::Caution,
            _ => BlockQuoteKind::Note,
        }
    }
}

/// The kinds that GitHub supports.
const GITHUB: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

fn read(line: &str) -> Option<Marker<'_>> {
    let inside = line.strip_prefix("[!")?;
    let (word, rest) = inside.split_once(']')?;
    let is_word = word.starts_with(|c: char| c.is_ascii_alphabetic())
        && word.len() <= 40
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b' '));
    let fold = match rest.as_bytes().first() {
        Some(b'-') => Some(false),
        Some(b'+') => Some(true),
        _ => None,
    };
    let behind = &rest[usize::from(fold.is_some())..];
    // `[!note](page.md)` and `[!note]: …` are links and definitions.
    if !is_word || !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
        return None;
    }
    let title = behind.trim_start();
    Some(Marker { word, fold, has_title: !title.trim_end().is_empty(), length: line.len() - title.len() })
}

/// Sets the kind of quotes that are callouts, removes the marker, and turns the title into a separate paragraph.
pub(super) fn mark<'a>(events: Vec<SpannedEvent<'a>>, text: &'a str) -> Vec<SpannedEvent<'a>> {
    let mut marked = Vec::with_capacity(events.len() + 8);
    let mut open: Vec<Option<BlockQuoteKind>> = Vec::new();
    let mut events = events.into_iter().peekable();
    while let Some((event, range)) = events.next() {
        match event {
            Event::Start(Tag::BlockQuote(kind)) => {
                let paragraph = events.next_if(|(event, _)| kind.is_none() && matches!(event, Event::Start(Tag::Paragraph)));
                let is_marker = |(event, at): &SpannedEvent<'_>| match event {
                    Event::Text(words) => is_exact(words, text, at) && read(words).is_some(),
                    _ => false,
                };
                let first = paragraph.as_ref().and_then(|_| events.next_if(is_marker));
                let found = first.as_ref().and_then(|(_, at)| read(&text[at.clone()]));
                let kind = kind.or_else(|| found.as_ref().map(Marker::look));
                open.push(kind);
                marked.push((Event::Start(Tag::BlockQuote(kind)), range));
                match (paragraph, first, found) {
                    (Some((_, span)), Some((_, at)), Some(found)) => {
                        let title = at.start + found.length..at.end;
                        push_paragraphs(&mut marked, &mut events, &span, title, text);
                    }
                    (Some(paragraph), ..) => marked.push(paragraph),
                    _ => {}
                }
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                let kind = open.pop().unwrap_or_default();
                marked.push((Event::End(TagEnd::BlockQuote(kind)), range));
            }
            other => marked.push((other, range)),
        }
    }
    marked
}

/// Writes the paragraph with the marker: its first line as a title, the others as a separate paragraph.
fn push_paragraphs<'a>(
    marked: &mut Vec<SpannedEvent<'a>>,
    events: &mut impl Iterator<Item = SpannedEvent<'a>>,
    span: &Range<usize>,
    title: Range<usize>,
    text: &'a str,
) {
    let mut line = Vec::new();
    if !title.is_empty() {
        line.push((Event::Text(CowStr::Borrowed(&text[title.clone()])), title));
    }
    let (mut depth, mut rest_from) = (0_usize, None);
    for (event, range) in events {
        match event {
            Event::End(TagEnd::Paragraph) => break,
            Event::SoftBreak | Event::HardBreak if depth == 0 && rest_from.is_none() => {
                push_paragraph(marked, &mut line, span.start..range.start);
                rest_from = Some(range.end);
                continue;
            }
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        line.push((event, range));
    }
    push_paragraph(marked, &mut line, rest_from.unwrap_or(span.start)..span.end);
}

fn push_paragraph<'a>(marked: &mut Vec<SpannedEvent<'a>>, inside: &mut Vec<SpannedEvent<'a>>, span: Range<usize>) {
    if !inside.is_empty() {
        marked.push((Event::Start(Tag::Paragraph), span.clone()));
        marked.append(inside);
        marked.push((Event::End(TagEnd::Paragraph), span));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_are_read() {
        for (line, expected) in [
            ("[!NOTE]", Some(("NOTE", None, false))),
            ("[!question]- Why?", Some(("question", Some(false), true))),
            ("[!tip]+", Some(("tip", Some(true), false))),
            ("[!my-kind]  A title ", Some(("my-kind", None, true))),
            ("[!note](x.md)", None),
            ("[!note]: x.md", None),
            ("[!1]", None),
            ("[!]", None),
            ("[note]", None),
        ] {
            let found = read(line).map(|marker| (marker.word, marker.fold, marker.has_title));
            assert_eq!(found, expected, "{line}");
        }
    }
}
