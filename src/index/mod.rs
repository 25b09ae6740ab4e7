//! The names and places of all pages: addresses, anchors, names and membership.
//!
//! 1. `membership` says which stages and needs a page has, and why.
//! 2. `addresses` gives each page its address and each folder its own page or generated list.
//! 3. `places` finds what is at a path, an address or a name.
//!
//! The index is everything that linking one page needs to know about the others.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::journey::{NeedIndex, StageIndex};
use crate::parse::{ParsedPage, Spanned};
use crate::path::{RepositoryPath, SourcePath, UrlPath, title_of_path};
use crate::promises::Audience;
use crate::source::{Roots, Sources};

mod addresses;
mod anchors;
mod audience;
mod foreign;
mod history;
mod kind;
mod membership;
mod names;
mod places;
mod spelling;
mod told;
#[cfg(test)]
mod tests;

pub use addresses::{answered_address, redirect_address};
pub use anchors::Anchors;
pub use audience::audience_at;
pub use history::{CommitFacts, Commits, Day, DaySource, GonePage, History, Marks, Moment, PagePast, Past, Version};
pub use membership::membership_at;
pub use places::Place;
pub use spelling::{differ_in_number, squash};
pub use told::with_told_journey;

/// A page's position in the order of source paths, valid while the set of pages stays the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

impl PageId {
    /// The position in lists with one element per page.
    #[must_use]
    pub const fn position(self) -> usize {
        self.0 as usize
    }
}

/// What is known about everything outside the content, found by the survey.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Surroundings {
    /// Files and folders of the repository that pages link to and that are not content, with their type.
    pub repository_files: BTreeMap<RepositoryPath, RepositoryEntry>,
    /// Width and height in pixels of the images that pages show.
    pub image_sizes: BTreeMap<SourcePath, (u32, u32)>,
    /// The repository's web address and branch, if known.
    pub repository: Option<RepositoryAddress>,
    /// When pages were created and changed, and by whom.
    pub history: History,
    /// The day that counts as today for reviews; `None` if no page has reviews.
    pub day: Option<Day>,
    /// The files that blocks of code say they are from.
    pub samples: BTreeMap<RepositoryPath, SampleFile>,
    /// The contents of CODEOWNERS, if owners are taken from it.
    pub codeowners: Option<Arc<str>>,
}

/// A file of the repository that a block of code says it is from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum SampleFile {
    /// Its text.
    Text(Arc<str>),
    /// There is no such file in the repository.
    Missing,
    /// It cannot be compared, for this reason, as the end of a sentence.
    Unreadable(&'static str),
}

/// Something in the repository outside the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RepositoryEntry {
    /// A file.
    File,
    /// A folder.
    Folder,
}

/// Where the repository is on the web.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RepositoryAddress {
    /// Without a trailing slash.
    pub url: Arc<str>,
    /// The branch used in links.
    pub branch: Arc<str>,
}

/// Which stages and needs a page has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Membership {
    /// The stages, home first; empty for pages across the journey.
    pub stages: Vec<StageIndex>,
    /// The needs, in the journey's order.
    pub needs: Vec<NeedIndex>,
    /// What decided the stages.
    pub because: MembershipReason,
}

impl Membership {
    /// The stage whose sidebar and chain the page belongs to.
    #[must_use]
    pub fn home(&self) -> Option<StageIndex> {
        self.stages.first().copied()
    }
}

/// What decided a page's stages, for `check --stages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum MembershipReason {
    /// `stage:` in the page's front matter.
    FrontMatter,
    /// The entry of `assign:` with this number, from 0.
    Assign(usize),
    /// The top-level folder has the stage's id.
    Folder,
    /// The page is the stage's own: it is at its address, whatever its front matter says.
    Landing,
    /// Nothing names a stage.
    #[default]
    Nothing,
}

/// What is known about one page before links are resolved.
#[allow(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PageEntry {
    /// The page's file.
    pub path: SourcePath,
    /// Its address.
    pub url: UrlPath,
    /// Its title: from front matter, from the first level-1 heading, otherwise the file name in words.
    pub title: Arc<str>,
    /// Its stages and needs.
    pub membership: Membership,
    /// The page that has the address that this one would have.
    pub displaced_by: Option<PageId>,
    /// Its position among its siblings, if the author gave one.
    pub order: Option<i64>,
    /// The old addresses that redirect to it: its aliases that contain a slash.
    pub redirects: Vec<Spanned<Arc<str>>>,
    /// Whether it is not built: a draft, or an internal page of a public site. It is in the index only so that links to it can be
    /// reported as such.
    pub is_hidden: bool,
    /// Whether it is a draft, built or not.
    pub is_draft: bool,
    /// Whether its author excluded it from the search.
    pub hidden_from_search: bool,
    /// Whether it keeps its address and is in no list.
    pub is_unlisted: bool,
    /// For whom it is.
    pub audience: Audience,
}

