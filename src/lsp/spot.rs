//! The thing at a position in a page: a link, a heading, a label, a footnote, or a key or value of the front matter.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::parse::front_matter::{Block, place};
use crate::parse::markdown::events;
use crate::parse::{Definition, Heading, Link, LinkForm, definitions};
use crate::yaml::{self, Content, Node};

use super::view::PageView;

/// The thing at a position.
#[derive(Debug)]
pub(super) enum Spot<'p> {
    /// A link or an image, by its position in the page, and its bytes.
    Link(usize, Range<usize>),
    /// The label of a definition.
    Definition(Definition),
    /// A heading.
    Heading(&'p Heading),
    /// A footnote's reference or definition.
    Footnote(String),
    /// A value of the front matter below its top-level key, or the key itself.
    Key {
        /// The key.
        key: String,
        /// The bytes of the key or of the value at the position.
        span: Range<usize>,
        /// The value at the position, if there is one.
        value: Option<String>,
    },
}

/// The thing at byte `at` of a page.
pub(super) fn spot(page: &PageView, at: usize) -> Option<Spot<'_>> {
    if at < page.parsed.body {
        return key(page, at);
    }
    let whole = |link: &Link| link.at..construct_end(&page.text, link);
    let links = page.parsed.links.iter().enumerate().map(|(position, link)| (position, whole(link)));
    let inner = links.filter(|(_, span)| span.start <= at && at <= span.end).min_by_key(|(_, span)| span.len());
    if let Some((position, span)) = inner {
        return Some(Spot::Link(position, span));
    }
    let defined = definitions(&page.text, page.parsed.body);
    let covers = |definition: &Definition| definition.link.at <= at && at <= definition.link.span.end;
    if let Some(definition) = defined.into_iter().find(covers) {
        return Some(Spot::Definition(definition));
    }
    if let Some((label, _)) = footnotes(page).into_iter().find(|(_, span)| span.start <= at && at <= span.end) {
        return Some(Spot::Footnote(label));
    }
    page.parsed.headings.iter().find(|heading| heading.span.start <= at && at <= heading.span.end).map(Spot::Heading)
}

/// Every reference to a footnote and every definition of one, each with its label's bytes.
pub(super) fn footnotes(page: &PageView) -> Vec<(String, Range<usize>)> {
    if !page.text.contains("[^") {
        return Vec::new();
    }
    let found = events(&page.text, page.parsed.body).into_iter().filter_map(|(event, range)| {
        let (Event::FootnoteReference(label) | Event::Start(Tag::FootnoteDefinition(label))) = event else { return None };
        let start = range.start + page.text[range.clone()].find("[^")? + 2;
        let end = start + page.text[start..].find(']')?;
        Some((label.to_string(), start..end))
    });
    found.collect()
}

/// Where the bytes of a link end.
pub(super) fn construct_end(text: &str, link: &Link) -> usize {
    let behind = |from: usize, mark: &str| {
        let rest_of_line = text[from..].split(['\n', '\r']).next().unwrap_or_default();
        rest_of_line.find(mark).map_or(from, |found| from + found + mark.len())
    };
    match link.form {
        LinkForm::Inline | LinkForm::Image => behind(link.span.end, ")"),
        LinkForm::Wiki | LinkForm::Embed => behind(link.span.end, "]]"),
        LinkForm::Autolink => link.span.end + usize::from(text[link.span.end..].starts_with('>')),
        LinkForm::HtmlHref | LinkForm::HtmlSource | LinkForm::Successor => link.span.end,
        LinkForm::Reference | LinkForm::ReferenceImage => reference_parts(text, link.at).map_or(link.at, |parts| parts.end),
    }
}

/// The parts of a reference, as byte ranges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ReferenceParts {
    /// Its text, without brackets.
    pub(super) words: Range<usize>,
    /// Its label, if that has its own brackets.
    pub(super) label: Option<Range<usize>>,
    /// The end, after its last bracket.
    pub(super) end: usize,
}

/// The parts of the reference that begins at byte `at`.
pub(super) fn reference_parts(text: &str, at: usize) -> Option<ReferenceParts> {
    let open = at + usize::from(text.get(at..)?.starts_with('!'));
    let words = bracketed(text, open)?;
    let end = words.end + 1;
    match bracketed(text, end) {
        Some(label) => Some(ReferenceParts { words, end: label.end + 1, label: Some(label) }),
        None => Some(ReferenceParts { words, label: None, end }),
    }
}

/// The bytes between the bracket at `at` and its closing bracket.
fn bracketed(text: &str, at: usize) -> Option<Range<usize>> {
    if !text.get(at..)?.starts_with('[') {
        return None;
    }
    let (mut depth, mut is_escaped) = (0_usize, false);
    for (offset, byte) in text.as_bytes()[at..].iter().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            b'[' => depth += 1,
            b']' if depth == 1 => return Some(at + 1..at + offset),
            b']' => depth -= 1,
            _ => {}
        }
    }
    None
}

fn key(page: &PageView, at: usize) -> Option<Spot<'_>> {
    let Block::Yaml(within) = place(&page.text) else { return None };
    let root = yaml::read(&page.text, within).root?;
    let Content::Mapping(entries) = &root.content else { return None };
    let covers = |span: &Range<usize>| span.start <= at && at <= span.end;
    entries.iter().find_map(|entry| {
        let key = entry.key.clone();
        if covers(&entry.key_span) {
            return Some(Spot::Key { key, span: entry.key_span.clone(), value: None });
        }
        let items: &[Node] =
            if entry.value.scalar().is_some() { std::slice::from_ref(&entry.value) } else { entry.value.items() };
        let item = items.iter().find(|item| !item.span.is_empty() && covers(&item.span))?;
        Some(Spot::Key { key, span: item.span.clone(), value: Some(item.scalar()?.text.trim().to_owned()) })
    })
}
