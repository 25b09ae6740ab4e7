//! The anchors of one page, sorted so that a page with 10,000 headings is searched as quickly as one with ten.

use std::sync::Arc;

use crate::parse::ParsedPage;

/// Every id and name in a page that a fragment can name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchors {
    sorted: Vec<Arc<str>>,
}

impl Anchors {
    /// Gathers heading ids and the ids and names of raw HTML.
    #[must_use]
    pub fn of(page: &ParsedPage) -> Self {
        let headings = page.headings.iter().map(|heading| &heading.id);
        let mut sorted: Vec<Arc<str>> = headings.chain(&page.html_ids).cloned().collect();
        sorted.sort_unstable();
        sorted.dedup();
        Self { sorted }
    }

    /// Whether the page has this anchor, to the letter.
    #[must_use]
    pub fn contains(&self, fragment: &str) -> bool {
        self.sorted.binary_search_by(|anchor| (**anchor).cmp(fragment)).is_ok()
    }

    /// All anchors, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.sorted.iter().map(|anchor| &**anchor)
    }
}
