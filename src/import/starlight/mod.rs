//! Starlight: the literals of `astro.config.mjs`, content collections, and MDX components.

use std::collections::BTreeSet;

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::scalar;
use super::js;
use super::report::{Report, Section};
use super::settings::colour;
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::system::System;
use super::tree::{Tree, below, folder, is_page, name, stem, under};
use crate::parse::slug::slug;

pub(super) struct Starlight;

const CONSTRUCTS: Constructs =
    Constructs { syntaxes: &[Syntax::Container, Syntax::Jsx, Syntax::Component], slugs: Rule::GitHub, links: LinkBase::Address };

const CONFIGS: [&str; 4] = ["astro.config.mjs", "astro.config.ts", "astro.config.js", "astro.config.mts"];
const DOCS: &str = "src/content/docs";

impl System for Starlight {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        let folders = CONFIGS.iter().flat_map(|name| tree.folders_with(name).into_iter().map(move |folder| (folder, *name)));
        let is_starlight =
            |(folder, name): &(&str, &str)| tree.text(&under(folder, name)).is_some_and(|text| text.contains("starlight("));
        folders.into_iter().find(is_starlight).map(|(folder, _)| folder.to_owned())
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site);
        let docs = site.path(DOCS);
        let file = site.tree.first(site.base, &CONFIGS).map_or("astro.config.mjs", |(name, _)| name);
        report.file(Section::Kept, "the literals of the configuration were read; code in it was not run", &site.path(file));
        let roots = vec![docs.clone(), site.path("public"), site.base.to_owned()];
        let mut structure = Structure { settings: settings(site, &config), roots, ..Structure::default() };
        let starlight = starlight(&config);
        let locales: Vec<String> = starlight
            .get("locales")
            .and_then(Value::as_object)
            .map(|map| map.keys().filter(|key| *key != "root").cloned().collect())
            .unwrap_or_default();
        let default = starlight.get("defaultLocale").and_then(Value::as_str).unwrap_or("root").to_owned();
        let mut left_behind = BTreeSet::new();
        for (path, rest) in site.tree.below(&docs) {
            let is_partial = rest.split('/').any(|segment| segment.starts_with('_') || segment.starts_with('.'));
            let locale = locales.iter().find(|locale| below(rest, locale).is_some());
            if is_partial {
                continue;
            }
            if let Some(locale) = locale.filter(|locale| **locale != default) {
                left_behind.insert(locale.clone());
                continue;
            }
            if !is_page(path) {
                if super::tree::has_extension(path, &["mdoc"]) {
                    report.file(Section::Person, "pages of Markdoc stay behind; write them as Markdown", path);
                } else {
                    structure.assets.push((path.to_owned(), rest.to_owned()));
                }
                continue;
            }
            let front = site.front(path);
            let to = if super::tree::has_extension(path, &["mdx"]) { format!("{}.md", stem(rest)) } else { rest.to_owned() };
            let of_sidebar = |key: &str| front.values.get("sidebar").and_then(|sidebar| sidebar.get(key));
            let mut page = OldPage { from: path.to_owned(), to, ..OldPage::default() };
            page.title = of_sidebar("label").and_then(scalar);
            page.order = of_sidebar("order").and_then(Value::as_i64);
            page.is_draft = front.is_true("draft");
            page.taken = vec!["slug".to_owned(), "sidebar".to_owned()];
            if front.is_false("pagefind") {
                page.taken.push("pagefind".to_owned());
                page.set.push(("search".to_owned(), false.into()));
            }
            for key in ["hero", "banner"].iter().filter(|key| front.values.contains_key(**key)) {
                report.file(Section::Person, format!("the front matter's `{key}` is kept, but the theme does not show it"), path);
            }
            if super::tree::has_extension(path, &["mdx"]) {
                report.file(Section::Changed, "MDX became Markdown", path);
            }
            structure.pages.push(page);
        }
        structure.assets.extend(
            site.tree
                .below(&site.path("public"))
                .filter(|(_, rest)| !name(rest).starts_with('.') || rest.starts_with(".well-known"))
                .map(|(path, rest)| (path.to_owned(), rest.to_owned())),
        );
        structure
            .assets
            .extend(site.tree.below(&site.path("src/assets")).map(|(path, rest)| (path.to_owned(), format!("assets/{rest}"))));
        for locale in left_behind {
            let what = format!("pages in the language `{locale}` stay behind; make a handbook of each language");
            report.note(Section::Person, what);
        }
        let mut entries = Vec::new();
        listed(starlight.get("sidebar").unwrap_or(&Value::Null), &mut Vec::new(), &mut entries);
        let nav = entries.into_iter().filter_map(|Entry { slug, label, groups }| {
            let bare = slug.trim_matches('/');
            let page = structure.pages.iter_mut().find(|page| address(&page.to).trim_matches('/') == bare)?;
            if let Some(label) = label {
                page.title.get_or_insert(label);
            }
            Some((page.from.clone(), groups))
        });
        structure.nav = nav.collect();
        let nav: Vec<String> = structure.nav.iter().map(|(from, _)| from.clone()).collect();
        structure.order_over(&nav);
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, _report: &mut Report) -> Addresses {
        let config = config(site);
        let of_pages = structure.pages.iter().map(|page| {
            let slug = site.front(&page.from).text("slug");
            let own = slug.map_or_else(
                || address(&page.to),
                |slug| if slug.is_empty() || slug == "/" { String::new() } else { format!("{}/", slug.trim_matches('/')) },
            );
            vec![own]
        });
        let table = config.get("redirects").and_then(Value::as_object).into_iter().flatten();
        let redirects = table.filter_map(|(from, to)| {
            Some((from.trim_start_matches('/').to_owned(), scalar(to).or_else(|| to.get("destination").and_then(scalar))?))
        });
        Addresses { of_pages: of_pages.collect(), redirects: redirects.collect() }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }
}

