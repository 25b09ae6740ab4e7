//! What pages show about owners and reviews, and the lists about them.

use jiff::civil::Date;

use crate::config::Owner;
use crate::generated::Generated;
use crate::index::PageId;
use crate::keeping::Keeper;
use crate::path::UrlPath;
use crate::render::context::{ListingContext, ListingEntry, ListingSection, PersonContext};
use crate::resolve::Site;

use super::date::date;
use super::{Here, changes, description, keeper, person};

/// The owners of a page as one text, for themes that show one.
pub(super) fn together(here: Here<'_>, keepers: &[Keeper]) -> Option<PersonContext> {
    match keepers {
        [] => None,
        [one] => Some(keeper(here, one)),
        several => {
            let names: Vec<&str> = several.iter().map(|keeper| &*keeper.name).collect();
            Some(person(here.site, &names.join(", ")))
        }
    }
}

/// How many of these pages had a review due before the day that output may show.
pub(super) fn overdue(site: &Site, pages: impl Iterator<Item = PageId>) -> Option<(usize, Date)> {
    let day = site.keeping.day?.for_output()?;
    Some((pages.filter(|id| site.keeping.page(*id).is_overdue(day)).count(), day)).filter(|(count, _)| *count > 0)
}

/// How many pages are overdue, worded so that it stays true: `3 pages were due for review as of 2 May 2026`.
pub(super) fn overdue_words(here: Here<'_>, pages: impl Iterator<Item = PageId>) -> Option<String> {
    let (count, day) = overdue(here.site, pages)?;
    let words = here.locale.count("overdue_as_of", count);
    Some(crate::locale::filled(&words, |name| (name == "date").then(|| here.locale.day(day))))
}

/// The calendar of reviews, by month.
pub(in crate::render) fn reviews(here: Here<'_>) -> ListingContext {
    let site = here.site;
    let mut due: Vec<(Date, PageId)> = site.index.listed_ids().filter_map(|id| Some((site.keeping.page(id).due?, id))).collect();
    due.sort();
    let months = due.chunk_by(|(a, _), (b, _)| (a.year(), a.month()) == (b.year(), b.month()));
    let section = |month: &[(Date, PageId)]| ListingSection {
        id: format!("jb-{:04}-{:02}", month[0].0.year(), month[0].0.month()),
        title: here.locale.month(month[0].0),
        href: None,
        entries: month.iter().map(|(_, id)| entry(here, *id)).collect(),
    };
    ListingContext {
        lead: Some(here.locale.text("reviews_lead").to_owned()),
        note: overdue_words(here, site.index.listed_ids()),
        facts: Vec::new(),
        narrow: Vec::new(),
        ticks: None,
        sections: months.map(section).collect(),
        unlisted: 0,
    }
}

/// The list of owners.
pub(in crate::render) fn owners(here: Here<'_>) -> ListingContext {
    let site = here.site;
    let entries = site.keeping.owners.iter().map(|owner| {
        let pages: Vec<PageId> = site.keeping.kept_by(&site.index, &owner.id).collect();
        ListingEntry {
            title: owner.title.to_string(),
            href: here.generated_href(&Generated::owner(owner)),
            description: Some(here.locale.count("pages", pages.len())),
            about: overdue_words(here, pages.into_iter()),
            ..ListingEntry::default()
        }
    });
    let section = ListingSection { entries: entries.collect(), ..ListingSection::default() };
    ListingContext {
        lead: Some(here.locale.text("owners_lead").to_owned()),
        note: None,
        facts: Vec::new(),
        narrow: Vec::new(),
        ticks: None,
        sections: vec![section],
        unlisted: 0,
    }
}

/// One owner's pages, those with the earliest due date first.
pub(in crate::render) fn owner(here: Here<'_>, owner: &Owner) -> ListingContext {
    let site = here.site;
    let mut pages: Vec<PageId> = site.keeping.kept_by(&site.index, &owner.id).collect();
    pages.sort_by_key(|id| (site.keeping.page(*id).due.unwrap_or(Date::MAX), *id));
    let contact = owner.contact.as_deref().map(|contact| reached(here, contact));
    let people = owner.members.iter().map(|name| reached(here, name));
    let kept = ListingSection {
        id: "jb-kept".to_owned(),
        title: here.locale.count("pages", pages.len()),
        href: None,
        entries: pages.iter().map(|id| entry(here, *id)).collect(),
    };
    ListingContext {
        lead: None,
        note: overdue_words(here, pages.iter().copied()),
        facts: contact.into_iter().chain(people).collect(),
        narrow: Vec::new(),
        ticks: None,
        sections: std::iter::once(kept).chain(changes::of_owner(here, owner)).collect(),
        unlisted: 0,
    }
}

/// A contact: a web address, an email address, or a handle at the repository's host.
fn reached(here: Here<'_>, written: &str) -> PersonContext {
    let is_mail =
        written.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.')) && !written.contains(' ');
    if is_mail {
        let address = UrlPath::from(written).encoded();
        return PersonContext { name: written.to_owned(), href: Some(format!("mailto:{address}")) };
    }
    person(here.site, written)
}

/// A page in these lists.
pub(super) fn entry(here: Here<'_>, id: PageId) -> ListingEntry {
    let page = here.site.index.page(id);
    let known = here.site.keeping.page(id);
    let home = page.membership.home().filter(|_| here.site.index.shows_journey);
    ListingEntry {
        title: page.title.to_string(),
        href: Some(here.page_href(id)),
        description: description(here.site.parsed(id)),
        stage: home.map(|stage| here.stage(stage)),
        owners: known.owners.iter().map(|owner| keeper(here, owner)).collect(),
        due: known.due.map(|due| date(due, here.locale)),
        status: super::status::mark(here, id),
        ..ListingEntry::default()
    }
}
