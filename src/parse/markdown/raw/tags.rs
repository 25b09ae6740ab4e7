//! The tags of one piece of raw HTML during the walk.

use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::edits::At;
use super::elements::Element;
use super::review::{Piece, Raw, Walk};
use super::{HtmlFault, HtmlFaultKind};
use crate::parse::html::Place;
use crate::parse::html::elements as html;
use crate::parse::html::tokens::{Token, TokenKind, Tokens, end_tag};

/// Elements that can be in a `select` without ending it.
const IN_SELECT: &[&str] = &["hr", "optgroup", "option", "script", "template"];

/// What a table consists of.
const PARTS_OF_TABLES: &[&str] = &["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"];

/// How many events behind a tag may hold its end.
const MOST_EVENTS: usize = 64;

impl Walk<'_> {
    pub(super) fn piece(&mut self, piece: &Piece<'_>) {
        if self.state.raw.is_some() {
            // We accept only an end tag beside its start; elsewhere the browser would end the element anyway.
            let mut probe = self.state.clone();
            if Tokens::new(piece.html).next_token(&mut probe).is_none() {
                return;
            }
            if self.raw.as_ref().is_some_and(|raw| raw.blocks_open != self.blocks_open) {
                self.fail_raw(piece.index);
            }
            self.raw = None;
        }
        let place = Place::new(piece.html, piece.range, self.text);
        let mut tokens = Tokens::new(piece.html);
        while let Some(token) = tokens.next_token(&mut self.state) {
            if !self.token(piece, &place, &token, &mut tokens) {
                break;
            }
        }
    }

    /// Handles one token; `false` if the rest of the piece need not be read before the page is parsed again.
    fn token(&mut self, piece: &Piece<'_>, place: &Place, token: &Token, tokens: &mut Tokens<'_>) -> bool {
        let span = place.source(&token.range);
        if tokens.left_foreign()
            && let Some(foreign) = self.open.foreign()
        {
            self.pop(foreign, piece.at(token.range.start), true);
        }
        match &token.kind {
            TokenKind::Comment if is_seen(&piece.html[token.range.clone()], self.state.is_open_foreign()) => true,
            TokenKind::Comment => {
                self.mask(HtmlFaultKind::Declaration, "", span, false);
                self.read_again(piece, place, token.range.start, tokens)
            }
            // A Hugo shortcode, which is reported as such.
            TokenKind::Start { .. } | TokenKind::End(_) if self.text[..span.start].ends_with("{{") => {
                self.found.masks.entry(span.start).or_default();
                self.read_again(piece, place, token.range.start, tokens)
            }
            TokenKind::UnclosedTag => {
                let name: String = piece.html[token.range.start + 1..].chars().take_while(char::is_ascii_alphanumeric).collect();
                let end = span.start + 1 + name.len();
                self.mask(HtmlFaultKind::UnclosedTag, &name, span.start..end.min(span.end), false);
                self.read_again(piece, place, token.range.start, tokens)
            }
            TokenKind::UnclosedComment => {
                let length = if piece.html[token.range.start..].starts_with("<!--") { 4 } else { 2 };
                let span = span.start..(span.start + length).min(span.end);
                self.mask(HtmlFaultKind::UnclosedComment, "", span, false);
                self.read_again(piece, place, token.range.start, tokens)
            }
            TokenKind::Start { name, is_self_closing, is_foreign } => {
                let written = &piece.html[name.clone()];
                let tag = StartTag { written, span, token, is_self_closing: *is_self_closing, is_foreign: *is_foreign };
                self.start_tag(piece, place, &tag, tokens)
            }
            TokenKind::End(name) => {
                self.end_tag(piece, &piece.html[name.clone()], &span, &token.range);
                true
            }
        }
    }

    fn start_tag(&mut self, piece: &Piece<'_>, place: &Place, tag: &StartTag<'_>, tokens: &mut Tokens<'_>) -> bool {
        let StartTag { written, token, is_self_closing, is_foreign, .. } = *tag;
        let name = written.to_ascii_lowercase();
        let mask = |walk: &mut Self, kind| walk.mask(kind, written, tag.span.clone(), is_self_closing);
        let unknown = !is_foreign && !html::is_known(&name) && !html::is_custom(&name);
        if unknown {
            // Where something before it is text, this may be an address in angle brackets when the page is parsed again.
            if name.contains(['@', ':']) && self.found.masks.range(piece.range.start..tag.span.start).next().is_some() {
                return true;
            }
            mask(self, HtmlFaultKind::Unknown);
            return true;
        }
        if self.images_open > 0 {
            // Alternative texts are used without their tags.
            return !html::is_raw(&name) || self.read_again(piece, place, token.range.start, tokens);
        }
        if !is_foreign {
            if html::is_document(&name) {
                mask(self, HtmlFaultKind::Document);
                return true;
            }
            if self.open.last("select").is_some() && name != "select" && !IN_SELECT.contains(&&*name) {
                mask(self, HtmlFaultKind::InSelect);
                return self.read_again(piece, place, token.range.start, tokens);
            }
            if name == "li" && self.open.would_end_item() {
                mask(self, HtmlFaultKind::InItem);
                return true;
            }
            if name == "plaintext" || (html::is_raw(&name) && !tokens.has_raw_end(&self.state)) {
                let goes_on = !piece.is_inline && self.last_ends.get(&*name).is_some_and(|last| *last > piece.index);
                if name == "plaintext" || !goes_on || self.state.is_in_noscript {
                    let is_ended = piece.is_inline && name != "plaintext" && self.ends_inline(piece.index, &name);
                    mask(self, if is_ended { HtmlFaultKind::InParagraph } else { HtmlFaultKind::Unclosed });
                    return self.read_again(piece, place, token.range.start, tokens);
                }
                let (name, written, span) = (name.clone(), written.to_owned(), tag.span.clone());
                self.raw = Some(Raw { name, written, span, event: piece.index, blocks_open: self.blocks_open });
            }
            if html::ends_paragraph(&name) {
                if let Some(paragraph) = self.open.last("p").filter(|_| self.open.ends_with("p")) {
                    self.pop(paragraph, piece.at(token.range.start), false);
                }
                self.blocks_begun += 1;
            }
            if html::is_void(&name) {
                return true;
            }
            self.end_misplaced_in_table(&name, piece.at(token.range.start));
            self.end_siblings(&name, piece.at(token.range.start));
        }
        if is_self_closing && !html::is_raw(&name) {
            if !is_foreign {
                self.found.edits.close(piece.at(token.range.end), written);
            }
            return true;
        }
        let scopes_before = self.scopes_begun;
        let is_scope = is_foreign || html::is_scope(&name);
        self.scopes_begun += usize::from(is_scope);
        self.open.push(Element {
            name,
            written: written.to_owned(),
            span: tag.span.clone(),
            behind: piece.at(token.range.end),
            is_foreign,
            outlived: None,
            blocks_before: self.blocks_begun,
            is_scope,
            scopes_before,
        });
        true
    }

    /// Whether the paragraph ends the element that begins in its event `index` and whose content is text; its end tag is text then.
    fn ends_inline(&mut self, index: usize, name: &str) -> bool {
        let behind = self.events.iter().enumerate().skip(index + 1).take(MOST_EVENTS);
        let within = behind.take_while(|(_, (event, _))| {
            !matches!(event, Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item))
        });
        let mut ends =
            within.filter(|(_, (event, _))| matches!(event, Event::InlineHtml(html) if end_tag(html, name) == Some(0)));
        let end = ends.next().map(|(end, _)| end);
        end.is_some_and(|end| self.text_in_paragraph.insert((end, name.to_owned())))
    }

    /// Ends what stands in a table beside its rows and cells: browsers move it before the table, and go on with its formatting behind it.
    fn end_misplaced_in_table(&mut self, name: &str, at: At) {
        if !PARTS_OF_TABLES.contains(&name) {
            return;
        }
        let innermost = |names: &[&str]| names.iter().filter_map(|name| self.open.last(name)).max();
        let around_cells = innermost(&["table", "tbody", "thead", "tfoot", "tr", "colgroup"]);
        let cell = innermost(&["td", "th", "caption", "template"]);
        if let Some(place) = around_cells.filter(|place| cell.is_none_or(|cell| cell < *place)) {
            self.pop(place + 1, at, true);
        }
    }

    /// Ends the elements that the start of an element ends: the item before an item, the cells before a row.
    pub(super) fn end_siblings(&mut self, name: &str, at: At) {
        let Some((ended, within)) = html::ended_by(name) else { return };
        let floor = within.iter().filter_map(|name| self.open.last(name)).max();
        let is_near = |name: &str, place: usize| html::ends_blocks(name) || !self.open.is_beyond_leaf(place);
        let places = ended.iter().filter_map(|name| self.open.last(name).filter(|place| is_near(name, *place)));
        if let Some(place) = places.filter(|place| floor.is_none_or(|floor| floor < *place)).min() {
            // Outside their proper parents, elements end nothing.
            self.pop(place, at, floor.is_none());
        }
    }

    /// Closes the element at `place` and everything in it, none of which has an end tag. `is_end` says that nothing else there
    /// closes it.
    pub(super) fn pop(&mut self, place: usize, at: At, is_end: bool) {
        for element in self.open.pop_to(place) {
            self.close(&element, element.outlived.unwrap_or(at), is_end);
        }
    }

    fn end_tag(&mut self, piece: &Piece<'_>, written: &str, span: &Range<usize>, range: &Range<usize>) {
        let name = written.to_ascii_lowercase();
        if self.images_open > 0 || name == "br" {
            return;
        }
        let place = if matches!(name.as_bytes(), [b'h', b'1'..=b'6']) {
            ["h1", "h2", "h3", "h4", "h5", "h6"].iter().filter_map(|name| self.open.last(name)).max()
        } else {
            self.open.last(&name)
        };
        if let Some(place) = place {
            if self.open.is_beyond_leaf(place) && !html::ends_blocks(&name) {
                self.remove(piece, span, range);
                self.ending.push(name);
            } else {
                self.end_element(place, piece.at(range.start), &name);
            }
            return;
        }
        let early = self.ended_early.get_mut(&name).filter(|count| **count > 0);
        if html::is_void(&name) {
            self.remove(piece, span, range);
        } else if !html::is_known(&name) && !html::is_custom(&name) {
            self.mask(HtmlFaultKind::Unknown, written, span.clone(), false);
        } else if html::is_document(&name) {
            self.mask(HtmlFaultKind::Document, written, span.clone(), false);
        } else if let Some(count) = early {
            *count -= 1;
            self.remove(piece, span, range);
        } else if piece.is_inline && self.text_in_paragraph.remove(&(piece.index, name)) {
            self.found.masks.entry(span.start).or_default();
        } else if piece.is_inline {
            self.mask(HtmlFaultKind::Stray, written, span.clone(), false);
        } else {
            self.remove(piece, span, range);
            let (kind, name, span) = (HtmlFaultKind::Stray, written.to_owned(), span.clone());
            self.found.faults.push(HtmlFault { kind, name, span, is_shown: false, is_self_closing: false });
        }
    }

    /// Removes an end tag. A `<` before it is text, and stays so whatever letters follow it then.
    fn remove(&mut self, piece: &Piece<'_>, span: &Range<usize>, range: &Range<usize>) {
        if piece.html[..range.start].ends_with('<') && self.text[..span.start].ends_with('<') {
            self.found.masks.entry(span.start - 1).or_default();
        }
        self.found.edits.remove(piece.index, range);
    }

    /// Ends the element at `place`, and what is open in it.
    pub(super) fn end_element(&mut self, place: usize, at: At, name: &str) {
        let mut popped = self.open.pop_to(place);
        popped.pop();
        for element in popped {
            let is_ended = html::ends_implied(name) || (name == "ruby" && element.name.starts_with('r'));
            self.close(&element, element.outlived.unwrap_or(at), !is_ended);
        }
    }

    /// Continues after the `<` at byte `at`, which is text. A piece in which this happens too often is text from there on.
    fn read_again(&mut self, piece: &Piece<'_>, place: &Place, at: usize, tokens: &mut Tokens<'_>) -> bool {
        tokens.take_back(at, &mut self.state);
        let length = piece.html.len() - at;
        if let Some(left) = self.budget.checked_sub(length) {
            self.budget = left;
            return true;
        }
        for (found, _) in piece.html[at..].match_indices('<') {
            let start = place.source(&(at + found..at + found + 1)).start;
            self.found.masks.entry(start).or_default();
        }
        false
    }
}

/// Whether something that browsers show nothing of may stay as it is: a comment, what SVG and MathML know, and the first line of an SVG
/// file.
fn is_seen(written: &str, is_foreign: bool) -> bool {
    is_foreign || written.starts_with("<!--") || written.starts_with("<?xml ")
}

/// A start tag during the walk.
struct StartTag<'t> {
    written: &'t str,
    span: Range<usize>,
    token: &'t Token,
    is_self_closing: bool,
    is_foreign: bool,
}
