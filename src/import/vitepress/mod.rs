//! VitePress: the literals of `.vitepress/config`, containers, included files and snippets.

use std::collections::BTreeSet;

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::scalar;
use super::js;
use super::report::{Report, Section};
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::system::{System, joined};
use super::text::include::Mark;
use super::tree::{Tree, below, folder, is_page, name, stem, under};
use crate::path::join;

mod snippet;

pub(super) struct VitePress;

const CONSTRUCTS: Constructs = Constructs {
    syntaxes: &[Syntax::Container, Syntax::Component, Syntax::AttributeList],
    slugs: Rule::VitePress,
    links: LinkBase::File,
};

const CONFIGS: [&str; 8] = [
    ".vitepress/config.ts",
    ".vitepress/config.mts",
    ".vitepress/config.js",
    ".vitepress/config.mjs",
    ".vitepress/config/index.ts",
    ".vitepress/config/index.mts",
    ".vitepress/config/shared.ts",
    ".vuepress/config.js",
];

impl System for VitePress {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        let folders = tree.paths().filter_map(|path| {
            let (folder, rest) = path.split_once(".vitepress/").or_else(|| path.split_once(".vuepress/"))?;
            rest.starts_with("config").then(|| folder.trim_end_matches('/').to_owned())
        });
        folders.min_by_key(|folder| (folder.matches('/').count() + usize::from(!folder.is_empty()), folder.clone()))
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site);
        let source = source(site, &config);
        report.note(Section::Kept, "the literals of the configuration were read; code in it was not run");
        let mut structure = Structure {
            settings: settings(&config),
            roots: vec![source.clone(), under(&source, "public")],
            ..Structure::default()
        };
        let locales: Vec<String> = locales(site, &config);
        let excluded = excluded(&config);
        let mut left_behind = BTreeSet::new();
        for (path, rest) in site.tree.below(&source) {
            if rest.split('/').any(|segment| segment.starts_with('.')) || excluded.is_match(rest) {
                continue;
            }
            if let Some(asset) = rest.strip_prefix("public/") {
                structure.assets.push((path.to_owned(), asset.to_owned()));
                continue;
            }
            if let Some(locale) = locales.iter().find(|locale| below(rest, locale).is_some()) {
                left_behind.insert(locale.clone());
                continue;
            }
            if !is_page(path) {
                let is_code = super::tree::has_extension(path, &["ts", "js", "mjs", "mts", "vue", "css", "json"]);
                if !is_code {
                    structure.assets.push((path.to_owned(), rest.to_owned()));
                }
                continue;
            }
            if rest.contains('[') {
                report.file(Section::Person, "pages of dynamic routes stay behind: code makes them", path);
                continue;
            }
            let front = site.front(path);
            let mut page = OldPage { from: path.to_owned(), to: rewritten(&config, rest), ..OldPage::default() };
            for key in ["hero", "features"].iter().filter(|key| front.values.contains_key(**key)) {
                report.file(Section::Person, format!("the front matter's `{key}` is kept, but the theme does not show it"), path);
            }
            page.is_draft = front.is_true("draft");
            structure.pages.push(page);
        }
        for locale in left_behind {
            let what = format!("pages in the language `{locale}` stay behind; make a handbook of each language");
            report.note(Section::Person, what);
        }
        let theme = theme(&config);
        let (mut above, mut beside) = (Vec::new(), Vec::new());
        listed(theme.get("nav").unwrap_or(&Value::Null), "", &mut Vec::new(), &mut above);
        listed(theme.get("sidebar").unwrap_or(&Value::Null), "", &mut Vec::new(), &mut beside);
        let mut paths = Vec::new();
        let of_sidebar = beside.into_iter().map(|entry| (entry, true));
        for (entry, is_of_sidebar) in above.into_iter().map(|entry| (entry, false)).chain(of_sidebar) {
            let bare = super::address::key(&entry.link);
            let is_meant = |page: &&mut OldPage| super::address::key(&address(&page.to, false)) == bare;
            let Some(page) = structure.pages.iter_mut().find(is_meant) else { continue };
            if is_of_sidebar {
                page.title = page.title.take().or(entry.title);
                structure.nav.push((page.from.clone(), entry.groups));
            }
            if !paths.contains(&page.from) {
                paths.push(page.from.clone());
            }
        }
        structure.order_by(&paths);
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, _report: &mut Report) -> Addresses {
        let is_clean = config(site).get("cleanUrls").and_then(Value::as_bool).unwrap_or(false);
        Addresses {
            of_pages: structure.pages.iter().map(|page| vec![address(&page.to, is_clean)]).collect(),
            redirects: Vec::new(),
        }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }

    fn includes(&self, text: &str) -> Vec<Mark> {
        snippet::marks(text)
    }

    fn included(&self, site: &Site<'_>, path: &str, name: &str) -> Vec<String> {
        match name.strip_prefix("@/").or_else(|| name.strip_prefix("@")) {
            Some(rest) => vec![joined(&source(site, &config(site)), rest)],
            None => vec![joined(folder(path), name)],
        }
    }
}

