//! What every system tells of its sites: whether a folder is one, its structure, its addresses, and the constructs of its text.

use std::collections::BTreeMap;
use std::fmt;

use super::report::Report;
use super::site::{Addresses, Site, Structure};
use super::slugs::Rule;
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

    pub(super) fn system(self) -> &'static dyn System {
        match self {
            Self::MdBook => &super::mdbook::MdBook,
            Self::MkDocs => &super::mkdocs::MkDocs,
            Self::Docusaurus => &super::docusaurus::Docusaurus,
            Self::Starlight => &super::starlight::Starlight,
            Self::VitePress => &super::vitepress::VitePress,
            Self::Hugo => &super::hugo::Hugo,
            Self::Jekyll => &super::jekyll::Jekyll,
            Self::GitBook => &super::gitbook::GitBook,
            Self::GitHubWiki => &super::github_wiki::GitHubWiki,
            Self::Obsidian => &super::obsidian::Obsidian,
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
    /// The folder of the tree that is a site of this system: where its configuration lies.
    fn recognise(&self, tree: &Tree) -> Option<String>;

    /// Whether a folder can be taken for such a site because somebody says so, though no file of it tells.
    fn is_plain_folder(&self) -> bool {
        false
    }

    /// What the site says of itself, its pages and its other files.
    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure;

    /// The addresses that the old site published: for each page, the one it is at first, and those that led elsewhere.
    fn addresses(&self, site: &Site<'_>, structure: &Structure, report: &mut Report) -> Addresses;

    /// The constructs of its text.
    fn constructs(&self) -> &'static Constructs;

    /// The marks in a text that include files.
    fn includes(&self, _text: &str) -> Vec<Mark> {
        Vec::new()
    }

    /// Where an included file may lie, as paths of the tree, the likeliest first; `path` is the page.
    fn included(&self, _site: &Site<'_>, path: &str, name: &str) -> Vec<String> {
        vec![joined(super::tree::folder(path), name)]
    }

    /// What a name given to `ref` and the like stands for.
    fn named(&self, _site: &Site<'_>, _structure: &Structure) -> BTreeMap<String, String> {
        BTreeMap::new()
    }

    /// Values that `{{ name }}` stands for on every page.
    fn variables(&self, _site: &Site<'_>, _structure: &Structure) -> BTreeMap<String, String> {
        BTreeMap::new()
    }
}

/// What a system writes besides Markdown, and how its links are meant.
#[derive(Debug)]
pub(super) struct Constructs {
    /// The syntaxes that its pages may hold.
    pub(super) syntaxes: &'static [Syntax],
    /// How headings get their ids.
    pub(super) slugs: Rule,
    /// What a relative link is counted from first.
    pub(super) links: LinkBase,
}

/// A syntax that is not Markdown's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    /// `!!! note`, `??? note` and `=== "Tab"`, with indented bodies.
    Indented,
    /// `/// note`.
    Slashes,
    /// `> [!info]- Title`.
    Alert,
    /// `:::note`.
    Container,
    /// `{% tag %}`.
    Liquid,
    /// `{{< tag >}}`.
    Shortcode,
    /// `<Tag>` of components.
    Component,
    /// Imports and expressions of MDX, and HTML with attributes of React.
    Jsx,
    /// `{: .class }` of kramdown.
    Kramdown,
    /// `{ .class #id }` of Python-Markdown and others.
    AttributeList,
    /// Icons, keys and abbreviations of Python-Markdown's extensions.
    Marks,
    /// ```` ```{note} ````.
    Myst,
    /// `[[words|Page]]` of Gollum, with the words first.
    Gollum,
    /// Lines of Rust code behind `# `.
    HiddenLines,
}

/// What a relative link is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LinkBase {
    /// The file that holds it.
    File,
    /// The address of its page.
    Address,
}

/// A path as seen from a folder; one that leaves the tree begins with `../`.
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
