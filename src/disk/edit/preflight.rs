//! Checks that everything can be written before anything is.

use std::fs;
use std::path::{Path, PathBuf};

use super::EditError;
use crate::disk::write::WriteError;

/// Refuses a file that is marked read-only. It might still be possible to replace it, but it was marked on purpose.
pub(super) fn file(path: &str, place: &Path) -> Result<(), EditError> {
    let metadata = fs::metadata(place).map_err(|error| WriteError::io("read", place, &error))?;
    if metadata.permissions().readonly() { Err(EditError::ReadOnly(path.to_owned())) } else { Ok(()) }
}

/// The folders in which a move changes entries: the source's, the nearest existing one of the destination, and, since a folder
/// refers to its parent, a moved folder itself.
pub(super) fn folders_of_a_move(from: &Path, to: &Path) -> Vec<PathBuf> {
    let moved = (from.is_dir() && !from.is_symlink()).then_some(from);
    let to = to.ancestors().skip(1).find(|folder| folder.is_dir());
    [from.parent(), to, moved].into_iter().flatten().map(Path::to_path_buf).collect()
}
