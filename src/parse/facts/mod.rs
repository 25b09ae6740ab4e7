//! One walk over the body's events that keeps what other pages, the theme and the reader need to know.
//!
//! 1. Blocks of text are read to plain text, for summaries, headings and the sentences around links.
//! 2. Links, anchors and words are recorded on the way, and so are problems of the text itself (`faults`).
//! 3. Reference definitions come last, when it is known which are used.

use std::mem;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, LinkType, Tag, TagEnd};

use crate::diagnostic::{Checked, Diagnostic};
use crate::path::SourcePath;

use super::faults::formula as formula_faults;
use super::faults::{anchor, callout, conflict, diagram, foreign, html as html_faults, malformed_heading, malformed_link};
use super::formula;
use super::html::HtmlScanner;
use super::markdown::{Body, Fence};
use super::page::{FrontMatter, Heading, ParsedPage, Suspect};
use super::slug::Slugger;

mod block;
mod definition;
mod destination;
mod footnote;
mod link;
mod list;
mod raw;
mod sample;
mod sentence;
mod successor;
mod title;
mod words;

use block::{Block, is_emoji};
pub use definition::{Definition, definitions};
use footnote::Footnotes;
use link::{Links, Written};
use title::{Lead, Title};
use words::WordCounter;

/// The longest summary that is kept, in bytes.
const SUMMARY: usize = 600;

/// Reads the facts of the body that begins at byte `start` of `text`.
pub(super) fn read(path: &SourcePath, text: &str, start: usize, front_matter: FrontMatter) -> Checked<ParsedPage> {
    let body = Body::new(text, start);
    let mut walk = Walk::new(path, text, &body);
    for (event, range) in &body.events {
        walk.take(event, range);
    }
    walk.end_block();
    let mut diagnostics = walk.diagnostics;
    diagnostics.extend(definition::faults(&body, text, path, &walk.links.used));
    diagnostics.extend(walk.footnotes.faults(path, text));
    let suspects = footnote::real(text, walk.suspects, &body, &walk.footnotes);
    diagnostics.extend(anchor::repeated(path, &walk.anchors));
    diagnostics.extend(html_faults::tags(path, text, &body, &mut walk.foreign));
    diagnostics.extend(conflict::markers(path, text, &body.events));
    let mut links = successor::links(text, &front_matter);
    links.append(&mut walk.links.found);
    let title = Title::new(&walk.page.headings, walk.lead, front_matter.title.as_ref(), path);
    let page = title.given(ParsedPage {
        front_matter,
        body: start,
        words: walk.words.count(),
        named_lists: list::named(&body.events),
        links,
        suspects,
        summary: walk.page.summary.or(walk.nested_summary),
        ..walk.page
    });
    Checked { value: page, diagnostics }
}

struct Walk<'t> {
    path: &'t SourcePath,
    text: &'t str,
    body: &'t Body<'t>,
    page: ParsedPage,
    diagnostics: Vec<Diagnostic>,
    links: Links<'t>,
    html: HtmlScanner,
    slugger: Slugger,
    words: WordCounter,
    foreign: foreign::Finder,
    /// Anchors that the author chose, with their place.
    anchors: Vec<(Arc<str>, Range<usize>)>,
    block: Block,
    /// The failed links so far.
    suspects: Vec<Suspect>,
    footnotes: Footnotes,
    is_in_code: bool,
    is_in_formula: bool,
    /// The block of code that is read, when it is a sample.
    sample: Option<sample::Open>,
    /// The open Mermaid fence: its text so far.
    diagram: Option<String>,
    /// The `{#id}` of the open heading.
    explicit_id: Option<Arc<str>>,
    /// How many quotes, lists and other containers are open around the block.
    depth: usize,
    /// How many of them are quotes, callouts or footnotes, whose headings are not the page's own.
    quote_depth: usize,
    /// Whether there was anything except images before, so that a heading is no longer at the start of the page.
    has_prose: bool,
    /// What is before the first heading.
    lead: Lead,
    /// The first paragraph within a quote or list, for pages that have no other.
    nested_summary: Option<Arc<str>>,
}

impl<'t> Walk<'t> {
    fn new(path: &'t SourcePath, text: &'t str, body: &'t Body<'t>) -> Self {
        Self {
            path,
            text,
            body,
            page: ParsedPage::default(),
            diagnostics: Vec::new(),
            links: Links::new(text, path),
            html: HtmlScanner::default(),
            slugger: Slugger::default(),
            words: WordCounter::default(),
            foreign: foreign::Finder::default(),
            anchors: Vec::new(),
            block: Block::default(),
            suspects: Vec::new(),
            footnotes: Footnotes::default(),
            is_in_code: false,
            is_in_formula: false,
            sample: None,
            diagram: None,
            explicit_id: None,
            depth: 0,
            quote_depth: 0,
            has_prose: false,
            lead: Lead::None,
            nested_summary: None,
        }
    }

