//! What changed: the lists by month, what the front page tells of it, and an owner's last changes.

use std::collections::HashSet;

use crate::config::Owner;
use crate::generated::Generated;
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::keeping::Keeper;
use crate::keeping::changes::{Change, ChangeKind, ChangedPage, Gathered, by_month};
use crate::render::context::{LatelyContext, ListingContext, ListingEntry, ListingSection, PageLinkContext};
use crate::resolve::Site;

use super::date::date;
use super::{Here, keeper, repository};

/// The most changes that one list tells.
const MOST_CHANGES: usize = 300;
/// The most changes that the front page carries, and how many of them everybody sees.
const MOST_LATELY: usize = 12;
const SHOWN_LATELY: usize = 5;
/// The most changes on an owner's page.
const MOST_OF_OWNER: usize = 10;

/// What changed in the handbook or in one stage, by month.
pub(in crate::render) fn changes(here: Here<'_>, stage: Option<StageIndex>) -> ListingContext {
    let is_of_stage = |change: &&Change| stage.is_none_or(|stage| change_stages(here.site, change).contains(&stage));
    let months = by_month(listed(here.site).filter(is_of_stage));
    let all: usize = months.iter().map(|month| month.changes.len()).sum();
    let mut left = MOST_CHANGES;
    let mut sections = Vec::new();
    for month in &months {
        let told = &month.changes[..month.changes.len().min(left)];
        left -= told.len();
        if told.is_empty() {
            break;
        }
        let first_day = month.first_day;
        sections.push(ListingSection {
            id: format!("jb-{:04}-{:02}", first_day.year(), first_day.month()),
            title: here.locale.month(first_day),
            href: None,
            entries: told.iter().map(|change| entry(here, change)).collect(),
        });
    }
    let lead = if sections.is_empty() { "no_changes" } else { "lately_lead" };
    ListingContext {
        lead: Some(here.locale.text(lead).to_owned()),
        sections,
        unlisted: all.saturating_sub(MOST_CHANGES),
        ..ListingContext::default()
    }
}

/// The last changes, for the front page.
pub(super) fn lately(here: Here<'_>) -> Option<LatelyContext> {
    let href = here.generated_href(&Generated::Changes(None))?;
    // A front page is not news on itself.
    let is_told = |change: &&Change| !matches!(change.page, ChangedPage::There(id) if here.site.index.page(id).url == *here.url);
    let changes = latest(listed(here.site).filter(is_told));
    let entries: Vec<ListingEntry> = changes.take(MOST_LATELY).map(|change| entry(here, &change)).collect();
    (!entries.is_empty()).then_some(LatelyContext { entries, shown: SHOWN_LATELY, href })
}

/// The last changes of the pages that an owner keeps.
pub(super) fn of_owner(here: Here<'_>, owner: &Owner) -> Option<ListingSection> {
    let is_kept =
        |change: &&Change| change_owners(here.site, change).iter().any(|keeper| keeper.id.as_deref() == Some(&*owner.id));
    let changes = latest(listed(here.site).filter(is_kept)).take(MOST_OF_OWNER);
    let entries: Vec<ListingEntry> = changes.map(|change| ListingEntry { owners: Vec::new(), ..entry(here, &change) }).collect();
    let title = here.locale.text("lately").to_owned();
    (!entries.is_empty()).then(|| ListingSection { id: "jb-lately".to_owned(), title, href: None, entries })
}

/// What happened to each page in the last month in which something did.
fn latest<'a>(changes: impl Iterator<Item = &'a Change>) -> impl Iterator<Item = Gathered<'a>> {
    let mut told: HashSet<&ChangedPage> = HashSet::new();
    by_month(changes).into_iter().flat_map(|month| month.changes).filter(move |change| told.insert(&change.latest.page))
}

fn listed(site: &Site) -> impl Iterator<Item = &Change> {
    site.keeping.listed_changes(&site.index)
}

/// The stages of the page that a change is of, home first.
#[must_use]
pub fn change_stages<'a>(site: &'a Site, change: &'a Change) -> &'a [StageIndex] {
    match &change.page {
        ChangedPage::There(id) => &site.index.page(*id).membership.stages,
        ChangedPage::Gone(gone) => &gone.stages,
    }
}

/// Who keeps the page that a change is of, or kept it.
#[must_use]
pub fn change_owners<'a>(site: &'a Site, change: &'a Change) -> &'a [Keeper] {
    match &change.page {
        ChangedPage::There(id) => &site.keeping.page(*id).owners,
        ChangedPage::Gone(gone) => &gone.owners,
    }
}

fn entry(here: Here<'_>, gathered: &Gathered<'_>) -> ListingEntry {
    let site = here.site;
    let Gathered { kind, latest, first, count } = *gathered;
    let link =
        |id: PageId| PageLinkContext { title: site.index.page(id).title.to_string(), href: here.page_href(id), folder: None };
    let (title, href, successor) = match &latest.page {
        ChangedPage::There(id) => (site.index.page(*id).title.to_string(), Some(here.page_href(*id)), None),
        ChangedPage::Gone(gone) => (gone.title.to_string(), None, gone.successor.map(link)),
    };
    let home = change_stages(site, latest).first().filter(|_| site.index.shows_journey);
    let commits = first.commit.as_ref().zip(latest.commit.as_ref());
    ListingEntry {
        title,
        href,
        description: latest.commit.as_ref().and_then(|commit| commit.subject.as_deref()).map(str::to_owned),
        about: (count > 1).then(|| here.locale.count("earlier_changes", count - 1)),
        stage: home.map(|stage| here.stage(*stage)),
        owners: change_owners(site, latest).iter().map(|owner| keeper(here, owner)).collect(),
        day: Some(date(latest.moment.day, here.locale)),
        tag: match kind {
            ChangeKind::New => Some(here.locale.text("change_new").to_owned()),
            ChangeKind::Removed => Some(here.locale.text("change_removed").to_owned()),
            ChangeKind::Changed => None,
        },
        compare_href: commits.and_then(|(first, last)| repository::compare_href(site, first, last)),
        successor,
        key: Some(key(site, latest)),
        ..ListingEntry::default()
    }
}

/// What tells a change from all others, in eight characters.
fn key(site: &Site, change: &Change) -> String {
    let path = match &change.page {
        ChangedPage::There(id) => &site.index.page(*id).path,
        ChangedPage::Gone(gone) => &gone.path,
    };
    let commit = change.commit.as_ref().map(|commit| &*commit.hash).unwrap_or_default();
    let told = format!("{commit} {} {path}", change.moment.instant);
    blake3::hash(told.as_bytes()).to_hex()[..8].to_owned()
}
