//! `journeybook mv OLD NEW`: moves a page, a folder or a file, and updates everything that names it.
//!
//! 1. The paths are resolved, and what cannot be moved is refused.
//! 2. The move is planned, and the handbook is assembled as it will be: if that has new errors, nothing is written.
//! 3. The changes are made, the rename last, and printed.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::clock::Clock;
use super::options::{Dryness, MvOptions, ReportOptions, Verbosity};
use super::prepare::{Prepared, configure, prepare};
use super::report::{self, Ending, Findings, counted};
use super::{Exit, editing, facts, stdio};
use crate::config::{self, Config};
use crate::diagnostic::{Code, Diagnostic, Origin, Severity, visible_line};
use crate::disk::{self, Applied, NameError, NamedMove};
use crate::edit::moving::{Relocation, Settings, request, settings};
use crate::edit::{self, Changes, FileChange};
use crate::link::Wanted;
use crate::link::moved::Move;
use crate::pipeline::{Handbook, Inputs, assemble};

pub(super) fn run(options: &MvOptions) -> Exit {
    let is_dry = options.dryness == Dryness::OnlyShown;
    let project = match disk::open(&options.handbook.project) {
        Ok(project) => project,
        Err(error) => return report::refuse(error.diagnostic(), options.report),
    };
    let lock_project = project.clone();
    let begun = match editing::begin(&lock_project, is_dry) {
        Ok(begun) => begun,
        Err(error) => return editing::refuse(&error, options.report),
    };
    let (editing, finished) = begun.map_or((None, None), |(editing, finished)| (Some(editing), finished));
    finished.iter().for_each(editing::tell_finished);
    let mut clock = Clock::start(options.report.verbosity);
    let prepared = prepare(project, &options.handbook, None, &mut clock);
    facts::tell(&prepared, options.report.verbosity);
    if let Some(exit) = editing::misconfigured(&prepared, options.report) {
        return exit;
    }
    let named = match named(&prepared, &options.from, &options.to, finished.as_ref()) {
        Ok(Some(named)) => named,
        Ok(None) => return Exit::Clean,
        Err(problem) => return report::refuse(*problem, options.report),
    };
    let shift = Move::new(named.from, named.to);
    let plan = plan(&prepared, options, &shift);
    if !plan.new_problems.is_empty() {
        let broken = Prepared { handbook: plan.after, diagnostics: plan.new_problems, ..prepared };
        let quiet = ReportOptions { verbosity: Verbosity::Quiet, ..options.report };
        let exit = report::conclude(&Findings::new(&broken), &Ending::NotWritten, &Clock::start(Verbosity::Quiet), quiet);
        stdio::tell("nothing was moved: these problems would be new");
        return exit;
    }
    let changes = plan.changes;
    let done = match &editing {
        None => Applied::default(),
        Some(editing) => match editing.apply(&changes) {
            Ok(done) => done,
            Err(error) => return editing::refuse(&error, options.report),
        },
    };
    let roots = &prepared.handbook.site.sources.roots;
    editing::show(&changes, |path| path_after(&shift, &roots.content, path));
    clock.ended("move");
    clock.tell(options.report.verbosity);
    if options.report.verbosity != Verbosity::Quiet {
        editing::tell_sparse(&prepared);
        editing::tell_unread(&prepared);
        tell(&shift, &plan.relocation, &plan.settings, &done, is_dry);
    }
    Exit::Clean
}

/// The resolved paths; `None` if finishing an earlier run has already done this move.
fn named(prepared: &Prepared, from: &Path, to: &Path, finished: Option<&Applied>) -> Result<Option<NamedMove>, Box<Diagnostic>> {
    let here = std::env::current_dir().unwrap_or_else(|_| prepared.project.dir.clone());
    let site = &prepared.handbook.site;
    let roots = &site.sources.roots;
    let refused = |error: NameError| Box::new(name_problem(&error));
    let named = disk::name_move(&prepared.project, roots, &here, from, to).map_err(refused)?;
    if let Some((moved_from, moved_to)) = finished.and_then(|finished| finished.shift.as_ref()) {
        let below = |path: &str| path.strip_prefix(&*roots.content).unwrap_or(path).trim_start_matches('/').to_owned();
        let is_this = below(moved_from) == named.from && [&named.to, &named.to_as_named].contains(&&below(moved_to));
        if is_this {
            return Ok(None);
        }
    }
    disk::is_there(&prepared.project, roots, &named.from).map_err(refused)?;
    let shift = Move::new(&*named.from, &*named.to);
    request(&site.index, &shift)?;
    let is_file = site.sources.files.contains_key(&*named.from);
    disk::is_read(&prepared.project, &site.config, roots, &named.to, !is_file).map_err(refused)?;
    Ok(Some(named))
}

