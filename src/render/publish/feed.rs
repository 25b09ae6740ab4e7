//! Atom feeds (RFC 4287) of the pages that are new or whose text changed.

use crate::generated::{Generated, Publication, handbook_title, pages_of, scope_address};
use crate::index::{PageId, PagePast};
use crate::journey::StageIndex;

use crate::locale::Locale;
use crate::render::view;
use crate::resolve::Site;

use super::xml::{element, empty};

/// The most entries of a feed: those who read it come by more often than that many pages change.
const MOST_ENTRIES: usize = 50;

/// The feed of the handbook, or of one stage: the latest changes first.
pub(super) fn feed(site: &Site, words: &Locale, stage: Option<StageIndex>) -> Vec<u8> {
    let Some(base) = site.config.url.as_deref() else { return Vec::new() };
    let own = Generated::Publication(Publication::Feed(stage)).address(&site.config, &site.index);
    let past = |id: PageId| site.surroundings.history.page(&site.index.page(id).path);
    let mut entries: Vec<(PageId, &PagePast)> = pages_of(&site.index, stage).filter_map(|id| Some((id, past(id)?))).collect();
    entries.sort_by(|(left, one), (right, other)| other.changed.instant.cmp(&one.changed.instant).then(left.cmp(right)));
    entries.truncate(MOST_ENTRIES);
    let handbook = handbook_title(&site.config, &site.index, words).to_string();
    let home = format!("{base}{}", scope_address(&site.config, stage).encoded());
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    xml.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
    xml.push_str(&site.config.language);
    xml.push_str("\">\n");
    // What identifies the feed must never change, so it is an address that means this site and nothing else.
    element(&mut xml, "id", &home);
    let stage = stage.map(|stage| site.config.journey.stage(stage));
    let about = stage.map_or(site.config.description.as_deref(), |stage| Some(&*stage.summary));
    element(&mut xml, "title", &stage.map_or_else(|| handbook.clone(), |stage| format!("{} · {handbook}", stage.title)));
    if let Some(about) = about.filter(|about| !about.is_empty()) {
        element(&mut xml, "subtitle", about);
    }
    let updated = entries.first().map(|(_, past)| past.changed.instant.to_string()).unwrap_or_default();
    element(&mut xml, "updated", &updated);
    empty(&mut xml, "link", &[("rel", "self"), ("type", "application/atom+xml"), ("href", &format!("{base}{}", own.encoded()))]);
    empty(&mut xml, "link", &[("rel", "alternate"), ("type", "text/html"), ("href", &home)]);
    // Every entry has an author, since the feed has one.
    person(&mut xml, "author", &handbook);
    element(&mut xml, "generator", "Journeybook");
    for (id, past) in entries {
        entry(&mut xml, site, base, id, past);
    }
    (xml + "</feed>\n").into_bytes()
}

fn entry(xml: &mut String, site: &Site, base: &str, id: PageId, past: &PagePast) {
    let page = site.index.page(id);
    let parsed = site.parsed(id);
    let address = format!("{base}{}", page.url.encoded());
    xml.push_str("<entry>\n");
    element(xml, "id", &address);
    element(xml, "title", &page.title);
    element(xml, "published", &past.created.instant.to_string());
    // A page can be older by its author's clock than its first commit; a feed in which it changes before it appears is wrong.
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
