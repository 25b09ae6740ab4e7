//! Folders and files of the project, which must stay inside it on every system.

use crate::path;
use crate::yaml::{Node, Problem};

/// A folder relative to the project, without `./` and trailing slash; empty for the project itself.
pub(super) fn folder(node: &Node, key: &'static str) -> Result<String, Problem> {
    inside(node, key, node.text(key)?)
}

/// The part `written` of a value as a path that stays inside.
fn inside(node: &Node, key: &'static str, written: &str) -> Result<String, Problem> {
    let refuse = |why: &str, help: &str| Err(Problem::new(node.span.clone(), format!("`{key}: {written}` {why}"), help));
    if written.contains(char::is_control) {
        return refuse("holds a control character", "delete the character");
    }
    if written.contains('\\') {
        let problem = refuse("contains a backslash", "separate folders by `/`, on Windows too");
        return problem.map_err(|problem| problem.suggest(written.replace('\\', "/")));
    }
    let has_drive = written.as_bytes().get(1) == Some(&b':') && written.as_bytes()[0].is_ascii_alphabetic();
    if written.starts_with('/') || written.starts_with('~') || has_drive {
        return refuse("is not relative to the project folder", "write a path from the folder that holds `handbook.yaml`");
    }
    match path::join("", written) {
        Ok(path) => Ok(path),
        Err(path::Escapes) => refuse("leaves the project folder", "write a path inside the folder that holds `handbook.yaml`"),
    }
}

pub(super) fn output(node: &Node) -> Result<String, Problem> {
    let path = folder(node, "output")?;
    if path.is_empty() {
        let message = "the output folder cannot be the project folder";
        return Err(Problem::new(node.span.clone(), message, "write a folder of its own, such as `public`"));
    }
    Ok(path)
}

/// A file below the content root, such as a logo; a leading slash means the content root too.
pub(super) fn file(node: &Node, key: &'static str) -> Result<String, Problem> {
    let written = node.text(key)?;
    if written.contains("://") || written.starts_with("//") {
        let message = format!("`{key}: {written}` is on another site");
        return Err(Problem::new(
            node.span.clone(),
            message,
            "put the file below the content folder and write its path from there",
        ));
    }
    let path = inside(node, key, written.strip_prefix('/').unwrap_or(written))?;
    if path.is_empty() || written.ends_with('/') {
        return Err(Problem::new(
            node.span.clone(),
            format!("`{key}` names no file"),
            "write a file's path from the content folder",
        ));
    }
    Ok(path)
}
