//! One state of the handbook as shown.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::disk::Project;
use crate::pipeline::Handbook;
use crate::render::Shared;
use crate::texts::ReadTexts;
use crate::theme::ThemeFiles;
use crate::workspace::Workspace;

/// A handbook with everything known about it at one moment.
pub(super) struct Generation {
    /// Counts up from 1.
    pub(super) number: u64,
    /// Where the handbook is.
    pub(super) project: Project,
    /// The handbook from its sources to its plan.
    pub(super) handbook: Arc<Handbook>,
    /// The theme's files in the project, whether in use or not.
    pub(super) theme_files: Arc<ThemeFiles>,
    /// Its problems, except those found only by rendering.
    pub(super) faults: Vec<Diagnostic>,
    shared: OnceLock<Shared>,
    search: OnceLock<()>,
}

impl Generation {
    /// The generation with this number, from the present state of the workspace.
    pub(super) fn new(workspace: &Workspace, number: u64) -> Self {
        Self {
            number,
            project: workspace.project().clone(),
            handbook: Arc::clone(workspace.handbook()),
            theme_files: Arc::clone(workspace.theme_files()),
            faults: workspace.diagnostics(),
            shared: OnceLock::new(),
            search: OnceLock::new(),
        }
    }

    /// The data shared by all its pages.
    pub(super) fn shared(&self) -> &Shared {
        self.shared.get_or_init(|| Shared::new(&self.handbook.site, &self.handbook.theme))
    }

    /// Makes the search's index, once for all concurrent requests for pieces of it. They may wait for one another, since none of
    /// them runs on a thread that makes the index.
    pub(super) fn prepare_search(&self) {
        self.search.get_or_init(|| self.handbook.site.search.prepare());
    }

    /// The texts that problems point into.
    pub(super) fn texts(&self) -> ReadTexts<'_> {
        ReadTexts {
            sources: &self.handbook.site.sources,
            config: self.project.config_text.as_deref(),
            side_files: &self.project.side_files,
            theme_files: &self.theme_files,
            theme: &self.handbook.theme,
            searches: None,
        }
    }
}
