//! `--verbose`: what was read, and from where.

use std::fmt::Write;

use super::options::Verbosity;
use super::prepare::Prepared;
use super::report::counted;
use super::stdio;
use crate::diagnostic::visible_line;
use crate::source::Source;

/// Prints it if `--verbose` is given.
pub(super) fn tell(prepared: &Prepared, verbosity: Verbosity) {
    if verbosity == Verbosity::Verbose {
        stdio::tell_block(table(prepared));
    }
}

/// A line for each fact.
fn table(prepared: &Prepared) -> String {
    let Prepared { project, theme_files, handbook, .. } = prepared;
    let site = &handbook.site;
    let content = &*site.sources.roots.content;
    let files = site.sources.files.values();
    let assets = files.filter(|source| matches!(source, Source::Asset(_))).count();
    let pages = site.index.ids().count();
    let drafts = pages - prepared.page_count();
    let left = if drafts == 0 { String::new() } else { format!(" ({} not built)", counted(drafts, "draft")) };
    let own = match theme_files.files.len() {
        0 => String::new(),
        files => format!(", with {} of the project", counted(files, "file")),
    };
    let config = project.config_text.as_ref().map_or("none", |_| crate::config::FILE_NAME);
    let folder = if content.is_empty() { "." } else { content };
    let facts = [
        ("handbook", project.dir.display().to_string()),
        ("configuration", config.to_owned()),
        ("content", format!("{folder}: {}{left}, {}", counted(pages, "page"), counted(assets, "other file"))),
        ("theme", format!("{}{own}", site.config.theme.name)),
        ("address", site.config.url.as_deref().unwrap_or("none").to_owned()),
        ("journey", if site.index.shows_journey { "shown" } else { "not shown" }.to_owned()),
    ];
    let mut table = String::new();
    for (name, fact) in facts {
        let _ = writeln!(table, "{name:<18}{}", visible_line(&fact));
    }
    table
}
