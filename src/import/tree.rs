//! The old site's files as they were read.

use std::collections::BTreeMap;
use std::sync::Arc;

/// The files of a folder, relative to it, with `/` between segments.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    files: BTreeMap<String, Option<Arc<[u8]>>>,
    /// What could not be read, by its path as far as that can be shown.
    pub unread: Vec<String>,
}

impl Tree {
    /// A tree of these files. A file without bytes exists, but is too large to be read as text.
    #[must_use]
    pub fn new(files: BTreeMap<String, Option<Arc<[u8]>>>) -> Self {
        Self { files, unread: Vec::new() }
    }

    /// Whether there is a file at this path.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// The text of a file, without a byte order mark; `None` if there is no such file or it is not valid UTF-8.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        let bytes = self.files.get(path)?.as_deref()?;
        let text = str::from_utf8(bytes).ok()?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    /// The text of the first of these files that exists, with its path.
    pub(super) fn first<'p>(&self, base: &str, names: &[&'p str]) -> Option<(&'p str, &str)> {
        names.iter().find_map(|name| Some((*name, self.text(&under(base, name))?)))
    }

    /// The paths of all files, in their order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// The files below a folder (all of them if it is empty), each with its path relative to that folder.
    pub(super) fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.paths().filter_map(move |path| Some((path, below(path, folder)?)))
    }

    /// The folders that contain a file with this name, nearest first, no deeper than two levels.
    pub(super) fn folders_with(&self, name: &str) -> Vec<&str> {
        let mut folders: Vec<&str> = self
            .paths()
            .filter_map(|path| match path.strip_suffix(name)? {
                "" => Some(""),
                folder => folder.strip_suffix('/'),
            })
            .filter(|folder| folder.matches('/').count() < 2)
            .collect();
        folders.sort_by_key(|folder| (if folder.is_empty() { 0 } else { folder.matches('/').count() + 1 }, *folder));
        folders
    }
}

/// A path below a folder; the folder may be empty.
pub(super) fn under(folder: &str, path: &str) -> String {
    let path = path.trim_start_matches("./");
    match (folder, path) {
        ("", path) => path.to_owned(),
        (folder, "" | ".") => folder.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}

/// The rest of a path below a folder.
pub(super) fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() { Some(path) } else { path.strip_prefix(folder)?.strip_prefix('/') }
}

/// The folder of a path, empty at the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last segment of a path.
pub(super) fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The path without its extension.
pub(super) fn stem(path: &str) -> &str {
    let name = name(path);
    let cut = name.rfind('.').filter(|at| *at > 0).map_or(0, |at| name.len() - at);
    &path[..path.len() - cut]
}

/// Whether a file's name is that of a page: Markdown or MDX.
pub(super) fn is_page(path: &str) -> bool {
    has_extension(path, &["md", "markdown", "mdx", "mdown", "mkd"])
}

/// Whether a file has one of these extensions, in any case.
pub(super) fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let extension = name(path).rsplit_once('.').map_or("", |(_, extension)| extension);
    extensions.iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// The relative path from a folder to a path, both below one root.
pub(super) fn relative(from_folder: &str, to: &str) -> String {
    let from: Vec<&str> = from_folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let to_segments: Vec<&str> = to.split('/').collect();
    let shared = from.iter().zip(&to_segments[..to_segments.len() - 1]).take_while(|(a, b)| a == b).count();
    let ups = "../".repeat(from.len() - shared);
    format!("{ups}{}", to_segments[shared..].join("/"))
}
