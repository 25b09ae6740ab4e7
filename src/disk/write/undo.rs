//! What a commit has changed so far, so that it can be undone.

use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use super::guard::locked;
use super::operations::Operations;

/// One change to the output folder.
pub(super) enum Step {
    /// A folder was created.
    Created(PathBuf),
    /// An empty folder was removed.
    Pruned(PathBuf),
    /// A file was created.
    Added(PathBuf),
    /// A file was replaced; the old one is at the second path.
    Replaced(PathBuf, PathBuf),
    /// A file was moved away to the second path.
    Removed(PathBuf, PathBuf),
}

/// The changes of a commit under way.
#[derive(Default)]
pub(super) struct Undo {
    steps: Mutex<Vec<Step>>,
}

impl Undo {
    pub(super) fn note(&self, step: Step) {
        locked(&self.steps).push(step);
    }

    /// Undoes all changes, the last first, and returns whether all could be undone.
    ///
    /// The operations are not announced to the hook: this already handles a failure.
    pub(super) fn take_back(self) -> bool {
        let steps = self.steps.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        let operations = Operations::default();
        steps.into_iter().rev().fold(true, |all, step| {
            let result = match step {
                Step::Created(folder) => fs::remove_dir(folder).is_ok(),
                Step::Pruned(folder) => operations.create_folder(&folder).is_ok(),
                Step::Added(file) => fs::remove_file(file).is_ok(),
                Step::Replaced(file, old) | Step::Removed(file, old) => fs::rename(old, file).is_ok(),
            };
            all && result
        })
    }
}
