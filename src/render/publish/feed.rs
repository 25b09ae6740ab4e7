//! Atom feeds (RFC 4287) of the pages that are new or whose text changed, and, where the handbook tells changes, that are gone.

use std::collections::HashMap;

use jiff::Timestamp;

use crate::generated::{Generated, Publication, handbook_title, pages_of, scope_address};
use crate::index::{PageId, PagePast};
use crate::journey::StageIndex;
use crate::keeping::changes::{Change, ChangedPage, Removed};
use crate::locale::Locale;
use crate::render::view;
use crate::resolve::Site;

use super::xml::{element, empty};

/// The most entries of a feed: its readers fetch it more often than that many pages change.
const MOST_ENTRIES: usize = 50;

/// The feed of the handbook, or of one stage: the latest changes first.
pub(super) fn feed(site: &Site, words: &Locale, stage: Option<StageIndex>) -> Vec<u8> {
    let Some(base) = site.config.url.as_deref() else { return Vec::new() };
    let own = Generated::Publication(Publication::Feed(stage)).address(&site.config, &site.index);
    let entries = entries(site, stage);
    let handbook = handbook_title(&site.config, &site.index, words).to_string();
    let home = format!("{base}{}", scope_address(&site.config, stage).encoded());
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    xml.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    xml.push_str(&site.config.language);
    xml.push_str("\">\n");
    // The feed's id must never change, so it is an address that belongs only to this site.
    element(&mut xml, "id", &home);
    let stage = stage.map(|stage| site.config.journey.stage(stage));
    let about = stage.map_or(site.config.description.as_deref(), |stage| Some(&*stage.summary));
    element(&mut xml, "title", &stage.map_or_else(|| handbook.clone(), |stage| format!("{} · {handbook}", stage.title)));
    if let Some(about) = about.filter(|about| !about.is_empty()) {
        element(&mut xml, "subtitle", about);
    }
    let updated = entries.first().map(|entry| entry.updated().to_string()).unwrap_or_default();
    element(&mut xml, "updated", &updated);
    empty(&mut xml, "link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &format!("{base}{}", own.encoded()))]);
    empty(&mut xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &home)]);
    // Every entry has an author, since the feed has one.
    person(&mut xml, "author", &handbook);
    element(&mut xml, "generator", "Journeybook");
    let last = last_changes(site);
    for entry in entries {
        match entry {
            Entry::Page(id, past) => page(&mut xml, site, base, (id, past), last.get(&ChangedPage::There(id)).copied()),
            Entry::Removed(change, gone) => removed(&mut xml, (site, words), base, change, gone),
        }
    }
    (xml + "</feed>\n").into_bytes()
}

/// What a feed tells of.
#[derive(Clone, Copy)]
enum Entry<'a> {
    /// A page that is new or whose text changed.
    Page(PageId, &'a PagePast),
    /// A page that is gone.
    Removed(&'a Change, &'a Removed),
}

impl Entry<'_> {
    fn updated(&self) -> Timestamp {
        match self {
            Self::Page(_, past) => past.changed.instant,
            Self::Removed(change, _) => change.moment.instant,
        }
    }
}

/// The latest entries: pages, and where the handbook tells changes, those that are gone.
fn entries(site: &Site, stage: Option<StageIndex>) -> Vec<Entry<'_>> {
    let past = |id: PageId| site.surroundings.history.page(&site.index.page(id).path);
    let pages = pages_of(&site.index, stage).filter_map(|id| Some(Entry::Page(id, past(id)?)));
    let gone = site.keeping.changes.iter().filter_map(|change| match &change.page {
        ChangedPage::Gone(gone) if stage.is_none_or(|stage| gone.stages.contains(&stage)) => Some(Entry::Removed(change, gone)),
        _ => None,
    });
    let mut entries: Vec<Entry<'_>> = pages.chain(gone).collect();
    // Pages of one moment stay in the order of their paths.
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.updated()));
    entries.truncate(MOST_ENTRIES);
    entries
}

/// The last change of each page, where commits are told.
fn last_changes(site: &Site) -> HashMap<&ChangedPage, &Change> {
    let told = site.keeping.changes.iter().filter(|_| site.config.changes);
    // The latest come first, so those that stay are put in last.
    told.rev().map(|change| (&change.page, change)).collect()
}

/// That a page is gone, and where it went.
fn removed(xml: &mut String, (site, words): (&Site, &Locale), base: &str, change: &Change, gone: &Removed) {
    let successor = gone.successor.map(|id| site.index.page(id));
    let lists = Generated::Changes(None).address(&site.config, &site.index);
    let leads_to = successor.map_or(&lists, |page| &page.url);
    xml.push_str("<entry>\n");
    element(xml, "id", &format!("{base}{}", gone.address.encoded()));
    element(xml, "title", &gone.title);
    element(xml, "updated", &change.moment.instant.to_string());
    empty(xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &format!("{base}{}", leads_to.encoded()))]);
    let went = successor.map(|page| words.fill("went_to", &[("page", &page.title)]));
    let subject = change.commit.as_ref().and_then(|commit| commit.subject.as_deref());
    let told = [Some(words.text("change_removed")), subject, went.as_deref()];
    element(xml, "content", &told.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    xml.push_str("</entry>\n");
}

fn page(xml: &mut String, site: &Site, base: &str, (id, past): (PageId, &PagePast), last: Option<&Change>) {
    let page = site.index.page(id);
    let parsed = site.parsed(id);
    let address = format!("{base}{}", page.url.encoded());
    xml.push_str("<entry>\n");
    element(xml, "id", &address);
    element(xml, "title", &page.title);
    element(xml, "published", &past.created.instant.to_string());
    // A page can be older by its author's clock than its first commit; a feed in which it changes before it appears would be
    // invalid.
    element(xml, "updated", &past.changed.instant.max(past.created.instant).to_string());
    empty(xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &address)]);
    for author in &parsed.front_matter.authors {
        person(xml, "author", author);
    }
    for name in &past.contributors {
        person(xml, "contributor", name);
    }
    for stage in page.membership.stages.iter().filter(|_| site.index.shows_journey) {
        let stage = site.config.journey.stage(*stage);
        empty(xml, "category", &[("term", &stage.id), ("label", &stage.title)]);
    }
    if let Some(description) = view::description(parsed) {
        element(xml, "summary", &description);
    }
    if let Some(commit) = last.and_then(|change| change.commit.as_ref()) {
        if let Some(subject) = &commit.subject {
            element(xml, "content", subject);
        }
        if let Some(href) = view::repository::compare_href(site, commit, commit) {
            empty(xml, "link", &[("rel", "related"), ("type", "text/html"), ("href", &href)]);
        }
    }
    xml.push_str("</entry>\n");
}

fn person(xml: &mut String, role: &str, name: &str) {
    xml.push('<');
    xml.push_str(role);
    xml.push('>');
    element(xml, "name", name);
    xml.truncate(xml.trim_end().len());
    xml.push_str("</");
    xml.push_str(role);
    xml.push_str(">\n");
}
