//! The site of another generator: read as a tree, and turned into a handbook in place.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use walkdir::WalkDir;

use super::reason;
use super::state::STATE_FOLDER;
use crate::git::moving;
use crate::import::{ImportedFile, Tree};

/// The largest file that is read as text, in bytes; larger ones are copied unchanged.
const LARGEST_TEXT: u64 = 8_000_000;

/// Reads the files below a folder, except tools' own files. A symlink is followed if it leads to a file in the folder.
pub fn read_tree(dir: &Path) -> Tree {
    let mut files = BTreeMap::new();
    let mut unread = Vec::new();
    let is_kept = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0
            || !(entry.file_type().is_dir()
                && (name == STATE_FOLDER || matches!(&*name, ".git" | "node_modules" | ".venv" | ".hg" | ".svn")))
    };
    for entry in WalkDir::new(dir).sort_by_file_name().into_iter().filter_entry(is_kept) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                unread.extend(error.path().map(|path| shown(dir, path)));
                continue;
            }
        };
        if entry.file_type().is_dir() {
            continue;
        }
        let path = shown(dir, entry.path());
        let is_file = entry.file_type().is_file() || is_link_within(dir, entry.path());
        if !is_file || entry.path().strip_prefix(dir).ok().and_then(Path::to_str).is_none() {
            unread.push(path);
            continue;
        }
        let is_small = fs::metadata(entry.path()).is_ok_and(|metadata| metadata.len() <= LARGEST_TEXT);
        let bytes = if is_small { fs::read(entry.path()).map(Some) } else { Ok(None) };
        match bytes {
            Ok(bytes) => {
                files.insert(path, bytes.map(Arc::from));
            }
            Err(_) => unread.push(path),
        }
    }
    let mut tree = Tree::new(files);
    tree.unread = unread;
    tree
}

/// The text of a file outside `dir` but within the repository that a page of the site includes.
pub fn read_around(dir: &Path, repository_root: &Path, path: &str) -> Option<String> {
    let place = fs::canonicalize(dir.join(path)).ok()?;
    let is_inside =
        place.starts_with(repository_root) && place.is_file() && !place.components().any(|part| part.as_os_str() == ".git");
    if is_inside { fs::read_to_string(place).ok() } else { None }
}

fn is_link_within(dir: &Path, path: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|target| target.starts_with(dir) && target.is_file())
}

fn shown(dir: &Path, path: &Path) -> String {
    let below = path.strip_prefix(dir).unwrap_or(path);
    below.iter().map(|segment| segment.to_string_lossy()).collect::<Vec<_>>().join("/")
}

/// Why a site was not turned into a handbook in place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InPlaceError {
    /// The folder is not in a repository, or Git is not installed.
    NoRepository,
    /// Something is not committed.
    Unclean,
    /// This exists already.
    Exists(String),
    /// This could not be done, for this reason.
    Failed(String, String),
}

impl fmt::Display for InPlaceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoRepository => write!(f, "the folder is not in a Git repository"),
            Self::Unclean => write!(f, "Git has something to commit here"),
            Self::Exists(path) => write!(f, "`{path}` is there already"),
            Self::Failed(path, reason) => write!(f, "`{path}` cannot be moved or written: {reason}"),
        }
    }
}

impl std::error::Error for InPlaceError {}

/// Moves the files of the site in `dir` to their new paths with Git, and writes the new ones. Other files stay where they are.
///
/// # Errors
/// Nothing is changed unless the working tree is clean and every new path is free.
pub fn rearrange(dir: &Path, repository_root: &Path, files: &[ImportedFile]) -> Result<(), InPlaceError> {
    match moving::is_clean(repository_root) {
        None => return Err(InPlaceError::NoRepository),
        Some(false) => return Err(InPlaceError::Unclean),
        Some(true) => {}
    }
    let sources: BTreeSet<&str> = files.iter().filter_map(|file| file.from.as_deref()).collect();
    let is_in_the_way = |file: &&ImportedFile| {
        let is_own = file.from.as_deref() == Some(&file.path) || file.path == ".gitignore";
        !is_own && (sources.contains(&*file.path) || dir.join(&file.path).symlink_metadata().is_ok())
    };
    if let Some(file) = files.iter().find(is_in_the_way) {
        return Err(InPlaceError::Exists(file.path.clone()));
    }
    for file in files {
        let place = dir.join(&file.path);
        let failed = |error: std::io::Error| InPlaceError::Failed(file.path.clone(), reason(&error));
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(failed)?;
        }
        match &file.from {
            Some(from) if *from != file.path => {
                let from = dir.join(from);
                if moving::is_tracked(repository_root, &from) {
                    moving::mv(repository_root, &from, &place).map_err(failed)?;
                } else {
                    fs::rename(&from, &place).map_err(failed)?;
                }
            }
            _ => {}
        }
        if let Some(text) = &file.text
            && !(file.path == ".gitignore" && place.exists())
        {
            fs::write(&place, text).map_err(failed)?;
        }
    }
    Ok(())
}
