//! The folders that the system is asked to watch.
//!
//! Never a file: an editor that saves by renaming would leave the watch with the old one. Where each folder is watched by itself
//! (Linux), only the content's and the theme's are, not `node_modules` beside them; elsewhere the topmost are, with all below.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use notify::{ErrorKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};

use super::Message;

/// The system's number for "no space left", which Linux gives when a user watches too much (`inotify_add_watch(2)`).
const ENOSPC: i32 = 28;
/// The system's number for "too many open files", which Linux gives when there are too many watchers (`inotify_init(2)`).
const EMFILE: i32 = 24;

/// A watcher and what it watches.
pub(super) struct Folders {
    watcher: RecommendedWatcher,
    watched: BTreeSet<PathBuf>,
}

impl Folders {
    /// A watcher whose events arrive at `sender`; it watches nothing yet.
    pub(super) fn new(sender: Sender<Message>) -> notify::Result<Self> {
        let heard = move |event| {
            // Nobody listens any more when the program ends.
            let _ = sender.send(Message::Event(event));
        };
        let watcher = RecommendedWatcher::new(heard, notify::Config::default().with_follow_symlinks(false))?;
        Ok(Self { watcher, watched: BTreeSet::new() })
    }

    /// Watches these folders and no others; gives whether one is new. Folders that do not exist do not count.
    ///
    /// # Errors
    /// When the system has no more watches to give. All else that fails for one folder is made good by comparing.
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

    /// Gives up the watches at and below these folders: after a move they would tell of the old place.
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
        // The system gives up the watch of a folder that was removed by itself.
        let _ = self.watcher.unwatch(folder);
        self.watched.remove(folder);
    }
}

/// The folders that are in no other of them.
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

/// Why the system does not watch, and which setting to raise.
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
