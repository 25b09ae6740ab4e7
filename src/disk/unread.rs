//! What may be missing from the site: every page, files that look like pages and are not read, pages outside the content folder,
//! and another system's folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::names::{is_build_folder, is_hidden};
use super::open::Project;
use super::systems::{Facts, System, recognised};
use crate::config::{Config, FILE_NAME};
use crate::diagnostic::{Code, Diagnostic};
use crate::path::{MDX, PAGE_EXTENSIONS, SourcePath, is_page_name};
use crate::source::{Roots, Source, Sources};

/// Extensions of pages that other tools read; those of Markdown are read unless `pages:` omits them.
const LIKE_PAGES: [&str; 31] = [
    "adoc",
    "asciidoc",
    "creole",
    "livemd",
    "markdn",
    "markdown",
    "md",
    "md.ejs",
    "md.erb",
    "md.hbs",
    "md.j2",
    "md.jinja",
    "md.liquid",
    "md.njk",
    "md.tmpl",
    "mdoc",
    "mdown",
    "mdtext",
    "mdtxt",
    "mdwn",
    "mdx",
    "mediawiki",
    "mkd",
    "mkdn",
    "mkdown",
    "org",
    "qmd",
    "rmd",
    "rst",
    "svx",
    "textile",
];

/// How many files are named before the rest are only counted.
const MOST_NAMED: usize = 3;

/// How many pages outside the content folder are counted, and how deep they are looked for.
const MOST_COUNTED: usize = 10_000;
const DEEPEST: usize = 8;

/// Files that belong to a repository rather than to a handbook.
const OF_A_REPOSITORY: [&str; 7] = ["readme", "changelog", "contributing", "code_of_conduct", "license", "security", "support"];

/// How MDX is read.
const READ_MDX: &str = "write `pages: [md, mdx]` in `handbook.yaml` to read what is plain Markdown in them";

/// What the names of the content files show: that there is no page, and which files look like pages and are not.
pub(super) fn unread(sources: &Sources) -> Vec<Diagnostic> {
    let mut like_pages: BTreeMap<&str, Vec<&SourcePath>> = BTreeMap::new();
    let is_asset = |(path, source): &(&SourcePath, &Source)| matches!(source, Source::Asset(_)) && !path.is_beside_content();
    for (path, _) in sources.files.iter().filter(is_asset) {
        if let Some(known) = LIKE_PAGES.iter().find(|known| ends_in(path.file_name(), known)) {
            like_pages.entry(known).or_default().push(path);
        }
    }
    let mut diagnostics = Vec::new();
    if !sources.files.values().any(|source| matches!(source, Source::Page(_))) {
        let folder = if sources.roots.is_bare { "this folder" } else { "the content folder" };
        let help = match like_pages.keys().next() {
            Some(&MDX) => format!("only Markdown is read: {READ_MDX}, or rename what is plain Markdown to `.md`"),
            Some(extension) => format!("only Markdown is read: rename what is plain Markdown from `.{extension}` to `.md`"),
            None => "write a page, such as `index.md`, name another folder, or begin with `journeybook init`".to_owned(),
        };
        diagnostics.push(Diagnostic::new(Code::NoPages, format!("{folder} contains no pages")).help(help));
    }
    for (extension, paths) in like_pages {
        let named: Vec<String> = paths.iter().take(MOST_NAMED).map(|path| format!("`{path}`")).collect();
        let more = match paths.len().saturating_sub(MOST_NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let count = match paths.len() {
            1 => "one file ends".to_owned(),
            count => format!("{count} files end"),
        };
        let message = format!("{count} in `.{extension}`, which is not read as a page: {}{more}", named.join(", "));
        let help = match extension {
            MDX => format!("{READ_MDX}, rename them to `.md`, or leave them out with `exclude:`"),
            known if PAGE_EXTENSIONS.contains(&known) => {
                format!("name `{known}` in `pages:`, or leave the files out with `exclude:`")
            }
            _ => "rename to `.md` what is plain Markdown, or leave the files out with `exclude:`".to_owned(),
        };
        diagnostics.push(Diagnostic::new(Code::UnreadPage, message).in_source(paths[0]).subject(paths[0].file_name()).help(help));
    }
    diagnostics
}

/// Whether a file's name has this extension, in any case.
fn ends_in(name: &str, extension: &str) -> bool {
    let end = name.len().checked_sub(extension.len() + 1).and_then(|start| name.get(start..));
    end.is_some_and(|end| end.starts_with('.') && end[1..].eq_ignore_ascii_case(extension))
}

/// What is outside the content of a project without a configuration: pages that the content folder hides, and the files of another
/// system.
#[must_use]
pub fn beside(project: &Project, config: &Config, roots: &Roots) -> Vec<Diagnostic> {
    if project.config_text.is_some() {
        return Vec::new();
    }
    let mut diagnostics = Vec::new();
    let is_hiding = !roots.is_bare && config.content.is_none();
    let hidden = if is_hiding { pages_beside(&project.dir, &roots.content, &config.output, 0) } else { 0 };
    if hidden > 0 {
        let pages = if hidden == 1 { "one page beside it is".to_owned() } else { format!("{hidden} pages beside it are") };
        let message = format!("the folder `{}` is taken for the content, so {pages} not read", roots.content);
        let help =
            format!("write `content: .` in `{FILE_NAME}` to read all of them, or `content: {}` to confirm it", roots.content);
        diagnostics.push(Diagnostic::new(Code::HiddenPages, message).subject(&*roots.content).help(help));
    }
    diagnostics.extend(system(&project.dir, roots.is_bare));
    diagnostics
}

/// The content folder of a handbook created where there are pages already: the folder itself, as `.`, or its `content`; `None` if
/// there are only pages that belong to a repository.
#[must_use]
pub fn content_there(dir: &Path) -> Option<&'static str> {
    const CONTENT: &str = "content";
    let holds_pages = |folder: &Path, skipped: &str, depth| pages_beside(folder, skipped, "public", depth) > 0;
    if holds_pages(dir, CONTENT, 0) {
        return Some(".");
    }
    holds_pages(&dir.join(CONTENT), "", 1).then_some(CONTENT)
}

