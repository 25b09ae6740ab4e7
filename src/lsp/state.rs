//! One handbook as its keeper left it after a change.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::Origin;
use crate::disk::{self, Project};
use crate::path::SourcePath;
use crate::pipeline::Handbook;
use crate::resolve::Site;

use super::problem::Problems;

/// A handbook with the texts of the editor in it.
#[derive(Clone)]
pub(super) struct State {
    /// How many changes of the editor are in it.
    pub(super) changes: u64,
    /// Where it lies.
    pub(super) project: Project,
    /// The handbook.
    pub(super) handbook: Arc<Handbook>,
    /// What is wrong with it.
    pub(super) problems: Arc<Problems>,
}

impl State {
    /// The site.
    pub(super) fn site(&self) -> &Site {
        &self.handbook.site
    }

    /// Where a file of the content lies.
    pub(super) fn file(&self, path: &SourcePath) -> PathBuf {
        self.project.source_file(&self.site().sources.roots, path)
    }

    /// The page that a file is or would be.
    pub(super) fn page_at(&self, file: &Path) -> Option<SourcePath> {
        let site = self.site();
        disk::page_at(&self.project, &site.config, &site.sources.roots, file)
    }

    /// Where the file of a problem lies.
    pub(super) fn origin(&self, origin: &Origin) -> PathBuf {
        match origin {
            Origin::Source(path) => self.file(path),
            Origin::Project(path) => self.project.dir.join(path.as_str()),
        }
    }
}
