//! The addresses that the old site published, in the form that `check --against` reads.

use std::collections::BTreeSet;

use serde_json::Value;

use super::links::{IN_ADDRESS, Places};
use super::report::{Report, Section};
use super::site::{Addresses, Site, Structure};
use super::tree::{name, stem};
use crate::parse::ParsedPage;

/// The addresses in the site's own `sitemap.xml` that do not belong to a known page.
pub(super) fn sitemap(site: &Site<'_>, structure: &Structure, places: &Places<'_>, report: &mut Report) -> Vec<String> {
    let prefix = structure.settings.url.as_deref().unwrap_or_default().trim_end_matches('/');
    let candidates = ["sitemap.xml", "static/sitemap.xml", "public/sitemap.xml", "docs/sitemap.xml", "site/sitemap.xml"];
    let Some((file, text)) = site.tree.first(site.base, &candidates) else { return Vec::new() };
    let locations = text.split("<loc>").skip(1).filter_map(|rest| Some(rest.split_once("</loc>")?.0.trim()));
    let unknown = locations.filter_map(|location| {
        let path = location.strip_prefix(prefix).filter(|_| !prefix.is_empty());
        let path = path.or_else(|| location.split_once("://")?.1.split_once('/').map(|(_, path)| path))?;
        let path = percent_encoding::percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy().into_owned();
        (places.page_at(&path).is_none()).then_some(path)
    });
    let unknown: Vec<String> = unknown.collect();
    for path in &unknown {
        report.file(Section::Person, format!("the old sitemap lists `/{path}`, which no page answers"), &site.path(file));
    }
    unknown
}

/// The text of `import-urls.json`: every address of a page or redirect, and further ones from the sitemap.
pub(super) fn urls(
    structure: &Structure,
    addresses: &Addresses,
    parsed: &[ParsedPage],
    places: &Places<'_>,
    unknown: &[String],
) -> String {
    let mut entries: BTreeSet<(String, String)> = BTreeSet::new();
    let title = |number: usize| {
        let page = &structure.pages[number];
        let heading = parsed[number].heading_title.as_deref().map(str::to_owned);
        page.title.clone().or(heading).unwrap_or_else(|| crate::path::in_words(name(stem(&page.to))))
    };
    for (number, of_page) in addresses.of_pages.iter().enumerate() {
        if !structure.pages[number].is_draft {
            entries.extend(of_page.iter().map(|address| (address.clone(), title(number))));
        }
    }
    for (from, to) in &addresses.redirects {
        if let Some(number) = places.page_at(to).filter(|_| !to.contains("://")) {
            entries.insert((from.trim_start_matches('/').to_owned(), title(number)));
        }
    }
    entries.extend(unknown.iter().map(|path| (path.clone(), String::new())));
    // A pattern in a host's redirects is not an address.
    entries.retain(|(address, _)| !address.contains('*'));
    let lines: Vec<String> = entries
        .iter()
        .map(|(address, title)| {
            let address = percent_encoding::utf8_percent_encode(address, IN_ADDRESS).to_string();
            Value::Array(vec![Value::String(address), Value::String(title.clone())]).to_string()
        })
        .collect();
    if lines.is_empty() { "[]\n".to_owned() } else { format!("[\n{}\n]\n", lines.join(",\n")) }
}
