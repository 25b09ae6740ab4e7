//! The head of the index, which the browser loads first: what there is, and where.

use std::collections::BTreeMap;

use serde_json::json;

use crate::config::Config;
use crate::index::Index as Pages;

use super::{Search, digits, fold, shards, stop_words};

impl Search {
    /// The head: how much there is, the first term of each shard, the journey's stages and needs, and which of them each page
    /// has.
    ///
    /// Pages of the same stages and needs are a class. Each page is a number in the list of classes.
    #[must_use]
    pub fn head(&self, config: &Config, pages: &Pages) -> String {
        let index = self.index();
        let mut classes: BTreeMap<(Vec<usize>, Vec<usize>), u32> = BTreeMap::new();
        let mut listed = Vec::new();
        let mut of_pages = String::new();
        for document in &self.documents {
            let membership = &pages.page(document.id).membership;
            let stages: Vec<usize> = membership.stages.iter().filter(|_| pages.shows_journey).map(|stage| stage.0).collect();
            let needs: Vec<usize> = membership.needs.iter().filter(|_| pages.shows_journey).map(|need| need.0).collect();
            let next = u32::try_from(classes.len()).unwrap_or(u32::MAX);
            let class = *classes.entry((stages.clone(), needs.clone())).or_insert_with(|| {
                listed.push(json!([stages, needs]));
                next
            });
            digits::push(class, &mut of_pages);
        }
        let journey = &config.journey;
        let named = pages.shows_journey;
        let stages: Vec<_> = journey.stages.iter().filter(|_| named).map(|stage| json!([stage.id, stage.title])).collect();
        let needs: Vec<_> = journey.needs.iter().filter(|_| named).map(|need| json!([need.id, need.title])).collect();
        let head = json!({
            "version": index.version,
            "sections": index.sections,
            "pages": &of_pages,
            "classes": listed,
            "stages": stages,
            "needs": needs,
            "spellings": self.spelling_count(),
            "asides": stop_words::of(&self.language).map(fold).collect::<Vec<_>>().join(" "),
            "bounds": shards::bounds(index).join(" "),
        });
        self.script("head", of_pages.len()).value(&head).end()
    }
}