fn address(to: &str, is_clean: bool) -> String {
    let bare = stem(to);
    match (name(bare) == "index", is_clean) {
        (true, _) if folder(bare).is_empty() => String::new(),
        (true, _) => format!("{}/", folder(bare)),
        (false, true) => bare.to_owned(),
        (false, false) => format!("{bare}.html"),
    }
}

fn config(site: &Site<'_>) -> Value {
    // A configuration in several files is read as one: the first value of a key counts.
    let mut all = serde_json::Map::new();
    let folder = site.path(".vitepress");
    let parts = site.tree.below(&folder).filter(|(_, rest)| rest.starts_with("config/"));
    let mut texts: Vec<&str> = site.tree.first(site.base, &CONFIGS).into_iter().map(|(_, text)| text).collect();
    let own: Vec<&str> = parts
        .filter(|(_, rest)| ["config/shared.ts", "config/en.ts", "config/root.ts", "config/index.ts"].contains(rest))
        .filter_map(|(path, _)| site.tree.text(path))
        .collect();
    texts.extend(own);
    for text in texts {
        if let Value::Object(map) = js::config(text) {
            for (key, value) in map {
                match (all.get_mut(&key), value) {
                    (Some(Value::Object(known)), Value::Object(more)) => more.into_iter().for_each(|(key, value)| {
                        known.entry(key).or_insert(value);
                    }),
                    (Some(_), _) => {}
                    (None, value) => {
                        all.insert(key, value);
                    }
                }
            }
        }
    }
    Value::Object(all)
}

fn source(site: &Site<'_>, config: &Value) -> String {
    site.path(config.get("srcDir").and_then(Value::as_str).unwrap_or("."))
}

fn theme(config: &Value) -> Value {
    config.get("themeConfig").or_else(|| config.pointer("/locales/root/themeConfig")).cloned().unwrap_or(Value::Null)
}

/// The folders of the other languages: those that the configuration names, and those with their own configuration.
fn locales(site: &Site<'_>, config: &Value) -> Vec<String> {
    let named =
        config.get("locales").and_then(Value::as_object).into_iter().flatten().map(|(key, _)| key.trim_matches('/').to_owned());
    let folder = site.path(".vitepress/config");
    let files = site.tree.below(&folder).map(|(_, rest)| stem(rest).to_owned());
    let is_tag = |name: &String| name.len() <= 5 && name.len() >= 2 && site.tree.below(&site.path(name)).next().is_some();
    let mut all: Vec<String> =
        named.chain(files).filter(|name| !matches!(&**name, "root" | "" | "index" | "shared" | "en")).filter(is_tag).collect();
    all.sort();
    all.dedup();
    all
}

fn excluded(config: &Value) -> globset::GlobSet {
    let mut set = globset::GlobSetBuilder::new();
    for glob in config.get("srcExclude").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str) {
        if let Ok(glob) = globset::Glob::new(glob) {
            set.add(glob);
        }
    }
    set.build().unwrap_or_default()
}

