//! From byte spans to lines and columns, in the order people read: by file, then by position.

use std::collections::HashMap;
use std::ops::Range;

use super::{Diagnostic, Levels, Origin, Severity};

/// The source of the texts that spans point into. Sorted problems need each file's text once, so decoding it on demand costs
/// nothing extra.
pub trait Texts {
    /// The file's path relative to the project folder, as printed.
    fn display(&self, origin: &Origin) -> String;
    /// The file's decoded text, if available.
    fn text(&self, origin: &Origin) -> Option<&str>;
}

/// A line and a column, both from 1; the column counts Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line; `\n`, `\r\n` and a lone `\r` each end one.
    pub line: usize,
    /// The column in Unicode scalar values.
    pub column: usize,
}

/// A problem with its severity and its place in lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Located {
    /// The problem as its phase reported it.
    pub diagnostic: Diagnostic,
    /// Its severity at the effective levels.
    pub severity: Severity,
    /// The file relative to the project folder, if the problem is in one.
    pub file: Option<String>,
    /// Where the span starts and ends (exclusive), if there is one.
    pub range: Option<(Position, Position)>,
    /// Where the fix's span starts and ends, if there is a fix.
    pub fix_range: Option<(Position, Position)>,
    /// The related places, in the order of [`Diagnostic::related`].
    pub related: Vec<LocatedRelated>,
}

/// A related place in lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocatedRelated {
    /// The file relative to the project folder.
    pub file: String,
    /// Where the span starts and ends (exclusive), if there is one.
    pub range: Option<(Position, Position)>,
}

/// Gives each reported problem its severity and place, sorted by file, position, code and message, without duplicates.
///
/// Problems in no file come first, and those of a whole file before those at a place in it. Ends of spans beyond the text or inside
/// a character are moved back to the nearest boundary.
///
/// Costs one walk over each text, however many problems it has.
#[must_use]
pub fn locate(diagnostics: Vec<Diagnostic>, levels: &Levels, texts: &dyn Texts) -> Vec<Located> {
    let reported: Vec<(Severity, Diagnostic)> =
        diagnostics.into_iter().filter_map(|diagnostic| Some((levels.severity(diagnostic.code)?, diagnostic))).collect();
    let places = places(&reported, texts);
    let mut located: Vec<Located> = reported
        .into_iter()
        .map(|(severity, diagnostic)| {
            let file = diagnostic.origin.as_ref().and_then(|origin| places.get(origin));
            let related = diagnostic.related.iter().map(|related| LocatedRelated {
                file: places[&related.origin].file.clone(),
                range: related.span().and_then(|span| places[&related.origin].range(&span)),
            });
            Located {
                severity,
                range: file.zip(diagnostic.span.as_ref()).and_then(|(file, span)| file.range(span)),
                fix_range: file.zip(diagnostic.fix_span()).and_then(|(file, span)| file.range(&span)),
                related: related.collect(),
                file: file.map(|file| file.file.clone()),
                diagnostic,
            }
        })
        .collect();
    located.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
    located.dedup();
    located
}

/// A file that problems point into.
struct File {
    /// Its path relative to the project folder.
    file: String,
    /// The offsets that spans start and end at with their positions, sorted; `None` without a text.
    positions: Option<Vec<(usize, Position)>>,
}

impl File {
    /// The positions of a span that was among those requested when the file was read.
    fn range(&self, span: &Range<usize>) -> Option<(Position, Position)> {
        let positions = self.positions.as_ref()?;
        let position_of = |offset| positions[positions.partition_point(|&(other, _)| other < offset)].1;
        Some((position_of(span.start), position_of(span.end.max(span.start))))
    }
}

/// The files of the problems and of their related places, each with all requested positions.
fn places(reported: &[(Severity, Diagnostic)], texts: &dyn Texts) -> HashMap<Origin, File> {
    let mut spans: HashMap<&Origin, Vec<Range<usize>>> = HashMap::new();
    for (_, diagnostic) in reported {
        if let Some(origin) = &diagnostic.origin {
            spans.entry(origin).or_default().extend(diagnostic.span.clone().into_iter().chain(diagnostic.fix_span()));
        }
        for related in &diagnostic.related {
            spans.entry(&related.origin).or_default().extend(related.span());
        }
    }
    let read = |(origin, spans): (&Origin, Vec<Range<usize>>)| {
        let positions = texts.text(origin).map(|text| positions(text, spans.iter()));
        (origin.clone(), File { file: texts.display(origin), positions })
    };
    spans.into_iter().map(read).collect()
}

/// Everything that distinguishes two problems, in reading order, so that equal problems are neighbours.
fn sort_key(located: &Located) -> impl Ord + '_ {
    let Diagnostic { code, origin, span, message, subject, help, fix, related } = &located.diagnostic;
    let (start, end) = (span.as_ref().map(|span| span.start), span.as_ref().map(|span| span.end));
    ((&located.file, start, code, message), (end, subject, help, fix, related, origin))
}

/// Every offset at which a span starts or ends, with its position, sorted; found in one walk.
fn positions<'a>(text: &str, spans: impl Iterator<Item = &'a Range<usize>>) -> Vec<(usize, Position)> {
    let mut offsets: Vec<usize> = spans.flat_map(|span| [span.start, span.end.max(span.start)]).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let mut walk = Walk { text, offset: 0, line: 1, column: 1 };
    offsets.into_iter().map(|offset| (offset, walk.advance_to(offset))).collect()
}

