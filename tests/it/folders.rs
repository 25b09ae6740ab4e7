//! Folders of small files, as the tests make and compare them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use walkdir::WalkDir;

/// Every file below `folder` with its bytes, `/` between the segments of its path; none when there is no such folder.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    if !folder.exists() {
        return files;
    }
    for entry in WalkDir::new(folder) {
        let entry = entry.expect("an entry");
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(folder).expect("below the folder").to_string_lossy().replace('\\', "/");
            files.insert(path, fs::read(entry.path()).expect("a file"));
        }
    }
    files
}

/// Copies every file below `from` to the same path below `to`.
pub(crate) fn copy(from: &Path, to: &Path) {
    for (path, bytes) in files(from) {
        write(&to.join(path), bytes);
    }
}

/// Writes a file, and makes the folders that it is in.
pub(crate) fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
    fs::write(path, bytes).expect("a file");
}
