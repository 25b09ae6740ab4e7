//! The handbook on disk: reads projects, content and themes, finds the files that pages refer to, and writes the site.
//!
//! 1. [`open`] finds the project folder, its configuration's text and its repository.
//! 2. [`load`] reads the content; [`scan`] and [`reload`] read what changed since.
//! 3. [`theme_files`] reads the project's own theme files.
//! 4. [`survey`] looks for files that pages refer to outside the content, and measures images.
//! 5. [`create`] adds the files of a new handbook or page; [`is_left_out`] says which would never be read.
//! 6. [`Editing`] changes the handbook's own files, for the commands that repair and move.
//! 7. [`read_tree`] reads the site of another generator, and [`rearrange`] turns it into a handbook in place.
//! 8. [`OutputFolder`] is a folder that may be written to, and [`Staging`] the only way to write there.
//!
//! Nothing else but `git` and `preview` touches the file system.

#![allow(clippy::disallowed_methods, reason = "this is where the disk is read and written")]

use std::fs;
use std::io;
use std::path::Path;

mod content;
mod create;
#[cfg(test)]
mod fixture;
mod load;
mod edit;
mod foreign_site;
mod named;
mod names;
mod open;
mod pack;
mod read;
mod stamp;
mod state;
mod survey;
mod svg;
mod systems;
mod theme_files;
mod unread;
mod walk;
mod write;

pub use content::{is_left_out, page_at};
pub use create::{CreateError, Created, NewProject, create, create_file, create_with_copies, locate_new};
pub use edit::{Applied, EditError, Editing};
pub use foreign_site::{InPlaceError, read_around, read_tree, rearrange};
pub use load::{Loaded, load, reload, scan};
pub use named::{NameError, NamedMove, is_read, is_there, name_move};
pub use open::{OpenError, Project, cname, find, handbook_around, open, resolved, side_files, side_folders};
pub use pack::{Packed, pack};
pub use state::{remember, remember_data, remembered, remembered_data};
pub use survey::{Earlier, codeowners_file, survey};
pub use theme_files::{theme_files, theme_folders};
pub use unread::{beside, content_there};
pub use write::{OutputFolder, Produced, Report, Staging, WriteError};

/// Whether there is nothing at a path, or a dangling symlink, or an empty file.
#[must_use]
pub fn is_missing_or_empty(path: &Path) -> bool {
    path.metadata().map_or(true, |found| found.is_file() && found.len() == 0)
}

/// Whether a path without symlinks leads into a Git folder, including a submodule's: nothing in it is ever published.
#[must_use]
pub fn is_of_git(path: &Path) -> bool {
    path.iter().any(|segment| segment == ".git")
}

/// The text of a named file, wherever it is.
///
/// # Errors
/// Why it cannot be read, as diagnostics word it.
pub fn read_text(path: &Path) -> Result<String, String> {
    match fs::metadata(path) {
        // Reading something other than a regular file might never end.
        Ok(metadata) if !metadata.is_file() => Err("it is not a file".to_owned()),
        Ok(_) => fs::read_to_string(path).map_err(|error| reason(&error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err("it does not exist".to_owned()),
        Err(error) => Err(reason(&error)),
    }
}

/// The largest of its own files that the tool reads, in bytes: a manifest of some three million files.
const LARGEST: u64 = 512_000_000;

/// Reads a file as [`fs::read`] does, but never a pipe, a device, or more than `limit` bytes.
fn read_regular(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let refused = |why: &str| io::Error::new(io::ErrorKind::InvalidData, why);
    if !fs::metadata(path)?.is_file() {
        return Err(refused("it is not a regular file"));
    }
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut io::Read::take(fs::File::open(path)?, limit + 1), &mut bytes)?;
    if bytes.len() as u64 > limit { Err(refused("it is too large")) } else { Ok(bytes) }
}

/// Appends bytes to a file, which is created if missing; the error says why it failed.
pub fn append(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let file = fs::OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| io::Write::write_all(&mut file, bytes)).map_err(|error| reason(&error))
}

/// Writes a text file atomically: a reader gets either the old text or the new one.
///
/// # Errors
/// Why it cannot be written, as diagnostics word it.
pub fn write_text(path: &Path, text: &str) -> Result<(), String> {
    if path.is_dir() {
        return Err("it is a folder".to_owned());
    }
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    let written = write::Operations::default().replace(path, Path::new(&draft), text.as_bytes());
    written.map_err(|error| error.to_string())
}

/// Writes the CODEOWNERS file at `place` of a repository, and makes the folder that it is in; the error is the end of a sentence.
pub fn write_codeowners(root: &Path, place: &str, text: &str) -> Result<(), String> {
    let path = root.join(place);
    path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| reason(&error))?;
    write_text(&path, text)
}

/// Why something failed, as diagnostics word it.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        kind @ (io::ErrorKind::PermissionDenied
        | io::ErrorKind::NotFound
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::IsADirectory
        | io::ErrorKind::StorageFull
        | io::ErrorKind::ReadOnlyFilesystem) => kind.to_string(),
        _ => error.to_string(),
    }
}
