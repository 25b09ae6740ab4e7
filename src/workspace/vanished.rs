//! Which files a change may have taken away.

use std::path::{Path, PathBuf};

use super::{Changes, Workspace};
use crate::config;
use crate::disk::is_missing_or_empty;

impl Workspace {
    /// The files that were read and are gone or empty by these changes, absolute: they were removed, moved or emptied, or are in the
    /// middle of being saved. None without the project folder, since that says nothing of single files.
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

    /// Whether a path is that of the configuration, of a file of the theme or of one of the content, as they were read.
    fn is_known(&self, path: &Path) -> bool {
        let content = self.project.dir.join(&*self.content.sources.roots.content);
        let in_content = path.strip_prefix(content).ok().and_then(Path::to_str).map(|path| path.replace('\\', "/"));
        in_content.is_some_and(|path| self.loaded.sources.files.contains_key(&*path))
            || self.theme_files.files.keys().any(|file| self.project.dir.join(file.as_str()) == path)
            || (self.config_text.is_some() && self.project.dir.join(config::FILE_NAME) == path)
    }
}
