//! The pages that a handbook has, whoever writes them.

use std::sync::Arc;

use crate::config::{Config, PrintConfig};
use crate::index::Index;
use crate::journey::StageIndex;
use crate::keeping::Keeping;
use crate::labels::Labels;

use super::Generated;

/// All of them: those of every handbook, then those about how it is kept, about what its pages say they are, and its reading paths.
pub(super) fn candidates<'a>(
    config: &'a Config,
    index: &'a Index,
    keeping: &'a Keeping,
    labels: &'a Labels,
) -> impl Iterator<Item = Generated> + 'a {
    pages(config, index).chain(kept(index, keeping)).chain(labelled(config, labels)).chain(paths(config))
}

/// The pages that are generated where nobody wrote one, and the list of all addresses.
fn pages<'a>(config: &'a Config, index: &'a Index) -> impl Iterator<Item = Generated> + 'a {
    let stages = if index.shows_journey { config.journey.stages.len() } else { 0 };
    let landings = (0..stages).map(|position| Generated::Landing(StageIndex(position)));
    let map = (stages > 0 && !config.journey.needs.is_empty()).then_some(Generated::Map);
    let folders = index.folders.iter().filter(|(_, folder)| folder.own_page.is_none());
    let folders = folders.map(|(path, _)| Generated::Folder(Arc::from(&**path)));
    let always = [Generated::NotFound, Generated::Urls, Generated::AllPages];
    let booklets = (config.print >= PrintConfig::Stages).then_some(0..stages).into_iter().flatten();
    let booklets = booklets.map(|position| Generated::Booklet(Some(StageIndex(position))));
    let whole = (config.print == PrintConfig::All).then_some(Generated::Booklet(None));
    let facts = config.pages_json.then_some(Generated::Pages);
    let scopes = std::iter::once(None).chain((0..stages).map(|position| Some(StageIndex(position))));
    let changes = scopes.filter(|_| config.changes).map(Generated::Changes);
    let always = always.into_iter().chain(facts).chain(changes);
    std::iter::once(Generated::Home).chain(landings).chain(map).chain(folders).chain(always).chain(booklets).chain(whole)
}

/// The pages about reviews and owners.
fn kept<'a>(index: &'a Index, keeping: &'a Keeping) -> impl Iterator<Item = Generated> + 'a {
    let reviews = keeping.has_reviews(index).then_some(Generated::Reviews);
    let owners = (!keeping.owners.is_empty()).then_some(Generated::Owners);
    let each = keeping.owners.iter().map(Generated::owner);
    reviews.into_iter().chain(owners).chain(each)
}

/// The reading paths.
fn paths(config: &Config) -> impl Iterator<Item = Generated> + '_ {
    let list = (!config.paths.is_empty()).then_some(Generated::Paths);
    list.into_iter().chain(config.paths.iter().enumerate().map(|(place, path)| Generated::path(place, path)))
}

/// The lists of what pages say they are: of the facets and values that a page has.
fn labelled<'a>(config: &'a Config, labels: &'a Labels) -> impl Iterator<Item = Generated> + 'a {
    config.labels.facets.iter().enumerate().flat_map(move |(place, facet)| {
        let each: Vec<Generated> = labels.used(config, place).map(|label| Generated::label((place, facet), label)).collect();
        let all = (!each.is_empty()).then(|| Generated::facet(place, facet));
        all.into_iter().chain(each)
    })
}
