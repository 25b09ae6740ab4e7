//! `journeybook new PATH`: a page with its front matter filled in, and where it will appear.
//!
//! 1. The handbook is read for its stages, needs and kinds.
//! 2. The page is added in memory: if its address is already taken, it is refused before anything is written.
//! 3. The page is written, the handbook is read again, and what it now says about the page is printed.

use std::fmt::Write;
use std::sync::Arc;

use super::clock::Clock;
use super::options::{HandbookOptions, NewOptions, ReportOptions, Verbosity};
use super::prepare::{Prepared, prepare};
use super::report::{self, Ending, Findings, counted};
use super::{Exit, facts, refusal, stages, stdio};
use crate::config::{self, PageTemplate, Standing};
use crate::diagnostic::{Code, Diagnostic, visible_line};
use crate::disk;
use crate::index::PageId;
use crate::labels::DECISION;
use crate::page_templates::{NewPage, Values, new_page, numbered};
use crate::path::{SourcePath, title_of_path};
use crate::pipeline::{Inputs, assemble};
use crate::resolve::{Site, Stop};
use crate::scaffold::{NewFile, Refusal, WhenThere, key_lines, page_path, page_text};
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

/// Writes the page and returns its path in the project.
fn write(options: &NewOptions, prepared: &Prepared) -> Result<String, Vec<Refusal>> {
    let site = &prepared.handbook.site;
    let path = page_path(&options.path, &site.sources.roots.content).map_err(|refusal| vec![refusal])?;
    let title = title_of_path(&path);
    let kind = options.page.kind.as_deref();
    let template = site.config.templates.iter().find(|template| Some(&*template.kind) == kind);
    let (path, number) = if kind == Some(DECISION) { numbered(&site.index, &path) } else { (path, String::new()) };
    let text = text(options, site, template, &path, title, number)?;
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

/// The text of the page: of the template of its kind where the project has one.
fn text(
    options: &NewOptions,
    site: &Site,
    template: Option<&PageTemplate>,
    path: &SourcePath,
    title: String,
    number: String,
) -> Result<String, Vec<Refusal>> {
    let owners: Vec<Arc<str>> = site.keeping.owners.iter().map(|owner| Arc::clone(&owner.id)).collect();
    let day = site.config.today.unwrap_or_else(|| jiff::Zoned::now().date()).to_string();
    let mut page = options.page.clone();
    if page.kind.as_deref() == Some(DECISION) {
        let begins = site.config.labels.statuses.iter().find(|status| status.standing == Standing::Proposed);
        page.more.extend(begins.map(|status| ("status", format!("status: {}", status.id))));
        page.more.push(("date", format!("date: {day}")));
    }
    let plain = page_text(&page, &title, &site.config.journey, &site.config.kinds, &owners)?;
    let Some(template) = template else { return Ok(plain) };
    let written = template.text.as_ref().map_err(|reason| {
        let message = format!("the template `{}` cannot be read: {reason}", template.path);
        vec![Refusal { message, help: "make it a readable file, or remove it".to_owned() }]
    })?;
    let title = options.page.title.clone().unwrap_or(title);
    let new = NewPage {
        template: written,
        template_path: template.path.as_str(),
        content: &site.sources.roots.content,
        path,
        values: Values { title, date: day, owners: options.page.owners.clone(), number },
        keys: key_lines(&options.page),
    };
    Ok(new_page(&new))
}

/// The address conflicts that the page would cause. A file that exists already is not one of these: writing it reports that.
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
