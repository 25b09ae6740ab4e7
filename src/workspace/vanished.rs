//! Which files a change may have removed.

use std::path::{Path, PathBuf};

use super::{Changes, Workspace};
use crate::config;
use crate::disk::is_missing_or_empty;

impl Workspace {
    /// The files that were read and are now missing or empty because of these changes, absolute: they were removed, moved or
    /// emptied, or are being saved at this moment. None if the project folder is missing, since that says nothing about single
    /// files.
    #[must_use]
    pub fn vanished(&self, changes: &Changes) -> Vec<PathBuf> {
        if !self.project.is_there() {
            return Vec::new();
        }
        match changes {
            Changes::At(paths) => paths.iter().filter(|path| is_missing_or_empty(path) && self.is_known(path)).cloned().collect(),
            Changes::Anything => {
                let (roots, files) = (&self.content.sources.roots, self.loaded.sources.files.keys());
                files.map(|path| self.project.source_file(roots, path)).filter(|path| is_missing_or_empty(path)).collect()
            }
        }
    }

    /// Whether a path is that of the configuration, or of a theme or content file that was read.
    fn is_known(&self, path: &Path) -> bool {
        let content = self.project.dir.join(&*self.content.sources.roots.content);
        let in_content = path.strip_prefix(content).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
        in_content.is_some_and(|path| self.loaded.sources.files.contains_key(&*path))
            || self.theme_files.files.keys().any(|file| self.project.dir.join(file.as_str()) == path)
            || (self.config_text.is_some() && self.project.dir.join(config::FILE_NAME) == path)
    }
}
