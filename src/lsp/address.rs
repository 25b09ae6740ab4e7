//! File addresses as editors write them, and paths.

use std::path::{Path, PathBuf};

use ls_types::Uri;

use crate::disk;

/// How the editor spells folders whose paths lead through symlinks.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    /// A folder without symlinks, and as the editor names it.
    spelled: Vec<(PathBuf, PathBuf)>,
}

impl Addresses {
    /// Takes note of how a folder of the editor is spelled.
    pub(super) fn note(&mut self, as_named: PathBuf) {
        let resolved = disk::resolved(&as_named);
        if resolved != as_named {
            self.spelled.push((resolved, as_named));
        }
    }

    /// The address of a path without symlinks, in the editor's spelling.
    pub(super) fn uri(&self, path: &Path) -> Option<Uri> {
        let spelled = self.spelled.iter().find_map(|(resolved, as_named)| Some(as_named.join(path.strip_prefix(resolved).ok()?)));
        let path = spelled.unwrap_or_else(|| path.to_path_buf());
        // Windows marks long paths in a way that no editor knows.
        let shown = path.to_string_lossy();
        Uri::from_file_path(Path::new(shown.strip_prefix(r"\\?\").unwrap_or(&shown)))
    }
}

/// The path of a file's address, as it is named; `None` for everything else.
pub(super) fn named_path(uri: &Uri) -> Option<PathBuf> {
    let is_file = uri.scheme().as_str().eq_ignore_ascii_case("file");
    is_file.then(|| uri.to_file_path().map(std::borrow::Cow::into_owned)).flatten().filter(|path| path.is_absolute())
}

/// The path of a file's address without symlinks. The file need not exist.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    named_path(uri).map(|path| disk::resolved(&path))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_files_and_nothing_else() {
        for (uri, expected) in [
            ("file:///nowhere/a%20b/%C3%A9.md", Some("/nowhere/a b/é.md")),
            ("file:///nowhere/a/../b.md", Some("/nowhere/b.md")),
            ("untitled:Untitled-1", None),
            ("https://example.org/a.md", None),
            ("file:relative.md", None),
        ] {
            let uri: Uri = uri.parse().expect("a URI");
            assert_eq!(path(&uri), expected.map(PathBuf::from), "{uri:?}");
        }
        let uri = Addresses::default().uri(Path::new("/nowhere/a b/é#1.md"));
        assert_eq!(uri.as_ref().map(|uri| uri.as_str()), Some("file:///nowhere/a%20b/%C3%A9%231.md"));
    }
}
