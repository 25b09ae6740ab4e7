//! A page's body as Markdown: the one stream of events that the parse phase and the renderer share.
//!
//! 1. The parser's events are taken with spans of the whole text; containers nested beyond reason are left out.
//! 2. `comment` takes out Obsidian's comments, `wikilink` marks wikilinks; both only where their marks occur at all.
//! 3. `merge` joins adjacent text and adjacent raw HTML, cuts explicit ids from headings, replaces NUL.
//! 4. `autolink` marks bare URLs in the merged text. Where one holds what the parser took for markup, the page is read again with
//!    those bytes taken for letters.
//! 5. `block_id` marks the names that Obsidian gives blocks, `callout` gives quotes that are callouts their kind, and `emoji` names
//!    their characters.
//! 6. `raw` balances raw HTML: what is no tag becomes text, and what is left open is closed.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

mod autolink;
mod block_id;
mod callout;
mod comment;
mod definitions;
mod fence;
mod line_set;
mod merge;
mod raw;
mod spanned;
mod wikilink;

pub(crate) use block_id::is_block_end;
pub use callout::Marker;
pub use fence::Fence;
pub use line_set::LineSet;
pub(super) use raw::{HtmlFault, HtmlFaultKind};
pub use spanned::SpannedEvent;

use definitions::Definitions;
use merge::Merged;
use raw::{Mask, Masked};

/// The only extensions of `CommonMark` that pages are read with, as GitHub reads them.
///
/// Each other option of the parser would change what a page means there: heading attributes eat `{id}` in
/// `## GET /users/{id}`, metadata blocks swallow a thematic break in mid-page, wikilinks break `[[1]](url)`, and definition
/// lists eat `:::` lines.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// How many lists, items and quotes may stand in one another. Deeper ones are left out and their content stays, so that
/// neither a reader's browser nor our memory pays for a million `>`.
const DEEPEST: usize = 200;

/// The body's events, buffered, with spans of the whole text; `body` is [`ParsedPage::body`](super::ParsedPage::body).
///
/// Facts and HTML come from this one function, so that both walks agree to the byte. It gives what the Markdown parser
/// gives, with these changes:
///
/// - Adjacent text is one event, and so is adjacent raw HTML of a block. NUL is U+FFFD, as `CommonMark` has it.
/// - A heading's trailing `{#id}` is cut from its text and stands in `Tag::Heading { id, .. }`.
/// - A wikilink is a `Tag::Link` whose `link_type` is `LinkType::WikiLink`, its `dest_url` what stands before the bar, its
///   words the events inside; `has_pothole` says whether the author wrote words. `![[…]]` is a `Tag::Image` likewise.
/// - A bare URL or mail address is a `Tag::Link` of `LinkType::Autolink` or `LinkType::Email`, as GitHub links them. The
///   `dest_url` of a mail address is bare, that of `www.` has its scheme.
/// - Obsidian's `%% … %%` comments are gone.
/// - A quote that begins with `[!kind]` is a `Tag::BlockQuote` of the nearest of GitHub's kinds. The marker is gone; a title behind it
///   is a paragraph of its own. [`Marker`] tells of both.
/// - `$x$` and `$$x$$` are formulas where they are on GitHub, and text elsewhere.
/// - Obsidian's name of a block, ` ^rule-1` at its end, is an `Event::InlineHtml` of an empty element with the id `^rule-1`.
/// - `:rocket:` outside code is an `Event::Text` of the character, whose range is that of the name.
/// - Raw HTML is balanced within the block that it stands in: an end tag that is put in is an `Event::InlineHtml` with an empty
///   range, and what is no tag to browsers or would hide the rest of the page is an `Event::Text`.
///
/// How a renderer finds its facts: the range of `Event::Start(Tag::Link | Tag::Image)` starts at
/// [`Link::at`](super::Link::at), and that of `Event::Start(Tag::Heading)` at the `start` of
/// [`Heading::span`](super::Heading::span). Links in raw HTML are found by giving every `Event::Html` and
/// `Event::InlineHtml` with its span, in order, to one [`HtmlScanner`](super::html::HtmlScanner): an attribute's
/// `span.start` is its `Link::at`. A link event without such an entry is not one of the page's links (it stands in an HTML
/// comment, a script or a style, or its destination is empty) and is written as it is.
pub fn events(text: &str, body: usize) -> Vec<SpannedEvent<'_>> {
    Body::new(text, body).events
}

/// Where Obsidian's comments stand in the body, from mark to mark, for those who publish a page's text rather than its events.
pub fn comments(text: &str, body: usize) -> Vec<Range<usize>> {
    let within = text.get(body..).unwrap_or_default();
    if !comment::may_occur(within) {
        return Vec::new();
    }
    let events = Parser::new_ext(within, OPTIONS).into_offset_iter();
    let events: Vec<SpannedEvent<'_>> = events.map(|(event, range)| (event, range.start + body..range.end + body)).collect();
    comment::find(&events, text)
}

