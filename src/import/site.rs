//! An old site: what it is on disk, and what it says of itself.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::front::Front;
use super::tree::{Tree, folder, name, under};

/// The site as it lies on disk.
pub(super) struct Site<'a> {
    pub(super) tree: &'a Tree,
    /// The folder of its configuration; empty when that is the tree's root.
    pub(super) base: &'a str,
}

impl Site<'_> {
    /// A path below the site's folder as one of the tree; `..` is followed.
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
    /// Other files: where they lie, and where they come to below the content folder.
    pub(super) assets: Vec<(String, String)>,
    /// The folders that links with a leading slash may be counted from, besides the site's addresses.
    pub(super) roots: Vec<String>,
    /// The navigation: each page by its path in the tree, with the sections that hold it, outermost first.
    pub(super) nav: Vec<(String, Vec<String>)>,
}

impl Structure {
    /// Gives pages the places of a navigation that lists them one by one, whatever they say themselves.
    pub(super) fn order_over(&mut self, nav: &[String]) {
        for page in self.pages.iter_mut().filter(|page| nav.contains(&page.from)) {
            page.order = None;
        }
        self.order_by(nav);
    }

    /// Gives pages their places among their siblings as a navigation lists them; `nav` holds paths of the tree.
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
    /// Where it lies in the tree.
    pub(super) from: String,
    /// Where it comes to, below the content folder.
    pub(super) to: String,
    /// What the navigation calls it.
    pub(super) title: Option<String>,
    /// Its place among its siblings.
    pub(super) order: Option<i64>,
    /// Whether the old system left it out.
    pub(super) is_draft: bool,
    /// Keys of its front matter whose meaning the structure or the addresses carry now.
    pub(super) taken: Vec<String>,
    /// Names that wikilinks may use for it.
    pub(super) names: Vec<String>,
    /// Further keys of ours.
    pub(super) set: Vec<(String, Value)>,
}

/// What the site says of itself, in the words of `handbook.yaml`.
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

/// The addresses of the old site, from its root, unescaped and without a leading slash.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    /// Of each page in the structure's order; the first is where the page was, the others led there.
    pub(super) of_pages: Vec<Vec<String>>,
    /// What led to an address: from where, to where. Addresses of other sites stay whole.
    pub(super) redirects: Vec<(String, String)>,
}

/// Spells pages as their addresses were where the two differ by case alone, so that no system of files has to hold both. Files
/// beside them follow. A folder keeps its spelling when not all of its pages leave it.
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

/// Every folder that a path leads through.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The place of each page among its siblings, where a navigation's order differs from that of the names: `path` and rank.
///
/// A folder's place is that of its own page, or of its first page.
pub(super) fn ranks(listed: &[&str]) -> Vec<(String, i64)> {
    let is_index = |path: &str| {
        let stem = super::tree::stem(name(path)).to_ascii_lowercase();
        matches!(&*stem, "index" | "_index" | "readme")
    };
    // What is listed in each folder, by the name of the file or folder, in the order of the navigation.
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