/// How many pages are in a folder, not counting the content, the output and what belongs to a repository.
fn pages_beside(folder: &Path, content: &str, output: &str, depth: usize) -> usize {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    let mut count = 0;
    for entry in entries.filter_map(Result::ok) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let Ok(kind) = entry.file_type() else { continue };
        if is_hidden(&name) || is_build_folder(&name) || (depth == 0 && (name == content || name == output || name == "themes")) {
            continue;
        }
        if kind.is_dir() && depth < DEEPEST {
            count += pages_beside(&entry.path(), content, output, depth + 1);
        } else if kind.is_file() && is_page_name(&name) && !(depth == 0 && is_of_a_repository(&name)) {
            count += 1;
        }
        if count >= MOST_COUNTED {
            break;
        }
    }
    count
}

fn is_of_a_repository(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_ascii_lowercase();
    OF_A_REPOSITORY.contains(&&*stem)
}

/// The note about a folder that was made for another system.
fn system(dir: &Path, is_bare: bool) -> Option<Diagnostic> {
    let System { facts: Facts { name, pages, is_imported, .. }, mark } = recognised(dir)?;
    let message = format!("this folder is laid out for {name}, as `{mark}` shows, and is read as plain Markdown");
    let holds_pages = |folder: &&&str| pages_beside(&dir.join(folder), "", "", 1) > 0;
    let source = pages.iter().find(holds_pages).filter(|_| is_bare);
    let help = match (is_imported, source) {
        (true, None) => {
            format!("`journeybook import` turns it into a handbook; a `{FILE_NAME}` marks the folder as a Journeybook handbook")
        }
        (true, Some(folder)) => format!(
            "`journeybook import` turns it into a handbook; `content: {folder}` in a `{FILE_NAME}` reads the pages of {name} alone"
        ),
        (false, None) => {
            format!("{NOT_READ}; a `{FILE_NAME}` marks the folder as a Journeybook handbook")
        }
        (false, Some(folder)) => format!("{NOT_READ}; `content: {folder}` in a `{FILE_NAME}` reads the pages of {name} alone"),
    };
    Some(Diagnostic::new(Code::OtherSystem, message).subject(mark).help(help))
}

/// What reading as plain Markdown means.
const NOT_READ: &str = "its navigation, settings and templates have no effect here";
