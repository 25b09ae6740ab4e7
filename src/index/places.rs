//! What is at a path of the content or at an address of the site.

use std::collections::{BTreeMap, HashMap};

use crate::path::{MDX, PAGE_EXTENSIONS, SourcePath, nfc};
use crate::source::{Source, Sources};

use super::{Folder, Index, PageEntry, PageId, redirect_address};

/// Something that a link can lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A page that is built.
    Page(PageId),
    /// A draft that is not built.
    Draft(PageId),
    /// A file that is not a page.
    Asset(SourcePath),
    /// A folder with pages, by its key in [`Index::folders`].
    Folder(String),
    /// A folder below the content root without a built page, as spelled on disk.
    BareFolder(String),
}

/// Files and folders by their path in NFC.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Places {
    by_path: HashMap<Box<str>, Place>,
    /// The old addresses of pages, in NFC and without slashes around them.
    redirects: HashMap<Box<str>, PageId>,
}

impl Places {
    pub(super) fn new(pages: &[PageEntry], sources: &Sources, folders: &BTreeMap<String, Folder>) -> Self {
        let mut by_path: HashMap<Box<str>, Place> = HashMap::with_capacity(sources.files.len() + folders.len());
        for (path, source) in &sources.files {
            if matches!(source, Source::Asset(_)) {
                by_path.insert(nfc(path.as_str()).into(), Place::Asset(path.clone()));
            }
            if !path.is_beside_content() {
                add_bare_folders(&mut by_path, path.folder());
            }
        }
        for (page, id) in pages.iter().zip((0..).map(PageId)) {
            let place = if page.is_hidden { Place::Draft(id) } else { Place::Page(id) };
            by_path.insert(nfc(page.path.as_str()).into(), place);
        }
        for path in folders.keys() {
            by_path.insert(path.as_str().into(), Place::Folder(path.clone()));
        }
        Self { by_path, redirects: redirects(pages) }
    }
}

/// If two pages claim one old address, the first gets it; the plan reports the other.
fn redirects(pages: &[PageEntry]) -> HashMap<Box<str>, PageId> {
    let mut redirects = HashMap::new();
    for (page, id) in pages.iter().zip((0..).map(PageId)).filter(|(page, _)| !page.is_hidden) {
        for alias in &page.redirects {
            redirects.entry(redirect_address(&alias.value).as_str().trim_end_matches('/').into()).or_insert(id);
        }
    }
    redirects
}

fn add_bare_folders(by_path: &mut HashMap<Box<str>, Place>, folder: &str) {
    let mut folder = folder;
    while !folder.is_empty() && !by_path.contains_key(&*nfc(folder)) {
        by_path.insert(nfc(folder).into(), Place::BareFolder(folder.to_owned()));
        folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
    }
}

impl Index {
    /// What is at a path below the content root, spelled exactly except for its normal form; the empty path is the root folder.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Option<&Place> {
        self.places.by_path.get(&*nfc(path))
    }

    /// What has this address, given without a leading slash and with or without a trailing one: a page, a folder's list, an asset,
    /// or the page to which an old address redirects.
    #[must_use]
    pub fn at_address(&self, address: &str) -> Option<Place> {
        let address = nfc(address);
        let path = address.strip_suffix('/').unwrap_or(&address);
        if let Some(place @ (Place::Folder(_) | Place::Asset(_))) = self.places.by_path.get(path) {
            return Some(place.clone());
        }
        let page = PAGE_EXTENSIONS.iter().chain([&MDX]).find_map(|extension| {
            match self.places.by_path.get(&*format!("{path}.{extension}")) {
                Some(Place::Page(id)) => Some(*id),
                _ => None,
            }
        });
        let page = page.filter(|id| self.page(*id).url.as_str().trim_end_matches('/') == path);
        page.or_else(|| self.places.redirects.get(path).copied()).map(Place::Page)
    }

    /// Every path of the content in NFC, with what is there, in no order: for suggestions only.
    pub fn paths(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.places.by_path.iter().map(|(path, place)| (&**path, place))
    }
}
