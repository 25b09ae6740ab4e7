//! What is being written at a position, judged by the line up to there: it is rarely complete enough to be parsed.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::lsp::view::PageView;
use crate::parse::front_matter;
use crate::parse::markdown::events;

use super::items::Gap;

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    /// A key or a value of the front matter, whose YAML begins at this byte.
    FrontMatter { start: usize },
    /// A path, of something shown or of a link's target.
    Destination { is_shown: bool },
    /// The fragment after this destination.
    Anchor { destination: String },
    /// A wikilink's name, and its closing brackets if they are missing.
    Name { closing: &'static str },
    /// The heading after a wikilink's name.
    NameAnchor { name: String, closing: &'static str },
    /// A reference's label.
    Label,
    /// A footnote's label.
    Footnote,
    /// The kind of a callout.
    Callout,
    /// The language of a fence.
    Language,
    /// An emoji by its name.
    Emoji,
}

/// What is being written at byte `at`, and where it goes.
pub(super) fn place(page: &PageView, at: usize) -> Option<(Gap, Wanted)> {
    let text = &*page.text;
    if let Some(start) = yaml_start(text, at, page.parsed.body) {
        return Some((gap(text, at..at, &[]), Wanted::FrontMatter { start }));
    }
    let line_start = text[..at].rfind(['\n', '\r']).map_or(0, |found| found + 1);
    if is_in_code(page, line_start, at) {
        return None;
    }
    let before = &text[line_start..at];
    let from = |offset: usize| line_start + offset;
    let content = before.trim_start_matches([' ', '\t', '>']);
    let content_at = before.len() - content.len();
    if let Some(kind) = content.strip_prefix("[!").filter(|_| before.contains('>')).filter(|kind| is_word(kind)) {
        return Some((gap(text, at - kind.len()..at, &["]"]), Wanted::Callout));
    }
    if let Some(language) = fence(content) {
        return Some((gap(text, at - language.len()..at, &[" ", "{"]), Wanted::Language));
    }
    if let Some(open) = before.rfind("[[").filter(|open| !before[*open..].contains("]]") && !before[*open..].contains('|')) {
        let start = open + 2;
        let closing = if text[at..].split(['\n', '\r', '[']).next().unwrap_or_default().contains("]]") { "" } else { "]]" };
        return Some(match before[start..].rfind('#') {
            Some(hash) => {
                let name = before[start..start + hash].split('#').next().unwrap_or_default().to_owned();
                (gap(text, from(start + hash + 1)..at, &["]]", "|"]), Wanted::NameAnchor { name, closing })
            }
            None => (gap(text, from(start)..at, &["]]", "|", "#"]), Wanted::Name { closing }),
        });
    }
    if let Some((start, is_shown, ends)) = destination(before, content, content_at) {
        let written = &before[start..];
        return Some(match written.find('#') {
            Some(hash) => {
                let destination = written[..hash].to_owned();
                (gap(text, from(start + hash + 1)..at, ends), Wanted::Anchor { destination })
            }
            None => (gap(text, from(start)..at, ends), Wanted::Destination { is_shown }),
        });
    }
    if let Some(open) = before.rfind("[^").filter(|open| !before[*open..].contains(']')) {
        return Some((gap(text, from(open + 2)..at, &["]"]), Wanted::Footnote));
    }
    if let Some(open) = before.rfind('[').filter(|open| !before[*open..].contains(']')) {
        return Some((gap(text, from(open + 1)..at, &["]"]), Wanted::Label));
    }
    let colon = before
        .rfind(':')
        .filter(|colon| before[..*colon].chars().next_back().is_none_or(|c| !c.is_alphanumeric() && c != ':'))?;
    let name = &before[colon + 1..];
    (name.len() > 1 && is_word(name)).then(|| (gap(text, from(colon)..at, &[]), Wanted::Emoji))
}

/// The typed text, and the end of the existing text: up to one of the characters that end it, on its line.
fn gap(text: &str, typed: Range<usize>, ends: &[&str]) -> Gap {
    let rest = text[typed.end..].split(['\n', '\r']).next().unwrap_or_default();
    let end = ends.iter().filter_map(|end| rest.find(end)).min();
    Gap { end: typed.end + end.unwrap_or(0), typed }
}

fn is_word(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '+'))
}

/// Where the YAML begins, if the position is between the fences of the front matter, closed or not.
fn yaml_start(text: &str, at: usize, body: usize) -> Option<usize> {
    let start = text.find('\n')? + 1;
    if text[..start].trim_end() != "---" || at < start {
        return None;
    }
    let is_within = match front_matter::place(text) {
        front_matter::Block::Yaml(within) => at <= within.end,
        front_matter::Block::Faulty => at <= body || !text[start..at].contains("\n\n"),
        // `---` and the first letters of a key: it cannot be distinguished from a thematic break yet.
        front_matter::Block::Absent => {
            !text[start..at].contains("\n\n") && !text[start..at].lines().any(|line| line.trim() == "---")
        }
    };
    is_within.then_some(start)
}

/// Whether a place is within code: in a line of a code block that began before it, or between the marks of code in a line.
fn is_in_code(page: &PageView, line_start: usize, at: usize) -> bool {
    events(&page.text, page.parsed.body).into_iter().any(|(event, range)| match event {
        Event::Start(Tag::CodeBlock(_)) => range.start < line_start && at < range.end,
        Event::Code(_) => range.start < at && at < range.end,
        _ => false,
    })
}

/// The typed part of a fence's language.
fn fence(content: &str) -> Option<&str> {
    let mark = content.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let language = content.trim_start_matches(mark);
    (content.len() - language.len() >= 3 && is_word(language)).then_some(language)
}

/// Where the destination at the end of the line begins, whether it is shown, and what ends it.
fn destination(before: &str, content: &str, content_at: usize) -> Option<(usize, bool, &'static [&'static str])> {
    if let Some(open) = before.rfind("](") {
        let start = open + 2 + usize::from(before[open + 2..].starts_with('<'));
        let written = &before[start..];
        if !written.contains([')', ' ', '>']) || (before[..start].ends_with('<') && !written.contains('>')) {
            let words = before[..open].rfind('[').unwrap_or(0);
            let is_shown = before[..words].ends_with('!');
            return Some((start, is_shown, &[")", " ", ">", "#"]));
        }
    }
    for (attribute, is_shown) in [("href=\"", false), ("src=\"", true)] {
        if let Some(open) = before.rfind(attribute).filter(|open| !before[open + attribute.len()..].contains('"')) {
            return Some((open + attribute.len(), is_shown, &["\"", "#"]));
        }
    }
    let label = content.strip_prefix('[').filter(|label| !label.starts_with('^'))?.find("]:")?;
    let written = content[label + 3..].trim_start();
    (!written.contains(' ')).then(|| (content_at + content.len() - written.len(), false, &[" ", "#"][..]))
}
