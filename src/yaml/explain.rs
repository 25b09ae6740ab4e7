//! Explains in plain words why the YAML parser gave up, at the bytes that must be changed.

use std::ops::Range;

use granit_parser::{ErrorKind, ScanError};

use super::{DEEPEST, Problem};

const QUOTES: &str = "put the value in quotes";

/// The context of the place where the parser gave up.
pub(super) struct Surroundings<'t> {
    pub(super) text: &'t str,
    /// The YAML's bytes in the text.
    pub(super) within: Range<usize>,
    /// Where the last good event ended.
    pub(super) last_end: usize,
    /// The innermost open bracket.
    pub(super) open_bracket: Option<usize>,
}

/// The value in quotes that keep all its characters: double ones, otherwise single ones, otherwise double ones with escapes.
#[must_use]
pub fn quoted(value: &str) -> String {
    let inner = unwrapped(value);
    let has_controls = inner.chars().any(char::is_control);
    if !has_controls && !inner.contains(['"', '\\']) {
        format!("\"{inner}\"")
    } else if !has_controls && !inner.contains('\'') {
        format!("'{inner}'")
    } else {
        let escape = |character: char| match character {
            '"' | '\\' => format!("\\{character}"),
            control if control.is_control() => format!("\\u{:04X}", u32::from(control)),
            other => other.to_string(),
        };
        format!("\"{}\"", inner.chars().map(escape).collect::<String>())
    }
}

/// `'don't'` was meant without its outer quotes, `"A" or "B"` with all of them.
fn unwrapped(value: &str) -> &str {
    for quote in ['\'', '"'] {
        let inner = value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
        if let Some(inner) = inner.filter(|inner| inner.matches(quote).count() % 2 == 1) {
            return inner;
        }
    }
    value
}

pub(super) fn too_deep(span: Range<usize>) -> Problem {
    Problem::new(
        span,
        format!("lists and maps are nested deeper than {DEEPEST} levels"),
        "flatten them; text in brackets needs quotes",
    )
}

/// The tab at `at`, with the spaces around it.
pub(super) fn tab(text: &str, at: usize) -> Problem {
    let is_blank = |character: char| character == ' ' || character == '\t';
    let start = text[..at].trim_end_matches(is_blank).len();
    let end = text.len() - text[at..].trim_start_matches(is_blank).len();
    let spaces = " ".repeat(2 * text[start..end].matches('\t').count());
    Problem::new(start..end, "a tab indents this line, but YAML allows only spaces", "indent with spaces").suggest(spaces)
}

/// There is a map or a list in the place of a key: mostly `{{ page.title }}`, which another generator would have replaced.
pub(super) fn odd_key(text: &str, start: usize) -> Problem {
    let line = line_at(text, start);
    if text[start..].starts_with('{') {
        let span = start..line.end.max(start);
        let suggestion = quoted(&text[span.clone()]);
        let message = "a value that begins with `{` is read as a map, and this one has no proper keys";
        return Problem::new(span, message, QUOTES).suggest(suggestion);
    }
    Problem::new(line, "a key must be plain text, not a list or a map", "write `key: value`")
}

/// The trimmed line around `at`, or the last non-empty one before it.
pub(super) fn line_at(text: &str, at: usize) -> Range<usize> {
    let is_break = |character: char| character == '\n' || character == '\r';
    let mut at = at;
    loop {
        let start = text[..at].rfind(is_break).map_or(0, |newline| newline + 1);
        let end = text[at..].find(is_break).map_or(text.len(), |newline| at + newline);
        let line = &text[start..end];
        let trimmed = line.trim();
        if !trimmed.is_empty() || start == 0 {
            let lead = line.len() - line.trim_start().len();
            return start + lead..start + lead + trimmed.len();
        }
        at = start - 1;
    }
}

