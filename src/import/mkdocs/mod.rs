//! MkDocs with its themes, and Zensical: `mkdocs.yml` or `zensical.toml`, its navigation, and the extensions of Python-Markdown.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::{Front, scalar, toml_value};
use super::report::{Report, Section};
use super::settings::colour;
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::{self, Rule};
use super::system::{System, joined};
use super::text::include::Mark;
use super::tree::{Tree, folder, is_page, name, stem, under};
use crate::yaml;

mod snippet;

pub(super) struct MkDocs;

const CONSTRUCTS: Constructs = Constructs {
    syntaxes: &[Syntax::Indented, Syntax::Slashes, Syntax::AttributeList, Syntax::Marks],
    slugs: Rule::Python,
    links: LinkBase::File,
};

const CONFIGS: [&str; 3] = ["mkdocs.yml", "mkdocs.yaml", "zensical.toml"];

impl System for MkDocs {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        CONFIGS.iter().find_map(|name| tree.folders_with(name).first().map(|folder| (*folder).to_owned()))
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site, report);
        let docs = docs(site, &config);
        let mut structure = Structure { settings: settings(&config), roots: vec![docs.clone()], ..Structure::default() };
        let mut entries = Vec::new();
        listed(config.get("nav").unwrap_or(&Value::Null), &mut Vec::new(), &mut entries);
        structure.nav = entries.iter().map(|entry| (under(&docs, &entry.path), entry.sections.clone())).collect();
        let nav: Vec<(String, Option<String>)> = entries.into_iter().map(|entry| (entry.path, entry.title)).collect();
        let excluded = globs(&config, "exclude_docs");
        let drafts = globs(&config, "draft_docs");
        for (path, rest) in site.tree.below(&docs) {
            let is_hidden = rest.split('/').any(|segment| segment.starts_with('.'));
            if is_hidden || excluded.is_match(rest) {
                continue;
            }
            if !is_page(path) {
                structure.assets.push((path.to_owned(), rest.to_owned()));
                continue;
            }
            let is_losing =
                name(rest).eq_ignore_ascii_case("readme.md") && site.tree.has(&under(&docs, &under(folder(rest), "index.md")));
            if is_losing {
                report.file(Section::Person, "a README beside an index was not published, and stays behind", path);
                continue;
            }
            let title = nav.iter().find(|(known, _)| known == rest).and_then(|(_, title)| title.clone());
            let front = site.front(path);
            let mut page = OldPage {
                from: path.to_owned(),
                to: rest.to_owned(),
                title,
                is_draft: drafts.is_match(rest),
                ..OldPage::default()
            };
            keys(&front, &mut page);
            structure.pages.push(page);
        }
        let paths: Vec<String> = nav.iter().map(|(path, _)| under(&docs, path)).collect();
        structure.order_by(&paths);
        for (path, _) in &nav {
            if path.contains("://") || path.starts_with('/') {
                report.note(
                    Section::Person,
                    format!("the navigation leads to `{path}`, which is not a page; link to it from a page or the footer"),
                );
            } else if !site.tree.has(&under(&docs, path)) && !path.ends_with('/') {
                report.note(Section::Person, format!("the navigation names `{path}`, which does not exist"));
            }
        }
        told(site, &config, &docs, report);
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, _report: &mut Report) -> Addresses {
        let config = config(site, &mut Report::default());
        let is_folders = config.get("use_directory_urls").and_then(Value::as_bool).unwrap_or(true);
        let blog = plugin(&config, "blog")
            .map(|blog| blog.get("blog_dir").and_then(Value::as_str).unwrap_or("blog").trim_matches('/').to_owned());
        let of_pages = structure.pages.iter().map(|page| {
            let post =
                blog.as_deref().and_then(|blog| post(&site.front(&page.from), site.tree.text(&page.from)?, &page.to, blog));
            vec![post.unwrap_or_else(|| address(&page.to, is_folders))]
        });
        let of_pages = of_pages.collect();
        let maps = plugin(&config, "redirects").and_then(|plugin| plugin.get("redirect_maps").and_then(Value::as_object));
        let redirects = maps.into_iter().flatten().filter_map(|(from, to)| {
            let to = to.as_str()?;
            let to = if to.contains("://") {
                to.to_owned()
            } else {
                let (path, fragment) = to.split_once('#').unwrap_or((to, ""));
                let _ = fragment;
                address(path, is_folders)
            };
            Some((address(from, is_folders), to))
        });
        Addresses { of_pages, redirects: redirects.collect() }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }

    fn includes(&self, text: &str) -> Vec<Mark> {
        snippet::marks(text)
    }

    fn included(&self, site: &Site<'_>, path: &str, name: &str) -> Vec<String> {
        let config = config(site, &mut Report::default());
        let snippets = extension(&config, "pymdownx.snippets");
        let mut bases: Vec<String> = match snippets.and_then(|options| options.get("base_path")) {
            Some(Value::Array(items)) => items.iter().filter_map(scalar).collect(),
            Some(value) => scalar(value).into_iter().collect(),
            None => Vec::new(),
        };
        bases.extend([
            ".".to_owned(),
            docs(site, &config).strip_prefix(site.base).unwrap_or_default().trim_matches('/').to_owned(),
            "includes".to_owned(),
        ]);
        let mut ways: Vec<String> = bases.iter().map(|base| joined(site.base, &format!("{base}/{name}"))).collect();
        ways.push(joined(folder(path), name));
        ways
    }

    fn variables(&self, site: &Site<'_>, _structure: &Structure) -> BTreeMap<String, String> {
        let config = config(site, &mut Report::default());
        let extra = config.get("extra").and_then(Value::as_object).cloned().unwrap_or_default();
        extra.iter().filter_map(|(key, value)| Some((key.clone(), scalar(value)?))).collect()
    }
}

