//! One handbook taken through all phases, cold and after an edit, with the time of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use journeybook::api::config::{self, Config};
use journeybook::api::diagnostic::Checked;
use journeybook::api::disk::{self, Earlier, Loaded, OutputFolder, Produced, Project, Staging};
use journeybook::api::path::SourcePath;
use journeybook::api::pipeline::{Handbook, Inputs, assemble_telling};
use journeybook::api::plan::Recipe;
use journeybook::api::render::Renderer;
use journeybook::api::render::highlight::Highlighter;
use journeybook::api::source::Sources;
use journeybook::api::theme;

use crate::generate;

/// The phases in their order.
pub(crate) const PHASES: &[&str] = &["load", "theme", "parse", "survey", "index", "link", "resolve", "plan", "render", "write"];

/// The time of each phase.
pub(crate) type Times = BTreeMap<&'static str, Duration>;

/// A handbook up to its plan, and what a warm run starts from.
pub(crate) struct Built {
    project: Project,
    config: Arc<Config>,
    loaded: Loaded,
    sources: Arc<Sources>,
    handbook: Handbook,
    highlighter: Highlighter,
}

/// Builds the handbook of a folder from nothing into an empty output folder.
pub(crate) fn cold(folder: &Path, output: &Path) -> (Built, Times) {
    let mut lap = Lap::start();
    let project = disk::open(folder).expect("a project");
    let read = project.config_text.as_deref().map_or_else(|| Checked::clean(Config::default()), config::read);
    let config = Arc::new(read.value);
    let loaded = disk::load(&project, &config);
    let sources = Arc::clone(&loaded.sources);
    lap.ended("load");
    let files = disk::theme_files(&project, &config.theme.name).value;
    let theme = Arc::new(theme::assemble(&config.theme.name, &config.language, &files).value);
    let highlighter = Highlighter::new();
    lap.ended("theme");
    let inputs = Inputs { config: Arc::clone(&config), sources: Arc::clone(&sources), theme };
    let survey = |wanted: &_| disk::survey(&project, &config, &sources, wanted, None);
    let handbook = assemble_telling(inputs, survey, None, |phase| lap.ended(phase));
    let built = Built { project, config, loaded, sources, handbook, highlighter };
    built.write(output, &mut lap);
    (built, lap.times)
}

impl Built {
    /// Edits page `number`, and does what a preview does until the page is rendered anew.
    pub(crate) fn warm(self, number: usize, pages: usize, words: usize) -> (Self, Times) {
        let path = generate::path(number);
        let file = Path::new("content").join(&path);
        let text = format!("{}\nAn edit: {:?}.\n", generate::page(number, pages, words).0, Instant::now());
        fs::write(self.project.dir.join(&file), text).expect("an edit");
        let mut lap = Lap::start();
        let loaded = disk::reload(&self.project, &self.config, &self.loaded, &[file]);
        let sources = Arc::clone(&loaded.sources);
        lap.ended("load");
        let theme = Arc::clone(&self.handbook.theme);
        lap.ended("theme");
        let inputs = Inputs { config: Arc::clone(&self.config), sources: Arc::clone(&sources), theme };
        let earlier = Earlier { sources: &self.sources, surroundings: &self.handbook.site.surroundings };
        let survey = |wanted: &_| disk::survey(&self.project, &self.config, &sources, wanted, Some(earlier));
        let handbook = assemble_telling(inputs, survey, Some(&self.handbook), |phase| lap.ended(phase));
        let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &self.highlighter);
        let id = handbook.site.index.id_of(&SourcePath::from(path)).expect("the edited page");
        let page = renderer.render(&Recipe::Page(id)).value;
        assert!(String::from_utf8_lossy(&page).contains("An edit"), "the edit does not show");
        lap.ended("render");
        (Self { loaded, sources, handbook, ..self }, lap.times)
    }

    /// Renders and stages every output as a build does, both at once on all cores, and commits. Of the time of both, staging
    /// gets what the threads spent on it by their number.
    fn write(&self, output: &Path, lap: &mut Lap) {
        let handbook = &self.handbook;
        let folder = OutputFolder::new(&self.project, &handbook.site.sources.roots, output).expect("an output folder");
        let staging = Staging::begin(&folder).expect("an output folder that can be written to");
        let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &self.highlighter);
        let staged = AtomicU64::new(0);
        renderer.render_all(
            |_, _| false,
            |path, recipe, bytes| {
                let start = Instant::now();
                let source: Option<PathBuf> = match recipe {
                    Recipe::Asset(source) => Some(self.project.source_file(&handbook.site.sources.roots, source)),
                    _ => None,
                };
                let produced = source.as_deref().map_or(Produced::Bytes(bytes), Produced::CopyOf);
                staging.add(path, produced).expect("an output that can be staged");
                staged.fetch_add(nanoseconds(start.elapsed()), Ordering::Relaxed);
            },
        );
        let threads = rayon::current_num_threads().max(1) as u64;
        let both = lap.elapsed();
        let staged = Duration::from_nanos(staged.into_inner() / threads);
        lap.took("render", both.saturating_sub(staged));
        lap.took("write", staged);
        staging.commit().expect("a site");
        lap.ended("write");
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// Times that follow one another.
struct Lap {
    last: Instant,
    times: Times,
}

impl Lap {
    fn start() -> Self {
        Self { last: Instant::now(), times: Times::new() }
    }

    /// The time since the last phase ended; the next one begins.
    fn elapsed(&mut self) -> Duration {
        let now = Instant::now();
        let elapsed = now - self.last;
        self.last = now;
        elapsed
    }

    fn ended(&mut self, phase: &'static str) {
        let elapsed = self.elapsed();
        self.took(phase, elapsed);
    }

    fn took(&mut self, phase: &'static str, time: Duration) {
        *self.times.entry(phase).or_default() += time;
    }
}
