//! The lines at the start of a page, and whether they look like keys.

use crate::yaml::KnownKey;

use super::keys::FrontMatterKey;

/// Whether a line looks like `key:`, alone or with a value.
pub(super) fn is_key(line: &str, may_hold_spaces: bool) -> bool {
    let line = line.trim();
    let Some(colon) = line.find(": ").or_else(|| line.find(":\t")).or_else(|| line.strip_suffix(':').map(str::len)) else {
        return false;
    };
    let key = line[..colon].trim_matches(['"', '\'']);
    let is_word =
        |character: char| character.is_alphanumeric() || "_-.".contains(character) || (may_hold_spaces && character == ' ');
    key.starts_with(|first: char| first.is_alphabetic() || first == '_') && key.chars().all(is_word)
}

/// Whether a line begins with a key of ours, even one without a space after its colon.
pub(super) fn is_known_key(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| FrontMatterKey::named(key.trim()).is_some())
}

/// A line without its end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line<'t> {
    pub(super) content: &'t str,
    pub(super) start: usize,
    /// Where the next line begins.
    pub(super) next: usize,
}

/// The lines from byte `from` on; `\n`, `\r\n` and a lone `\r` each end one.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = Line<'_>> + Clone {
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
