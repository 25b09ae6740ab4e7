//! Resolves a wikilink: the page, file or folder that its name means, and the heading in it.

use crate::index::{Index, PageId, Place};
use crate::parse::Link;
use crate::path::{encode_fragment, join};

use super::fault::Fault;
use super::locate::{Found, found};
use super::{Here, Outcome, anchor, resolve};

/// A wikilink's destination, split into its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct WikiName<'a> {
    /// The page, file or folder; empty for the page itself.
    pub(super) name: &'a str,
    /// The heading, without `#`; the last one in a path of headings (`#Setting up#Linux`).
    pub(super) heading: Option<&'a str>,
}

impl<'a> WikiName<'a> {
    pub(super) fn parse(destination: &'a str) -> Self {
        let (name, heading) = destination.split_once('#').map_or((destination, None), |(name, rest)| (name, Some(rest)));
        let heading = heading.map(|rest| rest.rsplit('#').next().unwrap_or(rest).trim());
        Self { name: name.trim(), heading: heading.filter(|heading| !heading.is_empty()) }
    }
}

/// Where a wikilink or an embed leads.
pub(super) fn resolve(here: &Here<'_>, link: &Link) -> Outcome {
    let WikiName { name, heading } = WikiName::parse(&link.destination);
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
    let anchor = heading.map(|heading| (heading, anchor::named(here.index.anchors(id), heading)));
    let fragment = anchor.map(|(heading, anchor)| encode_fragment(anchor.unwrap_or(heading)));
    let resolution = resolve::to_found(here, link, Found::Page(id), "", fragment.as_deref()).resolution;
    let fault = match anchor {
        Some((heading, None)) => Some(Fault::Anchor { page: id, fragment: heading.to_owned() }),
        _ => None,
    };
    Outcome { resolution, fault }
}

/// What a name means: relative to the page if it begins with dots, otherwise as the index finds it. Built pages take precedence
/// over drafts.
pub(super) fn meant(here: &Here<'_>, name: &str) -> Vec<Place> {
    if name.starts_with("./") || name.starts_with("../") {
        return relative(here.index, here.entry.path.folder(), name).into_iter().collect();
    }
    let mut places = here.index.named_from(name, here.entry.path.folder());
    if places.iter().any(|place| !matches!(place, Place::Draft(_))) {
        places.retain(|place| !matches!(place, Place::Draft(_)));
    }
    // A page can have the same name twice, as its title and as an alias.
    let mut kept: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        if !kept.contains(&place) {
            kept.push(place);
        }
    }
    preferred(here, name, kept)
}

/// Of several places those spelled exactly so, then those in the page's own folder, then those below the same folder of a language or the
/// same top-level folder, as in a vault with one folder for each language.
fn preferred(here: &Here<'_>, name: &str, places: Vec<Place>) -> Vec<Place> {
    if places.len() < 2 {
        return places;
    }
    let path = |place: &Place| match place {
        Place::Page(id) | Place::Draft(id) => here.index.page(*id).path.without_extension().to_owned(),
        Place::Asset(path) => path.to_string(),
        Place::Folder(path) | Place::BareFolder(path) => path.clone(),
    };
    let paths: Vec<String> = places.iter().map(path).collect();
    let folder = |path: &str| path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let top = |path: &str| path.split_once('/').map(|(top, _)| top.to_owned());
    let here_path = here.entry.path.as_str();
    let last = name.rsplit('/').next().unwrap_or(name);
    let language = language_folder(here_path);
    let tests: [&dyn Fn(&str) -> bool; 4] = [
        &|path| path.rsplit('/').next() == Some(last),
        &|path| folder(path) == folder(here_path),
        &|path| language.is_some_and(|language| path.starts_with(language)),
        &|path| top(path).is_some() && top(path) == top(here_path),
    ];
    let mut left: Vec<usize> = (0..places.len()).collect();
    for test in tests {
        let passing: Vec<usize> = left.iter().copied().filter(|&position| test(&paths[position])).collect();
        if !passing.is_empty() {
            left = passing;
        }
    }
    left.into_iter().map(|position| places[position].clone()).collect()
}

/// The path's first folder that is called like a language, such as `docs/de/` or `pt-BR/`, with its slash.
fn language_folder(path: &str) -> Option<&str> {
    let is_language = |name: &str| {
        let (language, region) = name.split_once(['-', '_']).map_or((name, None), |(language, region)| (language, Some(region)));
        let is_of =
            |word: &str, least, most| (least..=most).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_alphanumeric());
        is_of(language, 2, 3)
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
            && region.is_none_or(|region| is_of(region, 2, 4))
    };
    let ends = path.match_indices('/').map(|(end, _)| end);
    ends.into_iter().find(|end| is_language(path[..*end].rsplit('/').next().unwrap_or_default())).map(|end| &path[..=end])
}

fn relative(index: &Index, folder: &str, name: &str) -> Option<Place> {
    let path = join(folder, name).ok()?;
    ["", ".md", ".markdown"].iter().find_map(|extension| index.at_path(&format!("{path}{extension}"))).cloned()
}