/// The path to which `rewrites:` moves a page; patterns with one name per segment are supported.
fn rewritten(config: &Value, rest: &str) -> String {
    let table = config.get("rewrites").and_then(Value::as_object).into_iter().flatten();
    let found = table.filter_map(|(from, to)| Some((from, to.as_str()?))).find_map(|(from, to)| {
        let (from, given): (Vec<&str>, Vec<&str>) = (from.split('/').collect(), rest.split('/').collect());
        if from.len() != given.len() && !from.last().is_some_and(|last| last.contains('*')) {
            return None;
        }
        let mut new = to.to_owned();
        for (at, segment) in from.iter().enumerate() {
            let value = *given.get(at)?;
            match segment.strip_prefix(':') {
                Some(name) if name.contains('*') => {
                    let key = format!(":{}", name.split(['(', '*']).next().unwrap_or_default());
                    let rest = given[at..].join("/");
                    return Some(new.replace(&format!("{key}*"), &rest).replace(&key, &rest));
                }
                Some(name) => {
                    let key = name.split(['(', '.']).next().unwrap_or_default();
                    new = new.replace(&format!(":{key}"), value.trim_end_matches(".md"));
                }
                None if *segment == value => {}
                None => return None,
            }
        }
        Some(if is_page(&new) { new } else { format!("{new}.md") })
    });
    found.unwrap_or_else(|| rest.to_owned())
}

/// A link of a navigation or a sidebar.
struct Entry {
    link: String,
    title: Option<String>,
    /// Its groups, outermost first.
    groups: Vec<String>,
}

/// The links of a sidebar; its `base` is put before the links of its items.
fn listed(items: &Value, base: &str, groups: &mut Vec<String>, found: &mut Vec<Entry>) {
    match items {
        Value::Array(items) => items.iter().for_each(|item| listed(item, base, groups, found)),
        Value::Object(map) => {
            let base = map.get("base").and_then(Value::as_str).unwrap_or(base);
            let title = map.get("text").and_then(scalar);
            if let Some(link) = map.get("link").and_then(Value::as_str).filter(|link| !link.contains("://")) {
                let link = if base.is_empty() || link.starts_with(base) {
                    link.to_owned()
                } else {
                    format!("{}/{}", base.trim_end_matches('/'), link.trim_start_matches('/'))
                };
                found.push(Entry { link, title: title.clone(), groups: groups.clone() });
            }
            match map.get("items") {
                Some(items) => {
                    groups.extend(title.clone());
                    listed(items, base, groups, found);
                    groups.truncate(groups.len() - usize::from(title.is_some()));
                }
                // A sidebar for each path.
                None if title.is_none() => map.values().for_each(|items| listed(items, base, groups, found)),
                None => {}
            }
        }
        _ => {}
    }
}

fn settings(config: &Value) -> Settings {
    let theme = theme(config);
    let text =
        |key: &str| config.get(key).or_else(|| config.pointer("/locales/root").and_then(|root| root.get(key))).and_then(scalar);
    let pattern = theme.pointer("/editLink/pattern").and_then(scalar).unwrap_or_default();
    let from_edit = ["/edit/", "/tree/", "/blob/"].iter().find_map(|mark| pattern.split_once(mark));
    let logo = theme
        .get("logo")
        .and_then(|logo| scalar(logo).or_else(|| logo.get("src").or_else(|| logo.get("light")).and_then(scalar)));
    let social = theme.get("socialLinks").and_then(Value::as_array).into_iter().flatten().filter_map(|link| {
        Some((crate::path::in_words(&link.get("icon").and_then(scalar)?), link.get("link").and_then(scalar)?))
    });
    let icon = config.get("head").and_then(Value::as_array).into_iter().flatten().find_map(|tag| {
        let attributes = tag.get(1)?;
        (attributes.get("rel").and_then(Value::as_str)? == "icon").then(|| attributes.get("href").and_then(scalar)).flatten()
    });
    let host = config.pointer("/sitemap/hostname").and_then(scalar);
    Settings {
        title: text("title"),
        description: text("description"),
        url: host.map(|host| {
            join("", text("base").unwrap_or_default().trim_matches('/'))
                .map_or(host.clone(), |base| format!("{}/{base}", host.trim_end_matches('/')))
        }),
        language: text("lang"),
        repository: from_edit.map(|(repository, _)| repository.to_owned()),
        branch: from_edit.and_then(|(_, rest)| rest.split('/').next().map(str::to_owned)),
        logo: logo.map(|path| path.trim_start_matches('/').to_owned()),
        favicon: icon.map(|path| path.trim_start_matches('/').to_owned()),
        social: social.filter(|(_, url)| url.contains("://")).collect(),
        ..Settings::default()
    }
}
