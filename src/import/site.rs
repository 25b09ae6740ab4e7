//! An old site: its files, and its settings.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::front::Front;
use super::tree::{Tree, folder, name, under};

/// The site's files.
pub(super) struct Site<'a> {
    pub(super) tree: &'a Tree,
    /// The folder of its configuration; empty for the tree's root.
    pub(super) base: &'a str,
}

impl Site<'_> {
    /// A path below the site's folder as a path of the tree; `..` is resolved.
    pub(super) fn path(&self, path: &str) -> String {
        crate::path::join(self.base, path).unwrap_or_else(|_| under(self.base, path))
    }

    /// The front matter of a page.
    pub(super) fn front(&self, path: &str) -> Front {
        self.tree.text(path).map(Front::parse).unwrap_or_default()
    }
}

/// What a site is made of.
#[derive(Debug, Clone, Default)]
pub(super) struct Structure {
    pub(super) settings: Settings,
    pub(super) pages: Vec<OldPage>,
    /// Other files: their path in the tree, and their new path below the content folder.
    pub(super) assets: Vec<(String, String)>,
    /// The folders that links with a leading slash may be relative to, besides the site's addresses.
    pub(super) roots: Vec<String>,
    /// The navigation: each page by its path in the tree, with its sections, outermost first.
    pub(super) nav: Vec<(String, Vec<String>)>,
}

impl Structure {
    /// Orders pages as in a navigation that lists them one by one, whatever their front matter says.
    pub(super) fn order_over(&mut self, nav: &[String]) {
        for page in self.pages.iter_mut().filter(|page| nav.contains(&page.from)) {
            page.order = None;
        }
        self.order_by(nav);
    }

    /// Orders pages among their siblings as a navigation lists them; `nav` contains paths of the tree.
    pub(super) fn order_by(&mut self, nav: &[String]) {
        let listed: Vec<&str> = nav
            .iter()
            .filter_map(|path| self.pages.iter().find(|page| page.from == *path))
            .map(|page| page.to.as_str())
            .collect();
        let ranks = ranks(&listed);
        for page in &mut self.pages {
            page.order = page.order.or_else(|| ranks.iter().find(|(path, _)| *path == page.to).map(|(_, rank)| *rank));
        }
    }
}

/// A page of the old site.
#[derive(Debug, Clone, Default)]
pub(super) struct OldPage {
    /// Its path in the tree.
    pub(super) from: String,
    /// Its new path below the content folder.
    pub(super) to: String,
    /// Its title in the navigation.
    pub(super) title: Option<String>,
    /// Its position among its siblings.
    pub(super) order: Option<i64>,
    /// Whether the old system did not publish it.
    pub(super) is_draft: bool,
    /// Keys of its front matter that the structure or the addresses now express.
    pub(super) taken: Vec<String>,
    /// Names by which wikilinks may refer to it.
    pub(super) names: Vec<String>,
    /// Further keys for the new page.
    pub(super) set: Vec<(String, Value)>,
}

/// The site's settings, as keys of `handbook.yaml`.
#[derive(Debug, Clone, Default)]
pub(super) struct Settings {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    pub(super) repository: Option<String>,
    pub(super) branch: Option<String>,
    pub(super) accent: Option<String>,
    /// Below the content folder.
    pub(super) logo: Option<String>,
    pub(super) favicon: Option<String>,
    pub(super) social: Vec<(String, String)>,
    pub(super) footer: Vec<(String, String)>,
}

/// The addresses of the old site, relative to its root, unescaped and without a leading slash.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    /// For each page in the structure's order; the first is the page's own, the others redirected to it.
    pub(super) of_pages: Vec<Vec<String>>,
    /// Redirects: from, to. Addresses of other sites stay complete.
    pub(super) redirects: Vec<(String, String)>,
}