/// What a page's front matter says in Material's keys.
fn keys(front: &Front, page: &mut OldPage) {
    let is_left_out = front.values.get("search").and_then(|search| search.get("exclude")).and_then(Value::as_bool);
    if let Some(is_left_out) = is_left_out {
        page.taken.push("search".to_owned());
        if is_left_out {
            page.set.push(("search".to_owned(), false.into()));
        }
    }
}

fn address(path: &str, is_folders: bool) -> String {
    let bare = stem(path);
    let is_index = ["index", "readme"].contains(&&*name(bare).to_ascii_lowercase());
    match (is_index, is_folders) {
        (true, true) if folder(bare).is_empty() => String::new(),
        (true, true) => format!("{}/", folder(bare)),
        (true, false) => under(folder(bare), "index.html"),
        (false, true) => format!("{bare}/"),
        (false, false) => format!("{bare}.html"),
    }
}

/// The address of a post of Material's blog plugin: its date and the slug of its title.
fn post(front: &Front, text: &str, path: &str, blog: &str) -> Option<String> {
    let posts = if blog == "." { "posts/".to_owned() } else { format!("{blog}/posts/") };
    if !path.starts_with(&posts) {
        return None;
    }
    let date = match front.values.get("date")? {
        Value::Object(dates) => dates.get("created").and_then(scalar)?,
        value => scalar(value)?,
    };
    let day = date.get(..10)?.replace('-', "/");
    let heading = text[front.body..].lines().find_map(|line| line.strip_prefix("# ")).map(str::trim);
    let title = front.text("title").or_else(|| heading.map(|title| title.replace(['*', '`'], "")))?;
    let slug = front.text("slug").unwrap_or_else(|| slugs::ids(Rule::Python, &[&title]).remove(0));
    Some(under(if blog == "." { "" } else { blog }, &format!("{day}/{slug}/")))
}

fn config(site: &Site<'_>, report: &mut Report) -> Value {
    let Some((name, text)) = site.tree.first(site.base, &CONFIGS) else { return Value::Null };
    if name == "zensical.toml" {
        return match text.parse::<toml::Table>() {
            Ok(mut table) => table.remove("project").map_or(Value::Null, toml_value),
            Err(error) => {
                report.file(Section::Person, format!("the configuration cannot be read: {}", error.message()), &site.path(name));
                Value::Null
            }
        };
    }
    let document = yaml::read(text, 0..text.len());
    for problem in document.problems {
        report.file(Section::Person, format!("the configuration cannot be read in full: {}", problem.message), &site.path(name));
    }
    let mut config = document.root.map_or(Value::Null, |root| root.to_json());
    if let Some(parent) = config.get("INHERIT").and_then(Value::as_str)
        && let Some(text) = site.tree.text(&site.path(parent))
        && let Some(Value::Object(mut inherited)) = yaml::read(text, 0..text.len()).root.map(|root| root.to_json())
        && let Value::Object(own) = config
    {
        inherited.extend(own);
        config = Value::Object(inherited);
    }
    config
}

fn docs(site: &Site<'_>, config: &Value) -> String {
    site.path(config.get("docs_dir").and_then(Value::as_str).unwrap_or("docs"))
}

fn settings(config: &Value) -> Settings {
    let text = |pointer: &str| config.pointer(pointer).and_then(scalar);
    let repository = text("/repo_url").map(|url| url.trim_end_matches('/').to_owned());
    let edit = text("/edit_uri").unwrap_or_default();
    let branch = ["edit/", "blob/", "raw/"]
        .iter()
        .find_map(|mark| edit.split_once(mark))
        .and_then(|(_, rest)| rest.split('/').next().map(str::to_owned));
    let palette = match config.pointer("/theme/palette") {
        Some(Value::Array(palettes)) => palettes.first().cloned(),
        other => other.cloned(),
    };
    let accent = palette.and_then(|palette| palette.get("primary").and_then(Value::as_str).and_then(colour));
    let file = |pointer: &str| text(pointer).filter(|path| !path.contains("://"));
    let social = config.pointer("/extra/social").and_then(Value::as_array).into_iter().flatten().filter_map(|link| {
        let url = link.get("link").and_then(Value::as_str).filter(|url| url.contains("://"))?;
        let host = url.split("://").nth(1).unwrap_or(url).split('/').next().unwrap_or(url).trim_start_matches("www.");
        let name = link.get("name").and_then(Value::as_str).unwrap_or(host);
        Some((name.to_owned(), url.to_owned()))
    });
    Settings {
        title: text("/site_name"),
        description: text("/site_description"),
        url: text("/site_url"),
        language: text("/theme/language"),
        repository,
        branch,
        accent,
        logo: file("/theme/logo"),
        favicon: file("/theme/favicon"),
        social: social.collect(),
        footer: Vec::new(),
    }
}

