//! Changes the handbook's own files so that a kill at any moment loses nothing: what was begun is finished by the next run.
//!
//! 1. [`Editing::begin`] locks the project, and finishes what an earlier run left half done.
//! 2. [`Editing::apply`] writes the new files beside the old, in `PROJECT/.journeybook/edit/`, and then the journal that says what goes
//!    where: `journal`. Up to here the handbook is untouched, and any failure leaves it so.
//! 3. Each file takes its place in one step, and the rename of what is moved comes last. The journal goes when all is done.
//!
//! A file that somebody changed in between is never overwritten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::edit::Changes;
use crate::git;

use super::open::Project;
use super::write::{Lock, Operations, WriteError};
use journal::{Journal, Shift, Step};

mod error;
mod journal;
#[cfg(test)]
mod tests;

pub use error::EditError;

/// The folder for what the tool keeps of a project, and the one in it for changes under way.
const STATE: &str = ".journeybook";
const FOLDER: &str = "edit";

/// What was done to the disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// How many files have new bytes.
    pub files: usize,
    /// From where to where something was moved, relative to the project folder.
    pub shift: Option<(String, String)>,
    /// Why Git was not told of the move, though it tracks what was moved.
    pub git_refused: Option<String>,
}

/// The right to change a project's files; one process at a time has it.
pub struct Editing<'p> {
    project: &'p Project,
    operations: Operations,
    _lock: Lock,
}

impl<'p> Editing<'p> {
    /// Locks the project and finishes what an earlier run left half done, which is given when there was something.
    pub fn begin(project: &'p Project) -> Result<(Self, Option<Applied>), EditError> {
        Self::begin_with(project, Operations::default())
    }

    fn begin_with(project: &'p Project, operations: Operations) -> Result<(Self, Option<Applied>), EditError> {
        let state = project.dir.join(STATE);
        operations.create_folders(&state, &mut Vec::new())?;
        let ignore = state.join(".gitignore");
        if !ignore.exists() {
            let _ = operations.replace(&ignore, &state.join(".gitignore.new"), b"*\n");
        }
        let lock = Lock::take(&state.join("edit.lock"), WriteError::Busy(project.dir.clone()))?;
        let editing = Self { project, operations, _lock: lock };
        let finished = match Journal::read(&editing.journal())? {
            Some(journal) => Some(editing.carry_out(&journal)?),
            None => None,
        };
        Ok((editing, finished))
    }

    /// Whether an earlier run left something half done.
    #[must_use]
    pub fn is_due(project: &Project) -> bool {
        project.dir.join(STATE).join(FOLDER).join("journal").exists()
    }

    /// Makes the changes, all of them; after an error while preparing none is made, and after a later one the next run goes on.
    pub fn apply(&self, changes: &Changes) -> Result<Applied, EditError> {
        let journal = self.prepare(changes).inspect_err(|_| {
            let _ = self.operations.remove_folder(&self.folder());
        })?;
        self.carry_out(&journal)
    }

    /// Writes the new files beside the old, and then the journal.
    fn prepare(&self, changes: &Changes) -> Result<Journal, EditError> {
        self.operations.remove_folder(&self.folder())?;
        self.operations.create_folder(&self.folder())?;
        let mut journal = Journal::default();
        let mut places = BTreeSet::new();
        for change in &changes.files {
            let place = self.place(&change.path)?;
            // A page can be read through a symlink as well; it has but one text.
            if !places.insert(place.clone()) {
                continue;
            }
            let bytes = fs::read(&place).map_err(|error| WriteError::io("read", &place, &error))?;
            if *bytes != *change.before {
                return Err(EditError::Changed(change.path.clone()));
            }
            let staged = self.folder().join(journal.steps.len().to_string());
            let mut file = self.operations.create_file(&staged)?;
            self.operations.write(&mut file, &staged, &change.after)?;
            self.operations.copy_permissions(&place, &staged)?;
            journal.steps.push(Step::new(&change.path, &change.before, &change.after));
        }
        if let Some((from, to)) = &changes.shift {
            self.refuse_what_is_in_the_way(from, to)?;
            journal.shift = Some(Shift { from: from.clone(), to: to.clone() });
        }
        self.operations.replace(&self.journal(), &self.folder().join("journal.new"), journal.text().as_bytes())?;
        Ok(journal)
    }

