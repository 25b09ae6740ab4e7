//! What links to each page: links reversed, each linking page once.

use crate::index::{Index, PageId};
use crate::link::{PageLinks, Resolution, Target};
use std::sync::Arc;

/// One page that links to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlink {
    /// The page that links.
    pub from: PageId,
    /// Its first link there, by position in [`crate::parse::ParsedPage::links`].
    pub link: u32,
}

/// The pages that link to each page, in the order of their paths.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Backlinks {
    to: Vec<Vec<Backlink>>,
}

impl Backlinks {
    /// Reverses the links of all listed pages. A page's links to itself do not count.
    #[must_use]
    pub fn new(index: &Index, links: &[Arc<PageLinks>]) -> Self {
        let mut to: Vec<Vec<Backlink>> = vec![Vec::new(); links.len()];
        for from in index.listed_ids() {
            for (position, resolution) in links[from.position()].resolutions.iter().enumerate() {
                let Resolution::Internal { target: Target::Page(id), .. } = resolution else { continue };
                let linking = &mut to[id.position()];
                if *id != from && linking.last().is_none_or(|last| last.from != from) {
                    linking.push(Backlink { from, link: u32::try_from(position).unwrap_or(u32::MAX) });
                }
            }
        }
        Self { to }
    }

    /// The pages that link to a page.
    #[must_use]
    pub fn to(&self, id: PageId) -> &[Backlink] {
        &self.to[id.position()]
    }
}
