//! Makes the whole [`Site`] from linked pages: the reading order, and what links to what.
//!
//! 1. `navigation` orders pages into stages, trees and the chain of previous and next.
//! 2. `backlinks` reverses links.
//! 3. [`search`](crate::search) prepares to index the pages' text on demand.
//! 4. `reach` finds pages that nobody links to, and pages that lead nowhere further; `standing` links to what is no longer in force;
//!    `undated` says why there are no dates.

use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::Checked;
use crate::diagram::Drawings;
use crate::generated::{Generated, GeneratedOutputs};
use crate::glossary::{Glossary, TermUse};
use crate::index::{Index, Page, PageId, Surroundings};
use crate::keeping::Keeping;
use crate::labels::Labels;
use crate::link::{PageLinks, Target, Tree};
use crate::parse::ParsedPage;
use crate::path::UrlPath;
use crate::reading_paths::{Route, routes};
use crate::search::{Search, Synonyms, Words};
use crate::source::{Source, Sources};

pub mod backlinks;
pub mod natural;
pub mod navigation;
mod reach;
pub mod standing;
#[cfg(test)]
mod tests;
mod undated;

pub use backlinks::{Backlink, Backlinks};
pub use navigation::{FolderItem, Navigation, Stop, TreeNode, Turns};

/// A handbook as a whole, linked and ordered: everything that rendering any output needs to know.
#[derive(Debug, Clone)]
pub struct Site {
    /// What `handbook.yaml` says.
    pub config: Arc<Config>,
    /// The files as they were read.
    pub sources: Arc<Sources>,
    /// What is outside the content.
    pub surroundings: Arc<Surroundings>,
    /// Addresses, names and membership.
    pub index: Arc<Index>,
    /// The owner of each page.
    pub keeping: Arc<Keeping>,
    /// What each page says it is.
    pub labels: Arc<Labels>,
    /// The terms of the handbook's glossaries.
    pub glossary: Arc<Glossary>,
    /// Where each page uses them, one for each entry of the index; empty where there are none.
    pub term_uses: Vec<Arc<[TermUse]>>,
    /// Where the reading paths lead, one for each of the configuration's.
    pub routes: Vec<Route>,
    /// The generated outputs and their addresses.
    pub generated: Arc<GeneratedOutputs>,
    /// The parsed pages, one for each entry of the index.
    pub pages: Vec<Page>,
    /// Each page's links, resolved, one for each entry of the index.
    pub links: Vec<Arc<PageLinks>>,
    /// The reading order.
    pub navigation: Arc<Navigation>,
    /// What links to each page.
    pub backlinks: Arc<Backlinks>,
    /// The pages' text for the search; made on first use.
    pub search: Search,
    /// What draws the diagrams of pages, and keeps what it drew.
    pub drawings: Drawings,
}

/// The results of earlier phases, to be combined.
#[derive(Debug, Clone)]
pub struct Linked {
    /// What `handbook.yaml` says.
    pub config: Arc<Config>,
    /// The files as they were read.
    pub sources: Arc<Sources>,
    /// What is outside the content.
    pub surroundings: Arc<Surroundings>,
    /// Addresses, names and membership.
    pub index: Arc<Index>,
    /// The owner of each page.
    pub keeping: Arc<Keeping>,
    /// What each page says it is.
    pub labels: Arc<Labels>,
    /// The terms of the handbook's glossaries.
    pub glossary: Arc<Glossary>,
    /// Where each page uses them.
    pub term_uses: Vec<Arc<[TermUse]>>,
    /// The generated outputs and their addresses.
    pub generated: Arc<GeneratedOutputs>,
    /// The parsed pages, one for each entry of the index.
    pub pages: Vec<Page>,
    /// Each page's links, one for each entry of the index.
    pub links: Vec<Arc<PageLinks>>,
}

/// The results of an earlier run with equal inputs.
#[derive(Debug, Clone, Copy, Default)]
pub struct Kept<'a> {
    /// The navigation.
    pub navigation: Option<&'a Arc<Navigation>>,
    /// The backlinks.
    pub backlinks: Option<&'a Arc<Backlinks>>,
    /// The search, for any pages: it keeps what it knows about unchanged ones.
    pub search: Option<&'a Search>,
    /// What was drawn.
    pub drawings: Option<&'a Drawings>,
}

