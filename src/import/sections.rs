//! Turns sections of a navigation into folders, if the tree has none for them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::ImportedFile;
use super::address::{new_address, output};
use super::report::{Report, Section};
use super::site::{Addresses, Structure, ranks};
use super::tree::{folder, name, relative, stem, under};
use crate::parse::ParsedPage;
use crate::parse::slug::slug;
use crate::yaml::scalar;

/// The page of a new folder: the section's title, and a list of its pages.
pub(super) struct Index {
    to: String,
    title: String,
    order: Option<i64>,
    /// The pages by their numbers, in the order of the navigation.
    pages: Vec<usize>,
}

/// Moves pages to the folders of their sections. A section keeps its folder if the tree has one only for it. Returns the pages of
/// the new folders.
pub(super) fn file(structure: &mut Structure, addresses: &Addresses, report: &mut Report) -> Vec<Index> {
    let nav = structure.nav.clone();
    let of_nav: Vec<(usize, &[String])> = nav
        .iter()
        .filter_map(|(from, sections)| Some((structure.pages.iter().position(|page| page.from == *from)?, sections.as_slice())))
        .filter(|(number, _)| !new_address(&structure.pages[*number].to).is_empty())
        .collect();
    let folders = folders(structure, &of_nav);
    let mut taken: BTreeSet<String> = structure.pages.iter().map(|page| output(&new_address(&page.to))).collect();
    let mut indexes: Vec<Index> = Vec::new();
    let mut moved = BTreeSet::new();
    for (number, sections) in of_nav {
        let Some(new) = folders.get(sections).filter(|_| !sections.is_empty() && moved.insert(number)) else { continue };
        let Some(new) = new.new_folder() else { continue };
        let page = &mut structure.pages[number];
        // A folder's page takes that folder's name: its new folder has its own page.
        let old = new_address(&page.to);
        let is_own = !old.is_empty() && old.trim_end_matches('/') == folder(&page.to);
        let file = if is_own { format!("{}.md", name(folder(&page.to))) } else { name(&page.to).to_owned() };
        let to = under(new, &file);
        if page.to != to && !taken.insert(output(&new_address(&to))) {
            let what = format!("`{to}` has been taken by another page, so this one stays outside the folder of its section");
            report.file(Section::Person, what, &page.from);
            continue;
        }
        if page.to != to {
            report.file(Section::Changed, "pages came to the folders of their sections", &page.from);
            page.to = to;
        }
        let index = under(new, "index.md");
        if let Some(known) = indexes.iter_mut().find(|known| known.to == index) {
            known.pages.push(number);
        } else {
            let title = sections.last().cloned().unwrap_or_default();
            indexes.push(Index { to: index, title, order: None, pages: vec![number] });
        }
    }
    let old: BTreeSet<String> = addresses.of_pages.iter().flatten().map(|address| output(address)).collect();
    indexes.retain(|index| {
        let own = output(&new_address(&index.to));
        !taken.contains(&own) && !old.contains(&own)
    });
    order(structure, &nav, &mut indexes);
    indexes
}

/// Where the pages of a section belong.
enum Place {
    /// In its folder in the tree.
    Own(String),
    /// In a new folder.
    New(String),
}

impl Place {
    fn folder(&self) -> &str {
        match self {
            Self::Own(folder) | Self::New(folder) => folder,
        }
    }

    fn new_folder(&self) -> Option<&str> {
        match self {
            Self::New(folder) => Some(folder),
            Self::Own(_) => None,
        }
    }
}

/// The folder of each section, outer ones first.
fn folders(structure: &Structure, nav: &[(usize, &[String])]) -> BTreeMap<Vec<String>, Place> {
    let folder_of = |number: usize| folder(&structure.pages[number].to);
    let all: BTreeSet<&[String]> =
        nav.iter().flat_map(|(_, sections)| (1..=sections.len()).map(|depth| &sections[..depth])).collect();
    let mut found: BTreeMap<Vec<String>, Place> = BTreeMap::new();
    for section in all {
        let own: BTreeSet<&str> =
            nav.iter().filter(|(_, sections)| *sections == section).map(|(number, _)| folder_of(*number)).collect();
        let is_alone = |folder: &str| {
            let others = nav.iter().filter(|(number, sections)| folder_of(*number) == folder && !sections.starts_with(section));
            !folder.is_empty() && others.count() == 0
        };
        let known = own.first().filter(|folder| own.len() == 1 && is_alone(folder));
        let place = known.map_or_else(
            || {
                let (last, outer) = section.split_last().expect("a section has a title");
                let outer = found.get(outer).map_or("", Place::folder);
                Place::New(under(outer, &slug(last)))
            },
            |folder| Place::Own((*folder).to_owned()),
        );
        found.insert(section.to_vec(), place);
    }
    found
}

/// Gives pages and new folders their order in the navigation.
fn order(structure: &mut Structure, nav: &[(String, Vec<String>)], indexes: &mut [Index]) {
    let mut listed: Vec<String> = Vec::new();
    for (from, _) in nav {
        let Some(page) = structure.pages.iter().find(|page| page.from == *from) else { continue };
        let index = under(folder(&page.to), "index.md");
        if indexes.iter().any(|known| known.to == index) && !listed.contains(&index) {
            listed.push(index);
        }
        if !listed.contains(&page.to) {
            listed.push(page.to.clone());
        }
    }
    let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
    let ranks = ranks(&listed);
    let rank = |to: &str| ranks.iter().find(|(path, _)| path == to).map(|(_, rank)| *rank);
    for page in structure.pages.iter_mut().filter(|page| listed.contains(&page.to.as_str())) {
        page.order = rank(&page.to);
    }
    for index in indexes {
        index.order = rank(&index.to);
    }
}

impl Index {
    /// The page's file below the content folder.
    pub(super) fn written(&self, structure: &Structure, parsed: &[ParsedPage], content: &str) -> ImportedFile {
        let mut text = format!("---\ntitle: {}\n", scalar(&self.title));
        if let Some(order) = self.order {
            let _ = writeln!(text, "order: {order}");
        }
        text.push_str("---\n");
        for number in &self.pages {
            let page = &structure.pages[*number];
            let heading = parsed[*number].heading_title.as_deref().map(str::to_owned);
            let title = page.title.clone().or(heading).unwrap_or_else(|| crate::path::in_words(name(stem(&page.to))));
            let way = super::links::written(&relative(folder(&self.to), &page.to));
            let title = title.replace('[', "\\[").replace(']', "\\]");
            let _ = write!(text, "\n- [{title}]({way})");
        }
        text.push('\n');
        ImportedFile { path: format!("{content}/{}", self.to), from: None, text: Some(text) }
    }
}
