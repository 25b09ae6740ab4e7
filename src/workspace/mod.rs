//! An open handbook: the project as last read, the configuration and theme in use, and the effects of changes.
//!
//! 1. [`Workspace::open`] reads a project and assembles its handbook.
//! 2. [`Workspace::refresh`] reads what changed on disk, [`Workspace::overlay`] replaces a file by an unsaved text; both assemble
//!    the handbook again, keeping what they can.
//! 3. `overlays` has the unsaved texts, `changes` describes what may have changed.
//!
//! Commands that run once open a workspace and take its parts; a preview and a language server keep it. They differ in how they
//! handle a faulty configuration or theme, as [`Standing`] says.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::config::{self, Config};
use crate::diagnostic::{Checked, Diagnostic, Levels, Severity};
use crate::disk::{self, Earlier, Loaded, Project};
use crate::pipeline::{Handbook, Inputs, assemble_telling};
use crate::source::Sources;
use crate::texts::ReadTexts;
use crate::theme::{self, DEFAULT_THEME, Theme, ThemeFiles};

mod changes;
mod overlays;
mod vanished;

pub use changes::Changes;

use overlays::Overlays;

/// Creates the configuration of a project from its `handbook.yaml`, overridden by the command's flags.
pub type Configure = Box<dyn Fn(&Project) -> Checked<Config> + Send + Sync>;

/// What is used if the configuration or the theme is faulty. The fault is reported in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// The last good one until the fault is corrected; if there was none, the valid parts of the configuration, and the built-in
    /// theme.
    LastGood,
    /// Its valid parts.
    AsRead,
}

/// An open handbook.
pub struct Workspace {
    configure: Configure,
    standing: Standing,
    overlays: Overlays,
    /// The project with its overlays.
    project: Project,
    /// The configuration in use.
    config: Arc<Config>,
    /// The text that `config` was read from.
    config_text: Option<Arc<str>>,
    /// The problems of the present configuration, whether it is in use or not.
    config_faults: Vec<Diagnostic>,
    theme_files: Arc<ThemeFiles>,
    theme_folders: Vec<PathBuf>,
    /// The folders of files beside `handbook.yaml` that the configuration is made from.
    side_folders: Vec<PathBuf>,
    /// The folders of the repository with link targets outside the content.
    repository_folders: Vec<PathBuf>,
    /// The theme in use.
    theme: Arc<Theme>,
    theme_faults: Vec<Diagnostic>,
    /// The content on disk.
    loaded: Arc<Loaded>,
    content: Content,
    handbook: Arc<Handbook>,
}

/// The content with the overlays in it.
#[derive(PartialEq)]
struct Content {
    sources: Arc<Sources>,
    faults: Vec<Diagnostic>,
}

/// The parts of a closed workspace.
pub struct Parts {
    /// The project with its overlays.
    pub project: Project,
    /// The theme's files in the project, whether in use or not.
    pub theme_files: Arc<ThemeFiles>,
    /// The handbook.
    pub handbook: Arc<Handbook>,
    /// Its problems, except those found only by rendering.
    pub diagnostics: Vec<Diagnostic>,
}

impl Workspace {
    /// Reads and assembles everything.
    #[must_use]
    pub fn open(project: Project, configure: Configure, standing: Standing) -> Self {
        Self::open_telling(project, configure, standing, |_| {})
    }

