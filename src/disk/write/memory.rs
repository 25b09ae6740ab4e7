//! Where a project keeps what it remembers of one output folder.

use std::path::{Path, PathBuf};

use crate::disk::state::{remember, remembered};

/// The place of one memory: a file in the project's state folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Memory {
    project: PathBuf,
    name: String,
}

impl Memory {
    /// The memory of this kind of the site at `output` for the project at `project`.
    pub(super) fn new(project: &Path, kind: &str, output: &Path) -> Self {
        let name = blake3::hash(output.as_os_str().as_encoded_bytes()).to_hex();
        Self { project: project.to_path_buf(), name: format!("{kind}-{}", &name[..16]) }
    }

    /// The file's name in the project's state folder.
    #[cfg(test)]
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// What is remembered; `None` when it cannot be read.
    pub(super) fn read(&self) -> Option<String> {
        remembered(&self.project, &self.name)
    }

    /// Remembers a text. One that cannot be written costs a later run time and nothing else.
    pub(super) fn write(&self, text: &str) {
        remember(&self.project, &self.name, text);
    }
}
