//! The steps of a journal, done or undone as far as necessary.

use std::fs;
use std::path::{Path, PathBuf};

use super::journal::{Journal, Shift, Step};
use super::{Applied, EditError, Editing, stands};
use crate::disk::write::WriteError;
use crate::git;

impl Editing<'_> {
    /// Does the steps of a journal that are not done yet.
    pub(super) fn carry_out(&self, journal: &Journal) -> Result<Applied, EditError> {
        let mut applied = Applied { files: journal.steps.len(), ..Applied::default() };
        let is_moved = journal.shift.as_ref().is_some_and(|shift| self.is_moved(shift));
        let has_left = journal.shift.as_ref().is_some_and(|shift| self.has_left(shift));
        if !has_left {
            for (number, step) in journal.steps.iter().enumerate() {
                self.put(number, step)?;
            }
        }
        if let Some(shift) = &journal.shift {
            if !is_moved {
                applied.git_refused = self.shift(shift)?;
            }
            applied.shift = Some((shift.from.clone(), shift.to.clone()));
        }
        self.forget()?;
        Ok(applied)
    }

    /// Undoes the steps of a journal that were done.
    pub(super) fn take_back(&self, journal: &Journal) -> Result<(), EditError> {
        if let Some(shift) = &journal.shift {
            for (from, to) in shift.hops().into_iter().rev() {
                if stands(&self.at(to)) && !stands(&self.at(from)) {
                    self.hop(to, from)?;
                }
            }
        }
        for (number, step) in journal.steps.iter().enumerate() {
            let place = self.place(&step.path)?;
            let bytes = read(&place)?;
            // A file that somebody has changed since is left alone, and one that is still the old one needs nothing.
            if step.is_done(&bytes) && !step.is_due(&bytes) {
                self.operations.put(&self.kept(number), &place)?;
            }
        }
        self.forget()
    }

    /// Removes the journal. Without it the rest of the folder has no meaning.
    fn forget(&self) -> Result<(), EditError> {
        self.operations.remove_file(&self.journal())?;
        let _ = self.operations.remove_folder(&self.folder());
        Ok(())
    }

    fn put(&self, number: usize, step: &Step) -> Result<(), EditError> {
        let place = self.place(&step.path)?;
        let bytes = read(&place)?;
        if step.is_done(&bytes) {
            return Ok(());
        }
        if !step.is_due(&bytes) {
            return Err(EditError::Interrupted(step.path.clone(), self.folder()));
        }
        Ok(self.operations.put(&self.staged(number), &place)?)
    }

    /// Whether a move is complete.
    fn is_moved(&self, shift: &Shift) -> bool {
        shift.hops().iter().all(|(from, to)| !stands(&self.at(from)) && (stands(&self.at(to)) || *to != shift.to))
    }

    /// Whether a move has begun, so that the source is no longer where the steps expect it.
    fn has_left(&self, shift: &Shift) -> bool {
        !stands(&self.at(&shift.from)) && shift.hops().iter().any(|(_, to)| stands(&self.at(to)))
    }

    /// Moves a file or folder; returns Git's message if it tracks it and refused.
    fn shift(&self, shift: &Shift) -> Result<Option<String>, EditError> {
        if !self.has_left(shift) {
            self.refuse_what_is_in_the_way(&shift.from, &shift.to)?;
        }
        if let Some(folder) = self.at(&shift.to).parent() {
            self.operations.create_folders(folder, &mut Vec::new())?;
        }
        let mut refused = None;
        for (from, to) in shift.hops() {
            if stands(&self.at(from)) {
                refused = self.hop(from, to)?.or(refused);
            }
        }
        Ok(refused)
    }

    /// One rename, by Git if it tracks the source; returns Git's message if it refused.
    fn hop(&self, from: &str, to: &str) -> Result<Option<String>, EditError> {
        let (from, to) = (self.at(from), self.at(to));
        let root = &self.project.repository_root;
        let repository = git::moving::repository_of(&from, root);
        let mut refused = None;
        self.operations.shift(&to, || {
            if git::moving::is_tracked(&repository, &from) {
                if git::moving::repository_of(&to, root) != repository {
                    refused = Some("it leads into another repository".to_owned());
                } else if let Err(error) = git::moving::mv(&repository, &from, &to) {
                    refused = Some(error.to_string());
                } else {
                    return Ok(());
                }
            }
            fs::rename(&from, &to)
        })?;
        Ok(refused)
    }

    fn at(&self, path: &str) -> PathBuf {
        self.project.dir.join(path)
    }
}

fn read(place: &Path) -> Result<Vec<u8>, EditError> {
    fs::read(place).map_err(|error| WriteError::io("read", place, &error).into())
}
