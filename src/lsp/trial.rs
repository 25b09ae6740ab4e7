//! Problems that are found only by rendering: the theme of a project is tried on one page of each kind.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::pipeline::Handbook;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;
use crate::theme::{Author, Theme};

/// The theme that was tried last, and its faults.
#[derive(Default)]
pub(super) struct Trial {
    theme: Option<Arc<Theme>>,
    faults: Vec<Diagnostic>,
}

impl Trial {
    /// The faults of the handbook's theme. A theme without faults is not tried again, and a built-in one not at all.
    pub(super) fn faults(&mut self, handbook: &Handbook) -> &[Diagnostic] {
        let theme = &handbook.theme;
        let is_known = self.theme.as_ref().is_some_and(|tried| Arc::ptr_eq(tried, theme)) && self.faults.is_empty();
        if !is_known {
            self.theme = Some(Arc::clone(theme));
            self.faults = tried(handbook);
        }
        &self.faults
    }
}

fn tried(handbook: &Handbook) -> Vec<Diagnostic> {
    let Handbook { site, theme, plan, .. } = handbook;
    // A template that did not compile has been reported already.
    if theme.author() == Author::Program || !theme.is_whole() {
        return Vec::new();
    }
    let highlighter = Highlighter::new();
    let renderer = Renderer::new(site, theme, plan, &highlighter);
    plan.one_of_each_kind(site).flat_map(|(_, recipe)| renderer.render(recipe).diagnostics).collect()
}
