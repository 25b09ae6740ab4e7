//! What only other sites can tell of a handbook: whether links to them answer, and which published addresses would disappear.

use std::path::Path;
use std::sync::atomic::Ordering;

use super::clock::Clock;
use super::interrupt::Interrupt;
use super::options::{Against, External, Fragments, OtherSites, Verbosity};
use super::prepare::Prepared;
use super::progress::Phase;
use super::stdio;
use crate::diagnostic::{Code, Diagnostic, visible_line};
use crate::disk;
use crate::external::{self, Answers, Cache, Fetched, MEMORY, Patience};
use crate::plan::{published, vanished};

/// What came of it, besides the problems.
#[derive(Default)]
pub(super) struct Asked {
    /// What the closing line says of the addresses of other sites, with a space before it; empty when none was looked at.
    pub(super) told: String,
    /// Whether somebody ended it before all had answered.
    pub(super) is_interrupted: bool,
}

/// Asks what the options want to know, and adds the problems to those of the handbook. The error is what keeps the command from going on.
pub(super) fn ask(
    prepared: &mut Prepared,
    options: &OtherSites,
    clock: &mut Clock,
    (verbosity, interrupt): (Verbosity, &Interrupt),
) -> Result<Asked, Box<Diagnostic>> {
    if let Some(against) = &options.against {
        let progress = clock.progress(Phase { verb: "comparing with", of: "the published addresses", all: 0 });
        let compared = compared(prepared, against);
        drop(progress);
        prepared.diagnostics.extend(compared?);
        clock.ended("compare");
    }
    let External::LookedAt { fragments, report } = &options.external else { return Ok(Asked::default()) };
    let (asked, answers) = look(prepared, *fragments, (clock, verbosity), interrupt);
    clock.ended("other sites");
    if let Some(file) = report
        && let Err(reason) = disk::write_text(file, &external::report(&answers))
    {
        let name = file.to_string_lossy();
        let message = format!("the report on other sites cannot be written to `{}`: {reason}", visible_line(&name));
        return Err(Box::new(Diagnostic::new(Code::Io, message)));
    }
    Ok(asked)
}

/// The published addresses that would vanish, or a note that nothing is published yet.
fn compared(prepared: &Prepared, against: &Against) -> Result<Vec<Diagnostic>, Box<Diagnostic>> {
    let from = match against {
        Against::Named(name) => name,
        Against::Site => prepared.handbook.site.config.url.as_deref().ok_or_else(|| {
            let message = "there is nothing to compare with, since the address of the published site is not known";
            let help = "set `url:` in `handbook.yaml`, or pass `--base-url`, or name a `urls.json`";
            Box::new(Diagnostic::new(Code::Io, message).help(help))
        })?,
    };
    let refused = |why: String| {
        let message = format!("`{}` {why}", visible_line(from));
        let help = "name the `urls.json` of a published site, as a file or an address; `build` writes one";
        Box::new(Diagnostic::new(Code::Io, message).subject(from).help(help))
    };
    let text = if ["http://", "https://"].iter().any(|scheme| from.starts_with(scheme)) {
        let list = list_at(from);
        match external::fetch(&list) {
            Ok(Fetched::Text(text)) => Ok(text),
            Ok(Fetched::Nothing) => {
                let message = format!("nothing is published at `{}` yet, so no address can disappear", visible_line(&list));
                return Ok(vec![
                    Diagnostic::new(Code::NothingPublished, message)
                        .subject(list)
                        .help("publish the handbook for the first time; if it is published already, correct the address"),
                ]);
            }
            Err(why) => Err(why),
        }
    } else {
        disk::read_text(Path::new(from)).map_err(|reason| format!("cannot be read: {reason}"))
    };
    let published = published(&text.map_err(refused)?).map_err(refused)?;
    let handbook = &prepared.handbook;
    Ok(vanished(&handbook.site, &handbook.plan, &published))
}

/// The address of the list of a site that is named by its list or by its home page.
fn list_at(address: &str) -> String {
    let is_list = Path::new(address).extension().is_some_and(|extension| extension == "json");
    if is_list { address.to_owned() } else { format!("{}/urls.json", address.trim_end_matches('/')) }
}

/// Looks at links to other sites; gives all answers, remembered ones included.
fn look(
    prepared: &mut Prepared,
    fragments: Fragments,
    (clock, verbosity): (&Clock, Verbosity),
    interrupt: &Interrupt,
) -> (Asked, Answers) {
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
    let told = format!(" and {} of other sites{left}", counted_addresses(asked_for));
    (Asked { told, is_interrupted: is_interrupted.load(Ordering::SeqCst) }, answers)
}

fn counted_addresses(count: usize) -> String {
    format!("{count} address{}", if count == 1 { "" } else { "es" })
}
