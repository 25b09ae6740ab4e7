//! One state of the handbook that is shown, and whether two of them look the same from any page but the edited one.

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::disk::Project;
use crate::parse::ParsedPage;
use crate::pipeline::Handbook;
use crate::render::Shared;
use crate::texts::ReadTexts;
use crate::theme::ThemeFiles;
use crate::workspace::Workspace;

/// A handbook with all that is known of it at one moment.
pub(super) struct Generation {
    /// Counts up from 1.
    pub(super) number: u64,
    /// The number of the generation since which pages show the same of one another.
    pub(super) frame: u64,
    /// Where the handbook lies.
    pub(super) project: Project,
    /// The handbook from its sources to its plan.
    pub(super) handbook: Arc<Handbook>,
    /// The theme's files in the project, in force or not.
    pub(super) theme_files: Arc<ThemeFiles>,
    /// What is wrong with it, but for what only rendering tells.
    pub(super) faults: Vec<Diagnostic>,
    shared: OnceLock<Shared>,
    search: OnceLock<()>,
}

impl Generation {
    /// The first generation.
    pub(super) fn new(workspace: &Workspace) -> Self {
        Self {
            number: 1,
            frame: 1,
            project: workspace.project().clone(),
            handbook: Arc::clone(workspace.handbook()),
            theme_files: Arc::clone(workspace.theme_files()),
            faults: workspace.diagnostics(),
            shared: OnceLock::new(),
            search: OnceLock::new(),
        }
    }

    /// The same as the one that follows `last`.
    pub(super) fn after(self, last: &Self) -> Self {
        let number = last.number + 1;
        let frame = if is_same_frame(&last.handbook, &self.handbook) { last.frame } else { number };
        Self { number, frame, ..self }
    }

    /// What all its pages share.
    pub(super) fn shared(&self) -> &Shared {
        self.shared.get_or_init(|| Shared::of(&self.handbook.site, &self.handbook.theme))
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
            theme_files: &self.theme_files,
            theme: &self.handbook.theme,
        }
    }
}

/// Whether every page is rendered as before, as long as neither its own text nor its own links changed.
fn is_same_frame(old: &Handbook, new: &Handbook) -> bool {
    let (a, b) = (&old.site, &new.site);
    Arc::ptr_eq(&old.theme, &new.theme)
        && Arc::ptr_eq(&a.config, &b.config)
        && Arc::ptr_eq(&a.surroundings, &b.surroundings)
        && Arc::ptr_eq(&a.navigation, &b.navigation)
        && Arc::ptr_eq(&a.backlinks, &b.backlinks)
        && Arc::ptr_eq(&old.plan, &new.plan)
        && (Arc::ptr_eq(&a.index, &b.index) || a.index.same_but_anchors(&b.index))
        && a.pages
            .iter()
            .zip(&b.pages)
            .all(|(old, new)| Arc::ptr_eq(&old.parsed, &new.parsed) || shows_the_same_elsewhere(&old.parsed, &new.parsed))
}

/// Whether other pages show the same of a page: they list its title, front matter and first paragraph, and quote the sentences
/// around its links.
fn shows_the_same_elsewhere(old: &ParsedPage, new: &ParsedPage) -> bool {
    old.front_matter == new.front_matter
        && old.heading_title == new.heading_title
        && old.summary == new.summary
        && old.links.len() == new.links.len()
        && old.links.iter().zip(&new.links).all(|(old, new)| old.sentence == new.sentence)
}
