//! The built-in themes, which make a single binary work without installation.

use std::borrow::Cow;

use include_dir::{Dir, include_dir};

use crate::path::ProjectPath;

use super::{DEFAULT_THEME, scripts, styles};

static THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes");

/// A built-in theme.
pub(super) struct BuiltIn(&'static Dir<'static>);

/// The built-in theme with this name.
pub(super) fn theme(name: &str) -> Option<BuiltIn> {
    THEMES.get_dir(name).map(BuiltIn)
}

/// The names of all built-in themes.
pub(super) fn names() -> Vec<String> {
    THEMES.dirs().map(|dir| dir.path().to_string_lossy().into_owned()).collect()
}

impl BuiltIn {
    /// Every file: its path within the theme, its path in messages, and its bytes. Scripts and style sheets are in the form that
    /// browsers load.
    pub(super) fn files(&self, name: &str) -> Vec<(String, ProjectPath, Cow<'static, [u8]>)> {
        let mut files = Vec::new();
        if name == DEFAULT_THEME {
            files.push(file("default/static/search.js", name, Cow::Owned(scripts::search().into_bytes())));
            files.push(file("default/static/search_more.js", name, Cow::Owned(scripts::search_more().into_bytes())));
        }
        files.extend(self.sources().map(|(path, bytes)| {
            let slim = |slim: fn(&str) -> String| {
                str::from_utf8(bytes).map_or(Cow::Borrowed(bytes), |text| Cow::Owned(slim(text).into_bytes()))
            };
            let bytes = if scripts::is_script(&path) {
                slim(scripts::slim)
            } else if styles::is_sheet(&path) {
                slim(styles::slim)
            } else {
                Cow::Borrowed(bytes)
            };
            file(&path, name, bytes)
        }));
        files.sort_by(|left, right| left.0.cmp(&right.0));
        files
    }

    /// Every file as written: its path below the folder of all themes, and its bytes.
    pub(super) fn sources(&self) -> impl Iterator<Item = (String, &'static [u8])> + use<> {
        let mut open = vec![self.0];
        std::iter::from_fn(move || {
            let dir = open.pop()?;
            open.extend(dir.dirs());
            Some(dir.files())
        })
        .flatten()
        .map(|file| (file.path().to_string_lossy().replace('\\', "/"), file.contents()))
    }
}

fn file(path: &str, name: &str, bytes: Cow<'static, [u8]>) -> (String, ProjectPath, Cow<'static, [u8]>) {
    let within = path.strip_prefix(name).map_or(path, |rest| rest.trim_start_matches('/')).to_owned();
    (within, ProjectPath::from(format!("themes/{path}")), bytes)
}
