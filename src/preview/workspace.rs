//! The project as it was read last: what is in force, and what a change makes of it.
//!
//! A faulty configuration or theme never takes the place of a good one. It is reported, and the last good one stays in force until
//! the fault is fixed.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Configure;
use super::generation::Generation;
use super::watch::Changes;
use crate::config::{self, Config};
use crate::diagnostic::{Checked, Diagnostic, Levels, Severity};
use crate::disk::{self, Earlier, Loaded, Project};
use crate::pipeline::{Handbook, Inputs, assemble};
use crate::theme::{self, DEFAULT_THEME, Theme, ThemeFiles};

/// All that is known of the project.
pub(super) struct Workspace {
    configure: Configure,
    project: Project,
    /// The configuration in force.
    config: Arc<Config>,
    /// The text that `config` was read from.
    config_text: Option<Arc<str>>,
    /// What is wrong with the configuration on disk, in force or not.
    config_faults: Vec<Diagnostic>,
    theme_files: Arc<ThemeFiles>,
    theme_folders: Vec<PathBuf>,
    /// The theme in force, which every template of compiled.
    theme: Arc<Theme>,
    theme_faults: Vec<Diagnostic>,
    loaded: Arc<Loaded>,
    handbook: Arc<Handbook>,
}

impl Workspace {
    /// Reads and assembles everything. Where the first configuration or theme is faulty, what could be read of the configuration and
    /// the built-in theme stand in.
    pub(super) fn open(project: Project, configure: Configure) -> Self {
        let Checked { value, diagnostics: config_faults } = configure(&project);
        let config = Arc::new(value);
        let Checked { value: theme_files, diagnostics: mut theme_faults } = disk::theme_files(&project, &config.theme.name);
        let theme = theme::assemble(&config.theme.name, &config.language, &theme_files).take(&mut theme_faults);
        let theme = if has_errors(&theme_faults, &config.checks) { built_in_theme(&config.language) } else { theme };
        let theme = Arc::new(theme);
        let loaded = Arc::new(disk::load(&project, &config));
        let handbook = Arc::new(assembled(&project, &config, &loaded, &theme, None));
        let config_text = project.config_text.clone();
        let theme_folders = disk::theme_folders(&project, &config.theme.name);
        let theme_files = Arc::new(theme_files);
        Self {
            configure,
            project,
            config,
            config_text,
            config_faults,
            theme_files,
            theme_folders,
            theme,
            theme_faults,
            loaded,
            handbook,
        }
    }

    /// The folders whose entries make the site, absolute; some may be missing.
    pub(super) fn folders(&self) -> impl Iterator<Item = &Path> {
        self.loaded.folders().chain(self.theme_folders.iter().map(PathBuf::as_path))
    }

    /// Reads again what may have changed. Gives whether anything did.
    pub(super) fn refresh(&mut self, changes: &Changes) -> bool {
        let before = Arc::clone(&self.config);
        let is_config_new = changes.may_touch_entries_of(&self.project.dir) && self.read_config();
        // Without its folder the project is not empty but gone: the last good site stays.
        if !self.project.dir.is_dir() {
            return is_config_new;
        }
        let is_other_config = !Arc::ptr_eq(&before, &self.config);
        let is_theme_new = (is_other_config || self.may_touch_theme(changes)) && self.read_theme();
        let is_content_new = self.read_content(changes, is_other_config);
        let is_new = is_config_new || is_theme_new || is_content_new;
        if is_new {
            let handbook = assembled(&self.project, &self.config, &self.loaded, &self.theme, Some(&self.handbook));
            self.handbook = Arc::new(handbook);
        }
        is_new
    }

