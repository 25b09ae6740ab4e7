//! `paths:`, lists of pages and sections for readers who have something in mind.

use std::sync::Arc;

use crate::path::in_words;
use crate::yaml::ValueType::{Text, Texts};
use crate::yaml::section::Refusals;
use crate::yaml::{Content, KnownKey, Node, Problem, known_keys};

use super::{Spanned, labels};

known_keys! {
    /// The keys of a path.
    pub enum PathKey {
        Title = "title", Text, "its name, such as `Your first week`";
        Summary = "summary", Text, "whom it is for, in a sentence";
        Pages = "pages", Texts, "its pages, sections and folders in order, from the content folder: `start.md`, `events/booth.md#packing`, `events/`";
    }
}

/// One entry of `paths:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ReadingPath {
    /// A part of its address.
    pub id: Arc<str>,
    /// Its name.
    pub title: Arc<str>,
    /// Whom it is for.
    pub summary: Option<Arc<str>>,
    /// Its pages, sections and folders, as links from the content root.
    pub steps: Vec<Spanned<Arc<str>>>,
}

/// A map from ids to paths, or to their pages.
pub(super) fn read(node: &Node, refusals: &mut Refusals) -> Vec<ReadingPath> {
    let entries = refusals.accept(node.entries("paths")).unwrap_or_default();
    let mut paths = Vec::new();
    for entry in entries {
        let Some(id) = refusals.accept(labels::id_of("paths", &entry.key, &entry.key_span)) else { continue };
        let is_map = matches!(entry.value.content, Content::Mapping(_));
        let section = is_map.then(|| refusals.section::<PathKey>(&entry.value, "paths"));
        let title = section.as_ref().and_then(|section| section.text(PathKey::Title, refusals)).map(Arc::from);
        let summary = section.as_ref().and_then(|section| section.text(PathKey::Summary, refusals)).map(Arc::from);
        let pages = section.as_ref().map_or(Some(entry), |section| section.get(PathKey::Pages));
        let steps: Vec<Spanned<Arc<str>>> = refusals.list(pages, |node| {
            let written = node.text(PathKey::Pages.name())?;
            Ok(Spanned { value: written.into(), span: node.span.clone() })
        });
        if steps.is_empty() {
            let message = format!("the path `{id}` has no pages");
            refusals.add(Problem::new(entry.key_span.clone(), message, "add `pages: [start.md, events/]`"));
            continue;
        }
        paths.push(ReadingPath { title: title.unwrap_or_else(|| in_words(&id).into()), summary, steps, id });
    }
    paths
}
