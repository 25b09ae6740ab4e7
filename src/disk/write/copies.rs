//! Remembers which files were copied into the site, so that a gigabyte of unchanged images is not read by each build.
//!
//! It depends on the machine (inodes, times), so it is kept in `PROJECT/.journeybook/` rather than in the manifest, which is part
//! of the site and the same wherever it is built. Without it a build is only slower: what the system says about both files always
//! takes precedence, and failing to write it is not an error.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use blake3::Hash;

use super::guard::locked;
use super::memory::Memory;
use crate::disk::stamp::Stamp;
use crate::path::OutputPath;

/// The copies of one output folder.
#[derive(Debug, Default)]
pub(super) struct Copies {
    memory: Memory,
    known: BTreeMap<OutputPath, Copy>,
    seen: Mutex<BTreeMap<OutputPath, Copy>>,
}

/// A file of the site with the bytes of a content file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    hash: Hash,
    source: Stamp,
    output: Stamp,
    /// The source's path: without inodes, its metadata alone do not distinguish it from another file.
    path: String,
}

impl Copies {
    /// Where the record for the site at `output` is kept for the project at `project`.
    pub(super) fn memory(project: &Path, output: &Path) -> Memory {
        Memory::new(project, "copies", output)
    }

    /// The record there; empty if it cannot be read.
    pub(super) fn from_memory(memory: &Memory) -> Self {
        let known = memory.read().and_then(|text| parse(&text)).unwrap_or_default();
        Self { memory: memory.clone(), known, seen: Mutex::default() }
    }

    /// The hash of the output at `place`, if both it and `source` are certainly unchanged since they were equal.
    pub(super) fn known(&self, path: &OutputPath, source: &Path, place: &Path) -> Option<Hash> {
        let copy = self.known.get(path).filter(|copy| Path::new(&copy.path) == source)?;
        let is_same = |stamp: &Stamp, file: &Path| {
            fs::symlink_metadata(file).is_ok_and(|metadata| metadata.is_file() && stamp.vouches_for(&Stamp::new(&metadata)))
        };
        if !is_same(&copy.source, source) || !is_same(&copy.output, place) {
            return None;
        }
        locked(&self.seen).insert(path.clone(), copy.clone());
        Some(copy.hash)
    }

    /// The stamps of two files that are about to be compared.
    pub(super) fn before_comparing(source: &Path, place: &Path) -> Option<(Stamp, Stamp)> {
        let stamp = |file: &Path| Some(Stamp::new(&fs::symlink_metadata(file).ok().filter(fs::Metadata::is_file)?));
        Some((stamp(source)?, stamp(place)?))
    }

    /// Records that the two files were found equal.
    pub(super) fn found_equal(&self, path: &OutputPath, source: &Path, stamps: (Stamp, Stamp), hash: Hash) {
        if let (Some(source_path), (source, output)) = (source.to_str(), stamps)
            && source.is_settled()
            && output.is_settled()
            && !source_path.contains('\n')
        {
            let copy = Copy { hash, source, output, path: source_path.to_owned() };
            locked(&self.seen).insert(path.clone(), copy);
        }
    }

    /// Writes the record of this build, unless it is unchanged.
    pub(super) fn save(&self) {
        let seen = locked(&self.seen);
        if *seen != self.known {
            self.memory.write(&text(&seen));
        }
    }
}

fn text(copies: &BTreeMap<OutputPath, Copy>) -> String {
    let lines = copies.iter().map(|(path, copy)| {
        let Copy { hash, source, output, path: source_path } = copy;
        format!("{} {} {}\n{path}\n{source_path}\n", hash.to_hex(), source.text(), output.text())
    });
    lines.collect()
}

fn parse(text: &str) -> Option<BTreeMap<OutputPath, Copy>> {
    let mut copies = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(facts) = lines.next() {
        let (path, source_path) = (lines.next()?, lines.next()?);
        let mut facts = facts.split(' ');
        let hash = Hash::from_hex(facts.next()?).ok()?;
        let (source, output) = (Stamp::parse(&mut facts)?, Stamp::parse(&mut facts)?);
        copies.insert(OutputPath::from(path), Copy { hash, source, output, path: source_path.to_owned() });
    }
    Some(copies)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::Copies;
    use crate::disk::state::STATE_FOLDER;

    #[test]
    fn a_copy_is_known_while_both_files_are_what_they_were() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let memory = Copies::memory(dir.path(), Path::new("/site"));
        // Two files that were certainly not modified within the last seconds.
        let [source, place] = ["Cargo.toml", "src/lib.rs"].map(|path| Path::new(env!("CARGO_MANIFEST_DIR")).join(path));
        let (path, hash) = ("a.png".into(), blake3::hash(b"a"));
        let copies = Copies::from_memory(&memory);
        assert_eq!(copies.known(&path, &source, &place), None);
        let stamps = Copies::before_comparing(&source, &place).expect("two files");
        copies.found_equal(&path, &source, stamps, hash);
        copies.save();
        assert_eq!(fs::read_to_string(dir.path().join(".journeybook/.gitignore")).expect("text"), "*\n");

        let again = Copies::from_memory(&memory);
        assert_eq!(again.known(&path, &source, &place), Some(hash));
        assert_eq!(again.known(&"b.png".into(), &source, &place), None);
        assert_eq!(again.known(&path, &place, &place), None, "another source");
        assert_eq!(again.known(&path, &source, &source), None, "another file in the output's place");
        again.save();
        assert_eq!(Copies::from_memory(&memory).known, again.known);
        fs::write(dir.path().join(STATE_FOLDER).join(memory.name()), "damaged").expect("write");
        assert_eq!(Copies::from_memory(&memory).known(&path, &source, &place), None);
    }
}
