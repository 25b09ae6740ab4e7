//! Problems as rustc shows them: code and message, `file:line:column`, the line with carets, and the way out.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet};

use super::excerpt::{self, Excerpt};
use super::visible::{visible, visible_line};
use super::{Diagnostic, Located, Position, Severity, Texts};

/// The problems in their order, with ANSI styles, a blank line after each.
///
/// The caller removes the styles if the output is not a terminal; there are no other escape sequences or control characters in it.
#[must_use]
pub fn render(problems: &[Located], texts: &dyn Texts) -> String {
    // Excerpts are already cut to a width; the renderer's own margins would cut them again.
    let renderer = Renderer::styled().term_width(10 * excerpt::COLUMNS);
    let mut reports = String::new();
    for of_one_file in problems.chunk_by(|a, b| a.diagnostic.origin == b.diagnostic.origin) {
        let text = of_one_file[0].diagnostic.origin.as_ref().and_then(|origin| texts.text(origin));
        for problem in of_one_file {
            reports += &report(problem, texts, text, &renderer);
            reports += "\n\n";
        }
    }
    reports
}

fn report(problem: &Located, texts: &dyn Texts, text: Option<&str>, renderer: &Renderer) -> String {
    let diagnostic = &problem.diagnostic;
    let title = level(problem.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.code.name());
    let file = problem.file.as_deref();
    let span = problem.range.zip(diagnostic.span.clone());
    let mut report = placed(Group::with_title(title), file, span, text, advice(diagnostic), level(problem.severity), renderer);
    for (place, related) in problem.related.iter().zip(&diagnostic.related) {
        let title = Level::NOTE.secondary_title(visible(&related.label));
        let text = texts.text(&related.origin);
        let span = place.range.zip(related.span());
        report.push('\n');
        report += &placed(Group::with_title(title), Some(&place.file), span, text, Vec::new(), Level::NOTE, renderer);
    }
    report
}

/// A title with its place, the line with carets under its part of the span, and what to do about it.
fn placed<'a>(
    title: Group<'a>,
    file: Option<&'a str>,
    span: Option<((Position, Position), Range<usize>)>,
    text: Option<&str>,
    advice: Vec<Message<'a>>,
    level: Level<'a>,
    renderer: &Renderer,
) -> String {
    let (Some(file), Some(((start, _), span)), Some(text)) = (file, span, text) else {
        let place = file.map(|file| Origin::path(visible_line(file)));
        return renderer.render(&[title.elements(place).elements(advice)]);
    };
    // The renderer would count columns from where the excerpt was cut, and treats a snippet with its own place as a second file. So
    // head and excerpt are rendered separately.
    let place = Origin::path(visible_line(file)).line(start.line).char_column(start.column);
    let head = renderer.render(&[title.element(place)]);
    let (title, arrow) = head.rsplit_once('\n').unwrap_or(("", &head));
    let gutter = " ".repeat(start.line.to_string().len());
    let Excerpt { line, span } = Excerpt::around(text, span);
    let snippet = Snippet::source(line).line_start(start.line).annotation(AnnotationKind::Primary.span(span));
    let body = renderer.render(&[Group::with_level(level).element(snippet).elements(advice)]);
    format!("{title}\n{gutter}{arrow}\n{body}")
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// The way out: the help, and the suggestion if the help does not name it.
fn advice(diagnostic: &Diagnostic) -> Vec<Message<'_>> {
    let help = diagnostic.help.as_deref().map(visible);
    let suggestion = unspoken_suggestion(diagnostic).map(Cow::Owned);
    help.into_iter().chain(suggestion).map(|text| Level::HELP.message(text)).collect()
}

/// The suggestion in words, unless the help names it already.
fn unspoken_suggestion(diagnostic: &Diagnostic) -> Option<String> {
    let suggestion = diagnostic.suggestion()?;
    if suggestion.is_empty() {
        return diagnostic.help.is_none().then(|| "remove it".to_owned());
    }
    let is_spoken = diagnostic.help.as_deref().is_some_and(|help| help.contains(suggestion.trim()));
    (!is_spoken).then(|| format!("write `{}` instead", visible_line(suggestion)))
}
