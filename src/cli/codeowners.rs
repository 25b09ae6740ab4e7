//! `journeybook codeowners [DIR]`: writes the owners of pages into a marked region of CODEOWNERS, or checks that they stand there.

use std::sync::Arc;

use super::clock::Clock;
use super::options::{CodeownersOptions, Dryness, Verbosity};
use super::prepare::{Prepared, prepare};
use super::report::counted;
use super::{Exit, editing, facts, refusal, report, stdio};
use crate::config::OwnersConfig;
use crate::diagnostic::visible_line;
use crate::disk;
use crate::edit::{Changes, FileChange};
use crate::keeping::codeowners::{Codeowners, Region, RegionFault};
use crate::scaffold::Refusal;

pub(super) fn run(options: &CodeownersOptions) -> Exit {
    let project = match disk::open(&options.handbook.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), options.report),
    };
    let mut clock = Clock::start(options.report.verbosity);
    let prepared = prepare(project, &options.handbook, None, &mut clock);
    facts::tell(&prepared, options.report.verbosity);
    if let Some(exit) = editing::misconfigured(&prepared, options.report) {
        return exit;
    }
    match written(&prepared, options) {
        Ok(exit) => exit,
        Err(refused) => refusal::tell(&[refused]),
    }
}

fn written(prepared: &Prepared, options: &CodeownersOptions) -> Result<Exit, Refusal> {
    let root = &prepared.project.repository_root;
    let is_told = options.report.verbosity != Verbosity::Quiet;
    let (place, text) =
        disk::codeowners_file(root).map_err(|message| refused(message, "correct the file, and run this again"))?;
    let region = region(prepared);
    if is_told {
        tell_without_handle(&region);
    }
    let before = text.clone().unwrap_or_default();
    let after = region.within(&before).map_err(|fault| unmarked(place, fault))?;
    if after == before {
        if is_told {
            stdio::tell(match &region.lines[..] {
                [] => "no page has an owner to be written into CODEOWNERS".to_owned(),
                _ => format!("{place} has the owners of the pages"),
            });
        }
        return Ok(Exit::Clean);
    }
    let change = FileChange { path: place.to_owned(), before: before.into_bytes().into(), after: Arc::from(after.as_bytes()) };
    editing::show(&Changes { files: vec![change], shift: None }, str::to_owned);
    if options.dryness == Dryness::OnlyShown {
        if is_told {
            stdio::tell(format_args!("{place} differs from the owners of the pages: run `journeybook codeowners`"));
        }
        return Ok(Exit::Faulty);
    }
    disk::write_codeowners(root, place, &after)
        .map_err(|reason| refused(format!("`{place}` cannot be written: {reason}"), "allow writing there, and run this again"))?;
    if is_told {
        stdio::tell(format_args!("wrote {} into {place}", counted(region.lines.len(), "line")));
    }
    Ok(Exit::Clean)
}

fn region(prepared: &Prepared) -> Region {
    let site = &prepared.handbook.site;
    let is_source = site.config.owners == OwnersConfig::Codeowners;
    let codeowners = site.surroundings.codeowners.as_deref().filter(|_| is_source).map(Codeowners::parse);
    Region::new(&site.index, &site.keeping, codeowners.as_ref())
}

fn tell_without_handle(region: &Region) {
    if region.without_handle.is_empty() {
        return;
    }
    let names: Vec<String> = region.without_handle.iter().map(|name| format!("`{}`", visible_line(name))).collect();
    let (are, their) = if names.len() == 1 { ("has", "this owner's") } else { ("have", "their") };
    stdio::tell(format_args!(
        "note: {} {are} no handle, so that {their} pages are left out; write one as `contact:` in `owners:`, such as `@acme/docs`",
        names.join(", ")
    ));
}

fn unmarked(place: &str, fault: RegionFault) -> Refusal {
    match fault {
        RegionFault::Open(line) => refused(
            format!("the region that begins in line {line} of `{place}` has no end"),
            "write the line `# journeybook: end` below it, or delete the region",
        ),
        RegionFault::Twice(line) => {
            refused(format!("the region stands in `{place}` twice, the second time in line {line}"), "delete one of them")
        }
    }
}

fn refused(message: String, help: &str) -> Refusal {
    Refusal { message, help: help.to_owned() }
}
