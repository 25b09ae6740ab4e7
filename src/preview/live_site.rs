//! The site that is shown at present: one generation at a time, with outputs rendered on request.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::Follow;
use super::cache::{Cache, Output};
use super::changed::{self, Changed};
use super::editor::Editor;
use super::generation::Generation;
use super::notice::{Notice, Shown};
use super::problems::Problems;
use super::watch::Message;
use crate::diagnostic::{Checked, Diagnostic};
use crate::locale::ENGLISH;
use crate::path::OutputPath;
use crate::pipeline::Handbook;
use crate::plan::Recipe;
use crate::render::highlight::Highlighter;
use crate::render::{Renderer, Shared};
use crate::theme::{self, DEFAULT_THEME, Theme, ThemeFiles};
use crate::workspace::Workspace;

/// The news for browsers.
#[derive(Debug, Clone, Default, serde::Serialize)]
pub(super) struct News {
    /// The generation that is shown.
    pub(super) generation: u64,
    /// The version of the list of problems.
    pub(super) problems: Arc<str>,
    /// Where browsers that follow the author should go, and since which generation.
    pub(super) saved: Option<(u64, Arc<str>)>,
    /// Where the author is writing in an editor, and how many such places there were before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) place: Option<(u64, Arc<str>)>,
    /// The addresses of assets that the generation changed.
    pub(super) assets: Arc<[String]>,
}

/// The state that server and watch share.
pub(super) struct LiveSite {
    /// The path that the site is served below, with a slash at both ends.
    pub(super) base_path: String,
    editor: Editor,
    highlighter: Highlighter,
    current: Mutex<Arc<Generation>>,
    cache: Mutex<Cache>,
    themes: Mutex<Themes>,
    problems: Mutex<Arc<Problems>>,
    news: watch::Sender<News>,
    faulty: Sender<Message>,
    /// Whether the current theme has not yet been tried on a page of each kind.
    is_untried: AtomicBool,
}

/// The themes that can replace one another.
struct Themes {
    /// Whether a page could not be rendered with the current theme.
    has_failed: bool,
    /// The last theme with which every tried page could be rendered.
    proven: Option<Arc<Theme>>,
    built_in: Arc<Theme>,
}

/// The most addresses of assets that are sent to browsers; if there are more, none are sent, since nobody is looking at that many.
const MOST_ASSETS: usize = 100;
/// The most pages that are rendered to find out whether a theme's fault is fixed.
const MOST_RETRIED: usize = 3;

impl LiveSite {
    /// Shows a first generation. `faulty` is called for pages that the theme cannot render.
    pub(super) fn new(first: Generation, base_path: String, editor: Editor, faulty: Sender<Message>) -> Arc<Self> {
        let built_in = Arc::new(theme::assemble(DEFAULT_THEME, ENGLISH, &ThemeFiles::default()).value);
        let news = News { generation: first.number, ..News::default() };
        Arc::new(Self {
            base_path,
            editor,
            highlighter: Highlighter::new(),
            current: Mutex::new(Arc::new(first)),
            cache: Mutex::default(),
            themes: Mutex::new(Themes { has_failed: false, proven: None, built_in }),
            problems: Mutex::default(),
            news: watch::Sender::new(news),
            faulty,
            is_untried: AtomicBool::new(true),
        })
    }

    /// The present generation.
    pub(super) fn current(&self) -> Arc<Generation> {
        Arc::clone(&held(&self.current))
    }

    /// Its problems.
    pub(super) fn problems(&self) -> Arc<Problems> {
        Arc::clone(&held(&self.problems))
    }

    /// A stream of news.
    pub(super) fn news(&self) -> watch::Receiver<News> {
        self.news.subscribe()
    }

    /// Replaces the generation, informs browsers, and returns the files that changed.
    pub(super) fn swap(&self, workspace: &Workspace, follow: Follow) -> Vec<String> {
        let last = self.current();
        let next = Arc::new(Generation::new(workspace, last.number + 1));
        if !Arc::ptr_eq(&last.handbook.theme, &next.handbook.theme) {
            let mut themes = held(&self.themes);
            if !themes.has_failed {
                themes.proven = Some(Arc::clone(&last.handbook.theme));
            }
            themes.has_failed = false;
            self.is_untried.store(true, Ordering::Relaxed);
        }
        let Changed { files, saved, assets } = changed::between(&last, &next);
        let saved = saved.filter(|_| follow == Follow::Author).map(|saved| (next.number, Arc::from(saved)));
        let assets = if assets.len() > MOST_ASSETS { Vec::new() } else { assets };
        self.news.send_modify(|news| {
            // Inside the lock, so that a client that was served the new generation cannot receive news of the old one.
            *held(&self.current) = Arc::clone(&next);
            let saved = saved.or(news.saved.take());
            let (problems, place) = (Arc::clone(&news.problems), news.place.take());
            *news = News { generation: next.number, saved, place, assets: assets.into(), problems };
        });
        files
    }

