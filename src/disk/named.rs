//! Content files as named on a command line: relative to the current folder, the project, or the content root.

use std::fs;
use std::path::{Component, Path, PathBuf};

use super::content::Content;
use super::open::Project;
use super::walk::{Entry, Kind};
use crate::config::Config;
use crate::source::Roots;

/// The two ends of a move, as paths below the content root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedMove {
    /// What is moved.
    pub from: String,
    /// The destination: into an existing folder, as with `mv`.
    pub to: String,
    /// The second name as given, wherever it leads.
    pub to_as_named: String,
}

/// Why names cannot be resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameError {
    /// Nothing has this name.
    Missing(PathBuf),
    /// It is outside the content folder.
    Outside(PathBuf),
    /// It is a symlink, or contains one that would lead elsewhere from another folder.
    Link(PathBuf),
    /// Its name is not valid UTF-8.
    NotUtf8(PathBuf),
    /// A page there would not be read: the name is hidden, that of a backup, or excluded.
    LeftOut(String),
}

/// Resolves the names of a move relative to the folder `here`, an absolute path; the first name decides what both are relative to.
///
/// What is moved need not exist, so that a finished move can be recognised: see [`is_there`].
pub fn name_move(project: &Project, roots: &Roots, here: &Path, from: &Path, to: &Path) -> Result<NamedMove, NameError> {
    let written_root = project.dir.join(&*roots.content);
    let root = fs::canonicalize(&written_root).unwrap_or(written_root);
    let bases = [here, &project.dir, &root];
    let base = bases.into_iter().find(|base| fs::symlink_metadata(base.join(from)).is_ok()).unwrap_or(here);
    let below = |path: &Path| below_content(&root, &real(&base.join(path)));
    let (from_path, to_as_named) = (below(from)?, below(to)?);
    let to_place = base.join(to);
    let is_folder = fs::symlink_metadata(&to_place).is_ok_and(|metadata| metadata.is_dir());
    let is_itself = to_as_named.to_lowercase() == from_path.to_lowercase();
    let wants_folder = to.as_os_str().as_encoded_bytes().ends_with(b"/") && base.join(from).is_file();
    let name = from_path.rsplit('/').next().unwrap_or(&from_path);
    let to = match &*to_as_named {
        "" => name.to_owned(),
        folder if (is_folder && !is_itself) || wants_folder => format!("{folder}/{name}"),
        other => other.to_owned(),
    };
    Ok(NamedMove { from: from_path, to, to_as_named })
}

/// Whether what is moved exists, without symlinks that would lead elsewhere from another folder.
pub fn is_there(project: &Project, roots: &Roots, from: &str) -> Result<(), NameError> {
    let place = project.dir.join(&*roots.content).join(from);
    if fs::symlink_metadata(&place).is_err() {
        return Err(NameError::Missing(place));
    }
    let entries = walkdir::WalkDir::new(&place).into_iter().filter_map(Result::ok);
    let is_relative = |path: &Path| fs::read_link(path).is_ok_and(|target| target.is_relative());
    match entries.into_iter().find(|entry| entry.path_is_symlink() && is_relative(entry.path())) {
        Some(link) => Err(NameError::Link(link.into_path())),
        None => Ok(()),
    }
}

/// Whether a file or folder at a content path would be read: neither it nor a folder it is in is excluded.
pub fn is_read(project: &Project, config: &Config, roots: &Roots, path: &str, is_folder: bool) -> Result<(), NameError> {
    let content = Content::at(project, config, roots);
    let ends = path.match_indices('/').map(|(at, _)| (at, true)).chain([(path.len(), is_folder)]);
    for (end, is_folder) in ends {
        let part = &path[..end];
        let name = part.rsplit('/').next().unwrap_or(part);
        let location = project.dir.join(&*roots.content).join(part);
        let kind = if is_folder { Kind::Folder } else { Kind::File };
        if content.leaves_out(&Entry { path: part, name, location: &location, kind }) {
            return Err(NameError::LeftOut(part.to_owned()));
        }
    }
    Ok(())
}

/// A path below the content root, `/` between its names.
fn below_content(root: &Path, place: &Path) -> Result<String, NameError> {
    let below = place.strip_prefix(root).map_err(|_| NameError::Outside(place.to_path_buf()))?;
    let names: Option<Vec<&str>> = below.iter().map(|name| name.to_str()).collect();
    names.map(|names| names.join("/")).ok_or_else(|| NameError::NotUtf8(place.to_path_buf()))
}

/// A path with `.`, `..` and symlinks resolved in all its folders. The last name may itself be a symlink, or not exist.
fn real(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain = fs::canonicalize(&plain).unwrap_or(plain);
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    let Some(name) = plain.file_name().map(ToOwned::to_owned) else { return plain };
    plain.pop();
    // Folders that do not exist yet are taken as written.
    let known = plain.ancestors().find_map(|parent| Some((parent, fs::canonicalize(parent).ok()?)));
    match known {
        Some((parent, real)) => {
            let rest = plain.strip_prefix(parent).map(Path::to_path_buf).unwrap_or_default();
            let folder = if rest.as_os_str().is_empty() { real } else { real.join(rest) };
            folder.join(name)
        }
        None => plain.join(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disk::fixture::{Fixture, config};
    use crate::disk::load;

    #[test]
    fn names_are_followed_as_a_shell_would() {
        let fixture = Fixture::new("//- content/a.md\n//- content/in/b.md\n//- content/in/deep/c.md\n//- other/x.md\n");
        let project = fixture.project();
        let roots = load(&project, &config()).sources.roots.clone();
        for (here, from, to, expected) in [
            ("", "content/a.md", "content/b.md", Some(("a.md", "b.md"))),
            ("", "content/a.md", "content/in", Some(("a.md", "in/a.md"))),
            ("", "content/a.md", "content/new/", Some(("a.md", "new/a.md"))),
            ("", "content/a.md", "content/x/y/../z.md", Some(("a.md", "x/z.md"))),
            ("", "./content/in/", "content/out", Some(("in", "out"))),
            ("", "content/in/deep", "content", Some(("in/deep", "deep"))),
            ("", "content/in", "content/a", Some(("in", "a"))),
            ("content/in", "../a.md", "deep/a2.md", Some(("a.md", "in/deep/a2.md"))),
            ("content/in", "b.md", "B.md", Some(("in/b.md", "in/B.md"))),
            // Named from the content root.
            ("", "in/b.md", "in/b2.md", Some(("in/b.md", "in/b2.md"))),
            ("other", "a.md", "b.md", Some(("a.md", "b.md"))),
            ("", "other/x.md", "content/x.md", None),
            ("", "content/a.md", "a.md", None),
            ("", "content/a.md", "../a.md", None),
        ] {
            let here = fixture.path(here);
            let named = name_move(&project, &roots, &here, Path::new(from), Path::new(to)).ok();
            let named = named.as_ref().map(|named| (&*named.from, &*named.to));
            assert_eq!(named, expected, "mv {from} {to}");
        }
    }

    #[test]
    fn what_would_be_left_out_is_told() {
        let fixture = Fixture::new("//- content/a.md\n");
        let project = fixture.project();
        let roots = load(&project, &config()).sources.roots.clone();
        for (path, is_folder, is_read_there) in [
            ("a.md", false, true),
            (".a.md", false, false),
            (".x/a.md", false, false),
            ("node_modules", true, false),
            ("a.md~", false, false),
        ] {
            assert_eq!(is_read(&project, &config(), &roots, path, is_folder).is_ok(), is_read_there, "{path}");
        }
    }
}
