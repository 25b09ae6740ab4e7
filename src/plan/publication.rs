//! What a published site owes besides its pages: files for crawlers, feed readers, previews elsewhere, agents and people who copy.

use std::collections::BTreeMap;

use crate::config::CardConfig;
use crate::index::{History, PageId};
use crate::journey::StageIndex;
use crate::path::{OutputPath, UrlPath};
use crate::resolve::Site;

use super::Recipe;

/// The most addresses of one sitemap, by the sitemap protocol.
pub const SITEMAP_LIMIT: usize = 50_000;

/// The file name of a feed, in the folder of what it is about.
pub const FEED: &str = "feed.xml";

/// The file name of a card, in the folder of what it is about.
pub const CARD: &str = "card.png";

/// The width and height of a card in pixels, which the networks that show cards agree on.
pub const CARD_SIZE: (u32, u32) = (1200, 630);

/// The file name of a page's Markdown, in the page's folder.
pub const MARKDOWN: &str = "index.md";

/// The address of the web app manifest.
pub const WEB_MANIFEST: &str = "site.webmanifest";

/// One output that is no page of its own.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Publication {
    /// `sitemap.xml`: every address with the day it changed; the list of the parts when they are too many for one.
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
    /// The picture that previews elsewhere show: of the handbook, or of one stage.
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

/// What is published of a site whose other outputs are `planned`.
///
/// Sitemap, feeds and cards name themselves by absolute addresses, so without the site's own they are left out.
pub(super) fn publications(site: &Site, planned: &BTreeMap<OutputPath, Recipe>) -> Vec<(OutputPath, Publication)> {
    let mut outputs = vec![
        (OutputPath::from("robots.txt"), Publication::Robots),
        (OutputPath::from(WEB_MANIFEST), Publication::WebManifest),
        (OutputPath::from("llms.txt"), Publication::Llms),
    ];
    if site.config.domain.is_some() {
        outputs.push((OutputPath::from("CNAME"), Publication::Cname));
    }
    for stage in scopes(site) {
        let folder = folder(site, stage);
        outputs.push((OutputPath::from(format!("{folder}llms-full.txt")), Publication::LlmsFull(stage)));
        if has_feed(site, stage) {
            outputs.push((OutputPath::from(format!("{folder}{FEED}")), Publication::Feed(stage)));
        }
        if has_cards(site) {
            outputs.push((OutputPath::from(format!("{folder}{CARD}")), Publication::Card(stage)));
        }
    }
    for id in published_ids(site) {
        let folder = site.index.page(id).url.clone();
        outputs.push((OutputPath::from(format!("{folder}{MARKDOWN}")), Publication::Markdown(id)));
        if has_card(site, id) {
            outputs.push((OutputPath::from(format!("{folder}{CARD}")), Publication::PageCard(id)));
        }
    }
    if site.config.url.is_some() {
        let count = planned.values().filter(|recipe| is_address(site, recipe)).count();
        outputs.push((OutputPath::from("sitemap.xml"), Publication::Sitemap));
        let parts = if count > SITEMAP_LIMIT { count.div_ceil(SITEMAP_LIMIT) } else { 0 };
        outputs.extend((0..parts).map(|part| (sitemap_part(part), Publication::SitemapPart(part))));
    }
    outputs
}

/// Where a part of a long sitemap is written.
#[must_use]
pub fn sitemap_part(part: usize) -> OutputPath {
    OutputPath::from(format!("sitemap-{}.xml", part + 1))
}

/// Whether readers are meant to find this output by its address: a page, written or generated, and no draft.
#[must_use]
pub fn is_address(site: &Site, recipe: &Recipe) -> bool {
    match recipe {
        Recipe::Page(id) => !site.parsed(*id).front_matter.draft,
        Recipe::Home | Recipe::Landing(_) | Recipe::Folder(_) | Recipe::Map => true,
        _ => false,
    }
}

/// The pages that everybody may read: drafts are shown to those who ask for them, and announced to nobody.
pub fn published_ids(site: &Site) -> impl Iterator<Item = PageId> + '_ {
    site.index.built_ids().filter(|id| !site.parsed(*id).front_matter.draft)
}

/// The handbook and, where a journey is shown, each of its stages.
pub fn scopes(site: &Site) -> impl Iterator<Item = Option<StageIndex>> + use<> {
    let stages = if site.index.shows_journey { site.config.journey.stages.len() } else { 0 };
    std::iter::once(None).chain((0..stages).map(|position| Some(StageIndex(position))))
}

/// The folder that a scope's files lie in, with its slash; empty for the handbook.
#[must_use]
pub fn folder(site: &Site, stage: Option<StageIndex>) -> UrlPath {
    stage.map_or_else(UrlPath::home, |stage| UrlPath::from(format!("{}/", site.config.journey.stage(stage).id)))
}

/// The published pages of a scope; those of a stage are all that are listed under it.
pub fn pages_of(site: &Site, stage: Option<StageIndex>) -> impl Iterator<Item = PageId> + '_ {
    let belongs = move |id: &PageId| stage.is_none_or(|stage| site.index.page(*id).membership.stages.contains(&stage));
    published_ids(site).filter(belongs)
}

/// Whether a scope has a feed: one needs the site's address, and pages whose dates are known.
#[must_use]
pub fn has_feed(site: &Site, stage: Option<StageIndex>) -> bool {
    let is_dated = |id: PageId| site.surroundings.history.page(&site.index.page(id).path).is_some();
    site.config.url.is_some() && matches!(site.surroundings.history, History::Known(_)) && pages_of(site, stage).any(is_dated)
}

/// Whether the handbook and its stages have cards.
#[must_use]
pub fn has_cards(site: &Site) -> bool {
    site.config.url.is_some() && site.config.cards != CardConfig::Nothing
}

/// Whether a page has a card of its own. Home and landing pages show those of the handbook and of their stage.
#[must_use]
pub fn has_card(site: &Site, id: PageId) -> bool {
    let is_scope = site.index.page(id).url.as_str().is_empty() || site.index.landing_of(id).is_some();
    has_cards(site) && site.config.cards == CardConfig::Pages && !is_scope && !site.parsed(id).front_matter.draft
}
