//! Every output of a handbook, and what is told of them as a whole.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::diagnostic::{Code, Diagnostic};
use crate::path::OutputPath;
use crate::pipeline::Handbook;
use crate::plan::Recipe;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;
use crate::source::Source;

/// Renders every output and hands each to `take`, from many threads, as soon as it is made; gives what was wrong. An output that need
/// not be made, `keep` gives the size of.
///
/// A fault of a template shows on every page that uses it. It is reported once, with the first of them.
pub(super) fn render_all(
    handbook: &Handbook,
    keep: impl Fn(&OutputPath, &Recipe) -> Option<u64> + Sync,
    take: impl Fn(&OutputPath, &Recipe, &[u8]) + Sync,
) -> Vec<Diagnostic> {
    // A template that did not compile would be missing on every page; that is told already.
    if !handbook.theme.is_whole() {
        return Vec::new();
    }
    let highlighter = Highlighter::new();
    let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &highlighter);
    let size = AtomicU64::new(0);
    let is_kept = |path: &OutputPath, recipe: &Recipe| {
        let kept = keep(path, recipe);
        size.fetch_add(kept.unwrap_or_default(), Ordering::Relaxed);
        kept.is_some()
    };
    let mut diagnostics = renderer.render_all(is_kept, |path, recipe, bytes| {
        size.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        take(path, recipe, bytes);
    });
    let site_size = size.load(Ordering::Relaxed) + assets_size(handbook);
    let mut seen = HashSet::new();
    let is_first =
        |problem: &Diagnostic| seen.insert((problem.code, problem.origin.clone(), problem.span.clone(), problem.message.clone()));
    diagnostics.retain(is_first);
    diagnostics.extend(too_large(site_size));
    diagnostics
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
