//! One wikilink: the page, file or folder that its name means, and the heading in it.

use crate::index::{Index, PageId, Place};
use crate::parse::Link;
use crate::path::{encode_fragment, join};

use super::fault::Fault;
use super::locate::{Found, found};
use super::{Here, Outcome, anchor, resolve};

/// A wikilink's destination in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WikiName<'a> {
    /// The page, file or folder; empty when the page itself is meant.
    pub(super) name: &'a str,
    /// The heading, without `#`; of several that lead down to one (`#Setting up#Linux`) the last.
    pub(super) heading: Option<&'a str>,
}

impl<'a> WikiName<'a> {
    pub(super) fn read(destination: &'a str) -> Self {
        let (name, heading) = destination.split_once('#').map_or((destination, None), |(name, rest)| (name, Some(rest)));
        let heading = heading.map(|rest| rest.rsplit('#').next().unwrap_or(rest).trim());
        Self { name: name.trim(), heading: heading.filter(|heading| !heading.is_empty()) }
    }
}

/// Where a wikilink or an embed leads.
pub(super) fn resolve(here: &Here<'_>, link: &Link) -> Outcome {
    let WikiName { name, heading } = WikiName::read(&link.destination);
    if name.is_empty() {
        return to_page(here, link, here.id, heading);
    }
    let places = meant(here, name);
    match places.as_slice() {
        [] => Outcome::missing(Fault::NoName(name.to_owned())),
        [place] => match found(here, place) {
            Found::Page(id) => to_page(here, link, id, heading),
            found => resolve::to_found(here, link, found, "", heading.map(encode_fragment).as_deref()),
        },
        _ => Outcome::missing(Fault::Ambiguous(places)),
    }
}

fn to_page(here: &Here<'_>, link: &Link, id: PageId, heading: Option<&str>) -> Outcome {
    // Obsidian marks paragraphs so, which no other reader of the page knows.
    let is_block = heading.is_some_and(|heading| heading.starts_with('^'));
    let heading = heading.filter(|_| !is_block);
    let anchor = heading.map(|heading| (heading, anchor::of_heading(here.index.anchors(id), heading)));
    let fragment = anchor.map(|(heading, anchor)| encode_fragment(anchor.unwrap_or(heading)));
    let resolution = resolve::to_found(here, link, Found::Page(id), "", fragment.as_deref()).resolution;
    let fault = match anchor {
        Some((heading, None)) => Some(Fault::Anchor { page: id, fragment: heading.to_owned() }),
        _ => is_block.then_some(Fault::Block),
    };
    Outcome { resolution, fault }
}

/// What a name means: relative to the page when it says so by dots, else as the index finds it. Drafts give way to what is built.
pub(super) fn meant(here: &Here<'_>, name: &str) -> Vec<Place> {
    if name.starts_with("./") || name.starts_with("../") {
        return relative(here.index, here.entry.path.folder(), name).into_iter().collect();
    }
    let mut places = here.index.named(name);
    if places.iter().any(|place| !matches!(place, Place::Draft(_))) {
        places.retain(|place| !matches!(place, Place::Draft(_)));
    }
    // A page can be called the same in two ways, by its title and an alias.
    let mut kept: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        if !kept.contains(&place) {
            kept.push(place);
        }
    }
    kept
}

fn relative(index: &Index, folder: &str, name: &str) -> Option<Place> {
    let path = join(folder, name).ok()?;
    ["", ".md", ".markdown"].iter().find_map(|extension| index.at_path(&format!("{path}{extension}"))).cloned()
}
