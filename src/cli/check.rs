//! `journeybook check [DIR]`: everything that `build` does but the writing, and what only the world around can tell.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::clock::Clock;
use super::interrupt::Interrupt;
use super::options::{CheckOptions, External, Fragments, Stages, Verbosity};
use super::outputs::render_for_problems;
use super::prepare::{Prepared, prepare};
use super::progress::Phase;
use super::report::{self, Ending, Findings, counted};
use super::{Exit, baseline, facts, stages, stdio};
use crate::diagnostic::{Code, Diagnostic, visible_line};
use crate::disk;
use crate::external::{self, Answers, Cache, MEMORY, Patience};
use crate::path::ProjectPath;
use crate::plan::{published, vanished};

pub(super) fn run(options: &CheckOptions, interrupt: &Interrupt) -> Exit {
    let mut clock = Clock::start(options.report.verbosity);
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
    if let Some(published) = &options.against {
        let progress = clock.progress(Phase { verb: "comparing with", of: "the published addresses", all: 0 });
        let compared = compared(&prepared, published);
        drop(progress);
        match compared {
            Ok(problems) => prepared.diagnostics.extend(problems),
            Err(problem) => return report::refuse(*problem, options.report),
        }
        clock.ended("compare");
    }
    look_at_searches(&mut prepared);
    let mut looked = String::new();
    let mut is_interrupted = false;
    if let External::LookedAt { fragments, report: file } = &options.external {
        let answers;
        (looked, is_interrupted, answers) =
            look_at_other_sites(&mut prepared, *fragments, (&clock, options.report.verbosity), interrupt);
        clock.ended("other sites");
        if let Some(file) = file
            && let Err(reason) = disk::write_text(file, &external::report(&answers))
        {
            let name = file.to_string_lossy();
            let message = format!("the report on other sites cannot be written to `{}`: {reason}", visible_line(&name));
            return report::refuse(Diagnostic::new(Code::Io, message), options.report);
        }
    }
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
    let done = format!("checked {pages} with {links}{looked} in {}{accepted}", clock.total());
    let exit = report::conclude(&findings, &Ending::Done(done), &clock, options.report);
    if is_interrupted { Exit::Interrupted } else { exit }
}

/// The published addresses that would vanish.
fn compared(prepared: &Prepared, from: &str) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let refused = |why: String| {
        let message = format!("`{}` {why}", visible_line(from));
        let help = "name the `urls.json` of a published site, as a file or an address; `build` writes one";
        Box::new(Diagnostic::new(Code::Io, message).subject(from).help(help))
    };
    let is_address = ["http://", "https://"].iter().any(|scheme| from.starts_with(scheme));
    let text = if is_address {
        let whole = if from.ends_with('/') { format!("{from}urls.json") } else { from.to_owned() };
        external::fetch(&whole)
    } else {
        disk::read_text(Path::new(from)).map_err(|reason| format!("cannot be read: {reason}"))
    };
    let published = published(&text.map_err(refused)?).map_err(refused)?;
    let handbook = &prepared.handbook;
    Ok(vanished(&handbook.site, &handbook.plan, &published))
}

/// Looks for words that readers searched for and no page has, when that is asked for.
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

/// Asks other sites; gives what the closing line says of it, whether somebody ended it, and all answers, remembered ones included.
fn look_at_other_sites(
    prepared: &mut Prepared,
    fragments: Fragments,
    (clock, verbosity): (&Clock, Verbosity),
    interrupt: &Interrupt,
) -> (String, bool, Answers) {
    let site = &prepared.handbook.site;
    let settings = &site.config.external_links;
    let all = external::addresses(site, settings, fragments);
    let cache = disk::remembered(&prepared.project.dir, MEMORY).map(|text| Cache::parse(&text)).unwrap_or_default();
    let asked_for = all.len();
    let mut answers = Answers::new();
    let mut due = Vec::new();
    for wanted in all {
        match cache.answer(&wanted) {
            Some(answer) => drop(answers.insert(wanted.address, answer)),
            None => due.push(wanted),
        }
    }
    let count = due.len();
    if verbosity != Verbosity::Quiet && count > 0 {
        stdio::tell(format_args!("asking for {}, which takes a while", counted_addresses(count)));
    }
    let is_interrupted = interrupt.noted();
    let progress = clock.progress(Phase { verb: "asking for", of: "addresses of other sites", all: count });
    let news = external::look(due, Patience::with_timeout(settings.timeout), &is_interrupted, |done| progress.reach(done));
    drop(progress);
    let left = count - news.len();
    disk::remember(&prepared.project.dir, MEMORY, &cache.with(&news).text());
    answers.extend(news);
    let problems = external::problems(site, &answers);
    prepared.diagnostics.extend(problems);
    let left = if left > 0 { format!(" ({left} of them not reached before the end)") } else { String::new() };
    let looked = format!(" and {} of other sites{left}", counted_addresses(asked_for));
    (looked, is_interrupted.load(Ordering::SeqCst), answers)
}

fn counted_addresses(count: usize) -> String {
    format!("{count} address{}", if count == 1 { "" } else { "es" })
}
