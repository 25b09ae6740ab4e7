//! Writes the site.

use std::path::{Path, PathBuf};

/// The folder inside an output folder that holds what the tool keeps for itself.
pub(super) const STATE_FOLDER: &str = ".journeybook";

/// Where the manifest of a site in `folder` is, when the folder is one.
pub(super) fn manifest_in(folder: &Path) -> PathBuf {
    folder.join(STATE_FOLDER).join("manifest")
}
