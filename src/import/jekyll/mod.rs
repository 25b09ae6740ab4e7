//! Jekyll, including the theme just-the-docs: `_config.yml`, permalinks, collections, Liquid and kramdown.

use std::collections::BTreeMap;

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::{Format, scalar};
use super::report::{Report, Section};
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::system::{System, joined};
use super::text::include::{Mark, Part, Shown, Wanted};
use super::tree::{Tree, below, folder, is_page, name, stem, under};
use crate::yaml;

mod permalink;

pub(super) struct Jekyll;

const CONSTRUCTS: Constructs =
    Constructs { syntaxes: &[Syntax::Kramdown, Syntax::Liquid, Syntax::Alert], slugs: Rule::Kramdown, links: LinkBase::Address };

const CONFIGS: [&str; 2] = ["_config.yml", "_config.yaml"];

/// Files of the repository that are not pages unless they have front matter.
const OF_THE_REPOSITORY: [&str; 9] =
    ["README", "LICENSE", "LICENCE", "CONTRIBUTING", "CODE_OF_CONDUCT", "CHANGELOG", "MIGRATION", "SECURITY", "HISTORY"];

impl System for Jekyll {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        CONFIGS.iter().find_map(|name| tree.folders_with(name).first().map(|folder| (*folder).to_owned()))
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site, report);
        let mut structure = Structure { settings: settings(&config), roots: vec![site.base.to_owned()], ..Structure::default() };
        let excluded: Vec<String> =
            config.get("exclude").and_then(Value::as_array).into_iter().flatten().filter_map(scalar).collect();
        for (path, rest) in site.tree.below(site.base) {
            let Some(to) = place(&config, rest) else { continue };
            if excluded.iter().any(|entry| rest == entry.trim_matches('/') || below(rest, entry.trim_matches('/')).is_some()) {
                continue;
            }
            if !is_page(path) {
                of_file(site, path, rest, &to, &mut structure, report);
                continue;
            }
            let front = site.front(path);
            let is_bare = front.format == Format::Absent;
            if is_bare
                && folder(rest).is_empty()
                && OF_THE_REPOSITORY.iter().any(|known| stem(name(rest)).eq_ignore_ascii_case(known))
                && has_index(site, rest)
            {
                report.file(Section::Kept, "files of the repository that are not pages stay behind", path);
                continue;
            }
            if front.is_false("published") {
                report.file(Section::Kept, "pages that are not published stay behind", path);
                continue;
            }
            let mut page = OldPage { from: path.to_owned(), to, ..OldPage::default() };
            page.order = front.number("nav_order");
            page.is_draft = rest.starts_with("_drafts/");
            page.taken = ["permalink", "redirect_from", "nav_order", "layout"].map(str::to_owned).to_vec();
            if front.is_true("search_exclude") {
                page.taken.push("search_exclude".to_owned());
                page.set.push(("search".to_owned(), false.into()));
            }
            if let Some(to) = front.text("redirect_to") {
                report.file(Section::Person, format!("the page redirected to `{to}`; a page here has text of its own"), path);
            }
            if front.text("parent").is_some() && folder(&page.to).is_empty() {
                report.file(Section::Person, "the navigation put the page below a `parent` that the folders do not show", path);
            }
            structure.pages.push(page);
        }
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, report: &mut Report) -> Addresses {
        let config = config(site, &mut Report::default());
        let mut redirects = Vec::new();
        let of_pages = structure.pages.iter().map(|page| {
            let front = site.front(&page.from);
            let rest = below(&page.from, site.base).unwrap_or(&page.from);
            let own = permalink::of_page(&config, rest, &front);
            let from = front.list("redirect_from").into_iter().map(|from| from.trim_start_matches('/').to_owned());
            std::iter::once(own).chain(from).collect()
        });
        let of_pages = of_pages.collect();
        for (path, _) in site.tree.below(site.base).filter(|(path, _)| matches!(name(path), "_redirects" | "redirects.json")) {
            let Some(text) = site.tree.text(path) else { continue };
            for line in text.lines().filter(|line| line.starts_with('/')) {
                let mut words = line.split_whitespace();
                if let (Some(from), Some(to)) = (words.next(), words.next())
                    && !from.contains(['*', ':'])
                {
                    redirects.push((from.trim_start_matches('/').to_owned(), to.to_owned()));
                } else {
                    report.file(Section::Person, "redirects with patterns do not come over", path);
                }
            }
        }
        Addresses { of_pages, redirects }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }

    fn includes(&self, text: &str) -> Vec<Mark> {
        let mut marks = Vec::new();
        for verb in ["include ", "include_relative "] {
            for (start, _) in text.match_indices("{%") {
                let Some(length) = text[start..].find("%}") else { continue };
                let inside = text[start + 2..start + length].trim().trim_matches('-').trim();
                let Some(file) = inside.strip_prefix(verb).and_then(|rest| rest.split_whitespace().next()) else { continue };
                let has_parameters = inside.contains('=');
                let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
                if file.contains("{{") || has_parameters || text[line..start].matches('`').count() % 2 == 1 {
                    continue;
                }
                let name = if verb == "include " { format!("_includes/{file}") } else { file.to_owned() };
                marks.push(Mark {
                    span: start..start + length + 2,
                    wanted: Wanted { name, part: Part::Whole, shown: Shown::Text },
                });
            }
        }
        marks
    }

    fn included(&self, site: &Site<'_>, path: &str, name: &str) -> Vec<String> {
        let way = if name.starts_with("_includes/") { joined(site.base, name) } else { joined(folder(path), name) };
        // Values that the template language would compute are unknown here.
        let is_plain = site.tree.text(&way).is_some_and(|text| !text.contains("{%") && !text.contains("{{"));
        if is_plain { vec![way] } else { Vec::new() }
    }

    fn variables(&self, site: &Site<'_>, _structure: &Structure) -> BTreeMap<String, String> {
        let config = config(site, &mut Report::default());
        let mut values: BTreeMap<String, String> = config
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(key, value)| Some((format!("site.{key}"), scalar(value)?)))
            .collect();
        // Links are relative here, so they do not contain the path of the site.
        values.insert("site.baseurl".to_owned(), String::new());
        values
    }
}

