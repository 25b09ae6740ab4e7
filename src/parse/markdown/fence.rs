//! What the words behind a fence say of the code: its language, and how it is to be shown.
//!
//! There is no standard, so the common forms of all are read: `rust title="src/main.rs" {1,3-5}`, `{ .python hl_lines="2" }`,
//! `js:x.js`, `js{1}`, `js [x.js]`, `rust,ignore`.

use std::ops::RangeInclusive;

/// The words behind a fence.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fence<'i> {
    /// The language; empty where none is named.
    pub language: &'i str,
    /// What the code is called, such as its file.
    pub title: Option<&'i str>,
    /// The lines that are marked, counted from 1.
    pub marked: Vec<RangeInclusive<usize>>,
    /// The number of the first line, where lines are numbered.
    pub first_number: Option<usize>,
    /// Whether long lines wrap.
    pub wraps: bool,
    /// Settings that say nothing here, such as `theme=dark`.
    pub unknown: Vec<&'i str>,
}

impl<'i> Fence<'i> {
    /// Reads the words behind a fence.
    #[must_use]
    pub fn parse(info: &'i str) -> Self {
        let mut fence = Self::default();
        let mut rest = info;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '}'));
            let Some(first) = rest.chars().next() else { return fence };
            if let Some(inside) = rest.strip_prefix('{') {
                rest = inside;
                if let Some((lines, behind)) = inside.split_once('}').filter(|(inside, _)| is_lines(inside)) {
                    fence.marked.extend(lines_of(lines));
                    rest = behind;
                }
            } else if let Some((title, behind)) = rest.strip_prefix('[').and_then(|inside| inside.split_once(']')) {
                fence.title = fence.title.or(Some(title.trim()).filter(|title| !title.is_empty()));
                rest = behind;
            } else {
                let end = word_end(rest).max(first.len_utf8());
                let (word, behind) = rest.split_at(end);
                fence.take(word);
                rest = behind;
            }
        }
    }

    fn take(&mut self, word: &'i str) {
        match word.split_once('=') {
            Some((key, value)) => self.set(key, value, word),
            None if self.language.is_empty() => self.name(word.trim_start_matches('.')),
            None => self.flag(word.trim_start_matches(['.', '#'])),
        }
    }

    /// A language, with the file's name behind a colon.
    fn name(&mut self, word: &'i str) {
        let (language, behind) = word.split_once(':').unwrap_or((word, ""));
        if self.is_flag(language) {
            return;
        }
        self.language = language;
        if behind.contains(['.', '/']) {
            self.title = Some(behind);
        } else {
            self.flag(behind);
        }
    }

    fn flag(&mut self, word: &str) {
        let _ = self.is_flag(word.trim_start_matches(':'));
    }

    /// Whether a word alone asks for something.
    fn is_flag(&mut self, word: &str) -> bool {
        let name: String = word.chars().filter(char::is_ascii_alphabetic).collect();
        match &*name.to_ascii_lowercase() {
            "linenos" | "linenums" | "linenumbers" | "showlinenumbers" | "numberlines" => {
                self.first_number = self.first_number.or(Some(1));
            }
            "wrap" => self.wraps = true,
            _ => return false,
        }
        true
    }

    fn set(&mut self, key: &str, value: &'i str, word: &'i str) {
        let value = value.trim_matches(['"', '\'', '[', ']', '{', '}']).trim();
        match &*key.trim_start_matches([':', '.']).to_ascii_lowercase() {
            "title" | "filename" | "file" | "name" | "caption" | "header" => {
                self.title = Some(value).filter(|title| !title.is_empty());
            }
            "hl_lines" | "hl" | "highlight" | "mark" | "lines" | "emphasize-lines" => self.marked.extend(lines_of(value)),
            "linenums" | "linenostart" | "startline" | "startfrom" | "start" | "lineno-start" | "showlinenumbers" => {
                self.first_number = value.parse().ok().or(Some(1));
            }
            "linenos" | "linenumbers" | "line-numbers" if value != "false" => self.first_number = self.first_number.or(Some(1)),
            "wrap" => self.wraps = value != "false",
            "linenos" | "linenumbers" | "line-numbers" | "lang" | "language" | "id" | "edition" => {}
            _ => self.unknown.push(word),
        }
    }
}

/// Where a word ends: at white space, a comma or a brace outside quotes and brackets.
fn word_end(text: &str) -> usize {
    let (mut quote, mut depth, mut has_value) = (None, 0_usize, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') if has_value => quote = Some(c),
            (None, '[' | '{') if has_value => depth += 1,
            (None, ']' | '}') if depth > 0 => depth -= 1,
            (None, '=') => has_value = true,
            (None, c) if depth == 0 && (c.is_whitespace() || matches!(c, ',' | ';' | '{' | '}')) => return at,
            _ => {}
        }
    }
    text.len()
}

fn is_lines(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'-' | b' '))
}

/// `1,3-5`, `1 3-5`, `2,"4-6"`.
fn lines_of(text: &str) -> impl Iterator<Item = RangeInclusive<usize>> {
    text.split([',', ' ']).filter_map(|part| {
        let part = part.trim_matches(['"', '\'', ' ']);
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some(first.parse().ok()?..=last.parse().ok()?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(info: &str) -> String {
        let Fence { language, title, marked, first_number, wraps, unknown } = Fence::parse(info);
        format!("{language}|{}|{marked:?}|{}|{wraps}|{unknown:?}", title.unwrap_or("-"), first_number.unwrap_or(0))
    }

    #[test]
    fn the_forms_of_all_are_read() {
        for (info, expected) in [
            ("rust", "rust|-|[]|0|false|[]"),
            ("", "|-|[]|0|false|[]"),
            ("rust,ignore", "rust|-|[]|0|false|[]"),
            ("js {1,3-5}", "js|-|[1..=1, 3..=5]|0|false|[]"),
            ("python{1}", "python|-|[1..=1]|0|false|[]"),
            ("{ .python }", "python|-|[]|0|false|[]"),
            ("{ .py title=\"x y.py\" hl_lines=\"2 4-5\" }", "py|x y.py|[2..=2, 4..=5]|0|false|[]"),
            ("js:src/x.js", "js|src/x.js|[]|0|false|[]"),
            ("ts:line-numbers {1}", "ts|-|[1..=1]|1|false|[]"),
            ("js [x.js]", "js|x.js|[]|0|false|[]"),
            ("rust title=a.rs showLineNumbers wrap", "rust|a.rs|[]|1|true|[]"),
            ("go {hl_lines=[2,\"4-6\"],linenostart=199}", "go|-|[2..=2, 4..=6]|199|false|[]"),
            ("go theme=dark", "go|-|[]|0|false|[\"theme=dark\"]"),
            ("c++ title='a", "c++|a|[]|0|false|[]"),
            ("{{{", "|-|[]|0|false|[]"),
        ] {
            assert_eq!(shown(info), expected, "{info}");
        }
    }
}
