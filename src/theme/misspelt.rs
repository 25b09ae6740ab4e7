//! Files of a project's theme that replace nothing because their names are misspelt.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::suggest;

use super::Layer;

/// The entries at the top of a theme's folder.
const TOP: [&str; 4] = ["templates", "static", "locale", "theme.yaml"];

/// Reports files and folders of the project, the first layer, whose names look like misspellings of those in the layers below. A
/// file that another file of the project mentions is intended.
pub(super) fn misspelt(layers: &[Layer<'_>]) -> Vec<Diagnostic> {
    let Some((project, below)) = layers.split_first() else { return Vec::new() };
    let known: BTreeSet<&str> = below.iter().flat_map(|layer| &layer.files).map(|(file, ..)| &**file).collect();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for (file, path, _) in project.files.iter().filter(|(file, ..)| !known.contains(&**file)) {
        let (top, rest) = file.split_once('/').unwrap_or((file, ""));
        if !TOP.contains(&top) {
            // A file beside the folder to which it belongs.
            let misplaced = || known.iter().find(|known| rest.is_empty() && known.rsplit('/').next() == Some(top));
            if let Some(near) = misplaced() {
                found.push(unread(path.as_str(), top, near));
            } else if let Some(near) = suggest::nearest(top, TOP).filter(|_| told.insert(top)) {
                found.push(unread(path.as_str(), top, near));
            }
            continue;
        }
        // A project may add any languages and texts.
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

/// Whether another file of the project mentions a file, as templates and style sheets do.
fn is_named(project: &Layer<'_>, file: &str, name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    let mut others = project.files.iter().filter(|(other, ..)| other != file);
    others.any(|(_, _, bytes)| str::from_utf8(bytes).is_ok_and(|text| text.contains(last)))
}
