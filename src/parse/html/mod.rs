//! Raw HTML in pages: its tags, and where its attributes stand that link or name something.
//!
//! 1. `tokens` finds tags and comments, `attributes` what stands in a tag, `elements` knows the elements.
//! 2. `reader` takes from a start tag the attributes that link or name something.
//!
//! What [`events`](super::markdown::events) gives is balanced, so that no tag or comment is cut by the end of a piece.

use std::ops::Range;

mod attributes;
pub(super) mod elements;
mod place;
mod reader;
mod srcset;
mod tag;
pub(super) mod tokens;

pub use tag::{HtmlAttribute, HtmlAttributeKind, HtmlTag};

pub(super) use place::Place;
use tokens::{State, TokenKind, Tokens};

/// Reads the raw HTML of one page, piece by piece, with one tokenizer state (HTML standard, section 13.2.5).
///
/// An element such as `iframe`, whose content is text to HTML, goes on in the next piece, whatever Markdown stands between.
#[derive(Debug, Default)]
pub struct HtmlScanner {
    state: State,
}

impl HtmlScanner {
    /// Reads the next piece: the words of an `Event::Html` or `Event::InlineHtml`, its `span`, and the page's whole `text`.
    ///
    /// Gives the start tags of the piece, in order. Every piece of the page has to be given, in order.
    pub fn read(&mut self, piece: &str, span: &Range<usize>, text: &str) -> Vec<HtmlTag> {
        let mut place = None;
        let mut tags = Vec::new();
        let mut tokens = Tokens::new(piece);
        while let Some(token) = tokens.next_token(&mut self.state) {
            if let TokenKind::Start { name, is_self_closing, .. } = token.kind {
                let place = place.get_or_insert_with(|| Place::new(piece, span, text));
                tags.push(reader::tag(piece, &token.range, name, is_self_closing, place));
            }
        }
        tags
    }

    /// Whether what follows now stands in a script, a style or the like, so that Markdown there holds no links.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.state.raw.is_some()
    }
}

/// Elements that stand within words; all others part what stands before them from what stands behind.
const WITHIN_WORDS: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// The text between the tags of a piece of HTML and the alternative texts of its images, without scripts, styles, templates and comments.
/// A space stands for each tag that parts words.
#[must_use]
pub fn words(piece: &str) -> String {
    let mut words = String::new();
    let (mut state, mut tokens, mut from) = (State::default(), Tokens::new(piece), 0);
    let mut is_code = false;
    while let Some(token) = tokens.next_token(&mut state) {
        if !is_code {
            words.push_str(&reader::unescape(&piece[from..token.range.start]));
        }
        from = token.range.end;
        let parts = |name: &str| !WITHIN_WORDS.iter().any(|within| name.eq_ignore_ascii_case(within));
        match token.kind {
            TokenKind::Start { name, .. } => {
                let written = &piece[name.clone()];
                is_code = ["script", "style", "template"].iter().any(|code| written.eq_ignore_ascii_case(code));
                words.push_str(if parts(written) { " " } else { "" });
                if written.eq_ignore_ascii_case("img")
                    && let Some(alternative) = alternative(&piece[..token.range.end], name.end)
                {
                    words.push_str(&reader::unescape(alternative));
                    words.push(' ');
                }
            }
            TokenKind::End(name) => {
                is_code = false;
                words.push_str(if parts(&piece[name]) { " " } else { "" });
            }
            _ => {}
        }
    }
    if !is_code {
        words.push_str(&reader::unescape(&piece[from..]));
    }
    words
}

/// The alternative text of an image: of the tag that ends `piece`, whose name ends at byte `at`.
fn alternative(piece: &str, at: usize) -> Option<&str> {
    let mut attributes = attributes::AttributeReader::new(piece.as_bytes(), at);
    while let attributes::Step::Attribute { name, value } = attributes.next_step() {
        if piece[name].eq_ignore_ascii_case("alt") {
            return value.map(|(value, _)| &piece[value]);
        }
    }
    None
}

/// Whether a piece of HTML is a line break, which parts words.
pub(crate) fn is_line_break(piece: &str) -> bool {
    let name = piece.strip_prefix('<').and_then(|rest| rest.split(['>', '/', ' ', '\t', '\n', '\r']).next());
    name.is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

#[cfg(test)]
mod tests;
