//! Which folder is the content root, and what below it is excluded.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::names::{is_backup, is_build_folder, is_hidden, is_media, may_hold_media};
use super::open::Project;
use super::state::STATE_FOLDER;
use super::systems::{base_path, recognised};
use super::walk::{Entry, FaultKind, Kind, Walk, Walked};
use super::write::manifest_in;
use crate::config::FILE_NAME as CONFIG_NAME;
use crate::config::{Config, TEMPLATES};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::{ProjectPath, SourcePath, is_page_name, join, nfc};
use crate::source::Roots;

/// The content root if none is configured and this folder contains a page.
const DEFAULT_CONTENT: &str = "content";

/// The content of a project: where it is, and which of its files are read.
pub(super) struct Content<'a> {
    pub(super) roots: Roots,
    project: &'a Project,
    config: &'a Config,
    /// Where the content is, without symlinks; `None` if the configured folder cannot be used.
    pub(super) location: Option<PathBuf>,
    /// The output folder as configured, and its path without symlinks.
    output: [PathBuf; 2],
}

impl<'a> Content<'a> {
    /// Finds the content root and walks it.
    pub(super) fn find(project: &'a Project, config: &'a Config) -> (Self, Walked, Option<Diagnostic>) {
        if let Some(configured) = &config.content {
            let content = Self::configured(project, config, configured);
            return match content {
                Ok(content) => {
                    let walked = content.walk();
                    (content, walked, None)
                }
                Err(diagnostic) => {
                    let roots = roots(project, configured.trim_matches('/'));
                    (Self::new(project, config, roots, None), Walked::default(), Some(*diagnostic))
                }
            };
        }
        // A symlink that leaves the project is reported by the bare folder's walk.
        if let Some(location) = inside(project, DEFAULT_CONTENT) {
            let content = Self::new(project, config, roots(project, DEFAULT_CONTENT), Some(location));
            let walked = content.walk();
            if walked.files.iter().any(|(path, _)| config.is_page(path)) {
                return (content, walked, None);
            }
        }
        let content = Self::new(project, config, roots(project, ""), Some(project.dir.clone()));
        let walked = content.walk();
        (content, walked, None)
    }

    /// The content at a root found before.
    pub(super) fn at(project: &'a Project, config: &'a Config, known: &Roots) -> Self {
        let location = inside(project, &known.content);
        Self::new(project, config, known.clone(), location)
    }

    fn new(project: &'a Project, config: &'a Config, roots: Roots, location: Option<PathBuf>) -> Self {
        let output = project.dir.join(&*config.output);
        let canonical = fs::canonicalize(&output).unwrap_or_else(|_| output.clone());
        let mut content = Self { roots, project, config, location, output: [output, canonical] };
        if content.roots.statics.is_none() {
            content.roots.statics = content.statics();
        }
        if content.roots.base.is_none() {
            content.roots.base = base_path(&project.dir, &project.repository_root);
        }
        content
    }

    /// The folder of static files of the system that the project was laid out for, relative to the content root; never the output folder.
    fn statics(&self) -> Option<Arc<str>> {
        let folder = recognised(&self.project.dir)?.facts.statics?;
        let location = inside(self.project, folder)?;
        let is_content = self.location.as_ref().is_some_and(|root| location.starts_with(root)) && !self.roots.is_bare;
        if is_content || self.is_site(&location) || self.output.contains(&location) {
            return None;
        }
        let depth = self.roots.content.split('/').filter(|name| !name.is_empty()).count();
        Some(Arc::from(format!("{}{folder}", "../".repeat(depth))))
    }

    /// Where the static files beside the content are.
    fn statics_beside(&self) -> Option<(PathBuf, &str)> {
        let statics = self.roots.statics.as_deref().filter(|statics| statics.starts_with("../"))?;
        Some((inside(self.project, statics.trim_start_matches("../"))?, statics))
    }

    /// Whether a path is that of the static files beside the content, or below it.
    pub(super) fn is_static(&self, path: &Path) -> bool {
        self.statics_beside().is_some_and(|(location, _)| path.starts_with(location))
    }