/// A page that the navigation lists.
struct Entry {
    path: String,
    title: Option<String>,
    /// Its sections, outermost first.
    sections: Vec<String>,
}

/// The pages that a navigation lists, in order; `titles` are those around the value.
fn listed(nav: &Value, titles: &mut Vec<String>, found: &mut Vec<Entry>) {
    match nav {
        Value::String(path) => {
            let path = path.trim_start_matches("./").to_owned();
            found.push(Entry { path, title: None, sections: titles.clone() });
        }
        Value::Array(items) => items.iter().for_each(|item| listed(item, titles, found)),
        Value::Object(entries) => {
            for (title, item) in entries {
                if let Value::String(path) = item {
                    let path = path.trim_start_matches("./").to_owned();
                    found.push(Entry { path, title: Some(title.clone()), sections: titles.clone() });
                } else {
                    titles.push(title.clone());
                    listed(item, titles, found);
                    titles.pop();
                }
            }
        }
        _ => {}
    }
}

/// The options of an enabled plugin.
fn plugin<'a>(config: &'a Value, name: &str) -> Option<&'a Value> {
    option(config.get("plugins")?, name)
}

fn extension<'a>(config: &'a Value, name: &str) -> Option<&'a Value> {
    option(config.get("markdown_extensions")?, name)
}

fn option<'a>(list: &'a Value, name: &str) -> Option<&'a Value> {
    match list {
        Value::Array(items) => items.iter().find_map(|item| match item {
            Value::String(known) => (known == name || known.ends_with(&format!("/{name}"))).then_some(&Value::Null),
            Value::Object(map) => {
                map.iter().find(|(known, _)| *known == name || known.ends_with(&format!("/{name}"))).map(|(_, options)| options)
            }
            _ => None,
        }),
        Value::Object(map) => map.get(name),
        _ => None,
    }
}

/// Globs in the syntax of `.gitignore`.
fn globs(config: &Value, key: &str) -> globset::GlobSet {
    let mut set = globset::GlobSetBuilder::new();
    for line in config.get(key).and_then(Value::as_str).unwrap_or_default().lines().map(str::trim) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let bare = line.trim_start_matches('!').trim_matches('/');
        let anchored = if line.trim_end_matches('/').contains('/') { bare.to_owned() } else { format!("**/{bare}") };
        for glob in [anchored.clone(), format!("{anchored}/**")] {
            if let Ok(glob) = globset::Glob::new(&glob)
                && !line.starts_with('!')
            {
                set.add(glob);
            }
        }
    }
    set.build().unwrap_or_default()
}

/// Reports what the configuration asks for and cannot be imported.
fn told(site: &Site<'_>, config: &Value, docs: &str, report: &mut Report) {
    let known =
        ["search", "redirects", "blog", "privacy", "minify", "optimize", "git-revision-date-localized", "offline", "social"];
    let plugins: BTreeSet<String> = match config.get("plugins") {
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(|item| item.as_str().map(str::to_owned).or_else(|| item.as_object()?.keys().next().cloned()))
            .collect(),
        Some(Value::Object(map)) => map.keys().cloned().collect(),
        _ => BTreeSet::new(),
    };
    for plugin in plugins.iter().filter(|plugin| !known.contains(&name(plugin))) {
        report.note(Section::Person, format!("the plugin `{plugin}` is not run"));
    }
    for key in ["extra_css", "extra_javascript", "hooks"] {
        for file in config.get(key).and_then(Value::as_array).into_iter().flatten() {
            let file = scalar(file).or_else(|| file.get("path").and_then(scalar)).unwrap_or_default();
            report.note(Section::Person, format!("`{file}` of `{key}` is not used; a theme of the project takes its place"));
        }
    }
    if let Some(folder) = config.pointer("/theme/custom_dir").and_then(Value::as_str) {
        report
            .note(Section::Person, format!("the templates in `{folder}` are not used; a theme of the project takes their place"));
    }
    for (path, _) in site.tree.below(docs).filter(|(path, _)| matches!(name(path), ".pages" | ".nav.yml")) {
        report.file(Section::Person, "the order that this file gives does not come over; write `order:` in its pages", path);
    }
}
