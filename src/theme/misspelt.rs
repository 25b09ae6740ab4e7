//! Files of a project's theme that replace nothing, since their names are nearly those of the theme's own.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;

use super::Layer;

/// What lies at the top of a theme's folder.
const TOP: [&str; 4] = ["templates", "static", "locale", "theme.yaml"];

/// Reports the files and folders of the project, the first of the layers, that look like misspelt ones of the layers below. A file that
/// another one of the project names is meant.
pub(super) fn misspelt(layers: &[Layer<'_>]) -> Vec<Diagnostic> {
    let Some((project, below)) = layers.split_first() else { return Vec::new() };
    let known: BTreeSet<&str> = below.iter().flat_map(|layer| &layer.files).map(|(file, ..)| &**file).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for (file, path, _) in project.files.iter().filter(|(file, ..)| !known.contains(&**file)) {
        let (top, rest) = file.split_once('/').unwrap_or((file, ""));
        if !TOP.contains(&top) {
            // A file beside the folders that it belongs into.
            let misplaced = || known.iter().find(|known| rest.is_empty() && known.rsplit('/').next() == Some(top));
            if let Some(near) = misplaced() {
                found.push(unread(path.as_str(), top, near));
            } else if let Some(near) = suggest::nearest(top, TOP).filter(|_| told.insert(top)) {
                found.push(unread(path.as_str(), top, near));
            }
            continue;
        }
        // A project adds languages and words as it likes.
        if top == "locale" {
            continue;
        }
        let siblings = known.iter().filter_map(|known| known.strip_prefix(top)?.strip_prefix('/'));
        if let Some(near) = suggest::nearest(rest, siblings).filter(|_| !is_named(project, file, rest)) {
            found.push(unread(path.as_str(), rest, near));
        }
    }
    found
}

fn unread(path: &str, written: &str, near: &str) -> Diagnostic {
    Diagnostic::new(Code::UnreadThemeFile, format!("the theme has no `{written}`, so `{path}` replaces nothing"))
        .in_project(path)
        .subject(written)
        .help(format!("rename it to `{near}` if it is to replace that one"))
}

/// Whether another file of the project names a file, as templates and style sheets do.
fn is_named(project: &Layer<'_>, file: &str, name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let mut others = project.files.iter().filter(|(other, ..)| other != file);
    others.any(|(_, _, bytes)| str::from_utf8(bytes).is_ok_and(|text| text.contains(last)))
}
