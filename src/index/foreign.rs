//! Addresses that another generator's keys give to a page, and that this site does not answer.

use super::addresses::redirect_address;
use super::{Page, PageEntry};
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{ForeignKey, ForeignMeaning};
use crate::path::UrlPath;

/// How many old addresses of one page are named before the rest is counted.
const MOST_NAMED: usize = 3;

/// The page that every site has, which readers of unknown addresses see.
const NOT_FOUND: &str = "404.html";

/// Reports the keys of a page that promise addresses which lead nowhere here.
pub(super) fn faults(page: &Page, entry: &PageEntry) -> Vec<Diagnostic> {
    let foreign = page.parsed.front_matter.foreign.iter();
    foreign.filter_map(|key| Some(fault(key, entry)?.in_source(&page.path).at(key.span.clone()).subject(&*key.key))).collect()
}

fn fault(foreign: &ForeignKey, entry: &PageEntry) -> Option<Diagnostic> {
    let key = &foreign.key;
    let here = &entry.url;
    let (message, help) = match &foreign.meaning {
        ForeignMeaning::Address(address) if is_pattern(address) => (
            format!("`{key}: {address}` makes this page's address elsewhere, and has no effect here: its address is `/{here}`"),
            "write the address that was published in `aliases:`, or let `journeybook import` do it for all pages".to_owned(),
        ),
        ForeignMeaning::Address(address) => {
            let path = path_of(address);
            if is_answered(path, entry) {
                return None;
            }
            (
                format!("`{key}` gives this page the address `{address}`, and here its address is `/{here}`"),
                format!("write `aliases: [{}]` so that links to the old address go on working, {ALL_AT_ONCE}", as_alias(path)),
            )
        }
        ForeignMeaning::Slug(slug) => {
            if ends_in(here, slug) || entry.redirects.iter().any(|alias| ends_in(&redirect_address(&alias.value), slug)) {
                return None;
            }
            (
                format!("`{key}: {slug}` is the end of this page's address elsewhere, and here its address is `/{here}`"),
                format!("write the address that was published in `aliases:`, {ALL_AT_ONCE}"),
            )
        }
        ForeignMeaning::OldAddresses(addresses) => {
            let lost: Vec<&str> =
                addresses.iter().map(|address| path_of(address)).filter(|path| !is_answered(path, entry)).collect();
            let named: Vec<String> = lost.iter().take(MOST_NAMED).map(|path| format!("`{path}`")).collect();
            let more = match lost.len().saturating_sub(MOST_NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            if named.is_empty() {
                return None;
            }
            (
                format!("`{key}` leads {}{more} to this page, and has no effect here", named.join(", ")),
                format!("write `aliases:` instead of `{key}:`, {ALL_AT_ONCE}"),
            )
        }
        ForeignMeaning::LeadsTo(address) => (
            format!("`{key}` sends readers of this page to `{address}`, and has no effect here: they see the page"),
            format!("name `/{here}` in the `aliases:` of the page that it leads to and delete this one, or delete the key"),
        ),
        ForeignMeaning::From(_) | ForeignMeaning::Until(_) => return None,
    };
    Some(Diagnostic::new(Code::ForeignKey, message).help(help))
}

/// The other way out.
const ALL_AT_ONCE: &str = "or let `journeybook import` do it for all pages";

/// Whether an address has placeholders, or is the name of a pattern.
fn is_pattern(address: &str) -> bool {
    const STYLES: [&str; 6] = ["date", "pretty", "ordinal", "weekdate", "none", "false"];
    address.contains("{{") || address.split('/').any(|segment| segment.starts_with(':')) || STYLES.contains(&address)
}

/// An address without scheme and host.
fn path_of(address: &str) -> &str {
    let behind_host = address.split_once("://").map(|(_, rest)| rest.find('/').map_or("", |slash| &rest[slash..]));
    behind_host.unwrap_or(address)
}

/// Whether the page, or one of its aliases, or the page for unknown addresses answers at `path`.
fn is_answered(path: &str, entry: &PageEntry) -> bool {
    let answered = redirect_address(path);
    let of_index = answered.as_str().strip_suffix("index.html").map(UrlPath::from);
    let answers = |address: &UrlPath| {
        *address == entry.url || entry.redirects.iter().any(|alias| redirect_address(&alias.value) == *address)
    };
    answered.as_str() == NOT_FOUND || answers(&answered) || of_index.is_some_and(|address| answers(&address))
}

/// Whether an address ends in a slug. A slug that is all of an address counts below any folder, since nobody knows which folder the other
/// generator published at its root.
fn ends_in(address: &UrlPath, slug: &str) -> bool {
    let (address, slug) = (address.as_str().trim_matches('/'), slug.trim_start_matches("./").trim_matches('/'));
    address
        .strip_suffix(slug)
        .is_some_and(|rest| rest.is_empty() || rest.ends_with('/') || slug.is_empty() && !rest.contains('/'))
}

/// An address as it stands in `aliases:`, where only what holds a slash is one.
fn as_alias(path: &str) -> String {
    if path.starts_with('/') { path.to_owned() } else { format!("/{path}") }
}
