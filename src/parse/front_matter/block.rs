//! Finds the front matter, and distinguishes it from a thematic break at the start of a page.

use std::ops::Range;

use super::lines::{is_key, is_known_key, lines};
use super::misplaced::{self, Misplaced};

/// How a page begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// Without front matter: the body is the whole text.
    Absent,
    /// With YAML between its two fences.
    Yaml { within: Range<usize>, body: usize },
    /// With keys below an unclosed fence: they extend to the first empty line.
    Unclosed { opener: Range<usize>, within: Range<usize>, body: usize },
    /// With TOML.
    Toml { opener: Range<usize>, within: Range<usize>, body: usize },
    /// With keys that other tools do not read as front matter, for this reason.
    Misplaced(Misplaced),
}

/// Checks the first line, and looks for the closing fence only if that line opens front matter.
pub(super) fn find(text: &str) -> Opening {
    let first = lines(text, 0).next().unwrap_or_default();
    let opener = 0..first.content.trim_end().len();
    match first.content.trim_end() {
        "---" => yaml(text, opener, first.next),
        "+++" => toml(text, opener, first.next),
        _ => misplaced::find(text).map_or(Opening::Absent, Opening::Misplaced),
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
        return Opening::Toml { opener, within: start..closing.start, body: closing.next };
    }
    let next = lines(text, start).next().unwrap_or_default();
    let is_assignment = next.content.split_once('=').is_some_and(|(key, _)| {
        !key.trim().is_empty() && key.trim().chars().all(|character| character.is_alphanumeric() || "_-.\"".contains(character))
    });
    if !is_assignment {
        return Opening::Absent;
    }
    let end = first_empty_line(text, start);
    Opening::Toml { opener, within: start..end, body: end }
}

fn first_empty_line(text: &str, start: usize) -> usize {
    lines(text, start).find(|line| line.content.trim().is_empty()).map_or(text.len(), |line| line.start)
}

/// Whether a block between two fences is front matter rather than text between two thematic breaks.
fn is_yaml(block: &str) -> bool {
    let is_tight = !lines(block, 0).any(|line| line.content.trim().is_empty());
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut written = lines(block, 0).map(|line| line.content).filter(|line| !line.trim().is_empty());
    match written.clone().find(|line| !is_comment(line)) {
        Some(line) => is_key(line, is_tight) || line.trim_start().starts_with('{') || written.any(is_known_key),
        // A lone `# Heading` between two breaks is a heading; `# tags: [a]` is a key that is commented out.
        None => written.all(|line| is_key(line.trim_start_matches(['#', ' ', '\t']), true)),
    }
}