/// A walk over a text that only goes forward.
struct Walk<'a> {
    text: &'a str,
    offset: usize,
    line: usize,
    column: usize,
}

impl Walk<'_> {
    /// Walks up to the character that contains `target`, and returns where that begins.
    fn advance_to(&mut self, target: usize) -> Position {
        while let Some(character) = self.text[self.offset..].chars().next() {
            let next = self.offset + character.len_utf8();
            if next > target {
                break;
            }
            let ends_line = character == '\n' || (character == '\r' && self.text.as_bytes().get(next) != Some(&b'\n'));
            (self.line, self.column) = if ends_line { (self.line + 1, 1) } else { (self.line, self.column + 1) };
            self.offset = next;
        }
        Position { line: self.line, column: self.column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Level};
    use crate::path::SourcePath;

    /// One text for every page; project files have none.
    struct OneText(String);

    impl Texts for OneText {
        fn display(&self, origin: &Origin) -> String {
            match origin {
                Origin::Source(path) => format!("content/{path}"),
                Origin::Project(path) => path.to_string(),
            }
        }

        fn text(&self, origin: &Origin) -> Option<&str> {
            matches!(origin, Origin::Source(_)).then_some(&self.0)
        }
    }

    fn problem(file: &str, span: Range<usize>, message: &str) -> Diagnostic {
        Diagnostic::new(Code::BrokenLink, message).in_source(&SourcePath::from(file)).at(span)
    }

    #[test]
    fn positions_count_scalar_values_and_every_line_end() {
        for (text, offset, line, column) in [
            ("abc", 0, 1, 1),
            ("abc", 3, 1, 4),
            ("abc", 99, 1, 4),
            ("a\nb", 2, 2, 1),
            ("a\r\nb", 3, 2, 1),
            ("a\r\nb", 2, 1, 3),
            ("a\rb", 2, 2, 1),
            ("a\r\r\nb", 4, 3, 1),
            ("a\n", 2, 2, 1),
            ("é\u{2028}x", 5, 1, 3),
            ("日本x", 6, 1, 3),
            ("日本x", 4, 1, 2),
            ("👩\u{200d}💻x", 11, 1, 4),
            ("", 0, 1, 1),
        ] {
            let located = locate(vec![problem("a.md", offset..offset, "m")], &Levels::default(), &OneText(text.to_owned()));
            let at = Position { line, column };
            assert_eq!(located[0].range, Some((at, at)), "{text:?} at {offset}");
        }
    }

    #[test]
    fn sorted_by_file_position_code_and_message_each_once() {
        let text = OneText("one\ntwo\nthree".to_owned());
        let whole_file = Diagnostic::new(Code::EmptyPage, "whole").in_source(&SourcePath::from("b.md"));
        let nowhere = Diagnostic::new(Code::Io, "nowhere");
        let mut warning = problem("a.md", 0..3, "a");
        warning.code = Code::MissingAlt;
        let diagnostics = vec![
            problem("b.md", 4..7, "second line"),
            whole_file,
            problem("b.md", 0..3, "z"),
            problem("b.md", 0..3, "y"),
            problem("b.md", 0..3, "z"),
            warning,
            problem("a.md", 0..3, "z"),
            nowhere,
        ];
        let located = locate(diagnostics, &Levels::default(), &text);
        let order: Vec<&str> = located.iter().map(|l| l.diagnostic.message.as_str()).collect();
        assert_eq!(order, ["nowhere", "z", "a", "whole", "y", "z", "second line"]);
        assert_eq!(located[0].file, None);
        assert_eq!(located[1].file.as_deref(), Some("content/a.md"));
    }

    #[test]
    fn levels_decide_what_is_reported() {
        let mut levels = Levels::default();
        levels.set(Code::BrokenLink, Level::Allow);
        let text = OneText(String::new());
        assert_eq!(locate(vec![problem("a.md", 0..0, "m")], &levels, &text), []);
        levels.set(Code::BrokenLink, Level::Warn);
        assert_eq!(locate(vec![problem("a.md", 0..0, "m")], &levels, &text)[0].severity, Severity::Warning);
        levels.set_strict();
        assert_eq!(locate(vec![problem("a.md", 0..0, "m")], &levels, &text)[0].severity, Severity::Error);
    }

    #[test]
    fn a_file_without_text_has_no_range() {
        let problem = Diagnostic::new(Code::Config, "m").in_project("handbook.yaml").at(3..4);
        let located = locate(vec![problem], &Levels::default(), &OneText(String::new()));
        assert_eq!((located[0].file.as_deref(), located[0].range), (Some("handbook.yaml"), None));
    }

    #[test]
    fn a_long_line_with_very_many_problems_is_walked_once() {
        let text = "日[a](b)".repeat(190_000);
        let problems = (0..190_000).map(|n| problem("a.md", n * 9 + 7..n * 9 + 8, "m")).collect();
        let located = locate(problems, &Levels::default(), &OneText(text));
        assert_eq!(located.len(), 190_000);
        let end = located[189_999].range.map(|(_, end)| end);
        assert_eq!(end, Some(Position { line: 1, column: 189_999 * 7 + 7 }));
    }
}
