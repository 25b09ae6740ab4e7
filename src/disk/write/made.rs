//! Remembers what each output was made from, so that a build only rewrites those for which something changed.
//!
//! Like the record of copies it depends on the machine, and a build works without it: a file is kept only if its bytes are
//! certainly those that were written, according to its metadata or, shortly after a build, its hash.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use blake3::Hash;

use super::bytes::hash_of;
use super::guard::locked;
use super::memory::Memory;
use crate::disk::stamp::Stamp;
use crate::disk::state::program;
use crate::fingerprint::Fingerprint;
use crate::path::OutputPath;

/// The outputs of one folder, by what they were made from.
#[derive(Debug, Default)]
pub(super) struct Made {
    memory: Memory,
    known: HashMap<OutputPath, Entry>,
    seen: Mutex<BTreeMap<OutputPath, Entry>>,
    /// The inputs of the outputs that this build rewrote.
    anew: Mutex<Vec<(OutputPath, Fingerprint)>>,
}

/// An output as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    inputs: Fingerprint,
    hash: Hash,
    /// The file's metadata, once it had been unchanged for long enough.
    stamp: Option<Stamp>,
}

impl Made {
    /// Where the record for the site at `output` is kept for the project at `project`.
    pub(super) fn memory(project: &Path, output: &Path) -> Memory {
        Memory::new(project, "outputs", output)
    }

    /// The record there, if this same program wrote it; empty if it cannot be read.
    pub(super) fn from_memory(memory: &Memory) -> Self {
        let known = memory.read().and_then(|text| parse(&text, &program())).unwrap_or_default();
        Self { memory: memory.clone(), known, ..Self::default() }
    }

    /// The hash of the file at `place`, if it was made from `inputs` and certainly has the bytes that were written.
    pub(super) fn untouched(&self, path: &OutputPath, inputs: Fingerprint, place: &Path) -> Option<Hash> {
        let known = self.known.get(path).filter(|known| known.inputs == inputs)?;
        let now = Stamp::new(&fs::symlink_metadata(place).ok().filter(fs::Metadata::is_file)?);
        let is_vouched_for = known.stamp.is_some_and(|stamp| stamp.vouches_for(&now));
        if !is_vouched_for && hash_of(place).ok()? != known.hash {
            return None;
        }
        let stamp = if is_vouched_for { known.stamp } else { Some(now).filter(Stamp::is_settled) };
        locked(&self.seen).insert(path.clone(), Entry { stamp, ..*known });
        Some(known.hash)
    }

    /// Records what an output of this build is made from.
    pub(super) fn note(&self, path: &OutputPath, inputs: Fingerprint) {
        locked(&self.anew).push((path.clone(), inputs));
    }

    /// Writes the record of this build, once it is committed; `hash` returns the hash of what was written at a path.
    pub(super) fn save(&self, hash: impl Fn(&OutputPath) -> Option<Hash>) {
        let mut seen = locked(&self.seen);
        for (path, inputs) in locked(&self.anew).drain(..) {
            if let Some(hash) = hash(&path) {
                seen.insert(path, Entry { inputs, hash, stamp: None });
            }
        }
        let is_new = seen.len() != self.known.len() || seen.iter().any(|(path, entry)| self.known.get(path) != Some(entry));
        if is_new {
            self.memory.write(&text(&seen, &program()));
        }
    }
}

fn text(outputs: &BTreeMap<OutputPath, Entry>, program: &str) -> String {
    let mut text = format!("{program}\n");
    for (path, Entry { inputs, hash, stamp }) in outputs {
        let stamp = stamp.map_or_else(|| "- - - -".to_owned(), |stamp| stamp.text());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{inputs} {} {stamp} {path}", hash.to_hex());
    }
    text
}

fn parse(text: &str, program: &str) -> Option<HashMap<OutputPath, Entry>> {
    let mut lines = text.lines();
    if lines.next()? != program {
        return None;
    }
    let entry = |line: &str| {
        let mut words = line.splitn(7, ' ');
        let inputs = Fingerprint::parse(words.next()?)?;
        let hash = Hash::from_hex(words.next()?).ok()?;
        let [size, modified, changed, inode] = [words.next()?, words.next()?, words.next()?, words.next()?];
        let stamp = Stamp::parse(&mut [size, modified, changed, inode].into_iter());
        Some((OutputPath::from(words.next()?), Entry { inputs, hash, stamp }))
    };
    lines.map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_while_its_inputs_and_its_bytes_are_the_same() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let memory = Made::memory(dir.path(), Path::new("/site"));
        let place = dir.path().join("a b.html");
        fs::write(&place, "one").expect("write");
        let (path, inputs, others) = ("a b.html".into(), Fingerprint::new("inputs"), Fingerprint::new("others"));
        let made = Made::from_memory(&memory);
        assert_eq!(made.untouched(&path, inputs, &place), None);
        made.note(&path, inputs);
        made.save(|_| Some(blake3::hash(b"one")));

        let again = Made::from_memory(&memory);
        assert_eq!(again.untouched(&path, inputs, &place), Some(blake3::hash(b"one")));
        assert_eq!(again.untouched(&path, others, &place), None, "made from something else");
        assert_eq!(again.untouched(&"b.html".into(), inputs, &place), None, "another output");
        fs::write(&place, "two").expect("write");
        assert_eq!(again.untouched(&path, inputs, &place), None, "somebody changed it, though its size is the same");
        let text = memory.read().expect("text");
        assert_eq!(parse(&text, "another program"), None);
        assert_eq!(parse(&text.replace(' ', "  "), &program().replace(' ', "  ")), None, "damaged");
    }
}