fn name_problem(error: &NameError) -> Diagnostic {
    let (message, help) = match error {
        NameError::Missing(path) => {
            (format!("there is nothing at `{}`", path.display()), "name a page, a file or a folder of the content")
        }
        NameError::Outside(path) => (
            format!("`{}` is outside the content folder", path.display()),
            "only what the content holds can be moved, and only within it",
        ),
        NameError::Link(path) => {
            (format!("the symlink `{}` would lead elsewhere from another folder", path.display()), "move the link by hand")
        }
        NameError::NotUtf8(path) => (format!("the name `{}` is not valid UTF-8", path.display()), "rename it first"),
        NameError::LeftOut(path) => {
            (format!("`{path}` would be left out of the handbook"), "choose a name that is not hidden, a back-up's or excluded")
        }
    };
    Diagnostic::new(Code::Io, message).help(help)
}

/// A move with all its consequences.
struct Planned {
    relocation: Relocation,
    settings: Settings,
    changes: Changes,
    /// The handbook as it will be.
    after: Handbook,
    /// The errors that it would have and does not have now.
    new_problems: Vec<Diagnostic>,
}

fn plan(prepared: &Prepared, options: &MvOptions, shift: &Move) -> Planned {
    let site = &prepared.handbook.site;
    let roots = &site.sources.roots;
    let moved = site.sources.files.keys().filter(|path| shift.moves(path));
    let text = prepared.project.config_text.as_deref().unwrap_or_default();
    let settings = settings(text, shift, &moved);
    let (config, config_change) = config_after(prepared, options, &settings);
    let survey = |wanted: &Wanted| disk::survey(&prepared.project, &config, &site.sources, wanted, None);
    let relocation = Relocation::new(site, shift, &config, survey);

    let edited = edit::edited(&site.sources, &relocation.edits);
    let mut files = edit::changes(&site.sources, &edited);
    files.extend(config_change);
    let ends = (roots.project_path(&shift.from().into()), roots.project_path(&shift.to().into()));
    let changes = Changes { files, shift: Some(ends) };

    let inputs = Inputs {
        config: Arc::clone(&config),
        sources: Arc::new(shift.sources(&edited)),
        theme: Arc::clone(&prepared.handbook.theme),
    };
    let survey = |wanted: &Wanted| {
        let found = disk::survey(&prepared.project, &config, &site.sources, &shift.wanted_before(roots, wanted), None);
        shift.surroundings_after(roots, wanted, &found, &site.surroundings)
    };
    let after = assemble(inputs, survey, None);
    let new_problems = new_problems(&prepared.handbook, &after, shift);
    Planned { relocation, settings, changes, after, new_problems }
}

/// The configuration afterwards, and the change to its file, if any.
fn config_after(prepared: &Prepared, options: &MvOptions, settings: &Settings) -> (Arc<Config>, Option<FileChange>) {
    let unchanged = || (Arc::clone(&prepared.handbook.site.config), None);
    if settings.edits.is_empty() {
        return unchanged();
    }
    let Some(before) = prepared.project.config_bytes() else { return unchanged() };
    let Some(after) = edit::replaced(&before, &settings.edits) else { return unchanged() };
    let text = String::from_utf8_lossy(&after).trim_start_matches('\u{feff}').to_owned();
    let project = disk::Project { config_text: Some(text.into()), ..prepared.project.clone() };
    let config = Arc::new(configure(&project, &options.handbook, None).value);
    (config, Some(FileChange { path: config::FILE_NAME.to_owned(), before: before.into(), after: after.into() }))
}

/// The errors of the handbook afterwards, beyond the number of the same kind in the same file before.
fn new_problems(before: &Handbook, after: &Handbook, shift: &Move) -> Vec<Diagnostic> {
    let mut known: HashMap<(Code, Option<Origin>), usize> = HashMap::new();
    for problem in before.diagnostics() {
        let origin = problem.origin.map(|origin| match origin {
            Origin::Source(path) => Origin::Source(shift.file(&path)),
            other @ Origin::Project(_) => other,
        });
        *known.entry((problem.code, origin)).or_default() += 1;
    }
    let levels = &after.site.config.checks;
    let errors = after.diagnostics().into_iter().filter(|problem| levels.severity(problem.code) == Some(Severity::Error));
    errors
        .filter(|problem| match known.get_mut(&(problem.code, problem.origin.clone())) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        })
        .collect()
}

/// The path of a project file afterwards.
fn path_after(shift: &Move, content: &str, path: &str) -> String {
    let below = if content.is_empty() { Some(path) } else { path.strip_prefix(content).and_then(|rest| rest.strip_prefix('/')) };
    match below {
        Some(below) if content.is_empty() => shift.file(&below.into()).to_string(),
        Some(below) => format!("{content}/{}", shift.file(&below.into())),
        None => path.to_owned(),
    }
}

fn tell(shift: &Move, relocation: &Relocation, settings: &Settings, done: &Applied, is_dry: bool) {
    for note in relocation.notes.iter().chain(&settings.notes) {
        stdio::tell(format_args!("note: {}", visible_line(note)));
    }
    if let Some(said) = &done.git_refused {
        stdio::tell(format_args!("note: moved without Git, which said: {}", visible_line(said)));
    }
    let (from, to) = (visible_line(shift.from()), visible_line(shift.to()));
    let verb = if is_dry { "would move" } else { "moved" };
    let links = counted(relocation.links, "link");
    stdio::tell(format_args!("{verb} `{from}` to `{to}`, with {links} rewritten"));
}
