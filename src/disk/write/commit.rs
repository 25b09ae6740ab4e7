//! Makes the staged outputs the site: all of them or, on any failure, none.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};
use walkdir::WalkDir;

use super::bytes::hash_of;
use super::error::WriteError;
use super::guard::locked;
use super::manifest::Manifest;
use super::staging::{Change, Planned, Staging};
use super::undo::{Step, Undo};
use crate::path::{OutputPath, nfc};

/// What a build changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// How many files are new or have new bytes.
    pub written: usize,
    /// How many files have unchanged bytes, and kept their time.
    pub unchanged: usize,
    /// How many files of earlier builds were removed.
    pub removed: usize,
    /// The size of the written files in bytes.
    pub bytes_written: u64,
    /// The size of the whole site in bytes.
    pub bytes: u64,
    /// Files of earlier builds that are no longer part of the site, but that were left because somebody changed them.
    pub kept: Vec<OutputPath>,
}

impl Staging {
    /// Moves the staged outputs into place, removes outdated ones of earlier builds, and writes the manifest.
    ///
    /// On an error everything is as it was before. A process that is killed in the middle leaves complete old and complete new
    /// files side by side, and the next build recognises all of them as its own.
    pub fn commit(mut self) -> Result<Report, WriteError> {
        if let Some(error) = self.failure() {
            return Err(error);
        }
        let planned = std::mem::take(&mut *locked(&self.planned));
        let stale = self.stale(&planned)?;
        self.refuse_what_is_in_the_way(&planned, &stale)?;

        let report = report(&planned, &stale);
        let manifest = manifest(&planned);
        if report.written + stale.gone.len() > 0 || self.manifest.as_ref() != Some(&manifest) || !self.intent.files.is_empty() {
            let had_intent = !self.intent.files.is_empty();
            self.write_intent(&planned)?;
            let undo = Undo::default();
            if let Err(error) = self.change(&planned, &stale, &manifest, &undo) {
                // A file that was never written need not be recorded, but one that could not be undone must be.
                if undo.take_back() && !had_intent {
                    let _ = self.operations.remove_file(&self.state_file("intent"));
                }
                return Err(error);
            }
            // The manifest is in place: an intent that stays behind only repeats it.
            let _ = self.operations.remove_file(&self.state_file("intent"));
        }
        self.is_committed = true;
        self.copies.save();
        self.made.save(|path| planned.get(path).map(|planned| planned.hash));
        Ok(report)
    }

    /// Files that earlier builds wrote and this one does not.
    fn stale(&self, planned: &BTreeMap<OutputPath, Planned>) -> Result<Stale, WriteError> {
        let owned = self.manifest.iter().chain([&self.intent]).flat_map(|manifest| manifest.files.keys());
        let candidates: BTreeSet<&OutputPath> = owned.filter(|path| !planned.contains_key(*path)).collect();
        let looked: Vec<_> =
            candidates.into_par_iter().map(|path| Ok((path.clone(), self.state_of(path)?))).collect::<Result<_, WriteError>>()?;
        let mut stale = Stale::default();
        for (path, state) in looked {
            stale.folders.extend(folders_of(&path).take_while(|folder| self.is_folder(folder)).map(str::to_owned));
            match state {
                State::Ours => stale.gone.insert(path),
                State::Changed => stale.kept.insert(path),
                State::Missing => false,
            };
        }
        Ok(stale)
    }

    /// Whether there is a folder rather than a symlink, which would not be ours and might lead anywhere.
    fn is_folder(&self, path: &str) -> bool {
        fs::symlink_metadata(self.root.join(path)).is_ok_and(|metadata| metadata.is_dir())
    }

    fn state_of(&self, path: &OutputPath) -> Result<State, WriteError> {
        if !folders_of(path).all(|folder| self.is_folder(folder)) {
            return Ok(State::Missing);
        }
        let place = self.root.join(path.as_str());
        match fs::symlink_metadata(&place) {
            Ok(metadata) if metadata.is_file() => {
                let hash = hash_of(&place)?;
                let is_ours = self.manifest.as_ref().is_some_and(|manifest| manifest.has(path, hash));
                Ok(if is_ours || self.intent.has(path, hash) { State::Ours } else { State::Changed })
            }
            Ok(_) | Err(_) => Ok(State::Missing),
        }
    }

