//! Raw HTML in pages: its tags, and where its attributes stand that link or name something.

use std::ops::Range;

mod place;
mod srcset;
mod tag;
mod tokens;

pub use tag::{HtmlAttribute, HtmlAttributeKind, HtmlTag};

use place::Place;
use tokens::Inside;

/// Reads the raw HTML of one page, piece by piece, with one tokenizer state (HTML standard, section 13.2.5).
///
/// A comment, script or style that stays open at a piece's end goes on in the next piece, whatever Markdown stands between.
#[derive(Debug, Default)]
pub struct HtmlScanner {
    inside: Inside,
}

impl HtmlScanner {
    /// Reads the next piece: the words of an `Event::Html` or `Event::InlineHtml`, its `span`, and the page's whole `text`.
    ///
    /// Gives the start tags of the piece, in order. Every piece of the page has to be given, in order.
    pub fn read(&mut self, piece: &str, span: &Range<usize>, text: &str) -> Vec<HtmlTag> {
        let behind = self.leave(piece);
        if behind == piece.len() {
            return Vec::new();
        }
        let place = Place::new(piece, span, text);
        let (tags, inside) = tokens::tags(piece, behind, &place);
        self.inside = inside;
        tags
    }

    /// Whether what follows now stands in a comment, a script, a style or the like, so that Markdown there holds no links.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.inside != Inside::Nothing
    }

    /// How far into the piece the comment or raw element reaches that was open before it; its whole length when it stays open.
    fn leave(&mut self, piece: &str) -> usize {
        let end = match &self.inside {
            Inside::Nothing => Some(0),
            Inside::Comment => ["-->", "--!>"].iter().filter_map(|close| Some(piece.find(close)? + close.len())).min(),
            Inside::Raw(name) => end_tag(piece, name),
        };
        if end.is_some() {
            self.inside = Inside::Nothing;
        }
        end.unwrap_or(piece.len())
    }
}

/// Where the first end tag of that name begins.
fn end_tag(piece: &str, name: &str) -> Option<usize> {
    piece.match_indices("</").map(|(at, _)| at).find(|at| {
        let rest = &piece.as_bytes()[at + 2..];
        let is_named = rest.get(..name.len()).is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes()));
        is_named && rest.get(name.len()).is_none_or(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())
    })
}

#[cfg(test)]
mod tests;
