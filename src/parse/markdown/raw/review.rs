//! One walk over the events that reads their tags as a browser will.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::mem;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::edits::{At, Edits};
use super::elements::{Element, Open};
use super::{HtmlFault, HtmlFaultKind, Masked};
use crate::parse::html::Place;
use crate::parse::html::elements as html;
use crate::parse::html::tokens::{State, end_tag};
use crate::parse::markdown::spanned::SpannedEvent;

/// What one walk found.
#[derive(Debug, Default)]
pub(super) struct Reviewed {
    /// The angle brackets that must be treated as text.
    pub(super) masks: Masked,
    /// The edits that balance the rest.
    pub(super) edits: Edits,
    /// The problems that the edits fix.
    pub(super) faults: Vec<HtmlFault>,
}

/// Walks over the events once.
pub(super) fn review(events: &[SpannedEvent<'_>], text: &str) -> Reviewed {
    let mut walk = Walk {
        text,
        events,
        found: Reviewed::default(),
        state: State::default(),
        open: Open::default(),
        raw: None,
        last_ends: last_ends(events),
        blocks_begun: 0,
        scopes_begun: 0,
        inline: Vec::new(),
        blocks_open: 0,
        images_open: 0,
        ending: Vec::new(),
        ended_early: HashMap::new(),
        text_in_paragraph: HashSet::new(),
        budget: 4 * text.len() + 65_536,
    };
    for (index, (event, range)) in events.iter().enumerate() {
        walk.end_foreign(event, index);
        match event {
            Event::Start(tag) => walk.start(tag, index),
            Event::End(tag) => walk.end(*tag, index),
            Event::Html(html) => walk.piece(&Piece { html, range, index, is_inline: false }),
            Event::InlineHtml(html) => walk.piece(&Piece { html, range, index, is_inline: true }),
            Event::Rule => walk.blocks_begun += 1,
            _ => {}
        }
    }
    walk.finish();
    walk.found
}

/// For each element whose content is text, the last event that contains its end tag.
fn last_ends(events: &[SpannedEvent<'_>]) -> BTreeMap<&'static str, usize> {
    let mut last = BTreeMap::new();
    for (index, (event, _)) in events.iter().enumerate() {
        let Event::Html(piece) = event else { continue };
        for name in html::RAW.iter().copied().filter(|name| end_tag(piece, name).is_some()) {
            last.insert(name, index);
        }
    }
    last
}

/// A piece of raw HTML: an event's.
pub(super) struct Piece<'e> {
    pub(super) html: &'e str,
    pub(super) range: &'e Range<usize>,
    pub(super) index: usize,
    pub(super) is_inline: bool,
}

impl Piece<'_> {
    pub(super) const fn at(&self, byte: usize) -> At {
        At { event: self.index, byte }
    }
}

/// An element whose content is text and continues in later pieces.
pub(super) struct Raw {
    pub(super) name: String,
    pub(super) written: String,
    pub(super) span: Range<usize>,
    pub(super) event: usize,
    pub(super) blocks_open: usize,
}

pub(super) struct Walk<'e> {
    pub(super) text: &'e str,
    pub(super) events: &'e [SpannedEvent<'e>],
    pub(super) found: Reviewed,
    pub(super) state: State,
    pub(super) open: Open,
    pub(super) raw: Option<Raw>,
    pub(super) last_ends: BTreeMap<&'static str, usize>,
    /// How many blocks of Markdown and block elements of HTML began so far.
    pub(super) blocks_begun: usize,
    /// How many elements beyond which end tags in them have no effect began so far.
    pub(super) scopes_begun: usize,
    /// For each open link and emphasis, how many of those had begun before it.
    pub(super) inline: Vec<usize>,
    pub(super) blocks_open: usize,
    pub(super) images_open: usize,
    /// The elements that end with the paragraph, since their end tags are in it and are ignored there.
    pub(super) ending: Vec<String>,
    /// How many elements of each name were closed before their end tag, which then closes nothing.
    pub(super) ended_early: HashMap<String, usize>,
    /// The end tags that are text, as the start tags before them in their paragraphs are: their events and names.
    pub(super) text_in_paragraph: HashSet<(usize, String)>,
    /// How many bytes may be read again after something that turns out to be text.
    pub(super) budget: usize,
}