/// The address of a page: the slugs of its folders and its name.
fn address(to: &str) -> String {
    let bare = stem(to);
    let bare = if name(bare) == "index" { folder(bare) } else { bare };
    let slugs: Vec<String> = bare.split('/').filter(|segment| !segment.is_empty()).map(slug).collect();
    if slugs.is_empty() { String::new() } else { format!("{}/", slugs.join("/")) }
}

fn config(site: &Site<'_>) -> Value {
    site.tree.first(site.base, &CONFIGS).map_or(Value::Null, |(_, text)| js::config(text))
}

/// The options of the integration, which is the one with a title or a sidebar.
fn starlight(config: &Value) -> Value {
    let integrations = config.get("integrations").and_then(Value::as_array).into_iter().flatten();
    let mut options = integrations.filter(|options| options.get("sidebar").is_some() || options.get("title").is_some());
    options.next().cloned().unwrap_or(Value::Null)
}

/// An entry of the sidebar.
struct Entry {
    slug: String,
    label: Option<String>,
    /// Its groups, outermost first.
    groups: Vec<String>,
}

fn listed(items: &Value, groups: &mut Vec<String>, found: &mut Vec<Entry>) {
    for item in items.as_array().into_iter().flatten() {
        match item {
            Value::String(slug) => found.push(Entry { slug: slug.clone(), label: None, groups: groups.clone() }),
            item => {
                let label = item.get("label").and_then(scalar);
                if let Some(slug) = item.get("slug").or_else(|| item.get("link")).and_then(scalar) {
                    found.push(Entry { slug, label: label.clone(), groups: groups.clone() });
                }
                if let Some(items) = item.get("items") {
                    groups.extend(label.clone());
                    listed(items, groups, found);
                    groups.truncate(groups.len() - usize::from(label.is_some()));
                }
            }
        }
    }
}

fn settings(site: &Site<'_>, config: &Value) -> Settings {
    let starlight = starlight(config);
    let text = |key: &str| {
        starlight.get(key).and_then(|value| scalar(value).or_else(|| value.as_object()?.values().next().and_then(scalar)))
    };
    let base = config.get("base").and_then(scalar).unwrap_or_default();
    let url = config.get("site").and_then(scalar).map(|url| format!("{}/{}", url.trim_end_matches('/'), base.trim_matches('/')));
    let edit = starlight.pointer("/editLink/baseUrl").and_then(scalar).unwrap_or_default();
    let from_edit = ["/edit/", "/tree/", "/blob/"].iter().find_map(|mark| edit.split_once(mark));
    let logo = starlight.pointer("/logo/src").or_else(|| starlight.pointer("/logo/light")).and_then(scalar);
    let logo = logo.and_then(|path| path.split_once("src/assets/").map(|(_, rest)| format!("assets/{rest}")));
    let social = match starlight.get("social") {
        Some(Value::Array(items)) => items
            .iter()
            .filter_map(|item| Some((item.get("label").and_then(scalar)?, item.get("href").and_then(scalar)?)))
            .collect(),
        Some(Value::Object(map)) => {
            map.iter().filter_map(|(name, url)| Some((crate::path::in_words(name), scalar(url)?))).collect()
        }
        _ => Vec::new(),
    };
    let accent = site.tree.below(&site.path("src")).filter(|(path, _)| super::tree::has_extension(path, &["css"])).find_map(
        |(path, _)| {
            let (_, rest) = site.tree.text(path)?.split_once("--sl-color-accent:")?;
            colour(rest.split(';').next()?)
        },
    );
    Settings {
        title: text("title"),
        description: text("description"),
        url,
        language: starlight.pointer("/locales/root/lang").and_then(scalar),
        repository: from_edit.map(|(repository, _)| repository.to_owned()),
        branch: from_edit.and_then(|(_, rest)| rest.split('/').next().map(str::to_owned)).filter(|branch| !branch.is_empty()),
        accent,
        logo,
        favicon: text("favicon").map(|path| path.trim_start_matches('/').to_owned()),
        social: social.into_iter().filter(|(_, url): &(String, String)| url.contains("://")).collect(),
        footer: Vec::new(),
    }
}