    /// Finds everything that could make a move fail, before the first one.
    fn refuse_what_is_in_the_way(&self, planned: &BTreeMap<OutputPath, Planned>, stale: &Stale) -> Result<(), WriteError> {
        let folders: BTreeSet<&str> = planned.keys().flat_map(folders_of).collect();
        if let Some(path) = planned.keys().find(|path| folders.contains(path.as_str())) {
            return Err(WriteError::PlannedTwice(path.clone()));
        }
        let mut foreign = std::mem::take(&mut *locked(&self.foreign));
        foreign.extend(stale.kept.iter().filter(|path| folders.contains(path.as_str())).cloned());
        for path in &*locked(&self.at_folders) {
            foreign.extend(self.foreign_files_below(&self.root.join(path.as_str()), stale));
        }
        if foreign.is_empty() { Ok(()) } else { Err(WriteError::ForeignFiles(self.root.clone(), foreign.into_iter().collect())) }
    }

    /// Files that are not ours in a folder that has to be replaced.
    fn foreign_files_below(&self, folder: &Path, stale: &Stale) -> Vec<OutputPath> {
        let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
        let files = entries.filter(|entry| !entry.file_type().is_dir());
        let paths = files.map(|entry| {
            let below = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let segments: Vec<_> = below.iter().map(|segment| segment.to_string_lossy()).collect();
            OutputPath::from(segments.join("/"))
        });
        paths.filter(|path| !stale.gone.contains(path)).collect()
    }

    /// Records what the commit is about to write, and what killed ones were going to.
    fn write_intent(&self, planned: &BTreeMap<OutputPath, Planned>) -> Result<(), WriteError> {
        let mut intent = self.intent.clone();
        for (path, planned) in planned {
            if matches!(planned.change, Change::Write { .. }) {
                intent.add(path, planned.hash);
            }
        }
        let draft = self.folder().join("intent");
        self.operations.replace(&self.state_file("intent"), &draft, intent.text().as_bytes())
    }

    fn change(
        &self,
        planned: &BTreeMap<OutputPath, Planned>,
        stale: &Stale,
        manifest: &Manifest,
        undo: &Undo,
    ) -> Result<(), WriteError> {
        // New files come first, so that a reader meanwhile finds old pages rather than none; but a file with the name of a new
        // folder, or one that differs from a new file only in case, has to be removed before.
        let taken: BTreeSet<String> = planned.keys().flat_map(|path| folders_of(path).chain([path.as_str()])).map(fold).collect();
        let is_in_the_way = |path: &OutputPath| {
            taken.contains(&fold(path.as_str())) || folders_of(path).any(|folder| planned.contains_key(folder))
        };
        let (first, later): (Vec<_>, Vec<_>) = stale.gone.iter().enumerate().partition(|(_, path)| is_in_the_way(path));
        self.move_away(&first, undo)?;
        let emptied = first.iter().flat_map(|(_, path)| folders_of(path)).map(str::to_owned).collect();
        self.prune(&emptied, undo)?;
        // A folder in the way may contain only empty folders.
        self.clear_folders(undo)?;
        self.create_folders(planned, undo)?;
        let numbered: Vec<_> = planned.iter().enumerate().collect();
        numbered.par_iter().try_for_each(|(number, (path, planned))| self.put(*number, path, planned, undo))?;
        self.move_away(&later, undo)?;
        self.prune(&stale.folders, undo)?;
        let draft = self.folder().join("manifest");
        self.operations.replace(&self.state_file("manifest"), &draft, manifest.text().as_bytes())
    }

