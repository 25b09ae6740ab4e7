//! `GitBook`'s synchronised repositories: `.gitbook.yaml`, `SUMMARY.md`, and blocks in Liquid syntax.

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::scalar;
use super::report::{Report, Section};
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::summary;
use super::system::System;
use super::tree::{Tree, folder, is_page, name, stem, under};
use crate::path::join;
use crate::yaml;

pub(super) struct GitBook;

const CONSTRUCTS: Constructs =
    Constructs { syntaxes: &[Syntax::Liquid, Syntax::AttributeList], slugs: Rule::GitHub, links: LinkBase::File };

impl System for GitBook {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        let by_config = [".gitbook.yaml", "book.json"]
            .iter()
            .find_map(|name| tree.folders_with(name).first().map(|folder| (*folder).to_owned()));
        by_config.or_else(|| {
            let folders = tree.folders_with("SUMMARY.md");
            folders.into_iter().find(|folder| tree.has(&under(folder, "README.md"))).map(str::to_owned)
        })
    }

    fn is_plain_folder(&self) -> bool {
        true
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site);
        let root = root(site, &config);
        let file = config.pointer("/structure/summary").and_then(scalar).unwrap_or_else(|| "SUMMARY.md".to_owned());
        let readme = config.pointer("/structure/readme").and_then(scalar).unwrap_or_else(|| "README.md".to_owned());
        let readme = join(&root, &readme).unwrap_or_default();
        let text = site.tree.text(&under(&root, &file)).unwrap_or_default();
        let chapters = summary::chapters(text);
        let mut structure =
            Structure { settings: settings(site, &root, &readme), roots: vec![root.clone()], ..Structure::default() };
        let mut nav = Vec::new();
        for chapter in &chapters {
            let Some(path) = &chapter.path else { continue };
            if path.contains("://") {
                report.at(
                    Section::Person,
                    format!("the navigation leads to `{path}`, which is not a page; link to it from a page or the footer"),
                    &under(&root, &file),
                    chapter.line,
                );
            } else if let Ok(path) = join(&root, path.split('#').next().unwrap_or_default()) {
                structure.nav.push((path.clone(), chapter.part.clone().into_iter().collect()));
                nav.push((path, chapter.title.clone()));
            }
        }
        for (path, rest) in site.tree.below(&root) {
            if rest == file {
                continue;
            }
            if rest.contains(".gitbook/assets/") {
                structure.assets.push((path.to_owned(), rest.replace(".gitbook/assets/", "assets/")));
                continue;
            }
            let is_hidden = rest.split('/').any(|segment| segment.starts_with('.'));
            if is_hidden {
                if rest.contains(".gitbook/includes/") {
                    report.file(Section::Kept, "reusable content stands in the pages that include it", path);
                }
                continue;
            }
            if !is_page(path) {
                structure.assets.push((path.to_owned(), rest.to_owned()));
                continue;
            }
            let entry = nav.iter().find(|(known, _)| known == path);
            if entry.is_none() && !chapters.is_empty() && *path != *readme {
                report.file(Section::Kept, "pages that `SUMMARY.md` does not list were not published, and stay behind", path);
                continue;
            }
            let to = if *path == *readme { "README.md".to_owned() } else { rest.to_owned() };
            let front = site.front(path);
            let mut page =
                OldPage { from: path.to_owned(), to, title: entry.map(|(_, title)| title.clone()), ..OldPage::default() };
            if front.is_true("hidden") {
                page.set.push(("search".to_owned(), false.into()));
            }
            structure.pages.push(page);
        }
        let paths: Vec<String> = nav.into_iter().map(|(path, _)| path).collect();
        structure.order_by(&paths);
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, _report: &mut Report) -> Addresses {
        let config = config(site);
        let of_pages = structure.pages.iter().map(|page| vec![address(&page.to)]).collect();
        let table = config.get("redirects").and_then(Value::as_object).into_iter().flatten();
        let redirects = table.filter_map(|(from, to)| {
            let to = scalar(to)?;
            let to = to.trim_start_matches("./");
            Some((from.trim_matches('/').to_owned(), if is_page(to) { address(to) } else { to.to_owned() }))
        });
        Addresses { of_pages, redirects: redirects.collect() }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }

    fn includes(&self, text: &str) -> Vec<super::text::include::Mark> {
        use super::text::include::{Mark, Part, Shown, Wanted};
        let found = text.match_indices("{% include \"").filter_map(|(start, mark)| {
            let rest = &text[start + mark.len()..];
            let name = &rest[..rest.find('"')?];
            let end = start + text[start..].find("%}")? + 2;
            Some(Mark { span: start..end, wanted: Wanted { name: name.to_owned(), part: Part::Whole, shown: Shown::Text } })
        });
        found.collect()
    }
}

fn address(to: &str) -> String {
    let bare = stem(to).to_lowercase().replace(' ', "-");
    if name(&bare) == "readme" { folder(&bare).to_owned() } else { bare }
}

fn config(site: &Site<'_>) -> Value {
    let Some((file, text)) = site.tree.first(site.base, &[".gitbook.yaml", "book.json"]) else { return Value::Null };
    if file == "book.json" {
        return serde_json::from_str(text).unwrap_or(Value::Null);
    }
    yaml::read(text, 0..text.len()).root.map_or(Value::Null, |root| root.to_json())
}

fn root(site: &Site<'_>, config: &Value) -> String {
    site.path(config.get("root").and_then(Value::as_str).unwrap_or("."))
}

/// `GitBook` keeps title and address on its own servers, so the title of the first page is used.
fn settings(site: &Site<'_>, root: &str, readme: &str) -> Settings {
    let config = config(site);
    let text = site.tree.text(readme).or_else(|| site.tree.text(&under(root, "README.md"))).unwrap_or_default();
    let heading = text.lines().find_map(|line| line.strip_prefix("# ")).map(|title| title.trim().to_owned());
    Settings {
        title: config.get("title").and_then(scalar).or(heading),
        description: config.get("description").and_then(scalar),
        language: config.get("language").and_then(scalar),
        ..Settings::default()
    }
}
