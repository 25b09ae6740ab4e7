//! A page's text while it is edited: edits are made on spans, and every line remembers its line in the old file.

use std::ops::Range;

pub(super) mod attribute_list;
pub(super) mod block;
pub(super) mod callout;
pub(super) mod container;
pub(super) mod include;
pub(super) mod inline;
pub(super) mod jsx;
mod place;
pub(super) mod shortcode;
pub(super) mod tabs;
mod tag;
pub(super) mod walk;

/// A text that replaces some bytes.
#[derive(Debug, Clone)]
pub(super) struct Edit {
    pub(super) span: Range<usize>,
    pub(super) text: String,
}

impl Edit {
    pub(super) fn new(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// A text and where its lines come from.
#[derive(Debug, Clone)]
pub(super) struct Text {
    pub(super) text: String,
    /// For each line, the line of the old file, counted from 1.
    origins: Vec<usize>,
}

impl Text {
    /// The text of a file, or of a part of it that begins at the line `first`.
    pub(super) fn new(text: &str, first: usize) -> Self {
        let lines = text.matches('\n').count() + 1;
        Self { text: text.to_owned(), origins: (first..first + lines).collect() }
    }

    /// The line of the old file that a byte comes from.
    pub(super) fn line(&self, at: usize) -> usize {
        let line = self.text[..at.min(self.text.len())].matches('\n').count();
        self.origins.get(line).or(self.origins.last()).copied().unwrap_or(1)
    }

    /// The text with edits applied. Those that begin at the same byte keep their order; if two overlap, the first is applied.
    pub(super) fn edited(&self, mut edits: Vec<Edit>) -> Self {
        if edits.is_empty() {
            return self.clone();
        }
        edits.sort_by_key(|edit| edit.span.start);
        let mut new = Self { text: String::with_capacity(self.text.len()), origins: Vec::new() };
        let (mut at, mut line) = (0, 0);
        let origin = |line: usize| self.origins.get(line).or(self.origins.last()).copied().unwrap_or(1);
        for edit in edits {
            if edit.span.start < at {
                continue;
            }
            for piece in self.text[at..edit.span.start].split_inclusive('\n') {
                new.push(piece, origin(line));
                line += piece.matches('\n').count();
            }
            for piece in edit.text.split_inclusive('\n') {
                new.push(piece, origin(line));
            }
            line += self.text[edit.span.clone()].matches('\n').count();
            at = edit.span.end;
        }
        for piece in self.text[at..].split_inclusive('\n') {
            new.push(piece, origin(line));
            line += piece.matches('\n').count();
        }
        new.origins.push(origin(line));
        new
    }

    fn push(&mut self, piece: &str, origin: usize) {
        self.text.push_str(piece);
        if piece.ends_with('\n') {
            self.origins.push(origin);
        }
    }
}

/// The `key="value"` pairs after a name, as in shortcodes, tags and Liquid; a bare value has an empty key, a key without a value is
/// `true`. A value in braces keeps its braces.
pub(super) fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let (value, after) = value(rest);
        let is_key = value.len() < rest.len() && after.trim_start().starts_with('=') && !rest.starts_with(['"', '\'', '`']);
        if is_key {
            let behind = after.trim_start()[1..].trim_start();
            let (given, after) = self::value(behind);
            found.push((value, given));
            rest = after.trim_start_matches([',', ' ', '\t', '\n', '\r']);
        } else {
            if !value.is_empty() {
                let is_word = !rest.starts_with(['"', '\'', '`', '{']);
                let is_flag = is_word && value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'));
                found.push(if is_flag { (value, String::new()) } else { (String::new(), value) });
            }
            let skip = usize::from(after.len() == rest.len());
            rest = after.get(skip..).unwrap_or_default().trim_start_matches([',', ' ', '\t', '\n', '\r']);
        }
    }
    found
}

/// The value at the start of a text, unquoted, and the rest of the text.
fn value(text: &str) -> (String, &str) {
    let Some(first) = text.chars().next() else { return (String::new(), "") };
    match first {
        '"' | '\'' | '`' => {
            let inside = &text[1..];
            let end = inside.find(first).unwrap_or(inside.len());
            (inside[..end].to_owned(), inside.get(end + 1..).unwrap_or_default())
        }
        '{' => {
            let end = braces(text);
            (text[..end].to_owned(), &text[end..])
        }
        _ => {
            let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | ',' | '"' | '\'')).unwrap_or(text.len());
            (text[..end].to_owned(), &text[end..])
        }
    }
}

/// Where the braces at the start of a text end; strings inside are skipped.
pub(super) fn braces(text: &str) -> usize {
    let (mut depth, mut quote) = (0_usize, None);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) => quote = Some(open).filter(|open| *open != c),
            (None, '"' | '\'' | '`') => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return at + 1;
                }
            }
            _ => {}
        }
    }
    text.len()
}

/// The end of the tag whose name ends at byte `from`, after its `>`; strings and braces are skipped.
pub(super) fn tag_end(text: &str, from: usize) -> Option<usize> {
    let (mut at, mut quote) = (from, None);
    loop {
        let c = text.get(at..)?.chars().next()?;
        match (quote, c) {
            (Some(open), c) => quote = Some(open).filter(|open| *open != c),
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => {
                at += braces(&text[at..]);
                continue;
            }
            (None, '>') => return Some(at + 1),
            (None, '<') => return None,
            _ => {}
        }
        at += c.len_utf8();
    }
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a [(String, String)], names: &[&str]) -> Option<&'a str> {
    let found = attributes.iter().find(|(key, _)| names.iter().any(|name| key.eq_ignore_ascii_case(name)));
    found.map(|(_, value)| value.as_str())
}