impl Walk<'_> {
    /// Markdown produces HTML, which ends SVG and MathML around it.
    fn end_foreign(&mut self, event: &Event<'_>, index: usize) {
        let is_html = matches!(event, Event::Html(_) | Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock));
        if !self.state.is_open_foreign() || is_html || matches!(event, Event::Text(_) | Event::SoftBreak | Event::End(_)) {
            return;
        }
        self.state.leave_foreign();
        if let Some(place) = ["svg", "math"].iter().filter_map(|name| self.open.first(name)).min() {
            self.pop(place, At { event: index, byte: 0 }, true);
        }
    }

    fn start(&mut self, tag: &Tag<'_>, index: usize) {
        match tag {
            Tag::Image { .. } => self.images_open += 1,
            Tag::Link { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => self.inline.push(self.scopes_begun),
            Tag::HtmlBlock => {}
            block => {
                // A heading may be the page's title, and then stands elsewhere.
                self.blocks_begun += usize::from(!matches!(block, Tag::Heading { .. }));
                self.blocks_open += 1;
                match block {
                    Tag::Table(_) => self.end_siblings("table", At { event: index, byte: 0 }),
                    Tag::Paragraph | Tag::Heading { .. } => self.open.push_leaf(),
                    block if is_container(block.to_end()) => {
                        self.open.push_container(matches!(block, Tag::Item | Tag::FootnoteDefinition(_)));
                    }
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, index: usize) {
        match tag {
            TagEnd::Image => self.images_open = self.images_open.saturating_sub(1),
            TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.end_inline(index),
            TagEnd::HtmlBlock => {}
            block => {
                self.blocks_open = self.blocks_open.saturating_sub(1);
                if self.raw.as_ref().is_some_and(|raw| raw.blocks_open > self.blocks_open) {
                    self.fail_raw(index);
                }
                match block {
                    TagEnd::Paragraph | TagEnd::Heading(_) => self.end_leaf(index),
                    block if is_container(block) => self.end_container(index),
                    _ => {}
                }
            }
        }
    }

    /// The end of a link or an emphasis must match its start.
    fn end_inline(&mut self, index: usize) {
        if let Some(place) = self.inline.pop().and_then(|begun| self.open.scope_since(begun)) {
            self.state.leave_foreign();
            self.pop(place, At { event: index, byte: 0 }, true);
        }
    }

    /// Browsers reopen formatting elements in the next paragraph; all others end with theirs.
    fn end_leaf(&mut self, index: usize) {
        let at = At { event: index, byte: 0 };
        let mut outliving = Vec::new();
        let popped = self.open.pop_leaf();
        // Within an element beyond which end tags have no effect, everything must end before it does.
        let inner = popped.iter().rposition(|element| element.is_scope).map_or(0, |scope| scope + 1);
        for (position, element) in popped.into_iter().enumerate() {
            if position >= inner && html::is_formatting(&element.name) && !element.is_foreign {
                outliving.push(Element { outlived: Some(at), ..element });
            } else {
                self.close(&element, at, true);
            }
        }
        for element in outliving.into_iter().rev() {
            self.open.push(element);
        }
        let behind = At { event: index + 1, byte: 0 };
        for name in mem::take(&mut self.ending) {
            if let Some(place) = self.open.last(&name) {
                self.end_element(place, behind, &name);
                self.found.edits.close(behind, &name);
            }
        }
    }

    fn end_container(&mut self, index: usize) {
        let at = At { event: index, byte: 0 };
        for element in self.open.pop_container() {
            match element.outlived {
                Some(end) => self.close(&element, end, true),
                None if element.name == "pre" => self.mask_element(&element),
                // A link without an end would turn all the rest into a link.
                None if element.name == "a" => self.close(&element, element.behind, true),
                None => self.close(&element, at, true),
            }
        }
    }

    fn finish(&mut self) {
        if self.raw.is_some() {
            self.fail_raw(self.events.len());
        }
        self.end_container(self.events.len());
    }

    /// Closes an element whose end tag is missing at `at`. `is_end` says that nothing else there closes it.
    pub(super) fn close(&mut self, element: &Element, at: At, is_end: bool) {
        *self.ended_early.entry(element.name.clone()).or_default() += 1;
        self.state.end(&element.name);
        let is_omissible = html::is_omissible(&element.name) && !element.is_foreign;
        if html::is_custom(&element.name) && !element.is_foreign {
            self.mask_element(element);
            return;
        }
        let is_over =
            element.name == "p" && element.blocks_before < self.blocks_begun && element.scopes_before == self.scopes_begun;
        if (is_end || !is_omissible) && !is_over {
            self.found.edits.close(at, &element.written);
        }
        if !is_omissible {
            let (name, span) = (element.written.clone(), element.span.clone());
            let kind = HtmlFaultKind::Unclosed;
            self.found.faults.push(HtmlFault { kind, name, span, is_shown: false, is_self_closing: false });
        }
    }

    fn mask_element(&mut self, element: &Element) {
        self.mask(HtmlFaultKind::Unclosed, &element.written, element.span.clone(), false);
    }

    pub(super) fn mask(&mut self, kind: HtmlFaultKind, name: &str, span: Range<usize>, is_self_closing: bool) {
        let fault = HtmlFault { kind, name: name.to_owned(), span: span.clone(), is_shown: true, is_self_closing };
        self.found.masks.insert(span.start, Some(fault));
    }

    /// The element whose content would be text never ends, so it is text itself, and so are others with its name up to here.
    pub(super) fn fail_raw(&mut self, index: usize) {
        self.state.raw = None;
        let Some(raw) = self.raw.take() else { return };
        for (event, range) in &self.events[raw.event..index] {
            let Event::Html(piece) = event else { continue };
            let place = Place::new(piece, range, self.text);
            for (at, _) in piece.match_indices('<') {
                let name = piece.as_bytes().get(at + 1..at + 1 + raw.name.len());
                if name.is_some_and(|name| name.eq_ignore_ascii_case(raw.name.as_bytes())) {
                    self.found.masks.entry(place.source(&(at..at + 1)).start).or_default();
                }
            }
        }
        self.mask(HtmlFaultKind::Unclosed, &raw.written, raw.span, false);
    }
}

/// Whether everything that opens in the block ends with it.
const fn is_container(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::TableCell)
}
