//! Whether everything that is about to be written can be written, found out before anything is.

use std::fs;
use std::path::{Path, PathBuf};

use super::EditError;
use crate::disk::write::WriteError;

/// Refuses a file that is marked read-only. Its folder might let another take its place, but whoever marked it meant it to stay.
pub(super) fn file(path: &str, place: &Path) -> Result<(), EditError> {
    let metadata = fs::metadata(place).map_err(|error| WriteError::io("read", place, &error))?;
    if metadata.permissions().readonly() { Err(EditError::ReadOnly(path.to_owned())) } else { Ok(()) }
}

/// The folders in which a move changes entries: the one it leads from, the nearest that is there of those it leads to, and, since a
/// folder names its parent, a folder that is moved.
pub(super) fn folders_of_a_move(from: &Path, to: &Path) -> Vec<PathBuf> {
    let moved = (from.is_dir() && !from.is_symlink()).then_some(from);
    let to = to.ancestors().skip(1).find(|folder| folder.is_dir());
    [from.parent(), to, moved].into_iter().flatten().map(Path::to_path_buf).collect()
}
