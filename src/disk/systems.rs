//! Other systems, recognised by the files they leave in a folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::{LARGEST, read_regular};
use crate::import;

/// What is known of a system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct System {
    /// What it is called.
    pub(super) name: &'static str,
    /// The file or folder that it was recognised by.
    pub(super) mark: String,
    /// The folder whose files it publishes at the root of the site.
    pub(super) statics: Option<&'static str>,
}

/// The files by which systems are recognised, or what their names begin with; the systems; their folders of static files.
const SYSTEMS: [(&str, &str, Option<&str>); 16] = [
    ("book.toml", "mdBook", None),
    ("mkdocs.yml", "MkDocs", None),
    ("mkdocs.yaml", "MkDocs", None),
    ("docusaurus.config.", "Docusaurus", Some("static")),
    ("astro.config.", "Astro", Some("public")),
    (".vitepress", "VitePress", Some("public")),
    ("next.config.", "Next.js", Some("public")),
    ("_config.yml", "Jekyll", None),
    ("_config.yaml", "Jekyll", None),
    ("hugo.", "Hugo", Some("static")),
    (".hugo_build.lock", "Hugo", Some("static")),
    ("zola.toml", "Zola", Some("static")),
    (".gitbook", "GitBook", None),
    (".obsidian", "Obsidian", None),
    ("SUMMARY.md", "GitBook or mdBook", None),
    ("Home.md", "a GitHub wiki", None),
];

/// The system that a folder is laid out for, by the first of its files that is known.
pub(super) fn recognised(dir: &Path) -> Option<System> {
    let mut names: Vec<String> = fs::read_dir(dir).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let is_meant = |name: &str, known: &str| name == known || (known.ends_with('.') && name.starts_with(known));
    let known = SYSTEMS.iter().find_map(|(known, name, statics)| {
        let mark = names.iter().find(|name| is_meant(name, known))?.clone();
        Some(System { name, mark, statics: *statics })
    });
    known.or_else(|| hugo_or_zola(dir))
}

/// Both call their settings `config.toml`, as many other programs do, and their home page `content/_index.md`.
fn hugo_or_zola(dir: &Path) -> Option<System> {
    let marks = ["content/_index.md", "config.toml"];
    let mark = marks.iter().find(|mark| dir.join(mark).is_file())?;
    let is_site = dir.join("content").is_dir() && dir.join("static").is_dir();
    is_site.then(|| System { name: "Hugo or Zola", mark: (*mark).to_owned(), statics: Some("static") })
}

/// The folders in which systems keep their configuration.
const CONFIG_FOLDERS: [&str; 3] = ["", ".vitepress", "config/_default"];

/// The path that the system whose project this is publishes its site below, without slashes around it: `dir` or the nearest folder
/// above it, up to `root`, has its configuration.
pub(super) fn base_path(dir: &Path, root: &Path) -> Option<Arc<str>> {
    dir.ancestors().take_while(|folder| folder.starts_with(root)).find_map(base_path_in).map(Arc::from)
}

fn base_path_in(dir: &Path) -> Option<String> {
    CONFIG_FOLDERS.iter().find_map(|folder| {
        let folder = dir.join(folder);
        let mut names: Vec<String> =
            fs::read_dir(&folder).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
        names.sort();
        names.iter().filter(|name| import::may_say_base_path(name)).find_map(|name| {
            let text = String::from_utf8(read_regular(&folder.join(name), LARGEST).ok()?).ok()?;
            import::base_path(name, &text)
        })
    })
}
