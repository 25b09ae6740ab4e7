//! What pages say they are by tags and facets: chips, and the lists of the pages that say the same.

use crate::config::Facet;
use crate::generated::Generated;
use crate::index::PageId;
use crate::labels::WORK;
use crate::parse::FrontMatter;
use crate::path::encode_fragment;
use crate::render::context::{LabelGroup, LabelRef, ListingContext, ListingEntry, ListingSection, WorkContext};

use super::Here;
use super::keeping::entry;

/// What it takes to do what a page tells of, and what comes of it, as far as its front matter says it.
pub(super) fn work(front_matter: &FrontMatter) -> Option<WorkContext> {
    let said = |key| front_matter.said_as_text(key);
    let work = WorkContext { effort: said("effort"), cadence: said("cadence"), role: said("role"), outcome: said("outcome") };
    WORK.iter().any(|key| said(key).is_some()).then_some(work)
}

/// The tags and facets of a page, each leading to the pages that have it.
pub(super) fn groups(here: Here<'_>, id: PageId) -> Vec<LabelGroup> {
    let labels = here.site.labels.page(id);
    let facets = here.site.config.labels.facets.iter().enumerate();
    let group = |(place, facet): (usize, &Facet)| {
        let values = labels.of(place).iter().filter_map(|number| {
            let label = facet.values.get(*number)?;
            let href = here.generated_href(&Generated::label((place, facet), (*number, label)));
            // A page that lists leave out may have what no other page has.
            Some(LabelRef {
                id: label.id.to_string(),
                title: label.title.to_string(),
                href: href.unwrap_or_default(),
                count: None,
            })
        });
        LabelGroup { key: facet.key.to_string(), title: facet_title(here, facet), values: values.collect() }
    };
    facets.map(group).filter(|group| !group.values.is_empty()).collect()
}

fn facet_title(here: Here<'_>, facet: &Facet) -> String {
    facet.title.as_deref().unwrap_or_else(|| here.locale.text("tags")).to_owned()
}

/// The values of a facet that pages have, with how many.
pub(in crate::render) fn facet(here: Here<'_>, place: usize) -> ListingContext {
    let site = here.site;
    let Some(facet) = site.config.labels.facets.get(place) else { return ListingContext::default() };
    let entries = site.labels.used(&site.config, place).map(|(number, label)| ListingEntry {
        title: label.title.to_string(),
        href: here.generated_href(&Generated::label((place, facet), (number, label))),
        description: label.summary.as_deref().map(str::to_owned),
        about: Some(here.locale.count("pages", site.labels.bearing(&site.index, place, number).count())),
        ..ListingEntry::default()
    });
    let section = ListingSection { entries: entries.collect(), ..ListingSection::default() };
    ListingContext { sections: vec![section], ..ListingContext::default() }
}

/// The pages that have a value of a facet, and what else they have, to narrow the list by.
pub(in crate::render) fn label(here: Here<'_>, place: usize, number: usize) -> ListingContext {
    let site = here.site;
    let Some(facet) = site.config.labels.facets.get(place) else { return ListingContext::default() };
    let Some(label) = facet.values.get(number) else { return ListingContext::default() };
    let pages: Vec<PageId> = site.labels.bearing(&site.index, place, number).collect();
    let section = ListingSection {
        id: "jb-bearing".to_owned(),
        title: here.locale.count("pages", pages.len()),
        href: None,
        entries: pages.iter().map(|id| entry(here, *id)).collect(),
    };
    ListingContext {
        lead: label.summary.as_deref().map(str::to_owned),
        narrow: narrow(here, &format!("{}:{}", facet.filter(), label.id), place, &pages),
        sections: vec![section],
        ..ListingContext::default()
    }
}

/// What some pages have of the other facets, each leading to the search with both filters.
fn narrow(here: Here<'_>, filter: &str, but: usize, pages: &[PageId]) -> Vec<LabelGroup> {
    let site = here.site;
    let Some(search) = here.generated_href(&Generated::AllPages) else { return Vec::new() };
    let others = site.config.labels.facets.iter().enumerate().filter(|(place, _)| *place != but);
    let group = |(place, facet): (usize, &Facet)| {
        let values = facet.values.iter().enumerate().filter_map(|(number, label)| {
            let count = pages.iter().filter(|id| site.labels.page(**id).of(place).contains(&number)).count();
            let query = encode_fragment(&format!("{filter} {}:{}", facet.filter(), label.id));
            let href = format!("{search}?q={query}");
            let label = LabelRef { id: label.id.to_string(), title: label.title.to_string(), href, count: Some(count) };
            (count > 0).then_some(label)
        });
        LabelGroup { key: facet.key.to_string(), title: facet_title(here, facet), values: values.collect() }
    };
    others.map(group).filter(|group| !group.values.is_empty()).collect()
}