impl PageEntry {
    /// The entry that a text at `path` would have, which is not among the pages.
    #[must_use]
    pub fn outside(path: &SourcePath) -> Self {
        Self {
            path: path.clone(),
            url: UrlPath::home(),
            title: Arc::from(title_of_path(path)),
            membership: Membership::default(),
            displaced_by: None,
            order: None,
            redirects: Vec::new(),
            is_hidden: false,
            is_draft: false,
            hidden_from_search: false,
            is_unlisted: false,
            audience: Audience::Public,
        }
    }
}

/// A folder with pages in it or below.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Folder {
    /// Its address.
    pub url: UrlPath,
    /// Its own page; a list is generated if there is none.
    pub own_page: Option<PageId>,
}

/// One page as earlier phases leave it: what is needed to index it.
#[derive(Debug, Clone)]
pub struct Page {
    /// The page's file.
    pub path: SourcePath,
    /// What was parsed from the file.
    pub parsed: Arc<ParsedPage>,
    /// The anchors that links can refer to, sorted for look-up.
    pub anchors: Arc<Anchors>,
}

/// Everything that linking one page needs to know about the others. Its larger parts are shared between indexes if they are equal,
/// so that comparing these costs nothing.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// One entry for each page, in the order of source paths; a [`PageId`] is a position in this list.
    pub pages: Arc<Vec<PageEntry>>,
    /// The folders that contain built pages, by their path below the content root in NFC; the root is the empty path.
    pub folders: Arc<BTreeMap<String, Folder>>,
    /// Whether the journey is shown: a page has a stage or defines the journey, or `handbook.yaml` configures it.
    pub shows_journey: bool,
    /// Whether a page that is built holds a diagram.
    pub has_diagrams: bool,
    /// The landing page that the author wrote for each stage, in the journey's order; `None` where one is generated.
    pub landings: Vec<Option<PageId>>,
    /// Where the content is in project and repository.
    pub roots: Roots,
    anchors: Vec<Arc<Anchors>>,
    places: Arc<places::Places>,
    names: Arc<names::Names>,
    spellings: spelling::Lazy,
}

/// Indexes all pages: `pages` in the order of their paths, as [`Sources`] holds them.
#[must_use]
pub fn index(config: &Config, sources: &Sources, pages: &[Page]) -> Checked<Index> {
    let mut diagnostics = Vec::new();
    let audiences: Vec<Audience> = pages.iter().map(|page| audience::of(config, page)).collect();
    diagnostics.extend(audience::unsaid(config, pages, &audiences));
    let is_kept_from_readers = |audience: Audience| audience == Audience::Internal && config.audience != Some(Audience::Internal);
    let hidden: Vec<bool> = pages
        .iter()
        .zip(&audiences)
        .map(|(page, audience)| (page.parsed.front_matter.draft && !config.includes_drafts) || is_kept_from_readers(*audience))
        .collect();
    let memberships: Vec<Membership> = pages.iter().map(|page| membership(config, page, &mut diagnostics)).collect();
    let mut built = memberships.iter().zip(&hidden).filter(|(_, is_hidden)| !**is_hidden);
    let is_told = config.journey_is_configured || config.journey_told_by.is_some();
    let shows_journey = is_told || built.any(|(membership, _)| !membership.stages.is_empty());
    if !shows_journey {
        // Another system's stages are its own; a value that looks like one of ours is still worth reporting.
        diagnostics.retain(|problem| !matches!(problem.code, Code::UnknownStage | Code::UnknownNeed) || problem.fix.is_some());
    }
    let files: Vec<addresses::File<'_>> =
        pages.iter().zip(&hidden).map(|(page, is_hidden)| addresses::File { path: &page.path, is_hidden: *is_hidden }).collect();
    let addresses::Addresses { urls, displaced, folders } = addresses::assign(&files);
    let mut landings = if shows_journey { vec![None; config.journey.stages.len()] } else { Vec::new() };
    let has_diagrams = pages.iter().zip(&hidden).any(|(page, is_hidden)| page.parsed.has_diagrams && !is_hidden);
    let kept = hidden.iter().copied().zip(audiences);
    let known = pages.iter().zip(urls).zip(memberships).zip((0..).map(PageId)).zip(kept);
    let entries: Vec<PageEntry> = known
        .map(|((((page, url), membership), id), (is_hidden, audience))| {
            let landing = landing(config, &url).filter(|_| shows_journey && !is_hidden);
            let membership = match landing {
                Some(stage) => {
                    landings[stage.0] = Some(id);
                    Membership { stages: vec![stage], because: MembershipReason::Landing, ..membership }
                }
                None => membership,
            };
            PageEntry { displaced_by: displaced.get(&id).copied(), ..entry(page, url, membership, (is_hidden, audience)) }
        })
        .collect();
    let built = pages.iter().zip(&entries).filter(|(_, entry)| !entry.is_hidden);
    diagnostics.extend(built.flat_map(|(page, entry)| foreign::faults(page, entry)));
    let places = places::Places::new(&entries, sources, &folders);
    let names = names::Names::new(&entries, pages, sources, &folders);
    let anchors = pages.iter().map(|page| Arc::clone(&page.anchors)).collect();
    let value = Index {
        pages: Arc::new(entries),
        folders: Arc::new(folders),
        shows_journey,
        has_diagrams,
        landings,
        roots: sources.roots.clone(),
        anchors,
        places: Arc::new(places),
        names: Arc::new(names),
        spellings: spelling::Lazy::default(),
    };
    Checked { value, diagnostics }
}

