//! Changes the handbook's own files, all of them or none, so that neither a failure nor a kill at any moment loses anything.
//!
//! 1. [`Editing::begin`] locks the project, and finishes what an earlier run left half done; what cannot be finished is undone.
//! 2. [`Editing::apply`] checks that every file can be written: `preflight`. Then it writes the new files to
//!    `PROJECT/.journeybook/edit/`, and then the journal that says what goes where: `journal`. Up to here the handbook is
//!    untouched.
//! 3. Each file is replaced atomically, and the move comes last: `carry`. If one of these steps fails, those before it are undone.
//!    The journal is removed when everything is done.
//!
//! A file that was changed in the meantime is never overwritten.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::edit::Changes;
use crate::git;

use super::open::Project;
use super::state::{STATE_FOLDER, state_folder};
use super::write::{Lock, Operations, WriteError};
use journal::{Direction, Journal, Shift, Step, are_one_to_some};

mod carry;
mod error;
mod journal;
mod preflight;
#[cfg(test)]
mod tests;

pub use error::EditError;

/// The folder for changes in progress, in the tool's folder of a project.
const FOLDER: &str = "edit";

/// What was done to the disk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applied {
    /// The number of files with new bytes.
    pub files: usize,
    /// The old and the new path of a move, relative to the project folder.
    pub shift: Option<(String, String)>,
    /// Why Git does not know about the move, although it tracks the source.
    pub git_refused: Option<String>,
    /// Whether the changes were undone because the system refused one of them.
    pub is_taken_back: bool,
}

/// The lock for changing a project's files; one process at a time holds it.
pub struct Editing<'p> {
    project: &'p Project,
    operations: Operations,
    _lock: Lock,
}

impl<'p> Editing<'p> {
    /// Locks the project and finishes what an earlier run left half done; returns what that was, if anything.
    pub fn begin(project: &'p Project) -> Result<(Self, Option<Applied>), EditError> {
        Self::begin_with(project, Operations::default())
    }

    fn begin_with(project: &'p Project, operations: Operations) -> Result<(Self, Option<Applied>), EditError> {
        let state =
            state_folder(&project.dir).map_err(|error| WriteError::io("create", &project.dir.join(STATE_FOLDER), &error))?;
        let lock = Lock::take(&state.join("edit.lock"), WriteError::Busy(project.dir.clone()))?;
        let editing = Self { project, operations, _lock: lock };
        let journal = Journal::read(&editing.journal())?;
        if journal.is_none() {
            // What a killed run wrote before its journal, or left after it, has no meaning.
            editing.operations.remove_folder(&editing.folder())?;
        }
        let finished = journal.map(|journal| editing.finish(journal)).transpose()?;
        Ok((editing, finished))
    }

    /// Whether an earlier run left something unfinished.
    #[must_use]
    pub fn is_due(project: &Project) -> bool {
        project.dir.join(STATE_FOLDER).join(FOLDER).join("journal").exists()
    }

    /// Makes the changes, all of them or none.
    ///
    /// # Errors
    /// Why none was made. After [`EditError::Stuck`] some were made, and the next run undoes them.
    pub fn apply(&self, changes: &Changes) -> Result<Applied, EditError> {
        let journal = self.prepare(changes).inspect_err(|_| {
            let _ = self.operations.remove_folder(&self.folder());
        })?;
        self.carry_out(&journal).or_else(|error| self.give_up(journal, error))
    }

    /// Finishes what an earlier run began; what cannot be finished is undone, so that a file that is not writable does not block
    /// every later command.
    fn finish(&self, journal: Journal) -> Result<Applied, EditError> {
        if journal.direction == Direction::Back {
            self.take_back(&journal).map_err(EditError::stuck)?;
            return Ok(Applied { is_taken_back: true, ..Applied::default() });
        }
        match self.carry_out(&journal) {
            Err(EditError::Io(error)) => {
                let taken_back = self.give_up(journal, EditError::Io(error));
                match taken_back {
                    Err(EditError::Io(_)) => Ok(Applied { is_taken_back: true, ..Applied::default() }),
                    other => other,
                }
            }
            other => other,
        }
    }

    /// Undoes what was done before `error`, and returns the error.
    fn give_up(&self, journal: Journal, error: EditError) -> Result<Applied, EditError> {
        let back = Journal { direction: Direction::Back, ..journal };
        let noted = self.write_journal(&back);
        noted.and_then(|()| self.take_back(&back)).map_err(EditError::stuck)?;
        Err(error)
    }

