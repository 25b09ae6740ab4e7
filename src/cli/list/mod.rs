//! `journeybook list WHAT [DIR]`: what the handbook knows about its pages, for a meeting, a newsletter or a hand-over.
//!
//! 1. `filter` decides which pages are wanted.
//! 2. `rows` gathers the values to list.
//! 3. `table` writes it.

use jiff::civil::Date;

use super::options::{ListOptions, ListSubject, Since, Verbosity};
use super::prepare::Prepared;
use super::{Exit, asked, refusal, report, stdio};
use crate::git;
use crate::index::History;
use crate::resolve::Site;
use crate::scaffold::Refusal;

mod filter;
mod rows;
mod table;

use filter::{Beginning, Filter};

/// Prints the list; if something cannot be listed, says why and lists nothing.
pub(super) fn run(options: &ListOptions) -> Exit {
    let (prepared, mut clock) = match asked::open(&options.handbook, options.verbosity) {
        Ok(opened) => opened,
        Err(exit) => return exit,
    };
    let filter = match filter(&prepared, options) {
        Ok(filter) => filter,
        Err(refused) => return refusal::tell(&[refused]),
    };
    let site = &prepared.handbook.site;
    let table = match options.subject {
        ListSubject::Due => rows::due(site, &filter),
        ListSubject::Owners => rows::owners(site, &filter),
        ListSubject::Changes => rows::changes(site, &filter),
        ListSubject::Pages => rows::pages(site, &filter),
        ListSubject::Links => rows::links(site, &filter),
        ListSubject::Samples => rows::samples(site, &filter),
    };
    clock.ended("list");
    clock.tell(options.verbosity);
    stdio::answer(table.written(options.format));
    if table.is_empty() && options.verbosity != Verbosity::Quiet {
        stdio::tell("nothing to list");
    }
    report::tell_of_problems(&prepared, options.verbosity);
    Exit::Clean
}

/// Resolves what the flags name.
fn filter<'a>(prepared: &'a Prepared, options: &'a ListOptions) -> Result<Filter<'a>, Refusal> {
    let site = &prepared.handbook.site;
    let asked = &options.filter;
    let needs_history = options.subject == ListSubject::Changes || asked.since.is_some();
    if needs_history && !matches!(site.surroundings.history, History::Known(_)) {
        return Err(Refusal {
            message: "nothing is known of when pages changed".to_owned(),
            help: "this takes a Git repository with all its commits, and a `history:` other than `none`".to_owned(),
        });
    }
    let since = asked.since.as_ref().map(|since| beginning(prepared, since)).transpose()?;
    Filter::new(site, asked, since)
}

/// The start of the period.
fn beginning(prepared: &Prepared, since: &Since) -> Result<Beginning, Refusal> {
    match since {
        Since::Day(day) => Ok(Beginning::Day(*day)),
        Since::Revision(name) => {
            let moment = git::moment_of_revision(&prepared.project.repository_root, name);
            moment.map(Beginning::After).ok_or_else(|| Refusal {
                message: format!("Git knows no commit `{name}`"),
                help: "name a day such as 2026-05-30, a tag or a commit".to_owned(),
            })
        }
    }
}

/// The day that counts as today for reviews.
fn today(site: &Site) -> Option<Date> {
    site.keeping.day.map(|day| day.date)
}
