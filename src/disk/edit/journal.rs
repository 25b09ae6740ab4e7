//! What is about to be done or undone, written down before it happens.

use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::EditError;
use crate::disk::write::WriteError;
use crate::disk::{LARGEST, read_regular};
use crate::path::nfc;

/// The changes in progress. Beside the journal, the new bytes of file number N are in a file called `N`, and the file that it
/// replaces is kept as `N.old`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
    pub(super) shift: Option<Shift>,
    #[serde(default)]
    pub(super) direction: Direction,
}

/// Which way the changes go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) enum Direction {
    /// They are done.
    #[default]
    Forward,
    /// They are undone, because one of them failed.
    Back,
}

/// A file that gets new bytes, with the hashes of the old and the new ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) path: String,
    before: String,
    after: String,
}

/// Something that gets a new path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shift {
    pub(super) from: String,
    pub(super) to: String,
    /// The temporary name, if the other two are the same name on some file systems.
    #[serde(default)]
    pub(super) via: Option<String>,
}

impl Shift {
    /// The move from one path to another, both relative to the project folder.
    pub(super) fn new(from: &str, to: &str) -> Self {
        Self { from: from.to_owned(), to: to.to_owned(), via: are_one_to_some(from, to).then(|| in_between(to)) }
    }

    /// The renames that make up the move, each from a path to a path.
    pub(super) fn hops(&self) -> Vec<(&str, &str)> {
        match &self.via {
            Some(via) => vec![(&self.from, via), (via, &self.to)],
            None => vec![(&self.from, &self.to)],
        }
    }
}

/// Whether two paths differ only by case or normal form, so that they are one path on a file system that ignores these.
pub(super) fn are_one_to_some(left: &str, right: &str) -> bool {
    nfc(left).to_lowercase() == nfc(right).to_lowercase()
}

/// A hidden name beside `path`, which is never read as content.
fn in_between(path: &str) -> String {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    format!("{folder}{slash}.{name}.journeybook-moving")
}

impl Step {
    pub(super) fn new(path: &str, before: &[u8], after: &[u8]) -> Self {
        Self { path: path.to_owned(), before: hash(before), after: hash(after) }
    }

    pub(super) fn is_done(&self, bytes: &[u8]) -> bool {
        hash(bytes) == self.after
    }

    pub(super) fn is_due(&self, bytes: &[u8]) -> bool {
        hash(bytes) == self.before
    }
}

fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Journal {
    /// The journal at a path, if there is one. It was moved there complete, so one that cannot be parsed is not ours.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, EditError> {
        let bytes = match read_regular(path, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => return Ok(None),
            Err(error) => return Err(WriteError::io("read", path, &error).into()),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(|_| EditError::BadJournal(path.to_path_buf()))
    }

    pub(super) fn text(&self) -> String {
        serde_json::to_string(self).expect("structs of strings always serialise")
    }
}
