//! The texts that a handbook's diagnostics point into, for excerpts.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::config::{self, SideFile};
use crate::diagnostic::{Diagnostic, Origin, Texts};
use crate::parse::lossy_text;
use crate::path::ProjectPath;
use crate::source::{Source, Sources};
use crate::theme::{Theme, ThemeFiles};

/// Everything in a handbook that was read as text.
#[derive(Debug, Clone, Copy)]
pub struct ReadTexts<'a> {
    /// The content.
    pub sources: &'a Sources,
    /// `handbook.yaml` without a byte order mark, if the file exists.
    pub config: Option<&'a str>,
    /// The files of words that it names.
    pub side_files: &'a [SideFile],
    /// The theme's files in the project.
    pub theme_files: &'a ThemeFiles,
    /// The theme, for the templates that are built in.
    pub theme: &'a Theme,
    /// The file of queries, if it was read.
    pub searches: Option<&'a (ProjectPath, String)>,
}

/// The texts of those files that have a problem, decoded once.
pub struct HandbookTexts<'a> {
    read: ReadTexts<'a>,
    texts: HashMap<Origin, Cow<'a, str>>,
}

impl<'a> HandbookTexts<'a> {
    /// Collects the texts that `diagnostics` point into.
    #[must_use]
    pub fn new(read: ReadTexts<'a>, diagnostics: &[Diagnostic]) -> Self {
        let mut texts = HashMap::new();
        let own = diagnostics.iter().filter_map(|diagnostic| diagnostic.origin.as_ref());
        let related = diagnostics.iter().flat_map(|diagnostic| diagnostic.related.iter().map(|related| &related.origin));
        for origin in own.chain(related) {
            if !texts.contains_key(origin)
                && let Some(text) = read.text(origin)
            {
                texts.insert(origin.clone(), text);
            }
        }
        Self { read, texts }
    }
}

impl Texts for HandbookTexts<'_> {
    fn display(&self, origin: &Origin) -> String {
        match origin {
            Origin::Source(path) => self.read.sources.roots.project_path(path),
            Origin::Project(path) => path.to_string(),
        }
    }

    fn text(&self, origin: &Origin) -> Option<&str> {
        self.texts.get(origin).map(|text| &**text)
    }
}

impl<'a> ReadTexts<'a> {
    /// The project's own file comes before the theme in use: a preview keeps the last good theme while a template has an error.
    fn text(self, origin: &Origin) -> Option<Cow<'a, str>> {
        match origin {
            Origin::Source(path) => match self.sources.files.get(path)? {
                Source::Page(bytes) => Some(lossy_text(bytes)),
                Source::Asset(_) => None,
            },
            Origin::Project(path) if path.as_str() == config::FILE_NAME => self.config.map(Cow::Borrowed),
            Origin::Project(path) => {
                if let Some((_, text)) = self.searches.filter(|(file, _)| file == path) {
                    return Some(Cow::Borrowed(text));
                }
                if let Some((_, Ok(text))) = self.side_files.iter().find(|(file, _)| file == path) {
                    return Some(Cow::Borrowed(text));
                }
                let in_project = self.theme_files.files.get::<ProjectPath>(path).map(|bytes| lossy_text(bytes));
                in_project.or_else(|| self.theme.template_text(path).map(Cow::Borrowed))
            }
        }
    }
}