    fn configured(project: &'a Project, config: &'a Config, written: &str) -> Result<Self, Box<Diagnostic>> {
        let fault = |message: String, help: &str| {
            let diagnostic = Diagnostic::new(Code::Config, message).in_project(ProjectPath::from(CONFIG_NAME));
            Err(Box::new(at_content_key(diagnostic, project, written).help(help)))
        };
        let Some(path) = join("", written).ok().filter(|_| !Path::new(written).is_absolute()) else {
            return fault(
                format!("the content folder `{written}` is outside the project"),
                "name a folder inside the project; run with another DIR to build another folder",
            );
        };
        let folder = project.dir.join(&path);
        if !folder.is_dir() {
            return fault(format!("there is no folder `{written}`"), "create it, or name the folder that holds your pages");
        }
        let Some(location) = inside(project, &path) else {
            return fault(
                format!("the content folder `{written}` is a symlink that leads out of the repository"),
                "name a folder inside the repository",
            );
        };
        Ok(Self::new(project, config, roots(project, &path), Some(location)))
    }

    /// The content root's path as written, which may be a symlink.
    pub(super) fn written_location(&self) -> PathBuf {
        self.project.dir.join(&*self.roots.content)
    }

    /// Whether a change at this path below a bare folder may give the project a content folder.
    pub(super) fn may_become_root(&self, path: &Path) -> bool {
        self.roots.is_bare && self.config.content.is_none() && path.starts_with(DEFAULT_CONTENT)
    }

    fn walk(&self) -> Walked {
        let mut walked = self.location.as_deref().map_or_else(Walked::default, |location| self.walk_folder(location, ""));
        if let Some((location, path)) = self.statics_beside() {
            let beside = self.walk_folder(&location, path);
            walked.files.extend(beside.files.into_iter().filter(|(path, _)| !self.config.is_page(path)));
            walked.folders.extend(beside.folders);
            walked.has_links |= beside.has_links;
        }
        walked
    }

    /// Walks one folder of the content; `path` is its path below the content root.
    pub(super) fn walk_folder(&self, location: &Path, path: &str) -> Walked {
        let never = [self.output[1].clone()];
        let leaves_out = |entry: &Entry<'_>| self.leaves_out(entry);
        let mut walked =
            Walk { boundary: &self.project.repository_root, never: &never, leaves_out: &leaves_out }.folder(location, path);
        walked.faults.retain(|fault| self.matters(&fault.path, fault.may_be_folder, &fault.what));
        walked
    }

    /// Whether an entry is not part of the content.
    pub(super) fn leaves_out(&self, entry: &Entry<'_>) -> bool {
        let is_file = matches!(entry.kind, Kind::File | Kind::Special);
        is_hidden_here(entry)
            || (entry.kind != Kind::Folder && is_backup(entry.name))
            || (!is_file && is_build_folder(entry.name))
            || (self.roots.is_bare && is_projects_own(entry, is_file))
            || (self.roots.content.is_empty() && is_file && self.is_template(entry.path))
            || self.is_excluded(entry.path, is_file)
            || (entry.kind == Kind::Folder && self.is_site(entry.location))
    }

    /// Whether a folder is a site that we built: the output folder, or one that was built into before. A folder of pages that
    /// merely has the output folder's name remains content; building into it is refused.
    fn is_site(&self, location: &Path) -> bool {
        manifest_in(location).is_file()
            || (self.output.iter().any(|output| output == location) && location.join(STATE_FOLDER).is_dir())
    }

    /// Whether a file of a project that is its own content is a template of pages.
    fn is_template(&self, path: &str) -> bool {
        let name = path.strip_prefix(TEMPLATES).and_then(|rest| rest.strip_prefix('/')).and_then(|name| name.strip_suffix(".md"));
        name.is_some_and(|name| self.config.kinds.iter().any(|kind| **kind == *name))
    }

    fn is_excluded(&self, path: &str, is_file: bool) -> bool {
        let exclude = &self.config.exclude;
        !exclude.is_empty()
            && (exclude.is_match(path)
                || exclude.is_match(&*nfc(path))
                || (!is_file && exclude.is_match(format!("{}/", nfc(path)))))
    }

    /// Whether a problem with an entry concerns the handbook: in a bare folder only files that pages refer to are published, so a
    /// socket or a dangling symlink of other software does not matter.
    fn matters(&self, path: &str, may_be_folder: bool, what: &FaultKind) -> bool {
        !self.roots.is_bare || may_be_folder || is_page_name(path) || matches!(what, FaultKind::Loop)
    }
}

