//! Which folders a site may be written to: none whose loss would matter.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use super::copies::Copies;
use super::error::{Refusal, WriteError};
use super::made::Made;
use super::memory::Memory;
use crate::disk::open::Project;
use crate::disk::state::STATE_FOLDER;
use crate::source::Roots;

/// The only folder inside a bare folder that may contain its site.
const OUTPUT_OF_A_BARE_FOLDER: &str = "public";

/// A folder that a site may be written to, judging by its path; [`super::Staging::begin`] checks what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutputFolder {
    path: PathBuf,
    /// The record of what was copied there.
    copies: Memory,
    /// The record of what the outputs there were made from.
    made: Memory,
    /// The names of entries in it that other builds fill.
    beside: BTreeSet<String>,
}

impl OutputFolder {
    /// The folder `written`, relative to the project folder, whether it exists or not; symlinks in it are resolved before it is
    /// checked.
    pub fn new(project: &Project, roots: &Roots, written: &Path) -> Result<Self, WriteError> {
        Self::with_home(project, roots, written, std::env::home_dir().as_deref())
    }

    /// The same folder, in which other builds fill these folders, each a path from there such as `guide/`.
    #[must_use]
    pub fn with_beside<'a>(mut self, beside: impl IntoIterator<Item = &'a str>) -> Self {
        self.beside = beside.into_iter().filter_map(|path| path.split('/').next()).map(str::to_owned).collect();
        self
    }

    /// The names of entries that may be there before the first build, since other builds fill them.
    pub(super) fn beside(&self) -> &BTreeSet<String> {
        &self.beside
    }

    /// The folder without symlinks.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn copies(&self) -> &Memory {
        &self.copies
    }

    pub(super) fn made(&self) -> &Memory {
        &self.made
    }

    pub(super) fn with_home(project: &Project, roots: &Roots, written: &Path, home: Option<&Path>) -> Result<Self, WriteError> {
        let refused = |refusal| WriteError::Refused(written.to_path_buf(), refusal);
        let path = resolve(&project.dir.join(written)).map_err(refused)?;
        match refusal(&path, project, roots, home) {
            Some(refusal) => Err(refused(refusal)),
            None => Ok(Self {
                copies: Copies::memory(&project.dir, &path),
                made: Made::memory(&project.dir, &path),
                path,
                beside: BTreeSet::new(),
            }),
        }
    }
}

/// The path with symlinks, `.` and `..` resolved; its last parts need not exist.
fn resolve(path: &Path) -> Result<PathBuf, Refusal> {
    let mut resolved = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            Component::Prefix(_) | Component::RootDir => resolved.push(component),
            Component::Normal(name) => {
                resolved.push(name);
                if resolved.symlink_metadata().is_ok() {
                    resolved = fs::canonicalize(&resolved).map_err(|_| Refusal::Dangling)?;
                }
            }
        }
    }
    Ok(resolved)
}

fn refusal(path: &Path, project: &Project, roots: &Roots, home: Option<&Path>) -> Option<Refusal> {
    let content = project.dir.join(&*roots.content);
    let content = fs::canonicalize(&content).unwrap_or(content);
    let home = home.and_then(|home| fs::canonicalize(home).ok());
    let taken = [project.dir.join("themes"), project.dir.join(STATE_FOLDER)];
    let is_git = |component: Component<'_>| component == Component::Normal(".git".as_ref());
    let is_public_of_a_bare_folder = roots.is_bare && path == project.dir.join(OUTPUT_OF_A_BARE_FOLDER);
    if path.parent().is_none() {
        Some(Refusal::Root)
    } else if path.exists() && !path.is_dir() {
        Some(Refusal::NotAFolder)
    } else if home.is_some_and(|home| home.starts_with(path)) {
        Some(Refusal::Home)
    } else if project.dir.starts_with(path) {
        Some(Refusal::Project)
    } else if taken.iter().any(|taken| path.starts_with(taken)) || path.components().any(is_git) {
        Some(Refusal::Taken)
    } else if path.starts_with(&content) && !is_public_of_a_bare_folder {
        Some(Refusal::InContent)
    } else if content.starts_with(path) {
        Some(Refusal::HoldsContent)
    } else {
        None
    }
}
