//! What an info string says about the code: its language, and how to show it.
//!
//! There is no standard, so all common forms are accepted: `rust title="src/main.rs" {1,3-5}`, `{ .python hl_lines="2" }`,
//! `js:x.js`, `js{1}`, `js [x.js]`, `rust,ignore`, `diff lang="js"`, `js ins={2} del={3}`.

use super::LineSet;

/// Words after a language that do not affect how the code looks: those of rustdoc, mdBook and tests of examples.
const HARMLESS: [&str; 13] = [
    "fails",
    "output",
    "ignore",
    "no_run",
    "should_panic",
    "compile_fail",
    "standalone",
    "test_harness",
    "editable",
    "runnable",
    "noplayground",
    "noplaypen",
    "copy",
];

/// An info string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fence<'i> {
    /// The language; may be empty.
    pub language: &'i str,
    /// The title of the code, such as its file.
    pub title: Option<&'i str>,
    /// The lines that are marked, counted from 1.
    pub marked: LineSet,
    /// The lines that are new.
    pub inserted: LineSet,
    /// The removed lines.
    pub deleted: LineSet,
    /// The language of the code in a `diff`.
    pub changed: Option<&'i str>,
    /// The number of the first line, if lines are numbered.
    pub first_number: Option<usize>,
    /// Whether long lines wrap.
    pub wraps: bool,
    /// The file that the code is from, with the lines or the region of it: `examples/start.py#L3-20`.
    pub source: Option<&'i str>,
    /// What a team's own checks are to run.
    pub run: Option<&'i str>,
    /// Words and settings without a meaning here, such as `live` and `theme=dark`.
    pub unknown: Vec<&'i str>,
}

impl<'i> Fence<'i> {
    /// Parses an info string.
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
                    fence.marked.add(lines);
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
            None => self.flag(word),
        }
    }

    /// A language, with the file's name after a colon.
    fn name(&mut self, word: &'i str) {
        let (language, behind) = word.split_once(':').unwrap_or((word, ""));
        if self.is_flag(language) {
            return;
        }
        self.language = language;
        if let Some(changed) = language.strip_prefix("diff-").filter(|changed| !changed.is_empty()) {
            (self.language, self.changed) = ("diff", Some(changed));
        }
        if behind.contains(['.', '/']) {
            self.title = Some(behind);
        } else if !behind.is_empty() {
            self.flag(behind);
        }
    }

    fn flag(&mut self, word: &'i str) {
        let name = word.trim_start_matches([':', '.']);
        let is_harmless = HARMLESS.contains(&name) || name.starts_with("edition20") || is_error_code(name);
        if !name.is_empty() && !is_harmless && !self.is_flag(name) {
            self.unknown.push(word);
        }
    }

    /// Whether a word alone is a setting.
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
            "title" | "filename" | "name" | "caption" | "header" => {
                self.title = Some(value).filter(|title| !title.is_empty());
            }
            "file" => {
                self.source = Some(value).filter(|source| !source.is_empty());
                let path = value.split('#').next().filter(|path| !path.is_empty());
                self.title = self.title.or(path);
            }
            "run" => self.run = Some(value).filter(|run| !run.is_empty()),
            "hl_lines" | "hl" | "highlight" | "mark" | "lines" | "emphasize-lines" => self.marked.add(value),
            "ins" | "add" => self.inserted.add(value),
            "del" | "rm" => self.deleted.add(value),
            "lang" | "language" if self.language == "diff" => self.changed = Some(value),
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

/// Whether a word is the code of a Rust compiler error that an example should cause: `E0277`.
fn is_error_code(word: &str) -> bool {
    word.strip_prefix('E').is_some_and(|number| number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(info: &str) -> String {
        let Fence { language, title, marked, inserted, deleted, changed, first_number, wraps, source, run, unknown } =
            Fence::parse(info);
        let lines: String = (1..=9)
            .map(|line| match (marked.contains(line), inserted.contains(line), deleted.contains(line)) {
                (true, ..) => '*',
                (_, true, _) => '+',
                (.., true) => '-',
                _ => '.',
            })
            .collect();
        let (title, changed) = (title.unwrap_or("-"), changed.unwrap_or("-"));
        let from = source.map(|source| format!("<{source}")).into_iter().chain(run.map(|run| format!("!{run}")));
        let (from, lines) = (from.collect::<String>(), lines.trim_end_matches('.'));
        format!("{language}|{title}|{lines}|{changed}|{}|{wraps}|{unknown:?}{from}", first_number.unwrap_or(0))
    }

    #[test]
    fn the_forms_of_all_are_read() {
        for (info, expected) in [
            ("rust", "rust|-||-|0|false|[]"),
            ("", "|-||-|0|false|[]"),
            ("rust,ignore,edition2021,E0277", "rust|-||-|0|false|[]"),
            ("js {1,3-5}", "js|-|*.***|-|0|false|[]"),
            ("python{1}", "python|-|*|-|0|false|[]"),
            ("{ .python }", "python|-||-|0|false|[]"),
            ("{ .py title=\"x y.py\" hl_lines=\"2 4-5\" }", "py|x y.py|.*.**|-|0|false|[]"),
            ("js:src/x.js", "js|src/x.js||-|0|false|[]"),
            ("ts:line-numbers {1}", "ts|-|*|-|1|false|[]"),
            ("js [x.js]", "js|x.js||-|0|false|[]"),
            ("rust title=a.rs showLineNumbers wrap", "rust|a.rs||-|1|true|[]"),
            ("go {hl_lines=[2,\"4-6\"],linenostart=199}", "go|-|.*.***|-|199|false|[]"),
            ("go theme=dark", "go|-||-|0|false|[\"theme=dark\"]"),
            ("js live {2}", "js|-|.*|-|0|false|[\"live\"]"),
            ("{.py .annotate #x}", "py|-||-|0|false|[\".annotate\", \"#x\"]"),
            ("js ins={2,4} del={3}", "js|-|.+-+|-|0|false|[]"),
            ("diff lang=\"js\"", "diff|-||js|0|false|[]"),
            ("diff-rust", "diff|-||rust|0|false|[]"),
            ("py file=a/b.py#L3-20", "py|a/b.py||-|0|false|[]<a/b.py#L3-20"),
            ("py file=\"a b.py#keys\" title=Keys run=\"python a.py\"", "py|Keys||-|0|false|[]<a b.py#keys!python a.py"),
            ("c++ title='a", "c++|a||-|0|false|[]"),
            ("{{{", "|-||-|0|false|[]"),
        ] {
            assert_eq!(shown(info), expected, "{info}");
        }
    }
}
