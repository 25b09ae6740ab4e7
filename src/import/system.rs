//! The names of the systems, and what each knows about its sites: whether a folder is one, its structure, its addresses, its
//! constructs.

use std::collections::BTreeMap;
use std::fmt;

use super::constructs::Constructs;
use super::report::Report;
use super::site::{Addresses, Site, Structure};
use super::text::include::Mark;
use super::tree::Tree;

/// The systems whose sites can be imported, in the order in which they are recognised.
pub const SYSTEMS: [SystemName; 10] = [
    SystemName::MdBook,
    SystemName::MkDocs,
    SystemName::Docusaurus,
    SystemName::Starlight,
    SystemName::VitePress,
    SystemName::Hugo,
    SystemName::Jekyll,
    SystemName::GitBook,
    SystemName::GitHubWiki,
    SystemName::Obsidian,
];

/// A system's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SystemName {
    /// mdBook
    MdBook,
    /// MkDocs
    MkDocs,
    /// Docusaurus
    Docusaurus,
    /// Starlight
    Starlight,
    /// VitePress
    VitePress,
    /// Hugo
    Hugo,
    /// Jekyll
    Jekyll,
    /// `GitBook`
    GitBook,
    /// GitHub wiki
    GitHubWiki,
    /// Obsidian
    Obsidian,
}

impl SystemName {
    /// The name as the command line takes it.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::MdBook => "mdbook",
            Self::MkDocs => "mkdocs",
            Self::Docusaurus => "docusaurus",
            Self::Starlight => "starlight",
            Self::VitePress => "vitepress",
            Self::Hugo => "hugo",
            Self::Jekyll => "jekyll",
            Self::GitBook => "gitbook",
            Self::GitHubWiki => "github-wiki",
            Self::Obsidian => "obsidian",
        }
    }
}

impl fmt::Display for SystemName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MdBook => "mdBook",
            Self::MkDocs => "MkDocs",
            Self::Docusaurus => "Docusaurus",
            Self::Starlight => "Starlight",
            Self::VitePress => "VitePress",
            Self::Hugo => "Hugo",
            Self::Jekyll => "Jekyll",
            Self::GitBook => "GitBook",
            Self::GitHubWiki => "GitHub wiki",
            Self::Obsidian => "Obsidian",
        })
    }
}

/// One system.
pub(super) trait System: Sync {
    /// The folder of the tree that is a site of this system: that of its configuration.
    fn recognise(&self, tree: &Tree) -> Option<String>;

    /// Whether a folder can be such a site if the user says so, although no file shows it.
    fn is_plain_folder(&self) -> bool {
        false
    }

    /// The site's settings, its pages and its other files.
    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure;

    /// The addresses that the old site published: for each page, first its own, then its redirects.
    fn addresses(&self, site: &Site<'_>, structure: &Structure, report: &mut Report) -> Addresses;

    /// The constructs of its text.
    fn constructs(&self) -> &'static Constructs;

    /// The marks in a text that include files.
    fn includes(&self, _text: &str) -> Vec<Mark> {
        Vec::new()
    }

    /// The possible paths of an included file in the tree, the likeliest first; `path` is the page.
    fn included(&self, _site: &Site<'_>, path: &str, name: &str) -> Vec<String> {
        vec![joined(super::tree::folder(path), name)]
    }

    /// The target of a name given to `ref` and the like.
    fn named(&self, _site: &Site<'_>, _structure: &Structure) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    /// The values of `{{ name }}` on every page.
    fn variables(&self, _site: &Site<'_>, _structure: &Structure) -> BTreeMap<String, String> {
        BTreeMap::new()
    }
}

/// A path relative to a folder; one outside the tree begins with `../`.
pub(super) fn joined(folder: &str, path: &str) -> String {
    let mut segments: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let mut ups = 0;
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => {
                if segments.pop().is_none() {
                    ups += 1;
                }
            }
            name => segments.push(name),
        }
    }
    format!("{}{}", "../".repeat(ups), segments.join("/"))
}