/// The fault that the parser found at `at`.
pub(super) fn syntax(error: &ScanError, at: usize, around: &Surroundings<'_>) -> Problem {
    let text = around.text;
    let line = around.clamp(line_at(text, at));
    let indent = text[..line.start].rsplit(['\n', '\r']).next().unwrap_or_default();
    if let Some(tabs) = indent.find('\t').filter(|_| line.start > around.within.start) {
        return tab(text, line.start - indent.len() + tabs);
    }
    // A tab at the start of the line after a value is found while the value may still continue.
    if let (ErrorKind::TabInPlainScalar, Some(tabs)) = (error.kind(), text[at..around.within.end].find('\t')) {
        return tab(text, at + tabs);
    }
    let value = value_of(text, &line);
    let in_quotes = |message: String| match &value {
        Some(value) => Problem::new(value.clone(), message, QUOTES).suggest(quoted(&text[value.clone()])),
        None => Problem::new(line.clone(), message, QUOTES),
    };
    match error.kind() {
        ErrorKind::RecursionLimitExceeded => too_deep(at..around.next(at)),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::InvalidQuotedScalarIndent | ErrorKind::DocumentIndicatorInQuotedScalar => {
            around.open_quote(&line)
        }
        ErrorKind::UnclosedFlowCollection { .. } if around.open_bracket.is_none() => unclosed_bracket(text, at..around.next(at)),
        ErrorKind::MappingValueNotAllowed if value.as_ref().is_some_and(|value| value.contains(&at)) => {
            in_quotes("`: ` inside a value looks like the end of another key".to_owned())
        }
        ErrorKind::MappingValueNotAllowed if around.open_bracket.is_none() => Problem::new(
            line,
            "this key is indented deeper than the one before, which has a value already",
            "start the keys of one map in the same column",
        ),
        _ if around.open_bracket.is_some() => {
            let bracket = around.open_bracket.unwrap_or(at);
            unclosed_bracket(text, bracket..around.next(bracket))
        }
        ErrorKind::UnexpectedCharacter { character } if character.is_control() => {
            let message = format!("the control character U+{:04X} cannot stand here", u32::from(*character));
            let place = text[at..around.within.end].find(*character).map_or(at, |found| at + found);
            Problem::new(place..around.next(place), message, "delete the character").suggest("")
        }
        ErrorKind::UnexpectedCharacter { character } => in_quotes(format!("a value cannot begin with `{character}`")),
        ErrorKind::UnknownAnchor => {
            in_quotes("a value that begins with `*` is read as an alias, and its anchor is missing".to_owned())
        }
        ErrorKind::BlockSequenceEntryNotAllowed => in_quotes("a list cannot begin on its key's own line".to_owned()),
        ErrorKind::UnknownQuotedScalarEscape => {
            in_quotes("in double quotes a backslash begins an escape, and this is not one".to_owned())
        }
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => {
            in_quotes("something follows the closing quote".to_owned())
        }
        ErrorKind::ExpectedBlockMappingKey if value.is_some() => in_quotes("something follows the end of the value".to_owned()),
        ErrorKind::SimpleKeyExpected | ErrorKind::ExpectedBlockMappingKey | ErrorKind::ExpectedBlockSequenceEntry => {
            no_key(text, line)
        }
        _ if value.is_some() => in_quotes(format!("this value is not valid YAML: {}", plain(error))),
        _ => Problem::new(line, format!("this is not valid YAML: {}", plain(error)), "write `key: value` lines, indented alike"),
    }
}

fn plain(error: &ScanError) -> String {
    error.info().replace(['`', '\n'], "'")
}

fn unclosed_bracket(text: &str, span: Range<usize>) -> Problem {
    let message = format!("the bracket `{}` is not closed where it should be", &text[span.clone()]);
    Problem::new(span, message, "close it, with commas between the items; a value that is meant as text needs quotes")
}

fn no_key(text: &str, line: Range<usize>) -> Problem {
    let written = &text[line.clone()];
    let problem = Problem::new(
        line,
        "this line is not `key: value`",
        "write `key: value`; indent the line when it continues the one above",
    );
    match written.split_once(':') {
        Some((key, value)) if !key.is_empty() && !value.is_empty() && !value.starts_with(['/', ' ']) => {
            Problem { help: "put a space behind the colon".to_owned(), ..problem }.suggest(format!("{key}: {value}"))
        }
        _ => problem,
    }
}

/// The bytes after the first `: ` of a line (or its `- `), trimmed; `None` if there is nothing.
fn value_of(text: &str, line: &Range<usize>) -> Option<Range<usize>> {
    let written = &text[line.clone()];
    let mut from = 0;
    while let Some(rest) = written[from..].strip_prefix("- ") {
        from = written.len() - rest.trim_start().len();
    }
    if let Some(colon) = written[from..].find(": ") {
        from += colon + 2;
    } else if from == 0 {
        return None;
    }
    from += written[from..].len() - written[from..].trim_start().len();
    let value = &written[from..];
    let comment = if value.starts_with(['"', '\'']) { None } else { value.find(" #") };
    let end = from + value[..comment.unwrap_or(value.len())].trim_end().len();
    Some(line.start + from..line.start + end).filter(|value| !value.is_empty())
}

impl Surroundings<'_> {
    fn clamp(&self, span: Range<usize>) -> Range<usize> {
        let start = span.start.clamp(self.within.start, self.within.end);
        start..span.end.clamp(start, self.within.end)
    }

    /// The end of the character at `at`.
    fn next(&self, at: usize) -> usize {
        at + self.text[at..].chars().next().map_or(0, char::len_utf8)
    }

    /// The quote that opened after the last good event and was never closed.
    fn open_quote(&self, line: &Range<usize>) -> Problem {
        let found = self.text[self.last_end..self.within.end].find(['"', '\'']).map(|quote| self.last_end + quote);
        let span = found.map_or_else(|| line.clone(), |quote| quote..quote + 1);
        let help = "close it at the end of the value; an apostrophe inside single quotes is written twice";
        Problem::new(span, "the quote that opens here is not closed where it should be", help)
    }
}
