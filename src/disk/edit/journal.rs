//! What is about to be done, written down before it is done.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::EditError;
use crate::disk::write::WriteError;

/// The changes under way: the new bytes of the file with number N lie beside the journal in a file called N.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Journal {
    pub(super) steps: Vec<Step>,
    pub(super) shift: Option<Shift>,
}

/// A file that gets other bytes, known by the hashes of both.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    pub(super) path: String,
    before: String,
    after: String,
}

/// Something that gets another path.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Shift {
    pub(super) from: String,
    pub(super) to: String,
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
    /// The journal at a path, when there is one. It was moved there whole, so one that cannot be read is not ours.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, EditError> {
        let bytes = match fs::read(path) {
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