    /// Does what [`open`](Self::open) does, and calls `ended` with the name of each phase when it ends: `configure`, `load`,
    /// `theme`, and those of [`assemble_telling`].
    #[must_use]
    pub fn open_telling(project: Project, configure: Configure, standing: Standing, mut ended: impl FnMut(&'static str)) -> Self {
        let Checked { value, diagnostics: config_faults } = configure(&project);
        let config = Arc::new(value);
        ended("configure");
        let loaded = Arc::new(disk::load(&project, &config));
        let content = Content { sources: Arc::clone(&loaded.sources), faults: loaded.diagnostics.clone() };
        ended("load");
        let Checked { value: theme_files, diagnostics: mut theme_faults } = disk::theme_files(&project, &config.theme.name);
        let theme = theme::assemble(&config.theme.name, &config.language, &theme_files).take(&mut theme_faults);
        let theme = theme.accented(config.theme.accent.as_deref());
        let is_kept = standing == Standing::AsRead || !has_errors(&theme_faults, &config.checks);
        let theme = Arc::new(if is_kept { theme } else { built_in_theme(&config.language) });
        ended("theme");
        let handbook = Arc::new(assembled(&project, &config, &content.sources, &theme, None, ended));
        Self {
            configure,
            standing,
            overlays: Overlays::default(),
            config_text: project.config_text.clone(),
            theme_folders: disk::theme_folders(&project, &config.theme.name),
            side_folders: disk::side_folders(&project),
            repository_folders: repository_folders(&project, &handbook),
            project,
            config,
            config_faults,
            theme_files: Arc::new(theme_files),
            theme,
            theme_faults,
            loaded,
            content,
            handbook,
        }
    }

    /// The project with its overlays.
    #[must_use]
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// The present handbook.
    #[must_use]
    pub fn handbook(&self) -> &Arc<Handbook> {
        &self.handbook
    }

    /// The theme's files in the project, whether in use or not.
    #[must_use]
    pub fn theme_files(&self) -> &Arc<ThemeFiles> {
        &self.theme_files
    }

    /// The folders whose entries make up the site, absolute; some may be missing.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        let own = self.loaded.folders().chain(self.theme_folders.iter().map(PathBuf::as_path));
        own.chain(self.repository_folders.iter().chain(&self.side_folders).map(PathBuf::as_path))
    }