/// Whether a file's folder has an index, so that its README is not one.
fn has_index(site: &Site<'_>, rest: &str) -> bool {
    !name(rest).eq_ignore_ascii_case("readme.md")
        || ["index.md", "index.html", "index.markdown"].iter().any(|index| site.tree.has(&site.path(&under(folder(rest), index))))
}

/// The new path of a file; `None` for one that Jekyll never publishes.
fn place(config: &Value, rest: &str) -> Option<String> {
    let never =
        ["vendor/", "node_modules/", "script/", "bin/", "spec/", "lib/", ".bundle/", "_site/", "Gemfile", "Rakefile", "package"];
    let is_tool = never.iter().any(|prefix| rest.starts_with(prefix)) || rest.ends_with(".gemspec");
    if is_tool || rest.split('/').any(|segment| segment.starts_with('.') && segment != ".well-known") {
        return None;
    }
    let (first, behind) = rest.split_once('/').unwrap_or(("", rest));
    match first.strip_prefix('_') {
        Some("posts") => Some(format!("posts/{behind}")),
        Some("drafts") => Some(format!("drafts/{behind}")),
        Some(collection) => is_published(config, collection).then(|| format!("{collection}/{behind}")),
        None if rest.split('/').any(|segment| segment.starts_with('_') || segment.starts_with('#') || segment.ends_with('~')) => {
            None
        }
        None => Some(rest.to_owned()),
    }
}

fn is_published(config: &Value, collection: &str) -> bool {
    match config.get("collections") {
        Some(Value::Object(all)) => {
            all.get(collection).is_some_and(|own| own.get("output").and_then(Value::as_bool).unwrap_or(false))
        }
        _ => false,
    }
}

fn of_file(site: &Site<'_>, path: &str, rest: &str, to: &str, structure: &mut Structure, report: &mut Report) {
    let is_template = || site.tree.text(path).is_some_and(|text| text.starts_with("---"));
    if rest.starts_with('_') && !rest.contains('/') {
        return;
    }
    if super::tree::has_extension(path, &["html", "htm"]) && is_template() {
        report.file(Section::Person, "pages that are HTML stay behind; write them as Markdown", path);
    } else if super::tree::has_extension(path, &["scss", "sass", "liquid"]) || is_template() {
        report.file(Section::Kept, "style sheets and files made by templates stay behind", path);
    } else {
        structure.assets.push((path.to_owned(), to.to_owned()));
    }
}

fn config(site: &Site<'_>, report: &mut Report) -> Value {
    let Some((file, text)) = site.tree.first(site.base, &CONFIGS) else { return Value::Null };
    let document = yaml::read(text, 0..text.len());
    for problem in document.problems {
        report.file(Section::Person, format!("the configuration cannot be read in full: {}", problem.message), &site.path(file));
    }
    document.root.map_or(Value::Null, |root| root.to_json())
}

fn settings(config: &Value) -> Settings {
    let text = |key: &str| config.get(key).and_then(scalar).filter(|text| !text.trim().is_empty());
    let base = text("baseurl").unwrap_or_default();
    let url = text("url").map(|url| format!("{}/{}", url.trim_end_matches('/'), base.trim_matches('/')));
    let repository = text("gh_edit_repository").or_else(|| text("repository").map(|name| format!("https://github.com/{name}")));
    let file = |key: &str| text(key).filter(|path| !path.contains("://")).map(|path| path.trim_start_matches('/').to_owned());
    let links = config.get("aux_links").and_then(Value::as_object).into_iter().flatten().filter_map(|(title, url)| {
        let url = scalar(url).or_else(|| url.get(0).and_then(scalar))?;
        url.contains("://").then(|| (title.clone(), url))
    });
    Settings {
        title: text("title"),
        description: text("description").or_else(|| text("tagline")),
        url,
        language: text("lang").or_else(|| text("locale")).map(|tag| tag.replace('_', "-")),
        repository,
        branch: text("gh_edit_branch"),
        logo: file("logo"),
        favicon: file("favicon_ico"),
        social: links.collect(),
        ..Settings::default()
    }
}
