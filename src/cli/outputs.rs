//! Every output of a handbook, made on all cores.

use std::collections::HashSet;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::diagnostic::{Checked, Diagnostic};
use crate::path::OutputPath;
use crate::pipeline::Handbook;
use crate::plan::Recipe;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;

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
    let outputs: Vec<(&OutputPath, &Recipe)> = handbook.plan.outputs.iter().collect();
    let diagnostics: Vec<Diagnostic> = outputs
        .into_par_iter()
        .flat_map_iter(|(path, recipe)| {
            let Checked { value, diagnostics } = renderer.render(recipe);
            take(path, recipe, &value);
            diagnostics
        })
        .collect();
    let mut seen = HashSet::new();
    let is_first =
        |problem: &Diagnostic| seen.insert((problem.code, problem.origin.clone(), problem.span.clone(), problem.message.clone()));
    let mut diagnostics = diagnostics;
    diagnostics.retain(is_first);
    diagnostics
}
