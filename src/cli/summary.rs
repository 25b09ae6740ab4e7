//! `--summary FILE`: what a build did or a check found, as Markdown for the summary page of a workflow run.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use super::address::Workflow;
use super::prepare::Prepared;
use super::report::{Ending, Findings, in_repository};
use super::stdio;
use crate::diagnostic::{Code, Located, Severity, Tally, visible_line};
use crate::disk;
use crate::guide::{self, Page};
use crate::path::join;
use crate::render;

/// How many problems are listed with their places; the log has all of them.
const MOST_PROBLEMS: usize = 25;
/// How many codes are counted.
const MOST_CODES: usize = 20;

/// What a summary is of.
pub(super) enum Summed<'e> {
    /// A build, with its end.
    Build(&'e Ending),
    /// A check, which writes no site.
    Check,
}

/// Appends a summary to a file, which need not exist, and says so on stderr where that fails.
pub(super) fn write(file: &Path, findings: &Findings<'_>, summed: &Summed<'_>) {
    let places = Places { project: in_repository(findings.prepared), workflow: Workflow::of_environment() };
    let text = text(findings.prepared, &findings.problems, summed, &places);
    if let Err(reason) = disk::append(file, text.as_bytes()) {
        stdio::tell(format_args!("note: no summary was written to `{}`: {reason}", visible_line(&file.to_string_lossy())));
    }
}

fn text(prepared: &Prepared, problems: &[Located], summed: &Summed<'_>, places: &Places) -> String {
    let tally = Tally::new(problems);
    let mut text = "## Handbook\n\n| | |\n| --- | --- |\n".to_owned();
    if let Summed::Build(ending) = summed {
        let is_built = matches!(ending, Ending::Done(_)) && tally.errors == 0;
        let _ = writeln!(text, "| Site | {} |", if is_built { "built" } else { "not built" });
    }
    let mut row = |name: &str, count: usize| {
        let _ = writeln!(text, "| {name} | {count} |");
    };
    row("Pages", prepared.page_count());
    row("Links", prepared.handbook.link_count());
    row("Errors", tally.errors);
    row("Warnings", tally.warnings);
    if let Some(gaps) = render::gap_count(&prepared.handbook.site, &prepared.handbook.theme) {
        row("Gaps in needs by stage", gaps);
    }
    list(problems, places, &mut text);
    count_codes(problems, &mut text);
    text.push('\n');
    text
}

/// The first problems, errors before warnings before notes, each with a link to its line.
fn list(problems: &[Located], places: &Places, text: &mut String) {
    let of = |severity| problems.iter().filter(move |problem| problem.severity == severity);
    let mut listed = of(Severity::Error).chain(of(Severity::Warning)).chain(of(Severity::Note)).peekable();
    if listed.peek().is_none() {
        return;
    }
    text.push_str("\n| Place | Problem |\n| --- | --- |\n");
    for problem in listed.by_ref().take(MOST_PROBLEMS) {
        let message = cell(&problem.diagnostic.message);
        let _ = writeln!(text, "| {} | `{}` {message} |", places.of(problem), problem.diagnostic.code);
    }
    match listed.count() {
        0 => {}
        more => {
            let _ = writeln!(text, "\n{more} more are in the log.");
        }
    }
}

fn count_codes(problems: &[Located], text: &mut String) {
    let mut counts: BTreeMap<Code, usize> = BTreeMap::new();
    for problem in problems {
        *counts.entry(problem.diagnostic.code).or_default() += 1;
    }
    if counts.is_empty() {
        return;
    }
    let mut counts: Vec<(Code, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(code, count)| (std::cmp::Reverse(*count), *code));
    text.push_str("\n| Code | How many |\n| --- | --- |\n");
    for (code, count) in counts.into_iter().take(MOST_CODES) {
        let name = match guide::address(Page::DIAGNOSTICS, code.name()) {
            Some(address) => format!("[`{code}`]({address})"),
            None => format!("`{code}`"),
        };
        let _ = writeln!(text, "| {name} | {count} |");
    }
}

/// How places are named and linked to.
struct Places {
    /// The project folder from the repository root, empty when they are the same.
    project: String,
    workflow: Option<Workflow>,
}

impl Places {
    fn of(&self, problem: &Located) -> String {
        let Some(file) = &problem.file else { return "the handbook".to_owned() };
        let line = problem.range.map(|(start, _)| start.line);
        let name = cell(&line.map_or_else(|| file.clone(), |line| format!("{file}:{line}")));
        let whole = join(&self.project, file).unwrap_or_else(|_| file.clone());
        match self.workflow.as_ref().and_then(|workflow| workflow.line(&whole, line)) {
            Some(address) => format!("[`{name}`]({address})"),
            None => format!("`{name}`"),
        }
    }
}

/// Text for a table cell: on one line, with nothing that would end the cell.
fn cell(text: &str) -> String {
    visible_line(text).replace('|', "\\|").replace('<', "&lt;")
}
