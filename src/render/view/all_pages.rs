//! All pages by title, for readers without the search.

use std::collections::HashMap;

use crate::index::PageId;
use crate::render::context::{LetterContext, PageLinkContext};
use crate::search::fold;

use super::Here;

/// Every page that can be searched, by the first letter of its title.
pub(in crate::render) fn list(here: Here<'_>) -> Vec<LetterContext> {
    let pages = &here.site.index;
    let mut sorted: Vec<(String, PageId)> = crate::search::searchable(pages).map(|id| (key(&pages.page(id).title), id)).collect();
    sorted.sort();
    let mut alike: HashMap<&str, usize> = HashMap::new();
    for (_, id) in &sorted {
        *alike.entry(&pages.page(*id).title).or_default() += 1;
    }
    let letter =
        |key: &str| key.chars().next().filter(|c| c.is_alphabetic()).map_or("#".to_owned(), |c| c.to_uppercase().collect());
    let groups = sorted.chunk_by(|a, b| letter(&a.0) == letter(&b.0));
    groups
        .map(|group| LetterContext {
            letter: letter(&group[0].0),
            pages: group
                .iter()
                .map(|(_, id)| {
                    let entry = pages.page(*id);
                    let folder = entry.path.folder();
                    let is_alone = alike.get(&*entry.title) == Some(&1);
                    PageLinkContext {
                        title: entry.title.to_string(),
                        href: here.page_href(*id),
                        folder: (!is_alone && !folder.is_empty()).then(|| folder.to_owned()),
                    }
                })
                .collect(),
        })
        .collect()
}

/// The sort key of a title: without case, accents and anything before the first letter or digit.
fn key(title: &str) -> String {
    let title = title.trim_start_matches(|c: char| !c.is_alphanumeric());
    title.split_whitespace().map(fold).collect::<Vec<_>>().join(" ")
}
