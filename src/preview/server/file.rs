//! Content assets, streamed from the disk according to the plan.

use std::path::{Path, PathBuf};

use tokio::fs::File;

use crate::disk::is_of_git;
use crate::path::SourcePath;
use crate::preview::generation::Generation;

/// A file ready to be sent.
pub(super) struct Asset {
    /// The file, at its start.
    pub(super) file: File,
    /// Its size in bytes.
    pub(super) length: u64,
    /// Changes with the file.
    pub(super) version: String,
}

/// Opens a content asset; `None` if it no longer exists, or has become something that is not content: a symlink out of the
/// repository, a folder, a pipe.
pub(super) async fn open(generation: &Generation, path: &SourcePath) -> Option<Asset> {
    let repository = generation.project.repository_root.clone();
    let location = generation.project.source_file(&generation.handbook.site.sources.roots, path);
    let (file, length, version) = tokio::task::spawn_blocking(move || open_within(&repository, location)).await.ok()??;
    Some(Asset { file: File::from_std(file), length, version })
}

fn open_within(repository: &Path, location: PathBuf) -> Option<(std::fs::File, u64, String)> {
    let location = std::fs::canonicalize(location).ok()?;
    // Opening a pipe might wait for ever, so only regular files are opened.
    if !location.starts_with(repository) || is_of_git(&location) || !std::fs::metadata(&location).ok()?.is_file() {
        return None;
    }
    let file = std::fs::File::open(&location).ok()?;
    let metadata = file.metadata().ok().filter(std::fs::Metadata::is_file)?;
    let modified = metadata.modified().ok().and_then(|time| time.duration_since(std::time::UNIX_EPOCH).ok());
    let version = format!("{:x}-{:x}", metadata.len(), modified.unwrap_or_default().as_nanos());
    Some((file, metadata.len(), version))
}
