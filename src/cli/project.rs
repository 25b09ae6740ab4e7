//! Which handbook a command is for if none is named, and how paths on the command line are resolved.

use std::path::{Path, PathBuf};

use super::stdio;
use crate::disk;

/// The named folder, otherwise the one that [`disk::find`] finds from the current folder upwards; if it is another folder, its name
/// is printed.
pub(super) fn named_or_found(named: Option<PathBuf>) -> PathBuf {
    named.unwrap_or_else(|| {
        let found = disk::find(Path::new("."));
        if found != Path::new(".") {
            let shown = disk::open(&found).map_or_else(|_| found.clone(), |project| project.dir);
            stdio::tell(format_args!("the handbook is in {}", shown.display()));
        }
        found
    })
}

/// A path given by the user, relative to the current folder.
pub(super) fn from_here(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
