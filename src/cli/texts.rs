//! The texts that problems point into, for excerpts.

use std::borrow::Cow;
use std::collections::HashMap;

use super::prepare::Prepared;
use crate::config;
use crate::diagnostic::{Diagnostic, Origin, Texts};
use crate::parse::lossy_text;
use crate::path::ProjectPath;
use crate::source::Source;

/// The texts of those files that have a problem, decoded once.
pub(super) struct HandbookTexts<'a> {
    prepared: &'a Prepared,
    texts: HashMap<Origin, Cow<'a, str>>,
}

impl<'a> HandbookTexts<'a> {
    /// Gets hold of the texts that `diagnostics` point into.
    pub(super) fn of(prepared: &'a Prepared, diagnostics: &[Diagnostic]) -> Self {
        let mut texts = HashMap::new();
        for origin in diagnostics.iter().filter_map(|diagnostic| diagnostic.origin.as_ref()) {
            if !texts.contains_key(origin)
                && let Some(text) = text(prepared, origin)
            {
                texts.insert(origin.clone(), text);
            }
        }
        Self { prepared, texts }
    }
}

impl Texts for HandbookTexts<'_> {
    fn display(&self, origin: &Origin) -> String {
        match origin {
            Origin::Source(path) => self.prepared.handbook.site.sources.roots.project_path(path),
            Origin::Project(path) => path.to_string(),
        }
    }

    fn text(&self, origin: &Origin) -> Option<&str> {
        self.texts.get(origin).map(|text| &**text)
    }
}

fn text<'a>(prepared: &'a Prepared, origin: &Origin) -> Option<Cow<'a, str>> {
    match origin {
        Origin::Source(path) => match prepared.handbook.site.sources.files.get(path)? {
            Source::Page(bytes) => Some(lossy_text(bytes)),
            Source::Asset(_) => None,
        },
        Origin::Project(path) if path.as_str() == config::FILE_NAME => prepared.project.config_text.as_deref().map(Cow::Borrowed),
        Origin::Project(path) => {
            let of_theme = || prepared.theme_files.files.get::<ProjectPath>(path).map(|bytes| lossy_text(bytes));
            prepared.handbook.theme.template_text(path).map(Cow::Borrowed).or_else(of_theme)
        }
    }
}
