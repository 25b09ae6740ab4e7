//! The walk over a page's events.

use std::ops::Range;

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use crate::link::Resolution;
use crate::parse::html::HtmlScanner;
use crate::parse::markdown::SpannedEvent;
use crate::parse::{Heading, Link};
use crate::render::escape::push_text;
use crate::render::html::callout::Callouts;
use crate::render::html::embed::Embedded;
use crate::render::html::footnotes::Notes;
use crate::render::html::link::OpenLink;
use crate::render::html::prose::{Curling, is_right_to_left, may_turn};
use crate::render::html::raw::{has_raw_headings, has_raw_links};
use crate::render::html::survey::{Survey, survey};
use crate::render::html::tabs;
use crate::render::html::{Body, RenderedBody};

/// The HTML so far, and what is open in it.
pub(super) struct Writer<'a> {
    pub(super) body: &'a Body<'a>,
    pub(super) events: &'a [SpannedEvent<'a>],
    /// The position of the next event to write.
    pub(super) next: usize,
    pub(super) html: String,
    /// What was written before a part that belongs elsewhere in the page, such as a footnote.
    pub(super) set_aside: Vec<String>,
    pub(super) survey: Survey,
    pub(super) lists_seen: usize,
    pub(super) images_seen: usize,
    pub(super) tables_seen: usize,
    pub(super) notes: Notes,
    pub(super) heading: Option<&'a Heading>,
    pub(super) heading_html: Option<String>,
    /// The level of the heading before, or 1 if there is none.
    pub(super) level: u8,
    pub(super) embedded: Embedded,
    pub(super) callouts: Callouts,
    pub(super) curling: Curling,
    /// How many raw HTML elements with code are open.
    pub(super) raw_code: usize,
    /// Whether any block may have another writing direction than the page.
    pub(super) may_turn: bool,
    /// Where an attribute can be inserted in the start tags of open lists and quotes.
    pub(super) turnable: Vec<usize>,
    pub(super) paragraph_start: usize,
    /// Where an attribute can be inserted in the start tags of the open heading and cell.
    pub(super) heading_start: usize,
    pub(super) cell_start: usize,
    pub(super) is_in_paragraph: bool,
    pub(super) table: Table<'a>,
    pub(super) open_links: Vec<OpenLink>,
    /// The terms that have a preview already, in the order in which they came.
    pub(super) explained: Vec<usize>,
    /// Whether anything changes in raw HTML, so that it must be read.
    pub(super) reads_raw_html: bool,
    pub(super) scanner: HtmlScanner,
}

/// The state of the table; tables do not nest.
#[derive(Default)]
pub(super) struct Table<'a> {
    pub(super) alignments: &'a [Alignment],
    pub(super) column: usize,
    pub(super) is_head: bool,
    pub(super) has_rows: bool,
}

