//! Other systems, recognised by their files in a folder.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use super::{LARGEST, read_regular};
use crate::import;
use crate::path::is_page_name;

/// A system whose files were found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct System {
    /// What is known of it.
    pub(super) facts: &'static Facts,
    /// The file or folder by which it was recognised.
    pub(super) mark: String,
}

/// What is known about a system.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Facts {
    /// Its name.
    pub(super) name: &'static str,
    /// The folder whose files it publishes at the root of its site.
    pub(super) statics: Option<&'static str>,
    /// The folders in which it looks for pages, the most usual first.
    pub(super) pages: &'static [&'static str],
    /// Whether `journeybook import` knows it.
    pub(super) is_imported: bool,
}

const fn imported(name: &'static str, statics: Option<&'static str>, pages: &'static [&'static str]) -> Facts {
    Facts { name, statics, pages, is_imported: true }
}

const fn other(name: &'static str, statics: Option<&'static str>, pages: &'static [&'static str]) -> Facts {
    Facts { name, statics, pages, is_imported: false }
}

/// How a system is recognised.
enum Mark {
    /// By a file or folder of this path; where it ends in a full stop, by one whose name begins so.
    There(&'static str),
    /// By a file of this path that contains these words.
    Holds(&'static str, &'static str),
    /// By two files or folders of these paths.
    Both(&'static str, &'static str),
}

use Mark::{Both, Holds, There};

/// The marks by which systems are recognised, and the systems: the first that fits counts.
const SYSTEMS: [(Mark, Facts); 52] = [
    (There("book.toml"), imported("mdBook", None, &["src"])),
    (There("mkdocs.yml"), imported("MkDocs", None, &["docs"])),
    (There("mkdocs.yaml"), imported("MkDocs", None, &["docs"])),
    (There("zensical.toml"), imported("Zensical", None, &["docs"])),
    (There("docusaurus.config."), imported("Docusaurus", Some("static"), &["docs"])),
    (There("src/content/docs"), imported("Starlight", Some("public"), &["src/content/docs"])),
    (There("astro.config."), other("Astro", Some("public"), &["src/content", "src/pages"])),
    (There(".vitepress"), imported("VitePress", Some("public"), &[])),
    (There("docs/.vitepress"), imported("VitePress", Some("docs/public"), &["docs"])),
    (There(".vuepress"), imported("VuePress", Some(".vuepress/public"), &[])),
    (There("docs/.vuepress"), imported("VuePress", Some("docs/.vuepress/public"), &["docs"])),
    (There("rspress.config."), other("Rspress", Some("docs/public"), &["docs"])),
    (There("theme.config."), other("Nextra", Some("public"), &["pages", "content", "src/pages"])),
    (There("next.config."), other("Next.js", Some("public"), &["pages", "content", "src/pages"])),
    (There("nuxt.config."), other("Nuxt", Some("public"), &["content"])),
    (There("gatsby-config."), other("Gatsby", Some("static"), &["content", "src/pages"])),
    (There("quartz.config."), other("Quartz", None, &["content"])),
    (There("config/tech-docs.yml"), other("the GOV.UK Tech Docs Template", Some("source"), &["source"])),
    (Both("config.rb", "source"), other("Middleman", Some("source"), &["source"])),
    (Both("_config.yml", "_toc.yml"), other("Jupyter Book", None, &[])),
    (There("myst.yml"), other("MyST", None, &[])),
    (Both("_config.yml", "scaffolds"), other("Hexo", Some("source"), &["source"])),
    (There("_config.yml"), imported("Jekyll", None, &[])),
    (There("_config.yaml"), imported("Jekyll", None, &[])),
    (There("hugo."), imported("Hugo", Some("static"), &["content"])),
    (There(".hugo_build.lock"), imported("Hugo", Some("static"), &["content"])),
    (There("config/_default"), imported("Hugo", Some("static"), &["content"])),
    (There("zola.toml"), other("Zola", Some("static"), &["content"])),
    (There("eleventy.config."), other("Eleventy", None, &["src", "content", "docs"])),
    (There(".eleventy.js"), other("Eleventy", None, &["src", "content", "docs"])),
    (There("antora.yml"), other("Antora", None, &["modules"])),
    (There("antora-playbook.yml"), other("Antora", None, &["modules"])),
    (There("mint.json"), other("Mintlify", None, &[])),
    (Holds("docs.json", "mintlify"), other("Mintlify", None, &[])),
    (There("retype.yml"), other("Retype", None, &[])),
    (There("docfx.json"), other("DocFX", None, &["docs", "articles"])),
    (There("_quarto.yml"), other("Quarto", None, &[])),
    (There("pelicanconf.py"), other("Pelican", None, &["content"])),
    (Holds("conf.py", "extensions"), other("Sphinx", None, &[])),
    (There("docs/source/conf.py"), other("Sphinx", None, &["docs/source"])),
    (There("docs/conf.py"), other("Sphinx", None, &["docs"])),
    (There("source/conf.py"), other("Sphinx", None, &["source"])),
    (There(".gitbook"), imported("GitBook", None, &[])),
    (There(".gitbook.yaml"), imported("GitBook", None, &[])),
    (There("book.json"), imported("GitBook or HonKit", None, &[])),
    (There(".obsidian"), imported("Obsidian", None, &[])),
    (There("logseq"), other("Logseq", None, &["pages"])),
    (There("SUMMARY.md"), imported("GitBook or mdBook", None, &[])),
    (Holds("index.html", "docsify"), other("docsify", None, &[])),
    (There("Home.md"), imported("a GitHub wiki", None, &[])),
    (There("_Sidebar.md"), imported("a GitHub wiki", None, &[])),
    (Holds("home.md", "\neditor: markdown"), other("Wiki.js", None, &[])),
];

/// What is known of Hugo and Zola where nothing tells which of them it is.
const HUGO_OR_ZOLA: Facts = imported("Hugo or Zola", Some("static"), &["content"]);

/// The system that a folder was made for, by the first known file in it.
pub(super) fn recognised(dir: &Path) -> Option<System> {
    let mut names: Vec<String> = fs::read_dir(dir).ok()?.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let there = |path: &str| {
        let is_meant = |name: &&String| **name == path || (path.ends_with('.') && name.starts_with(path) && !is_page_name(name));
        let is_below = || path.split_once('/').is_some_and(|(top, _)| names.binary_search_by(|name| (**name).cmp(top)).is_ok());
        let name = names.iter().find(is_meant).cloned();
        name.or_else(|| (is_below() && dir.join(path).exists()).then(|| path.to_owned()))
    };
    let holds = |path: &&str, words: &str| {
        let text = read_regular(&dir.join(path), LARGEST).ok();
        text.is_some_and(|text| String::from_utf8_lossy(&text).contains(words))
    };
    let found = |mark: &Mark| match mark {
        There(path) => there(path),
        Holds(path, words) => there(path).filter(|_| holds(path, words)),
        Both(path, other) => there(path).filter(|_| there(other).is_some()),
    };
    let known = SYSTEMS.iter().find_map(|(mark, facts)| Some(System { facts, mark: found(mark)? }));
    known.or_else(|| hugo_or_zola(dir))
}

/// Both call their settings `config.toml`, as many other programs do, and their home page `content/_index.md`.
fn hugo_or_zola(dir: &Path) -> Option<System> {
    let marks = ["content/_index.md", "config.toml"];
    let mark = marks.iter().find(|mark| dir.join(mark).is_file())?;
    let is_site = dir.join("content").is_dir() && dir.join("static").is_dir();
    is_site.then(|| System { facts: &HUGO_OR_ZOLA, mark: (*mark).to_owned() })
}

/// The folders in which systems keep their configuration.
const CONFIG_FOLDERS: [&str; 3] = ["", ".vitepress", "config/_default"];

/// The path below which the system of this project publishes its site, without slashes around it: its configuration is in `dir` or
/// the nearest folder above it, up to `root`.
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