    /// The problems of the handbook, except those found only by rendering.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let own = [&self.config_faults, &self.content.faults, &self.theme_faults].into_iter().flatten().cloned();
        own.chain(self.handbook.diagnostics()).collect()
    }

    /// The texts that problems point into.
    #[must_use]
    pub fn texts(&self) -> ReadTexts<'_> {
        ReadTexts {
            sources: &self.handbook.site.sources,
            config: self.project.config_text.as_deref(),
            side_files: &self.project.side_files,
            theme_files: &self.theme_files,
            theme: &self.handbook.theme,
            searches: None,
        }
    }

    /// Returns all its parts.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        let diagnostics = self.diagnostics();
        let Self { project, theme_files, handbook, .. } = self;
        Parts { project, theme_files, handbook, diagnostics }
    }

    /// Replaces a file's bytes by a text or, without one, stops doing so; returns whether anything changed.
    ///
    /// `path` is absolute and without symlinks, or relative to the project. The file may be `handbook.yaml`, a page or a file of the
    /// theme, and need not exist on disk. The text of any other file changes nothing.
    pub fn overlay(&mut self, path: &Path, text: Option<&str>) -> bool {
        let path = self.project.dir.join(path);
        self.overlays.set(path.clone(), text.map(Arc::from)) && self.refresh(&Changes::At(vec![path]))
    }

    /// Replaces several files by texts, as [`overlay`](Self::overlay) does, and reads what else may have changed; all as one
    /// change. Returns whether anything changed.
    pub fn overlay_all(&mut self, texts: Vec<(PathBuf, Option<Arc<str>>)>, changes: Changes) -> bool {
        let texts = texts.into_iter().map(|(path, text)| (self.project.dir.join(path), text));
        let replaced: Vec<PathBuf> =
            texts.filter_map(|(path, text)| self.overlays.set(path.clone(), text).then_some(path)).collect();
        match changes {
            Changes::At(paths) if paths.is_empty() && replaced.is_empty() => false,
            Changes::At(paths) => self.refresh(&Changes::At(paths.into_iter().chain(replaced).collect())),
            Changes::Anything => self.refresh(&Changes::Anything),
        }
    }

    /// Reads what may have changed. Returns whether anything did.
    pub fn refresh(&mut self, changes: &Changes) -> bool {
        let before = Arc::clone(&self.config);
        let may_touch_sides =
            self.project.side_files.iter().any(|(file, _)| changes.may_touch(&self.project.dir.join(file.as_str())));
        let may_touch_sides = may_touch_sides || changes.may_touch(&self.project.dir.join(config::TEMPLATES));
        let is_config_new = (may_touch_sides || changes.may_touch_entries_of(&self.project.dir)) && self.read_config();
        // Without its folder the project is not empty but missing: the last good site stays.
        if !self.project.is_there() {
            return is_config_new;
        }
        let is_other_config = !Arc::ptr_eq(&before, &self.config);
        let is_theme_new = (is_other_config || self.may_touch_theme(changes)) && self.read_theme();
        let is_content_new = self.read_content(changes, is_other_config);
        let is_new = is_config_new || is_theme_new || is_content_new;
        if !is_new && !self.may_touch_surroundings(changes) {
            return false;
        }
        let previous = Some(&self.handbook);
        let handbook = assembled(&self.project, &self.config, &self.content.sources, &self.theme, previous, |_| {});
        let is_surveyed_anew = !Arc::ptr_eq(&handbook.site.surroundings, &self.handbook.site.surroundings);
        self.repository_folders = repository_folders(&self.project, &handbook);
        self.handbook = Arc::new(handbook);
        is_new || is_surveyed_anew
    }

    /// Whether something outside content, theme and configuration to which pages may refer may have changed.
    fn may_touch_surroundings(&self, changes: &Changes) -> bool {
        let Changes::At(paths) = changes else { return true };
        let roots = &self.content.sources.roots;
        let content = self.project.dir.join(&*roots.content);
        let settings = [config::FILE_NAME, "themes"].map(|name| self.project.dir.join(name));
        // Files excluded by `exclude:` are in the content folder, but still count as surroundings if a page links to them.
        let linked: Vec<PathBuf> =
            self.handbook.repository_paths().map(|path| self.project.repository_root.join(path.as_str())).collect();
        let is_linked = |path: &PathBuf| linked.iter().any(|linked| linked.starts_with(path) || path.starts_with(linked));
        let is_inside = |path: &PathBuf| {
            settings.iter().any(|setting| path.starts_with(setting))
                || (!roots.is_bare && path.starts_with(&content) && !is_linked(path))
        };
        !paths.iter().all(is_inside)
    }

    fn read_config(&mut self) -> bool {
        let project = match disk::open(&self.project.dir) {
            Ok(project) => self.overlays.over_project(project),
            Err(error) => {
                let faults = vec![error.diagnostic()];
                let is_new = faults != self.config_faults;
                self.config_faults = faults;
                return is_new;
            }
        };
        if project == self.project && self.config_text == project.config_text && !self.config_faults_are_of_opening() {
            return false;
        }
        let Checked { value, diagnostics } = (self.configure)(&project);
        let is_good = self.standing == Standing::AsRead || !has_errors(&diagnostics, &value.checks);
        if is_good && (project.config_text != self.config_text || project.side_files != self.project.side_files) {
            self.config = Arc::new(value);
            self.config_text.clone_from(&project.config_text);
        }
        let is_new = project != self.project || diagnostics != self.config_faults;
        self.side_folders = disk::side_folders(&project);
        self.project = project;
        self.config_faults = diagnostics;
        is_new
    }

    /// Whether the last attempt to open the project folder failed before there was a text to read.
    fn config_faults_are_of_opening(&self) -> bool {
        self.project.config_text == self.config_text && !self.config_faults.is_empty()
    }

    fn may_touch_theme(&self, changes: &Changes) -> bool {
        let own = self.project.dir.join("themes").join(&*self.config.theme.name);
        self.theme_folders.iter().any(|folder| changes.may_touch(folder)) || changes.may_touch(&own)
    }

    fn read_theme(&mut self) -> bool {
        let name = &self.config.theme.name;
        self.theme_folders = disk::theme_folders(&self.project, name);
        let Checked { value, mut diagnostics } = disk::theme_files(&self.project, name);
        let value = self.overlays.over_theme(&self.project, name, value);
        let assembled_for = &self.handbook.site.config;
        let is_same = assembled_for.theme.name == *name
            && assembled_for.theme.accent == self.config.theme.accent
            && assembled_for.language == self.config.language;
        if value == *self.theme_files && is_same {
            return false;
        }
        let theme = theme::assemble(name, &self.config.language, &value).take(&mut diagnostics);
        let theme = theme.accented(self.config.theme.accent.as_deref());
        if self.standing == Standing::AsRead || !has_errors(&diagnostics, &self.config.checks) {
            self.theme = Arc::new(theme);
        }
        self.theme_files = Arc::new(value);
        self.theme_faults = diagnostics;
        true
    }

    fn read_content(&mut self, changes: &Changes, is_other_config: bool) -> bool {
        let mut loaded = match changes {
            Changes::At(paths) if !is_other_config => disk::reload(&self.project, &self.config, &self.loaded, paths),
            _ => disk::scan(&self.project, &self.config, &self.loaded),
        };
        // Equal values stay the same object in memory, so that later phases see at once that they are equal.
        if loaded.sources == self.loaded.sources {
            loaded.sources = Arc::clone(&self.loaded.sources);
        }
        let (sources, faults) = self.overlays.over_content(&self.project, &self.config, &loaded);
        self.loaded = Arc::new(loaded);
        let mut content = Content { sources, faults };
        let is_new = content != self.content;
        if content.sources == self.content.sources {
            content.sources = Arc::clone(&self.content.sources);
        }
        self.content = content;
        is_new || is_other_config
    }

    /// Reads configuration and theme again, which is cheap, and returns what is needed to compare the content, which may not be.
    pub fn compare(&mut self) -> (bool, Comparison) {
        let settings = [config::FILE_NAME, "themes"].map(|name| self.project.dir.join(name));
        let is_new = self.refresh(&Changes::At(settings.into()));
        let (project, config) = (self.project.clone(), Arc::clone(&self.config));
        (is_new, Comparison { project, config, loaded: Arc::clone(&self.loaded) })
    }
}

