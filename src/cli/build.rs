//! `journeybook build [DIR]`: all phases, and writing the site if there are no errors.

use std::path::{Path, PathBuf};

use super::clock::Clock;
use super::interrupt::Interrupt;
use super::memory::Memory;
use super::options::{BuildOptions, Policy, Product, Verbosity};
use super::other_sites::Asked;
use super::outputs::render_all;
use super::policy::InlineCode;
use super::prepare::{Prepared, prepare};
use super::progress::Phase;
use super::project::from_here;
use super::report::{self, Ending, Findings, counted};
use super::summary::{self, Summed};
use super::{Exit, book, facts, other_sites, stdio};
use crate::diagnostic::visible_line;
use crate::disk::{self, OutputFolder, Produced, Report, Staging, WriteError};
use crate::path::OutputPath;
use crate::plan::Recipe;

pub(super) fn run(options: &BuildOptions, interrupt: &Interrupt) -> Exit {
    let mut clock = Clock::start(options.report.verbosity).recording(options.report.timings);
    let project = match disk::open(&options.handbook.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), options.report),
    };
    if let Product::Book(stage) = &options.product {
        return book::run(options, project, stage.as_deref(), clock);
    }
    let output = options.output.as_deref().map(from_here);
    let mut prepared = prepare(project, &options.handbook, output.as_deref(), &mut clock);
    facts::tell(&prepared, options.report.verbosity);
    let asked = other_sites::ask(&mut prepared, &options.other_sites, &mut clock, (options.report.verbosity, interrupt));
    let (asked, is_asked) = match asked {
        Ok(asked) => (asked, true),
        Err(problem) => {
            prepared.diagnostics.push(*problem);
            (Asked::default(), false)
        }
    };
    let staging = match stage(&mut prepared, output.as_deref()) {
        _ if !is_asked => Staged::Refused,
        _ if asked.is_interrupted => Staged::Pointless,
        staged => staged,
    };
    let inputs = |recipe: &Recipe| prepared.handbook.output_inputs(recipe);
    let keep = |path: &OutputPath, recipe: &Recipe| match &staging {
        Staged::Open(staging) if options.memory == Memory::Used && !matches!(recipe, Recipe::Asset(_)) => {
            staging.keep(path, || inputs(recipe))
        }
        _ => None,
    };
    let remembers = options.memory == Memory::Used && matches!(staging, Staged::Open(_));
    if remembers && let Some(words) = disk::remembered_data(&prepared.project.dir, WORDS) {
        prepared.handbook.site.search.recall(words);
    }
    let pages = prepared.handbook.plan.outputs.values().filter(|recipe| recipe.is_page()).count();
    let progress = clock.progress(Phase { verb: "rendering", of: "pages", all: pages });
    let count = |recipe: &Recipe| {
        if recipe.is_page() {
            progress.one_more();
        }
    };
    let keep = |path: &OutputPath, recipe: &Recipe| keep(path, recipe).inspect(|_| count(recipe));
    let inline = (options.policy == Policy::Printed).then(InlineCode::default);
    let problems = render_all(&prepared.handbook, clock.slowest(), keep, |path, recipe, bytes| {
        count(recipe);
        if let Some(inline) = &inline {
            inline.see(&prepared.handbook.site, recipe, bytes);
        }
        if let Staged::Open(staging) = &staging {
            // `commit` reports what could not be staged.
            let source = asset_file(&prepared, recipe);
            let _ = staging.add(path, source.as_deref().map_or(Produced::Bytes(bytes), Produced::CopyOf));
            if source.is_none() {
                staging.made_from(path, inputs(recipe));
            }
        }
    });
    drop(progress);
    prepared.diagnostics.extend(problems);
    if let Some(words) = prepared.handbook.site.search.record().filter(|_| remembers) {
        disk::remember_data(&prepared.project.dir, WORDS, words);
    }
    clock.ended("render");
    let ending = commit(&mut prepared, staging, options, &mut clock);
    let findings = Findings::new(&prepared);
    let exit = report::conclude(&findings, &ending, &clock, options.report);
    if let Some(file) = &options.summary {
        summary::write(&from_here(file), &findings, &Summed::Build(&ending));
    }
    if asked.is_interrupted {
        return Exit::Interrupted;
    }
    if let Some(inline) = inline.filter(|_| exit == Exit::Clean) {
        inline.tell();
    }
    if exit == Exit::Clean && options.report.verbosity != Verbosity::Quiet && prepared.handbook.site.config.url.is_none() {
        stdio::tell(format_args!("{NO_ADDRESS}"));
    }
    exit
}

