//! Problems and the closing lines, in the format asked for.

use std::path::Path;

use anstyle::{AnsiColor, Style};

use super::clock::Clock;
use super::options::{Extent, Format, ReportOptions, Timings, Verbosity};
use super::prepare::Prepared;
use super::{Exit, stdio};
use crate::diagnostic::{
    Code, Diagnostic, Level, Levels, Located, Origin, Severity, Tally, Texts, digest, github, human, json, locate, sarif,
};
use crate::guide::{self, Page};
use crate::texts::HandbookTexts;

/// How the work ended, apart from the problems found.
pub(super) enum Ending {
    /// Everything was done, as this text says; there was nothing to write, or it was written.
    Done(String),
    /// The site should have been written and was not.
    NotWritten,
    /// The site could not be written, whatever the handbook contains.
    NotWritable,
}

/// What there is to report about a handbook, and the texts for excerpts.
pub(super) struct Findings<'p> {
    /// The handbook.
    pub(super) prepared: &'p Prepared,
    texts: HandbookTexts<'p>,
    /// The problems, located and in order.
    pub(super) problems: Vec<Located>,
}

impl<'p> Findings<'p> {
    /// All problems of a handbook.
    pub(super) fn new(prepared: &'p Prepared) -> Self {
        let texts = HandbookTexts::new(prepared.texts(), &prepared.diagnostics);
        let problems = locate(prepared.diagnostics.clone(), prepared.levels(), &texts);
        Self { prepared, texts, problems }
    }
}

/// Prints every problem, the times if asked for, and the closing lines; returns the exit code.
pub(super) fn conclude(findings: &Findings<'_>, ending: &Ending, clock: &Clock, options: ReportOptions) -> Exit {
    let Findings { prepared, texts, problems } = findings;
    print(problems, texts, &in_repository(prepared), options);
    if options.timings == Timings::Told || options.verbosity == Verbosity::Verbose {
        stdio::tell_block(clock.table());
    }
    close(ending, problems, prepared.levels(), options);
    let is_misconfigured =
        problems.iter().any(|problem| problem.severity == Severity::Error && problem.diagnostic.code == Code::Config);
    match ending {
        Ending::NotWritable => Exit::Unusable,
        _ if is_misconfigured => Exit::Unusable,
        _ if Tally::new(problems).errors > 0 => Exit::Faulty,
        _ => Exit::Clean,
    }
}

/// Prints the problem that stops a command from starting.
pub(super) fn refuse(problem: Diagnostic, options: ReportOptions) -> Exit {
    let problems = locate(vec![problem], &Levels::default(), &NoTexts);
    print(&problems, &NoTexts, "", options);
    Exit::Unusable
}

