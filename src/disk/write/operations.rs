//! Every change that writing makes to the disk, so that tests can make each of them fail or be the last one before a kill.
//!
//! Nothing is synced to the device: a power cut may lose the newest files, and the next build compares bytes and restores them.
//! Syncing each file would slow down every build for that rare case.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io;
use std::path::{Path, PathBuf};

use super::error::WriteError;

/// What is about to be done and to which file; an error is treated as the system's.
pub(in crate::disk) type Hook = dyn Fn(&'static str, &Path) -> io::Result<()> + Send + Sync;

/// The changes to the disk, each announced to a hook if there is one.
#[derive(Default)]
pub(in crate::disk) struct Operations {
    hook: Option<Box<Hook>>,
}

type Result<T> = std::result::Result<T, WriteError>;

impl Operations {
    #[cfg(test)]
    pub(in crate::disk) fn announced_to(hook: Box<Hook>) -> Self {
        Self { hook: Some(hook) }
    }

    /// Creates a folder that everybody may read, whatever the umask: web servers run as other users.
    pub(in crate::disk) fn create_folder(&self, path: &Path) -> Result<()> {
        self.attempt("create", path, || {
            fs::create_dir(path)?;
            set_mode(path, 0o755)
        })
    }

    /// Tests whether files can be created and removed in a folder, by doing so with a hidden one.
    pub(in crate::disk) fn try_folder(&self, path: &Path) -> Result<()> {
        let probe = path.join(".journeybook-probe");
        self.attempt("write in", path, || {
            File::create(&probe)?;
            fs::remove_file(&probe)
        })
    }

    /// Creates an empty file that everybody may read.
    pub(in crate::disk) fn create_file(&self, path: &Path) -> Result<File> {
        self.attempt("create", path, || {
            let file = OpenOptions::new().write(true).create_new(true).open(path)?;
            set_file_mode(&file, 0o644)?;
            Ok(file)
        })
    }

    /// Appends bytes to a file.
    pub(in crate::disk) fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> Result<()> {
        self.attempt("write", path, || io::Write::write_all(file, bytes))
    }

    /// Moves a file over another or to a free path, atomically.
    pub(in crate::disk) fn rename(&self, from: &Path, to: &Path) -> Result<()> {
        self.attempt("write", to, || fs::rename(from, to))
    }

    /// Moves a file over another atomically, even from another file system: in that case through a copy beside the other one.
    pub(in crate::disk) fn put(&self, from: &Path, to: &Path) -> Result<()> {
        self.attempt("write", to, || match fs::rename(from, to) {
            Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
                let name = to.file_name().unwrap_or_default().to_string_lossy();
                let draft = to.with_file_name(format!(".{name}.journeybook-new"));
                fs::copy(from, &draft)?;
                fs::rename(&draft, to)?;
                fs::remove_file(from)
            }
            other => other,
        })
    }

    /// Gives a file or folder another path by the given `way`.
    pub(in crate::disk) fn shift(&self, to: &Path, way: impl FnOnce() -> io::Result<()>) -> Result<()> {
        self.attempt("move", to, way)
    }

    /// Gives a file the permissions of another.
    pub(in crate::disk) fn copy_permissions(&self, from: &Path, to: &Path) -> Result<()> {
        self.attempt("write", to, || fs::set_permissions(to, fs::metadata(from)?.permissions()))
    }

    /// Keeps a file under a second name; on file systems without hard links, a copy of it.
    pub(in crate::disk) fn keep(&self, path: &Path, as_path: &Path) -> Result<()> {
        self.attempt("keep", path, || match fs::hard_link(path, as_path) {
            Ok(()) => Ok(()),
            Err(_) => fs::copy(path, as_path).map(drop),
        })
    }

    /// Removes a file; a missing one is not an error.
    pub(in crate::disk) fn remove_file(&self, path: &Path) -> Result<()> {
        self.attempt("remove", path, || accept_missing(fs::remove_file(path)))
    }

    /// Removes a folder if it is empty, and returns whether it did.
    pub(in crate::disk) fn remove_empty_folder(&self, path: &Path) -> Result<bool> {
        self.attempt("remove", path, || match fs::remove_dir(path) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty => Ok(false),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        })
    }

    /// Removes a folder of ours with everything in it; symlinks in it are removed, not followed.
    pub(in crate::disk) fn remove_folder(&self, path: &Path) -> Result<()> {
        self.attempt("remove", path, || accept_missing(fs::remove_dir_all(path)))
    }

    /// Writes a file atomically: first as `draft` beside it, then moved into place.
    pub(in crate::disk) fn replace(&self, path: &Path, draft: &Path, bytes: &[u8]) -> Result<()> {
        self.remove_file(draft)?;
        let mut file = self.create_file(draft)?;
        self.write(&mut file, draft, bytes)?;
        drop(file);
        self.rename(draft, path)
    }

    fn attempt<T>(&self, action: &'static str, path: &Path, change: impl FnOnce() -> io::Result<T>) -> Result<T> {
        let announced = self.hook.as_ref().map_or(Ok(()), |hook| hook(action, path));
        announced.and_then(|()| change()).map_err(|error| WriteError::io(action, path, &error))
    }

    /// Creates the missing folders on the way to `path`, including itself, and returns them, outermost first.
    pub(in crate::disk) fn create_folders(&self, path: &Path, created: &mut Vec<PathBuf>) -> Result<()> {
        let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
        for folder in missing.into_iter().rev() {
            match self.create_folder(folder) {
                Ok(()) => created.push(folder.to_path_buf()),
                // Another build that started at the same moment was faster; it removes the folder again if it fails.
                Err(_) if folder.is_dir() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}

fn accept_missing(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, Permissions::from_mode(mode))
}

#[cfg(unix)]
fn set_file_mode(file: &File, mode: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn set_mode(_: &Path, _: u32) -> io::Result<()> {
    Ok(())
}

#[cfg(not(unix))]
fn set_file_mode(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}