/// The name of the record of all pages' words.
const WORDS: &str = "words";

/// What a site lacks while its address is unknown.
const NO_ADDRESS: &str = "note: no sitemap, feeds, cards and canonical links, since they need the site's address: \
    `url:` in handbook.yaml, or `--base-url`";

/// Whether the site can be written.
enum Staged {
    /// Outputs can be added.
    Open(Box<Staging>),
    /// The handbook has errors, so nothing will be written.
    Pointless,
    /// The output folder cannot be written to, whatever the handbook contains.
    Refused,
}

/// Prepares to write, unless there are errors already.
fn stage(prepared: &mut Prepared, output: Option<&Path>) -> Staged {
    let site = &prepared.handbook.site;
    let written = output.unwrap_or(Path::new(&*site.config.output));
    let folder = OutputFolder::new(&prepared.project, &site.sources.roots, written)
        .map(|folder| folder.with_beside(site.config.beside.iter().map(|path| &**path)));
    let staging = match folder {
        Ok(_) if prepared.has_errors() => return Staged::Pointless,
        Ok(folder) => Staging::begin(&folder),
        Err(error) => Err(error),
    };
    match staging {
        Ok(staging) => Staged::Open(Box::new(staging)),
        Err(error) => {
            prepared.diagnostics.push(error.diagnostic());
            Staged::Refused
        }
    }
}

/// Moves the staged files into place if rendering found no errors either.
fn commit(prepared: &mut Prepared, staged: Staged, options: &BuildOptions, clock: &mut Clock) -> Ending {
    let staging = match staged {
        Staged::Refused => return Ending::NotWritable,
        Staged::Pointless => return Ending::NotWritten,
        Staged::Open(_) if prepared.has_errors() => return Ending::NotWritten,
        Staged::Open(staging) => staging,
    };
    let progress = clock.progress(Phase { verb: "writing", of: "the site", all: 0 });
    let committed: Result<Report, WriteError> = staging.commit();
    drop(progress);
    clock.ended("write");
    match committed {
        Ok(report) => Ending::Done(done(prepared, &report, &output_as_written(prepared, options), clock)),
        Err(error) => {
            prepared.diagnostics.push(error.diagnostic());
            if error.is_fault_of_the_handbook() { Ending::NotWritten } else { Ending::NotWritable }
        }
    }
}

fn done(prepared: &Prepared, report: &Report, output: &str, clock: &Clock) -> String {
    let pages = counted(prepared.page_count(), "page");
    let links = counted(prepared.handbook.link_count(), "link");
    let files = counted(report.written, "file");
    let Report { unchanged, removed, .. } = report;
    let time = clock.total();
    let mut done =
        format!("built {pages} with {links} into {output} in {time}: {files} written, {unchanged} unchanged, {removed} removed");
    if let Some(first) = report.kept.first() {
        let kept = counted(report.kept.len(), "outdated file");
        let first = visible_line(first.as_str());
        done = format!("{done}, {kept} left since somebody changed it (`{first}`)");
    }
    done
}

/// The output folder as the user wrote it.
fn output_as_written(prepared: &Prepared, options: &BuildOptions) -> String {
    let configured = || {
        let folder = options.handbook.project.join(&*prepared.handbook.site.config.output);
        folder.strip_prefix(".").map(Path::to_path_buf).unwrap_or(folder)
    };
    options.output.clone().unwrap_or_else(configured).display().to_string()
}

/// The file that an asset of the content is copied from.
fn asset_file(prepared: &Prepared, recipe: &Recipe) -> Option<PathBuf> {
    match recipe {
        Recipe::Asset(path) => Some(prepared.project.source_file(&prepared.handbook.site.sources.roots, path)),
        _ => None,
    }
}
