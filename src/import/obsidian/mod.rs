//! Vaults of Obsidian and Foam: notes that refer to one another. Wikilinks stay, since a handbook resolves them.

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::report::{Report, Section};
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::system::System;
use super::tree::{Tree, below, is_page, name};

pub(super) struct Obsidian;

const CONSTRUCTS: Constructs = Constructs { syntaxes: &[Syntax::Alert], slugs: Rule::GitHub, links: LinkBase::File };

impl System for Obsidian {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        let marks = [
            ".obsidian/app.json",
            ".obsidian/workspace.json",
            ".obsidian/core-plugins.json",
            ".obsidian/appearance.json",
            ".foam/templates",
            ".vscode/foam.json",
        ];
        let by_folder = tree.paths().find_map(|path| {
            let (folder, _) = path.split_once(".obsidian/").or_else(|| path.split_once(".foam/"))?;
            Some(folder.trim_end_matches('/').to_owned())
        });
        let by_marks = || marks.iter().find_map(|mark| tree.folders_with(mark).first().map(|folder| (*folder).to_owned()));
        by_folder.or_else(by_marks).or_else(|| is_linked_by_names(tree).then(String::new))
    }

    fn is_plain_folder(&self) -> bool {
        true
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let mut structure =
            Structure { settings: Settings::default(), roots: vec![site.base.to_owned()], ..Structure::default() };
        let templates = templates(site);
        for (path, rest) in site.tree.below(site.base) {
            if rest.split('/').any(|segment| segment.starts_with('.')) {
                continue;
            }
            if templates.iter().any(|folder| below(rest, folder).is_some()) {
                report.file(Section::Kept, "templates for notes stay behind", path);
                continue;
            }
            if !is_page(path) {
                if super::tree::has_extension(path, &["canvas", "base"]) {
                    report.file(Section::Person, "canvases and bases are copied, but nothing shows them", path);
                }
                structure.assets.push((path.to_owned(), rest.to_owned()));
                continue;
            }
            let front = site.front(path);
            let mut page = OldPage { from: path.to_owned(), to: rest.to_owned(), ..OldPage::default() };
            page.is_draft = front.is_false("publish");
            page.names = front
                .list("aliases")
                .into_iter()
                .chain(front.list("alias"))
                .filter(|alias| !alias.contains('/') && !alias.is_empty())
                .collect();
            page.taken = vec!["alias".to_owned(), "publish".to_owned()];
            if let Some(permalink) = front.text("permalink") {
                report.file(Section::Changed, format!("`permalink: {permalink}` became an alias"), path);
                page.taken.push("permalink".to_owned());
            }
            structure.pages.push(page);
            plugins(site, path, report);
        }
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, report: &mut Report) -> Addresses {
        // A vault has addresses only where Obsidian Publish published it: those that `permalink` gives, which others lead to.
        let is_published = is_published(site, structure);
        if is_published {
            report.note(Section::Kept, "addresses are those of Obsidian Publish, by its documented rules: nothing was built");
        }
        let of_pages = structure.pages.iter().map(|page| {
            let permalink = site.front(&page.from).text("permalink").map(|link| link.trim_matches('/').to_owned());
            let by_name = is_published.then(|| super::tree::stem(&page.to).replace(' ', "+"));
            permalink.into_iter().chain(by_name).collect()
        });
        Addresses { of_pages: of_pages.collect(), redirects: Vec::new() }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }
}

/// Whether Obsidian Publish published the vault: its style sheet, script or settings are there, or a page says that it is published.
fn is_published(site: &Site<'_>, structure: &Structure) -> bool {
    let marks = ["publish.css", "publish.js", ".obsidian/publish.json"];
    marks.iter().any(|mark| site.tree.has(&site.path(mark)))
        || structure.pages.iter().any(|page| {
            let front = site.front(&page.from);
            front.text("permalink").is_some() || front.is_true("publish")
        })
}

/// Whether a third of the pages have wikilinks, as in a vault whose settings were not committed.
fn is_linked_by_names(tree: &Tree) -> bool {
    let pages: Vec<&str> = tree.paths().filter(|path| is_page(path)).filter_map(|path| tree.text(path)).collect();
    let names = |text: &str| {
        text.split_once("[[").is_some_and(|(_, behind)| behind.lines().next().is_some_and(|line| line.contains("]]")))
    };
    let naming = pages.iter().filter(|text| names(text)).count();
    naming > 1 && naming * 3 >= pages.len()
}

/// The template folders of the core plugin, of Templater and of Foam.
fn templates(site: &Site<'_>) -> Vec<String> {
    let named = |file: &str, key: &str| {
        let text = site.tree.text(&site.path(file))?;
        let value: Value = serde_json::from_str(text).ok()?;
        value.get(key)?.as_str().map(|folder| folder.trim_matches('/').to_owned()).filter(|folder| !folder.is_empty())
    };
    [
        named(".obsidian/templates.json", "folder"),
        named(".obsidian/plugins/templater-obsidian/data.json", "templates_folder"),
        Some(".foam/templates".to_owned()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Reports the blocks and expressions that plugins would compute.
fn plugins(site: &Site<'_>, path: &str, report: &mut Report) {
    let text = site.tree.text(path).unwrap_or_default();
    for (number, line) in text.lines().enumerate() {
        let fence = line.trim_start().strip_prefix("```").map(str::trim);
        if let Some(language) =
            fence.filter(|language| matches!(*language, "dataview" | "dataviewjs" | "tasks" | "query" | "button" | "base"))
        {
            report.at(Section::Person, format!("blocks of the plugin `{language}` stay as code"), path, number + 1);
        }
        if line.contains("<% ") && super::tree::has_extension(name(path), &["md"]) {
            report.at(Section::Person, "expressions of Templater stay as they were", path, number + 1);
        }
    }
}