    fn read_config(&mut self) -> bool {
        let project = match disk::open(&self.project.dir) {
            Ok(project) => project,
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
        if !has_errors(&diagnostics, &value.checks) && project.config_text != self.config_text {
            self.config = Arc::new(value);
            self.config_text.clone_from(&project.config_text);
        }
        let is_new = project != self.project || diagnostics != self.config_faults;
        self.project = project;
        self.config_faults = diagnostics;
        is_new
    }

    /// Whether the last look at the project folder failed before there was a text to read.
    fn config_faults_are_of_opening(&self) -> bool {
        self.project.config_text == self.config_text && !self.config_faults.is_empty()
    }

    fn may_touch_theme(&self, changes: &Changes) -> bool {
        self.theme_folders.iter().any(|folder| changes.may_touch(folder))
    }

    fn read_theme(&mut self) -> bool {
        self.theme_folders = disk::theme_folders(&self.project, &self.config.theme.name);
        let Checked { value, mut diagnostics } = disk::theme_files(&self.project, &self.config.theme.name);
        let assembled_for = &self.handbook.site.config;
        let is_same = assembled_for.theme.name == self.config.theme.name && assembled_for.language == self.config.language;
        if value == *self.theme_files && is_same {
            return false;
        }
        let theme = theme::assemble(&self.config.theme.name, &self.config.language, &value).take(&mut diagnostics);
        if !has_errors(&diagnostics, &self.config.checks) {
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
        let is_new = loaded.sources != self.loaded.sources || loaded.diagnostics != self.loaded.diagnostics;
        // What is equal stays the same in memory, so that later phases see at once that it is.
        if !is_new {
            loaded.sources = Arc::clone(&self.loaded.sources);
        }
        self.loaded = Arc::new(loaded);
        is_new || is_other_config
    }

    /// Reads configuration and theme again, which is cheap, and gives what is needed to compare the content, which may not be.
    pub(super) fn compare(&mut self) -> (bool, Comparison) {
        let settings = [config::FILE_NAME, "themes"].map(|name| self.project.dir.join(name));
        let is_new = self.refresh(&Changes::At(settings.into()));
        let (project, config) = (self.project.clone(), Arc::clone(&self.config));
        (is_new, Comparison { project, config, loaded: Arc::clone(&self.loaded) })
    }

    /// What is to be shown now.
    pub(super) fn generation(&self) -> Generation {
        let own = [&self.config_faults, &self.loaded.diagnostics, &self.theme_faults].into_iter().flatten().cloned();
        let faults = own.chain(self.handbook.diagnostics()).collect();
        Generation::new(self.project.clone(), Arc::clone(&self.handbook), Arc::clone(&self.theme_files), faults)
    }
}

/// The content as it was read last, to be compared with the disk.
pub(super) struct Comparison {
    project: Project,
    config: Arc<Config>,
    loaded: Arc<Loaded>,
}

impl Comparison {
    /// Whether the disk holds something else by now.
    pub(super) fn finds_a_difference(&self) -> bool {
        let found = disk::scan(&self.project, &self.config, &self.loaded);
        found.sources != self.loaded.sources
            || found.diagnostics != self.loaded.diagnostics
            || !found.folders().eq(self.loaded.folders())
    }
}

fn assembled(
    project: &Project,
    config: &Arc<Config>,
    loaded: &Loaded,
    theme: &Arc<Theme>,
    previous: Option<&Arc<Handbook>>,
) -> Handbook {
    let sources = Arc::clone(&loaded.sources);
    let inputs = Inputs { config: Arc::clone(config), sources: Arc::clone(&sources), theme: Arc::clone(theme) };
    let earlier = previous.map(|handbook| Earlier { sources: &handbook.site.sources, surroundings: &handbook.site.surroundings });
    assemble(inputs, |wanted| disk::survey(project, config, &sources, wanted, earlier), previous.map(|handbook| &**handbook))
}

fn built_in_theme(language: &str) -> Theme {
    theme::assemble(DEFAULT_THEME, language, &ThemeFiles::default()).value
}

fn has_errors(diagnostics: &[Diagnostic], levels: &Levels) -> bool {
    diagnostics.iter().any(|problem| levels.severity(problem.code) == Some(Severity::Error))
}
