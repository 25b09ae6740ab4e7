//! The inputs of the phases' results.

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

/// The fingerprints of the inputs of a handbook's phase results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PhaseInputs {
    /// The configuration, overridden by the flags.
    pub config: Fingerprint,
    /// Which files there are, and where.
    pub files: Fingerprint,
    /// Of the index, without its anchors.
    pub index: Fingerprint,
    /// The index itself, without its anchors.
    pub index_made: Fingerprint,
    /// Of the generated outputs.
    pub generated: Fingerprint,
    /// Of the links of every page, not counting the page itself and the anchors of others.
    pub links: Fingerprint,
    /// Of the navigation.
    pub navigation: Fingerprint,
    /// Of the backlinks.
    pub backlinks: Fingerprint,
    /// Of the plan.
    pub plan: Fingerprint,
}

/// The effective configuration.
pub(crate) fn config(config: &Config) -> Fingerprint {
    Fingerprint::new(config)
}

/// The files of the content: their paths, and which of them are pages.
pub(crate) fn files(sources: &Sources) -> Fingerprint {
    let Sources { roots, files } = sources;
    let file = |(path, source)| (path, matches!(source, &Source::Page(_)));
    Fingerprint::new(&(roots, files.iter().map(file).collect::<Vec<_>>()))
}

/// The inputs of the index, without its anchors.
pub(crate) fn index(config: Fingerprint, files: Fingerprint, pages: &[PageInputs]) -> Fingerprint {
    Fingerprint::new(&(config, files, pages.iter().map(|page| page.indexed).collect::<Vec<_>>()))
}

/// The index itself, without its anchors: its dependants can be kept if different front matter gave the same index.
pub(crate) fn index_made(index: &Index, pages: &[Page], files: Fingerprint) -> Fingerprint {
    // Names and places follow from the entries, the files and the aliases of pages.
    let names: Vec<_> =
        pages.iter().map(|page| &page.parsed.front_matter.aliases).filter(|aliases| !aliases.is_empty()).collect();
    Fingerprint::new(&(files, &index.pages, &index.folders, index.shows_journey, index.has_diagrams, &index.landings, names))
}

/// The inputs of the generated outputs.
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

/// The inputs of resolving every page's links, except anchors.
pub(crate) fn links(
    config: Fingerprint,
    index: Fingerprint,
    surroundings: &Surroundings,
    generated: &GeneratedOutputs,
) -> Fingerprint {
    // Dates and sizes are shown on pages, but do not affect links.
    let Surroundings { repository_files, image_sizes: _, repository, history: _, day: _, samples: _, codeowners: _ } =
        surroundings;
    Fingerprint::new(&(config, index, repository_files, repository, generated))
}

/// The inputs of the navigation.
pub(crate) fn navigation(config: Fingerprint, index: Fingerprint) -> Fingerprint {
    Fingerprint::new(&(config, index))
}

/// The inputs of the backlinks: the page to which each link of each page leads.
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

/// The inputs of the plan: `inputs` are those of the configuration, the index and the generated outputs; `parts` is the number of
/// pieces of each page's text in the search.
pub(crate) fn plan(
    inputs: (Fingerprint, Fingerprint, Fingerprint),
    theme: &Theme,
    site: &Site,
    parts: impl Iterator<Item = usize>,
) -> Fingerprint {
    // In a bare folder the files that links lead to are published, and those of internal pages are withheld.
    let reads_links = site.sources.roots.is_bare
        || site.sources.files.keys().any(SourcePath::is_published_on_demand)
        || site.index.pages.iter().any(|page| page.audience == Audience::Internal);
    let links = site.links.iter().filter(|_| reads_links).flat_map(|links| &links.resolutions);
    let linked = links.filter_map(|resolution| match resolution {
        Resolution::Internal { target: Target::Asset(path), .. } => Some(path),
        _ => None,
    });
    // A link to a withheld file is reported at its place.
    let places = site.pages.iter().filter(|_| reads_links && !site.sources.roots.is_bare);
    let places: Vec<_> = places.map(|page| page.parsed.links.iter().map(|link| &link.span).collect::<Vec<_>>()).collect();
    Fingerprint::new(&(inputs, theme.planned(), linked.collect::<Vec<_>>(), places, parts.collect::<Vec<_>>()))
}
