//! Where each link of a page leads, resolved against the index of all pages.
//!
//! 1. [`wanted`] lists, before there is an index, what to look up outside the content.
//! 2. `destination` parses a destination; `locate` finds what is there, `wiki` what a name means, `anchor` what a fragment names.
//! 3. `href` writes the link's target relative to the page's address.
//! 4. `fault` words what is wrong, and `suggestion` finds what was meant.
//!
//! Fixing links is here too: [`moved`] finds the destination that a link must have after files were moved, [`in_place`] escapes a
//! new destination for its place.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Checked;
use crate::generated::{Generated, GeneratedOutputs};
use crate::index::{Index, PageEntry, PageId, Surroundings};
use crate::parse::{Link, LinkForm, ParsedPage};
use crate::path::{SourcePath, UrlPath};

mod anchor;
mod code_host;
mod destination;
mod fault;
mod href;
mod locate;
pub mod moved;
mod resolve;
mod rewrite;
mod suggestion;
mod suspect;
#[cfg(test)]
mod tests;
mod wanted;
mod wiki;
mod written;

pub use href::file_href;
pub use locate::{is_beside, is_declared_external};
pub use wanted::{Wanted, wanted};
pub use written::in_place;

/// Where the links of one page lead.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct PageLinks {
    /// One for each of [`ParsedPage::links`](crate::parse::ParsedPage::links), in the same order.
    pub resolutions: Vec<Resolution>,
}

impl PageLinks {
    /// Whether one of the links leads to one of these pages.
    #[must_use]
    pub fn lead_to_any(&self, pages: &BTreeSet<PageId>) -> bool {
        let is_among = |resolution: &Resolution| matches!(resolution, Resolution::Internal { target: Target::Page(id), .. } if pages.contains(id));
        !pages.is_empty() && self.resolutions.iter().any(is_among)
    }
}

/// Where one link leads.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// To something in this site.
    Internal {
        /// Relative to the page's address and percent-encoded, with query and fragment: ready to be emitted.
        href: Arc<str>,
        /// What is there.
        target: Target,
        /// The target page's title, for wikilinks without their own text.
        title: Option<Arc<str>>,
    },
    /// To a file or folder of the repository that is not part of the site.
    Repository {
        /// Absolute and percent-encoded, in the form of the repository's host.
        href: Arc<str>,
    },
    /// To something that another build puts beside this site, according to `beside:`.
    Beside {
        /// Relative to the page's address, with query and fragment as written.
        href: Arc<str>,
    },
    /// To another site, or to a prefix in `external:`: the destination stays as written.
    External,
    /// To nothing yet. The text stays, marked as a page that does not exist yet.
    Missing,
    /// To something that must not be followed, such as `javascript:`. Only the text stays.
    Removed,
}

/// What an internal link leads to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A page.
    Page(PageId),
    /// A file that is copied beside the pages.
    Asset(SourcePath),
    /// A generated output: a folder's list, a stage's landing page, the map, the feed.
    Generated(Generated),
}

/// Resolves all links of the page `page`, parsed as `parsed`, and reports each fault once.
#[must_use]
pub fn link(page: PageId, parsed: &ParsedPage, tree: Tree<'_>) -> Checked<PageLinks> {
    resolve_all(&tree.at(page), parsed, tree, |_| false)
}

/// Resolves the links of a text that is not among the pages, as a page at `path` would have them; those to itself are left alone.
#[must_use]
pub fn link_beside(path: &SourcePath, parsed: &ParsedPage, tree: Tree<'_>) -> Checked<PageLinks> {
    let Tree { index, config, surroundings, generated } = tree;
    let entry = PageEntry::outside(path);
    let here = Here { id: PageId(u32::MAX), entry: &entry, index, config, surroundings, generated };
    resolve_all(&here, parsed, tree, |link| link.destination.starts_with(['#', '?']) || link.destination.is_empty())
}

fn resolve_all(here: &Here<'_>, parsed: &ParsedPage, tree: Tree<'_>, leaves_alone: impl Fn(&Link) -> bool) -> Checked<PageLinks> {
    let mut reported = Reported::default();
    let mut diagnostics = Vec::new();
    let mut resolutions = Vec::with_capacity(parsed.links.len());
    for link in &parsed.links {
        if leaves_alone(link) || link.form == LinkForm::Successor && tree.config.labels.statuses.is_empty() {
            resolutions.push(Resolution::External);
            continue;
        }
        let outcome = if link.form.is_wiki() { wiki::resolve(here, link) } else { resolve::resolve(here, link) };
        if let Some(fault) = outcome.fault.filter(|_| reported.is_first(link)) {
            let guess = if diagnostics.len() < MOST_GUESSES { suggestion::Effort::Guess } else { suggestion::Effort::LookUp };
            diagnostics.push(fault.diagnostic(here, link, guess));
        }
        resolutions.push(outcome.resolution);
    }
    diagnostics.extend(parsed.suspects.iter().filter_map(|suspect| suspect::diagnostic(here, suspect)));
    Checked { value: PageLinks { resolutions }, diagnostics }
}

/// How an author writes destinations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct WrittenStyle {
    /// From the content root, with a slash in front.
    pub is_from_root: bool,
    /// With `./` in front of paths in or below the page's folder.
    pub has_dot: bool,
}

/// The destination that leads from a page in `folder` to the file or folder at `path`, both below the content root.
#[must_use]
pub fn destination_to(folder: &str, path: &str, is_folder: bool, style: WrittenStyle) -> String {
    let WrittenStyle { is_from_root, has_dot } = style;
    rewrite::destination(rewrite::Style { folder, is_from_root, has_dot, query: "", fragment: None }, path, is_folder)
}

/// How many faults of one page get a guess by edit distance. With more, they are not likely to be typing errors.
const MOST_GUESSES: usize = 1000;

/// Everything that links are resolved against.
#[derive(Debug, Clone, Copy)]
pub struct Tree<'a> {
    /// All pages.
    pub index: &'a Index,
    /// The configuration.
    pub config: &'a Config,
    /// What is outside the content.
    pub surroundings: &'a Surroundings,
    /// What is generated.
    pub generated: &'a GeneratedOutputs,
}

impl<'a> Tree<'a> {
    fn at(self, page: PageId) -> Here<'a> {
        let Self { index, config, surroundings, generated } = self;
        Here { id: page, entry: index.page(page), index, config, surroundings, generated }
    }
}

/// The page whose links are resolved, and everything they are resolved against.
struct Here<'a> {
    id: PageId,
    entry: &'a PageEntry,
    index: &'a Index,
    config: &'a Config,
    surroundings: &'a Surroundings,
    generated: &'a GeneratedOutputs,
}

impl Here<'_> {
    /// The address of something generated.
    fn address(&self, generated: &Generated) -> UrlPath {
        generated.address(self.config, self.index)
    }
}

/// Where a link leads, and what is wrong with it.
struct Outcome {
    resolution: Resolution,
    fault: Option<fault::Fault>,
}

/// The definitions whose faults have been reported: many links can share one.
#[derive(Default)]
struct Reported {
    definitions: HashSet<Range<usize>>,
}

impl Reported {
    fn is_first(&mut self, link: &Link) -> bool {
        !matches!(link.form, LinkForm::Reference | LinkForm::ReferenceImage) || self.definitions.insert(link.span.clone())
    }
}
