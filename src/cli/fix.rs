//! `journeybook fix [DIR]`: puts every certain suggestion in place, and shows what that changes.

use super::clock::Clock;
use super::options::{Dryness, FixOptions, Verbosity};
use super::prepare::prepare;
use super::report::counted;
use super::{Exit, mending, report, stdio};
use crate::disk;
use crate::mend::{self, Changes};

/// How often repairs are looked for again. Each round mends what the one before has laid open, such as the anchor behind a path.
const MOST_ROUNDS: usize = 8;

pub(super) fn run(options: &FixOptions) -> Exit {
    let is_dry = options.dryness == Dryness::OnlyShown;
    let project = match disk::open(&options.handbook.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), options.report),
    };
    let lock_project = project.clone();
    let mending = match mending::begin(&lock_project, is_dry) {
        Ok(Some((mending, finished))) => {
            finished.iter().for_each(mending::tell_finished);
            Some(mending)
        }
        Ok(None) => None,
        Err(error) => return mending::refuse(&error, options.report),
    };
    let prepared = prepare(project, &options.handbook, None, &mut Clock::start());
    if let Some(exit) = mending::misconfigured(&prepared, options.report) {
        return exit;
    }
    let mut mended = 0;
    let mut handbook = prepared.handbook.clone();
    for _ in 0..MOST_ROUNDS {
        let edits = mend::certain_edits(&handbook);
        if edits.is_empty() {
            break;
        }
        mended += edits.values().map(Vec::len).sum::<usize>();
        let sources = mend::edited(&handbook.site.sources, &edits);
        handbook = mending::with_texts(&prepared, &handbook, sources);
    }
    let files = mend::changes(&prepared.handbook.site.sources, &handbook.site.sources);
    let changes = Changes { files, shift: None };
    if let Some(mending) = mending.filter(|_| !changes.is_empty())
        && let Err(error) = mending.apply(&changes)
    {
        return mending::refuse(&error, options.report);
    }
    mending::show(&changes, str::to_owned);
    if options.report.verbosity == Verbosity::Normal {
        let places = counted(mended, "place");
        let files = counted(changes.files.len(), "file");
        let verb = if is_dry { "would mend" } else { "mended" };
        let done = if changes.is_empty() {
            "nothing is certain enough to mend".to_owned()
        } else {
            format!("{verb} {places} in {files}")
        };
        let left = match mending::problem_count(&handbook) {
            0 => String::new(),
            left => format!("; {} left, which `journeybook check` lists", counted(left, "problem")),
        };
        stdio::tell(format_args!("{done}{left}"));
    }
    Exit::Clean
}
