//! Problems as GitHub Actions annotations (workflow commands), which a pull request shows on the lines concerned.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::visible::visible;
use super::{Located, Severity, from_repository_root};

/// The problems in their order, each a workflow command on a line of its own.
///
/// `project` is the project folder relative to the repository root, empty when they are the same: GitHub's paths start there. Its
/// columns are inclusive, and only allowed where a span ends on the line on which it begins.
#[must_use]
pub fn render(problems: &[Located], project: &str) -> String {
    problems.iter().map(|problem| command(problem, project) + "\n").collect()
}

fn command(problem: &Located, project: &str) -> String {
    let name = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let mut properties = Vec::new();
    if let Some(file) = &problem.file {
        properties.push(format!("file={}", escaped_property(&from_repository_root(project, file))));
    }
    if let Some((start, end)) = problem.range {
        properties.push(format!("line={}", start.line));
        if start.line == end.line {
            properties.push(format!("col={}", start.column));
        }
        properties.push(format!("endLine={}", end.line));
        if start.line == end.line {
            properties.push(format!("endColumn={}", (end.column - 1).max(start.column)));
        }
    }
    properties.push(format!("title={}", problem.diagnostic.code));
    // After ten annotations of a kind, GitHub shows only the message, in the log, so the message includes the place.
    let place = match (&problem.file, problem.range) {
        (Some(file), Some((start, _))) => format!("{file}:{}:{}: ", start.line, start.column),
        (Some(file), None) => format!("{file}: "),
        (None, _) => String::new(),
    };
    let mut message = place + &problem.diagnostic.message;
    if let Some(help) = &problem.diagnostic.help {
        message.push_str("\nhelp: ");
        message.push_str(help);
    }
    for (place, related) in problem.related.iter().zip(&problem.diagnostic.related) {
        let line = place.range.map(|(start, _)| format!(":{}", start.line)).unwrap_or_default();
        let file = from_repository_root(project, &place.file);
        let _ = write!(message, "\n{file}{line}: {}", related.label);
    }
    format!("::{name} {}::{}", properties.join(","), escaped_message(&message))
}

/// What GitHub's toolkit escapes in a message; a bare line feed would end the command, and the next line could be one of its own.
fn escaped_message(text: &str) -> String {
    visible(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")).into_owned()
}

/// What it also escapes in a property.
fn escaped_property(text: &str) -> Cow<'_, str> {
    Cow::Owned(escaped_message(text).replace(':', "%3A").replace(',', "%2C"))
}
