//! What became new, changed and went, commit by commit, as far as readers of this site may know.
//!
//! A page is new on the day on which readers could first read it. A public site tells nothing of versions that were internal, and where a
//! commit touched internal pages as well, its subject is left out: it may speak of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::Config;
use crate::index::{
    CommitFacts, Commits, GonePage, History, Index, Moment, PageId, Place, Version, audience_at, membership_at, redirect_address,
};
use crate::journey::StageIndex;
use crate::parse::parse;
use crate::path::{SourcePath, UrlPath, title_of_path};
use crate::promises::Audience;

use super::{Keeper, Keepers};

/// One change of one page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Change {
    /// What happened.
    pub kind: ChangeKind,
    /// To which page.
    pub page: ChangedPage,
    /// When.
    pub moment: Moment,
    /// By which commit; `None` where commits are not read.
    pub commit: Option<ChangeCommit>,
}

/// What happened to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// Readers can read it now.
    New,
    /// Its text is another.
    Changed,
    /// It is gone.
    Removed,
}

impl ChangeKind {
    /// The word for it, for programs and for the catalogue.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Removed => "removed",
        }
    }
}

/// The page that a change is of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangedPage {
    /// A page of the site.
    There(PageId),
    /// A page that is gone.
    Gone(Arc<Removed>),
}

/// A page that is gone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Removed {
    /// Where it lay.
    pub path: SourcePath,
    /// Its address.
    pub address: UrlPath,
    /// Its title.
    pub title: Arc<str>,
    /// Its stages, home first.
    pub stages: Vec<StageIndex>,
    /// Who kept it.
    pub owners: Vec<Keeper>,
    /// The page that its address leads to now.
    pub successor: Option<PageId>,
}

/// The commit of a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ChangeCommit {
    /// Its hash.
    pub hash: Arc<str>,
    /// The hash of its first parent; `None` for the first commit.
    pub parent: Option<Arc<str>>,
    /// Its subject; `None` where readers must not see it.
    pub subject: Option<Arc<str>>,
}

/// What happened to one page in a while.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gathered<'a> {
    /// All in all.
    pub kind: ChangeKind,
    /// The last change.
    pub latest: &'a Change,
    /// The first one.
    pub first: &'a Change,
    /// How many there were.
    pub count: usize,
}

/// The changes of one month, by the calendar of those who made them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month<'a> {
    /// Its first day.
    pub first_day: Date,
    /// What happened, the latest first, each page once.
    pub changes: Vec<Gathered<'a>>,
}

/// Puts changes together by page; what happened last comes first, as `changes` do.
fn gathered<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<Gathered<'a>> {
    let mut all: Vec<Gathered<'a>> = Vec::new();
    let mut known: HashMap<&ChangedPage, usize> = HashMap::new();
    for change in changes {
        if let Some(position) = known.get(&change.page) {
            let gathered = &mut all[*position];
            (gathered.first, gathered.count) = (change, gathered.count + 1);
            gathered.kind = gathered.kind.min(change.kind);
        } else {
            known.insert(&change.page, all.len());
            all.push(Gathered { kind: change.kind, latest: change, first: change, count: 1 });
        }
    }
    all
}

/// The changes by month, the last month first.
#[must_use]
pub fn by_month<'a>(changes: impl IntoIterator<Item = &'a Change>) -> Vec<Month<'a>> {
    let mut months: BTreeMap<Date, Vec<&'a Change>> = BTreeMap::new();
    for change in changes {
        months.entry(change.moment.day.first_of_month()).or_default().push(change);
    }
    months.into_iter().rev().map(|(first_day, changes)| Month { first_day, changes: gathered(changes) }).collect()
}

/// All changes that readers may know of, the latest first. Without `changes:` in the configuration only the first and the last of each page,
/// and those only where owners have pages that show them.
pub(super) fn changes(keepers: Keepers<'_>, history: &History) -> Vec<Change> {
    let Keepers { config, register, index, .. } = keepers;
    let mut changes = match history.commits() {
        Some(commits) if config.changes => Told { keepers, commits, private: private(config, index, commits) }.changes(),
        _ if config.changes || !register.is_empty() => dated(index, history),
        _ => Vec::new(),
    };
    // Sorting is stable, so that commits of one moment stay in the order of history.
    changes.sort_by_key(|change| std::cmp::Reverse(change.moment.instant));
    changes
}

/// The first and the last change of each page, by its dates.
fn dated(index: &Index, history: &History) -> Vec<Change> {
    let mut changes = Vec::new();
    for id in index.built_ids() {
        let Some(past) = history.page(&index.page(id).path) else { continue };
        let change = |kind, moment| Change { kind, page: ChangedPage::There(id), moment, commit: None };
        if past.changed != past.created {
            changes.push(change(ChangeKind::Changed, past.changed));
        }
        changes.push(change(ChangeKind::New, past.created));
    }
    changes
}

/// Whether a version could be read by the readers of this site.
fn is_readable(config: &Config, version: &Version) -> bool {
    let is_for_all = config.audience != Some(Audience::Public);
    let Some(marks) = version.marks else { return is_for_all };
    if marks.is_draft && !config.includes_drafts {
        return false;
    }
    !is_private(config, version)
}