    /// Does what a journal says, as far as it is not done yet.
    fn carry_out(&self, journal: &Journal) -> Result<Applied, EditError> {
        let mut applied = Applied { files: journal.steps.len(), ..Applied::default() };
        let is_moved = journal.shift.as_ref().is_some_and(|shift| {
            let is_there = |path: &str| fs::symlink_metadata(self.project.dir.join(path)).is_ok();
            !is_there(&shift.from) && is_there(&shift.to)
        });
        if !is_moved {
            for (number, step) in journal.steps.iter().enumerate() {
                self.put(number, step)?;
            }
        }
        if let Some(Shift { from, to }) = &journal.shift {
            if !is_moved {
                applied.git_refused = self.shift(from, to)?;
            }
            applied.shift = Some((from.clone(), to.clone()));
        }
        // Without its journal the rest of the folder says nothing.
        self.operations.remove_file(&self.journal())?;
        let _ = self.operations.remove_folder(&self.folder());
        Ok(applied)
    }

    fn put(&self, number: usize, step: &Step) -> Result<(), EditError> {
        let place = self.place(&step.path)?;
        let bytes = fs::read(&place).map_err(|error| WriteError::io("read", &place, &error))?;
        if step.is_done(&bytes) {
            return Ok(());
        }
        if !step.is_due(&bytes) {
            return Err(EditError::Interrupted(step.path.clone(), self.folder()));
        }
        self.operations.rename(&self.folder().join(number.to_string()), &place)?;
        Ok(())
    }

    /// Moves a file or folder; gives what Git said when it tracks it and refused.
    fn shift(&self, from: &str, to: &str) -> Result<Option<String>, EditError> {
        self.refuse_what_is_in_the_way(from, to)?;
        let (from, to) = (self.project.dir.join(from), self.project.dir.join(to));
        if let Some(folder) = to.parent() {
            self.operations.create_folders(folder, &mut Vec::new())?;
        }
        let root = &self.project.repository_root;
        let mut refused = None;
        self.operations.shift(&to, || {
            if git::moving::is_tracked(root, &from) {
                match git::moving::mv(root, &from, &to) {
                    Ok(()) => return Ok(()),
                    Err(error) => refused = Some(error.to_string()),
                }
            }
            fs::rename(&from, &to)
        })?;
        Ok(refused)
    }

    /// Refuses to overwrite. On a file system without case the new name may be the old one's.
    fn refuse_what_is_in_the_way(&self, from: &str, to: &str) -> Result<(), EditError> {
        let (from_place, to_place) = (self.project.dir.join(from), self.project.dir.join(to));
        if fs::symlink_metadata(&from_place).is_err() {
            return Err(EditError::Gone(from.to_owned()));
        }
        let is_itself = || {
            let real = |path: &Path| fs::canonicalize(path).ok();
            from.to_lowercase() == to.to_lowercase() && real(&from_place) == real(&to_place)
        };
        if fs::symlink_metadata(&to_place).is_ok() && !is_itself() {
            return Err(EditError::InTheWay(to.to_owned()));
        }
        Ok(())
    }

    /// Where a file really lies: a symlink stays one, and the file it leads to is replaced.
    fn place(&self, path: &str) -> Result<PathBuf, EditError> {
        let place = self.project.dir.join(path);
        fs::canonicalize(&place).map_err(|_| EditError::Gone(path.to_owned()))
    }

    fn folder(&self) -> PathBuf {
        self.project.dir.join(STATE).join(FOLDER)
    }

    fn journal(&self) -> PathBuf {
        self.folder().join("journal")
    }
}
