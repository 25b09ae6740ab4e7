//! A handbook on disk taken to its outputs by the library's own phases, cold or warm.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use journeybook::api::config::{self, Config};
use journeybook::api::diagnostic::{Checked, Diagnostic};
use journeybook::api::disk::{self, Earlier, Loaded, Project};
use journeybook::api::pipeline::{Handbook, Inputs, assemble};
use journeybook::api::plan::Recipe;
use journeybook::api::render::Renderer;
use journeybook::api::render::highlight::Highlighter;
use journeybook::api::source::Sources;
use journeybook::api::theme::{self, Theme, ThemeFiles};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

/// A handbook up to its plan, with all that a warm run starts from.
pub(crate) struct Assembled {
    project: Project,
    config: Checked<Arc<Config>>,
    loaded: Loaded,
    sources: Arc<Sources>,
    theme_files: Checked<ThemeFiles>,
    theme: Checked<Arc<Theme>>,
    handbook: Handbook,
}

/// All that anybody gets to see of a handbook.
#[derive(PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Every output with its bytes.
    pub(crate) outputs: BTreeMap<String, Vec<u8>>,
    /// Every problem, sorted.
    pub(crate) problems: Vec<String>,
}

impl Assembled {
    /// Reads and assembles the handbook of a folder.
    pub(crate) fn cold(folder: &Path) -> Self {
        Self::knowing(folder, None)
    }

    /// Does it again after these paths, relative to the folder, have changed, and keeps what is equal.
    pub(crate) fn warm(&self, folder: &Path, changed: &[PathBuf]) -> Self {
        Self::knowing(folder, Some((self, changed)))
    }

    fn knowing(folder: &Path, previous: Option<(&Self, &[PathBuf])>) -> Self {
        let project = disk::open(folder).expect("a project");
        let known = previous.map(|(known, _)| known);
        let config = match known.filter(|known| known.project.config_text == project.config_text) {
            Some(known) => known.config.clone(),
            None => shared(project.config_text.as_deref().map_or_else(|| Checked::clean(Config::default()), config::read)),
        };
        let loaded = match previous {
            Some((known, changed)) if Arc::ptr_eq(&known.config.value, &config.value) => {
                let loaded = disk::reload(&project, &config.value, &known.loaded, changed);
                let scanned = disk::scan(&project, &config.value, &known.loaded);
                assert!(loaded.sources == scanned.sources, "a reload misses what a scan finds after {changed:?}");
                assert_eq!(loaded.diagnostics, scanned.diagnostics, "{changed:?}");
                loaded
            }
            _ => disk::load(&project, &config.value),
        };
        let sources = match known.filter(|known| known.sources == loaded.sources) {
            Some(known) => Arc::clone(&known.sources),
            None => Arc::clone(&loaded.sources),
        };
        let theme_files = disk::theme_files(&project, &config.value.theme.name);
        let is_same_theme = |known: &&Self| known.theme_files == theme_files && Arc::ptr_eq(&known.config.value, &config.value);
        let theme = match known.filter(is_same_theme) {
            Some(known) => known.theme.clone(),
            None => shared(theme::assemble(&config.value.theme.name, &config.value.language, &theme_files.value)),
        };
        let inputs = Inputs { config: Arc::clone(&config.value), sources: Arc::clone(&sources), theme: Arc::clone(&theme.value) };
        let earlier = known.map(|known| Earlier { sources: &known.sources, surroundings: &known.handbook.site.surroundings });
        let survey = |wanted: &_| disk::survey(&project, &config.value, &sources, wanted, earlier);
        let handbook = assemble(inputs, survey, known.map(|known| &known.handbook));
        Self { project, config, loaded, sources, theme_files, theme, handbook }
    }

    /// Renders every output.
    pub(crate) fn outcome(&self) -> Outcome {
        let handbook = &self.handbook;
        let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &HIGHLIGHTER);
        let outputs: Vec<_> = handbook.plan.outputs.iter().collect();
        let made: Vec<_> = outputs
            .into_par_iter()
            .map(|(path, recipe)| match recipe {
                Recipe::Asset(source) => {
                    let file = self.project.source_file(&handbook.site.sources.roots, source);
                    (path.to_string(), Checked::clean(fs::read(file).expect("an asset")))
                }
                _ => (path.to_string(), renderer.render(recipe)),
            })
            .collect();
        let mut diagnostics: Vec<Diagnostic> = self.handbook.diagnostics();
        for more in [&self.config.diagnostics, &self.loaded.diagnostics, &self.theme_files.diagnostics, &self.theme.diagnostics] {
            diagnostics.extend(more.iter().cloned());
        }
        let outputs = made.into_iter().map(|(path, output)| (path, output.take(&mut diagnostics))).collect();
        let mut problems: Vec<String> = diagnostics.iter().map(|problem| format!("{problem:?}")).collect();
        problems.sort();
        Outcome { outputs, problems }
    }
}

fn shared<T>(checked: Checked<T>) -> Checked<Arc<T>> {
    Checked { value: Arc::new(checked.value), diagnostics: checked.diagnostics }
}

impl Outcome {
    /// What differs from what is expected, in words; empty when nothing does.
    pub(crate) fn differences(&self, expected: &Self) -> Vec<String> {
        let mut differences = Vec::new();
        for (path, bytes) in &expected.outputs {
            match self.outputs.get(path) {
                None => differences.push(format!("{path} is missing")),
                Some(found) if found != bytes => {
                    let [found, expected] = [found, bytes].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
                    let line = found.lines().zip(expected.lines()).find(|(found, expected)| found != expected);
                    differences.push(format!("{path} differs: {line:?}"));
                }
                Some(_) => {}
            }
        }
        let left_over = self.outputs.keys().filter(|path| !expected.outputs.contains_key(*path));
        differences.extend(left_over.map(|path| format!("{path} is left over")));
        let missing = expected.problems.iter().filter(|problem| !self.problems.contains(problem));
        differences.extend(missing.map(|problem| format!("not told: {problem}")));
        let outdated = self.problems.iter().filter(|problem| !expected.problems.contains(problem));
        differences.extend(outdated.map(|problem| format!("told without cause: {problem}")));
        if differences.is_empty() && self != expected {
            differences.push("a problem is told more or less often".to_owned());
        }
        differences
    }
}
