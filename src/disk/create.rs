//! Adds new files to a folder: all of them or none, and never over an existing file.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::open::OpenError;
use super::{read_text, reason};
use crate::scaffold::{NewFile, WhenThere};

/// What happened to the files, by their paths as given.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Created {
    /// The new ones.
    pub made: Vec<String>,
    /// Those that existed and may stay, with their text if it is UTF-8.
    pub kept: Vec<(String, Option<String>)>,
}

/// Why nothing was created.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CreateError {
    /// These exist already.
    Exist(Vec<String>),
    /// This path leads through a file, or through a symlink out of the folder.
    Blocked(String, &'static str),
    /// This could not be written, for this reason.
    Unwritable(String, String),
}

impl fmt::Display for CreateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exist(paths) => {
                let names = paths.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
                write!(f, "{names} {} there already", if paths.len() == 1 { "is" } else { "are" })
            }
            Self::Blocked(path, why) => write!(f, "`{path}` cannot be made: {why}"),
            Self::Unwritable(path, reason) => write!(f, "`{path}` cannot be written: {reason}"),
        }
    }
}

impl std::error::Error for CreateError {}

/// A folder that may not exist yet, with symlinks resolved in the part that exists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewProject {
    /// The folder, absolute.
    pub dir: PathBuf,
    /// The nearest folder at or above it that contains `.git`, otherwise the folder itself.
    pub repository_root: PathBuf,
}

/// Finds where `dir` is, or would be if it were created.
pub fn locate_new(dir: &Path) -> Result<NewProject, OpenError> {
    let unreadable = |error: &io::Error| OpenError::Unreadable(dir.to_path_buf(), reason(error));
    let absolute = std::path::absolute(dir).map_err(|error| unreadable(&error))?;
    // `..` after a missing folder or a symlink does not mean what the text suggests.
    let mut existing = absolute.as_path();
    while existing.symlink_metadata().is_err() {
        existing = existing.parent().ok_or_else(|| OpenError::Missing(dir.to_path_buf()))?;
    }
    let rest = absolute.strip_prefix(existing).unwrap_or(Path::new(""));
    if rest.components().any(|component| !matches!(component, Component::Normal(_))) {
        return Err(OpenError::Missing(dir.to_path_buf()));
    }
    let place = fs::canonicalize(existing).map_err(|error| unreadable(&error))?;
    if !place.is_dir() {
        return Err(OpenError::NotAFolder(dir.to_path_buf()));
    }
    let dir = if rest.as_os_str().is_empty() { place } else { place.join(rest) };
    let repository_root = dir.ancestors().find(|parent| parent.join(".git").exists()).unwrap_or(&dir).to_path_buf();
    Ok(NewProject { dir, repository_root })
}

/// Writes `files` below the folder `base`, which is created if missing; their paths have `/` between plain segments.
///
/// If one of them cannot be written, nothing is: files already created are removed again.
pub fn create(base: &Path, files: &[NewFile]) -> Result<Created, CreateError> {
    create_with_copies(base, files, &[])
}

/// Writes `files` as [`create`] does, and copies files from elsewhere to paths below `base`. A copy is never written over a file.
pub fn create_with_copies(base: &Path, files: &[NewFile], copies: &[(PathBuf, String)]) -> Result<Created, CreateError> {
    let mut created = Created::default();
    let mut exist = Vec::new();
    let mut wanted = Vec::new();
    for file in files {
        let place = base.join(&file.path);
        let is_there = place.symlink_metadata().is_ok();
        match file.when_there {
            WhenThere::Refuse if is_there => exist.push(file.path.clone()),
            WhenThere::Keep if is_there => created.kept.push((file.path.clone(), read_text(&place).ok())),
            _ => {
                check_way(base, &file.path)?;
                wanted.push((file, place));
            }
        }
    }
    for (_, path) in copies {
        if base.join(path).symlink_metadata().is_ok() {
            exist.push(path.clone());
        }
        check_way(base, path)?;
    }
    if !exist.is_empty() {
        return Err(CreateError::Exist(exist));
    }
    let mut undo = Undo::default();
    for (file, place) in wanted {
        write_new(&place, file.text.as_bytes(), &mut undo).map_err(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => CreateError::Exist(vec![file.path.clone()]),
            _ => CreateError::Unwritable(file.path.clone(), reason(&error)),
        })?;
        created.made.push(file.path.clone());
    }
    for (from, path) in copies {
        let unwritable = |error: &io::Error| CreateError::Unwritable(path.clone(), reason(error));
        let bytes = fs::read(from).map_err(|error| unwritable(&error))?;
        write_new(&base.join(path), &bytes, &mut undo).map_err(|error| unwritable(&error))?;
        created.made.push(path.clone());
    }
    undo.files.clear();
    undo.folders.clear();
    Ok(created)
}

/// Writes one file of any bytes below `base`, as [`create`] does.
pub fn create_file(base: &Path, path: &str, bytes: &[u8]) -> Result<(), CreateError> {
    let place = base.join(path);
    if place.symlink_metadata().is_ok() {
        return Err(CreateError::Exist(vec![path.to_owned()]));
    }
    check_way(base, path)?;
    let mut undo = Undo::default();
    write_new(&place, bytes, &mut undo).map_err(|error| CreateError::Unwritable(path.to_owned(), reason(&error)))?;
    undo.files.clear();
    undo.folders.clear();
    Ok(())
}

