//! What the commands that change the handbook's own files have in common.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::options::ReportOptions;
use super::prepare::Prepared;
use super::{Exit, report, stdio};
use crate::diagnostic::{Code, Origin, Severity, visible, visible_line};
use crate::disk::{self, Applied, EditError, Editing, Project};
use crate::edit::{Changes, unified_diff};
use crate::git;
use crate::path::is_page_name;
use crate::pipeline::{Handbook, Inputs, assemble};
use crate::source::Sources;

/// The same handbook with other texts in its files.
pub(super) fn with_texts(prepared: &Prepared, handbook: &Handbook, sources: Sources) -> Handbook {
    let config = Arc::clone(&handbook.site.config);
    let sources = Arc::new(sources);
    let inputs = Inputs { config: Arc::clone(&config), sources: Arc::clone(&sources), theme: Arc::clone(&handbook.theme) };
    assemble(inputs, |wanted| disk::survey(&prepared.project, &config, &sources, wanted, None), Some(handbook))
}

/// Prints what the changes do to each file; `path_after` gives a file's name afterwards.
pub(super) fn show(changes: &Changes, path_after: impl Fn(&str) -> String) {
    for change in &changes.files {
        let diff = unified_diff(&change.path, &path_after(&change.path), &change.before, &change.after);
        stdio::answer(visible(&diff));
    }
}

/// Reports what an earlier run left half done and this one has finished.
pub(super) fn tell_finished(finished: &Applied) {
    if finished.is_taken_back {
        return stdio::tell("took back what an earlier run left half done, since the rest could not be written");
    }
    let files = report::counted(finished.files, "file");
    match &finished.shift {
        Some((from, to)) => {
            let (from, to) = (visible_line(from), visible_line(to));
            stdio::tell(format_args!("finished what an earlier run left half done: {files} written, `{from}` moved to `{to}`"));
        }
        None => stdio::tell(format_args!("finished what an earlier run left half done: {files} written")),
    }
}

/// Locks the project's files for changes; `None` for a dry run.
///
/// A dry run is refused while an earlier run is half done: it would not show what a real run does.
pub(super) fn begin(project: &Project, is_dry: bool) -> Result<Option<(Editing<'_>, Option<Applied>)>, EditError> {
    if !is_dry {
        return Editing::begin(project).map(Some);
    }
    if Editing::is_due(project) { Err(EditError::HalfDone(project.dir.clone())) } else { Ok(None) }
}

/// Reports how many content files a sparse checkout leaves out: links in these are not followed.
pub(super) fn tell_sparse(prepared: &Prepared) {
    let roots = &prepared.handbook.site.sources.roots;
    let project = &prepared.project;
    match git::moving::left_out(&project.repository_root, &project.dir.join(&*roots.content)) {
        0 => {}
        count => stdio::tell(format_args!(
            "note: this checkout is sparse and leaves out {} of the content, whose links are not rewritten",
            report::counted(count, "file")
        )),
    }
}

/// Tells of pages that could not be read: links in these are not followed either.
pub(super) fn tell_unread(prepared: &Prepared) {
    let unread: BTreeSet<&str> = prepared
        .diagnostics
        .iter()
        .filter(|problem| matches!(problem.code, Code::Io | Code::UnreadEntry))
        .filter_map(|problem| match &problem.origin {
            Some(Origin::Source(path)) if is_page_name(path.file_name()) => Some(path.as_str()),
            _ => None,
        })
        .collect();
    let Some(first) = unread.first() else { return };
    let (more, whose) = match unread.len() {
        1 => (String::new(), "its"),
        count => (format!(" and {} more", count - 1), "their"),
    };
    stdio::tell(format_args!("note: `{}`{more} cannot be read, so that {whose} links are not rewritten", visible_line(first)));
}

/// Ends a command whose handbook has errors in its configuration: which files are content would be a guess.
pub(super) fn misconfigured(prepared: &Prepared, options: ReportOptions) -> Option<Exit> {
    let problems = prepared.diagnostics.iter().filter(|problem| problem.code == Code::Config);
    let first = problems.clone().next()?.clone();
    let exit = report::refuse(first, options);
    match problems.count() {
        1 => {}
        more => stdio::tell(format_args!(
            "{} more in `handbook.yaml`, which `journeybook check` lists",
            report::counted(more - 1, "problem")
        )),
    }
    Some(exit)
}

/// Prints why the files could not be changed.
pub(super) fn refuse(error: &EditError, options: ReportOptions) -> Exit {
    report::refuse(error.diagnostic(), options)
}

/// The number of errors and warnings in a handbook.
pub(super) fn problem_count(handbook: &Handbook) -> usize {
    let levels = &handbook.site.config.checks;
    let severities = handbook.diagnostics().into_iter().filter_map(|problem| levels.severity(problem.code));
    severities.filter(|severity| matches!(severity, Severity::Error | Severity::Warning)).count()
}
