//! Why a site could not be written, and what to do about it.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Code, Diagnostic};
use crate::disk::reason;
use crate::path::OutputPath;

/// How many foreign files are named before the rest are only counted.
const MOST_NAMED: usize = 5;

/// Why a site could not be written. The output folder is unchanged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WriteError {
    /// The folder must not be written to, whatever it contains.
    Refused(PathBuf, Refusal),
    /// The folder contains these files and no manifest of ours.
    ForeignFolder(PathBuf, Vec<String>),
    /// At these planned paths there is something that the tool did not write.
    ForeignFiles(PathBuf, Vec<OutputPath>),
    /// Another build is writing to the folder.
    Busy(PathBuf),
    /// The manifest or the intent was not written by this tool.
    BadManifest(PathBuf),
    /// No file may be written at this path: it leads out of the folder, or to the tool's own files.
    BadPath(OutputPath),
    /// Two outputs have this path, or one of them is in a folder with the other's path.
    PlannedTwice(OutputPath),
    /// A file to be copied into the site cannot be read: a fault in the handbook (exit code 1), not in the output.
    Source(PathBuf, String),
    /// The system refused an operation.
    Io {
        /// What was tried, as a verb: `create`.
        action: &'static str,
        /// With which file.
        path: PathBuf,
        /// Why it failed.
        reason: String,
    },
}

/// Why a folder must not be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is the root of the file system.
    Root,
    /// It is or contains the user's home folder.
    Home,
    /// It is or contains the project folder.
    Project,
    /// It contains the content.
    HoldsContent,
    /// It is the content or inside it.
    InContent,
    /// It is a folder of themes, of Git, or of the tool itself.
    Taken,
    /// It is not a folder.
    NotAFolder,
    /// It is a dangling symlink.
    Dangling,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Root => "is the root of the file system",
            Self::Home => "is your home folder or holds it",
            Self::Project => "is the project folder or holds it",
            Self::HoldsContent => "holds the content",
            Self::InContent => "is inside the content",
            Self::Taken => "belongs to Git, to the themes or to the tool itself",
            Self::NotAFolder => "is not a folder",
            Self::Dangling => "is a symlink that leads nowhere",
        })
    }
}

impl WriteError {
    pub(in crate::disk) fn io(action: &'static str, path: &Path, error: &io::Error) -> Self {
        Self::Io { action, path: path.to_path_buf(), reason: reason(error) }
    }

    /// Whether the handbook is at fault rather than the output folder, so that the exit code is 1 instead of 2.
    #[must_use]
    pub fn is_fault_of_the_handbook(&self) -> bool {
        matches!(self, Self::Source(..))
    }

    /// The error as it is shown to people.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let diagnostic = Diagnostic::new(Code::Io, self.to_string()).help(self.help());
        match self {
            Self::Refused(path, _)
            | Self::ForeignFolder(path, _)
            | Self::Busy(path)
            | Self::BadManifest(path)
            | Self::Source(path, _)
            | Self::Io { path, .. } => diagnostic.subject(path.to_string_lossy()),
            Self::ForeignFiles(_, paths) => match paths.first() {
                Some(path) => diagnostic.subject(path.as_str()),
                None => diagnostic,
            },
            Self::BadPath(path) | Self::PlannedTwice(path) => diagnostic.subject(path.as_str()),
        }
    }

    fn help(&self) -> &'static str {
        match self {
            Self::Refused(_, Refusal::NotAFolder) => "move the file away, or name another output folder with `-d`",
            Self::Refused(_, Refusal::Dangling) => "correct or remove the symlink, or name another output folder with `-d`",
            Self::Refused(..) => "name a folder of its own for the site with `-d` or `output:`, such as `public`",
            Self::ForeignFolder(..) => {
                "empty the folder, or name another with `-d`; only dot files and `CNAME` may be there before"
            }
            Self::ForeignFiles(..) => "move them away, or rename the pages whose outputs they are in the way of",
            Self::Busy(_) => "wait for the other build to end, or name another output folder with `-d`",
            Self::BadManifest(_) => "remove the output folder and build again",
            Self::BadPath(_) => "rename the page, asset or alias that has this address",
            Self::PlannedTwice(_) => "rename one of the two",
            Self::Source(..) => "allow reading the file, or leave it out with `exclude:`",
            Self::Io { .. } => {
                "make room or allow writing there, or name another output folder with `-d`; the old site is untouched"
            }
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(path, refusal) => write!(f, "the output folder `{}` {refusal}", path.display()),
            Self::ForeignFolder(path, names) => {
                write!(f, "the folder `{}` holds files of somebody else: ", path.display())?;
                write_names(f, names)
            }
            Self::ForeignFiles(path, names) => {
                write!(f, "files of somebody else are in the way in `{}`: ", path.display())?;
                write_names(f, names)
            }
            Self::Busy(path) => write!(f, "another build is writing to `{}`", path.display()),
            Self::BadManifest(path) => write!(f, "`{}` is damaged, so which files are the tool's own is unknown", path.display()),
            Self::BadPath(path) => write!(f, "no output can be written at `{path}`"),
            Self::PlannedTwice(path) => write!(f, "two outputs need the path `{path}`"),
            Self::Source(path, reason) => write!(f, "`{}` cannot be read: {reason}", path.display()),
            Self::Io { action, path, reason } => write!(f, "cannot {action} `{}`: {reason}", path.display()),
        }
    }
}

impl std::error::Error for WriteError {}

fn write_names<T: fmt::Display>(f: &mut fmt::Formatter<'_>, names: &[T]) -> fmt::Result {
    for (position, name) in names.iter().take(MOST_NAMED).enumerate() {
        write!(f, "{}`{name}`", if position > 0 { ", " } else { "" })?;
    }
    if names.len() > MOST_NAMED {
        write!(f, " and {} more", names.len() - MOST_NAMED)?;
    }
    Ok(())
}
