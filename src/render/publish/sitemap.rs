//! `sitemap.xml` and `robots.txt`: the addresses, and when their pages changed.
//!
//! The formats are those of the sitemap protocol 0.9 and of RFC 9309.

use crate::generated::{Generated, Publication, SITEMAP_LIMIT};
use crate::path::{OutputPath, UrlPath};
use crate::plan::{Plan, Recipe};
use crate::resolve::Site;

use super::xml::element;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The whole sitemap, or the list of its parts if there are too many addresses for one file.
pub(super) fn sitemap(site: &Site, plan: &Plan) -> Vec<u8> {
    let addresses: Vec<_> = addresses(site, plan).collect();
    if addresses.len() <= SITEMAP_LIMIT {
        return urls(site, &addresses);
    }
    let Some(base) = site.config.url.as_deref() else { return Vec::new() };
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n");
    for part in 0..addresses.len().div_ceil(SITEMAP_LIMIT) {
        xml.push_str("<sitemap>");
        let part = Generated::Publication(Publication::SitemapPart(part)).address(&site.config, &site.index);
        element(&mut xml, "loc", &format!("{base}{}", part.encoded()));
        xml.push_str("</sitemap>\n");
    }
    (xml + "</sitemapindex>\n").into_bytes()
}

/// One part of a long sitemap.
pub(super) fn part(site: &Site, plan: &Plan, part: usize) -> Vec<u8> {
    let addresses: Vec<_> = addresses(site, plan).skip(part * SITEMAP_LIMIT).take(SITEMAP_LIMIT).collect();
    urls(site, &addresses)
}

/// Crawlers may do everything; where the sitemap is.
pub(super) fn robots(site: &Site) -> Vec<u8> {
    let sitemap = site.config.url.as_deref().zip(site.address(&Generated::Publication(Publication::Sitemap)));
    let sitemap = sitemap.map(|(base, address)| format!("\nSitemap: {base}{address}\n")).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{sitemap}").into_bytes()
}

fn addresses<'a>(site: &'a Site, plan: &'a Plan) -> impl Iterator<Item = (&'a OutputPath, &'a Recipe)> {
    plan.outputs.iter().filter(|(_, recipe)| is_listed(site, recipe))
}

/// Whether readers should find this output: a page, written or generated, that is not a draft.
fn is_listed(site: &Site, recipe: &Recipe) -> bool {
    match recipe {
        Recipe::Page(id) => !site.index.page(*id).is_draft && !site.index.page(*id).is_unlisted,
        Recipe::Generated(generated) => generated.is_listed(),
        Recipe::Redirect { .. } | Recipe::Asset(_) | Recipe::NoJekyll | Recipe::Search(_) => false,
    }
}

fn urls(site: &Site, addresses: &[(&OutputPath, &Recipe)]) -> Vec<u8> {
    let Some(base) = site.config.url.as_deref() else { return Vec::new() };
    let mut xml = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n");
    for (path, recipe) in addresses {
        let path = path.as_str();
        let address = UrlPath::from(path.strip_suffix("index.html").unwrap_or(path));
        xml.push_str("<url>");
        element(&mut xml, "loc", &format!("{base}{}", address.encoded()));
        if let Recipe::Page(id) = recipe
            && let Some(past) = site.surroundings.history.page(&site.index.page(*id).path)
        {
            element(&mut xml, "lastmod", &past.changed.instant.to_string());
        }
        xml.push_str("</url>\n");
    }
    (xml + "</urlset>\n").into_bytes()
}
