//! What may have changed on disk since a project was read.

use std::path::{Path, PathBuf};

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// These files and folders, existing or not, by absolute paths without symlinks.
    At(Vec<PathBuf>),
    /// Anything.
    Anything,
}

impl Changes {
    /// Whether a direct entry of `folder`, or the folder itself, may have changed.
    pub(super) fn may_touch_entries_of(&self, folder: &Path) -> bool {
        match self {
            Self::At(paths) => paths.iter().any(|path| path == folder || path.parent() == Some(folder)),
            Self::Anything => true,
        }
    }

    /// Whether something in `folder`, at any depth, may have changed.
    pub(super) fn may_touch(&self, folder: &Path) -> bool {
        match self {
            Self::At(paths) => paths.iter().any(|path| path.starts_with(folder) || folder.starts_with(path)),
            Self::Anything => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_touches_what_it_is_in_and_what_is_in_it() {
        let folder = Path::new("/a/b");
        let at = |path: &str| Changes::At(vec![PathBuf::from(path)]);
        for (changes, entries, inside) in [
            (at("/a/b"), true, true),
            (at("/a/b/c"), true, true),
            (at("/a/b/c/d"), false, true),
            (at("/a"), false, true),
            (at("/a/bc"), false, false),
            (Changes::Anything, true, true),
        ] {
            assert_eq!((changes.may_touch_entries_of(folder), changes.may_touch(folder)), (entries, inside), "{changes:?}");
        }
    }
}