impl Index {
    /// The index of the same files and of `pages`, which are the same except for their headings.
    #[must_use]
    pub fn with_anchors(&self, pages: &[Page]) -> Self {
        Self { anchors: pages.iter().map(|page| Arc::clone(&page.anchors)).collect(), ..self.clone() }
    }

    /// The entry of a page.
    #[must_use]
    pub fn page(&self, id: PageId) -> &PageEntry {
        &self.pages[id.position()]
    }

    /// The anchors of a page.
    #[must_use]
    pub fn anchors(&self, id: PageId) -> &Anchors {
        &self.anchors[id.position()]
    }

    /// All page ids in the order of source paths, hidden drafts included.
    pub fn ids(&self) -> impl Iterator<Item = PageId> + use<> {
        (0..u32::try_from(self.pages.len()).unwrap_or(u32::MAX)).map(PageId)
    }

    /// The ids of the pages that are built.
    pub fn built_ids(&self) -> impl Iterator<Item = PageId> + '_ {
        self.ids().filter(|id| !self.page(*id).is_hidden)
    }

    /// The ids of the pages that lists may show: those that are built, except unlisted ones.
    pub fn listed_ids(&self) -> impl Iterator<Item = PageId> + '_ {
        self.built_ids().filter(|id| !self.page(*id).is_unlisted)
    }

    /// The page at a source path.
    #[must_use]
    pub fn id_of(&self, path: &SourcePath) -> Option<PageId> {
        let position = self.pages.binary_search_by(|page| page.path.cmp(path)).ok()?;
        u32::try_from(position).ok().map(PageId)
    }

    /// The stage whose landing page this is.
    #[must_use]
    pub fn landing_of(&self, id: PageId) -> Option<StageIndex> {
        self.landings.iter().position(|landing| *landing == Some(id)).map(StageIndex)
    }

    /// The pages whose anchors differ from `other`'s, which has the same pages.
    #[must_use]
    pub fn changed_anchors(&self, other: &Self) -> BTreeSet<PageId> {
        self.ids()
            .filter(|id| {
                let (new, old) = (&self.anchors[id.position()], &other.anchors[id.position()]);
                !Arc::ptr_eq(new, old) && new != old
            })
            .collect()
    }
}

/// The stage whose landing page is at an address: the top-level folder's own page, or `ID.md`. It belongs to its stage whatever its
/// front matter says.
fn landing(config: &Config, url: &UrlPath) -> Option<StageIndex> {
    config.journey.stage_of(url.as_str().strip_suffix('/')?)
}

/// The stages and needs of a page, from its front matter and its path.
fn membership(config: &Config, page: &Page, diagnostics: &mut Vec<Diagnostic>) -> Membership {
    let front_matter = &page.parsed.front_matter;
    diagnostics.extend(kind::fault(config, &page.path, front_matter));
    membership::of(config, &page.path, front_matter).take(diagnostics)
}

fn entry(page: &Page, url: UrlPath, membership: Membership, (is_hidden, audience): (bool, Audience)) -> PageEntry {
    let front_matter = &page.parsed.front_matter;
    PageEntry {
        path: page.path.clone(),
        url,
        title: title(page),
        membership,
        displaced_by: None,
        order: front_matter.order,
        redirects: front_matter.aliases.iter().filter(|alias| alias.value.contains('/')).cloned().collect(),
        is_hidden,
        is_draft: front_matter.draft,
        hidden_from_search: front_matter.hidden_from_search,
        is_unlisted: front_matter.is_unlisted,
        audience,
    }
}

/// `title:`, otherwise the first level-1 heading, otherwise the heading at the start of the page, otherwise the file name in words.
fn title(page: &Page) -> Arc<str> {
    let written = page.parsed.front_matter.title.as_ref().or(page.parsed.heading_title.as_ref());
    if let Some(title) = written.filter(|title| !title.trim().is_empty()) {
        return Arc::clone(title);
    }
    Arc::from(title_of_path(&page.path))
}
