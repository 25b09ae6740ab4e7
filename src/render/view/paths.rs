//! Reading paths: the list of them, a page for each, and which of them a page is on.

use crate::config::ReadingPath;
use crate::generated::Generated;
use crate::index::PageId;
use crate::parse::{lossy_text, markdown};
use crate::path::encode_fragment;
use crate::reading_paths::{Route, Step};
use crate::render::context::{ListingContext, ListingEntry, ListingSection, NamedPage};

use super::{Here, READING_SPEED, description, status};

/// All paths, with how much there is to read.
pub(in crate::render) fn paths(here: Here<'_>) -> ListingContext {
    let entries = all(here).map(|(place, path, route)| ListingEntry {
        title: path.title.to_string(),
        href: here.generated_href(&Generated::path(place, path)),
        description: path.summary.as_deref().map(str::to_owned),
        about: Some(length(here, route)),
        ..ListingEntry::default()
    });
    ListingContext {
        lead: Some(here.locale.text("paths_lead").to_owned()),
        sections: vec![ListingSection { entries: entries.collect(), ..ListingSection::default() }],
        ..ListingContext::default()
    }
}

/// One path: its steps in order, each to be ticked.
pub(in crate::render) fn path(here: Here<'_>, place: usize) -> ListingContext {
    let Some((_, path, route)) = all(here).nth(place) else { return ListingContext::default() };
    let entries = route.steps.iter().map(|step| entry(here, step)).collect();
    ListingContext {
        lead: path.summary.as_deref().map(str::to_owned),
        note: Some(length(here, route)),
        ticks: Some(path.id.to_string()),
        sections: vec![ListingSection { entries, ..ListingSection::default() }],
        ..ListingContext::default()
    }
}

fn all(here: Here<'_>) -> impl Iterator<Item = (usize, &ReadingPath, &Route)> {
    let site = here.site;
    site.config.paths.iter().zip(&site.routes).enumerate().map(|(place, (path, route))| (place, path, route))
}

/// How many pages there are, and how long it takes to read them.
fn length(here: Here<'_>, route: &Route) -> String {
    let words: usize = route.steps.iter().map(|step| words(here, step)).sum();
    let minutes = here.locale.count("minutes_to_read", words.div_ceil(READING_SPEED).max(1));
    format!("{} · {minutes}", here.locale.count("pages", route.steps.len()))
}

fn entry(here: Here<'_>, step: &Step) -> ListingEntry {
    let site = here.site;
    let page = site.index.page(step.page);
    let section =
        step.anchor.as_deref().and_then(|anchor| site.parsed(step.page).headings.iter().find(|heading| *heading.id == *anchor));
    let anchor = step.anchor.as_deref().map(|anchor| format!("#{}", encode_fragment(anchor))).unwrap_or_default();
    let minutes = words(here, step).div_ceil(READING_SPEED).max(1);
    ListingEntry {
        title: section.map_or_else(|| page.title.to_string(), |heading| format!("{}: {}", page.title, heading.text)),
        href: Some(format!("{}{anchor}", here.page_href(step.page))),
        description: description(site.parsed(step.page)).filter(|_| section.is_none()),
        about: Some(here.locale.count("minutes_to_read", minutes)),
        status: status::mark(here, step.page),
        tick: Some(format!("{}{anchor}", page.url.encoded())),
        ..ListingEntry::default()
    }
}

/// The words of a step: of its section alone, where it names one.
fn words(here: Here<'_>, step: &Step) -> usize {
    let parsed = here.site.parsed(step.page);
    let Some(anchor) = &step.anchor else { return parsed.words };
    let Some(place) = parsed.headings.iter().position(|heading| heading.id == *anchor) else { return parsed.words };
    let heading = &parsed.headings[place];
    let text = lossy_text(here.site.bytes(step.page));
    let next = parsed.headings[place + 1..].iter().find(|next| next.level <= heading.level && !next.is_quoted);
    let end = next.map_or(text.len(), |next| next.span.start);
    let inside = |at: usize| at >= heading.span.start && at < end;
    let events = markdown::events(&text, parsed.body);
    let prose = events.iter().filter(|(_, range)| inside(range.start)).filter_map(|(event, _)| match event {
        pulldown_cmark::Event::Text(words) => Some(words.split_whitespace().count()),
        _ => None,
    });
    prose.sum()
}

/// The paths that a page is on.
pub(super) fn of_page(here: Here<'_>, id: PageId) -> Vec<NamedPage> {
    let on = all(here).filter(|(_, _, route)| route.steps.iter().any(|step| step.page == id));
    let named = |(place, path, _): (usize, &ReadingPath, &Route)| {
        Some(NamedPage { title: path.title.to_string(), href: here.generated_href(&Generated::path(place, path))? })
    };
    on.filter_map(named).collect()
}
