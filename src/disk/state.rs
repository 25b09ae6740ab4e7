//! The folders in which the tool keeps its own files: what it remembers for a project, and what it knows about an output folder.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{LARGEST, read_regular};

/// The name of both folders, `PROJECT/.journeybook/` and `OUTPUT/.journeybook/`.
pub(super) const STATE_FOLDER: &str = ".journeybook";

/// The project's folder, created if missing, with a `.gitignore` so that Git ignores it.
pub(super) fn state_folder(project: &Path) -> io::Result<PathBuf> {
    let folder = project.join(STATE_FOLDER);
    fs::create_dir_all(&folder)?;
    let ignore = folder.join(".gitignore");
    // A folder that Git does not ignore is a nuisance, but no reason to stop.
    if !ignore.exists() {
        let _ = fs::write(ignore, "*\n");
    }
    Ok(folder)
}

/// What [`remember`] stored under a name; `None` if it cannot be read.
#[must_use]
pub fn remembered(project: &Path, name: &str) -> Option<String> {
    String::from_utf8(read_regular(&project.join(STATE_FOLDER).join(name), LARGEST).ok()?).ok()
}

/// Stores a text for later runs. A failure to write it only costs a later run time.
pub fn remember(project: &Path, name: &str, text: &str) {
    let Ok(folder) = state_folder(project) else { return };
    let draft = folder.join(format!("{name}.{}.new", std::process::id()));
    if fs::write(&draft, text).and_then(|()| fs::rename(&draft, folder.join(name))).is_err() {
        let _ = fs::remove_file(&draft);
    }
}
