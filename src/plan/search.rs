//! The files of the search: the pieces of its index.

use crate::generated::SEARCH_FOLDER;
use crate::index::PageId;
use crate::path::OutputPath;
use crate::resolve::Site;
use crate::search::{is_searchable, parts_of, searchable};

use super::Recipe;

/// A piece of the index.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchPiece {
    /// The directory of the others: the only piece whose name never changes.
    Head,
    /// Terms and the sections that contain them.
    Shard(usize),
    /// Terms by their spelling.
    Spelling(usize),
    /// A part of one page's text.
    Text {
        /// The page.
        page: PageId,
        /// The page's number among the searchable ones.
        number: usize,
        /// The part's number.
        part: usize,
    },
}

/// Every piece of the search's index. The set depends only on the pages and the lengths of their files.
pub(super) fn outputs(site: &Site) -> Vec<(OutputPath, Recipe)> {
    let search = &site.search;
    let mut outputs = Vec::new();
    let mut add =
        |name: String, piece| outputs.push((OutputPath::from(format!("{SEARCH_FOLDER}/{name}.js")), Recipe::Search(piece)));
    add("head".to_owned(), SearchPiece::Head);
    for number in 0..search.shard_count() {
        add(format!("t{number}"), SearchPiece::Shard(number));
    }
    for number in 0..search.spelling_count() {
        add(format!("s{number}"), SearchPiece::Spelling(number));
    }
    for (number, (page, parts)) in searchable(&site.index).zip(parts(site)).enumerate() {
        for part in 0..parts {
            let name = if part == 0 { format!("p{number}") } else { format!("p{number}-{part}") };
            add(name, SearchPiece::Text { page, number, part });
        }
    }
    outputs
}

/// The number of parts of each searchable page's text.
pub(crate) fn parts(site: &Site) -> impl Iterator<Item = usize> + '_ {
    let built = site.index.pages.iter().zip(site.texts()).filter(|(page, _)| is_searchable(page));
    built.map(|(_, bytes)| parts_of(bytes.len()))
}
