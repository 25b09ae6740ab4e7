//! Walks a folder in order of names, follows symlinks that stay inside a boundary, and reports what cannot be walked.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::{is_of_git, reason};
use crate::diagnostic::{Code, Diagnostic};

/// How often one real folder is walked through different symlinks. Links that lead to one another multiply: without a bound,
/// thirty folders of two links each would be a billion paths.
const MOST_VISITS_BY_LINKS: u32 = 16;

/// What is walked and what is not.
pub(super) struct Walk<'a> {
    /// The folder, without symlinks, that symlinks must not leave.
    pub(super) boundary: &'a Path,
    /// Folders, without symlinks, that symlinks must not lead into: they are never content.
    pub(super) never: &'a [PathBuf],
    /// Whether an entry is skipped silently.
    pub(super) leaves_out: &'a dyn Fn(&Entry<'_>) -> bool,
}

/// An entry found on the walk.
pub(super) struct Entry<'a> {
    /// Its path from the walk's root, `/` between segments.
    pub(super) path: &'a str,
    /// Its last segment.
    pub(super) name: &'a str,
    /// Its path on disk.
    pub(super) location: &'a Path,
    /// What it is, without following symlinks.
    pub(super) kind: Kind,
}

/// What a directory entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
    Link,
    /// A FIFO, a socket, a device.
    Special,
}

impl Kind {
    pub(super) fn new(kind: fs::FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Special
        }
    }
}

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// The files: their path from the walk's root, and their path on disk.
    pub(super) files: Vec<(String, PathBuf)>,
    /// The paths of the folders that were walked or that a followed symlink leads into, without symlinks.
    pub(super) folders: Vec<PathBuf>,
    /// What could not be walked.
    pub(super) faults: Vec<Fault>,
    /// Whether there was a symlink, so that a change elsewhere may have an effect here.
    pub(super) has_links: bool,
}

/// An entry that is not what its name suggests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    /// The path from the walk's root; lossy if the name is not valid UTF-8.
    pub(super) path: String,
    /// Whether the entry may be a folder, and so contain any number of files.
    pub(super) may_be_folder: bool,
    /// What is wrong.
    pub(super) what: FaultKind,
}

/// What is wrong with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum FaultKind {
    NotUtf8,
    Control(char),
    Dangling,
    Outside,
    Never,
    Loop,
    TooManyLinks,
    Special,
    Unreadable(String),
}

impl FaultKind {
    /// The problem with the entry called `name`, as yet without a place.
    pub(super) fn diagnostic(&self, name: &str) -> Diagnostic {
        let (message, help) = match self {
            Self::NotUtf8 => (format!("the name `{name}` is not valid UTF-8"), "rename it; `�` stands for each wrong byte"),
            Self::Control(character) => {
                let message = format!(
                    "the name `{name}` has the control character U+{:04X}, so that it is left out",
                    u32::from(*character)
                );
                return Diagnostic::new(Code::UnprintableName, message).subject(name).help("rename it or remove it");
            }
            Self::Dangling => (format!("the symlink `{name}` leads nowhere"), "correct its target or remove it"),
            Self::Outside => (
                format!("the symlink `{name}` leads out of the project"),
                "copy what it leads to into the project, or leave the link out with `exclude:`",
            ),
            Self::Never => (
                format!("the symlink `{name}` leads into a folder that is never content"),
                "remove the link, or leave it out with `exclude:`",
            ),
            Self::Loop => (
                format!("the symlink `{name}` leads back to a folder it is in"),
                "remove the link, or leave it out with `exclude:`",
            ),
            Self::TooManyLinks => (
                format!("the folder `{name}` is reached through more than {MOST_VISITS_BY_LINKS} symlinks"),
                "remove some of the links, or leave them out with `exclude:`",
            ),
            Self::Special => (
                format!("`{name}` is neither a file nor a folder"),
                "remove the pipe, socket or device, or leave it out with `exclude:`",
            ),
            Self::Unreadable(reason) => {
                (format!("`{name}` cannot be read: {reason}"), "allow reading it, or leave it out with `exclude:`")
            }
        };
        // An entry that the system refuses to open is different from one that is not a page or file.
        let code = if matches!(self, Self::Unreadable(_)) { Code::Io } else { Code::UnreadEntry };
        Diagnostic::new(code, message).subject(name).help(help)
    }
}

/// A folder still to be walked.
struct Start {
    location: PathBuf,
    /// Its path from the walk's root.
    path: String,
    /// The paths of the symlinks that led here; empty for a folder reached without any.
    links: Vec<PathBuf>,
}

