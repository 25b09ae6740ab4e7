//! Every output of a handbook, and the problems that concern them as a whole.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::clock::Clock;
use super::progress::Phase;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::OutputPath;
use crate::pipeline::Handbook;
use crate::plan::{OutputKind, Recipe};
use crate::render::highlight::Highlighter;
use crate::render::{Renderer, Slowest};
use crate::source::Source;
use crate::theme::Author;

/// Renders every output, passes each to `take` as soon as it is ready, from many threads, and returns the problems. For an output
/// that need not be rendered, `keep` returns its size. What took long is recorded in `slowest`.
///
/// A fault in a template occurs on every page that uses it. It is reported once, with the first of them.
pub(super) fn render_all(
    handbook: &Handbook,
    slowest: Option<Arc<Slowest>>,
    keep: impl Fn(&OutputPath, &Recipe) -> Option<u64> + Sync,
    take: impl Fn(&OutputPath, &Recipe, &[u8]) + Sync,
) -> Vec<Diagnostic> {
    // A template that did not compile would be missing on every page; that has been reported already.
    if !handbook.theme.is_whole() {
        return Vec::new();
    }
    let highlighter = Highlighter::new().recording(slowest);
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

/// Renders what can have problems, and returns them as [`render_all`] would; the output is dropped.
///
/// Only templates can fail, so other files are not rendered. The built-in templates treat pages of one kind alike, so one page of
/// each kind and a sample are enough; if the project has templates or texts of its own, every page is rendered.
pub(super) fn render_for_problems(handbook: &Handbook, clock: &Clock) -> Vec<Diagnostic> {
    let pages: Vec<(&OutputPath, &Recipe)> =
        handbook.plan.outputs.iter().filter(|(_, recipe)| recipe.is_from_template()).collect();
    let due = if handbook.theme.author() == Author::Project {
        pages.iter().map(|(path, _)| *path).collect()
    } else {
        sample(handbook, &pages)
    };
    let is_left = |path: &OutputPath, _: &Recipe| if due.contains(path) { None } else { Some(0) };
    let sizes = Mutex::new(Sizes::new());
    let progress = clock.progress(Phase { verb: "rendering", of: "pages", all: due.len() });
    let mut problems = render_all(handbook, clock.slowest(), is_left, |_, recipe, bytes| {
        progress.one_more();
        sizes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(OutputKind::new(&handbook.site, recipe))
            .or_default()
            .push(bytes.len());
    });
    // Only the whole site shows how near it is to its size limit; far from the limit an estimate is enough.
    let html = guess(handbook, &pages, &sizes.into_inner().unwrap_or_else(PoisonError::into_inner));
    let texts: u64 = handbook.site.texts().map(|bytes| bytes.len() as u64).sum();
    let size = html + FILES_PER_TEXT * texts + assets_size(handbook);
    if due.len() < pages.len() && (LARGE / 10 * 8..LARGE / 10 * 13).contains(&size) {
        drop(progress);
        let progress = clock.progress(Phase { verb: "rendering", of: "files", all: handbook.plan.outputs.len() });
        return render_all(handbook, clock.slowest(), |_, _| None, |_, _, _| progress.one_more());
    }
    problems.retain(|problem| problem.code != Code::LargeSite);
    problems.extend(too_large(size));
    problems
}

/// The sizes in bytes of the pages that were rendered, by kind.
type Sizes = HashMap<OutputKind, Vec<usize>>;

/// An estimate of the bytes of all pages: pages of a kind are assumed to be as long as the rendered ones. There is only one list of
/// all pages, and it may be longer than a thousand other pages.
fn guess(handbook: &Handbook, pages: &[(&OutputPath, &Recipe)], sizes: &Sizes) -> u64 {
    let mean = |sizes: &Vec<usize>| sizes.iter().sum::<usize>() as u64 / (sizes.len() as u64).max(1);
    let means: HashMap<OutputKind, u64> = sizes.iter().map(|(kind, sizes)| (*kind, mean(sizes))).collect();
    pages.iter().map(|(_, recipe)| means.get(&OutputKind::new(&handbook.site, recipe)).copied().unwrap_or_default()).sum()
}

/// How many bytes of files besides HTML there are for each byte of text: as Markdown, and for the search. `llms-full.txt` has a limit.
const FILES_PER_TEXT: u64 = 2;

/// The most pages of one kind that are rendered as a sample.
const SAMPLE: usize = 64;

/// The first page of each kind, and pages spread over the handbook.
fn sample<'a>(handbook: &'a Handbook, pages: &[(&'a OutputPath, &'a Recipe)]) -> HashSet<&'a OutputPath> {
    let first = handbook.plan.one_of_each_kind(&handbook.site);
    let step = pages.len().div_ceil(SAMPLE).max(1);
    first.chain(pages.iter().step_by(step).copied()).map(|(path, _)| path).collect()
}

