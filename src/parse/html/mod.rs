//! Raw HTML in pages: its tags, and the places of attributes that link to or name something.
//!
//! 1. `tokens` finds tags and comments, `attributes` the parts of a tag, `elements` knows the elements.
//! 2. `reader` extracts the attributes of a start tag that link to or name something.
//!
//! The result of [`events`](super::markdown::events) is balanced, so that no tag or comment is cut by the end of a piece.

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
/// An element such as `iframe`, whose content is text in HTML, continues in the next piece, whatever Markdown is between.
#[derive(Debug, Default)]
pub struct HtmlScanner {
    state: State,
}

impl HtmlScanner {
    /// Reads the next piece: the text of an `Event::Html` or `Event::InlineHtml`, its `span`, and the page's whole `text`.
    ///
    /// Returns the start tags of the piece, in order. Every piece of the page must be passed, in order.
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

    /// Whether the following text is in a script, a style or the like, so that Markdown there has no links.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.state.raw.is_some()
    }
}

/// Elements that can be within words; all others separate the text before and after them.
const WITHIN_WORDS: [&str; 30] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// The text between the tags of a piece of HTML and the alternative texts of its images, without scripts, styles, templates and
/// comments. Each tag that separates words becomes a space.
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
                    && let Some(alternative) = attribute(&piece[..token.range.end], name.end, "alt")
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

/// The value of an attribute: of the tag that ends `piece`, whose name ends at byte `at`.
fn attribute<'p>(piece: &'p str, at: usize, wanted: &str) -> Option<&'p str> {
    let mut attributes = attributes::AttributeReader::new(piece.as_bytes(), at);
    while let attributes::Step::Attribute { name, value } = attributes.next_step() {
        if piece[name].eq_ignore_ascii_case(wanted) {
            return value.map(|(value, _)| &piece[value]);
        }
    }
    None
}

/// Whether a tag has an attribute; see [`attribute`].
fn has_attribute(piece: &str, at: usize, wanted: &str) -> bool {
    let mut attributes = attributes::AttributeReader::new(piece.as_bytes(), at);
    while let attributes::Step::Attribute { name, .. } = attributes.next_step() {
        if piece[name].eq_ignore_ascii_case(wanted) {
            return true;
        }
    }
    false
}

/// A heading of raw HTML that begins and ends in one piece.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlHeading {
    /// 1 to 6.
    pub level: u8,
    /// From its start tag to the end of its end tag, in the piece.
    pub range: Range<usize>,
    /// The end of the name in the start tag, where an attribute can be inserted.
    pub name_end: usize,
    /// The id given by the author.
    pub id: Option<String>,
    /// Its text.
    pub text: String,
    /// The text from which GitHub makes its anchor: only the text between its tags.
    pub anchor_text: String,
}

/// The headings of a piece that contain text, each with its start tag; `tags` are all start tags of the piece.
pub fn headings_of<'t>(piece: &str, tags: &'t [HtmlTag]) -> impl Iterator<Item = (&'t HtmlTag, HtmlHeading)> {
    let mut tags = tags.iter().filter(|tag| heading_level(&tag.name).is_some()).peekable();
    let headings = if tags.peek().is_some() { headings(piece) } else { Vec::new() };
    tags.zip(headings).filter_map(|(tag, heading)| Some((tag, heading.filter(|heading| !heading.text.trim().is_empty())?)))
}

/// One entry for each start tag of a heading in a piece, in order; `None` if the heading does not end in it.
fn headings(piece: &str) -> Vec<Option<HtmlHeading>> {
    let mut found: Vec<Option<HtmlHeading>> = Vec::new();
    let mut open: Option<HtmlHeading> = None;
    let (mut state, mut tokens) = (State::default(), Tokens::new(piece));
    let mut text_from = 0;
    while let Some(token) = tokens.next_token(&mut state) {
        if let Some(open) = &mut open {
            open.anchor_text.push_str(&reader::unescape(&piece[text_from..token.range.start]));
        }
        text_from = token.range.end;
        match token.kind {
            TokenKind::Start { name, .. } => {
                let Some(level) = heading_level(&piece[name.clone()]) else { continue };
                let id = attribute(&piece[..token.range.end], name.end, "id").map(|id| reader::unescape(id).trim().to_owned());
                let (range, text, anchor_text) = (token.range, String::new(), String::new());
                open = Some(HtmlHeading { level, range, name_end: name.end, id, text, anchor_text });
                found.push(None);
            }
            TokenKind::End(name) => {
                let level = heading_level(&piece[name]);
                if let Some(mut heading) = open.take_if(|open| level == Some(open.level)) {
                    heading.text = words(&piece[heading.range.end..token.range.start]);
                    heading.range.end = token.range.end;
                    if let Some(place) = found.last_mut() {
                        *place = Some(heading);
                    }
                }
            }
            _ => {}
        }
    }
    found
}

/// A `details` element, from its start tag to the end of its end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// Its bytes in the piece.
    pub range: Range<usize>,
    /// The end of the element's name in the start tag, where an attribute can be inserted.
    pub name_end: usize,
    /// The value of its attribute `name`.
    pub name: Option<String>,
    /// Whether it is initially open.
    pub is_open: bool,
}

/// The `details` elements of a balanced piece of HTML, in the order of their start tags.
#[must_use]
pub fn details(piece: &str) -> Vec<Details> {
    let mut found: Vec<Details> = Vec::new();
    let mut open = Vec::new();
    let (mut state, mut tokens) = (State::default(), Tokens::new(piece));
    while let Some(token) = tokens.next_token(&mut state) {
        match token.kind {
            TokenKind::Start { name, .. } if piece[name.clone()].eq_ignore_ascii_case("details") => {
                let tag = &piece[..token.range.end];
                let value = attribute(tag, name.end, "name").map(reader::unescape);
                open.push(found.len());
                let is_open = has_attribute(tag, name.end, "open");
                found.push(Details { range: token.range, name_end: name.end, name: value, is_open });
            }
            TokenKind::End(name) if piece[name.clone()].eq_ignore_ascii_case("details") => {
                if let Some(position) = open.pop() {
                    found[position].range.end = token.range.end;
                }
            }
            _ => {}
        }
    }
    found
}

/// The level of a heading, from its element's name.
fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h' | b'H', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Whether a piece of HTML is a line break, which separates words.
pub(crate) fn is_line_break(piece: &str) -> bool {
    let name = piece.strip_prefix('<').and_then(|rest| rest.split(['>', '/', ' ', '\t', '\n', '\r']).next());
    name.is_some_and(|name| name.eq_ignore_ascii_case("br"))
}

#[cfg(test)]
mod tests;
