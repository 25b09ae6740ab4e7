//! `templates/KIND.md`, the project's own templates of pages.

use std::sync::Arc;

use crate::path::ProjectPath;

/// A file beside `handbook.yaml` that the configuration is made from, with its text, or with the reason why it cannot be read.
pub type SideFile = (ProjectPath, Result<Arc<str>, String>);

/// The folder of templates, in the project folder.
pub const TEMPLATES: &str = "templates";

/// A template of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageTemplate {
    /// The kind of pages that it is for.
    pub kind: Arc<str>,
    /// Its file.
    pub path: ProjectPath,
    /// Its text, or why it cannot be read.
    pub text: Result<Arc<str>, String>,
}

/// The file of the template for a kind of pages, relative to the project.
#[must_use]
pub fn template_path(kind: &str) -> String {
    format!("{TEMPLATES}/{kind}.md")
}

/// The templates among some files, one for each of the kinds that has one.
#[must_use]
pub fn templates(files: &[SideFile], kinds: &[Arc<str>]) -> Vec<PageTemplate> {
    let template = |kind: &Arc<str>| {
        let path = template_path(kind);
        let (path, text) = files.iter().find(|(file, _)| *file.as_str() == *path)?;
        Some(PageTemplate { kind: Arc::clone(kind), path: path.clone(), text: text.clone() })
    };
    kinds.iter().filter_map(template).collect()
}
