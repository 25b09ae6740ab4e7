//! A handbook on disk taken to its outputs by the library's own phases, cold or warm.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use journeybook::api::config::{self, Config};
use journeybook::api::diagnostic::Checked;
use journeybook::api::disk;
use journeybook::api::fingerprint::Fingerprint;
use journeybook::api::pipeline::Handbook;
use journeybook::api::plan::Recipe;
use journeybook::api::render::Renderer;
use journeybook::api::render::highlight::Highlighter;
use journeybook::api::workspace::{Changes, Configure, Standing, Workspace};
use rayon::iter::{IntoParallelIterator, ParallelIterator};

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

/// A handbook up to its plan, as an open handbook keeps it.
pub(crate) struct Assembled {
    workspace: Workspace,
}

/// All that anybody gets to see of a handbook.
#[derive(PartialEq, Eq)]
pub(crate) struct Outcome {
    /// Every output with its bytes.
    pub(crate) outputs: BTreeMap<String, Vec<u8>>,
    /// What every output is made from.
    pub(crate) inputs: BTreeMap<String, Fingerprint>,
    /// Every problem, sorted.
    pub(crate) problems: Vec<String>,
}

impl Assembled {
    /// Reads and assembles the handbook of a folder.
    pub(crate) fn cold(folder: &Path) -> Self {
        let project = disk::open(folder).expect("a project");
        let configure: Configure = Box::new(|project| {
            let text = project.config_text.as_deref().unwrap_or_default();
            let mut checked = project.config_text.as_deref().map_or_else(|| Checked::clean(Config::default()), config::read);
            checked.diagnostics.extend(checked.value.read_side_files(&project.side_files, text));
            checked
        });
        Self { workspace: Workspace::open(project, configure, Standing::AsRead) }
    }

    /// Does it again after these paths, relative to the folder, have changed, and keeps what is equal.
    pub(crate) fn warm(&mut self, changed: &[PathBuf]) {
        let dir = &self.workspace.project().dir;
        let paths = changed.iter().map(|path| dir.join(path)).collect();
        self.workspace.refresh(&Changes::At(paths));
        // Folders that came and went with their files may be all that a scan finds besides.
        let is_missed = self.workspace.compare().1.finds_a_difference() && self.workspace.refresh(&Changes::Anything);
        assert!(!is_missed, "a reload misses what a scan finds after {changed:?}");
    }

    /// Renders every output.
    pub(crate) fn outcome(&self) -> Outcome {
        let handbook = self.workspace.handbook();
        let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &HIGHLIGHTER);
        let outputs: Vec<_> = handbook.plan.outputs.iter().collect();
        let made: Vec<_> = outputs
            .into_par_iter()
            .map(|(path, recipe)| match recipe {
                Recipe::Asset(source) => {
                    let file = self.workspace.project().source_file(&handbook.site.sources.roots, source);
                    (path.to_string(), Checked::clean(fs::read(file).expect("an asset")))
                }
                _ => (path.to_string(), renderer.render(recipe)),
            })
            .collect();
        let mut diagnostics = self.workspace.diagnostics();
        let outputs = made.into_iter().map(|(path, output)| (path, output.take(&mut diagnostics))).collect();
        let mut problems: Vec<String> = diagnostics.iter().map(|problem| format!("{problem:?}")).collect();
        problems.sort();
        let inputs = handbook.plan.outputs.iter().map(|(path, recipe)| (path.to_string(), handbook.output_inputs(recipe)));
        Outcome { outputs, inputs: inputs.collect(), problems }
    }
}

/// The text of one output.
pub(crate) fn rendered(handbook: &Handbook, path: &str) -> String {
    let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &HIGHLIGHTER);
    let made = renderer.render(handbook.plan.outputs.get(path).unwrap_or_else(|| panic!("no output {path}")));
    String::from_utf8(made.value).expect("text")
}

impl Outcome {
    /// The outputs that both have and that are made from something else.
    pub(crate) fn inputs_that_differ<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let is_other = |(path, inputs): &(&String, &Fingerprint)| other.inputs.get(*path).is_some_and(|other| other != *inputs);
        self.inputs.iter().filter(is_other).map(|(path, _)| path.as_str())
    }

    /// The outputs that are made from the same as `before` and have other bytes.
    pub(crate) fn changed_without_cause<'a>(&'a self, before: &'a Self) -> impl Iterator<Item = &'a str> {
        let is_same = move |path: &String| before.inputs.get(path) == self.inputs.get(path);
        let has_other_bytes = move |path: &&String| is_same(path) && before.outputs.get(*path) != self.outputs.get(*path);
        self.outputs.keys().filter(has_other_bytes).map(String::as_str)
    }

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
        differences.extend(self.inputs_that_differ(expected).map(|path| format!("{path} is made from something else")));
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
