//! The folders in which the tool keeps its own files: what it remembers for a project, and what it knows about an output folder.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use blake3::{Hasher, OUT_LEN};

use super::stamp::Stamp;
use super::{LARGEST, read_regular};

/// The name of both folders, `PROJECT/.journeybook/` and `OUTPUT/.journeybook/`.
pub(super) const STATE_FOLDER: &str = ".journeybook";

/// The project's folder, created if missing, with a `.gitignore` so that Git ignores it.
pub(super) fn state_folder(project: &Path) -> io::Result<PathBuf> {
    let folder = project.join(STATE_FOLDER);
    fs::create_dir_all(&folder)?;
    let ignore = folder.join(".gitignore");
    // A folder that Git does not ignore is a nuisance, but no reason to stop.
    if !ignore.exists() {
        let _ = fs::write(ignore, "*\n");
    }
    Ok(folder)
}

/// What [`remember`] stored under a name; `None` if it cannot be read.
#[must_use]
pub fn remembered(project: &Path, name: &str) -> Option<String> {
    String::from_utf8(read_regular(&project.join(STATE_FOLDER).join(name), LARGEST).ok()?).ok()
}

/// Stores a text for later runs. A failure to write it only costs a later run time.
pub fn remember(project: &Path, name: &str, text: &str) {
    store(project, name, |file| file.write_all(text.as_bytes()));
}

/// What [`remember_data`] stored under a name; `None` if it cannot be read, is damaged, or comes from another program.
#[must_use]
pub fn remembered_data(project: &Path, name: &str) -> Option<Vec<u8>> {
    let mut data = read_regular(&project.join(STATE_FOLDER).join(name), LARGEST).ok()?;
    let length = data.len().checked_sub(OUT_LEN)?;
    let hash: [u8; OUT_LEN] = data.split_off(length).try_into().ok()?;
    (hash_for_program().update(&data).finalize() == hash).then_some(data)
}

/// Stores pieces of data, one after the other, for later runs of this same program. A failure to write them only costs a later run
/// time.
pub fn remember_data(project: &Path, name: &str, mut pieces: impl Iterator<Item = Vec<u8>>) {
    let mut hasher = hash_for_program();
    store(project, name, |file| {
        pieces.try_for_each(|piece| {
            hasher.update(&piece);
            file.write_all(&piece)
        })?;
        file.write_all(hasher.finalize().as_bytes())
    });
}

/// Writes a file of the project's folder, whole or not at all.
fn store(project: &Path, name: &str, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) {
    let Ok(folder) = state_folder(project) else { return };
    let draft = folder.join(format!("{name}.{}.new", std::process::id()));
    let written = File::create(&draft).and_then(|file| {
        let mut file = BufWriter::with_capacity(BUFFER, file);
        write(&mut file)?;
        file.flush()
    });
    if written.and_then(|()| fs::rename(&draft, folder.join(name))).is_err() {
        let _ = fs::remove_file(&draft);
    }
}

/// How much is written to a file at a time.
const BUFFER: usize = 1 << 18;

fn hash_for_program() -> Hasher {
    Hasher::new_derive_key(&program())
}

/// What distinguishes this program from others: the same inputs may give different results in another version.
pub(super) fn program() -> String {
    let file = std::env::current_exe().and_then(fs::metadata);
    let stamp = file.map(|metadata| Stamp::new(&metadata).text()).unwrap_or_default();
    format!("{} {stamp}", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_comes_back_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let data = || remembered_data(folder.path(), "data");
        assert_eq!(data(), None);
        remember_data(folder.path(), "data", [vec![1, 2], vec![], vec![3]].into_iter());
        assert_eq!(data(), Some(vec![1, 2, 3]));
        let place = folder.path().join(STATE_FOLDER).join("data");
        let whole = fs::read(&place).expect("the file");
        for damaged in [&whole[..whole.len() - 1], &whole[1..], &whole[..OUT_LEN - 1], &[]] {
            fs::write(&place, damaged).expect("write");
            assert_eq!(data(), None, "{} bytes", damaged.len());
        }
    }
}
