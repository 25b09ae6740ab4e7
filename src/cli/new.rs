//! `journeybook new PATH`: a page with its front matter filled in, and where it will appear.
//!
//! 1. The handbook is read, so that stages, needs and kinds are its own.
//! 2. The page is put into it without being written: two pages for one address are refused before there are two.
//! 3. The page is written, the handbook is read again, and what it says of the page is told.

use std::fmt::Write;
use std::sync::Arc;

use super::clock::Clock;
use super::options::{HandbookOptions, NewOptions, ReportOptions, Verbosity};
use super::prepare::{Prepared, prepare};
use super::report::{self, Ending, Findings, counted};
use super::{Exit, facts, refusal, stages, stdio};
use crate::config;
use crate::diagnostic::{Code, Diagnostic, visible_line};
use crate::disk;
use crate::index::PageId;
use crate::path::{SourcePath, title_of_path};
use crate::pipeline::{Inputs, assemble};
use crate::resolve::{Site, Stop};
use crate::scaffold::{NewFile, Refusal, WhenThere, page_path, page_text};
use crate::source::Source;

pub(super) fn run(options: &NewOptions) -> Exit {
    let handbook = HandbookOptions::plain(options.project.clone());
    let mut clock = Clock::start(options.verbosity);
    let project = match disk::open(&options.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), ReportOptions::PLAIN),
    };
    let faults = project.config_text.as_deref().map(|text| config::read(text).diagnostics).unwrap_or_default();
    let mut before = prepare(project, &handbook, None, &mut clock);
    if !faults.is_empty() {
        before.diagnostics = faults;
        return report::conclude(&Findings::new(&before), &Ending::NotWritten, &clock, ReportOptions::PLAIN);
    }
    let path = match write(options, &before) {
        Ok(path) => path,
        Err(refusals) => return refusal::tell(&refusals),
    };
    let after = prepare(before.project.clone(), &handbook, None, &mut clock);
    facts::tell(&after, options.verbosity);
    if options.verbosity != Verbosity::Quiet {
        stdio::answer(told(&before, &after, &path));
    }
    Exit::Clean
}

/// Writes the page and gives its path in the project.
fn write(options: &NewOptions, prepared: &Prepared) -> Result<String, Vec<Refusal>> {
    let site = &prepared.handbook.site;
    let path = page_path(&options.path, &site.sources.roots.content).map_err(|refusal| vec![refusal])?;
    let owners: Vec<Arc<str>> = site.keeping.owners.iter().map(|owner| Arc::clone(&owner.id)).collect();
    let text = page_text(&options.page, &title_of_path(&path), &site.config.journey, &site.config.kinds, &owners)?;
    if disk::is_left_out(&prepared.project, &site.config, &site.sources.roots, &path) {
        return Err(vec![Refusal {
            message: format!("`{path}` would not be part of the handbook"),
            help: "choose a name that neither `exclude:` nor a leading dot leaves out, outside build and output folders"
                .to_owned(),
        }]);
    }
    let file = site.sources.roots.project_path(&path);
    let collisions = collisions(prepared, &path, &text);
    if !collisions.is_empty() {
        return Err(collisions);
    }
    let new = NewFile { path: file.clone(), text, when_there: WhenThere::Refuse };
    disk::create(&prepared.project.dir, &[new]).map_err(|error| {
        vec![Refusal { message: error.to_string(), help: "nothing was written; choose another path".to_owned() }]
    })?;
    Ok(file)
}

/// What would have two claims if the page were there. A page that is there already is not one of these: writing it says so.
fn collisions(prepared: &Prepared, path: &SourcePath, text: &str) -> Vec<Refusal> {
    let site = &prepared.handbook.site;
    if site.sources.files.contains_key(path) {
        return Vec::new();
    }
    let mut sources = (*site.sources).clone();
    sources.files.insert(path.clone(), Source::Page(text.as_bytes().into()));
    let sources = Arc::new(sources);
    let inputs =
        Inputs { config: Arc::clone(&site.config), sources: Arc::clone(&sources), theme: Arc::clone(&prepared.handbook.theme) };
    let survey = |wanted: &_| disk::survey(&prepared.project, &site.config, &sources, wanted, None);
    let with_page = assemble(inputs, survey, Some(&prepared.handbook));
    let is_new = |problem: &Diagnostic| problem.code == Code::DuplicateUrl && !prepared.diagnostics.contains(problem);
    let refused = |problem: Diagnostic| Refusal {
        message: problem.message,
        help: "nothing was written; choose another path, or move what is there".to_owned(),
    };
    with_page.diagnostics().into_iter().filter(is_new).map(refused).collect()
}

/// The page as the handbook sees it.
fn told(before: &Prepared, after: &Prepared, file: &str) -> String {
    let site = &after.handbook.site;
    let roots = &site.sources.roots;
    let mut text = format!("made {}\n", visible_line(file));
    let found = site.index.built_ids().find(|id| roots.project_path(&site.index.page(*id).path) == file);
    if let Some(id) = found {
        text.push('\n');
        for (name, value) in facts(site, id) {
            let _ = writeln!(text, "  {name:<10}{}", visible_line(&value));
        }
        text.push('\n');
    }
    let broken = |prepared: &Prepared| prepared.diagnostics.iter().filter(|problem| problem.code == Code::BrokenLink).count();
    let fixed = broken(before).saturating_sub(broken(after));
    if fixed > 0 {
        let _ =
            writeln!(text, "{} that led nowhere {} here now", counted(fixed, "link"), if fixed == 1 { "leads" } else { "lead" });
    }
    text + "next: write the page, then run journeybook check\n"
}

/// Title, address, membership and neighbours of a page.
fn facts(site: &Site, id: PageId) -> Vec<(&'static str, String)> {
    let page = site.index.page(id);
    let journey = &site.config.journey;
    let mut facts = vec![("title", page.title.to_string()), ("address", format!("/{}", page.url))];
    if site.index.shows_journey {
        let listed = |names: Vec<&str>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
        let stages = listed(page.membership.stages.iter().map(|stage| &*journey.stage(*stage).title).collect());
        let because = stages::reason(&page.membership, &site.config.assign, &page.path);
        facts.push(("stage", format!("{stages}: {because}")));
        facts.push(("needs", listed(page.membership.needs.iter().map(|need| &*journey.need(*need).title).collect())));
    }
    let turns = site.navigation.turns(&site.index, id);
    facts.extend(turns.previous.map(|stop| ("previous", stop_in_words(site, stop))));
    facts.extend(turns.next.map(|stop| ("next", stop_in_words(site, stop))));
    facts
}

fn stop_in_words(site: &Site, stop: Stop) -> String {
    match stop {
        Stop::Page(id) => format!("{} (/{})", site.index.page(id).title, site.index.page(id).url),
        Stop::Landing(stage) => {
            let stage = site.config.journey.stage(stage);
            format!("{} (/{}/)", stage.title, stage.id)
        }
    }
}
