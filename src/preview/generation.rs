//! One state of the handbook that is shown.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::disk::Project;
use crate::pipeline::Handbook;
use crate::render::Shared;
use crate::texts::ReadTexts;
use crate::theme::ThemeFiles;
use crate::workspace::Workspace;

/// A handbook with all that is known of it at one moment.
pub(super) struct Generation {
    /// Counts up from 1.
    pub(super) number: u64,
    /// Where the handbook lies.
    pub(super) project: Project,
    /// The handbook from its sources to its plan.
    pub(super) handbook: Arc<Handbook>,
    /// The theme's files in the project, in force or not.
    pub(super) theme_files: Arc<ThemeFiles>,
    /// What is wrong with it, except for what only rendering tells.
    pub(super) faults: Vec<Diagnostic>,
    shared: OnceLock<Shared>,
    search: OnceLock<()>,
}

impl Generation {
    /// The generation of this number: what the workspace holds now.
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

    /// What all its pages share.
    pub(super) fn shared(&self) -> &Shared {
        self.shared.get_or_init(|| Shared::new(&self.handbook.site, &self.handbook.theme))
    }

    /// Makes the search's index, once for all who ask for pieces of it at the same moment. They may wait for one another, since
    /// none of them is a thread that the index is made by.
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
