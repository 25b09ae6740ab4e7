//! Problems as rustc shows them: code and message, `file:line:column`, the line with carets, and the way out.

use std::borrow::Cow;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Message, Origin, Renderer, Snippet};

use super::excerpt::{self, Excerpt};
use super::visible::{visible, visible_line};
use super::{Diagnostic, Located, Severity, Texts};

/// The problems in their order, with ANSI styles, a blank line after each.
///
/// Whoever prints it takes the styles out where nobody sees them; no other escape sequence or control character is in it.
#[must_use]
pub fn render(problems: &[Located], texts: &dyn Texts) -> String {
    // Excerpts are cut to a width already; the renderer's own margins would cut them once more.
    let renderer = Renderer::styled().term_width(10 * excerpt::COLUMNS);
    let mut reports = String::new();
    for of_one_file in problems.chunk_by(|a, b| a.diagnostic.origin == b.diagnostic.origin) {
        let text = of_one_file[0].diagnostic.origin.as_ref().and_then(|origin| texts.text(origin));
        for problem in of_one_file {
            reports += &report(problem, text, &renderer);
            reports += "\n\n";
        }
    }
    reports
}

fn report(problem: &Located, text: Option<&str>, renderer: &Renderer) -> String {
    let diagnostic = &problem.diagnostic;
    let title = level(problem.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.code.name());
    let Some((place, line, snippet)) = placed_snippet(problem, text) else {
        let place = problem.file.as_deref().map(|file| Origin::path(visible_line(file)));
        return renderer.render(&[title.elements(place).elements(advice(diagnostic))]);
    };
    // The renderer would count columns from where the excerpt was cut, and sets a snippet that follows a place of its own apart as a
    // second file's. So head and excerpt are rendered one after the other.
    let head = renderer.render(&[title.element(place)]);
    let (title, arrow) = head.rsplit_once('\n').unwrap_or(("", &head));
    let gutter = " ".repeat(line.to_string().len());
    let body = renderer.render(&[Group::with_level(level(problem.severity)).element(snippet).elements(advice(diagnostic))]);
    format!("{title}\n{gutter}{arrow}\n{body}")
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}

/// The place, its line, and that line with carets under what of the span is on it.
fn placed_snippet<'a>(problem: &'a Located, text: Option<&str>) -> Option<(Origin<'a>, usize, Snippet<'a, Annotation<'a>>)> {
    let (start, _) = problem.range?;
    let place = Origin::path(visible_line(problem.file.as_deref()?)).line(start.line).char_column(start.column);
    let Excerpt { line, span } = Excerpt::around(text?, problem.diagnostic.span.clone()?);
    let snippet = Snippet::source(line).line_start(start.line).annotation(AnnotationKind::Primary.span(span));
    Some((place, start.line, snippet))
}

/// The way out: the help, and the suggestion when the help does not name it.
fn advice(diagnostic: &Diagnostic) -> Vec<Message<'_>> {
    let help = diagnostic.help.as_deref().map(visible);
    let suggestion = unspoken_suggestion(diagnostic).map(Cow::Owned);
    help.into_iter().chain(suggestion).map(|text| Level::HELP.message(text)).collect()
}

/// The suggestion in words, unless the help names it already.
fn unspoken_suggestion(diagnostic: &Diagnostic) -> Option<String> {
    let suggestion = diagnostic.suggestion.as_deref()?;
    if suggestion.is_empty() {
        return diagnostic.help.is_none().then(|| "remove it".to_owned());
    }
    let is_spoken = diagnostic.help.as_deref().is_some_and(|help| help.contains(suggestion));
    (!is_spoken).then(|| format!("write `{}` instead", visible_line(suggestion)))
}