/// Spells page paths like their addresses if the two differ only by case, so that no file system has to hold both. Files beside
/// them follow. A folder keeps its spelling unless all of its pages change theirs.
pub(super) fn follow_case(structure: &mut Structure, addresses: &Addresses) {
    let spelled: Vec<String> =
        structure.pages.iter().zip(&addresses.of_pages).map(|(page, of_page)| as_address(page, of_page)).collect();
    let mut spellings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for to in &spelled {
        for folder in folders(to) {
            spellings.entry(folder.to_lowercase()).or_default().insert(folder);
        }
    }
    let is_shared = |to: &str| folders(to).all(|folder| spellings.get(&folder.to_lowercase()).is_none_or(|all| all.len() < 2));
    let mut moved: BTreeMap<String, String> = BTreeMap::new();
    for (page, to) in structure.pages.iter_mut().zip(&spelled) {
        if page.to != *to && is_shared(to) {
            moved.entry(folder(&page.to).to_owned()).or_insert_with(|| folder(to).to_owned());
            page.to.clone_from(to);
        }
    }
    for (_, to) in &mut structure.assets {
        if let Some(new) = moved.get(folder(to)) {
            *to = under(new, name(to));
        }
    }
}

/// The path of a page as its address spells it, where only case differs.
fn as_address(page: &OldPage, of_page: &[String]) -> String {
    let Some(old) = of_page.first() else { return page.to.clone() };
    let (new, old) = (super::address::new_address(&page.to), super::address::key(old));
    let new = new.trim_end_matches('/');
    let differs_by_case = |new: &str, old: &str| new != old && new.to_lowercase() == old.to_lowercase();
    let (new, old) = if differs_by_case(new, &old) { (new, &*old) } else { (folder(new), folder(&old)) };
    match page.to.get(new.len()..).filter(|_| differs_by_case(new, old)) {
        Some(rest) => format!("{old}{rest}"),
        None => page.to.clone(),
    }
}

/// Every folder on a path.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The position of each page among its siblings, if a navigation's order differs from that of the names: `path` and rank.
///
/// A folder's position is that of its own page, or of its first page.
pub(super) fn ranks(listed: &[&str]) -> Vec<(String, i64)> {
    let is_index = |path: &str| {
        let stem = super::tree::stem(name(path)).to_ascii_lowercase();
        matches!(&*stem, "index" | "_index" | "readme")
    };
    // The entries of each folder, by the name of the file or folder, in the order of the navigation.
    let mut folders: BTreeMap<String, Vec<(String, Option<String>)>> = BTreeMap::new();
    for path in listed {
        let mut at = String::new();
        let segments: Vec<&str> = path.split('/').collect();
        for (number, segment) in segments.iter().enumerate() {
            let is_last = number + 1 == segments.len();
            let children = folders.entry(at.clone()).or_default();
            let is_own = is_last && is_index(path);
            if !is_own {
                let name = super::tree::stem(segment).to_owned();
                let name = if is_last { name } else { (*segment).to_owned() };
                let page = is_last.then(|| (*path).to_owned());
                match children.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, known)) => *known = known.take().or(page),
                    None => children.push((name, page)),
                }
            } else if let Some((parent, name)) = at.rsplit_once('/').or_else(|| (!at.is_empty()).then_some(("", at.as_str()))) {
                let children = folders.entry(parent.to_owned()).or_default();
                if let Some((_, page)) = children.iter_mut().find(|(known, _)| known == name) {
                    *page = Some((*path).to_owned());
                }
            }
            if !is_last {
                at = super::tree::under(&at, segment);
            }
        }
    }
    let mut ranks = Vec::new();
    for children in folders.values() {
        let is_natural = children.windows(2).all(|pair| crate::resolve::natural::compare(&pair[0].0, &pair[1].0).is_lt());
        if !is_natural {
            let places = children.iter().zip(1..);
            ranks.extend(places.filter_map(|((_, page), rank)| Some((page.clone()?, rank))));
        }
    }
    ranks
}
