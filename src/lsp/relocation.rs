//! Files that the editor is about to rename: everything that `journeybook mv` would write, as an edit.

use std::path::Path;
use std::sync::Arc;

use ls_types::{RenameFilesParams, Uri, WorkspaceEdit};

use crate::config::{self, Config};
use crate::disk;
use crate::edit::moving::{Relocation, request, settings};
use crate::edit::{self, Edit};
use crate::link::Wanted;
use crate::link::moved::Move;
use crate::path::SourcePath;
use crate::pipeline::{Handbook, Inputs, assemble};
use crate::source::Source;

use super::address;
use super::view::{FileEdits, View};

/// The edits that belong to a rename of files: links to and from them, old addresses as aliases, and their names in
/// `handbook.yaml`. `None` if the handbook has none of the files, or if they cannot be moved like this.
pub(super) fn will_rename(view: View<'_>, params: &RenameFilesParams) -> Option<WorkspaceEdit> {
    let path = |uri: &str| address::path(&uri.parse::<Uri>().ok()?);
    let ends = params.files.iter().filter_map(|file| Some((path(&file.old_uri)?, path(&file.new_uri)?)));
    let shifts: Vec<Move> = ends.filter_map(|(from, to)| Some(Move::new(below(view, &from)?, below(view, &to)?))).collect();
    let edits = match shifts.as_slice() {
        [] => return None,
        [shift] => one(view, shift)?,
        shifts => several(view, shifts)?,
    };
    (!edits.is_empty()).then(|| view.workspace_edit(edits))
}

/// A path below the content root.
fn below(view: View<'_>, path: &Path) -> Option<String> {
    let root = view.state.project.dir.join(&*view.site().sources.roots.content);
    let below = path.strip_prefix(root).ok()?;
    let segments: Option<Vec<&str>> = below.iter().map(|segment| segment.to_str()).collect();
    Some(segments?.join("/")).filter(|path| !path.is_empty())
}

/// What one move writes.
struct Step {
    pages: edit_map::Edits,
    settings: Vec<Edit>,
    config: Arc<Config>,
}

/// The edits of pages, by their old paths.
mod edit_map {
    use std::collections::BTreeMap;

    use crate::edit::Edit;
    use crate::path::SourcePath;

    /// By path.
    pub(super) type Edits = BTreeMap<SourcePath, Vec<Edit>>;
}

fn step(view: View<'_>, handbook: &Handbook, config_text: Option<&str>, shift: &Move) -> Option<Step> {
    let site = &handbook.site;
    request(&site.index, shift).ok()?;
    let moved = site.sources.files.keys().filter(|path| shift.moves(path));
    let settings = settings(config_text.unwrap_or_default(), shift, &moved).edits;
    let config = match config_text.filter(|_| !settings.is_empty()) {
        Some(text) => Arc::new(config_after(&site.config, text, &settings)?),
        None => Arc::clone(&site.config),
    };
    let survey = |wanted: &Wanted| disk::survey(&view.state.project, &config, &site.sources, wanted, None);
    let pages = Relocation::new(site, shift, &config, survey).edits;
    Some(Step { pages, settings, config })
}

/// The configuration afterwards, including the flags.
fn config_after(now: &Config, text: &str, edits: &[Edit]) -> Option<Config> {
    let text = edit::replaced(text.as_bytes(), edits)?;
    let mut config = config::read(&String::from_utf8_lossy(&text)).value;
    config.checks.clone_from(&now.checks);
    config.includes_drafts = now.includes_drafts;
    config.url.clone_from(&now.url);
    Some(config)
}

fn one(view: View<'_>, shift: &Move) -> Option<FileEdits> {
    let step = step(view, &view.state.handbook, view.state.project.config_text.as_deref(), shift)?;
    let mut edits: FileEdits = step.pages.into_iter().map(|(path, edits)| (view.state.file(&path), edits)).collect();
    if !step.settings.is_empty() {
        edits.insert(view.config_file(), step.settings);
    }
    Some(edits)
}

/// Several moves in sequence: each is planned in the handbook that results from the one before.
fn several(view: View<'_>, shifts: &[Move]) -> Option<FileEdits> {
    let mut handbook = Handbook::clone(&view.state.handbook);
    let mut config_text = view.state.project.config_text.as_deref().map(str::to_owned);
    for shift in shifts {
        let step = step(view, &handbook, config_text.as_deref(), shift)?;
        let site = &handbook.site;
        let sources = Arc::new(shift.sources(&edit::edited(&site.sources, &step.pages)));
        if let Some(text) = config_text.as_mut().filter(|_| !step.settings.is_empty()) {
            *text = String::from_utf8(edit::replaced(text.as_bytes(), &step.settings)?).ok()?;
        }
        let roots = &site.sources.roots;
        let survey = |wanted: &Wanted| {
            let found = disk::survey(&view.state.project, &step.config, &site.sources, &shift.wanted_before(roots, wanted), None);
            shift.surroundings_after(roots, wanted, &found, &site.surroundings)
        };
        let inputs = Inputs { config: Arc::clone(&step.config), sources, theme: Arc::clone(&handbook.theme) };
        handbook = assemble(inputs, survey, None);
    }
    let mut edits = FileEdits::new();
    let path_after = |path: &SourcePath| shifts.iter().fold(path.clone(), |path, shift| shift.file(&path));
    for (path, bytes) in view.site().sources.pages() {
        if let Some(Source::Page(after)) = handbook.site.sources.files.get(&path_after(path))
            && let Some(edit) = difference(bytes, after)
        {
            edits.insert(view.state.file(path), vec![edit]);
        }
    }
    let config = view.state.project.config_text.as_deref().zip(config_text.as_deref());
    if let Some(edit) = config.and_then(|(before, after)| difference(before.as_bytes(), after.as_bytes())) {
        edits.insert(view.config_file(), vec![edit]);
    }
    Some(edits)
}

/// The single edit that turns one text into another: everything between their common beginning and end.
fn difference(before: &[u8], after: &[u8]) -> Option<Edit> {
    let before = std::str::from_utf8(before).ok()?.trim_start_matches('\u{feff}');
    let after = std::str::from_utf8(after).ok()?.trim_start_matches('\u{feff}');
    if before == after {
        return None;
    }
    let pairs = before.char_indices().zip(after.chars());
    let start = pairs.take_while(|((_, a), b)| a == b).last().map_or(0, |((at, c), _)| at + c.len_utf8());
    let rest = before[start..].chars().rev().zip(after[start..].chars().rev());
    let end: usize = rest.take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    Some(Edit::new(start..before.len() - end, &after[start..after.len() - end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_is_as_short_as_one_edit_can_be() {
        for (before, after, expected) in [
            ("abc", "abc", None),
            ("abc", "axc", Some((1, 2, "x"))),
            ("aa", "aaa", Some((2, 2, "a"))),
            ("é", "è", Some((0, 2, "è"))),
            ("ab", "", Some((0, 2, ""))),
        ] {
            let found = difference(before.as_bytes(), after.as_bytes());
            assert_eq!(found.as_ref().map(|edit| (edit.start, edit.end, &*edit.text)), expected, "{before} {after}");
        }
    }
}
