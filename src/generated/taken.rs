//! The outputs and folders that belong to the handbook's files.
//!
//! Paths are compared without case and in NFC, as the plan compares them.

use std::collections::{HashMap, HashSet};

use crate::index::{Index, redirect_address};
use crate::path::{OutputPath, nfc};
use crate::source::{Source, Sources};

/// The form in which paths are compared: a site that works on one file system must work on every other. Case and normal form are
/// ignored, and so are full stops and spaces at the end of a name, which Windows removes.
#[must_use]
pub(crate) fn folded(path: &str) -> Box<str> {
    let lower = nfc(path).to_lowercase();
    let is_dropped = |end: char| matches!(end, '.' | ' ');
    if !lower.ends_with(is_dropped) && !lower.contains("./") && !lower.contains(" /") {
        return lower.into();
    }
    let names: Vec<&str> = lower.split('/').map(|name| name.trim_end_matches(is_dropped)).collect();
    names.join("/").into()
}

/// The paths that are taken, and the folders they are in.
#[derive(Debug, Default)]
pub(super) struct Taken {
    files: HashSet<Box<str>>,
    folders: HashSet<Box<str>>,
    /// The files of a bare folder, as spelled: each may or may not be part of the site, and a path that differs from one only in
    /// case is not free in either case.
    perhaps: HashMap<Box<str>, Box<str>>,
}

impl Taken {
    /// The outputs of the content's pages, files and old addresses, and those of the theme.
    pub(super) fn new(sources: &Sources, index: &Index, theme: impl Iterator<Item = OutputPath>) -> Self {
        let mut taken = Self::default();
        for id in index.built_ids() {
            let page = index.page(id);
            taken.take(&page.url.output());
            for alias in &page.redirects {
                taken.take(&redirect_address(&alias.value).output());
            }
        }
        for (path, source) in &sources.files {
            match source {
                Source::Asset(_) if sources.roots.is_bare || path.is_published_on_demand() => {
                    let output = path.address().output();
                    taken.perhaps.insert(folded(output.as_str()), output.as_str().into());
                }
                Source::Asset(_) => {
                    taken.files.insert(folded(path.as_str()));
                }
                Source::Page(_) => {}
            }
        }
        for path in theme {
            taken.take(&path);
        }
        taken
    }

    /// Takes a path, and returns whether it was free.
    pub(super) fn take(&mut self, path: &OutputPath) -> bool {
        let folded = folded(path.as_str());
        let is_other_spelling = self.perhaps.get(&folded).is_some_and(|spelled| **spelled != *path.as_str());
        !is_other_spelling && self.files.insert(folded)
    }

    /// Records the folders of everything taken so far: from now on none of them can be taken as a file.
    pub(super) fn close_folders(&mut self) {
        let mut folders: HashSet<Box<str>> = HashSet::new();
        for file in &self.files {
            let mut folder = &**file;
            while let Some((parent, _)) = folder.rsplit_once('/') {
                if !folders.insert(parent.into()) {
                    break;
                }
                folder = parent;
            }
        }
        self.folders = folders;
    }

    /// Takes a path if it is free, is not a folder, and is not below a file.
    pub(super) fn take_outside_folders(&mut self, path: &OutputPath) -> bool {
        let folded = folded(path.as_str());
        let is_below_a_file = folded.match_indices('/').any(|(end, _)| self.files.contains(&folded[..end]));
        !is_below_a_file && !self.folders.contains(&folded) && self.take(path)
    }
}