/// The bytes of the files that are copied.
fn assets_size(handbook: &Handbook) -> u64 {
    let assets = handbook.plan.outputs.values().filter_map(|recipe| match recipe {
        Recipe::Asset(path) => handbook.site.sources.files.get(path),
        _ => None,
    });
    assets.map(|source| if let Source::Asset(facts) = source { facts.size } else { 0 }).sum()
}

/// Warns about a site that is near the size limit of GitHub Pages.
fn too_large(bytes: u64) -> Option<Diagnostic> {
    let message = format!("the site has {} MB, and GitHub Pages takes no more than 1 GB", bytes / 1_000_000);
    let help = "leave large files out by `exclude:`, or put them elsewhere and link to them";
    (bytes >= LARGE).then(|| Diagnostic::new(Code::LargeSite, message).help(help))
}

/// The number of bytes from which a site is near the limit.
const LARGE: u64 = 900_000_000;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::options::Verbosity;
    use crate::fixture::WholeSite;

    #[test]
    fn a_site_near_the_limit_is_told() {
        assert_eq!(too_large(LARGE - 1), None);
        let told = too_large(1_234_567_890).map(|diagnostic| (diagnostic.code, diagnostic.message));
        let message = "the site has 1234 MB, and GitHub Pages takes no more than 1 GB".to_owned();
        assert_eq!(told, Some((Code::LargeSite, message)));
    }

    #[test]
    fn a_page_of_each_kind_is_rendered_and_few_more() {
        let pages: String = (0..500).map(|number| format!("//- content/adoption/p{number}.md\n# P\n")).collect();
        let whole = WholeSite::clean(&format!(
            "{pages}//- content/index.md\n# Home\n//- content/advocacy/index.md\n# Bow\n\nIt is theirs.\n//- content/x/y.md\n---\naliases: [/z/]\n---\n# Y\n"
        ));
        let outputs = &whole.handbook.plan.outputs;
        let all: Vec<_> = outputs.iter().filter(|(_, recipe)| recipe.is_from_template()).collect();
        let sampled = sample(&whole.handbook, &all);
        assert!((SAMPLE / 2..SAMPLE + 16).contains(&sampled.len()), "{}", sampled.len());
        for path in ["index.html", "advocacy/index.html", "x/index.html", "z/index.html", "map/index.html", "404.html"] {
            assert!(sampled.contains(&OutputPath::from(path)), "{path}");
        }
        assert_eq!(render_for_problems(&whole.handbook, &Clock::start(Verbosity::Quiet)), []);
    }

    #[test]
    fn the_size_of_all_pages_is_guessed_from_a_few() {
        let pages: String =
            (0..900).map(|number| format!("//- content/p{number}.md\n# A page with a long title {number}\n")).collect();
        let handbook = WholeSite::clean(&format!("{pages}//- content/index.md\n# Home\n")).handbook;
        let pages: Vec<_> = handbook.plan.outputs.iter().filter(|(_, recipe)| recipe.is_from_template()).collect();
        let due = sample(&handbook, &pages);
        let (all, some) = (AtomicU64::new(0), Mutex::new(Sizes::new()));
        render_all(
            &handbook,
            None,
            |_, recipe| (!recipe.is_from_template()).then_some(0),
            |path, recipe, bytes| {
                all.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                if due.contains(path) {
                    some.lock()
                        .expect("no thread panics")
                        .entry(OutputKind::new(&handbook.site, recipe))
                        .or_default()
                        .push(bytes.len());
                }
            },
        );
        let (all, guessed) = (all.into_inner(), guess(&handbook, &pages, &some.into_inner().expect("no thread panics")));
        assert!(all.abs_diff(guessed) < all / 20, "{guessed} guessed, {all} in all");
    }

    #[test]
    fn with_templates_of_ones_own_every_page_is_rendered() {
        let pages: String = (0..200).map(|number| format!("//- content/p{number}.md\n# P\n")).collect();
        let faulty = "//- themes/default/templates/page.html\n{% if page.title == \"Odd\" %}{{ page.nothing.more }}{% endif %}\n";
        let whole = WholeSite::parse(&format!("{pages}//- content/p7.md\n# Odd\n{faulty}"));
        assert_eq!(render_for_problems(&whole.handbook, &Clock::start(Verbosity::Quiet)).len(), 1);
    }
}
