//! One build or repair at a time: a lock on a folder that the system releases when its holder dies.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;

/// How often a lock file that its holder has just removed is tried again.
const MOST_TRIES: u32 = 100;

/// The lock on one folder, held until it is dropped.
#[derive(Debug)]
pub(in crate::disk) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Takes the lock file at `path`; `busy` is the error if a running process has it.
    ///
    /// A file left behind by a killed process locks nothing: the lock belongs to the system, not to the file's existence.
    pub(in crate::disk) fn take(path: &Path, busy: WriteError) -> Result<Self, WriteError> {
        // A symlink would lead to somebody else's file.
        if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
            fs::remove_file(path).map_err(|error| WriteError::io("remove", path, &error))?;
        }
        for _ in 0..MOST_TRIES {
            let file = OpenOptions::new().write(true).create(true).truncate(false).open(path);
            let file = match file {
                Ok(file) => file,
                // The folder is created before the lock is taken, so another process has just removed it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(busy),
                Err(error) => return Err(WriteError::io("create", path, &error)),
            };
            match file.try_lock() {
                // The previous holder removed the file after we opened it and before we locked it: another process may have created
                // and locked a new one.
                Ok(()) if !is_at(&file, path) => {}
                Ok(()) => return Ok(Self { path: path.to_path_buf(), _file: file }),
                Err(TryLockError::WouldBlock) => return Err(busy),
                Err(TryLockError::Error(error)) => return Err(WriteError::io("lock", path, &error)),
            }
        }
        Err(busy)
    }
}

/// Whether a running process holds the lock file at `path`.
pub(super) fn is_held(path: &Path) -> bool {
    File::open(path).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Removed while it is held, so that it cannot be another process's lock file. Left behind it would do no harm.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (Ok(held), Ok(there)) = (file.metadata(), fs::symlink_metadata(path)) else { return false };
    (held.dev(), held.ino()) == (there.dev(), there.ino())
}

#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
}
