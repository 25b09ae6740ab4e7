//! `journeybook check [DIR]`: everything that `build` does but the writing.

use super::clock::Clock;
use super::options::{CheckOptions, Stages};
use super::outputs::render_all;
use super::prepare::prepare;
use super::report::{self, Ending, counted};
use super::{Exit, stages, stdio};
use crate::disk;

pub(super) fn run(options: &CheckOptions) -> Exit {
    let mut clock = Clock::start();
    let project = match disk::open(&options.handbook.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), options.report),
    };
    let mut prepared = prepare(project, &options.handbook, None, &mut clock);
    let problems = render_all(&prepared.handbook, |_, _, _| {});
    prepared.diagnostics.extend(problems);
    clock.ended("render");
    if options.stages == Stages::Explained {
        let site = &prepared.handbook.site;
        let pages = site.index.built_ids().map(|id| site.index.page(id)).map(|page| (&page.path, &page.membership));
        stdio::answer(stages::explain(&site.config.journey, &site.config.assign, pages));
    }
    let pages = counted(prepared.page_count(), "page");
    let links = counted(prepared.handbook.link_count(), "link");
    let done = format!("checked {pages} with {links} in {}", clock.total());
    report::conclude(&prepared, &Ending::Done(done), &clock, options.report)
}
