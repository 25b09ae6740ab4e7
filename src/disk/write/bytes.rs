//! Reads files piece by piece, so that memory stays bounded however large an asset is.

use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use blake3::{Hash, Hasher};

use super::error::WriteError;
use crate::disk::reason;

/// How much of a file is read at a time.
const CHUNK: usize = 128 * 1024;

/// What an output consists of.
#[derive(Debug, Clone, Copy)]
pub enum Produced<'a> {
    /// These bytes.
    Bytes(&'a [u8]),
    /// The contents of this file.
    CopyOf(&'a Path),
}

/// The hash of the bytes, if the file at `place` has the same.
pub(super) fn hash_if_equal(place: &Path, size: u64, produced: Produced<'_>) -> Result<Option<Hash>, WriteError> {
    let mut there = Chunks::of_output(place)?;
    match produced {
        Produced::Bytes(bytes) => {
            if size != bytes.len() as u64 {
                return Ok(None);
            }
            let mut rest = bytes;
            while !rest.is_empty() {
                let chunk = there.next()?;
                if chunk.is_empty() || !rest.starts_with(chunk) {
                    return Ok(None);
                }
                rest = &rest[chunk.len()..];
            }
            Ok(there.next()?.is_empty().then(|| blake3::hash(bytes)))
        }
        Produced::CopyOf(source) => {
            let mut wanted = Chunks::of_source(source)?;
            if wanted.length()? != size {
                return Ok(None);
            }
            let mut hasher = Hasher::new();
            loop {
                let chunk = wanted.next()?;
                if there.next()? != chunk {
                    return Ok(None);
                }
                if chunk.is_empty() {
                    return Ok(Some(hasher.finalize()));
                }
                hasher.update(chunk);
            }
        }
    }
}

/// The hash of a file of the output.
pub(super) fn hash_of(place: &Path) -> Result<Hash, WriteError> {
    let mut chunks = Chunks::of_output(place)?;
    let mut hasher = Hasher::new();
    loop {
        let chunk = chunks.next()?;
        if chunk.is_empty() {
            return Ok(hasher.finalize());
        }
        hasher.update(chunk);
    }
}

/// A file read piece by piece; its errors belong to the output or, for a file to be copied, to the handbook.
pub(super) struct Chunks {
    file: File,
    path: PathBuf,
    is_source: bool,
    buffer: Vec<u8>,
}

impl Chunks {
    fn of_output(path: &Path) -> Result<Self, WriteError> {
        Self::open(path, false)
    }

    pub(super) fn of_source(path: &Path) -> Result<Self, WriteError> {
        // A file that has become a pipe is not opened: that might never return.
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => Self::open(path, true),
            Ok(_) => Err(WriteError::Source(path.to_path_buf(), "it is not a file".to_owned())),
            Err(error) => Err(WriteError::Source(path.to_path_buf(), reason(&error))),
        }
    }

    fn open(path: &Path, is_source: bool) -> Result<Self, WriteError> {
        match File::open(path) {
            Ok(file) => Ok(Self { file, path: path.to_path_buf(), is_source, buffer: Vec::new() }),
            Err(error) => Err(Self::error(path, is_source, &error)),
        }
    }

    fn error(path: &Path, is_source: bool, error: &io::Error) -> WriteError {
        if is_source { WriteError::Source(path.to_path_buf(), reason(error)) } else { WriteError::io("read", path, error) }
    }

    fn length(&mut self) -> Result<u64, WriteError> {
        let length = self.file.seek(io::SeekFrom::End(0));
        let length = length.and_then(|length| self.file.rewind().map(|()| length));
        length.map_err(|error| Self::error(&self.path, self.is_source, &error))
    }

    /// The next piece, as long as possible, so that two equal files give equal pieces; empty at the end.
    pub(super) fn next(&mut self) -> Result<&[u8], WriteError> {
        self.buffer.clear();
        let read = (&self.file).take(CHUNK as u64).read_to_end(&mut self.buffer);
        read.map_err(|error| Self::error(&self.path, self.is_source, &error))?;
        Ok(&self.buffer)
    }
}
