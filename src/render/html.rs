//! Turns a page's Markdown and its resolved links into HTML, in one walk over the page's events.
//!
//! 1. `survey` searches the events for what must be known in advance: which lists contain tasks, which notes exist.
//! 2. `writer` walks the events; `block`, `inline`, `link`, `image`, `code`, `drawing` and `raw` write what they are named after.
//! 3. `embed` shows parts of other pages in their place, and `footnotes` puts the notes at the end, wherever their author wrote
//!    them.
//!
//! The markup is the table in [`context`](crate::render::context). Nothing here recurses, so that no nesting is too deep, and every
//! text and attribute is escaped. Raw HTML stays as written except for its links: authors are trusted.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::diagram::Drawings;
use crate::index::{PageId, RepositoryAddress, SampleFile};
use crate::keeping::samples::Place;
use crate::link::{Resolution, file_href};
use crate::locale::Locale;
use crate::parse::ParsedPage;
use crate::parse::markdown::SpannedEvent;
use crate::path::{RepositoryPath, SourcePath};
use crate::render::highlight::Highlighter;
pub use prose::{Prose, Quotes};
use writer::Writer;

mod block;
mod callout;
mod code;
mod console;
mod drawing;
mod embed;
mod footnotes;
mod image;
mod inline;
mod lines;
mod link;
mod notation;
mod prose;
mod raw;
mod survey;
mod tabs;
mod term;
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
    /// What draws diagrams, and keeps what it drew.
    pub drawings: &'a Drawings,
    /// The words of the interface, for what the text is given besides what its author wrote.
    pub locale: &'a Locale,
    /// Hosts that ask readers for a login, in lower case.
    pub private_hosts: &'a [Arc<str>],
    /// Where the files are seen that code is from; without it their names lead nowhere.
    pub samples: Option<SampleLinks<'a>>,
    /// How the prose is set.
    pub prose: Prose,
    /// What changes if the body is in another document.
    pub shift: Shift<'a>,
    /// What shows parts of other pages; without it embeds are links.
    pub embeds: Option<&'a dyn Embeds>,
    /// Where the page uses terms of a glossary; empty where no previews are shown.
    pub terms: &'a [UsedTerm<'a>],
}

/// A use of a term that a preview may stand beside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedTerm<'a> {
    /// The bytes of the words in the text.
    pub at: Range<usize>,
    /// Which term of the handbook it is.
    pub term: usize,
    /// Where it is defined.
    pub href: String,
    /// What it means.
    pub definition: &'a str,
}

/// Where the files are seen that code is from.
#[derive(Debug, Clone, Copy)]
pub struct SampleLinks<'a> {
    /// The repository's host.
    pub repository: &'a RepositoryAddress,
    /// The files that were found.
    pub files: &'a BTreeMap<RepositoryPath, SampleFile>,
}

impl SampleLinks<'_> {
    /// The address of the file that a fence names; `None` when there is no such file.
    fn href(&self, source: &str) -> Option<Arc<str>> {
        let place = Place::parse(source)?;
        matches!(self.files.get(&place.path)?, SampleFile::Text(_)).then(|| {
            let is_gitlab = self.repository.url.contains("gitlab");
            file_href(self.repository, &place.path, place.fragment(is_gitlab).as_deref())
        })
    }
}

/// What changes in a body that is not on its own page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shift<'a> {
    /// The prefix of every id.
    pub id_prefix: &'a str,
    /// How many levels down the headings go; those that would leave the six of HTML stay within them.
    pub levels: i16,
}

/// Returns the parts of other pages that are shown on a page.
pub trait Embeds: fmt::Debug + Sync {
    /// The HTML of what is wanted; `None` when it is not there, or when too much was `read`, in bytes of other pages.
    fn embed(&self, wanted: &Wanted<'_>, read: &mut usize) -> Option<String>;
}

/// A part of another page to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The page.
    pub page: PageId,
    /// Where the embed leads; its fragment selects the part.
    pub href: &'a str,
    /// Its number among the page's embeds, from 1.
    pub number: usize,
    /// The level of its highest heading, so that it is below the heading before it.
    pub level: u8,
}

/// A page's HTML, ready for a template.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderedBody {
    /// The level-1 heading at the start of the page, `<h1 id="…">…</h1>`; not part of `html`.
    pub heading_html: Option<String>,
    /// Everything else.
    pub html: String,
    /// Whether a preview of a term stands in it.
    pub has_terms: bool,
}

/// Renders a page's body, given as its [events](crate::parse::markdown::events), according to `CommonMark` and GitHub's extensions.
///
/// The result depends only on `body`. Its length is linear in the text's, except for links, whose addresses the link phase chose.
#[must_use]
pub fn render_body(body: &Body<'_>, events: &[SpannedEvent<'_>]) -> RenderedBody {
    Writer::new(body, events).write()
}

#[cfg(test)]
mod tests;