/// Whether a page at `path` would be excluded if it existed: because of its name, a folder it is in, or `exclude:`.
#[must_use]
pub fn is_left_out(project: &Project, config: &Config, roots: &Roots, path: &SourcePath) -> bool {
    let content = Content::at(project, config, roots);
    let whole = path.as_str();
    let ends = whole.match_indices('/').map(|(end, _)| (end, Kind::Folder)).chain([(whole.len(), Kind::File)]);
    let mut entries = ends.map(|(end, kind)| (&whole[..end], kind));
    entries.any(|(path, kind)| {
        let name = path.rsplit('/').next().unwrap_or(path);
        content.leaves_out(&Entry { path, name, location: &content.written_location().join(path), kind })
    })
}

/// The page that a file at an absolute path is, or would be if it existed; `None` if it would not be a page: it is elsewhere, does
/// not have a page's name, or is excluded.
#[must_use]
pub fn page_at(project: &Project, config: &Config, roots: &Roots, path: &Path) -> Option<SourcePath> {
    let content = Content::at(project, config, roots);
    let written = content.written_location();
    let below =
        content.location.as_deref().and_then(|root| path.strip_prefix(root).ok()).or_else(|| path.strip_prefix(&written).ok())?;
    let segments: Option<Vec<&str>> = below.iter().map(|segment| segment.to_str()).collect();
    let path = SourcePath::from(segments?.join("/"));
    (config.is_page(path.file_name()) && !is_left_out(project, config, roots, &path)).then_some(path)
}

/// Whether an entry is hidden. Hidden folders are searched only for media that pages refer to.
fn is_hidden_here(entry: &Entry<'_>) -> bool {
    let folder = entry.path.trim_start_matches("../").rsplit_once('/').map_or("", |(folder, _)| folder);
    let is_in_hidden = folder.split('/').any(is_hidden);
    match entry.kind {
        Kind::Folder => is_hidden(entry.name) && !may_hold_media(entry.name),
        Kind::File => is_hidden(entry.name) || (is_in_hidden && !is_media(entry.name)),
        Kind::Link | Kind::Special => is_hidden(entry.name) || is_in_hidden,
    }
}

/// Whether an entry of a bare folder belongs to the project rather than to its content: the configuration, or a theme.
fn is_projects_own(entry: &Entry<'_>, is_file: bool) -> bool {
    let is_theme_name = || entry.path.strip_prefix("themes/").is_some_and(|name| !name.contains('/'));
    let is_theme = || ["templates", "static", "theme.yaml"].iter().any(|part| entry.location.join(part).exists());
    entry.path == CONFIG_NAME || (!is_file && is_theme_name() && is_theme())
}

/// The path of a folder of the project without symlinks, if it is a folder inside the repository.
fn inside(project: &Project, path: &str) -> Option<PathBuf> {
    let location = fs::canonicalize(project.dir.join(path)).ok()?;
    (location.is_dir() && location.starts_with(&project.repository_root)).then_some(location)
}

fn roots(project: &Project, content: &str) -> Roots {
    let mut in_repository = String::new();
    for segment in project.dir.strip_prefix(&project.repository_root).unwrap_or(Path::new("")) {
        in_repository.push_str(&segment.to_string_lossy());
        in_repository.push('/');
    }
    in_repository.push_str(content);
    Roots {
        content: Arc::from(content),
        content_in_repository: Arc::from(in_repository.trim_end_matches('/')),
        is_bare: content.is_empty(),
        statics: None,
        base: None,
    }
}

/// Places a fault in `content:` at its value, if the value is written plainly on the key's own line.
fn at_content_key(diagnostic: Diagnostic, project: &Project, written: &str) -> Diagnostic {
    let diagnostic = diagnostic.subject(written);
    let mut offset = 0;
    for line in project.config_text.as_deref().unwrap_or_default().split_inclusive('\n') {
        if let Some(value) = line.strip_prefix("content:").and_then(|value| value.find(written)) {
            let start = offset + "content:".len() + value;
            return diagnostic.at(start..start + written.len());
        }
        offset += line.len();
    }
    diagnostic
}
