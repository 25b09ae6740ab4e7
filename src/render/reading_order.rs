//! The published pages in reading order: for booklets, books and agents.

use crate::index::PageId;
use crate::journey::StageIndex;
use crate::locale::Locale;
use crate::resolve::{Site, TreeNode};

/// A group of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Part {
    /// The stage, if it is one.
    pub(super) stage: Option<StageIndex>,
    /// The part's title.
    pub(super) heading: String,
    /// Its pages; at least one.
    pub(super) pages: Vec<PageId>,
}

/// Each page once: home, the stages, and the pages across the journey.
pub(super) fn parts(site: &Site, words: &Locale) -> Vec<Part> {
    let stages = if site.index.shows_journey { site.config.journey.stages.len() } else { 0 };
    let home = site.index.folders.get("").and_then(|root| root.own_page);
    let part =
        |stage, heading: &str, pages: Vec<PageId>| Part { stage, heading: heading.to_owned(), pages: published(site, pages) };
    let mut parts = vec![part(None, words.text("start_here"), home.into_iter().collect())];
    for stage in (0..stages).map(StageIndex) {
        parts.push(part(Some(stage), &site.config.journey.stage(stage).title, pages_of(site, stage, false)));
    }
    let heading = words.text(if stages > 0 { "across_journey" } else { "contents" });
    parts.push(part(None, heading, flattened(&site.navigation.outside)));
    parts.retain(|part| !part.pages.is_empty());
    parts
}

/// A stage's landing page, its pages, and those of other stages that also belong to it.
pub(super) fn stage_pages(site: &Site, stage: StageIndex) -> Vec<PageId> {
    published(site, pages_of(site, stage, true))
}

fn published(site: &Site, mut pages: Vec<PageId>) -> Vec<PageId> {
    pages.retain(|id| !site.index.page(*id).is_draft && !site.index.page(*id).is_unlisted);
    pages
}

fn pages_of(site: &Site, stage: StageIndex, with_shared: bool) -> Vec<PageId> {
    let landing = site.index.landings.get(stage.0).copied().flatten();
    let Some(pages) = site.navigation.stages.get(stage.0) else { return landing.into_iter().collect() };
    let shared = pages.shared.iter().filter(|_| with_shared);
    landing.into_iter().chain(pages.pages.iter().chain(shared).copied()).collect()
}

/// The pages of a tree from top to bottom.
fn flattened(tree: &[TreeNode]) -> Vec<PageId> {
    let mut pages = Vec::new();
    let mut open: Vec<&TreeNode> = tree.iter().rev().collect();
    while let Some(node) = open.pop() {
        pages.extend(node.page);
        open.extend(node.children.iter().rev());
    }
    pages
}
