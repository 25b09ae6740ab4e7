//! Which handbook a command is for when nobody names one, and what paths that people write mean.

use std::path::{Path, PathBuf};

use super::stdio;
use crate::disk;

/// The named folder, else the one that [`disk::find`] finds from the current folder on, which is told when it is another.
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

/// A path that the user gave, from the folder the user is in.
pub(super) fn from_here(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
