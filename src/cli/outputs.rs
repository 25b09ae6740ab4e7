//! Every output of a handbook, made on all cores.

use std::collections::{BTreeMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::iter::{IntoParallelIterator, ParallelExtend, ParallelIterator};

use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::index::PageId;
use crate::path::OutputPath;
use crate::pipeline::Handbook;
use crate::plan::Recipe;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;
use crate::source::Source;

/// Renders every output and hands each to `take`, from many threads, as soon as it is made; gives what was wrong.
///
/// A fault of a template shows on every page that uses it. It is reported once, with the first of them.
pub(super) fn render_all(handbook: &Handbook, take: impl Fn(&OutputPath, &Recipe, &[u8]) + Sync) -> Vec<Diagnostic> {
    // A template that did not compile would be missing on every page; that is told already.
    if !handbook.theme.is_whole() {
        return Vec::new();
    }
    let highlighter = Highlighter::new();
    let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &highlighter);
    let size = AtomicU64::new(0);
    let finish = |(path, recipe): Output<'_>, made: Checked<Vec<u8>>| -> Vec<Diagnostic> {
        size.fetch_add(made.value.len() as u64, Ordering::Relaxed);
        take(path, recipe, &made.value);
        made.diagnostics
    };
    let (last, first): (Vec<_>, Vec<_>) = handbook.plan.outputs.iter().partition(|(_, recipe)| recipe.needs_search_index());
    let first = parcels(first).into_par_iter().flat_map_iter(|(page, outputs)| {
        let mut diagnostics = Vec::new();
        let mut finish = |place: usize, made| diagnostics.extend(finish(outputs[place], made));
        match page {
            Some(page) => renderer.render_page(page, outputs.iter().map(|(_, recipe)| *recipe), finish),
            None => outputs.iter().enumerate().for_each(|(place, (_, recipe))| finish(place, renderer.render(recipe))),
        }
        diagnostics
    });
    let mut diagnostics: Vec<Diagnostic> = first.collect();
    handbook.site.search.prepare();
    diagnostics.par_extend(last.into_par_iter().flat_map_iter(|output| finish(output, renderer.render(output.1))));
    let site_size = size.load(Ordering::Relaxed) + assets_size(handbook);
    let mut seen = HashSet::new();
    let is_first =
        |problem: &Diagnostic| seen.insert((problem.code, problem.origin.clone(), problem.span.clone(), problem.message.clone()));
    diagnostics.retain(is_first);
    diagnostics.extend(too_large(site_size));
    diagnostics
}

/// An output and how it is made.
type Output<'h> = (&'h OutputPath, &'h Recipe);

/// The outputs in parcels that one thread makes at once: those that the same page is read for, with the page, or a single one.
///
/// A page's parcel stands where its HTML stood.
fn parcels(outputs: Vec<Output<'_>>) -> Vec<(Option<PageId>, Vec<Output<'_>>)> {
    let mut besides: BTreeMap<PageId, Vec<Output<'_>>> = BTreeMap::new();
    let mut parcels = Vec::with_capacity(outputs.len());
    for output in outputs {
        match (output.1, output.1.page_read()) {
            (Recipe::Search(_), Some(page)) => besides.entry(page).or_default().push(output),
            (_, page) => parcels.push((page, vec![output])),
        }
    }
    for (page, outputs) in &mut parcels {
        outputs.extend(page.and_then(|page| besides.remove(&page)).unwrap_or_default());
    }
    parcels.extend(besides.into_iter().map(|(page, outputs)| (Some(page), outputs)));
    parcels
}

/// How many bytes the files take that are copied.
fn assets_size(handbook: &Handbook) -> u64 {
    let assets = handbook.plan.outputs.values().filter_map(|recipe| match recipe {
        Recipe::Asset(path) => handbook.site.sources.files.get(path),
        _ => None,
    });
    assets.map(|source| if let Source::Asset(facts) = source { facts.size } else { 0 }).sum()
}

/// Warns of a site that is near what GitHub Pages takes.
fn too_large(bytes: u64) -> Option<Diagnostic> {
    let message = format!("the site has {} MB, and GitHub Pages takes no more than 1 GB", bytes / 1_000_000);
    let help = "leave large files out by `exclude:`, or put them elsewhere and link to them";
    (bytes >= LARGE).then(|| Diagnostic::new(Code::LargeSite, message).help(help))
}

/// From how many bytes on a site is near the limit.
const LARGE: u64 = 900_000_000;

#[cfg(test)]
mod tests {
    use super::*;

    /// Row 75.
    #[test]
    fn a_site_near_the_limit_is_told() {
        assert_eq!(too_large(LARGE - 1), None);
        let told = too_large(1_234_567_890).map(|diagnostic| diagnostic.message);
        assert_eq!(told.as_deref(), Some("the site has 1234 MB, and GitHub Pages takes no more than 1 GB"));
    }
}