impl Walk<'_> {
    /// Walks the folder at `location`, a path without symlinks; the paths of its entries begin with `path`.
    pub(super) fn folder(&self, location: &Path, path: &str) -> Walked {
        let mut walked = Walked::default();
        let mut visits = BTreeMap::new();
        let mut starts = vec![Start { location: location.to_path_buf(), path: path.to_owned(), links: Vec::new() }];
        while let Some(start) = starts.pop() {
            self.walk_from(&start, &mut visits, &mut starts, &mut walked);
        }
        walked
    }

    fn walk_from(&self, start: &Start, visits: &mut BTreeMap<PathBuf, u32>, starts: &mut Vec<Start>, walked: &mut Walked) {
        let mut entries = WalkDir::new(&start.location).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    walked.faults.extend(walk_fault(&error, start));
                    continue;
                }
            };
            let is_folder = entry.file_type().is_dir();
            if entry.depth() > 0 {
                let Some(name) = entry.file_name().to_str() else {
                    let path = path_from_root(start, entry.path());
                    let may_be_folder = is_folder || entry.path_is_symlink();
                    walked.faults.push(Fault { path, may_be_folder, what: FaultKind::NotUtf8 });
                    if is_folder {
                        entries.skip_current_dir();
                    }
                    continue;
                };
                let path = path_from_root(start, entry.path());
                let kind = Kind::new(entry.file_type());
                if (self.leaves_out)(&Entry { path: &path, name, location: entry.path(), kind }) {
                    if is_folder {
                        entries.skip_current_dir();
                    }
                    continue;
                }
                if let Some(character) = name.chars().find(|character| character.is_control()) {
                    walked.faults.push(Fault { path, may_be_folder: is_folder, what: FaultKind::Control(character) });
                    if is_folder {
                        entries.skip_current_dir();
                    }
                    continue;
                }
                match kind {
                    Kind::File => walked.files.push((path, entry.into_path())),
                    Kind::Link => self.follow(path, entry.path(), start, starts, walked),
                    Kind::Special => walked.faults.push(Fault { path, may_be_folder: false, what: FaultKind::Special }),
                    Kind::Folder => {
                        if !start.links.is_empty() && is_visited_too_often(entry.path(), visits) {
                            walked.faults.push(Fault { path, may_be_folder: true, what: FaultKind::TooManyLinks });
                            entries.skip_current_dir();
                        } else {
                            walked.folders.push(entry.into_path());
                        }
                    }
                }
            } else if !start.links.is_empty() && is_visited_too_often(entry.path(), visits) {
                walked.faults.push(Fault { path: start.path.clone(), may_be_folder: true, what: FaultKind::TooManyLinks });
                return;
            } else {
                walked.folders.push(entry.into_path());
            }
        }
    }

    fn follow(&self, path: String, location: &Path, start: &Start, starts: &mut Vec<Start>, walked: &mut Walked) {
        walked.has_links = true;
        match self.resolve(location, &start.links) {
            Ok((target, Kind::Folder)) => {
                let mut links = start.links.clone();
                links.push(location.to_path_buf());
                starts.push(Start { location: target, path, links });
            }
            Ok((_, Kind::Special)) => walked.faults.push(Fault { path, may_be_folder: false, what: FaultKind::Special }),
            Ok((target, _)) => {
                walked.folders.extend(target.parent().map(Path::to_path_buf));
                walked.files.push((path, target));
            }
            Err((what, may_be_folder)) => walked.faults.push(Fault { path, may_be_folder, what }),
        }
    }

    /// Where a symlink leads, without symlinks, and what is there; otherwise what is wrong, and whether a folder may be there.
    fn resolve(&self, location: &Path, links: &[PathBuf]) -> Result<(PathBuf, Kind), (FaultKind, bool)> {
        let target = fs::canonicalize(location).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => (FaultKind::Unreadable(reason(&error)), true),
            // Nothing is there, links lead in a circle, or a file stands where a folder would.
            _ => (FaultKind::Dangling, false),
        })?;
        let kind = fs::symlink_metadata(&target).map_err(|error| (FaultKind::Unreadable(reason(&error)), true))?.file_type();
        let kind = Kind::new(kind);
        if !target.starts_with(self.boundary) {
            return Err((FaultKind::Outside, kind == Kind::Folder));
        }
        if self.never.iter().any(|never| target.starts_with(never)) || is_of_git(&target) {
            return Err((FaultKind::Never, kind == Kind::Folder));
        }
        if kind == Kind::Folder && (location.starts_with(&target) || links.iter().any(|link| link.starts_with(&target))) {
            return Err((FaultKind::Loop, true));
        }
        Ok((target, kind))
    }
}

fn is_visited_too_often(location: &Path, visits: &mut BTreeMap<PathBuf, u32>) -> bool {
    let visits = visits.entry(location.to_path_buf()).or_default();
    *visits += 1;
    *visits > MOST_VISITS_BY_LINKS
}

/// The path from the walk's root, with `/` between segments on every system.
fn path_from_root(start: &Start, location: &Path) -> String {
    let mut path = start.path.clone();
    for segment in location.strip_prefix(&start.location).unwrap_or(location) {
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(&segment.to_string_lossy());
    }
    path
}

/// A failure of the walk itself; `None` if the entry was gone before it could be examined, as happens with saves and branch
/// switches during a preview.
fn walk_fault(error: &walkdir::Error, start: &Start) -> Option<Fault> {
    let what = match error.io_error() {
        Some(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Some(error) => FaultKind::Unreadable(reason(error)),
        None => FaultKind::Loop,
    };
    let path = error.path().map_or_else(|| start.path.clone(), |path| path_from_root(start, path));
    Some(Fault { path, may_be_folder: true, what })
}
