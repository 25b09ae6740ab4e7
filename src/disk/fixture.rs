//! Small projects on disk for this module's tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{Glob, GlobSetBuilder};

use super::open::{Project, open};
use crate::config::{Config, HistoryConfig, ThemeConfig};
use crate::diagnostic::{Diagnostic, Levels};
use crate::journey::Journey;

/// A temporary folder with a handbook in it.
pub(super) struct Fixture {
    folder: tempfile::TempDir,
}

impl Fixture {
    /// A project of the files in `text`, each after a line `//- PATH`; a path that ends with a slash is an empty folder.
    pub(super) fn new(text: &str) -> Self {
        let fixture = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        fixture.add(text);
        fixture
    }

    pub(super) fn add(&self, text: &str) {
        for file in text.split("//- ").skip(1) {
            let (path, contents) = file.split_once('\n').unwrap_or((file, ""));
            self.write(path.trim(), contents);
        }
    }

    /// The folder's path without symlinks.
    pub(super) fn root(&self) -> PathBuf {
        self.folder.path().canonicalize().expect("a real path")
    }

    pub(super) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(super) fn write(&self, path: &str, contents: &str) {
        let file = self.path(path);
        if path.ends_with('/') {
            fs::create_dir_all(file).expect("create a folder");
        } else {
            fs::create_dir_all(file.parent().expect("a parent")).expect("create a folder");
            fs::write(file, contents).expect("write a file");
        }
    }

    pub(super) fn remove(&self, path: &str) {
        let path = self.path(path);
        if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.expect("remove");
    }

    pub(super) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("rename");
    }

    #[cfg(unix)]
    pub(super) fn link(&self, target: impl AsRef<Path>, path: &str) {
        std::os::unix::fs::symlink(target, self.path(path)).expect("link");
    }

    pub(super) fn project(&self) -> Project {
        open(&self.root()).expect("a project")
    }
}

/// An empty configuration.
pub(super) fn config() -> Config {
    Config {
        title: None,
        description: None,
        url: None,
        language: Arc::from("en"),
        content: None,
        output: Arc::from("public"),
        theme: ThemeConfig {
            css: Vec::new(),
            name: Arc::from("default"),
            accent: None,
            logo: None,
            favicon: None,
            footer: Vec::new(),
            social: Vec::new(),
            options: std::collections::BTreeMap::new(),
        },
        repository: None,
        journey: Arc::new(Journey { stages: Vec::new(), arcs: Vec::new(), needs: Vec::new(), not_applicable: Vec::new() }),
        journey_is_configured: false,
        journey_told_by: None,
        assign: Vec::new(),
        exclude: globset::GlobSet::empty(),
        exclude_globs: Vec::new(),
        external: Vec::new(),
        beside: Vec::new(),
        external_links: crate::config::ExternalLinks::default(),
        checks: Levels::default(),
        includes_drafts: false,
        kinds: Vec::new(),
        // Fixtures are not in a repository, so Git need not be asked.
        history: HistoryConfig::Nothing,
        ..Config::default()
    }
}

pub(super) fn excluding(globs: &[&str]) -> Config {
    let mut set = GlobSetBuilder::new();
    for glob in globs {
        set.add(Glob::new(glob).expect("a glob"));
    }
    Config { exclude: set.build().expect("globs"), exclude_globs: globs.iter().map(ToString::to_string).collect(), ..config() }
}

pub(super) fn messages(diagnostics: &[Diagnostic]) -> Vec<&str> {
    diagnostics.iter().map(|diagnostic| diagnostic.message.as_str()).collect()
}
