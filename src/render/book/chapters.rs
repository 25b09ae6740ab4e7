//! The chapters of a document: its pages, their order, and the number of each.

use std::collections::HashMap;

use crate::index::PageId;
use crate::journey::StageIndex;
use crate::locale::Locale;
use crate::render::reading_order::{Part, parts, stage_pages};
use crate::resolve::Site;

/// The pages of a handbook or of one stage, each once.
#[derive(Debug)]
pub(super) struct Chapters {
    /// The parts, with the pages of each; one for a stage.
    pub(super) parts: Vec<Part>,
    /// The number of each page, from 1.
    numbers: HashMap<PageId, usize>,
}

impl Chapters {
    pub(super) fn new(site: &Site, words: &Locale, stage: Option<StageIndex>) -> Self {
        let parts = match stage {
            Some(stage) => {
                let heading = site.config.journey.stage(stage).title.to_string();
                let pages = stage_pages(site, stage);
                if pages.is_empty() { Vec::new() } else { vec![Part { stage: Some(stage), heading, pages }] }
            }
            None => parts(site, words),
        };
        let pages = parts.iter().flat_map(|part| &part.pages);
        let numbers = pages.zip(1..).map(|(id, number)| (*id, number)).collect();
        Self { parts, numbers }
    }

    /// The number of chapters.
    pub(super) fn count(&self) -> usize {
        self.numbers.len()
    }

    /// The number of a page's chapter, from 1; `None` if it has none.
    pub(super) fn number(&self, id: PageId) -> Option<usize> {
        self.numbers.get(&id).copied()
    }
}