/// The project folder relative to the repository root, empty when they are the same.
pub(super) fn in_repository(prepared: &Prepared) -> String {
    let project = &prepared.project;
    let below = project.dir.strip_prefix(&project.repository_root).unwrap_or(Path::new(""));
    below.iter().map(|segment| segment.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// For problems of files that could not be read.
struct NoTexts;

impl Texts for NoTexts {
    fn display(&self, origin: &Origin) -> String {
        match origin {
            Origin::Source(path) => path.to_string(),
            Origin::Project(path) => path.to_string(),
        }
    }

    fn text(&self, _: &Origin) -> Option<&str> {
        None
    }
}

/// Prints the problems: for people on stderr, for machines on stdout.
fn print(problems: &[Located], texts: &dyn Texts, project: &str, options: ReportOptions) {
    match options.format {
        Format::Human if options.extent == Extent::All => stdio::tell_block(human::render(problems, texts)),
        Format::Human => stdio::tell_block(digest::render(problems, texts)),
        Format::Json => stdio::answer(json::render(problems)),
        Format::GitHub => stdio::answer(github::render(problems, project)),
        Format::Sarif => stdio::answer(sarif::render(problems, project)),
    }
}

/// Prints the closing lines: what was done if there are no errors, otherwise how many there are and how to continue.
///
/// Quiet runs have no closing lines, and neither do the formats for programs.
fn close(ending: &Ending, problems: &[Located], levels: &Levels, options: ReportOptions) {
    if options.verbosity == Verbosity::Quiet || matches!(options.format, Format::Json | Format::Sarif) {
        return;
    }
    let tally = Tally::new(problems);
    match ending {
        Ending::Done(done) if tally.errors == 0 => {
            let warnings =
                if tally.warnings == 0 { String::new() } else { format!(", with {}", counted(tally.warnings, "warning")) };
            let notes = match (tally.notes, tally.warnings) {
                (0, _) => String::new(),
                (notes, 0) => format!(", with {}", counted(notes, "note")),
                (notes, _) => format!(" and {}", counted(notes, "note")),
            };
            stdio::tell(format_args!("{GOOD}{done}{GOOD:#}{warnings}{notes}"));
            if let Some(problem) = problems.iter().min_by_key(|problem| problem.severity) {
                stdio::tell(format_args!("{}", more_on(problem.diagnostic.code, problems.len())));
            }
        }
        Ending::Done(_) => stdio::tell_block(failure(&tally, "", first_error(problems), levels)),
        Ending::NotWritten | Ending::NotWritable => {
            stdio::tell_block(failure(&tally, "; nothing was written", first_error(problems), levels));
        }
    }
}

/// Says after an answer that problems in the handbook may have kept pages out of it, unless `--quiet` is set.
pub(super) fn tell_of_problems(prepared: &Prepared, verbosity: Verbosity) {
    if prepared.has_errors() && verbosity != Verbosity::Quiet {
        let count = counted(prepared.diagnostics.len(), "problem");
        stdio::tell(format_args!("note: the handbook has {count}, which may hide pages; `journeybook check` lists them"));
    }
}

/// `3 pages`, `1 page`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

pub(super) const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const BAD: Style = AnsiColor::BrightRed.on_default().bold();
pub(super) const WAY_OUT: Style = AnsiColor::BrightCyan.on_default().bold();

fn first_error(problems: &[Located]) -> Option<Code> {
    problems.iter().find(|problem| problem.severity == Severity::Error).map(|problem| problem.diagnostic.code)
}

fn failure(tally: &Tally, consequence: &str, first: Option<Code>, levels: &Levels) -> String {
    let errors = counted(tally.errors, "error");
    let warnings = if tally.warnings == 0 { String::new() } else { format!(" and {}", counted(tally.warnings, "warning")) };
    let mut lines = vec![format!("{BAD}error{BAD:#}: found {errors}{warnings}{consequence}")];
    lines.extend(first.map(|code| more_on(code, tally.errors + tally.warnings + tally.notes)));
    lines.push(format!("{WAY_OUT}help{WAY_OUT:#}: {}", way_on(tally, levels)));
    lines.join("\n") + "\n"
}

/// Where the first of so many problems is explained.
fn more_on(code: Code, count: usize) -> String {
    let guide = guide::named(Page::DIAGNOSTICS, code.name());
    let which = if count == 1 { "it" } else { "the first" };
    format!("{WAY_OUT}help{WAY_OUT:#}: `journeybook explain {code}` tells what {which} means; guide: {guide}")
}

/// How to get a site in spite of the errors, as far as that is possible.
fn way_on(tally: &Tally, levels: &Levels) -> String {
    let denied = tally.adjustable.iter().copied().filter(|&code| levels.level(code) == Level::Deny);
    let (in_all, by_name): (Vec<Code>, Vec<Code>) = denied.partition(|code| code.is_in_all());
    let mut flags = Vec::new();
    if levels.is_strict() {
        flags.push("without `--strict`".to_owned());
    }
    if !in_all.is_empty() {
        flags.push("with `--warn all`".to_owned());
    }
    flags.extend(by_name.iter().map(|code| format!("with `--warn {code}`")));
    let fixed = counted(tally.fixed_errors, "error");
    if tally.adjustable.is_empty() {
        format!(
            "fix {}: no flag lets {} pass",
            if tally.errors == 1 { "it" } else { "them" },
            if tally.errors == 1 { "it" } else { "them" }
        )
    } else if tally.fixed_errors == 0 {
        format!("fix them, or build in spite of them {}", flags.join(" and "))
    } else {
        format!("{fixed} must be fixed; the others pass {}", flags.join(" and "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_ends_with_the_way_on() {
        let tally = |errors, fixed_errors, adjustable: &[Code]| Tally {
            errors,
            warnings: 0,
            notes: 0,
            fixed_errors,
            adjustable: adjustable.iter().copied().collect(),
        };
        let mut strict = Levels::default();
        strict.set_strict();
        let mut orphans = Levels::default();
        orphans.set(Code::OrphanPage, Level::Deny);
        for (tally, levels, expected) in [
            (tally(3, 0, &[Code::BrokenLink]), &Levels::default(), "fix them, or build in spite of them with `--warn all`"),
            (tally(1, 1, &[]), &Levels::default(), "fix it: no flag lets it pass"),
            (tally(3, 1, &[Code::BrokenLink]), &Levels::default(), "1 error must be fixed; the others pass with `--warn all`"),
            (tally(2, 0, &[Code::MissingAlt]), &strict, "fix them, or build in spite of them without `--strict`"),
            (
                tally(2, 0, &[Code::MissingAlt, Code::BrokenLink]),
                &strict,
                "fix them, or build in spite of them without `--strict` and with `--warn all`",
            ),
            (tally(1, 0, &[Code::OrphanPage]), &orphans, "fix them, or build in spite of them with `--warn orphan-page`"),
        ] {
            assert_eq!(way_on(&tally, levels), expected);
        }
    }
}
