//! The pieces of the search's index.

use crate::index::PageId;
use crate::locale::Locale;
use crate::plan::SearchPiece;
use crate::render::view::status_title;
use crate::resolve::Site;
use crate::search::Place;

/// A piece as a script.
pub(in crate::render) fn piece(site: &Site, words: &Locale, piece: &SearchPiece) -> Vec<u8> {
    let script = match piece {
        SearchPiece::Head => site.search.head(&site.config, &site.index),
        SearchPiece::Shard(number) => site.search.shard(*number),
        SearchPiece::Spelling(number) => site.search.spelling(*number),
        SearchPiece::Text { page, number, part } => site.search.part(*number, *part, place(site, words, *page)),
    };
    script.into_bytes()
}

/// What the search's results show about a page that is not in its file.
pub(in crate::render) fn place<'s>(site: &'s Site, words: &Locale, id: PageId) -> Place<'s> {
    let entry = site.index.page(id);
    let keepers: Vec<&str> = site.keeping.page(id).owners.iter().map(|keeper| &*keeper.name).collect();
    let changed = site.surroundings.history.page(&entry.path).map(|past| past.changed.day);
    let status = site.labels.page(id).status(&site.config).map(|status| status_title(words, status));
    Place { url: &entry.url, changed, owner: keepers.join(", "), status }
}
