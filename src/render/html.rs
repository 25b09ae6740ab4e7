//! A page's Markdown and its resolved links become HTML, in one walk over the page's events.
//!
//! 1. `survey` looks through the events for what has to be known before it is met: which lists hold tasks, which notes exist.
//! 2. `writer` walks the events; `block`, `inline`, `link`, `image`, `code` and `raw` write what they are named after.
//! 3. `footnotes` puts the notes at the end, whatever place their author wrote them in.
//!
//! The markup is the table in [`context`](crate::render::context). Nothing here recurses, so that no nesting is too deep, and
//! every text and attribute is escaped. Raw HTML stands as written but for its links: authors are trusted.

use std::collections::BTreeMap;

use crate::link::Resolution;
use crate::locale::Locale;
use crate::parse::ParsedPage;
use crate::parse::markdown::SpannedEvent;
use crate::path::SourcePath;
use crate::render::highlight::Highlighter;
use writer::Writer;

mod block;
mod code;
mod footnotes;
mod image;
mod inline;
mod link;
mod raw;
mod survey;
mod writer;

/// All that a page's HTML depends on.
#[derive(Debug, Clone, Copy)]
pub struct Body<'a> {
    /// The facts of the page.
    pub page: &'a ParsedPage,
    /// The page's decoded text, which the facts' spans are of.
    pub text: &'a str,
    /// Where the page's links lead, one for each in the same order. A link without one is left as written.
    pub links: &'a [Resolution],
    /// Width and height in pixels of the images that are known.
    pub image_sizes: &'a BTreeMap<SourcePath, (u32, u32)>,
    /// What colours code.
    pub highlighter: &'a Highlighter,
    /// The words of the interface, for what the text is given besides what its author wrote.
    pub locale: &'a Locale,
}

/// A page's HTML, ready for a template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderedBody {
    /// The level-1 heading that the page opens with, `<h1 id="…">…</h1>`; no part of `html`.
    pub heading_html: Option<String>,
    /// Everything else.
    pub html: String,
}

/// Renders a page's body, given as its [events](crate::parse::markdown::events), as `CommonMark` and GitHub's extensions say.
///
/// The result depends on nothing but `body`. Its length is linear in the text's, but for links, whose addresses the link
/// phase chose.
#[must_use]
pub fn render_body(body: &Body<'_>, events: &[SpannedEvent<'_>]) -> RenderedBody {
    Writer::new(body, events).write()
}

#[cfg(test)]
mod tests;
