//! `journeybook fix [DIR]`: applies every safe fix, and shows the changes.

use super::clock::Clock;
use super::options::{Dryness, FixOptions, Verbosity};
use super::prepare::prepare;
use super::report::counted;
use super::{Exit, editing, facts, report, stdio};
use crate::disk;
use crate::edit::{self, Changes};

pub(super) fn run(options: &FixOptions) -> Exit {
    let is_dry = options.dryness == Dryness::OnlyShown;
    let project = match disk::open(&options.handbook.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), options.report),
    };
    let lock_project = project.clone();
    let editing = match editing::begin(&lock_project, is_dry) {
        Ok(Some((editing, finished))) => {
            finished.iter().for_each(editing::tell_finished);
            Some(editing)
        }
        Ok(None) => None,
        Err(error) => return editing::refuse(&error, options.report),
    };
    let mut clock = Clock::start(options.report.verbosity);
    let prepared = prepare(project, &options.handbook, None, &mut clock);
    facts::tell(&prepared, options.report.verbosity);
    if let Some(exit) = editing::misconfigured(&prepared, options.report) {
        return exit;
    }
    let mut fixed = 0;
    let mut handbook = prepared.handbook.clone();
    for _ in 0..edit::MOST_ROUNDS {
        let edits = edit::safe_edits(&handbook);
        if edits.is_empty() {
            break;
        }
        fixed += edits.values().map(Vec::len).sum::<usize>();
        let sources = edit::edited(&handbook.site.sources, &edits);
        handbook = editing::with_texts(&prepared, &handbook, sources);
    }
    let files = edit::changes(&prepared.handbook.site.sources, &handbook.site.sources);
    let changes = Changes { files, shift: None };
    if let Some(editing) = editing.filter(|_| !changes.is_empty())
        && let Err(error) = editing.apply(&changes)
    {
        return editing::refuse(&error, options.report);
    }
    editing::show(&changes, str::to_owned);
    clock.ended("fix");
    clock.tell(options.report.verbosity);
    if options.report.verbosity != Verbosity::Quiet {
        let places = counted(fixed, "place");
        let files = counted(changes.files.len(), "file");
        let verb = if is_dry { "would fix" } else { "fixed" };
        let done = if changes.is_empty() {
            "nothing can be fixed without a decision".to_owned()
        } else {
            format!("{verb} {places} in {files}")
        };
        let left = match editing::problem_count(&handbook) {
            0 => String::new(),
            left => format!("; {} left, which `journeybook check` lists", counted(left, "problem")),
        };
        stdio::tell(format_args!("{done}{left}"));
    }
    Exit::Clean
}
