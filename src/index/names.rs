//! The names by which wikilinks are resolved: the first class with a match decides.

use std::collections::{BTreeMap, HashMap};

use crate::path::nfc;
use crate::source::{Source, Sources};

use super::{Folder, Index, Page, PageEntry, PageId, Place};

/// How many places with the same name are compared: with more, the name identifies nothing, and comparing them for as many links
/// would take quadratic time.
const MOST_WEIGHED: usize = 256;

/// Pages and assets by lower-case name, for each class of names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Names {
    /// By the path from the root, without a page's extension.
    by_path: HashMap<Box<str>, Vec<Place>>,
    by_file_name: HashMap<Box<str>, Vec<Place>>,
    by_title: HashMap<Box<str>, Vec<Place>>,
    by_alias: HashMap<Box<str>, Vec<Place>>,
    folders: HashMap<Box<str>, String>,
}

impl Names {
    pub(super) fn new(entries: &[PageEntry], pages: &[Page], sources: &Sources, folders: &BTreeMap<String, Folder>) -> Self {
        let mut names = Self::default();
        for ((entry, page), id) in entries.iter().zip(pages).zip((0..).map(PageId)) {
            let place = if entry.is_hidden { Place::Draft(id) } else { Place::Page(id) };
            names.by_path.entry(folded(entry.path.without_extension())).or_default().push(place.clone());
            names.by_file_name.entry(folded(entry.path.stem())).or_default().push(place.clone());
            names.by_title.entry(folded(&entry.title)).or_default().push(place.clone());
            for alias in page.parsed.front_matter.aliases.iter().filter(|alias| !alias.value.contains('/')) {
                names.by_alias.entry(folded(&alias.value)).or_default().push(place.clone());
            }
        }
        for (path, source) in &sources.files {
            if matches!(source, Source::Asset(_)) && !path.is_beside_content() {
                names.by_path.entry(folded(path.as_str())).or_default().push(Place::Asset(path.clone()));
                names.by_file_name.entry(folded(path.file_name())).or_default().push(Place::Asset(path.clone()));
            }
        }
        names.folders = folders.keys().map(|path| (folded(path), path.clone())).collect();
        names
    }
}

fn folded(name: &str) -> Box<str> {
    nfc(name.trim()).to_lowercase().into()
}

impl Index {
    /// What a wikilink's target means, without its fragment: the matches of the first class that has any, in the order of paths.
    ///
    /// The classes: path from the root, end of a path, file name, title, alias. Case is ignored, and the extension of a page may be
    /// omitted.
    #[must_use]
    pub fn named(&self, target: &str) -> Vec<Place> {
        let target = folded(target);
        let target = target.trim_matches('/');
        let stem = [".md", ".markdown"].iter().find_map(|extension| target.strip_suffix(extension)).unwrap_or(target);
        let last = stem.rsplit_once('/').map_or(stem, |(_, name)| name);
        let candidates = self.names.by_file_name.get(last).map_or(&[][..], Vec::as_slice);
        if let Some(from_root) = self.names.by_path.get(stem) {
            return from_root.clone();
        }
        if let Some(place @ Place::Folder(_)) = self.places_folder(stem) {
            return vec![place];
        }
        let mut ends = candidates.to_vec();
        if stem.contains('/') {
            ends.retain(|place| ends_with_segments(&self.lower_path(place), stem));
        }
        if !ends.is_empty() {
            return ends;
        }
        if let Some(stem) = target.strip_suffix(".mdx") {
            return self.named(stem);
        }
        let by_title = self.names.by_title.get(target);
        by_title.or_else(|| self.names.by_alias.get(target)).cloned().unwrap_or_default()
    }

    /// What a wikilink's target means on a page in `folder`: as [`named`](Self::named) finds it. If there are too many places with
    /// the same name to compare, the one in the same folder, otherwise the first.
    #[must_use]
    pub fn named_from(&self, target: &str, folder: &str) -> Vec<Place> {
        let name = folded(target);
        let stem = [".md", ".markdown"].iter().find_map(|extension| name.strip_suffix(extension)).unwrap_or(&name);
        let is_crowded = self.names.by_file_name.get(stem).is_some_and(|places| places.len() > MOST_WEIGHED);
        if !is_crowded || self.names.by_path.contains_key(stem) {
            let mut places = self.named(target);
            places.truncate(MOST_WEIGHED);
            return places;
        }
        match self.names.by_path.get(&*format!("{}/{stem}", folded(folder))) {
            Some(places) => places.clone(),
            None => self.names.by_file_name[stem][..MOST_WEIGHED].to_vec(),
        }
    }

    /// Every name that a wikilink can use, lower case, in no order: for suggestions only.
    pub fn wiki_names(&self) -> impl Iterator<Item = &str> {
        let names = [&self.names.by_file_name, &self.names.by_title, &self.names.by_alias];
        names.into_iter().flat_map(|class| class.keys().map(|name| &**name))
    }

    /// The path with which a name is compared: in lower case, without a page's extension.
    fn lower_path(&self, place: &Place) -> String {
        let path = |path: &str| nfc(path).to_lowercase();
        match place {
            Place::Page(id) | Place::Draft(id) => path(self.page(*id).path.without_extension()),
            Place::Asset(asset) => path(asset.as_str()),
            Place::Folder(folder) | Place::BareFolder(folder) => path(folder),
        }
    }

    /// A folder that contains pages, found by its path from the root in any case.
    fn places_folder(&self, lower: &str) -> Option<Place> {
        let found = self.names.folders.get(lower).filter(|path| !path.is_empty());
        found.map(|path| Place::Folder(path.clone()))
    }
}

/// Whether `path` ends with the segments of `end`: `handbook/adoption/labs` ends with `labs` and `adoption/labs`, but not with
/// `abs`.
fn ends_with_segments(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}
