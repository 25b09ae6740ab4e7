//! Hugo, including the theme Docsy: sections, bundles, permalinks, and shortcodes.

use std::collections::BTreeMap;

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::{Front, scalar, toml_value};
use super::report::{Report, Section};
use super::settings::colour;
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::system::System;
use super::tree::{Tree, folder, is_page, name, stem, under};
use crate::path::join;
use crate::yaml;

mod address;

pub(super) struct Hugo;

const CONSTRUCTS: Constructs = Constructs {
    syntaxes: &[Syntax::Shortcode, Syntax::Alert, Syntax::AttributeList],
    slugs: Rule::GitHub,
    links: LinkBase::Address,
};

const CONFIGS: [&str; 14] = [
    "hugo.toml",
    "hugo.yaml",
    "hugo.yml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.yml",
    "config.json",
    "config/_default/hugo.toml",
    "config/_default/hugo.yaml",
    "config/_default/config.toml",
    "config/_default/config.yaml",
    "config/_default/hugo.yml",
    "config/_default/config.yml",
];

impl System for Hugo {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        let folders = CONFIGS.iter().flat_map(|name| tree.folders_with(name));
        let is_site = |folder: &str| {
            let has = |name: &str| tree.below(&under(folder, name)).next().is_some();
            has("content")
                && (has("layouts")
                    || has("archetypes")
                    || has("themes")
                    || has("config")
                    || has("static")
                    || tree.has(&under(folder, "go.mod"))
                    || tree.has(&under(folder, "hugo.toml"))
                    || tree.has(&under(folder, "hugo.yaml")))
        };
        folders.into_iter().find(|folder| is_site(folder)).map(str::to_owned)
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site, report);
        let language = language(&config);
        let content = content(site, &config, &language);
        let mut structure = Structure {
            settings: settings(&config, &language),
            roots: vec![content.clone(), site.path("static"), site.path("assets")],
            ..Structure::default()
        };
        let others: Vec<String> = languages(&config).into_iter().filter(|other| *other != language).collect();
        for (path, rest) in site.tree.below(&content) {
            let other = others
                .iter()
                .find(|other| name(stem(rest)).ends_with(&format!(".{other}")) || rest.starts_with(&format!("{other}/")));
            if let Some(other) = other.filter(|_| is_page(path)) {
                report.file(
                    Section::Person,
                    format!("pages in the language `{other}` stay behind; make a handbook of each language"),
                    path,
                );
                continue;
            }
            let own = rest.replace(&format!(".{language}."), ".");
            if !is_page(path) {
                if super::tree::has_extension(path, &["html"])
                    && site.tree.text(path).is_some_and(|text| text.starts_with("---") || text.starts_with("+++"))
                {
                    report.file(Section::Person, "pages that are HTML stay behind; write them as Markdown", path);
                } else if !name(rest).starts_with('.') {
                    structure.assets.push((path.to_owned(), own));
                }
                continue;
            }
            let front = site.front(path);
            if front.is_true("headless")
                || front
                    .values
                    .get("build")
                    .or(front.values.get("_build"))
                    .and_then(|build| build.get("render"))
                    .is_some_and(|render| matches!(render.as_str(), Some("never")))
            {
                report.file(Section::Kept, "pages that the site never renders stay behind", path);
                continue;
            }
            let mut page = OldPage { from: path.to_owned(), to: own, ..OldPage::default() };
            page.title = front.text("linkTitle").or_else(|| front.text("linktitle")).or_else(|| front.text("LinkTitle"));
            page.order = front.number("weight").filter(|weight| *weight != 0);
            page.is_draft = front.is_true("draft");
            page.taken = ["weight", "url", "slug", "linkTitle", "linktitle", "LinkTitle", "menu"].map(str::to_owned).to_vec();
            if page.title.is_some() {
                report.file(Section::Changed, "the short title of the navigation became the title", path);
            }
            structure.pages.push(page);
        }
        let statics = match config.get("staticDir").or_else(|| config.get("staticdir")) {
            Some(Value::Array(items)) => items.iter().filter_map(scalar).collect(),
            Some(value) => scalar(value).into_iter().collect(),
            None => vec!["static".to_owned()],
        };
        for folder in statics {
            let folder = site.path(&folder);
            structure.assets.extend(
                site.tree
                    .below(&folder)
                    .filter(|(_, rest)| !name(rest).starts_with('.'))
                    .map(|(path, rest)| (path.to_owned(), rest.to_owned())),
            );
        }
        for other in others {
            report.note(
                Section::Person,
                format!("the language `{other}` does not come over; import its folder as a handbook of its own"),
            );
        }
        for (path, _) in
            site.tree.below(&site.path("layouts/shortcodes")).chain(site.tree.below(&site.path("layouts/_shortcodes")))
        {
            report.file(Section::Person, "shortcodes of the site's own have no meaning here", path);
        }
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, _report: &mut Report) -> Addresses {
        let config = config(site, &mut Report::default());
        let of_pages = structure.pages.iter().map(|page| {
            let front = site.front(&page.from);
            let own = address::of_page(&config, page, &front);
            let base = if own.ends_with('/') { own.trim_end_matches('/').to_owned() } else { folder(&own).to_owned() };
            let aliases = front.list("aliases").into_iter().map(|alias| match alias.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => join(folder(&base), &alias)
                    .map(|way| if alias.ends_with('/') { format!("{way}/") } else { way })
                    .unwrap_or(alias),
            });
            std::iter::once(own).chain(aliases).collect()
        });
        Addresses { of_pages: of_pages.collect(), redirects: Vec::new() }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }

    fn named(&self, site: &Site<'_>, structure: &Structure) -> BTreeMap<String, String> {
        let config = config(site, &mut Report::default());
        let content = content(site, &config, &language(&config));
        let mut named: BTreeMap<String, Option<String>> = BTreeMap::new();
        for page in &structure.pages {
            let Some(rest) = super::tree::below(&page.from, &content) else { continue };
            let whole = format!("/{rest}");
            let bare = stem(rest);
            let of_folder = bare.strip_suffix("/_index").or_else(|| bare.strip_suffix("/index"));
            let last = name(of_folder.unwrap_or(bare));
            for key in [Some(rest), Some(bare), of_folder, Some(name(rest)), Some(last)].into_iter().flatten() {
                // A name that several pages have refers to none of them.
                named
                    .entry(key.to_owned())
                    .and_modify(|known| {
                        if known.as_deref() != Some(&whole) {
                            *known = known.take().filter(|_| key.contains('/'));
                        }
                    })
                    .or_insert_with(|| Some(whole.clone()));
            }
        }
        named.into_iter().filter_map(|(key, path)| Some((key, path?))).collect()
    }

    fn variables(&self, site: &Site<'_>, _structure: &Structure) -> BTreeMap<String, String> {
        let config = config(site, &mut Report::default());
        let params = config.get("params").and_then(Value::as_object).cloned().unwrap_or_default();
        params.iter().filter_map(|(key, value)| Some((key.clone(), scalar(value)?))).collect()
    }
}

