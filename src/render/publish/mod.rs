//! Outputs that are not pages.
//!
//! 1. `urls` lists all addresses for the site's own scripts, `pages` describes each page for programs, `sitemap` lists addresses
//!    for crawlers, `feed` the latest changes for feed readers.
//! 2. `markdown` gives back pages as Markdown whose links work anywhere; `llms` puts them together for agents, `tasks` takes a checklist out of one.
//! 3. `card` draws the picture for link previews, and `web_manifest` describes the site.

use crate::generated::{Generated, Publication};
use crate::locale::Locale;
use crate::plan::Plan;
use crate::resolve::Site;

mod card;
mod feed;
mod llms;
mod markdown;
mod pages;
mod search;
mod sitemap;
mod tasks;
mod urls;
mod web_manifest;
mod xml;

pub(in crate::render) use pages::pages;
pub use pages::{PageFacts, page_facts};
pub(in crate::render) use search::{piece as search_piece, place as search_place};
pub(in crate::render) use tasks::tasks;
pub(in crate::render) use urls::urls;

/// Makes one of them.
pub(super) fn published(site: &Site, words: &Locale, plan: &Plan, publication: &Publication) -> Vec<u8> {
    match publication {
        Publication::Sitemap => sitemap::sitemap(site, plan),
        Publication::SitemapPart(part) => sitemap::part(site, plan, *part),
        Publication::Robots => sitemap::robots(site),
        Publication::Feed(stage) => feed::feed(site, words, *stage),
        Publication::WebManifest => web_manifest::web_manifest(site, words),
        Publication::Cname => site.config.domain.as_deref().map(|domain| format!("{domain}\n")).unwrap_or_default().into_bytes(),
        Publication::Card(None) => card::handbook(site, words),
        Publication::Card(Some(stage)) => card::stage(site, words, *stage),
        Publication::PageCard(id) => card::page(site, words, *id),
        Publication::Markdown(id) => {
            let from = Generated::Publication(publication.clone()).address(&site.config, &site.index);
            markdown::markdown(site, *id, &from).into_bytes()
        }
        Publication::Llms => llms::llms(site, words),
        Publication::LlmsFull(stage) => llms::full(site, words, *stage),
    }
}

#[cfg(test)]
mod tests;
