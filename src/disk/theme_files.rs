//! Reads a project's own files for a theme.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::names::{is_backup, is_hidden};
use super::open::Project;
use super::reason;
use super::walk::{Entry, FaultKind, Kind, Walk};
use crate::config::FILE_NAME as CONFIG_NAME;
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::path::ProjectPath;
use crate::theme::ThemeFiles;

/// Reads the project's files for the theme `name`: templates, static files, `theme.yaml`; empty if there are none.
///
/// Hidden files and editors' backups are excluded. A symlink that leaves the theme's folder is an `io` error, so that no template
/// can publish another file of the machine; a name that is not a single folder name is a `config` error.
pub fn theme_files(project: &Project, name: &str) -> Checked<ThemeFiles> {
    if name.is_empty() || name.starts_with('.') || name.contains(['/', '\\', '\0']) {
        let fault = Diagnostic::new(Code::Config, format!("`{name}` is not the name of a theme"))
            .in_project(CONFIG_NAME)
            .subject(name)
            .help("name a folder below `themes/`, or the built-in theme `default`");
        return Checked { value: ThemeFiles::default(), diagnostics: vec![fault] };
    }
    let folder = format!("themes/{name}");
    let Ok(location) = fs::canonicalize(project.dir.join(&folder)) else { return Checked::clean(ThemeFiles::default()) };
    if !location.starts_with(&project.dir) {
        let fault = FaultKind::Outside.diagnostic(name).in_project(folder);
        return Checked { value: ThemeFiles::default(), diagnostics: vec![fault] };
    }
    let leaves_out = |entry: &Entry<'_>| is_hidden(entry.name) || (entry.kind != Kind::Folder && is_backup(entry.name));
    let walked = Walk { boundary: &location, never: &[], leaves_out: &leaves_out }.folder(&location, &folder);

    let mut theme = Checked::clean(ThemeFiles::default());
    for fault in walked.faults {
        let name = fault.path.rsplit('/').next().unwrap_or(&fault.path);
        theme.diagnostics.push(theme_fault(&fault.what, name).in_project(fault.path.as_str()));
    }
    for (path, location) in walked.files {
        match fs::read(&location) {
            Ok(bytes) => {
                theme.value.files.insert(ProjectPath::from(path), Arc::from(bytes));
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => {
                let name = path.rsplit('/').next().unwrap_or(&path);
                theme.diagnostics.push(theme_fault(&FaultKind::Unreadable(reason(&error)), name).in_project(path.as_str()));
            }
        }
    }
    theme
}

/// The project's folders for the theme `name`, and `themes` itself, without symlinks: every change in the theme changes an entry of
/// one of them.
pub fn theme_folders(project: &Project, name: &str) -> Vec<PathBuf> {
    let themes = project.dir.join("themes");
    let Ok(location) = fs::canonicalize(themes.join(name)) else { return vec![themes] };
    if !location.starts_with(&project.dir) || location == project.dir {
        return vec![themes];
    }
    let leaves_out = |entry: &Entry<'_>| is_hidden(entry.name);
    let walked = Walk { boundary: &location, never: &[], leaves_out: &leaves_out }.folder(&location, "");
    std::iter::once(themes).chain(walked.folders).collect()
}

fn theme_fault(trouble: &FaultKind, name: &str) -> Diagnostic {
    match trouble {
        FaultKind::Outside => Diagnostic::new(Code::Io, format!("the symlink `{name}` leads out of the theme"))
            .subject(name)
            .help("copy what it leads to into the theme's folder"),
        // `exclude:` is for content, so the help for other files names only the file.
        other => other.diagnostic(name).help("remove it, or make it a readable file"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::theme_files;
    use crate::disk::open;

    fn write(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("create");
        fs::write(path, text).expect("write");
    }

    #[test]
    fn files_of_the_named_theme_are_read() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        write(dir.path(), "themes/default/templates/page.html", "p");
        write(dir.path(), "themes/default/templates/page.html~", "old");
        write(dir.path(), "themes/default/static/a.css", "c");
        write(dir.path(), "themes/other/theme.yaml", "o");
        let project = open(dir.path()).expect("a project");
        let theme = theme_files(&project, "default");
        assert_eq!(theme.diagnostics, []);
        let paths: Vec<_> = theme.value.files.keys().map(ToString::to_string).collect();
        assert_eq!(paths, ["themes/default/static/a.css", "themes/default/templates/page.html"]);
        assert!(theme_files(&project, "none").value.files.is_empty());
    }

    #[test]
    fn names_are_no_paths() {
        let dir = tempfile::tempdir().expect("a temporary folder");
        write(dir.path(), "secret/a", "s");
        let project = open(&dir.path().canonicalize().expect("a path")).expect("a project");
        for name in ["", ".", "..", "../secret", "a/b", "a\\b", "/etc"] {
            let theme = theme_files(&project, name);
            assert!(theme.value.files.is_empty() && theme.diagnostics.len() == 1, "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn no_symlink_leaves_the_theme() {
        use std::os::unix::fs::symlink;
        let dir = tempfile::tempdir().expect("a temporary folder");
        write(dir.path(), "secret.html", "s");
        write(dir.path(), "themes/default/templates/page.html", "p");
        let templates = dir.path().join("themes/default/templates");
        symlink("../../../secret.html", templates.join("leak.html")).expect("link");
        symlink("page.html", templates.join("copy.html")).expect("link");
        symlink("/etc", dir.path().join("themes/etc")).expect("link");
        let project = open(dir.path()).expect("a project");
        let theme = theme_files(&project, "default");
        assert_eq!(theme.value.files.len(), 2);
        let messages: Vec<_> = theme.diagnostics.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, ["the symlink `leak.html` leads out of the theme"]);
        assert_eq!(theme_files(&project, "etc").diagnostics.len(), 1);
    }
}