/// The content as last read, for comparison with the disk.
pub struct Comparison {
    project: Project,
    config: Arc<Config>,
    loaded: Arc<Loaded>,
}

impl Comparison {
    /// Whether the disk now differs.
    #[must_use]
    pub fn finds_a_difference(&self) -> bool {
        let found = disk::scan(&self.project, &self.config, &self.loaded);
        found.sources != self.loaded.sources
            || found.diagnostics != self.loaded.diagnostics
            || !found.folders().eq(self.loaded.folders())
    }
}

fn assembled(
    project: &Project,
    config: &Arc<Config>,
    sources: &Arc<Sources>,
    theme: &Arc<Theme>,
    previous: Option<&Arc<Handbook>>,
    ended: impl FnMut(&'static str),
) -> Handbook {
    let inputs = Inputs { config: Arc::clone(config), sources: Arc::clone(sources), theme: Arc::clone(theme) };
    let earlier = previous.map(|handbook| Earlier { sources: &handbook.site.sources, surroundings: &handbook.site.surroundings });
    let survey = |wanted: &_| disk::survey(project, config, sources, wanted, earlier);
    assemble_telling(inputs, survey, previous.map(|handbook| &**handbook), ended)
}

/// The folders in which link targets in the repository may appear or disappear: every folder on the way to them, so that new
/// folders on that way are noticed too.
fn repository_folders(project: &Project, handbook: &Handbook) -> Vec<PathBuf> {
    let mut folders = std::collections::BTreeSet::new();
    for path in handbook.repository_paths() {
        let mut folder = project.repository_root.clone();
        let mut segments = path.as_str().split('/').peekable();
        while let Some(segment) = segments.next() {
            folders.insert(folder.clone());
            if segments.peek().is_some() {
                folder.push(segment);
            }
        }
    }
    folders.into_iter().collect()
}

fn built_in_theme(language: &str) -> Theme {
    theme::assemble(DEFAULT_THEME, language, &ThemeFiles::default()).value
}

fn has_errors(diagnostics: &[Diagnostic], levels: &Levels) -> bool {
    diagnostics.iter().any(|problem| levels.severity(problem.code) == Some(Severity::Error))
}
