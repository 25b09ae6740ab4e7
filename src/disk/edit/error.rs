//! Why the handbook's files could not be changed, and what to do about it.

use std::fmt;
use std::path::PathBuf;

use crate::diagnostic::{Code, Diagnostic};
use crate::disk::write::WriteError;

/// Why the handbook's files could not be changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EditError {
    /// Another process is changing them.
    Busy(PathBuf),
    /// This file was changed since it was read; nothing was written.
    Changed(String),
    /// This file was changed after an interrupted run planned to write it; the folder contains what is still to be done.
    Interrupted(String, PathBuf),
    /// A run was interrupted in this project, so a dry run cannot show anything reliable.
    HalfDone(PathBuf),
    /// This path no longer exists.
    Gone(String),
    /// This path exists already.
    InTheWay(String),
    /// The journal was not written by this tool.
    BadJournal(PathBuf),
    /// This file is not writable; nothing was written.
    ReadOnly(String),
    /// This file is in a merge conflict according to Git; nothing was written.
    Unmerged(String),
    /// The system refused an operation; the handbook is unchanged.
    Io(WriteError),
    /// The system refused an operation, and then to undo what had been done before it.
    Stuck(WriteError),
}

impl From<WriteError> for EditError {
    fn from(error: WriteError) -> Self {
        match error {
            WriteError::Busy(path) => Self::Busy(path),
            other => Self::Io(other),
        }
    }
}

impl EditError {
    /// The same system error, while undoing.
    pub(super) fn stuck(self) -> Self {
        match self {
            Self::Io(error) => Self::Stuck(error),
            other => other,
        }
    }

    /// The error as it is shown to people.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let help = match self {
            Self::Busy(_) => "wait for the other `journeybook` to end".to_owned(),
            Self::Changed(_) => "run the command again".to_owned(),
            Self::Interrupted(_, folder) => {
                format!("undo what you changed in the file and run again, or give up the rest by removing `{}`", folder.display())
            }
            Self::HalfDone(_) => "run without `--dry-run`, which finishes it first".to_owned(),
            Self::Gone(_) => "look where it went, and run the command again".to_owned(),
            Self::InTheWay(_) => "choose another name, or move away what is there".to_owned(),
            Self::BadJournal(path) => format!("remove `{}`", path.display()),
            Self::ReadOnly(_) => "allow writing to the file, and run again".to_owned(),
            Self::Unmerged(_) => "resolve the conflict, `git add` the file, and run again".to_owned(),
            Self::Io(_) => "allow writing there or make room, and run again; the handbook is as it was before".to_owned(),
            Self::Stuck(_) => "allow writing there or make room, and run again: what was done is taken back first".to_owned(),
        };
        Diagnostic::new(Code::Io, self.to_string()).help(help)
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy(path) => write!(f, "another process is changing the files of `{}`", path.display()),
            Self::Changed(path) => write!(f, "`{path}` was changed in the meantime, so nothing was written"),
            Self::Interrupted(path, _) => write!(f, "`{path}` was changed since a run that was cut short meant to change it"),
            Self::HalfDone(path) => write!(f, "an earlier run left `{}` half changed", path.display()),
            Self::Gone(path) => write!(f, "there is nothing at `{path}`"),
            Self::InTheWay(path) => write!(f, "there is something at `{path}` already"),
            Self::BadJournal(path) => write!(f, "`{}` is damaged", path.display()),
            Self::ReadOnly(path) => write!(f, "`{path}` is read-only, so nothing was written"),
            Self::Unmerged(path) => write!(f, "`{path}` is in a merge conflict, so nothing was written"),
            Self::Io(error) | Self::Stuck(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for EditError {}
