//! Whose past is asked for.

use std::path::Path;

use crate::path::{RepositoryPath, SourcePath};

/// Whose past is asked for, and how.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The repository's root.
    pub root: &'a Path,
    /// The content root within the repository; empty when they are the same.
    pub content: &'a str,
    /// The pages, with their paths in the repository.
    pub pages: &'a [(SourcePath, RepositoryPath)],
    /// Whether contributors are read.
    pub names: bool,
    /// Whether it is read what each commit did to each page.
    pub commits: bool,
}

impl Asked<'_> {
    /// The path of a page below the content root, from that in the repository; `None` for what lies elsewhere.
    pub(super) fn source_path(&self, path: &str) -> Option<SourcePath> {
        if self.content.is_empty() {
            return Some(SourcePath::from(path));
        }
        path.strip_prefix(self.content)?.strip_prefix('/').map(SourcePath::from)
    }
}
