//! The files of the built-in themes for people: with the path at which a project overrides them, and as written.

use std::borrow::Cow;

use super::{DEFAULT_THEME, built_in, scripts};

/// A file that a project may override.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuiltInFile {
    /// Its path within the theme's folder, such as `templates/page.html`.
    pub path: String,
    /// Whether it comes from the default theme.
    pub is_inherited: bool,
    /// The file; the search's script is in the form that browsers load, since it has many sources.
    pub bytes: Cow<'static, [u8]>,
}

/// Every file of a built-in theme, in the order of their paths, including those from the default theme; `None` if there is no such
/// theme.
#[must_use]
pub fn built_in_files(name: &str) -> Option<Vec<BuiltInFile>> {
    let own = built_in::theme(name)?;
    let within = |path: String| path.split_once('/').map(|(_, rest)| rest.to_owned()).unwrap_or(path);
    let mut files: Vec<BuiltInFile> = own
        .sources()
        .map(|(path, bytes)| BuiltInFile { path: within(path), is_inherited: false, bytes: Cow::Borrowed(bytes) })
        .collect();
    let mut add = |path: String, bytes: Cow<'static, [u8]>| {
        if files.iter().all(|file| file.path != path) {
            files.push(BuiltInFile { path, is_inherited: name != DEFAULT_THEME, bytes });
        }
    };
    add("static/search.js".to_owned(), Cow::Owned(scripts::search().into_bytes()));
    for (path, bytes) in built_in::theme(DEFAULT_THEME).into_iter().flat_map(|theme| theme.sources()) {
        let path = within(path);
        // Each theme has its own manifest.
        if path != "theme.yaml" {
            add(path, Cow::Borrowed(bytes));
        }
    }
    files.sort_by(|left, right| left.path.cmp(&right.path));
    Some(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_theme_has_its_own_files_and_the_default_ones() {
        let files = built_in_files("field-guide").expect("a built-in theme");
        let find = |path: &str| files.iter().find(|file| file.path == path).map(|file| file.is_inherited);
        assert_eq!(find("templates/page.html"), Some(false));
        assert_eq!(find("templates/map.html"), Some(true));
        assert_eq!(find("static/search.js"), Some(true));
        assert_eq!(find("theme.yaml"), Some(false));
        assert_eq!(files.iter().filter(|file| file.path == "theme.yaml").count(), 1);
        assert!(files.is_sorted_by_key(|file| &file.path));
        assert_eq!(built_in_files("none"), None);
    }

    #[test]
    fn files_are_as_they_were_written() {
        let files = built_in_files(DEFAULT_THEME).expect("the default theme");
        let script = files.iter().find(|file| file.path == "static/script.js").expect("the script");
        assert!(script.bytes.starts_with(b"//"), "comments stay");
    }
}
