//! Blocks of keys that their author meant as front matter but no tool reads as such: not on the first line, between other fences,
//! or JSON.

use std::ops::Range;

use super::foreign::is_withholding;
use super::lines::{Line, is_key, is_known_key, lines};

/// A closed block with a key of ours. Its values still count: a draft with `draft: true` in it must not be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misplaced {
    /// Why it is not front matter elsewhere.
    pub(super) because: Because,
    /// The line that opens it.
    pub(super) opener: Range<usize>,
    /// Its keys, and for JSON also the braces.
    pub(super) within: Range<usize>,
    /// Where the body begins.
    pub(super) body: usize,
}

/// Why a block of keys is not front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Because {
    /// There is a comment or an empty line before it.
    NotFirst,
    /// Its fences are not `---`.
    Fence,
    /// It is JSON.
    Json,
    /// It is TOML, and does not begin on the first line.
    Toml,
    /// It has no fences, and keeps the page out of the site.
    Unfenced,
}

impl Because {
    /// The message of the diagnostic and its help.
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFirst => (
                "front matter has to begin on the first line",
                "move it to the very start of the file: other tools show it as text where it stands",
            ),
            Self::Fence => ("front matter stands between two lines of three hyphens", "write `---` above and below the keys"),
            Self::Unfenced => (
                "these keys are text here, since no `---` stands above them",
                "write `---` above and below the keys, or delete the line that keeps the page out of the site",
            ),
            Self::Json => (
                "`{` opens JSON front matter, and only YAML is read",
                "put the keys between two `---` lines and write `title: …` instead of `\"title\": …`",
            ),
            Self::Toml => (
                "`+++` opens TOML front matter, and only YAML is read",
                "put the keys between two `---` lines on the first line and write `title: …` instead of `title = …`",
            ),
        }
    }
}

/// Finds such a block where the text begins, or behind empty lines and comments; one that keeps the page out of the site also below one
/// line of text, such as a title.
pub(super) fn find(text: &str) -> Option<Misplaced> {
    at_the_start(text).or_else(|| below_a_line(text))
}

fn at_the_start(text: &str) -> Option<Misplaced> {
    let first = lines(text, behind_comments(text)?).next()?;
    let written = first.content.trim_end();
    let opener = first.start..first.start + written.len();
    if written.starts_with('{') {
        return json(text, first, opener);
    }
    let Some(fence) = fence(written) else { return unfenced(text, first, opener) };
    let is_closing = |line: &Line<'_>| match line.content.trim() {
        "..." => fence == "---",
        line => line == fence,
    };
    let closing = lines(text, first.next).find(is_closing)?;
    let within = first.next..closing.start;
    let is_toml = fence.starts_with('+') || written.ends_with("toml");
    let mut inside = lines(&text[within.clone()], 0);
    let has_key = if is_toml {
        inside.any(|line| is_known_key(&line.content.replacen('=', ":", 1)))
    } else {
        let is_json = inside.clone().any(|line| line.content.trim().starts_with('{'));
        let is_block = is_json || inside.clone().all(|line| may_stand_in_yaml(line.content));
        is_block && inside.any(|line| is_known_key(line.content) || is_withholding(line.content))
    };
    let because = match written {
        _ if is_toml => Because::Toml,
        "---" if opener.start > 0 => Because::NotFirst,
        _ => Because::Fence,
    };
    has_key.then_some(Misplaced { because, opener, within, body: closing.next })
}

/// Keys above the first empty line, as `MultiMarkdown` and Pelican have them. Such lines may well be meant as text, so only those count that
/// keep the page out of the site.
fn unfenced(text: &str, first: Line<'_>, opener: Range<usize>) -> Option<Misplaced> {
    if !is_key(first.content, true) {
        return None;
    }
    let block = lines(text, first.start).take_while(|line| !line.content.trim().is_empty());
    let is_withheld =
        block.clone().all(|line| is_key(line.content, true)) && block.clone().any(|line| is_withholding(line.content));
    let end = block.last()?.next;
    is_withheld.then_some(Misplaced { because: Because::Unfenced, opener, within: first.start..end, body: end })
}

fn json(text: &str, first: Line<'_>, opener: Range<usize>) -> Option<Misplaced> {
    let is_whole = first.content.trim_end().ends_with('}');
    let closing = if is_whole { first } else { lines(text, first.next).find(|line| line.content.trim() == "}")? };
    let within = first.start..closing.next;
    let mut keys = text[within.clone()].split(['{', ',', '\n', '\r']).map(str::trim).filter(|key| key.starts_with('"'));
    let has_key = keys.any(|key| is_known_key(&key.replacen('"', "", 2)));
    has_key.then_some(Misplaced { because: Because::Json, opener, within, body: closing.next })
}

/// The marks that a line consists of, where they can be a fence: hyphens, or the dashes that word processors make of them, plus signs and
/// others, indented at most as a paragraph is, and perhaps with the name of a format.
fn fence(line: &str) -> Option<&str> {
    let marks = line.trim_start_matches(' ');
    if line.len() - marks.len() > 3 {
        return None;
    }
    let marks = ["yaml", "yml", "json", "toml"].iter().find_map(|format| marks.strip_suffix(format)).unwrap_or(marks);
    let first = marks.chars().next()?;
    let least = match first {
        '-' => 2,
        '–' | '—' | '−' => 1,
        '+' | ';' | '*' | '=' => 3,
        _ => return None,
    };
    let is_dash = |mark| matches!(mark, '-' | '–' | '—' | '−');
    let is_alike = marks.chars().all(|mark| mark == first || is_dash(mark) && is_dash(first));
    (is_alike && marks.chars().count() >= least).then_some(marks)
}

/// A block between two `---` below the page's first line that keeps the page out of the site. That line is a heading, or a comment of some
/// other language.
fn below_a_line(text: &str) -> Option<Misplaced> {
    let title = lines(text, behind_comments(text)?).next()?;
    let first = lines(text, title.next).find(|line| !line.content.trim().is_empty())?;
    if first.content.trim_end() != "---" {
        return None;
    }
    let block = lines(text, first.next).take_while(|line| is_key(line.content, true));
    let is_withheld = block.clone().any(|line| is_withholding(line.content));
    let end = block.last()?.next;
    let closing = lines(text, end).next().filter(|line| line.content.trim_end() == "---" && is_withheld)?;
    let opener = first.start..first.start + "---".len();
    Some(Misplaced { because: Because::NotFirst, opener, within: first.next..end, body: closing.next })
}

/// Whether a line can be YAML, which prose cannot.
fn may_stand_in_yaml(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-', ']', '}']) || is_key(line, true) || is_known_key(line)
}

/// Where the text after empty lines and comments begins; `None` if that is not at the start of a line.
fn behind_comments(text: &str) -> Option<usize> {
    let mut rest = text.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + "-->".len()..];
        } else if rest.starts_with("[//]:") || rest.starts_with("[comment]:") || rest.starts_with("{%") {
            rest = &rest[rest.find(['\n', '\r'])?..];
        } else if let Some(comment) = rest.strip_prefix("%%") {
            rest = &comment[comment.find("%%")? + "%%".len()..];
        } else {
            break;
        }
        let line = rest.find(['\n', '\r'])?;
        if !rest[..line].trim().is_empty() {
            return None;
        }
        rest = rest.trim_start();
    }
    Some(text[..text.len() - rest.len()].rfind(['\n', '\r']).map_or(0, |end| end + 1))
}
