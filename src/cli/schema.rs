//! `journeybook schema NAME`: a JSON Schema for editors.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::clock::Clock;
use super::options::{HandbookOptions, ReportOptions, Verbosity};
use super::prepare::prepare;
use super::{Exit, report, stdio};
use crate::disk;
use crate::schema::{Subject, Words, schema};

/// Prints the schema of `subject`, with the ids of the handbook in `project` if there is one.
pub(super) fn run(subject: Subject, project: Option<PathBuf>) -> Exit {
    let words = match project.map(|project| (disk::open(&project), project)) {
        None => None,
        Some((Err(error), _)) => return report::refuse(error.diagnostic(), ReportOptions::PLAIN),
        Some((Ok(opened), project)) => {
            let prepared = prepare(opened, &HandbookOptions::plain(project), None, &mut Clock::start(Verbosity::Normal));
            let site = &prepared.handbook.site;
            let owners: BTreeSet<&str> =
                site.pages.iter().flat_map(|page| page.parsed.front_matter.owner.iter().map(|owner| &*owner.value)).collect();
            Some(Words::new(&site.config, owners.into_iter().map(str::to_owned).collect()))
        }
    };
    stdio::answer(format_args!("{:#}\n", schema(subject, words.as_ref())));
    Exit::Clean
}