impl<'a> Writer<'a> {
    pub(super) fn new(body: &'a Body<'a>, events: &'a [SpannedEvent<'a>]) -> Self {
        Self {
            body,
            events,
            next: 0,
            html: String::with_capacity(body.text.len() * 2),
            set_aside: Vec::new(),
            survey: survey(events),
            lists_seen: 0,
            images_seen: 0,
            tables_seen: 0,
            notes: Notes::default(),
            heading: None,
            heading_html: None,
            level: 1,
            embedded: Embedded::default(),
            callouts: Callouts::default(),
            curling: Curling::default(),
            raw_code: 0,
            may_turn: body.prose.is_right_to_left || may_turn(body.text),
            turnable: Vec::new(),
            paragraph_start: 0,
            heading_start: 0,
            cell_start: 0,
            is_in_paragraph: false,
            table: Table::default(),
            open_links: Vec::new(),
            explained: Vec::new(),
            reads_raw_html: !body.shift.id_prefix.is_empty() || has_raw_links(&body.page.links) || has_raw_headings(body),
            scanner: HtmlScanner::default(),
        }
    }

    pub(super) fn write(mut self) -> RenderedBody {
        while let Some((event, range)) = self.take() {
            self.event(event, range);
        }
        self.notes.write(&mut self.html, self.body.locale, self.body.shift.id_prefix);
        let has_terms = !self.explained.is_empty();
        RenderedBody { heading_html: self.heading_html, html: tabs::grouped(self.html, self.body.shift.id_prefix), has_terms }
    }

    /// The next event, which then counts as written.
    pub(super) fn take(&mut self) -> Option<(&'a Event<'a>, &'a Range<usize>)> {
        let (event, range) = self.events.get(self.next)?;
        self.next += 1;
        Some((event, range))
    }

    fn event(&mut self, event: &'a Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text_with_terms(text, range),
            Event::Code(code) => {
                self.inline_code(code);
                self.curling.pass_word();
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                self.raw_html(html, range);
                self.note_raw_code(html);
            }
            Event::SoftBreak => self.html.push('\n'),
            Event::HardBreak => self.html.push_str("<br>\n"),
            Event::Rule => self.html.push_str("<hr>\n"),
            Event::FootnoteReference(label) => self.footnote_reference(label),
            Event::TaskListMarker(is_done) => self.task(*is_done),
            Event::InlineMath(source) => self.formula(source, false),
            Event::DisplayMath(source) => self.formula(source, true),
        }
    }

    fn start(&mut self, tag: &'a Tag<'a>, range: &Range<usize>) {
        if !matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }) {
            (self.curling, self.raw_code) = (Curling::default(), 0);
        }
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(*level as u8, range.start),
            Tag::BlockQuote(kind) => self.start_quote(*kind, range.start),
            Tag::CodeBlock(kind) => self.code_block(kind),
            Tag::List(first) => self.start_list(*first),
            Tag::Item => self.html.push_str("<li>"),
            Tag::FootnoteDefinition(label) => self.start_note(label),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_table_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.html.push_str("<em>"),
            Tag::Strong => self.html.push_str("<strong>"),
            Tag::Strikethrough => self.html.push_str("<del>"),
            Tag::Superscript => self.html.push_str("<sup>"),
            Tag::Subscript => self.html.push_str("<sub>"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(*link_type, dest_url, title, range),
            Tag::Image { link_type, dest_url, title, .. } => self.image(*link_type, dest_url, title, range),
            // An HTML block needs nothing around it, and our options do not produce the others.
            Tag::HtmlBlock
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level as u8),
            TagEnd::BlockQuote(kind) => self.end_quote(kind.is_some()),
            TagEnd::List(is_ordered) => {
                self.turn_container();
                self.html.push_str(if is_ordered { "</ol>\n" } else { "</ul>\n" });
            }
            TagEnd::Item => self.html.push_str("</li>\n"),
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_table_head(),
            TagEnd::TableRow => self.html.push_str("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.html.push_str("</em>"),
            TagEnd::Strong => self.html.push_str("</strong>"),
            TagEnd::Strikethrough => self.html.push_str("</del>"),
            TagEnd::Superscript => self.html.push_str("</sup>"),
            TagEnd::Subscript => self.html.push_str("</sub>"),
            TagEnd::Link => self.end_link(),
            TagEnd::HtmlBlock => self.end_raw_block(),
            // Code and images are written completely at their start.
            TagEnd::CodeBlock
            | TagEnd::Image
            | TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    /// Writes text, with curly quotes if the site has them and the text is prose.
    pub(super) fn text(&mut self, text: &str) {
        match &self.body.prose.quotes {
            Some(quotes) if self.raw_code == 0 && !self.curling.is_in_address => self.curling.push(&mut self.html, text, quotes),
            _ => {
                push_text(&mut self.html, text);
                self.curling.pass_word();
            }
        }
    }

    /// Writes a line of prose that stands by itself, such as a caption.
    pub(super) fn line(&mut self, line: &str) {
        match &self.body.prose.quotes {
            Some(quotes) => push_text(&mut self.html, &quotes.curl(line)),
            None => push_text(&mut self.html, line),
        }
    }

    /// Records where an element with code begins or ends.
    fn note_raw_code(&mut self, html: &str) {
        if self.body.prose.quotes.is_none() {
            return;
        }
        let is_code = |tag: &str| {
            ["code", "kbd", "samp", "pre", "tt", "script", "style"]
                .iter()
                .any(|name| tag.strip_prefix(name).is_some_and(|rest| rest.starts_with(['>', ' ', '\n'])))
        };
        match html.strip_prefix("</") {
            Some(end) if is_code(end) => self.raw_code = self.raw_code.saturating_sub(1),
            None if html.strip_prefix('<').is_some_and(is_code) => self.raw_code += 1,
            _ => {}
        }
    }

    /// Sets the direction of the block whose start tag can take an attribute at byte `at` of the HTML, if it differs from the
    /// page's.
    pub(super) fn turn(&mut self, at: usize) {
        let is_turned = || is_right_to_left(&self.html[at..]).filter(|direction| *direction != self.body.prose.is_right_to_left);
        if let Some(direction) = if self.may_turn { is_turned() } else { None } {
            self.html.insert_str(at, if direction { " dir=\"rtl\"" } else { " dir=\"ltr\"" });
        }
    }

    /// The same for the innermost open list or quote.
    pub(super) fn turn_container(&mut self) {
        if let Some(at) = self.turnable.pop() {
            self.turn(at);
        }
    }

    /// The link that begins at this byte of the text, and its target.
    pub(super) fn link_at(&self, at: usize) -> Option<(&'a Link, &'a Resolution)> {
        let position = self.body.page.links.binary_search_by_key(&at, |link| link.at).ok()?;
        Some((&self.body.page.links[position], self.body.links.get(position)?))
    }

    /// Redirects the following HTML to a separate text, until [`Self::take_aside`].
    pub(super) fn put_aside(&mut self) {
        self.set_aside.push(std::mem::take(&mut self.html));
    }

    /// The HTML since [`Self::put_aside`].
    pub(super) fn take_aside(&mut self) -> String {
        let before = self.set_aside.pop().unwrap_or_default();
        std::mem::replace(&mut self.html, before)
    }
}
