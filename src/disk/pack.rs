//! Packs files into one, as a ZIP archive whose first file can be read without unpacking.

use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{reason, write};

/// Where the bytes of a packed file are.
#[derive(Debug, Clone)]
pub enum Packed<'a> {
    /// Here.
    Bytes(&'a [u8]),
    /// In this file.
    File(PathBuf),
}

/// How a file written here begins: the local header of the first file, which is stored uncompressed.
const MARK: &[u8] = b"mimetypeapplication/epub+zip";

/// Writes an archive of `files`, in their order, in one step. The same files give the same bytes.
///
/// # Errors
/// Why it cannot be written, as diagnostics word it; an existing file that is not an archive of this kind is left alone.
pub fn pack(path: &Path, files: &[(&str, Packed<'_>)]) -> Result<(), String> {
    if path.is_dir() {
        return Err("it is a folder".to_owned());
    }
    if fs::metadata(path).is_ok_and(|there| !there.is_file()) {
        return Err("it is not a file".to_owned());
    }
    if fs::read(path).is_ok_and(|there| !there.get(30..).is_some_and(|rest| rest.starts_with(MARK))) {
        return Err("there is already a file, which is not a book".to_owned());
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (number, (name, packed)) in files.iter().enumerate() {
        let method = if number == 0 { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default().compression_method(method).last_modified_time(DateTime::default());
        let read;
        let bytes = match packed {
            Packed::Bytes(bytes) => bytes,
            Packed::File(file) => {
                read = fs::read(file).map_err(|error| format!("{}: {}", file.display(), reason(&error)))?;
                &read[..]
            }
        };
        archive.start_file(*name, options).map_err(|error| error.to_string())?;
        archive.write_all(bytes).map_err(|error| reason(&error))?;
    }
    let bytes = archive.finish().map_err(|error| error.to_string())?.into_inner();
    let mut draft = path.as_os_str().to_owned();
    draft.push(".new");
    let written = write::Operations::default().replace(path, Path::new(&draft), &bytes);
    written.map_err(|error| error.to_string())
}