/// A value of a map, ignoring the case of its keys.
fn get<'a>(map: &'a Value, name: &str) -> Option<&'a Value> {
    map.as_object()?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn parse(name: &str, text: &str) -> Option<Value> {
    match name.rsplit('.').next()? {
        "toml" => text.parse::<toml::Table>().ok().map(|table| toml_value(toml::Value::Table(table))),
        "json" => serde_json::from_str(text).ok(),
        _ => yaml::read(text, 0..text.len()).root.map(|root| root.to_json()),
    }
}

fn config(site: &Site<'_>, report: &mut Report) -> Value {
    let found = site.tree.first(site.base, &CONFIGS);
    let Some((file, text)) = found else { return Value::Null };
    let Some(mut config) = parse(file, text) else {
        report.file(Section::Person, "the configuration cannot be read", &site.path(file));
        return Value::Null;
    };
    // A folder of files, each of which is one key.
    let folder = site.path("config/_default");
    for (path, rest) in site.tree.below(&folder) {
        let key = stem(rest).to_owned();
        if matches!(&*key, "params" | "languages" | "permalinks" | "menus")
            && let (Some(value), Some(map)) = (site.tree.text(path).and_then(|text| parse(rest, text)), config.as_object_mut())
        {
            map.entry(key).or_insert(value);
        }
    }
    config
}

fn language(config: &Value) -> String {
    get(config, "defaultContentLanguage").and_then(scalar).unwrap_or_else(|| "en".to_owned())
}

fn languages(config: &Value) -> Vec<String> {
    get(config, "languages").and_then(Value::as_object).map(|map| map.keys().cloned().collect()).unwrap_or_default()
}

fn content(site: &Site<'_>, config: &Value, language: &str) -> String {
    let of_language =
        get(config, "languages").and_then(|all| get(all, language)).and_then(|own| get(own, "contentDir")).and_then(scalar);
    site.path(&of_language.or_else(|| get(config, "contentDir").and_then(scalar)).unwrap_or_else(|| "content".to_owned()))
}

fn settings(config: &Value, language: &str) -> Settings {
    let own = get(config, "languages").and_then(|all| get(all, language)).cloned().unwrap_or(Value::Null);
    let text = |key: &str| get(&own, key).or_else(|| get(config, key)).and_then(scalar);
    let params = get(config, "params").cloned().unwrap_or(Value::Null);
    let own_params = get(&own, "params").cloned().unwrap_or(Value::Null);
    let param = |key: &str| get(&own_params, key).or_else(|| get(&params, key)).and_then(scalar);
    Settings {
        title: text("title"),
        description: param("description").or_else(|| text("description")),
        url: text("baseURL").filter(|url| url.contains("://")),
        language: text("languageCode")
            .or_else(|| text("locale"))
            .or_else(|| Some(language.to_owned()))
            .map(|code| code.replace('_', "-")),
        repository: param("github_repo")
            .or_else(|| param("geekdocRepo"))
            .or_else(|| param("BookRepo"))
            .map(|url| url.trim_end_matches('/').to_owned()),
        branch: param("github_branch"),
        accent: param("primary_color").and_then(|written| colour(&written)),
        ..Settings::default()
    }
}

/// Whether a page is its folder's own: `index.md` of a bundle, `_index.md` of a section.
fn is_index(path: &str) -> bool {
    matches!(stem(name(path)), "index" | "_index")
}

fn date(front: &Front, path: &str) -> Option<String> {
    let written = front.text("date").or_else(|| name(path).get(..10).map(str::to_owned))?;
    let date = written.get(..10)?.to_owned();
    date.bytes().filter(u8::is_ascii_digit).count().eq(&8).then_some(date)
}
