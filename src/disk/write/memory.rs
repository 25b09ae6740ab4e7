//! Where a project keeps its records about one output folder.

use std::path::{Path, PathBuf};

use crate::disk::state::{remember, remembered};

/// The place of one record: a file in the project's state folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Memory {
    project: PathBuf,
    name: String,
}

impl Memory {
    /// The record of this kind for the site at `output` and the project at `project`.
    pub(super) fn new(project: &Path, kind: &str, output: &Path) -> Self {
        let name = blake3::hash(output.as_os_str().as_encoded_bytes()).to_hex();
        Self { project: project.to_path_buf(), name: format!("{kind}-{}", &name[..16]) }
    }

    /// The file's name in the project's state folder.
    #[cfg(test)]
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The record; `None` if it cannot be read.
    pub(super) fn read(&self) -> Option<String> {
        remembered(&self.project, &self.name)
    }

    /// Stores a text. A failure to write it only costs a later run time.
    pub(super) fn write(&self, text: &str) {
        remember(&self.project, &self.name, text);
    }
}