    /// Informs browsers where the author is writing, if that has changed: the address of a page, and of a heading in it.
    pub(super) fn lead(&self, address: &str) {
        self.news.send_if_modified(|news| {
            let (count, is_new) = match &news.place {
                Some((count, last)) => (count + 1, &**last != address),
                None => (0, true),
            };
            if is_new {
                news.place = Some((count, Arc::from(address)));
            }
            is_new
        });
    }

    /// The output at a path of the plan; `None` if there is none, and for assets, which are streamed.
    pub(super) fn output(&self, path: &OutputPath) -> Option<Output> {
        let generation = self.current();
        let recipe = generation.handbook.plan.outputs.get(path).filter(|recipe| !matches!(recipe, Recipe::Asset(_)))?;
        Some(self.rendered(&generation, path, recipe))
    }

    fn rendered(&self, generation: &Generation, path: &OutputPath, recipe: &Recipe) -> Output {
        let inputs = generation.handbook.output_inputs(recipe);
        if let Some(output) = held(&self.cache).get(path, inputs) {
            return output;
        }
        let Checked { value, diagnostics } = self.render(generation, recipe);
        let version = blake3::hash(&value).to_hex()[..16].into();
        let is_faulty = !diagnostics.is_empty();
        let output = Output { bytes: value.into(), version, faults: diagnostics.into() };
        held(&self.cache).keep(path.clone(), inputs, output.clone());
        if is_faulty {
            // When the program is ending, problems are no longer listed.
            let _ = self.faulty.send(Message::Faulty);
        }
        output
    }

    /// Renders with the current theme; if that fails, with the last one that did not, and returns the failure.
    fn render(&self, generation: &Generation, recipe: &Recipe) -> Checked<Vec<u8>> {
        let first = self.render_with(&generation.handbook.theme, generation, recipe);
        if first.diagnostics.is_empty() {
            return first;
        }
        let (proven, built_in) = {
            let mut themes = held(&self.themes);
            themes.has_failed = true;
            (themes.proven.clone(), Arc::clone(&themes.built_in))
        };
        let others = proven.into_iter().chain([built_in]);
        let mut stand_ins = others.map(|theme| self.render_with(&theme, generation, recipe));
        let value = stand_ins.find(|rendered| rendered.diagnostics.is_empty()).map(|rendered| rendered.value);
        Checked { value: value.unwrap_or_default(), diagnostics: first.diagnostics }
    }

    fn render_with(&self, theme: &Arc<Theme>, generation: &Generation, recipe: &Recipe) -> Checked<Vec<u8>> {
        let handbook = &generation.handbook;
        let shared =
            if Arc::ptr_eq(theme, &handbook.theme) { generation.shared().clone() } else { Shared::new(&handbook.site, theme) };
        let shared = shared.served_below(&self.base_path);
        if recipe.needs_search_index() {
            generation.prepare_search();
        }
        Renderer::sharing(&handbook.site, theme, &handbook.plan, &self.highlighter, shared).render(recipe)
    }

    /// Updates the list of problems, and informs browsers and the terminal if something changed.
    pub(super) fn review(&self, time: Duration, changed: &[String], tell: &mut impl FnMut(Notice<'_>)) {
        let generation = self.current();
        self.try_theme(&generation);
        let mut faults: Vec<Diagnostic> = generation.faults.clone();
        faults.extend(held(&self.cache).faults(&generation));
        let last = self.problems();
        let problems = Arc::new(Problems::new(faults, &generation, &self.editor));
        *held(&self.problems) = Arc::clone(&problems);
        self.news.send_if_modified(|news| {
            let is_new = news.problems != problems.version;
            news.problems = Arc::clone(&problems.version);
            is_new
        });
        let is_first = generation.number == 1 && last.version.is_empty();
        if changed.is_empty() && last.version == problems.version && !is_first {
            return;
        }
        let (news, unlisted, fixed) = problems.since(&last, &generation);
        tell(Notice::Shown(Shown {
            changed,
            time,
            pages: generation.handbook.site.index.built_ids().count(),
            errors: problems.errors,
            warnings: problems.warnings,
            news: &news,
            unlisted,
            fixed,
        }));
    }

    /// Renders the pages again at which a theme failed, so that a fix is noticed at once, and a page of each kind with a new theme,
    /// so that its faults are known before such a page is opened.
    fn try_theme(&self, generation: &Generation) {
        let outputs = &generation.handbook.plan.outputs;
        let mut tried: Vec<OutputPath> = held(&self.cache).faulty_paths().take(MOST_RETRIED).collect();
        if self.is_untried.swap(false, Ordering::Relaxed) {
            let Handbook { site, plan, .. } = &*generation.handbook;
            tried.extend(plan.one_of_each_kind(site).map(|(path, _)| path.clone()));
        }
        for path in tried {
            if let Some(recipe) = outputs.get(&path) {
                self.rendered(generation, &path, recipe);
            }
        }
    }
}

/// A lock that ignores panics elsewhere: whatever it guards is replaced as a whole.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