    fn take(&mut self, event: &Event<'t>, range: &Range<usize>) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range),
            Event::End(tag) => self.end(*tag, range),
            // The inside of an open comment or script is invisible to readers.
            _ if self.html.is_hidden() => {}
            Event::Start(tag) => self.start(tag, range),
            Event::Text(words) if !self.is_in_code => self.words_of(words, range),
            Event::Code(code) => self.code(code, range),
            Event::InlineMath(source) | Event::DisplayMath(source) => self.formula(source, range),
            Event::Text(source) if self.is_in_formula => {
                self.diagnostics.extend(formula_faults::fault(self.path, self.text, source, range));
            }
            Event::Text(code) => {
                self.sample.iter_mut().for_each(|sample| sample.add(code, range));
                self.diagram.iter_mut().for_each(|diagram| diagram.push_str(code));
            }
            Event::SoftBreak | Event::HardBreak => self.line_break(range),
            Event::FootnoteReference(label) => {
                self.footnotes.refer(label);
                self.links.note_words(range, true);
            }
            Event::Rule => self.end_block(),
            Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'t>, range: &Range<usize>) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Link { link_type, dest_url: destination, id: label, .. } => {
                self.open_link(&Written { link_type: *link_type, destination, label, is_image: false }, range);
            }
            Tag::Image { link_type, dest_url: destination, id: label, .. } => {
                self.open_link(&Written { link_type: *link_type, destination, label, is_image: true }, range);
            }
            Tag::CodeBlock(kind) => {
                self.end_block();
                self.is_in_code = true;
                self.is_in_formula = matches!(kind, CodeBlockKind::Fenced(info) if Fence::parse(info).language == "math");
                self.has_prose = true;
                if let CodeBlockKind::Fenced(info) = kind {
                    self.diagnostics.extend(foreign::in_fence(self.path, self.text, info, range));
                    self.sample = sample::Open::new(self.text, info, range);
                    self.diagram = diagram::is_diagram(info).then(String::new);
                }
            }
            other => {
                self.end_block();
                if let Tag::FootnoteDefinition(label) = other {
                    self.footnotes.define(label, range);
                }
                self.block.is_cell = matches!(other, Tag::TableCell);
                self.depth += usize::from(is_container(other.to_end()));
                if let Tag::BlockQuote(Some(_)) = other {
                    self.diagnostics.extend(callout::differs(self.path, self.text, range, self.depth > 1));
                }
                self.quote_depth += usize::from(is_quote(other.to_end()));
                if let Tag::Heading { id, .. } = other {
                    self.block.is_heading = true;
                    self.explicit_id = id.as_deref().map(Arc::from);
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.links.note_words(range, false),
            TagEnd::Link | TagEnd::Image => self.links.close(range, self.block.plain.len(), &mut self.diagnostics),
            TagEnd::CodeBlock => {
                (self.is_in_code, self.is_in_formula) = (false, false);
                self.page.samples.extend(self.sample.take().map(|sample| sample.close(self.text)));
                if let Some(source) = self.diagram.take() {
                    self.page.has_diagrams = true;
                    self.diagnostics.extend(diagram::fault(self.path, self.text, &source, range));
                }
            }
            TagEnd::Heading(level) => self.heading(level, range),
            TagEnd::Paragraph => self.paragraph(),
            other => {
                self.end_block();
                self.depth -= usize::from(is_container(other)).min(self.depth);
                self.quote_depth -= usize::from(is_quote(other)).min(self.quote_depth);
            }
        }
    }

    fn open_link(&mut self, written: &Written<'_, 't>, range: &Range<usize>) {
        if let LinkType::WikiLink { .. } = written.link_type {
            // Foam also defines each wikilink as a reference, for other Markdown tools: those count as used.
            let inside = self.text[range.clone()].trim_matches(['!', '[', ']']);
            self.links.use_definition(self.body, inside);
            self.links.use_definition(self.body, written.destination);
        }
        self.links.open(self.body, written, range, self.block.plain.len());
        self.block.is_line_start = false;
    }

    fn words_of(&mut self, words: &str, range: &Range<usize>) {
        self.links.note_words(range, !words.trim().is_empty());
        self.block.heading_text.push_str(if self.block.is_heading { words } else { "" });
        if self.links.is_in_image() {
            return;
        }
        self.block.texts.push(range.clone());
        if self.block.is_line_start && !self.links.is_open() {
            self.line_start(range);
        }
        // An attribute list that fills a cell is shown as text.
        let is_shown = self.block.is_cell && self.block.plain.is_empty() && foreign::is_attribute_list(words);
        if !is_shown && foreign::may_hold(words) {
            self.foreign.in_text(self.path, self.text, range, &mut self.diagnostics);
        }
        self.block.is_line_start = false;
        self.words.read(words);
        if self.block.is_heading && is_emoji(words, &self.text[range.clone()]) {
            // GitHub turns the names into anchors.
            self.block.plain.push_str(&self.text[range.clone()]);
        } else if self.block.is_heading && !self.body.html_faults.is_empty() {
            self.heading_words(words, range);
        } else {
            self.block.plain.push_str(words);
        }
    }

