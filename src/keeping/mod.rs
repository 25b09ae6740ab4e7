//! Each page's owner and the date until which its review is valid: facts that pages, lists, data files and commands share.
//!
//! 1. `owners` lists who can own a page, from `handbook.yaml` or from CODEOWNERS, which `codeowners` reads.
//! 2. [`samples`] compares blocks of code with the files that they are from, and [`changes`] tells what became new, changed and went, as far as readers of this site may know.
//! 3. [`keeping`] gathers the facts of every page from its front matter, `assign:` and Git; `faults` reports what is wrong with them.

use std::sync::Arc;

use jiff::civil::Date;

use crate::config::{Config, Owner, OwnersConfig};
use crate::diagnostic::Checked;
use crate::index::{Day, Index, Page, PageId, PagePast, Surroundings};
use crate::parse::FrontMatter;
use crate::path::SourcePath;
use crate::promises::ReviewPeriod;

pub mod changes;
pub mod codeowners;
pub mod samples;
mod faults;
mod owners;
#[cfg(test)]
mod tests;

use changes::{Change, ChangedPage};
use codeowners::Codeowners;

/// The owners and reviews of all pages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Keeping {
    /// Who can own a page, in the order of their ids; empty if anybody can.
    pub owners: Vec<Owner>,
    /// The day that counts as today for reviews; `None` if there are none.
    pub day: Option<Day>,
    /// What changed, the latest first; empty where nothing shows it.
    pub changes: Vec<Change>,
    pages: Vec<PageKeeping>,
}

/// The owner and the review of one page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct PageKeeping {
    /// Its owner.
    pub owners: Vec<Keeper>,
    /// When it was last reviewed.
    pub reviewed: Option<Date>,
    /// How long a review is valid.
    pub every: Option<ReviewPeriod>,
    /// The due date of its next review: counted from its last review, or from its first commit if there was none.
    pub due: Option<Date>,
    /// The day on which its text changed, if that was after its review.
    pub changed_since: Option<Date>,
}

/// The owner of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Keeper {
    /// The name that readers see.
    pub name: Arc<str>,
    /// The id, if owners are configured.
    pub id: Option<Arc<str>>,
}

impl PageKeeping {
    /// Whether a review was due before `day`.
    #[must_use]
    pub fn is_overdue(&self, day: Date) -> bool {
        self.due.is_some_and(|due| due < day)
    }

    /// Whether its owner has this id, or this name if owners are free text.
    #[must_use]
    pub fn is_kept_by(&self, owner: &str) -> bool {
        self.owners.iter().any(|keeper| keeper.id.as_deref().map_or(&*keeper.name == owner, |id| id == owner))
    }
}

impl Keeping {
    /// The facts of one page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &PageKeeping {
        &self.pages[id.position()]
    }

    /// Whether any built page has a due date.
    #[must_use]
    pub fn has_reviews(&self, index: &Index) -> bool {
        index.listed_ids().any(|id| self.page(id).due.is_some())
    }

    /// The changes that lists may tell, the latest first: those of unlisted pages are left out.
    pub fn listed_changes<'a>(&'a self, index: &'a Index) -> impl DoubleEndedIterator<Item = &'a Change> + 'a {
        self.changes.iter().filter(|change| match change.page {
            ChangedPage::There(id) => !index.page(id).is_unlisted,
            ChangedPage::Gone(_) => true,
        })
    }

    /// The owner with an id.
    #[must_use]
    pub fn owner(&self, id: &str) -> Option<&Owner> {
        self.owners.iter().find(|owner| *owner.id == *id)
    }

    /// An owner's pages.
    pub fn kept_by<'a>(&'a self, index: &'a Index, owner: &'a str) -> impl Iterator<Item = PageId> + 'a {
        index.listed_ids().filter(move |id| self.page(*id).is_kept_by(owner))
    }
}

/// Collects the owner and the review of each page, and reports problems.
#[must_use]
pub fn keeping(config: &Config, index: &Index, pages: &[Page], surroundings: &Surroundings) -> Checked<Keeping> {
    let codeowners = surroundings.codeowners.as_deref().map(Codeowners::parse);
    let owners = match &config.owners {
        OwnersConfig::Anybody => Vec::new(),
        OwnersConfig::Listed(listed) => owners::listed(listed),
        OwnersConfig::Codeowners => owners::of_codeowners(codeowners.as_ref()),
    };
    let keepers = Keepers { config, codeowners: codeowners.as_ref(), register: &owners, index };
    let known = pages.iter().map(|page| page_keeping(keepers, page, surroundings)).collect();
    let changes = changes::changes(keepers, &surroundings.history);
    let keeping = Keeping { owners, day: surroundings.day, changes, pages: known };
    let mut diagnostics = faults::check(config, index, pages, &keeping, &surroundings.history);
    diagnostics.extend(samples::check(index, pages, &surroundings.samples));
    Checked { value: keeping, diagnostics }
}

fn page_keeping(keepers: Keepers<'_>, page: &Page, surroundings: &Surroundings) -> PageKeeping {
    let front_matter = &page.parsed.front_matter;
    let every = review_every(keepers.config, page);
    let reviewed = front_matter.reviewed.as_ref().map(|day| day.value);
    let past: Option<&PagePast> = surroundings.history.page(&page.path);
    let since = reviewed.or_else(|| past.map(|past| past.created.day));
    let changed = past.map(|past| past.changed.day);
    PageKeeping {
        owners: keepers.at(&page.path, front_matter),
        reviewed,
        every,
        due: every.zip(since).and_then(|(every, since)| every.after(since)),
        changed_since: changed.zip(reviewed).filter(|(changed, reviewed)| changed > reviewed).map(|(changed, _)| changed),
    }
}

/// The page's own value, otherwise that of the first matching entry of `assign:` that has one.
fn review_every(config: &Config, page: &Page) -> Option<ReviewPeriod> {
    page.parsed.front_matter.review_every.or_else(|| config.assigned(page.path.as_str(), |entry| entry.review_every))
}

/// What says who keeps a page.
#[derive(Clone, Copy)]
struct Keepers<'a> {
    config: &'a Config,
    codeowners: Option<&'a Codeowners>,
    register: &'a [Owner],
    index: &'a Index,
}

impl Keepers<'_> {
    /// Who keeps the page at `path`: its front matter says so, else `assign:`, else CODEOWNERS.
    fn at(&self, path: &SourcePath, front_matter: &FrontMatter) -> Vec<Keeper> {
        let mut names: Vec<Arc<str>> = front_matter.owner.iter().map(|owner| Arc::clone(&owner.value)).collect();
        if names.is_empty() {
            let owner = self.config.assigned(path.as_str(), |entry| Some(&entry.owner).filter(|owner| !owner.is_empty()));
            names = owner.into_iter().flatten().map(|owner| Arc::clone(&owner.value)).collect();
        }
        if names.is_empty()
            && let Some(codeowners) = self.codeowners
        {
            names = codeowners.of(self.index.roots.repository_path(path).as_str()).to_vec();
        }
        let keeper = |name: Arc<str>| match owners::find(self.register, &name) {
            Some(owner) => Keeper { name: Arc::clone(&owner.title), id: Some(Arc::clone(&owner.id)) },
            None => Keeper { name, id: None },
        };
        names.into_iter().map(keeper).collect()
    }
}
