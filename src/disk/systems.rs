//! Other systems, recognised by the files they leave in a folder.

use std::fs;
use std::path::Path;

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
