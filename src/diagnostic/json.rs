//! Problems as JSON Lines, for editors and scripts: one object per line, with every field always present.

use std::fmt::Write;

use serde::Serialize;

use super::visible::is_unseen_control;
use super::{Located, Severity};

/// One problem; the order of the fields is the order in which they are printed.
#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    message: &'a str,
    subject: Option<&'a str>,
    help: Option<&'a str>,
    suggestion: Option<&'a str>,
    applicability: Option<&'static str>,
    fix: Option<FixEntry<'a>>,
    related: Vec<RelatedEntry<'a>>,
}

/// What fixes a problem: the text, and the place of the bytes that it replaces.
#[derive(Serialize)]
struct FixEntry<'a> {
    text: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// Another place that is related to a problem.
#[derive(Serialize)]
struct RelatedEntry<'a> {
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
    label: &'a str,
}

/// The problems in their order, one object per line.
///
/// `file` is relative to the project folder; lines and columns count from 1, columns in Unicode scalar values, ends are exclusive;
/// absent values are `null`. `suggestion` is the fix's text if it replaces the problem's own span, and `fix` always gives the
/// place; `applicability` is `safe`, `unsafe` or `display-only`.
#[must_use]
pub fn render(problems: &[Located]) -> String {
    problems.iter().map(|problem| serialized(&entry(problem)) + "\n").collect()
}

fn entry(problem: &Located) -> Entry<'_> {
    let (start, end) = problem.range.unzip();
    let fix = problem.diagnostic.fix.as_ref();
    let related = problem.related.iter().zip(&problem.diagnostic.related).map(|(place, related)| {
        let (start, end) = place.range.unzip();
        RelatedEntry {
            file: &place.file,
            line: start.map(|start| start.line),
            column: start.map(|start| start.column),
            end_line: end.map(|end| end.line),
            end_column: end.map(|end| end.column),
            label: &related.label,
        }
    });
    Entry {
        code: problem.diagnostic.code.name(),
        severity: problem.severity.name(),
        file: problem.file.as_deref(),
        line: start.map(|start| start.line),
        column: start.map(|start| start.column),
        end_line: end.map(|end| end.line),
        end_column: end.map(|end| end.column),
        message: &problem.diagnostic.message,
        subject: problem.diagnostic.subject.as_deref(),
        help: problem.diagnostic.help.as_deref(),
        suggestion: problem.diagnostic.suggestion(),
        applicability: fix.map(|fix| fix.applicability.name()),
        fix: fix.zip(problem.fix_range).map(|(fix, (start, end))| FixEntry {
            text: &fix.text,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
        }),
        related: related.collect(),
    }
}

/// A value as compact JSON in which the characters that could control a terminal are escaped.
///
/// JSON requires this only for U+0000 to U+001F; the others can occur only inside strings, so escaping them afterwards is correct.
pub(super) fn serialized(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("structs of strings and numbers always serialise");
    if !json.contains(must_be_escaped) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if must_be_escaped(character) {
            write!(escaped, "\\u{:04x}", u32::from(character)).expect("a string takes everything written to it");
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn must_be_escaped(character: char) -> bool {
    character == '\u{7f}' || is_unseen_control(character)
}

impl Severity {
    /// `error`, `warning` or `note`, as most formats print it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}
