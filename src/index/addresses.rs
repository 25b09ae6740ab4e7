//! Each page's address, and which page speaks for each folder.
//!
//! An address is the source path in NFC with the extension cut, so that it never depends on the stage: re-staging breaks no link.

use std::collections::{BTreeMap, BTreeSet};

use crate::path::{SourcePath, UrlPath, nfc};

use super::{Folder, PageId};

/// The names of a page that speaks for its folder, the best first.
const INDEX_NAMES: [&str; 3] = ["index", "_index", "readme"];

/// Whether a page of this stem (extension cut) may speak for the folder it is in.
pub(super) fn is_index_name(stem: &str) -> bool {
    INDEX_NAMES.iter().any(|name| stem.eq_ignore_ascii_case(name))
}

/// A page's file as far as addresses depend on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) path: &'a SourcePath,
    /// Whether it is a draft that is not built.
    pub(super) is_hidden: bool,
}

/// Where everything stands.
pub(super) struct Addresses {
    /// The address of each page, in the order of the files.
    pub(super) urls: Vec<UrlPath>,
    /// The folders that hold pages.
    pub(super) folders: BTreeMap<String, Folder>,
}

/// Gives every page its address, and finds the folders that hold pages.
///
/// Two pages can be given one address here; the plan, where all outputs meet, reports it with both names.
pub(super) fn assign(files: &[File<'_>]) -> Addresses {
    let mut folders = folders(files);
    choose_index_pages(&mut folders, files);
    choose_pages_beside(&mut folders, files);
    let url = |(file, id): (&File<'_>, PageId)| {
        let path = nfc(file.path.without_extension()).into_owned();
        let folder = nfc(file.path.folder()).into_owned();
        let spoken_for = [&folder, &path].into_iter().find(|path| folders.get(*path).is_some_and(|f| f.own_page == Some(id)));
        spoken_for.map_or_else(|| UrlPath::from(format!("{path}/")), |path| address_of_folder(path))
    };
    let urls = files.iter().zip((0..).map(PageId)).map(url).collect();
    Addresses { urls, folders }
}

/// The address that an alias stands for: `/old/labs`, `old/labs/` and `old/labs.html` name a page's folder or a file to the letter.
#[must_use]
pub fn redirect_address(alias: &str) -> UrlPath {
    let address = nfc(alias.trim_start_matches('/'));
    let last = address.rsplit('/').next().unwrap_or_default();
    if address.is_empty() || address.ends_with('/') || last.contains('.') {
        UrlPath::from(&*address)
    } else {
        UrlPath::from(format!("{address}/"))
    }
}

fn address_of_folder(path: &str) -> UrlPath {
    if path.is_empty() { UrlPath::home() } else { UrlPath::from(format!("{path}/")) }
}

/// Every folder with a built page in it or below it; the root always.
fn folders(pages: &[File<'_>]) -> BTreeMap<String, Folder> {
    let mut paths: BTreeSet<&str> = BTreeSet::from([""]);
    for page in pages.iter().filter(|page| !page.is_hidden) {
        let mut folder = page.path.folder();
        while !folder.is_empty() && paths.insert(folder) {
            folder = folder.rsplit_once('/').map_or("", |(parent, _)| parent);
        }
    }
    let named = paths.into_iter().map(|path| nfc(path).into_owned());
    named.map(|path| (path.clone(), Folder { url: address_of_folder(&path), own_page: None })).collect()
}

/// The best index page speaks for its folder: `index`, `_index`, `README`, in any case, the exact spelling before others.
fn choose_index_pages(folders: &mut BTreeMap<String, Folder>, pages: &[File<'_>]) {
    let mut best: BTreeMap<String, (usize, bool, PageId)> = BTreeMap::new();
    for (page, id) in built(pages) {
        let stem = page.path.stem();
        if let Some(rank) = INDEX_NAMES.iter().position(|name| stem.eq_ignore_ascii_case(name)) {
            let candidate = (rank, stem != INDEX_NAMES[rank], id);
            let folder = nfc(page.path.folder()).into_owned();
            best.entry(folder).and_modify(|held| *held = candidate.min(*held)).or_insert(candidate);
        }
    }
    for (folder, (_, _, id)) in best {
        if let Some(folder) = folders.get_mut(&folder) {
            folder.own_page = Some(id);
        }
    }
}

/// `NAME.md` beside a folder `NAME` speaks for it when no index page inside does. A page speaks for one folder: `index.md` beside a
/// folder `index` has its own.
fn choose_pages_beside(folders: &mut BTreeMap<String, Folder>, pages: &[File<'_>]) {
    for (page, id) in built(pages) {
        if folders.get(&*nfc(page.path.folder())).is_some_and(|folder| folder.own_page == Some(id)) {
            continue;
        }
        if let Some(folder) = folders.get_mut(&*nfc(page.path.without_extension())) {
            folder.own_page.get_or_insert(id);
        }
    }
}

fn built<'a>(pages: &'a [File<'a>]) -> impl Iterator<Item = (&'a File<'a>, PageId)> {
    pages.iter().zip((0..).map(PageId)).filter(|(page, _)| !page.is_hidden)
}
