//! Blocks of keys that look like front matter to their author and to no tool: not on the first line, between other fences, or JSON.

use std::ops::Range;

use super::lines::{Line, is_key, is_known_key, lines};

/// A block that closes and holds a key of ours. What it says counts all the same: `draft: true` in it must not publish a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misplaced {
    /// Why it is not front matter elsewhere.
    pub(super) because: Because,
    /// The line that opens it.
    pub(super) opener: Range<usize>,
    /// Its keys, and of JSON the braces too.
    pub(super) within: Range<usize>,
    /// Where the body begins.
    pub(super) body: usize,
}

/// Why a block of keys is not front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Because {
    /// A comment or an empty line stands before it.
    NotFirst,
    /// Its fences are not `---`.
    Fence,
    /// It is JSON.
    Json,
    /// It is TOML, and does not begin on the first line either.
    Toml,
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

/// Finds such a block where the text begins, or behind empty lines and comments.
pub(super) fn find(text: &str) -> Option<Misplaced> {
    let first = lines(text, behind_comments(text)?).next()?;
    let written = first.content.trim_end();
    let opener = first.start..first.start + written.len();
    if written.starts_with('{') {
        return json(text, first, opener);
    }
    if !is_fence(written) {
        return None;
    }
    let is_closing =
        |line: &Line<'_>| line.content.trim_end() == written || (written == "---" && line.content.trim_end() == "...");
    let closing = lines(text, first.next).find(is_closing)?;
    let within = first.next..closing.start;
    let is_toml = written.starts_with('+');
    let mut inside = lines(&text[within.clone()], 0);
    let has_key = if is_toml {
        inside.any(|line| is_known_key(&line.content.replacen('=', ":", 1)))
    } else {
        inside.clone().all(|line| may_stand_in_yaml(line.content)) && inside.any(|line| is_known_key(line.content))
    };
    let because = match written {
        _ if is_toml => Because::Toml,
        "---" => Because::NotFirst,
        _ => Because::Fence,
    };
    has_key.then_some(Misplaced { because, opener, within, body: closing.next })
}

fn json(text: &str, first: Line<'_>, opener: Range<usize>) -> Option<Misplaced> {
    let is_whole = first.content.trim_end().ends_with('}');
    let closing = if is_whole { first } else { lines(text, first.next).find(|line| line.content.trim() == "}")? };
    let within = first.start..closing.next;
    let mut keys = text[within.clone()].split(['{', ',', '\n', '\r']).map(str::trim).filter(|key| key.starts_with('"'));
    let has_key = keys.any(|key| is_known_key(&key.replacen('"', "", 2)));
    has_key.then_some(Misplaced { because: Because::Json, opener, within, body: closing.next })
}

/// Whether a line is nothing but hyphens, or the dashes that word processors make of them, or plus signs.
fn is_fence(line: &str) -> bool {
    let is_of = |marks: &[char], least: usize| line.chars().count() >= least && line.chars().all(|mark| marks.contains(&mark));
    is_of(&['-'], 2) || is_of(&['-', '–', '—', '−'], 1) && !line.is_ascii() || is_of(&['+'], 3)
}

/// Whether a line can stand in YAML at all: prose cannot.
fn may_stand_in_yaml(line: &str) -> bool {
    line.trim().is_empty() || line.starts_with([' ', '\t', '#', '-', ']', '}']) || is_key(line, true) || is_known_key(line)
}

/// Where the text begins behind empty lines and comments; `None` when that is not on a line of its own.
fn behind_comments(text: &str) -> Option<usize> {
    let mut rest = text.trim_start();
    loop {
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = &comment[comment.find("-->")? + "-->".len()..];
        } else if rest.starts_with("[//]:") || rest.starts_with("[comment]:") {
            rest = &rest[rest.find(['\n', '\r'])?..];
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