    /// The text of a heading from which GitHub makes the anchor: without the tags that are text here.
    fn heading_words(&mut self, words: &str, range: &Range<usize>) {
        let mut from = range.start;
        if words.len() == range.len() {
            let faults = &self.body.html_faults;
            let first = faults.partition_point(|fault| fault.span.start < range.start);
            for fault in faults[first..].iter().take_while(|fault| fault.span.end <= range.end) {
                if fault.is_left_out_of_slugs() && fault.span.start >= from {
                    self.block.plain.push_str(&words[from - range.start..fault.span.start - range.start]);
                    from = fault.span.end;
                }
            }
        }
        self.block.plain.push_str(&words[from - range.start..]);
    }

    /// Checks the first text of a line, where failed blocks are.
    fn line_start(&mut self, range: &Range<usize>) {
        if self.block.is_heading {
            self.diagnostics.extend(foreign::keys_of_a_slide(self.path, self.text, range.start));
        }
        if self.block.is_heading || self.block.is_cell {
            return;
        }
        let found = malformed_heading::at(self.path, self.text, range.start);
        let found = found.or_else(|| self.foreign.at_line_start(self.path, self.text, range.start));
        self.block.is_malformed |= found.is_some();
        self.diagnostics.extend(found);
    }

    fn code(&mut self, code: &str, range: &Range<usize>) {
        self.links.note_words(range, true);
        self.block.heading_text.push_str(if self.block.is_heading { code } else { "" });
        if !self.links.is_in_image() {
            self.block.plain.push_str(code);
            self.block.is_line_start = false;
            self.diagnostics.extend(foreign::role(self.path, self.text, range));
        }
    }

    fn formula(&mut self, source: &str, range: &Range<usize>) {
        self.links.note_words(range, true);
        if !self.links.is_in_image() {
            let inside = formula::inside(source);
            self.block.plain.push_str(inside);
            self.block.heading_text.push_str(if self.block.is_heading { inside } else { "" });
            self.block.is_line_start = false;
        }
        self.diagnostics.extend(formula_faults::fault(self.path, self.text, source, range));
    }

    fn line_break(&mut self, range: &Range<usize>) {
        self.links.note_words(range, false);
        // GitHub drops the line break from a heading's slug, where a space would become a hyphen.
        self.block.plain.push(if self.block.is_heading { '\n' } else { ' ' });
        self.block.heading_text.push(' ');
        self.block.is_line_start = true;
        self.words.end_word();
    }

    /// Records whether there is text before a heading, if it is the first.
    fn note_lead(&mut self, has_text: bool) {
        if self.page.headings.is_empty() && self.depth == 0 {
            self.lead = if has_text { Lead::Text } else { Lead::Empty };
        }
        self.has_prose = true;
    }

    fn heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let text: Arc<str> = Arc::from(one_line(&self.block.heading_text));
        let explicit = self.explicit_id.take();
        let id: Arc<str> = match &explicit {
            Some(id) => {
                let found = self.text[range.clone()].rfind(&**id).map_or(range.start, |at| range.start + at);
                self.anchors.push((Arc::clone(id), found..found + id.len()));
                Arc::from(self.slugger.unique(id))
            }
            None => Arc::from(self.slugger.id(&self.block.plain)),
        };
        self.diagnostics.extend(anchor::differs(self.path, self.text, range, &self.block.plain, explicit.as_deref(), &id));
        self.note_lead(self.has_prose);
        let is_explicit = explicit.is_some();
        let is_quoted = self.quote_depth > 0;
        self.page.headings.push(Heading { level: level as u8, text, id, is_explicit, is_quoted, span: range.clone() });
        self.end_block();
    }

    fn paragraph(&mut self) {
        let place = if self.depth == 0 { &mut self.page.summary } else { &mut self.nested_summary };
        if place.is_none() && !self.block.is_malformed && !self.block.plain.trim().is_empty() {
            *place = Some(Arc::from(sentence::shortened(&one_line(&self.block.plain), SUMMARY)));
        }
        self.end_block();
    }

    /// Ends the block of text and prepares for the next.
    fn end_block(&mut self) {
        self.links.end_block(&self.block.plain);
        self.suspects.extend(malformed_link::find(self.text, &self.block.texts, self.block.is_cell));
        self.has_prose |= !self.block.plain.trim().is_empty();
        let Block { plain, heading_text, .. } = &mut self.block;
        plain.clear();
        heading_text.clear();
        let (plain, heading_text) = (mem::take(plain), mem::take(heading_text));
        self.block = Block { plain, heading_text, is_line_start: true, ..Block::default() };
        self.words.end_word();
    }
}

/// Whether a block is a quote or is otherwise separate from the page's text.
const fn is_quote(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition)
}

/// Whether a block contains other blocks.
const fn is_container(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition | TagEnd::Table)
}

/// A text with every run of white space replaced by one space.
fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}