/// Whether every folder on the way to `path` exists or can be created, and none leads out of `base` through a symlink.
fn check_way(base: &Path, path: &str) -> Result<(), CreateError> {
    let Ok(real_base) = fs::canonicalize(base) else { return Ok(()) };
    let mut folder = base.to_path_buf();
    let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
    for name in parent.split('/').filter(|name| !name.is_empty()) {
        folder.push(name);
        if folder.symlink_metadata().is_err() {
            return Ok(());
        }
        match fs::canonicalize(&folder) {
            Ok(real) if !real.starts_with(&real_base) => {
                return Err(CreateError::Blocked(path.to_owned(), "a symlink on the way leads out of the folder"));
            }
            Ok(real) if real.is_dir() => {}
            _ => return Err(CreateError::Blocked(path.to_owned(), "a file stands where a folder is needed")),
        }
    }
    Ok(())
}

fn write_new(place: &Path, bytes: &[u8], undo: &mut Undo) -> io::Result<()> {
    let missing: Vec<&Path> = place.ancestors().skip(1).take_while(|folder| folder.symlink_metadata().is_err()).collect();
    for folder in missing.into_iter().rev() {
        fs::create_dir(folder)?;
        undo.folders.push(folder.to_path_buf());
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(place)?;
    undo.files.push(place.to_path_buf());
    file.write_all(bytes)?;
    file.sync_all()
}

/// What has been created so far, removed when this is dropped.
#[derive(Default)]
struct Undo {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Drop for Undo {
    fn drop(&mut self) {
        for file in &self.files {
            let _ = fs::remove_file(file);
        }
        // A folder into which somebody has put something in the meantime stays.
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::fixture::Fixture;

    fn new(path: &str, when_there: WhenThere) -> NewFile {
        NewFile { path: path.to_owned(), text: format!("new {path}"), when_there }
    }

    fn all(paths: &[&str]) -> Vec<NewFile> {
        paths.iter().map(|path| new(path, WhenThere::Refuse)).collect()
    }

    fn names(fixture: &Fixture) -> Vec<String> {
        let entries = walkdir::WalkDir::new(fixture.root()).min_depth(1).sort_by_file_name();
        let name = |entry: walkdir::DirEntry| entry.path().strip_prefix(fixture.root()).map(|path| path.display().to_string());
        entries.into_iter().map(|entry| name(entry.expect("an entry")).expect("below")).collect()
    }

    #[test]
    fn files_and_their_folders_are_made() {
        let fixture = Fixture::new("//- docs/mine.md\nmine");
        let files = [new("a.md", WhenThere::Refuse), new("docs/b/c.md", WhenThere::Refuse), new("docs/mine.md", WhenThere::Keep)];
        let created = create(&fixture.root(), &files).expect("nothing is in the way");
        assert_eq!(created.made, ["a.md", "docs/b/c.md"]);
        assert_eq!(created.kept, [("docs/mine.md".to_owned(), Some("mine".to_owned()))]);
        assert_eq!(fs::read_to_string(fixture.path("docs/b/c.md")).ok().as_deref(), Some("new docs/b/c.md"));
        let missing = fixture.path("x/y");
        assert!(create(&missing, &all(&["z.md"])).is_ok() && missing.join("z.md").is_file());
    }

    #[test]
    fn nothing_is_made_when_something_is_in_the_way() {
        let fixture = Fixture::new("//- a/b.md\nmine\n//- c\nmine");
        let before = names(&fixture);
        for (paths, expected) in [
            (&["new.md", "a/b.md", "c"][..], "`a/b.md`, `c` are there already"),
            (&["new.md", "a"], "`a` is there already"),
            (&["new.md", "c/d.md"], "`c/d.md` cannot be made: a file stands where a folder is needed"),
        ] {
            let error = create(&fixture.root(), &all(paths)).expect_err("something is in the way");
            assert_eq!(error.to_string(), expected);
            assert_eq!(names(&fixture), before);
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_finished_is_taken_away_again() {
        let fixture = Fixture::new("//- a.md\nmine");
        let before = names(&fixture);
        let long = format!("b/{}.md", "n".repeat(300));
        let error = create(&fixture.root(), &all(&["new.md", "b/c.md", &long])).expect_err("the name is too long");
        assert!(matches!(error, CreateError::Unwritable(path, _) if path == long));
        assert_eq!(names(&fixture), before);
    }

    #[cfg(unix)]
    #[test]
    fn no_symlink_leads_the_files_elsewhere() {
        let elsewhere = Fixture::new("");
        let fixture = Fixture::new("//- real/a.md\nmine");
        fixture.link(elsewhere.root(), "out");
        fixture.link("real", "in");
        fixture.link("nowhere", "dangling.md");
        let error = create(&fixture.root(), &all(&["out/a.md"])).expect_err("it leads out");
        assert_eq!(error.to_string(), "`out/a.md` cannot be made: a symlink on the way leads out of the folder");
        assert!(names(&elsewhere).is_empty());
        assert!(create(&fixture.root(), &all(&["in/b.md"])).is_ok() && fixture.path("real/b.md").is_file());
        assert!(matches!(create(&fixture.root(), &all(&["dangling.md"])), Err(CreateError::Exist(_))));
    }

    #[test]
    fn a_new_project_is_found_before_it_is_made() {
        let fixture = Fixture::new("//- repo/.git/HEAD\nx\n//- file\nx");
        let root = fixture.root();
        for (dir, expected) in [("repo", "repo"), ("repo/docs/book", "repo"), ("other", "other")] {
            let found = locate_new(&root.join(dir)).expect("it can be made");
            assert_eq!((found.dir, found.repository_root), (root.join(dir), root.join(expected)));
        }
        assert_eq!(locate_new(&root.join("file")), Err(OpenError::NotAFolder(root.join("file"))));
        assert_eq!(locate_new(&root.join("file/below")), Err(OpenError::NotAFolder(root.join("file/below"))));
        assert!(matches!(locate_new(&root.join("gone/../x")), Err(OpenError::Missing(_))));
    }
}