    /// Writes the new files, keeps the old ones, and then writes the journal.
    fn prepare(&self, changes: &Changes) -> Result<Journal, EditError> {
        self.operations.remove_folder(&self.folder())?;
        self.operations.create_folder(&self.folder())?;
        self.refuse_what_is_unmerged(changes)?;
        let mut journal = Journal::default();
        let mut places = BTreeSet::new();
        for change in &changes.files {
            let place = self.place(&change.path)?;
            // A page may also be read through a symlink, but it has only one text.
            if !places.insert(place.clone()) {
                continue;
            }
            let bytes = fs::read(&place).map_err(|error| WriteError::io("read", &place, &error))?;
            if *bytes != *change.before {
                return Err(EditError::Changed(change.path.clone()));
            }
            preflight::file(&change.path, &place)?;
            let number = journal.steps.len();
            let staged = self.staged(number);
            let mut file = self.operations.create_file(&staged)?;
            self.operations.write(&mut file, &staged, &change.after)?;
            self.operations.copy_permissions(&place, &staged)?;
            self.operations.keep(&place, &self.kept(number))?;
            journal.steps.push(Step::new(&change.path, &change.before, &change.after));
        }
        let mut folders: BTreeSet<PathBuf> = places.iter().filter_map(|place| place.parent()).map(Path::to_path_buf).collect();
        if let Some((from, to)) = &changes.shift {
            self.refuse_what_is_in_the_way(from, to)?;
            folders.extend(preflight::folders_of_a_move(&self.project.dir.join(from), &self.project.dir.join(to)));
            journal.shift = Some(Shift::new(from, to));
        }
        for folder in folders {
            self.operations.try_folder(&folder)?;
        }
        self.write_journal(&journal)?;
        Ok(journal)
    }

    fn write_journal(&self, journal: &Journal) -> Result<(), EditError> {
        Ok(self.operations.replace(&self.journal(), &self.folder().join("journal.new"), journal.text().as_bytes())?)
    }

    /// Refuses to overwrite. On a case-insensitive file system the new name may be the old one.
    fn refuse_what_is_in_the_way(&self, from: &str, to: &str) -> Result<(), EditError> {
        let (from_place, to_place) = (self.project.dir.join(from), self.project.dir.join(to));
        if fs::symlink_metadata(&from_place).is_err() {
            return Err(EditError::Gone(from.to_owned()));
        }
        let is_itself = || are_one_to_some(from, to) && !stands(&to_place);
        if fs::symlink_metadata(&to_place).is_ok() && !is_itself() {
            return Err(EditError::InTheWay(to.to_owned()));
        }
        Ok(())
    }

    /// Refuses to change or move a file of which Git has several versions: they could no longer be told apart.
    fn refuse_what_is_unmerged(&self, changes: &Changes) -> Result<(), EditError> {
        let files = changes.files.iter().map(|change| &change.path);
        let moved = changes.shift.iter().map(|(from, _)| from);
        let places: Vec<PathBuf> = files.chain(moved).map(|path| self.project.dir.join(path)).collect();
        let root = &self.project.repository_root;
        let repositories: BTreeSet<PathBuf> = places.iter().map(|place| git::moving::repository_of(place, root)).collect();
        let mut unmerged = repositories.iter().flat_map(|repository| git::moving::unmerged(repository));
        match unmerged.find(|file| places.iter().any(|place| file.starts_with(place))) {
            Some(file) => Err(EditError::Unmerged(file.strip_prefix(&self.project.dir).unwrap_or(&file).display().to_string())),
            None => Ok(()),
        }
    }

    /// Where a file really is: a symlink stays one, and the file it leads to is replaced.
    fn place(&self, path: &str) -> Result<PathBuf, EditError> {
        let place = self.project.dir.join(path);
        fs::canonicalize(&place).map_err(|_| EditError::Gone(path.to_owned()))
    }

    fn staged(&self, number: usize) -> PathBuf {
        self.folder().join(number.to_string())
    }

    fn kept(&self, number: usize) -> PathBuf {
        self.folder().join(format!("{number}.old"))
    }

    fn folder(&self) -> PathBuf {
        self.project.dir.join(STATE_FOLDER).join(FOLDER)
    }

    fn journal(&self) -> PathBuf {
        self.folder().join("journal")
    }
}

/// Whether an entry with exactly this name exists, even on file systems that ignore case or normal form.
fn stands(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return path.exists() };
    fs::read_dir(folder).is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(|entry| entry.file_name() == name)))
}
