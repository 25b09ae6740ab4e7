//! Conflict markers that a merge left behind.

use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;

/// The beginnings of the three lines that Git puts around two versions, in order; the middle one is the whole line.
const OURS: &str = "<<<<<<< ";
const BETWEEN: &str = "=======";
const THEIRS: &str = ">>>>>>> ";

/// Reports each conflict of a page at its first line. All three lines must be present, and the first must be outside the code
/// blocks in the body's `events`, where examples of conflicts are.
pub(in crate::parse) fn markers(path: &SourcePath, text: &str, events: &[(Event<'_>, Range<usize>)]) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    if !text.contains(OURS) {
        return faults;
    }
    let is_code = |event: &Event<'_>| matches!(event, Event::Start(Tag::CodeBlock(_)));
    let code: Vec<Range<usize>> = events.iter().filter(|(event, _)| is_code(event)).map(|(_, range)| range.clone()).collect();
    let mut open: Option<(Range<usize>, bool)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_end();
        if line.starts_with(OURS) && !is_within(&code, at) {
            open = Some((at..at + written.len(), false));
        } else if written == BETWEEN {
            open = open.map(|(start, _)| (start, true));
        } else if line.starts_with(THEIRS)
            && let Some((start, true)) = open.take()
        {
            let subject = &text[start.clone()];
            faults.push(
                Diagnostic::new(Code::ConflictMarker, "a merge left its conflict markers here")
                    .in_source(path)
                    .at(start)
                    .subject(subject)
                    .help("keep what is right of both versions, and delete the lines of `<`, `=` and `>`"),
            );
        }
        at += line.len();
    }
    faults
}

fn is_within(code: &[Range<usize>], at: usize) -> bool {
    let next = code.partition_point(|block| block.end <= at);
    code.get(next).is_some_and(|block| block.start < at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conflicts_are_told_once_each_and_examples_are_not() {
        let conflict = "<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n";
        for (text, expected) in [
            (conflict.to_owned(), vec![1]),
            (format!("# A\n\n{conflict}\nText.\n\n{conflict}"), vec![3, 11]),
            (conflict.replace('\n', "\r\n"), vec![1]),
            (format!("---\n{conflict}---\n"), vec![2]),
            (format!("```text\n{conflict}```\n"), vec![]),
            ("<<<<<<< HEAD\n\nA heading\n=======\n".to_owned(), vec![]),
            ("A heading\n=======\n\n>>>>>>> deep quote\n".to_owned(), vec![]),
        ] {
            let found = crate::parse::parse(&"a.md".into(), text.as_bytes()).diagnostics;
            let lines = found.iter().filter(|problem| problem.code == Code::ConflictMarker);
            let lines: Vec<usize> =
                lines.filter_map(|problem| Some(text[..problem.span.clone()?.start].matches('\n').count() + 1)).collect();
            assert_eq!(lines, expected, "{text}");
        }
    }
}
