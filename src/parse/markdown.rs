//! A page's body as Markdown: one stream of events that the parse phase and the renderer share, and the facts read from it.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, TextMergeWithOffset};

/// An event of the body and the bytes of the page's whole text that it stands for.
pub type SpannedEvent<'a> = (Event<'a>, Range<usize>);

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

/// The body's events, buffered, with spans of the whole text; `body` is [`ParsedPage::body`](super::ParsedPage::body).
///
/// Facts and HTML come from this one function, so that both walks agree to the byte. It gives what the Markdown parser
/// gives, adjacent text merged, with these changes:
///
/// - A heading's trailing `{#id}` is cut from its text and stands in `Tag::Heading { id, .. }`.
/// - A wikilink is a `Tag::Link` whose `link_type` is `LinkType::WikiLink`, its `dest_url` what stands before the bar, its
///   words the events inside; `has_pothole` says whether the author wrote words. `![[…]]` is a `Tag::Image` likewise.
/// - A bare URL or mail address is a `Tag::Link` of `LinkType::Autolink` or `LinkType::Email`, as GitHub links them.
/// - Obsidian's `%% … %%` comments are gone.
///
/// How a renderer finds its facts: the range of `Event::Start(Tag::Link | Tag::Image)` starts at
/// [`Link::at`](super::Link::at), and that of `Event::Start(Tag::Heading)` at the `start` of
/// [`Heading::span`](super::Heading::span). Links in raw HTML are found by giving every `Event::Html` and
/// `Event::InlineHtml` with its span, in order, to one [`HtmlScanner`](super::html::HtmlScanner): an attribute value's
/// start is its `Link::at`. A link event without such an entry is none of the page's links (it stands in an HTML comment,
/// a script or a style) and is written as it is.
pub fn events(text: &str, body: usize) -> Vec<SpannedEvent<'_>> {
    let parser = Parser::new_ext(&text[body..], OPTIONS);
    TextMergeWithOffset::new(parser.into_offset_iter())
        .map(|(event, range)| (event, range.start + body..range.end + body))
        .collect()
}
