//! The addresses of other sites that pages link to, and the problems at the places of these links.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use crate::config::ExternalLinks;
use crate::diagnostic::{Code, Diagnostic};
use crate::link::Resolution;
use crate::parse::Link;
use crate::resolve::Site;
use crate::scheme;

use super::{Answer, Answers, Fragments, Wanted, fragments};

/// Every `http:` and `https:` address that a page links to, each once, in order; except those that `skip` matches, and those of
/// hosts that require a login.
#[must_use]
pub fn addresses(site: &Site, settings: &ExternalLinks, looking: Fragments) -> Vec<Wanted> {
    let is_private =
        |address: &str| scheme::host(address).is_some_and(|host| site.config.private_links.iter().any(|known| **known == *host));
    let mut found: BTreeMap<String, BTreeSet<Arc<str>>> = BTreeMap::new();
    for (link, address) in site.index.built_ids().flat_map(|id| external(site, id)) {
        if settings.skip.is_match(&*address) || is_private(&address) {
            continue;
        }
        let fragment = fragments::of(&link.destination).filter(|_| looking == Fragments::LookedAt);
        found.entry(address).or_default().extend(fragment);
    }
    found.into_iter().map(|(address, fragments)| Wanted { address: address.into(), fragments }).collect()
}

/// A problem for each place with an address that does not answer, cannot be checked, or lacks the fragment; a reference definition
/// is one place.
#[must_use]
pub fn problems(site: &Site, answers: &Answers) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for id in site.index.built_ids() {
        let mut seen = HashSet::new();
        for (link, address) in external(site, id) {
            let (code, message, help) = match answers.get(&*address) {
                Some(Answer::Bad(reason)) => (Code::ExternalLink, format!("`{address}` {reason}"), NEW_ADDRESS),
                Some(Answer::Unknown(reason)) => {
                    (Code::UncheckedLink, format!("`{address}` cannot be checked: it {reason}"), LOOK_YOURSELF)
                }
                Some(Answer::Without(missing)) => match fragments::of(&link.destination).filter(|id| missing.contains(id)) {
                    Some(id) => (Code::ExternalFragment, format!("`{address}` has no id `{id}`"), NEW_FRAGMENT),
                    None => continue,
                },
                Some(Answer::Good) | None => continue,
            };
            if seen.insert(link.span.clone()) {
                let problem = Diagnostic::new(code, message).in_source(&site.index.page(id).path).at(link.span.clone());
                problems.push(problem.subject(&*link.destination).help(help));
            }
        }
    }
    problems
}

const NEW_ADDRESS: &str =
    "look for its new address, link to an archived copy, or leave it out with `external_links: { skip: […] }`";
const LOOK_YOURSELF: &str =
    "the site may answer people alone: follow the link, or leave it out with `external_links: { skip: […] }`";
const NEW_FRAGMENT: &str = "look for the heading's new id, or link to the page alone; ids that a script adds cannot be seen";

/// The links of a page to other sites, with the address to request.
fn external(site: &Site, id: crate::index::PageId) -> impl Iterator<Item = (&Link, String)> {
    let links = site.parsed(id).links.iter().zip(&site.links(id).resolutions);
    links
        .filter(|(_, resolution)| **resolution == Resolution::External)
        .filter_map(|(link, _)| Some((link, address(&link.destination)?)))
}

/// The address to request; `None` for other schemes, and for prefixes of this host that other sites answer.
fn address(destination: &str) -> Option<String> {
    let destination = destination.trim();
    let whole = match destination.strip_prefix("//") {
        Some(rest) => format!("https://{rest}"),
        None => destination.to_owned(),
    };
    let has_scheme = |scheme: &str| whole.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !has_scheme("http://") && !has_scheme("https://") {
        return None;
    }
    let bare = whole.split('#').next().unwrap_or_default();
    Some(bare.chars().map(encoded).collect())
}

/// What browsers encode in requests: spaces, quotes and non-ASCII characters.
fn encoded(character: char) -> String {
    if character.is_ascii_graphic() && !matches!(character, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
        return character.to_string();
    }
    let mut bytes = [0; 4];
    character.encode_utf8(&mut bytes).bytes().map(percent_encoding::percent_encode_byte).collect()
}