/// Orders and connects linked pages into a site, reusing what is `kept`.
#[must_use]
pub fn resolve(linked: Linked, kept: Kept<'_>) -> Checked<Site> {
    let Linked { config, sources, surroundings, index, keeping, labels, glossary, term_uses, generated, pages, links } = linked;
    let navigation = kept.navigation.map_or_else(|| Arc::new(Navigation::new(&config, &index)), Arc::clone);
    let backlinks = kept.backlinks.map_or_else(|| Arc::new(Backlinks::new(&index, &links)), Arc::clone);
    let pairs = [&config.synonyms.pairs[..], &glossary.synonyms()].concat();
    let synonyms = Arc::new(Synonyms::new(&pairs, config.synonyms.has_built_in));
    let words = Words { language: Arc::clone(&config.language), synonyms };
    let drawings = kept.drawings.cloned().unwrap_or_default();
    let search = Search::new(&index, &pages, &sources, &words, kept.search).labelled(Arc::clone(&labels)).kept_by(&keeping);
    let mut diagnostics = reach::check(&config, &index, &links, &backlinks);
    diagnostics.extend(standing::check(&config, &index, &labels, &pages, &links));
    let tree = Tree { index: &index, config: &config, surroundings: &surroundings, generated: &generated };
    let routes = routes(&config.paths, tree).take(&mut diagnostics);
    diagnostics.extend(glossary.unused(&index, &term_uses, &links));
    diagnostics.extend(undated::check(&surroundings.history));
    let value = Site {
        config,
        sources,
        surroundings,
        index,
        keeping,
        labels,
        glossary,
        term_uses,
        routes,
        generated,
        pages,
        links,
        navigation,
        backlinks,
        search,
        drawings,
    };
    Checked { value, diagnostics }
}

impl Site {
    /// What links are resolved against.
    #[must_use]
    pub fn tree(&self) -> Tree<'_> {
        Tree { index: &self.index, config: &self.config, surroundings: &self.surroundings, generated: &self.generated }
    }

    /// The address of a generated output, if the handbook has it, generated or written.
    #[must_use]
    pub fn address(&self, generated: &Generated) -> Option<&UrlPath> {
        self.generated.address(generated)
    }

    /// A path from the site's root, without a leading slash but with query and fragment, relative to the site's address: a path
    /// that means nothing there may include the path below which the site is published.
    #[must_use]
    pub fn below_base<'a>(&'a self, path: &'a str) -> &'a str {
        let is_there = |path: &str| {
            let path = path.split(['?', '#']).next().unwrap_or(path).trim_end_matches('/');
            path.is_empty() || self.index.at_address(path).is_some() || self.generated.at(path, true).is_some()
        };
        if is_there(path) {
            return path;
        }
        self.config.without_base(path).chain(self.index.roots.without_base(path)).find(|path| is_there(path)).unwrap_or(path)
    }

    /// The address of what an internal link leads to.
    #[must_use]
    pub fn target_address(&self, target: &Target) -> UrlPath {
        match target {
            Target::Page(id) => self.index.page(*id).url.clone(),
            Target::Asset(path) => path.address(),
            Target::Generated(generated) => generated.address(&self.config, &self.index),
        }
    }

    /// What was parsed from a page.
    #[must_use]
    pub fn parsed(&self, id: PageId) -> &ParsedPage {
        &self.pages[id.position()].parsed
    }

    /// Where a page uses the terms of glossaries.
    #[must_use]
    pub fn term_uses(&self, id: PageId) -> &[TermUse] {
        self.term_uses.get(id.position()).map_or(&[], |uses| uses)
    }

    /// A page's resolved links.
    #[must_use]
    pub fn links(&self, id: PageId) -> &PageLinks {
        &self.links[id.position()]
    }

    /// The bytes of all pages, in the order of the index: much cheaper than asking for one after the other.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<[u8]>> {
        self.sources.pages().map(|(_, bytes)| bytes)
    }

    /// A page's bytes as they were read.
    #[must_use]
    pub fn bytes(&self, id: PageId) -> &[u8] {
        match self.sources.files.get(&self.pages[id.position()].path) {
            Some(Source::Page(bytes)) => bytes,
            _ => &[],
        }
    }
}
