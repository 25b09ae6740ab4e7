//! The state of one handbook after a change.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Origin;
use crate::disk::{self, Project};
use crate::path::SourcePath;
use crate::pipeline::Handbook;
use crate::resolve::Site;

use super::problem::Problems;

/// A handbook that includes the editor's texts.
#[derive(Clone)]
pub(super) struct State {
    /// The number of the editor's changes in it.
    pub(super) changes: u64,
    /// Where it is.
    pub(super) project: Project,
    /// The handbook.
    pub(super) handbook: Arc<Handbook>,
    /// Its problems.
    pub(super) problems: Arc<Problems>,
}

impl State {
    /// The site.
    pub(super) fn site(&self) -> &Site {
        &self.handbook.site
    }

    /// The path of a content file.
    pub(super) fn file(&self, path: &SourcePath) -> PathBuf {
        self.project.source_file(&self.site().sources.roots, path)
    }

    /// The page that a file is or would be.
    pub(super) fn page_at(&self, file: &Path) -> Option<SourcePath> {
        let site = self.site();
        disk::page_at(&self.project, &site.config, &site.sources.roots, file)
    }

    /// The path of a problem's file.
    pub(super) fn origin(&self, origin: &Origin) -> PathBuf {
        match origin {
            Origin::Source(path) => self.file(path),
            Origin::Project(path) => self.project.dir.join(path.as_str()),
        }
    }
}