    fn move_away(&self, paths: &[(usize, &OutputPath)], undo: &Undo) -> Result<(), WriteError> {
        paths.par_iter().try_for_each(|(number, path)| {
            let place = self.root.join(path.as_str());
            let kept = self.old_files().join(format!("stale-{number}"));
            self.operations.rename(&place, &kept)?;
            undo.note(Step::Removed(place, kept));
            Ok(())
        })
    }

    /// Removes folders that have become empty, the innermost first.
    fn prune(&self, folders: &BTreeSet<String>, undo: &Undo) -> Result<(), WriteError> {
        for folder in folders.iter().rev() {
            let place = self.root.join(folder);
            if self.is_folder(folder) && self.operations.remove_empty_folder(&place)? {
                undo.note(Step::Pruned(place));
            }
        }
        Ok(())
    }

    /// Removes the folders at whose paths there will be files, once they are empty.
    fn clear_folders(&self, undo: &Undo) -> Result<(), WriteError> {
        for path in locked(&self.at_folders).iter().filter(|path| self.is_folder(path.as_str())) {
            let entries = WalkDir::new(self.root.join(path.as_str()));
            for entry in entries.contents_first(true).into_iter().filter_map(Result::ok) {
                if self.operations.remove_empty_folder(entry.path())? {
                    undo.note(Step::Pruned(entry.into_path()));
                }
            }
        }
        Ok(())
    }

    fn create_folders(&self, planned: &BTreeMap<OutputPath, Planned>, undo: &Undo) -> Result<(), WriteError> {
        let writes = planned.iter().filter(|(_, planned)| matches!(planned.change, Change::Write { .. }));
        let folders: BTreeSet<&str> = writes.flat_map(|(path, _)| folders_of(path)).collect();
        for folder in folders {
            let place = self.root.join(folder);
            if fs::symlink_metadata(&place).is_err() {
                self.operations.create_folder(&place)?;
                undo.note(Step::Created(place));
            }
        }
        Ok(())
    }

    fn put(&self, number: usize, path: &OutputPath, planned: &Planned, undo: &Undo) -> Result<(), WriteError> {
        let Change::Write { staged, replaces } = &planned.change else { return Ok(()) };
        let place = self.root.join(path.as_str());
        if *replaces {
            let kept: PathBuf = self.old_files().join(number.to_string());
            self.operations.keep(&place, &kept)?;
            self.operations.rename(staged, &place)?;
            undo.note(Step::Replaced(place, kept));
        } else {
            self.operations.rename(staged, &place)?;
            undo.note(Step::Added(place));
        }
        Ok(())
    }
}

/// Files that earlier builds wrote and this one does not.
#[derive(Default)]
struct Stale {
    /// Files with the bytes we wrote: they are removed.
    gone: BTreeSet<OutputPath>,
    /// Files that somebody has changed: they stay, and no longer count as ours.
    kept: BTreeSet<OutputPath>,
    /// The folders of all of them, which may be empty now.
    folders: BTreeSet<String>,
}

enum State {
    Ours,
    Changed,
    Missing,
}

fn report(planned: &BTreeMap<OutputPath, Planned>, stale: &Stale) -> Report {
    let mut report = Report { removed: stale.gone.len(), kept: stale.kept.iter().cloned().collect(), ..Report::default() };
    for planned in planned.values() {
        report.bytes += planned.size;
        if matches!(planned.change, Change::Write { .. }) {
            report.written += 1;
            report.bytes_written += planned.size;
        } else {
            report.unchanged += 1;
        }
    }
    report
}

fn manifest(planned: &BTreeMap<OutputPath, Planned>) -> Manifest {
    let mut manifest = Manifest::default();
    for (path, planned) in planned.iter().filter(|(_, planned)| !matches!(planned.change, Change::NoneForeign)) {
        manifest.add(path, planned.hash);
    }
    manifest
}

/// The folders a path is in, outermost first.
fn folders_of(path: &OutputPath) -> impl Iterator<Item = &str> {
    path.as_str().match_indices('/').map(|(end, _)| &path.as_str()[..end])
}

/// A path as a file system that ignores case and normal form compares it.
fn fold(path: &str) -> String {
    nfc(path).to_lowercase()
}
