//! The head of the index, which the browser loads first: a directory of the other pieces.

use std::collections::BTreeMap;

use serde_json::json;

use crate::config::Config;
use crate::index::Index as Pages;

use super::narrowing::Aspects;
use super::{Search, digits, fold, shards, stop_words};

impl Search {
    /// The head: how much there is, the first term of each shard, the journey's stages and needs, tags and facets, and which of them
    /// each page has.
    ///
    /// Pages of the same stages, needs, tags and facets are a class. Each page is a number in the list of classes.
    #[must_use]
    pub fn head(&self, config: &Config, pages: &Pages) -> String {
        let index = self.index();
        let aspects = Aspects::new(config, pages, &self.labels);
        let mut classes: BTreeMap<Vec<Vec<usize>>, u32> = BTreeMap::new();
        let mut listed = Vec::new();
        let mut of_pages = String::new();
        for document in &self.documents {
            let values = aspects.of(document.id);
            let next = u32::try_from(classes.len()).unwrap_or(u32::MAX);
            let class = *classes.entry(values.clone()).or_insert_with(|| {
                listed.push(json!(values));
                next
            });
            digits::push(class, &mut of_pages);
        }
        let worth = self.documents.iter().map(|document| aspects.worth(document.id)).enumerate();
        let lowered: BTreeMap<usize, f64> = worth.filter(|(_, worth)| *worth < 1.0).collect();
        let [stages, needs, facets @ ..] = &aspects.all[..] else { return String::new() };
        let mut head = json!({
            "version": index.version,
            "sections": index.sections,
            "pages": &of_pages,
            "classes": listed,
            "stages": stages.values,
            "needs": needs.values,
            "spellings": self.spelling_count(),
            "asides": stop_words::of(&self.language).map(fold).collect::<Vec<_>>().join(" "),
            "bounds": shards::bounds(index).join(" "),
        });
        // What a handbook does not use is not in it.
        if !facets.is_empty() {
            head["facets"] = facets.iter().map(|facet| json!([facet.key, facet.title, facet.values])).collect();
        }
        if !lowered.is_empty() {
            head["lowered"] = json!(lowered);
        }
        self.script("head", of_pages.len()).value(&head).end()
    }
}
