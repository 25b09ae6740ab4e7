//! Warm equals cold: after any edit, a run that keeps what it made before gives the same bytes and the same problems as one
//! that knows nothing; and one thread gives the same as eight.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::assembled::{Assembled, Outcome};
use crate::folders::write;

mod random;
mod scripted;
mod second_build;

/// One change of a handbook's files.
#[derive(Debug, Clone)]
enum Edit<'a> {
    /// A file gets this text.
    Write(&'a str, &'a str),
    /// A file or a folder goes, if it is there.
    Remove(&'a str),
    /// A file or a folder is moved, if it is there; whatever stood at the new path goes.
    Move(&'a str, &'a str),
    /// Everything is committed on this day.
    Commit(&'a str),
}

impl Edit<'_> {
    /// Does it, and says at which paths something changed.
    fn make(&self, folder: &Path) -> Vec<PathBuf> {
        match self {
            Self::Write(path, text) => {
                if folder.join(path).is_dir() {
                    remove(&folder.join(path));
                }
                write(&folder.join(path), text);
                vec![path.into()]
            }
            Self::Remove(path) => {
                remove(&folder.join(path));
                vec![path.into()]
            }
            Self::Move(from, to) => {
                let (old, new) = (folder.join(from), folder.join(to));
                if old.exists() && !new.starts_with(&old) && !old.starts_with(&new) {
                    remove(&new);
                    fs::create_dir_all(new.parent().expect("a file is in a folder")).expect("a folder");
                    fs::rename(old, new).expect("moved");
                }
                vec![from.into(), to.into()]
            }
            Self::Commit(day) => {
                for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-q", "--allow-empty", "-m", "x"]] {
                    git(folder, arguments, day);
                }
                vec![".git".into()]
            }
        }
    }
}

fn git(folder: &Path, arguments: &[&str], day: &str) {
    let date = format!("{day}T12:00:00Z");
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@acme.example"]).args(arguments).current_dir(folder);
    command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.status().expect("git starts").success(), "{arguments:?}");
}

fn remove(path: &Path) {
    if path.is_dir() {
        fs::remove_dir_all(path).expect("removed");
    } else if path.exists() {
        fs::remove_file(path).expect("removed");
    }
}

/// A handbook that is edited, and kept warm.
struct Edited {
    folder: TempDir,
    warm: Assembled,
    /// What the last edit made of it.
    last: Outcome,
}

impl Edited {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            write(&folder.path().join(path), text);
        }
        let warm = Assembled::cold(folder.path());
        let last = warm.outcome();
        Self { folder, warm, last }
    }

    /// Makes an edit, keeps up with it, and compares nothing.
    fn keep_up_with(&mut self, edit: &Edit<'_>) {
        let changed = edit.make(self.folder.path());
        self.warm.warm(&changed);
    }

    /// Makes the edits at once, and gives what differs between a warm and a cold run, and what the cold run gives.
    fn edit(&mut self, edits: &[Edit<'_>]) -> (Vec<String>, Outcome) {
        let changed: Vec<PathBuf> = edits.iter().flat_map(|edit| edit.make(self.folder.path())).collect();
        self.warm.warm(&changed);
        let cold = Assembled::cold(self.folder.path()).outcome();
        let warm = self.warm.outcome();
        let mut differences = warm.differences(&cold);
        let without_cause = warm.changed_without_cause(&self.last);
        differences.extend(without_cause.map(|path| format!("{path} is made from the same as before and differs")));
        self.last = warm;
        (differences, cold)
    }
}
