//! What the results of the phases are made from.

use crate::config::Config;
use crate::fingerprint::Fingerprint;
use crate::generated::GeneratedOutputs;
use crate::index::{Index, Page, Surroundings};
use crate::keeping::Keeping;
use crate::labels::Labels;
use crate::link::{PageLinks, Resolution, Target};
use crate::path::SourcePath;
use crate::promises::Audience;
use crate::resolve::Site;
use crate::source::{Source, Sources};
use crate::theme::Theme;

use super::PageInputs;

/// The fingerprints of what a handbook's phase results are made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseInputs {
    /// The configuration, with the flags over it.
    pub config: Fingerprint,
    /// Which files there are, and where.
    pub files: Fingerprint,
    /// Of the index, its anchors left out.
    pub index: Fingerprint,
    /// The index itself, its anchors left out.
    pub index_made: Fingerprint,
    /// Of what is generated.
    pub generated: Fingerprint,
    /// Of the links of every page, besides the page itself and the anchors of others.
    pub links: Fingerprint,
    /// Of the navigation.
    pub navigation: Fingerprint,
    /// Of the backlinks.
    pub backlinks: Fingerprint,
    /// Of the plan.
    pub plan: Fingerprint,
}

/// The configuration as it is in force.
pub(crate) fn config(config: &Config) -> Fingerprint {
    Fingerprint::new(config)
}

/// Which files the content holds: their paths, and which of them are pages.
pub(crate) fn files(sources: &Sources) -> Fingerprint {
    let Sources { roots, files } = sources;
    let file = |(path, source)| (path, matches!(source, &Source::Page(_)));
    Fingerprint::new(&(roots, files.iter().map(file).collect::<Vec<_>>()))
}

/// What the index is made from, its anchors left out.
pub(crate) fn index(config: Fingerprint, files: Fingerprint, pages: &[PageInputs]) -> Fingerprint {
    Fingerprint::new(&(config, files, pages.iter().map(|page| page.indexed).collect::<Vec<_>>()))
}

/// The index itself, its anchors left out: what is made from it can stay when another front matter made the same of it.
pub(crate) fn index_made(index: &Index, pages: &[Page], files: Fingerprint) -> Fingerprint {
    // Names and places follow from the entries, the files and the names that pages give themselves.
    let names: Vec<_> =
        pages.iter().map(|page| &page.parsed.front_matter.aliases).filter(|aliases| !aliases.is_empty()).collect();
    Fingerprint::new(&(files, &index.pages, &index.folders, index.shows_journey, index.has_diagrams, &index.landings, names))
}

/// What the generated outputs are decided from.
pub(crate) fn generated(
    made: (Fingerprint, Fingerprint),
    surroundings: &Surroundings,
    theme: &Theme,
    keeping: &Keeping,
    labels: &Labels,
    index: &Index,
) -> Fingerprint {
    let Keeping { owners, day: _, .. } = keeping;
    Fingerprint::new(&(
        made,
        &surroundings.history,
        theme.planned(),
        owners,
        keeping.has_reviews(index),
        labels.all_used(),
        labels.shows_kinds(),
    ))
}

/// What the links of every page are resolved against, except anchors.
pub(crate) fn links(
    config: Fingerprint,
    index: Fingerprint,
    surroundings: &Surroundings,
    generated: &GeneratedOutputs,
) -> Fingerprint {
    // Dates and sizes show in pages, and lead nowhere.
    let Surroundings { repository_files, image_sizes: _, repository, history: _, day: _, samples: _, codeowners: _ } =
        surroundings;
    Fingerprint::new(&(config, index, repository_files, repository, generated))
}

/// What the navigation is made from.
pub(crate) fn navigation(config: Fingerprint, index: Fingerprint) -> Fingerprint {
    Fingerprint::new(&(config, index))
}

/// What the backlinks are made from: which page each link of each page leads to.
pub(crate) fn backlinks<'a>(index: Fingerprint, links: impl Iterator<Item = &'a PageLinks>) -> Fingerprint {
    let page = |resolution: &Resolution| match resolution {
        Resolution::Internal { target: Target::Page(id), .. } => Some(*id),
        Resolution::Internal { target: Target::Asset(_) | Target::Generated(_), .. }
        | Resolution::Repository { .. }
        | Resolution::Beside { .. }
        | Resolution::External
        | Resolution::Missing
        | Resolution::Removed => None,
    };
    Fingerprint::new(&(index, links.map(|links| links.resolutions.iter().map(page).collect::<Vec<_>>()).collect::<Vec<_>>()))
}

/// What the plan is made from: `inputs` are those of the configuration, the index and what is generated, `parts` how many pieces the
/// search has of each page's text.
pub(crate) fn plan(
    inputs: (Fingerprint, Fingerprint, Fingerprint),
    theme: &Theme,
    site: &Site,
    parts: impl Iterator<Item = usize>,
) -> Fingerprint {
    // In a bare folder the files are published that links lead to, and those of internal pages are withheld.
    let reads_links = site.sources.roots.is_bare
        || site.sources.files.keys().any(SourcePath::is_published_on_demand)
        || site.index.pages.iter().any(|page| page.audience == Audience::Internal);
    let links = site.links.iter().filter(|_| reads_links).flat_map(|links| &links.resolutions);
    let linked = links.filter_map(|resolution| match resolution {
        Resolution::Internal { target: Target::Asset(path), .. } => Some(path),
        _ => None,
    });
    // A link to what is withheld is told at its place.
    let places = site.pages.iter().filter(|_| reads_links && !site.sources.roots.is_bare);
    let places: Vec<_> = places.map(|page| page.parsed.links.iter().map(|link| &link.span).collect::<Vec<_>>()).collect();
    Fingerprint::new(&(inputs, theme.planned(), linked.collect::<Vec<_>>(), places, parts.collect::<Vec<_>>()))
}
