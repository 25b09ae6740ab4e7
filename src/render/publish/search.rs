//! The pieces of the search's index.

use crate::index::PageId;
use crate::plan::SearchPiece;
use crate::resolve::Site;
use crate::search::Place;

/// A piece as a script.
pub(in crate::render) fn piece(site: &Site, piece: &SearchPiece) -> Vec<u8> {
    let script = match piece {
        SearchPiece::Head => site.search.head(&site.config, &site.index),
        SearchPiece::Shard(number) => site.search.shard(*number),
        SearchPiece::Spelling(number) => site.search.spelling(*number),
        SearchPiece::Text { page, number, part } => site.search.part(*number, *part, place(site, *page)),
    };
    script.into_bytes()
}

/// What the search's results say of a page that its file does not.
pub(in crate::render) fn place(site: &Site, id: PageId) -> Place<'_> {
    let entry = site.index.page(id);
    let keepers: Vec<&str> = site.keeping.page(id).owners.iter().map(|keeper| &*keeper.name).collect();
    let changed = site.surroundings.history.page(&entry.path).map(|past| past.changed.day);
    Place { url: &entry.url, changed, owner: keepers.join(", ") }
}
