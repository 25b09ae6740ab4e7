//! A page's body as Markdown: the one stream of events that the parse phase and the renderer share.
//!
//! 1. The parser's events get spans of the whole text; excessively nested containers are dropped.
//! 2. `comment` removes Obsidian's comments, `wikilink` marks wikilinks; both only if their characters occur at all.
//! 3. `merge` joins adjacent text and adjacent raw HTML, removes explicit ids from headings, replaces NUL.
//! 4. `autolink` marks bare URLs in the merged text. If one contains what the parser treated as markup, the page is parsed again
//!    with those bytes as letters.
//! 5. `block_id` marks Obsidian's block ids, `callout` sets the kind of quotes that are callouts, and `emoji` replaces names by
//!    characters.
//! 6. `raw` balances raw HTML: anything that is not a tag becomes text, and open elements are closed.

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

/// The only extensions of `CommonMark` with which pages are parsed, as on GitHub.
///
/// Each of the parser's other options would change the meaning of a page on GitHub: heading attributes consume `{id}` in `## GET
/// /users/{id}`, metadata blocks consume a thematic break in the middle of a page, wikilinks break `[[1]](url)`, and definition
/// lists consume `:::` lines.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_GFM);

/// How deeply lists, items and quotes may be nested. Deeper ones are dropped and their content is kept, so that a million `>` cost
/// neither the reader's browser nor our memory.
const DEEPEST: usize = 200;

/// The body's events, buffered, with spans of the whole text; `body` is [`ParsedPage::body`](super::ParsedPage::body).
///
/// Facts and HTML come from this one function, so that both walks agree to the byte. It returns what the Markdown parser returns,
/// with these changes:
///
/// - Adjacent text is one event, and so is adjacent raw HTML of a block. NUL is U+FFFD, as `CommonMark` requires.
/// - A heading's trailing `{#id}` is removed from its text and put in `Tag::Heading { id, .. }`.
/// - A wikilink is a `Tag::Link` whose `link_type` is `LinkType::WikiLink`, its `dest_url` is the part before the bar, and its text
///   the events inside; `has_pothole` says whether the author wrote a text. `![[…]]` is a `Tag::Image` likewise.
/// - A bare URL or email address is a `Tag::Link` of `LinkType::Autolink` or `LinkType::Email`, as on GitHub. The `dest_url` of an
///   email address is bare, that of `www.` has its scheme.
/// - Obsidian's `%% … %%` comments are removed.
/// - A quote that begins with `[!kind]` is a `Tag::BlockQuote` of the nearest of GitHub's kinds. The marker is removed; a title
///   after it is a separate paragraph. [`Marker`] describes both.
/// - `$x$` and `$$x$$` are formulas where they are formulas on GitHub, and text elsewhere.
/// - Obsidian's block id, ` ^rule-1` at the end of a block, is an `Event::InlineHtml` of an empty element with the id `^rule-1`.
/// - `:rocket:` outside code is an `Event::Text` of the character, with the range of the name.
/// - Raw HTML is balanced within its block: an inserted end tag is an `Event::InlineHtml` with an empty range, and anything that is
///   not a tag for browsers or would hide the rest of the page is an `Event::Text`.
///
/// How a renderer finds its facts: the range of `Event::Start(Tag::Link | Tag::Image)` starts at [`Link::at`](super::Link::at), and
/// that of `Event::Start(Tag::Heading)` at the `start` of [`Heading::span`](super::Heading::span). Links in raw HTML are found by
/// passing every `Event::Html` and `Event::InlineHtml` with its span, in order, to one [`HtmlScanner`](super::html::HtmlScanner):
/// an attribute's `span.start` is its `Link::at`. A link event without such an entry is not one of the page's links (it is in an
/// HTML comment, a script or a style, or its destination is empty) and is written unchanged.
pub fn events(text: &str, body: usize) -> Vec<SpannedEvent<'_>> {
    Body::new(text, body).events
}

/// The places of Obsidian's comments in the body, from mark to mark, for code that publishes a page's text rather than its events.
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
    /// The result of [`events`].
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

/// How often a page is parsed again for addresses that contain what was treated as markup, and for dollars that do not begin a
/// formula. They rarely reveal others.
const ROUNDS: usize = 5;

/// Parses the body that begins at byte `start`, with the masked angle brackets treated as text. `letters` are the bytes of bare
/// addresses that could be markup and have been found so far.
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
    // Without a dollar there can be no formula.
    let options = if body.contains('$') { OPTIONS.union(Options::ENABLE_MATH) } else { OPTIONS };
    let mask = if masked.is_empty() && letters.is_empty() { None } else { Mask::new(text, start, masked, letters) };
    let Some(mask) = mask else {
        let mut parser = Parser::new_ext(body, options).into_offset_iter();
        let raw = parser
            .by_ref()
            .filter_map(|(event, range)| is_kept(&event, &mut depth).then(|| (event, range.start + start..range.end + start)));
        // If one pass is enough, events are merged as they come.
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

/// Removes comments, marks wikilinks, and merges.
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

/// Whether an event is kept: all except containers that are too deep. `depth` counts the open containers.
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
