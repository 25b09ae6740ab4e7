//! Where the front matter stands, told from a thematic break that a page happens to open with.

use std::ops::Range;

use crate::yaml::KnownKey;

use super::keys::FrontMatterKey;

/// How a page opens.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Without front matter: the body is the whole text.
    Absent,
    /// With YAML between its two fences.
    Yaml { within: Range<usize>, body: usize },
    /// With keys below an opener that nothing closes: they go on to the first empty line.
    Unclosed { opener: Range<usize>, within: Range<usize>, body: usize },
    /// With TOML.
    Toml { opener: Range<usize>, body: usize },
}

/// Looks at the first line, and for the closing fence only when that one opens front matter.
pub(super) fn find(text: &str) -> Opening {
    let first = lines(text, 0).next().unwrap_or_default();
    let opener = 0..first.content.trim_end().len();
    match first.content.trim_end() {
        "---" => yaml(text, opener, first.next),
        "+++" => toml(text, opener, first.next),
        _ => Opening::Absent,
    }
}

fn yaml(text: &str, opener: Range<usize>, start: usize) -> Opening {
    let closing = lines(text, start).find(|line| matches!(line.content.trim_end(), "---" | "..."));
    if let Some(closing) = closing {
        let within = start..closing.start;
        return if is_yaml(&text[within.clone()]) { Opening::Yaml { within, body: closing.next } } else { Opening::Absent };
    }
    let next = lines(text, start).next().unwrap_or_default();
    if !is_key(next.content, false) {
        return Opening::Absent;
    }
    let end = first_empty_line(text, start);
    Opening::Unclosed { opener, within: start..end, body: end }
}

fn toml(text: &str, opener: Range<usize>, start: usize) -> Opening {
    if let Some(closing) = lines(text, start).find(|line| line.content.trim_end() == "+++") {
        return Opening::Toml { opener, body: closing.next };
    }
    let next = lines(text, start).next().unwrap_or_default();
    let is_assignment = next.content.split_once('=').is_some_and(|(key, _)| {
        !key.trim().is_empty() && key.trim().chars().all(|character| character.is_alphanumeric() || "_-.\"".contains(character))
    });
    if is_assignment { Opening::Toml { opener, body: first_empty_line(text, start) } } else { Opening::Absent }
}

fn first_empty_line(text: &str, start: usize) -> usize {
    lines(text, start).find(|line| line.content.trim().is_empty()).map_or(text.len(), |line| line.start)
}

/// Whether a block between two fences is front matter and not text between two thematic breaks.
fn is_yaml(block: &str) -> bool {
    let is_tight = !lines(block, 0).any(|line| line.content.trim().is_empty());
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut written = lines(block, 0).map(|line| line.content).filter(|line| !line.trim().is_empty());
    match written.clone().find(|line| !is_comment(line)) {
        Some(line) => is_key(line, is_tight) || line.trim_start().starts_with('{') || written.any(is_known_key),
        // A lone `# Heading` between two breaks is one; `# tags: [a]` is a key somebody switched off.
        None => written.all(|line| is_key(line.trim_start_matches(['#', ' ', '\t']), true)),
    }
}

/// Whether a line looks like `key:`, alone or with a value.
fn is_key(line: &str, may_hold_spaces: bool) -> bool {
    let line = line.trim();
    let Some(colon) = line.find(": ").or_else(|| line.find(":\t")).or_else(|| line.strip_suffix(':').map(str::len)) else {
        return false;
    };
    let key = line[..colon].trim_matches(['"', '\'']);
    let is_word =
        |character: char| character.is_alphanumeric() || "_-.".contains(character) || (may_hold_spaces && character == ' ');
    key.starts_with(|first: char| first.is_alphabetic() || first == '_') && key.chars().all(is_word)
}

/// Whether a line begins with a key of ours, even one whose colon lacks its space.
fn is_known_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| FrontMatterKey::named(key.trim()).is_some())
}

/// A line without its end.
#[derive(Debug, Clone, Copy, Default)]
struct Line<'t> {
    content: &'t str,
    start: usize,
    /// Where the next line begins.
    next: usize,
}

/// The lines from byte `from` on; `\n`, `\r\n` and a lone `\r` each end one.
fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> + Clone {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        if rest.is_empty() {
            return None;
        }
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let ending = if rest[length..].starts_with("\r\n") { 2 } else { rest[length..].len().min(1) };
        let line = Line { content: &rest[..length], start: at, next: at + length + ending };
        at = line.next;
        Some(line)
    })
}
