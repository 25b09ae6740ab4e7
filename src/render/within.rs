//! A page's body within another document: the only way to render a body anywhere except on its own page.
//!
//! An embed shows a section of one page on another, a booklet joins many pages, and a book gives each page a separate file. All
//! three do the same: every id of the body gets a prefix, so that the ids of several bodies never clash; every link is rebased to
//! the document; and headings may move to another level.
//!
//! 1. With [`Host`], a document says which pages it contains, where they are in it, and how it links to everything else.
//! 2. [`Guest`] selects a page, a [`Part`] of it, and how its ids and headings change.
//! 3. [`Renderer::body_within`] returns the HTML. [`rebased`] rebases a single link, for documents that are not HTML.

use percent_encoding::percent_decode_str;

use crate::index::PageId;
use crate::link::{Resolution, Target};
use crate::parse::markdown::SpannedEvent;
use crate::path::UrlPath;
use crate::resolve::Site;

use super::Renderer;
use super::html::{Body, RenderedBody, Shift, render_body};

mod part;

/// A document that contains the bodies of pages.
pub trait Host {
    /// The place of a page in the document, or of its element with the id `anchor`: an href ready to print, such as `#p3-set-up` or
    /// `chapter-3.xhtml#set-up`. `None` if the document does not contain it.
    fn place(&self, page: PageId, anchor: Option<&str>) -> Option<String>;

    /// The href from the document to something that it does not contain, percent-encoded, without query and fragment.
    fn href(&self, target: &Target) -> String;

    /// The href from the document to the site's root, with a slash at its end.
    fn root(&self) -> String;
}

/// A body in a document.
#[derive(Debug, Clone, Copy)]
pub struct Guest<'a> {
    /// Its page.
    pub page: PageId,
    /// The part that is shown.
    pub part: Part<'a>,
    /// The prefix of every id of the body, the author's and ours. Empty if the body has its own document.
    pub id_prefix: &'a str,
    /// The levels of its headings.
    pub headings: Headings,
}

/// The part of a body that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// All of it.
    Whole,
    /// The heading with this id and the section below it; for the id of another element, the block that contains it.
    Anchored(&'a str),
}

/// The levels of a body's headings. They keep their distance from one another, within HTML's six levels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headings {
    /// As they are written.
    AsWritten,
    /// The highest of them at this level, from 1 to 6.
    From(u8),
}

impl Renderer<'_> {
    /// A page's body within `host`. Embeds in it become links.
    ///
    /// The leading heading of a whole page is separate, as on the page itself. `None` if the page has no such part.
    #[must_use]
    pub fn body_within(&self, guest: &Guest<'_>, host: &dyn Host) -> Option<RenderedBody> {
        self.read(guest.page, |text, events| {
            let parsed = self.site.parsed(guest.page);
            let part = match guest.part {
                Part::Whole => None,
                Part::Anchored(anchor) => Some(part::anchored(parsed, text, events, anchor)?),
            };
            let events: &[SpannedEvent<'_>] = part.as_deref().unwrap_or(events);
            let links = &self.site.links(guest.page).resolutions;
            let links: Vec<Resolution> = links.iter().map(|link| rebased(self.site, guest.page, link, host)).collect();
            let levels = match guest.headings {
                Headings::AsWritten => 0,
                Headings::From(first) => part::highest(events).map_or(0, |highest| i16::from(first) - i16::from(highest)),
            };
            let shift = Shift { id_prefix: guest.id_prefix, levels };
            let body = Body { links: &links, shift, ..self.body_of(guest.page, text) };
            Some(render_body(&body, events))
        })
    }
}

/// Where a link of `page` leads from the document that contains the page's body.
#[must_use]
pub fn rebased(site: &Site, page: PageId, link: &Resolution, host: &dyn Host) -> Resolution {
    match link {
        Resolution::Internal { href, target, title } => {
            let (target, title) = (target.clone(), title.clone());
            let href = internal(href, &target, host).into();
            Resolution::Internal { href, target, title }
        }
        Resolution::Beside { href } => {
            let to_root = site.index.page(page).url.href_to(&UrlPath::home());
            let path = href.strip_prefix(&*to_root).unwrap_or(href);
            Resolution::Beside { href: format!("{}{path}", host.root()).into() }
        }
        other => other.clone(),
    }
}

fn internal(href: &str, target: &Target, host: &dyn Host) -> String {
    let tail = tail(href);
    if let Target::Page(id) = target
        && !tail.starts_with('?')
    {
        let anchor = tail.strip_prefix('#').map(|fragment| percent_decode_str(fragment).decode_utf8_lossy());
        // Every page has a top, and a text directive names no element.
        let anchor = anchor.as_deref().map(|anchor| anchor.split(":~:").next().unwrap_or(anchor));
        let anchor = anchor.filter(|anchor| !anchor.is_empty() && !anchor.eq_ignore_ascii_case("top"));
        if let Some(place) = host.place(*id, anchor) {
            return place;
        }
    }
    host.href(target) + tail
}

/// The query and the fragment of an href, with their `?` and `#`.
fn tail(href: &str) -> &str {
    href.find(['?', '#']).map_or("", |at| &href[at..])
}

#[cfg(test)]
mod tests;
