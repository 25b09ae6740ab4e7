//! Changes to the files of a project, made all together or not at all.

use std::sync::Arc;

use crate::source::{Source, Sources};

/// A file that gets new bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// The file, relative to the project folder.
    pub path: String,
    /// Its present bytes.
    pub before: Arc<[u8]>,
    /// Its new bytes.
    pub after: Arc<[u8]>,
}

/// Files that get new bytes, and then a file or folder that gets a new path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// The files, by their paths before anything is moved.
    pub files: Vec<FileChange>,
    /// The old and the new path of a move, relative to the project folder.
    pub shift: Option<(String, String)>,
}

impl Changes {
    /// Whether there are no changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.shift.is_none()
    }
}

/// The pages whose bytes differ between two sources of the same files.
#[must_use]
pub fn changes(before: &Sources, after: &Sources) -> Vec<FileChange> {
    let pairs = before.files.iter().filter_map(|(path, source)| Some((path, source, after.files.get(path)?)));
    pairs
        .filter_map(|(path, old, new)| match (old, new) {
            (Source::Page(old), Source::Page(new)) if old != new => {
                Some(FileChange { path: before.roots.project_path(path), before: Arc::clone(old), after: Arc::clone(new) })
            }
            _ => None,
        })
        .collect()
}
