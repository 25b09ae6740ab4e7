//! `journeybook check [DIR]`: everything that `build` does except writing, and the checks that need other sites or the published
//! site.

use super::clock::Clock;
use super::interrupt::Interrupt;
use super::options::{CheckOptions, Stages};
use super::outputs::render_for_problems;
use super::prepare::{Prepared, prepare};
use super::project::from_here;
use super::report::{self, Ending, Findings, counted};
use super::summary::{self, Summed};
use super::{Exit, baseline, facts, other_sites, stages, stdio};
use crate::diagnostic::{Code, Diagnostic, visible_line};
use crate::disk;
use crate::path::ProjectPath;

pub(super) fn run(options: &CheckOptions, interrupt: &Interrupt) -> Exit {
    let mut clock = Clock::start(options.report.verbosity).recording(options.report.timings);
    let project = match disk::open(&options.handbook.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), options.report),
    };
    let mut prepared = prepare(project, &options.handbook, None, &mut clock);
    facts::tell(&prepared, options.report.verbosity);
    let problems = render_for_problems(&prepared.handbook, &clock);
    prepared.diagnostics.extend(problems);
    clock.ended("render");
    if options.stages == Stages::Explained {
        let site = &prepared.handbook.site;
        let pages = site.index.built_ids().map(|id| site.index.page(id)).map(|page| (&page.path, &page.membership));
        stdio::answer(stages::shown(&site.config, site.index.shows_journey));
        stdio::answer(stages::explain(&site.config.journey, &site.config.assign, pages));
    }
    look_at_searches(&mut prepared);
    let asked = match other_sites::ask(&mut prepared, &options.other_sites, &mut clock, (options.report.verbosity, interrupt)) {
        Ok(asked) => asked,
        Err(problem) => return report::refuse(*problem, options.report),
    };
    let mut findings = Findings::new(&prepared);
    let mut accepted = String::new();
    if let Some(baseline) = &options.baseline {
        match baseline::apply(baseline, &mut findings, options.report.verbosity) {
            Ok(told) => accepted = told,
            Err(problem) => return report::refuse(*problem, options.report),
        }
    }
    let pages = counted(prepared.page_count(), "page");
    let links = counted(prepared.handbook.link_count(), "link");
    let done = format!("checked {pages} with {links}{} in {}{accepted}", asked.told, clock.total());
    let exit = report::conclude(&findings, &Ending::Done(done), &clock, options.report);
    if let Some(file) = &options.summary {
        summary::write(&from_here(file), &findings, &Summed::Check);
    }
    if asked.is_interrupted { Exit::Interrupted } else { exit }
}

/// Looks for words that readers searched for and that no page contains, if asked to.
fn look_at_searches(prepared: &mut Prepared) {
    if prepared.levels().severity(Code::UnansweredSearch).is_none() {
        return;
    }
    let site = &prepared.handbook.site;
    let Some(name) = &site.config.searches else {
        let help = "name a file with the queries of your readers, one a line: `searches: searches.txt` in `handbook.yaml`";
        prepared.diagnostics.push(Diagnostic::new(Code::UnansweredSearch, "no file of searches is named").help(help));
        return;
    };
    let file = ProjectPath::from(&**name);
    match disk::read_text(&prepared.project.dir.join(&**name)) {
        Ok(text) => {
            prepared.diagnostics.extend(site.search.unanswered(&file, &text, &site.config, &site.index));
            prepared.searches = Some((file, text));
        }
        Err(reason) => {
            let message = format!("the searches in `{}` cannot be read: {reason}", visible_line(name));
            let help = "name a file of text in UTF-8 that is there, from the folder with `handbook.yaml`";
            prepared.diagnostics.push(Diagnostic::new(Code::Io, message).in_project(file).help(help));
        }
    }
}
