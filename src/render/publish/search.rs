//! The pieces of the search's index.

use crate::plan::SearchPiece;
use crate::resolve::Site;

/// A piece as a script.
pub(in crate::render) fn piece(site: &Site, piece: &SearchPiece) -> Vec<u8> {
    let script = match piece {
        SearchPiece::Head => site.search.head(&site.config, &site.index),
        SearchPiece::Shard(number) => site.search.shard(*number),
        SearchPiece::Spelling(number) => site.search.spelling(*number),
        SearchPiece::Text { page, number, part } => site.search.part(*number, *part, &site.index.page(*page).url),
    };
    script.into_bytes()
}
