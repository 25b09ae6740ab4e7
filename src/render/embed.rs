//! Embeds, `![[page#heading]]`: a part of one page shown on another, one level deep.

use percent_encoding::percent_decode_str;

use crate::index::PageId;
use crate::link::Target;
use crate::path::{UrlPath, encode_fragment};

use super::Renderer;
use super::html::{Embeds, Wanted};
use super::within::{Guest, Headings, Host, Part};

/// How many bytes of other pages are read for the embeds of one page: a small part of a large page requires reading all of it.
const MOST_READ: usize = 16 << 20;

/// The page that shows parts of others, as their host.
#[derive(Debug)]
pub(super) struct Embedding<'a> {
    pub(super) renderer: &'a Renderer<'a>,
    pub(super) page: PageId,
}

impl Embeds for Embedding<'_> {
    fn embed(&self, wanted: &Wanted<'_>, read: &mut usize) -> Option<String> {
        *read += self.renderer.site.bytes(wanted.page).len();
        if *read > MOST_READ {
            return None;
        }
        let fragment = wanted.href.split_once('#').map(|(_, fragment)| percent_decode_str(fragment).decode_utf8_lossy());
        let anchor = fragment.as_deref().filter(|anchor| !anchor.is_empty());
        let guest = Guest {
            page: wanted.page,
            part: anchor.map_or(Part::Whole, Part::Anchored),
            id_prefix: &format!("jb-e{}-", wanted.number),
            headings: Headings::From(wanted.level),
        };
        self.renderer.body_within(&guest, self).map(|body| body.html)
    }
}

/// Links in an embed lead to the page from which it is taken, and those to the embedding page stay on it.
impl Host for Embedding<'_> {
    fn place(&self, page: PageId, anchor: Option<&str>) -> Option<String> {
        (page == self.page).then(|| format!("#{}", encode_fragment(anchor.unwrap_or_default())))
    }

    fn href(&self, target: &Target) -> String {
        let site = self.renderer.site;
        self.url().href_to(&site.config.links.written(&site.target_address(target)))
    }

    fn root(&self) -> String {
        self.url().href_to(&UrlPath::home())
    }
}

impl Embedding<'_> {
    fn url(&self) -> &UrlPath {
        &self.renderer.site.index.page(self.page).url
    }
}
