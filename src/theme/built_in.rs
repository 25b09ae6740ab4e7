//! The themes that are part of the program, so that a single binary needs no installation.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};

use crate::path::ProjectPath;

static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A theme of the program.
pub(super) struct BuiltIn(&'static Dir<'static>);

/// The built-in theme of this name.
pub(super) fn theme(name: &str) -> Option<BuiltIn> {
    THEMES.get_dir(name).map(BuiltIn)
}

/// The names of all built-in themes.
pub(super) fn names() -> Vec<String> {
    THEMES.dirs().map(|dir| dir.path().to_string_lossy().into_owned()).collect()
}

impl BuiltIn {
    /// Every file: its path within the theme, the path it is named by to people, and its bytes.
    pub(super) fn files(&self, name: &str) -> Vec<(String, ProjectPath, Cow<'static, [u8]>)> {
        let mut files = Vec::new();
        let mut open = vec![self.0];
        while let Some(dir) = open.pop() {
            open.extend(dir.dirs());
            for file in dir.files() {
                let path = file.path().to_string_lossy().replace('\\', "/");
                let within = path.strip_prefix(name).map_or(&*path, |rest| rest.trim_start_matches('/')).to_owned();
                files.push((within, ProjectPath::from(format!("themes/{path}")), Cow::Borrowed(file.contents())));
            }
        }
        files.sort_by(|left, right| left.0.cmp(&right.0));
        files
    }
}
