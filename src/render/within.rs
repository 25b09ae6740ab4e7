//! A page's body within another document: the one way in which a body stands anywhere but on its own page.
//!
//! An embed shows a section of one page on another, a booklet strings many pages together, and a book gives each page a file of its
//! own. All three do the same: every id of the body gets a prefix, so that the ids of several bodies never meet; every link is led
//! anew to where it leads from the document; and headings may move to another level.
//!
//! 1. A document says by [`Host`] which pages it holds, where they stand in it, and how it links to everything else.
//! 2. [`Guest`] says which page is wanted, which [`Part`] of it, and how its ids and headings change.
//! 3. [`Renderer::body_within`] gives the HTML. [`rebased`] alone leads one link anew, for documents that are not HTML.

use percent_encoding::percent_decode_str;

use crate::index::PageId;
use crate::link::{Resolution, Target};
use crate::parse::markdown::SpannedEvent;
use crate::path::UrlPath;
use crate::resolve::Site;

use super::Renderer;
use super::html::{Body, RenderedBody, Shift, render_body};

mod part;

/// A document that holds the bodies of pages.
pub trait Host {
    /// Where a page stands in the document, or the element of it that bears the id `anchor`: an href to print as it is, such as
    /// `#p3-set-up` or `chapter-3.xhtml#set-up`. `None` when the document does not hold it.
    fn place(&self, page: PageId, anchor: Option<&str>) -> Option<String>;

    /// The href from the document to what it does not hold, percent-encoded, without query and fragment.
    fn href(&self, target: &Target) -> String;

    /// The href from the document to the site's root, with a slash at its end.
    fn root(&self) -> String;
}

/// A body that a document holds.
#[derive(Debug, Clone, Copy)]
pub struct Guest<'a> {
    /// The page that it is the body of.
    pub page: PageId,
    /// What of it is shown.
    pub part: Part<'a>,
    /// What stands in front of every id of the body, the author's and ours. Empty where the body has a document of its own.
    pub id_prefix: &'a str,
    /// At which levels its headings stand.
    pub headings: Headings,
}

/// What of a body is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// All of it.
    Whole,
    /// The section below the heading with this id, and the heading; for the id of another element the block that holds it.
    Anchored(&'a str),
}

/// At which levels the headings of a body stand. They keep their distance from one another, within the six that HTML has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Headings {
    /// As they are written.
    AsWritten,
    /// The highest of them at this level, from 1 to 6.
    From(u8),
}

impl Renderer<'_> {
    /// A page's body as `host` holds it. Embeds in it are links.
    ///
    /// The leading heading of a whole page comes apart, as on the page itself. `None` when the page has no such part.
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

/// Where a link of `page` leads from the document that holds the page's body.
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

/// The query and the fragment of an href, with the marks that they begin with.
fn tail(href: &str) -> &str {
    href.find(['?', '#']).map_or("", |at| &href[at..])
}

#[cfg(test)]
mod tests;
