//! The folders that the system watches.
//!
//! Never a file: if an editor saves by renaming, the watch would stay with the old one. On Linux each folder is watched separately,
//! so only the content's and the theme's are, not `node_modules` beside them; elsewhere the topmost folders are watched with
//! everything below.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use super::Message;

/// The system's number for "no space left", which Linux returns if a user watches too much (`inotify_add_watch(2)`).
const ENOSPC: i32 = 28;
/// The system's number for "too many open files", which Linux returns if there are too many watchers (`inotify_init(2)`).
const EMFILE: i32 = 24;

/// A watcher and its folders.
pub(super) struct Folders {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    /// A watcher that sends events to `sender`; it watches nothing yet.
    pub(super) fn new(sender: Sender<Message>) -> notify::Result<Self> {
        let heard = move |event| {
            // When the program is ending, nobody is listening.
            let _ = sender.send(Message::Event(event));
        };
        let watcher = RecommendedWatcher::new(heard, notify::Config::default().with_follow_symlinks(false))?;
        Ok(Self { watcher, watched: BTreeSet::new() })
    }

    /// Watches exactly these folders; returns whether one is new. Folders that do not exist are ignored.
    ///
    /// # Errors
    /// If the system has no more watches. Other failures for a folder are compensated by comparing.
    pub(super) fn follow(&mut self, wanted: &BTreeSet<&Path>) -> notify::Result<bool> {
        let is_each = RecommendedWatcher::kind() == WatcherKind::Inotify;
        let wanted = if is_each { wanted.clone() } else { topmost(wanted) };
        let mode = if is_each { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        let gone: Vec<PathBuf> = self.watched.iter().filter(|path| !wanted.contains(path.as_path())).cloned().collect();
        for path in gone {
            self.unwatch(&path);
        }
        let mut is_any_new = false;
        for path in wanted {
            if self.watched.contains(path) {
                continue;
            }
            match self.watcher.watch(path, mode) {
                Ok(()) => {
                    self.watched.insert(path.to_path_buf());
                    is_any_new = true;
                }
                Err(error) if is_exhausted(&error) => return Err(error),
                Err(_) => {}
            }
        }
        Ok(is_any_new)
    }

    /// Removes the watches at and below these folders: after a move they would report the old path.
    pub(super) fn forget(&mut self, folders: &BTreeSet<PathBuf>) {
        for folder in folders {
            let below: Vec<PathBuf> =
                self.watched.range(folder.clone()..).take_while(|path| path.starts_with(folder)).cloned().collect();
            for path in below {
                self.unwatch(&path);
            }
        }
    }

    /// Whether a folder is watched.
    pub(super) fn holds(&self, folder: &Path) -> bool {
        self.watched.contains(folder)
    }

    fn unwatch(&mut self, folder: &Path) {
        // The system itself removes the watch of a removed folder.
        let _ = self.watcher.unwatch(folder);
        self.watched.remove(folder);
    }
}

/// The folders that are not inside another one.
fn topmost<'a>(folders: &BTreeSet<&'a Path>) -> BTreeSet<&'a Path> {
    let mut top: Vec<&Path> = Vec::new();
    for folder in folders {
        if !top.iter().any(|above| folder.starts_with(above)) {
            top.push(folder);
        }
    }
    top.into_iter().collect()
}

fn is_exhausted(error: &notify::Error) -> bool {
    matches!(error.kind, ErrorKind::MaxFilesWatch) || matches!(system_number(error), Some(ENOSPC | EMFILE))
}

fn system_number(error: &notify::Error) -> Option<i32> {
    match &error.kind {
        ErrorKind::Io(error) => io::Error::raw_os_error(error),
        _ => None,
    }
}

/// Why the system does not watch, and which limit to raise.
pub(super) fn explained(error: &notify::Error) -> String {
    let setting = match system_number(error) {
        Some(EMFILE) => "fs.inotify.max_user_instances",
        _ => "fs.inotify.max_user_watches",
    };
    if is_exhausted(error) && cfg!(target_os = "linux") {
        format!("the system's limit of watches is reached: raise it with `sysctl {setting}=524288`")
    } else {
        format!("the system tells of no changes: {error}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_exhausted_limit_names_the_setting() {
        let io = |number| notify::Error::new(ErrorKind::Io(io::Error::from_raw_os_error(number)));
        for (error, named) in [
            (notify::Error::new(ErrorKind::MaxFilesWatch), "fs.inotify.max_user_watches"),
            (io(ENOSPC), "fs.inotify.max_user_watches"),
            (io(EMFILE), "fs.inotify.max_user_instances"),
            (notify::Error::generic("broken"), "broken"),
        ] {
            assert!(explained(&error).contains(named), "{}", explained(&error));
        }
    }

    #[test]
    fn the_topmost_folders_are_in_no_other() {
        let paths = ["/p", "/p/a", "/p/a/b", "/q/c", "/q/d"].map(Path::new);
        assert_eq!(topmost(&paths.into()), ["/p", "/q/c", "/q/d"].map(Path::new).into());
    }
}
