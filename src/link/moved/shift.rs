//! Which file or folder is moved, and the old and new paths of everything.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::index::{RepositoryEntry, Surroundings};
use crate::link::Wanted;
use crate::link::locate::below_content;
use crate::path::{RepositoryPath, SourcePath, nfc};
use crate::source::{Roots, Sources};

/// A file or folder of the content that gets another path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Move {
    from: String,
    to: String,
}

impl Move {
    /// The move of the file or folder at `from` to `to`, both below the content root, without slashes around them, spelled as on disk.
    pub fn new(from: impl Into<String>, to: impl Into<String>) -> Self {
        Self { from: from.into(), to: to.into() }
    }

    /// Its old path.
    #[must_use]
    pub fn from(&self) -> &str {
        &self.from
    }

    /// Its new path.
    #[must_use]
    pub fn to(&self) -> &str {
        &self.to
    }

    /// Whether a file is moved.
    #[must_use]
    pub fn moves(&self, file: &SourcePath) -> bool {
        below(file.as_str(), &self.from).is_some()
    }

    /// A file's new path, spelled as on disk.
    #[must_use]
    pub fn file(&self, file: &SourcePath) -> SourcePath {
        match below(file.as_str(), &self.from) {
            Some(rest) => SourcePath::from(format!("{}{rest}", self.to)),
            None => file.clone(),
        }
    }

    /// The new path for `path`, in any normal form; a path that is not moved stays as written.
    #[must_use]
    pub fn named<'p>(&self, path: &'p str) -> Cow<'p, str> {
        exchanged(path, &self.from, &self.to).map_or(Cow::Borrowed(path), Cow::Owned)
    }

    /// The same for a path from the repository root.
    pub(super) fn in_repository(&self, roots: &Roots, path: &str) -> String {
        match below_content(roots, path) {
            Some(below) => roots.repository_path(&SourcePath::from(&*self.named(below))).to_string(),
            None => path.to_owned(),
        }
    }

    /// The same files at their new paths.
    #[must_use]
    pub fn sources(&self, sources: &Sources) -> Sources {
        let files = sources.files.iter().map(|(path, source)| (self.file(path), source.clone())).collect();
        Sources { roots: sources.roots.clone(), files }
    }

    /// Where to look before the move for what is wanted afterwards.
    #[must_use]
    pub fn wanted_before(&self, roots: &Roots, wanted: &Wanted) -> Wanted {
        let paths = wanted.repository_paths.iter().filter_map(|path| self.back(roots, path.as_str()));
        let back = Self { from: self.to.clone(), to: self.from.clone() };
        let images = wanted.images.iter().map(|image| back.file(image)).collect();
        Wanted { repository_paths: paths.collect(), images, samples: wanted.samples.clone(), day: wanted.day }
    }

    /// What was found there, as it will be found afterwards. Present link targets are in `before`, and will still be targets.
    #[must_use]
    pub fn surroundings_after(
        &self,
        roots: &Roots,
        wanted: &Wanted,
        found: &Surroundings,
        before: &Surroundings,
    ) -> Surroundings {
        let at = |path: &RepositoryPath| -> Option<(RepositoryPath, RepositoryEntry)> {
            let entry = found.repository_files.get(&self.back(roots, path.as_str())?)?;
            Some((path.clone(), *entry))
        };
        let kept = before.repository_files.iter();
        let kept = kept.map(|(path, entry)| (RepositoryPath::from(self.in_repository(roots, path.as_str())), *entry));
        let repository_files: BTreeMap<_, _> = kept.chain(wanted.repository_paths.iter().filter_map(at)).collect();
        let image_sizes = found.image_sizes.iter().map(|(image, size)| (self.file(image), *size)).collect();
        let (repository, codeowners) = (found.repository.clone(), before.codeowners.clone());
        Surroundings { repository_files, image_sizes, repository, codeowners, ..Surroundings::default() }
    }

    /// The old path of something that has this path from the repository root afterwards; `None` if it was moved away.
    fn back(&self, roots: &Roots, path: &str) -> Option<RepositoryPath> {
        let Some(content) = below_content(roots, path) else { return Some(RepositoryPath::from(path)) };
        match exchanged(content, &self.to, &self.from) {
            Some(before) => Some(roots.repository_path(&SourcePath::from(before))),
            None if exchanged(content, &self.from, &self.to).is_some() => None,
            None => Some(RepositoryPath::from(path)),
        }
    }
}

/// The path with its beginning `from` replaced by `to`, compared in NFC.
fn exchanged(path: &str, from: &str, to: &str) -> Option<String> {
    let path = nfc(path);
    below(&path, &nfc(from)).map(|rest| format!("{to}{rest}"))
}

/// The rest after `folder` of a path that equals it or is below it.
fn below<'p>(path: &'p str, folder: &str) -> Option<&'p str> {
    path.strip_prefix(folder).filter(|rest| rest.is_empty() || rest.starts_with('/'))
}