/// Whether a version is internal and the site is not, or may be so for all that is known.
fn is_private(config: &Config, version: &Version) -> bool {
    if config.audience == Some(Audience::Internal) {
        return false;
    }
    match (&version.path, version.marks) {
        (Some(path), Some(marks)) => audience_at(config, path, marks.audience) == Audience::Internal,
        (None, Some(marks)) => marks.audience == Some(Audience::Internal) || config.audience == Some(Audience::Public),
        (_, None) => config.audience == Some(Audience::Public),
    }
}

/// The commits that touched what readers of this site must not know of.
fn private(config: &Config, index: &Index, commits: &Commits) -> BTreeSet<usize> {
    let mut private = BTreeSet::new();
    if config.audience == Some(Audience::Internal) {
        return private;
    }
    for (path, versions) in &commits.versions {
        let is_internal = index.id_of(path).is_some_and(|id| index.page(id).audience == Audience::Internal);
        let touched = versions.iter().filter(|version| is_internal || is_private(config, version));
        private.extend(touched.map(|version| version.commit));
    }
    for gone in &commits.gone {
        let mut is_internal = gone.front_matter.is_none() && config.audience == Some(Audience::Public);
        for version in &gone.versions {
            is_internal = is_private(config, version);
            private.extend(is_internal.then_some(version.commit));
        }
        private.extend(is_internal.then_some(gone.commit));
    }
    private
}

/// What commits tell.
struct Told<'a> {
    keepers: Keepers<'a>,
    commits: &'a Commits,
    /// The commits whose subjects must not be read.
    private: BTreeSet<usize>,
}

impl Told<'_> {
    /// All changes, those of one page after those of another.
    fn changes(&self) -> Vec<Change> {
        let index = self.keepers.index;
        let mut changes = Vec::new();
        for id in index.built_ids() {
            let versions = self.commits.versions.get(&index.page(id).path);
            self.read(id, versions.map_or(&[][..], |versions| versions), &mut changes);
        }
        changes.extend(self.commits.gone.iter().filter_map(|gone| self.removal(gone)));
        changes
    }

    /// The changes of a page that is there.
    fn read(&self, id: PageId, versions: &[Version], changes: &mut Vec<Change>) {
        // Where the first versions are not known, the page was read before.
        let mut was_readable = versions.first().is_some_and(|first| !first.is_new);
        let mut differs = false;
        let start = changes.len();
        for version in versions {
            differs |= version.has_other_text;
            if !is_readable(self.keepers.config, version) {
                // A version that nobody can look at may well have been read.
                was_readable |= version.marks.is_none();
                continue;
            }
            let kind = if was_readable { ChangeKind::Changed } else { ChangeKind::New };
            if differs || kind == ChangeKind::New {
                changes.extend(self.change(kind, ChangedPage::There(id), version.commit));
            }
            (was_readable, differs) = (true, false);
        }
        changes[start..].reverse();
    }

    fn change(&self, kind: ChangeKind, page: ChangedPage, position: usize) -> Option<Change> {
        let CommitFacts { hash, parent, subject, moment, bumped: _ } = self.commits.all.get(position)?;
        let subject = Some(subject).filter(|subject| !subject.is_empty() && !self.private.contains(&position));
        let commit = ChangeCommit { hash: Arc::clone(hash), parent: parent.clone(), subject: subject.cloned() };
        Some(Change { kind, page, moment: *moment, commit: Some(commit) })
    }

    /// That a page is gone; nothing where readers could not read it, or where its address still has a page of its own.
    fn removal(&self, gone: &GonePage) -> Option<Change> {
        let Keepers { config, index, .. } = self.keepers;
        let name = gone.path.as_str();
        if !config.is_page(name) || config.exclude.is_match(name) || gone.path.is_published_on_demand() {
            return None;
        }
        let page = parse(&gone.path, gone.front_matter.as_deref().unwrap_or_default().as_bytes()).value;
        let front_matter = &page.front_matter;
        let audience = audience_at(config, &gone.path, front_matter.audience.as_ref().map(|written| written.value));
        let is_hidden = front_matter.draft || front_matter.is_unlisted;
        let is_kept_back = match config.audience {
            Some(Audience::Internal) => false,
            Some(Audience::Public) => gone.front_matter.is_none() || audience == Audience::Internal,
            None => audience == Audience::Internal,
        };
        if is_hidden || is_kept_back {
            return None;
        }
        let address = redirect_address(&without_index(&gone.path));
        let successor = match index.at_address(address.as_str()) {
            Some(Place::Page(id)) if index.page(id).url != address => Some(id).filter(|id| !index.page(*id).is_unlisted),
            Some(_) => return None,
            None => None,
        };
        let title = gone.title.clone().unwrap_or_else(|| title_of_path(&gone.path).into());
        let membership = membership_at(config, &gone.path, front_matter);
        let owners = self.keepers.at(&gone.path, front_matter);
        let removed = Removed { path: gone.path.clone(), address, title, stages: membership.stages, owners, successor };
        self.change(ChangeKind::Removed, ChangedPage::Gone(Arc::new(removed)), gone.commit)
    }
}

/// The path of a page that its address is made of: a folder's own page has the folder's.
fn without_index(path: &SourcePath) -> String {
    let is_index = crate::path::index_rank(path.stem()).is_some();
    let address = if is_index { path.folder() } else { path.without_extension() };
    if address.is_empty() { String::new() } else { format!("{address}/") }
}
