//! Each page's address, and which page is each folder's own.
//!
//! An address is the source path in NFC without the extension. It does not depend on the stage, so changing that breaks no link.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use percent_encoding::percent_decode_str;

use crate::path::{SourcePath, UrlPath, index_rank, nfc, without_backslashes};

use super::{Folder, PageId};

/// A page's file as far as addresses depend on it.
#[derive(Debug, Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) path: &'a SourcePath,
    /// Whether it is a draft that is not built.
    pub(super) is_hidden: bool,
}

/// All addresses.
pub(super) struct Addresses {
    /// The address of each page, in the order of the files.
    pub(super) urls: Vec<UrlPath>,
    /// The pages whose address belongs to another page, with that page.
    pub(super) displaced: BTreeMap<PageId, PageId>,
    /// The folders that contain pages.
    pub(super) folders: BTreeMap<String, Folder>,
}

/// Gives every page its address, and finds the folders that contain pages.
///
/// If two pages have the same address, a folder's own page keeps it, otherwise the first by path; the other is published at its
/// path with its extension, so that no page is lost, and the plan reports it.
pub(super) fn assign(files: &[File<'_>]) -> Addresses {
    let mut folders = folders(files);
    choose_index_pages(&mut folders, files);
    choose_pages_beside(&mut folders, files);
    let url = |(file, id): (&File<'_>, PageId)| {
        let path = nfc(file.path.without_extension()).into_owned();
        let folder = nfc(file.path.folder()).into_owned();
        let spoken_for = [&folder, &path].into_iter().find(|path| folders.get(*path).is_some_and(|f| f.own_page == Some(id)));
        spoken_for.map_or_else(|| address_of_folder(&path), |path| address_of_folder(path))
    };
    let mut urls: Vec<UrlPath> = files.iter().zip((0..).map(PageId)).map(url).collect();
    let displaced = displaced(&folders, files, &urls);
    for id in displaced.keys() {
        urls[id.position()] = address_of_folder(&nfc(files[id.position()].path.as_str()));
    }
    Addresses { urls, displaced, folders }
}

fn displaced(folders: &BTreeMap<String, Folder>, files: &[File<'_>], urls: &[UrlPath]) -> BTreeMap<PageId, PageId> {
    let mut holders: HashMap<&UrlPath, PageId> = HashMap::with_capacity(files.len());
    let own_pages = folders.values().filter_map(|folder| folder.own_page);
    for id in own_pages.chain(built(files).map(|(_, id)| id)) {
        holders.entry(&urls[id.position()]).or_insert(id);
    }
    let holder = |id: PageId| Some(*holders.get(&urls[id.position()])?).filter(|holder| *holder != id);
    built(files).filter_map(|(_, id)| Some((id, holder(id)?))).collect()
}

/// The address of an alias, percent-decoded as servers do: `/old/labs` and `old/labs/` are a page's folder, `old/labs.html` is a
/// file.
#[must_use]
pub fn redirect_address(alias: &str) -> UrlPath {
    answered_address(&percent_decode_str(alias).decode_utf8_lossy())
}

/// The address at which static hosts answer a request for `address`, unescaped: a file with a web page's extension, otherwise a
/// folder.
///
/// A file with any other name would be sent as a download, whatever it contains. Two slashes in a row count as one, since no file can have
/// an empty name.
#[must_use]
pub fn answered_address(address: &str) -> UrlPath {
    let mut address = nfc(address.trim_start_matches('/'));
    while address.contains("//") {
        address = address.replace("//", "/").into();
    }
    let is_web_page = |extension: &str| extension.eq_ignore_ascii_case("html") || extension.eq_ignore_ascii_case("htm");
    if address.is_empty() || address.ends_with('/') || address.rsplit_once('.').is_some_and(|(_, end)| is_web_page(end)) {
        UrlPath::from(&*address)
    } else {
        UrlPath::from(format!("{address}/"))
    }
}

fn address_of_folder(path: &str) -> UrlPath {
    if path.is_empty() { UrlPath::home() } else { UrlPath::from(format!("{}/", without_backslashes(path))) }
}

/// Every folder with a built page in it or below it, and always the root.
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

/// The best index page is its folder's own: `index`, `_index`, `README`, in any case, the exact spelling first.
fn choose_index_pages(folders: &mut BTreeMap<String, Folder>, pages: &[File<'_>]) {
    let mut best: BTreeMap<String, (usize, bool, PageId)> = BTreeMap::new();
    for (page, id) in built(pages) {
        if let Some((rank, is_spelled_otherwise)) = index_rank(page.path.stem()) {
            let candidate = (rank, is_spelled_otherwise, id);
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

/// `NAME.md` beside a folder `NAME` is its own page if there is no index page inside. A page belongs to only one folder: `index.md`
/// beside a folder `index` already has one.
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
