//! Problems of a handbook as editors show them: by file, at the protocol's positions, worded as by the command.

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Levels, Origin, Severity, Texts};
use crate::index::{Page, PageId};
use crate::link::{PageLinks, Tree, link};
use crate::parse::{ParsedPage, parse};
use crate::path::SourcePath;
use crate::texts::HandbookTexts;
use crate::workspace::Workspace;

use super::encoding::{Encoding, Lines};
use super::problem::{Problem, Problems, Remedy};
use super::state::State;

/// All problems of a workspace: its own and those that were found by rendering.
pub(super) fn all(workspace: &Workspace, rendered: &[Diagnostic], state: &State, encoding: Encoding) -> Problems {
    let mut diagnostics = workspace.diagnostics();
    diagnostics.extend_from_slice(rendered);
    let texts = HandbookTexts::new(workspace.texts(), &diagnostics);
    let levels = &state.site().config.checks;
    placed(diagnostics, levels, state, |origin| texts.text(origin).map(str::to_owned), encoding)
}

/// The problems of one page whose text is newer than the handbook, as far as the page itself shows them; those between pages are
/// the last known.
pub(super) fn of_page(state: &State, path: &SourcePath, text: &str, encoding: Encoding) -> Vec<Problem> {
    let (_, _, mut diagnostics) = read(state, path, text);
    let between = state.handbook.problems_between_pages();
    diagnostics.extend(between.filter(|problem| problem.origin.as_ref() == Some(&Origin::Source(path.clone()))).cloned());
    let own = |origin: &Origin| (*origin == Origin::Source(path.clone())).then(|| text.to_owned());
    let levels = &state.site().config.checks;
    placed(diagnostics, levels, state, own, encoding).remove(&state.file(path)).unwrap_or_default()
}

/// A text parsed as the page at `path`, where its links lead in the last known handbook, and the problems of both.
pub(super) fn read(state: &State, path: &SourcePath, text: &str) -> (ParsedPage, PageLinks, Vec<Diagnostic>) {
    let site = state.site();
    let checked = parse(path, text.as_bytes());
    let mut diagnostics = checked.diagnostics;
    let Some(id) = site.index.id_of(path).filter(|id| !site.index.page(*id).is_hidden) else {
        return (checked.value, PageLinks::default(), diagnostics);
    };
    let links = linked(state, id, &checked.value).take(&mut diagnostics);
    (checked.value, links, diagnostics)
}

/// Resolves the links of a page whose anchors may be new.
fn linked(state: &State, id: PageId, parsed: &ParsedPage) -> crate::diagnostic::Checked<PageLinks> {
    let site = state.site();
    let is_same = site.parsed(id).headings == parsed.headings && site.parsed(id).html_ids == parsed.html_ids;
    if is_same {
        return link(id, parsed, site.tree());
    }
    let mut pages: Vec<Page> = site.pages.clone();
    pages[id.position()].anchors = crate::index::Anchors::new(parsed).into();
    let index = site.index.with_anchors(&pages);
    link(id, parsed, Tree { index: &index, ..site.tree() })
}

fn placed(
    diagnostics: Vec<Diagnostic>,
    levels: &Levels,
    state: &State,
    text: impl Fn(&Origin) -> Option<String>,
    encoding: Encoding,
) -> Problems {
    let mut by_file: BTreeMap<Origin, Vec<(Severity, Diagnostic)>> = BTreeMap::new();
    for problem in diagnostics {
        if let (Some(origin), Some(severity)) = (&problem.origin, levels.severity(problem.code)) {
            by_file.entry(origin.clone()).or_default().push((severity, problem));
        }
    }
    let mut all = Problems::new();
    for (origin, problems) in by_file {
        let own = text(&origin).unwrap_or_default();
        let lines = Lines::new(&own, encoding);
        let related = |problem: &Diagnostic| -> Vec<_> {
            let places = problem.related.iter().map(|related| {
                let range = match related.span() {
                    Some(span) if related.origin == origin => lines.range(&span),
                    Some(span) => Lines::new(&text(&related.origin).unwrap_or_default(), encoding).range(&span),
                    None => ls_types::Range::default(),
                };
                (state.origin(&related.origin), range, related.label.clone())
            });
            places.collect()
        };
        let mut placed: Vec<Problem> = problems
            .into_iter()
            .map(|(severity, problem)| {
                let span = problem.span.clone().unwrap_or_default();
                let remedy = problem
                    .fix
                    .as_ref()
                    .zip(problem.fix_span())
                    .filter(|(fix, _)| matches!(fix.applicability, Applicability::Safe | Applicability::Unsafe));
                Problem {
                    code: problem.code,
                    severity,
                    range: lines.range(&span),
                    span,
                    related: related(&problem),
                    remedy: remedy.map(|(fix, span)| Remedy {
                        span,
                        text: fix.text.clone(),
                        is_safe: fix.applicability == Applicability::Safe,
                    }),
                    message: match problem.help {
                        Some(help) => format!("{}\nhelp: {help}", problem.message),
                        None => problem.message,
                    },
                    subject: problem.subject,
                }
            })
            .collect();
        placed.sort_by(|a, b| (a.span.start, a.code, &a.message).cmp(&(b.span.start, b.code, &b.message)));
        placed.dedup();
        all.insert(state.origin(&origin), placed);
    }
    all
}