/// The events together with the reference definitions they use.
pub(super) struct Body<'a> {
    /// What [`events`] gives.
    pub(super) events: Vec<SpannedEvent<'a>>,
    /// What is wrong with the raw HTML, in order of place.
    pub(super) html_faults: Vec<HtmlFault>,
    start: usize,
    definitions: Definitions,
}

impl<'a> Body<'a> {
    /// Reads the body that begins at byte `start` of `text`.
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        let mut letters = BTreeSet::new();
        let (events, mut definitions) = parse(text, start, &Masked::new(), &mut letters);
        let (events, html_faults) = raw::balance(text, events, |masked| {
            let (events, found) = parse(text, start, masked, &mut letters);
            definitions = found;
            events
        });
        Self { events, html_faults, start, definitions }
    }

    /// The bytes of the definition of a reference label.
    pub(super) fn definition(&self, label: &str) -> Option<Range<usize>> {
        self.definitions.get(label).map(|definition| definition.span.clone())
    }

    /// The bytes of every definition that counts, and where it leads, in no order.
    pub(super) fn definitions(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.definitions.iter().map(|definition| (definition.span.clone(), &*definition.destination))
    }

    /// Where the body begins in the text.
    pub(super) const fn start(&self) -> usize {
        self.start
    }

    /// Whether the body defines any reference.
    pub(super) fn has_definitions(&self) -> bool {
        self.definitions.iter().next().is_some()
    }
}

/// How often a page is read again for addresses that hold what was taken for markup, and for dollars that open no formula. They
/// rarely uncover others.
const ROUNDS: usize = 5;

/// Parses the body that begins at byte `start`, with the masked angle brackets taken for text. `letters` are the bytes of bare
/// addresses that could be markup, as far as they were found before.
fn parse<'a>(
    text: &'a str,
    start: usize,
    masked: &Masked,
    letters: &mut BTreeSet<usize>,
) -> (Vec<SpannedEvent<'a>>, Definitions) {
    let mut round = 0;
    loop {
        let (merged, definitions) = parse_once(text, start, masked, letters);
        let known = letters.len();
        letters.extend(&merged.letters);
        round += 1;
        if letters.len() == known || round == ROUNDS {
            let body = text.get(start..).unwrap_or_default();
            let events = if block_id::may_occur(body) { block_id::mark(merged.events, text) } else { merged.events };
            let events = if callout::may_occur(body) { callout::mark(events, text) } else { events };
            return (events, definitions);
        }
    }
}

fn parse_once<'a>(text: &'a str, start: usize, masked: &Masked, letters: &BTreeSet<usize>) -> (Merged<'a>, Definitions) {
    let body = text.get(start..).unwrap_or_default();
    let mut depth = 0_usize;
    // Without a dollar there is no formula to look for.
    let options = if body.contains('$') { OPTIONS.union(Options::ENABLE_MATH) } else { OPTIONS };
    let mask = if masked.is_empty() && letters.is_empty() { None } else { Mask::new(text, start, masked, letters) };
    let Some(mask) = mask else {
        let mut parser = Parser::new_ext(body, options).into_offset_iter();
        let raw = parser
            .by_ref()
            .filter_map(|(event, range)| is_kept(&event, &mut depth).then(|| (event, range.start + start..range.end + start)));
        // Where nothing has to be seen twice, events are merged as they come.
        if !comment::may_occur(body) && !wikilink::may_occur(body) {
            let merged = merge::merge(raw, text);
            return (merged, Definitions::new(parser.reference_definitions(), start, str::to_owned));
        }
        let raw = raw.collect();
        let definitions = Definitions::new(parser.reference_definitions(), start, str::to_owned);
        return (joined(raw, text, body, &definitions), definitions);
    };
    let mut parser = Parser::new_ext(mask.copy(), options).into_offset_iter();
    let mut raw = Vec::new();
    for (event, range) in parser.by_ref() {
        if is_kept(&event, &mut depth) {
            mask.push(event, range.start + start..range.end + start, &mut raw);
        }
    }
    let definitions = Definitions::new(parser.reference_definitions(), start, |words| mask.restored(words));
    (joined(raw, text, body, &definitions), definitions)
}

/// Takes out comments, marks wikilinks, and merges.
fn joined<'a>(mut raw: Vec<SpannedEvent<'a>>, text: &'a str, body: &str, definitions: &Definitions) -> Merged<'a> {
    if comment::may_occur(body) {
        raw = comment::remove(raw, text);
    }
    if wikilink::may_occur(body) {
        raw = wikilink::mark(raw, text, &|label| {
            definitions.get(label).is_some_and(|definition| wikilink::is_note(label, &definition.destination))
        });
    }
    merge::merge(raw.into_iter(), text)
}

/// Whether an event stays: all but the containers that are too deep. `depth` counts the open containers.
fn is_kept(event: &Event<'_>, depth: &mut usize) -> bool {
    match event {
        Event::Start(Tag::BlockQuote(_) | Tag::List(_) | Tag::Item) => {
            *depth += 1;
            *depth <= DEEPEST
        }
        Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item) => {
            *depth = depth.saturating_sub(1);
            *depth < DEEPEST
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests;
