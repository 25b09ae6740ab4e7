//! What a published site has besides its pages: files for crawlers, feed readers, link previews, agents and people who copy text.

use crate::config::{CardConfig, Config};
use crate::index::{History, Index, PageId};
use crate::journey::StageIndex;
use crate::path::UrlPath;

use super::landing_address;

/// The most addresses of one sitemap, by the sitemap protocol.
pub const SITEMAP_LIMIT: usize = 50_000;

/// The width and height of a card in pixels, as the sites that show cards expect.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// One output that is not a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Publication {
    /// `sitemap.xml`: every address with its date of change, or the index of the parts if there are too many for one file.
    Sitemap,
    /// A part of a sitemap that is too long, from 0.
    SitemapPart(usize),
    /// `robots.txt`, which leads crawlers to the sitemap.
    Robots,
    /// An Atom feed: of the handbook, or of one stage.
    Feed(Option<StageIndex>),
    /// The web app manifest.
    WebManifest,
    /// The site's own domain, for hosts that read it from a file.
    Cname,
    /// The picture for link previews: of the handbook, or of one stage.
    Card(Option<StageIndex>),
    /// The picture of one page.
    PageCard(PageId),
    /// A page as Markdown.
    Markdown(PageId),
    /// `llms.txt`: the contents of the handbook, for agents.
    Llms,
    /// All pages in one Markdown file: of the handbook, or of one stage.
    LlmsFull(Option<StageIndex>),
}

impl Publication {
    /// Its address, in the folder of its subject.
    pub(super) fn address(&self, config: &Config, index: &Index) -> UrlPath {
        let (folder, name) = match self {
            Self::Sitemap => (UrlPath::home(), "sitemap.xml"),
            Self::SitemapPart(part) => return UrlPath::from(format!("sitemap-{}.xml", part + 1)),
            Self::Robots => (UrlPath::home(), "robots.txt"),
            Self::WebManifest => (UrlPath::home(), "site.webmanifest"),
            Self::Cname => (UrlPath::home(), "CNAME"),
            Self::Llms => (UrlPath::home(), "llms.txt"),
            Self::LlmsFull(stage) => (scope_address(config, *stage), "llms-full.txt"),
            Self::Feed(stage) => (scope_address(config, *stage), "feed.xml"),
            Self::Card(stage) => (scope_address(config, *stage), "card.png"),
            Self::PageCard(id) => (index.page(*id).url.clone(), "card.png"),
            Self::Markdown(id) => (index.page(*id).url.clone(), "index.md"),
        };
        UrlPath::from(format!("{folder}{name}"))
    }
}

/// What is published for a handbook with this many generated pages in its sitemap.
///
/// Sitemap, feeds and cards need absolute addresses, so they are omitted if the site's own address is unknown.
pub(super) fn publications(
    config: &Config,
    index: &Index,
    history: &History,
    generated_pages: usize,
) -> impl Iterator<Item = Publication> {
    let mut outputs = vec![Publication::Robots, Publication::WebManifest, Publication::Llms];
    outputs.extend(config.domain.is_some().then_some(Publication::Cname));
    for stage in scopes(config, index) {
        outputs.push(Publication::LlmsFull(stage));
        outputs.extend(has_feed(config, index, history, stage).then_some(Publication::Feed(stage)));
        outputs.extend(has_cards(config).then_some(Publication::Card(stage)));
    }
    for id in published_ids(index) {
        outputs.push(Publication::Markdown(id));
        outputs.extend(has_card(config, index, id).then_some(Publication::PageCard(id)));
    }
    if config.url.is_some() {
        let count = generated_pages + announced_ids(index).count();
        outputs.push(Publication::Sitemap);
        let parts = if count > SITEMAP_LIMIT { count.div_ceil(SITEMAP_LIMIT) } else { 0 };
        outputs.extend((0..parts).map(Publication::SitemapPart));
    }
    outputs.into_iter()
}

/// The pages that are published openly: drafts are built on request, but never announced.
fn published_ids(index: &Index) -> impl Iterator<Item = PageId> + '_ {
    index.built_ids().filter(|id| !index.page(*id).is_draft)
}

/// The published pages that appear in lists.
fn announced_ids(index: &Index) -> impl Iterator<Item = PageId> + '_ {
    published_ids(index).filter(|id| !index.page(*id).is_unlisted)
}

/// The published pages of a scope; a stage's are all those listed under it.
pub fn pages_of(index: &Index, stage: Option<StageIndex>) -> impl Iterator<Item = PageId> + '_ {
    let belongs = move |id: &PageId| stage.is_none_or(|stage| index.page(*id).membership.stages.contains(&stage));
    announced_ids(index).filter(belongs)
}

/// The handbook and, where a journey is shown, each of its stages.
fn scopes(config: &Config, index: &Index) -> impl Iterator<Item = Option<StageIndex>> + use<> {
    let stages = if index.shows_journey { config.journey.stages.len() } else { 0 };
    std::iter::once(None).chain((0..stages).map(|position| Some(StageIndex(position))))
}

/// The folder of a scope's files, with its slash; empty for the handbook.
#[must_use]
pub fn scope_address(config: &Config, stage: Option<StageIndex>) -> UrlPath {
    stage.map_or_else(UrlPath::home, |stage| landing_address(config, stage))
}

/// Whether a scope has a feed: that needs the site's address, and pages with known dates.
fn has_feed(config: &Config, index: &Index, history: &History, stage: Option<StageIndex>) -> bool {
    let is_dated = |id: PageId| history.page(&index.page(id).path).is_some();
    config.url.is_some() && matches!(history, History::Known(_)) && pages_of(index, stage).any(is_dated)
}

/// Whether the handbook and its stages have cards.
fn has_cards(config: &Config) -> bool {
    config.url.is_some() && config.cards != CardConfig::Nothing
}

/// Whether a page has a card of its own. Home and landing pages show those of the handbook and of their stage.
fn has_card(config: &Config, index: &Index, id: PageId) -> bool {
    let is_scope = index.page(id).url.as_str().is_empty() || index.landing_of(id).is_some();
    has_cards(config) && config.cards == CardConfig::Pages && !is_scope
}
