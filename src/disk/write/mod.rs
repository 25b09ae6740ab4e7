//! Writes the site so that it is never lost: a build that fails changes nothing, one that is killed leaves no incomplete file, and
//! files that the tool did not write are never touched.
//!
//! 1. [`OutputFolder`] is a folder that may be written to: `output_folder`.
//! 2. [`Staging::begin`] locks it and reads what earlier builds wrote: `lock`, `manifest`.
//! 3. [`Staging::add`] stores outputs that differ beside the site as they are rendered, on any thread: `staging`.
//! 4. [`Staging::commit`] moves them into place and removes outdated files, or undoes all of it: `commit`, `undo`.
//!
//! `OUTPUT/.journeybook/` holds `manifest` (what the tool wrote), and during a build `lock`, `staging/` and `intent` (what the
//! current commit is about to write). A commit writes the intent, the files and the manifest, and then removes the intent. Whenever
//! it is killed, manifest and intent together name every file of ours, so the next build recognises them all.

use std::path::{Path, PathBuf};

use super::state::STATE_FOLDER;

mod bytes;
mod commit;
mod copies;
mod error;
mod guard;
mod lock;
mod made;
mod manifest;
mod memory;
mod operations;
mod output_folder;
mod staging;
mod undo;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod tests;

pub use bytes::Produced;
pub use commit::Report;
pub use error::WriteError;
pub(super) use lock::Lock;
pub(super) use operations::Operations;
pub use output_folder::OutputFolder;
pub use staging::Staging;

/// Where the manifest of a site in `folder` is, if the folder contains one.
pub(super) fn manifest_in(folder: &Path) -> PathBuf {
    folder.join(STATE_FOLDER).join("manifest")
}
