//! What the tool wrote: paths and BLAKE3 hashes, one per line, as `b3sum` writes and checks them.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io;
use std::path::{Component, Path};

use blake3::Hash;

use super::error::WriteError;
use crate::disk::state::STATE_FOLDER;
use crate::disk::{LARGEST, read_regular};
use crate::path::OutputPath;

/// Our files and the hashes of what was written to them: one in a manifest; several in an intent, since after a kill it is unknown
/// how far each build got.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    pub(super) files: BTreeMap<OutputPath, Vec<Hash>>,
}

impl Manifest {
    /// Reads the manifest at `path`; `None` when there is none.
    pub(super) fn read(path: &Path) -> Result<Option<Self>, WriteError> {
        let bytes = match read_regular(path, LARGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(WriteError::BadManifest(path.to_path_buf())),
            Err(error) => return Err(WriteError::io("read", path, &error)),
        };
        let text = str::from_utf8(&bytes).ok().and_then(Self::parse);
        text.map(Some).ok_or_else(|| WriteError::BadManifest(path.to_path_buf()))
    }

    /// Adds a file.
    pub(super) fn add(&mut self, path: &OutputPath, hash: Hash) {
        let hashes = self.files.entry(path.clone()).or_default();
        if !hashes.contains(&hash) {
            hashes.push(hash);
        }
    }

    /// Whether these are the bytes that were written to `path`.
    pub(super) fn has(&self, path: &OutputPath, hash: Hash) -> bool {
        self.files.get(path).is_some_and(|hashes| hashes.contains(&hash))
    }

    /// The manifest's text; the same files give the same text.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (path, hashes) in &self.files {
            for hash in hashes {
                // Writing to a string cannot fail.
                let _ = writeln!(text, "{}  {path}", hash.to_hex());
            }
        }
        text
    }

    /// A manifest may come from a clone or an archive, so its paths are not trusted to stay inside the folder.
    fn parse(text: &str) -> Option<Self> {
        let mut manifest = Self::default();
        for line in text.lines() {
            let (hash, path) = line.split_once("  ")?;
            let path = OutputPath::from(path);
            if !is_inside(&path) {
                return None;
            }
            manifest.add(&path, Hash::from_hex(hash).ok()?);
        }
        (text.is_empty() || text.ends_with('\n')).then_some(manifest)
    }
}

/// Whether a path stays inside the output folder, outside the tool's own folder there, and fits on one line of a manifest.
pub(super) fn is_inside(path: &OutputPath) -> bool {
    let mut segments = path.as_str().split('/');
    let is_ours = |name: &str| name.eq_ignore_ascii_case(STATE_FOLDER);
    !segments.next().is_none_or(is_ours) && path.as_str().split('/').all(is_plain_name)
}

fn is_plain_name(name: &str) -> bool {
    let mut components = Path::new(name).components();
    let is_one = matches!((components.next(), components.next()), (Some(Component::Normal(only)), None) if only == name);
    is_one && !name.contains(|character: char| character.is_control() || character == '\\')
}

#[cfg(test)]
mod tests {
    use super::{Manifest, is_inside};

    #[test]
    fn only_paths_inside_are_taken() {
        for path in ["index.html", "a/b.html", ".nojekyll", ".well-known/x", "a..b/c", "a:b/index.html", "...x"] {
            assert!(is_inside(&path.into()), "{path}");
        }
        for path in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "../a",
            "a/../../b",
            "a/..",
            "a//b",
            "a/",
            "./a",
            "a/./b",
            "a\0b",
            "a\nb",
            "a\\..\\b",
            ".journeybook/manifest",
            ".JourneyBook",
        ] {
            assert!(!is_inside(&path.into()), "{path:?}");
        }
    }

    #[test]
    fn a_manifest_reads_back_and_a_damaged_one_does_not() {
        let mut manifest = Manifest::default();
        manifest.add(&"a  b/index.html".into(), blake3::hash(b"a"));
        manifest.add(&"日本.html".into(), blake3::hash(b"b"));
        manifest.add(&"日本.html".into(), blake3::hash(b"c"));
        let text = manifest.text();
        assert_eq!(Manifest::parse(&text), Some(manifest));
        assert_eq!(Manifest::parse(""), Some(Manifest::default()));
        for damaged in [&text[..text.len() - 1], &text[1..], "x  y\n", &text.replace("a  b", ".."), "\0\0\0"] {
            assert_eq!(Manifest::parse(damaged), None, "{damaged:?}");
        }
    }
}
