//! The system's events, combined.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::event::{CreateKind, ModifyKind, RemoveKind};
use notify::{Event, EventKind};

use super::MOST_PATHS;
use super::folders::Folders;
use crate::workspace::Changes;

/// The events of one change.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    paths: BTreeSet<PathBuf>,
    /// Folders that were created, moved or removed: there may be no events for what is in them.
    pub(super) folders: BTreeSet<PathBuf>,
    is_anything: bool,
}

impl From<Changes> for Gathered {
    fn from(changes: Changes) -> Self {
        match changes {
            Changes::At(paths) => Self { paths: paths.into_iter().collect(), ..Self::default() },
            Changes::Anything => Self { is_anything: true, ..Self::default() },
        }
    }
}

impl Gathered {
    /// Adds an event; returns whether it means a change.
    pub(super) fn add(&mut self, event: notify::Result<Event>, folders: Option<&Folders>) -> bool {
        let Ok(event) = event else {
            self.is_anything = true;
            return true;
        };
        if event.need_rescan() {
            self.is_anything = true;
            return true;
        }
        // Reading causes events too; heeding them would never end.
        if matches!(event.kind, EventKind::Access(_)) || event.paths.is_empty() {
            return false;
        }
        let mut is_change = false;
        for path in event.paths {
            // Git's own files change with every command and are not content.
            if path.iter().any(|segment| segment == ".git") {
                continue;
            }
            is_change = true;
            if concerns_a_folder(event.kind, &path, folders) {
                self.is_anything = true;
                self.folders.insert(path);
            } else {
                self.paths.insert(path);
            }
        }
        if self.paths.len() > MOST_PATHS {
            self.is_anything = true;
            self.paths.clear();
        }
        is_change
    }

    /// Whether there were no events.
    pub(super) fn is_nothing(&self) -> bool {
        !self.is_anything && self.paths.is_empty()
    }

    /// The changes that the events mean.
    pub(super) fn into_changes(self) -> Changes {
        if self.is_anything { Changes::Anything } else { Changes::At(self.paths.into_iter().collect()) }
    }
}

fn concerns_a_folder(kind: EventKind, path: &Path, folders: Option<&Folders>) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
        EventKind::Create(CreateKind::File)
        | EventKind::Remove(RemoveKind::File)
        | EventKind::Modify(ModifyKind::Data(_) | ModifyKind::Metadata(_)) => false,
        _ => path.is_dir() || folders.is_some_and(|folders| folders.holds(path)),
    }
}
