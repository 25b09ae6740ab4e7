//! Texts that replace files: what an editor shows and has not saved.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Origin, name_faults};
use crate::disk::{self, Loaded, Project};
use crate::path::{ProjectPath, SourcePath};
use crate::source::{Source, Sources};
use crate::theme::ThemeFiles;

/// The texts by the absolute paths of their files.
#[derive(Debug, Default)]
pub(super) struct Overlays {
    texts: BTreeMap<PathBuf, Arc<str>>,
}

impl Overlays {
    /// Sets or removes the text of a file; returns whether it changed.
    pub(super) fn set(&mut self, path: PathBuf, text: Option<Arc<str>>) -> bool {
        match text {
            Some(text) if self.texts.get(&path) == Some(&text) => false,
            Some(text) => {
                self.texts.insert(path, text);
                true
            }
            None => self.texts.remove(&path).is_some(),
        }
    }

    /// The project with the text that replaces `handbook.yaml`.
    pub(super) fn over_project(&self, mut project: Project) -> Project {
        if let Some(text) = self.texts.get(&project.dir.join(config::FILE_NAME)) {
            let text = text.strip_prefix('\u{feff}').map_or_else(|| Arc::clone(text), Arc::from);
            project.side_files = disk::side_files(&project.dir, &text);
            project.config_text = Some(text);
        }
        for (path, read) in &mut project.side_files {
            if let Some(text) = self.texts.get(&project.dir.join(path.as_str())) {
                *read = Ok(Arc::clone(text));
            }
        }
        project
    }

    /// The content with the texts of pages in it, and the problems of its files.
    ///
    /// A page that exists only as a text is like any other, unless files with its name are excluded.
    pub(super) fn over_content(&self, project: &Project, config: &Config, loaded: &Loaded) -> (Arc<Sources>, Vec<Diagnostic>) {
        let roots = &loaded.sources.roots;
        let pages: BTreeMap<SourcePath, &Arc<str>> =
            self.texts.iter().filter_map(|(path, text)| Some((disk::page_at(project, config, roots, path)?, text))).collect();
        if pages.is_empty() {
            return (Arc::clone(&loaded.sources), loaded.diagnostics.clone());
        }
        // Whatever prevented reading a file, its text is here. Problems with its name remain.
        let is_unread = |problem: &Diagnostic| match &problem.origin {
            Some(Origin::Source(path)) => pages.contains_key(path) && !loaded.is_fault_of_name(problem),
            _ => false,
        };
        let mut diagnostics: Vec<Diagnostic> = loaded.diagnostics.iter().filter(|problem| !is_unread(problem)).cloned().collect();
        let mut sources = Sources::clone(&loaded.sources);
        let mut names = BTreeMap::new();
        for (path, text) in pages {
            let bytes: Arc<[u8]> = Arc::from(text.as_bytes());
            if sources.files.insert(path.clone(), Source::Page(bytes)).is_none() {
                name_faults(&path, &mut names);
            }
        }
        diagnostics.extend(names.into_values().filter(|fault| !loaded.diagnostics.contains(fault)));
        (Arc::new(sources), diagnostics)
    }

    /// The theme's files, with the texts for files in the theme's folder.
    pub(super) fn over_theme(&self, project: &Project, name: &str, mut files: ThemeFiles) -> ThemeFiles {
        let folder = project.dir.join("themes").join(name);
        for (path, text) in self.texts.iter().filter(|(path, _)| path.starts_with(&folder)) {
            if let Some(path) = in_project(project, path) {
                files.files.insert(path, Arc::from(text.as_bytes()));
            }
        }
        files
    }
}

fn in_project(project: &Project, path: &Path) -> Option<ProjectPath> {
    let segments: Option<Vec<&str>> = path.strip_prefix(&project.dir).ok()?.iter().map(|segment| segment.to_str()).collect();
    Some(ProjectPath::from(segments?.join("/")))
}
