//! The handbook's files as they are on disk: pages with their bytes, assets with only size and time.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::{RepositoryPath, SourcePath};

/// Where the content is in its project, and how files are named in messages.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Roots {
    /// The content root relative to the project folder, without a trailing slash; empty for a bare folder.
    pub content: Arc<str>,
    /// The content root relative to the repository root, without a trailing slash; empty when they are the same.
    pub content_in_repository: Arc<str>,
    /// Whether the project folder itself is the content root: if so, only assets that pages refer to are copied.
    pub is_bare: bool,
    /// The folder of files that the system this project was made for publishes at the root of its site: relative to the content
    /// root, as in `../static`.
    pub statics: Option<Arc<str>>,
    /// The path below which the system this project was made for publishes its site, without slashes around it.
    pub base: Option<Arc<str>>,
}

impl Roots {
    /// A source file's path relative to the project folder, as diagnostics name it.
    #[must_use]
    pub fn project_path(&self, path: &SourcePath) -> String {
        if self.content.is_empty() { path.to_string() } else { format!("{}/{path}", self.content) }
    }

    /// The path, relative to the content root, of a file given relative to the repository root, if it is one of another system's
    /// static files beside the content.
    #[must_use]
    pub fn static_path(&self, path: &str) -> Option<String> {
        let statics = self.statics.as_deref()?.strip_prefix("../")?;
        let around = self.content_in_repository.rsplit_once('/').map_or("", |(around, _)| around);
        let below = if around.is_empty() { path } else { path.strip_prefix(around)?.strip_prefix('/')? };
        let is_static = below.strip_prefix(statics).is_some_and(|rest| rest.starts_with('/'));
        is_static.then(|| format!("../{below}"))
    }

    /// A path from the site's root, without a leading slash, relative to the path at which another system published the site.
    #[must_use]
    pub fn without_base<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix(&**self.base.as_ref()?)?;
        if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
    }

    /// A source file's path relative to the repository root.
    #[must_use]
    pub fn repository_path(&self, path: &SourcePath) -> RepositoryPath {
        if self.content_in_repository.is_empty() {
            RepositoryPath::from(path.as_str())
        } else {
            RepositoryPath::from(format!("{}/{path}", self.content_in_repository))
        }
    }
}

/// One file below the content root.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// A page, whole.
    Page(Arc<[u8]>),
    /// Any other file; never read into memory.
    Asset(AssetFacts),
}

/// What is known of an asset without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct AssetFacts {
    /// Its size in bytes.
    pub size: u64,
    /// When it was last modified, in nanoseconds since the Unix epoch; 0 if the system does not say.
    pub modified: i128,
}

/// All files below the content root, in the order of their paths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sources {
    /// Where the content is.
    pub roots: Roots,
    /// The files; cheap to clone, since pages are shared.
    pub files: BTreeMap<SourcePath, Source>,
}

impl Sources {
    /// The pages with their bytes, in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = (&SourcePath, &Arc<[u8]>)> {
        self.files.iter().filter_map(|(path, source)| match source {
            Source::Page(bytes) => Some((path, bytes)),
            Source::Asset(_) => None,
        })
    }
}
