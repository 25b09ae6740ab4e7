//! Docusaurus: the literals of `docusaurus.config.js` and `sidebars.js`, `_category_.json`, and MDX.

use std::collections::BTreeMap;

use serde_json::Value;

use super::address::key;
use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::{Front, scalar};
use super::js;
use super::report::{Report, Section};
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::system::{System, joined};
use super::tree::{Tree, folder, is_page, name, stem, under};
use crate::path::join;

mod sidebar;

pub(super) struct Docusaurus;

const CONSTRUCTS: Constructs = Constructs {
    syntaxes: &[Syntax::Container, Syntax::Jsx, Syntax::Component],
    slugs: Rule::GitHub,
    links: LinkBase::AddressOrRoot,
};

const CONFIGS: [&str; 5] =
    ["docusaurus.config.js", "docusaurus.config.ts", "docusaurus.config.mjs", "docusaurus.config.cjs", "docusaurus.config.mts"];

/// Docs that are published together below one path.
struct Docs {
    /// Their folder in the tree.
    folder: String,
    /// The path of their addresses, without slashes at its ends.
    route: String,
    /// The file of their sidebars, relative to the site's folder.
    sidebars: Option<String>,
}

impl System for Docusaurus {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        CONFIGS.iter().find_map(|name| tree.folders_with(name).first().map(|folder| (*folder).to_owned()))
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site);
        let file = site.tree.first(site.base, &CONFIGS).map_or("docusaurus.config.js", |(name, _)| name);
        report.file(Section::Kept, "the literals of the configuration were read; code in it was not run", &site.path(file));
        let mut structure = Structure { settings: settings(&config), roots: vec![site.base.to_owned()], ..Structure::default() };
        for docs in docs(site, &config) {
            structure.roots.push(docs.folder.clone());
            of_docs(site, &docs, &mut structure, report);
        }
        let outside = options(&config, "docs").into_iter().filter_map(|docs| docs.get("path").and_then(Value::as_str));
        for path in outside.filter(|path| joined(site.base, path).starts_with("../")) {
            report.note(
                Section::Person,
                format!("the pages in `{path}` lie outside the folder and stay behind; import the folder that holds both"),
            );
        }
        of_pages(site, &mut structure, report);
        of_blog(site, &config, &mut structure);
        for static_folder in static_folders(&config) {
            let folder = site.path(&static_folder);
            structure.roots.push(folder.clone());
            let files = site.tree.below(&folder).filter(|(_, rest)| !name(rest).starts_with('.'));
            structure.assets.extend(files.map(|(path, rest)| (path.to_owned(), rest.to_owned())));
        }
        for versioned in ["versioned_docs", "i18n"] {
            if site.tree.below(&site.path(versioned)).next().is_some() {
                report.note(
                    Section::Person,
                    format!("`{versioned}` stays behind: only the current docs in the default language come over"),
                );
            }
        }
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, report: &mut Report) -> Addresses {
        let config = config(site);
        let docs = docs(site, &config);
        let blog = blog(&config);
        let of_pages = structure.pages.iter().map(|page| {
            let front = site.front(&page.from);
            let own = docs.iter().find(|docs| super::tree::below(&page.from, &docs.folder).is_some());
            vec![match own {
                Some(docs) => doc_address(docs, page, &front),
                None => blog_address(site, blog.as_ref(), page, &front).unwrap_or_else(|| plain_address(&page.to)),
            }]
        });
        let of_pages: Vec<Vec<String>> = of_pages.collect();
        let mut redirects = Vec::new();
        let plugins = config.get("plugins").and_then(Value::as_array).cloned().unwrap_or_default();
        for plugin in plugins
            .iter()
            .filter(|plugin| plugin.get(0).and_then(Value::as_str).is_some_and(|name| name.contains("client-redirects")))
        {
            for redirect in plugin.pointer("/1/redirects").and_then(Value::as_array).into_iter().flatten() {
                let to = redirect.get("to").and_then(scalar);
                let from: Vec<String> = match redirect.get("from") {
                    Some(Value::Array(items)) => items.iter().filter_map(scalar).collect(),
                    Some(value) => scalar(value).into_iter().collect(),
                    None => Vec::new(),
                };
                redirects
                    .extend(from.into_iter().filter_map(|from| Some((from.trim_start_matches('/').to_owned(), to.clone()?))));
            }
            if plugin.pointer("/1/createRedirects").is_some() {
                report.note(Section::Person, "redirects that code creates are not known");
            }
        }
        Addresses { of_pages, redirects }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }
}

fn config(site: &Site<'_>) -> Value {
    site.tree.first(site.base, &CONFIGS).map_or(Value::Null, |(_, text)| js::config(text))
}

/// The options of the presets and plugins with this name.
fn options<'a>(config: &'a Value, name: &str) -> Vec<&'a Value> {
    let presets = config.get("presets").and_then(Value::as_array).into_iter().flatten();
    let classic = presets.filter(|preset| preset.get(0).and_then(Value::as_str).is_some_and(|name| name.contains("classic")));
    let of_classic = classic.filter_map(|preset| preset.get(1)?.get(name));
    let plugins = config.get("plugins").and_then(Value::as_array).into_iter().flatten();
    let plugins = plugins
        .filter(|plugin| plugin.get(0).and_then(Value::as_str).is_some_and(|known| known.contains(&format!("content-{name}"))));
    of_classic.chain(plugins.filter_map(|plugin| plugin.get(1))).collect()
}

fn docs(site: &Site<'_>, config: &Value) -> Vec<Docs> {
    let mut found: Vec<Docs> = Vec::new();
    for options in options(config, "docs") {
        if options == &Value::Bool(false) {
            continue;
        }
        let path = options.get("path").and_then(Value::as_str).unwrap_or("docs");
        let route = options.get("routeBasePath").and_then(Value::as_str).unwrap_or("docs");
        let sidebars = options.get("sidebarPath").and_then(Value::as_str).map(str::to_owned);
        let folder = site.path(path);
        if !found.iter().any(|docs| docs.folder == folder) {
            found.push(Docs { folder, route: route.trim_matches('/').to_owned(), sidebars });
        }
    }
    if found.is_empty() && site.tree.below(&site.path("docs")).next().is_some() {
        found.push(Docs { folder: site.path("docs"), route: "docs".to_owned(), sidebars: None });
    }
    found
}

fn of_docs(site: &Site<'_>, docs: &Docs, structure: &mut Structure, report: &mut Report) {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let first = structure.pages.len();
    for (path, rest) in site.tree.below(&docs.folder) {
        let is_partial = rest.split('/').any(|segment| segment.starts_with('_') || segment.starts_with('.'));
        if is_partial {
            continue;
        }
        let clean = without_numbers(rest);
        if !is_page(path) {
            if !super::tree::has_extension(rest, &["js", "ts", "tsx", "jsx", "css"]) {
                structure.assets.push((path.to_owned(), under(&docs.route, &clean)));
            }
            continue;
        }
        let front = site.front(path);
        let title = front.text("sidebar_label");
        let mut page =
            OldPage { from: path.to_owned(), to: under(&docs.route, &as_markdown(&clean)), title, ..OldPage::default() };
        page.order = front.number("sidebar_position").or_else(|| number_before(name(rest)));
        page.is_draft = front.is_true("draft");
        page.taken = ["sidebar_label", "sidebar_position", "slug", "id", "unlisted"].map(str::to_owned).to_vec();
        if front.is_true("unlisted") {
            page.set.push(("search".to_owned(), false.into()));
        }
        if super::tree::has_extension(path, &["mdx"]) {
            report.file(Section::Changed, "MDX became Markdown", path);
        }
        let id = front.text("id").unwrap_or_else(|| name(stem(&clean)).to_owned());
        ids.insert(under(folder(&clean), &id), path.to_owned());
        structure.pages.push(page);
    }
    categories(site, docs, &mut structure.pages[first..], report);
    let file = docs.sidebars.as_deref().unwrap_or("sidebars.js");
    let names = [file, "sidebars.js", "sidebars.ts", "sidebars.json", "website/sidebars.js"];
    if let Some((_, text)) = site.tree.first(site.base, &names) {
        let entries = sidebar::entries(&js_or_json(text));
        let mut nav = Vec::new();
        for entry in &entries {
            match ids.get(&entry.id) {
                Some(path) => {
                    nav.push(path.clone());
                    structure.nav.push((path.clone(), entry.categories.clone()));
                    if let (Some(label), Some(page)) = (&entry.label, structure.pages.iter_mut().find(|page| page.from == *path))
                    {
                        page.title.get_or_insert_with(|| label.clone());
                    }
                }
                None => report.note(Section::Person, format!("the sidebar names `{}`, which is not a page", entry.id)),
            }
        }
        structure.order_over(&nav);
    }
}

fn js_or_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| js::config(text))
}

/// `_category_.json` is applied to the folder's own page, if there is one.
fn categories(site: &Site<'_>, docs: &Docs, pages: &mut [OldPage], report: &mut Report) {
    for (path, rest) in site.tree.below(&docs.folder).filter(|(path, _)| name(path).starts_with("_category_.")) {
        let text = site.tree.text(path).unwrap_or_default();
        let says = if super::tree::has_extension(path, &["json"]) {
            serde_json::from_str(text).unwrap_or(Value::Null)
        } else {
            crate::yaml::read(text, 0..text.len()).root.map_or(Value::Null, |root| root.to_json())
        };
        let folder_of = under(&docs.route, &without_numbers(folder(rest)));
        let own = pages.iter_mut().find(|page| folder(&page.to) == folder_of && is_index(&page.to));
        match own {
            Some(page) => {
                page.order = says.get("position").and_then(Value::as_i64).or(page.order);
                page.title = page.title.take().or_else(|| says.get("label").and_then(scalar));
            }
            None => report.file(
                Section::Person,
                "the folder has a title or place, but no page of its own; write an `index.md` for it",
                path,
            ),
        }
    }
}

fn is_index(path: &str) -> bool {
    matches!(&*stem(name(path)).to_ascii_lowercase(), "index" | "readme")
}

fn doc_address(docs: &Docs, page: &OldPage, front: &Front) -> String {
    let inside = super::tree::below(&page.to, &docs.route).unwrap_or(&page.to);
    if let Some(slug) = front.text("slug") {
        let way = if slug.starts_with('/') { slug.clone() } else { format!("{}/{slug}", folder(inside)) };
        let joined = join("", &way).unwrap_or(way);
        return under(&docs.route, &joined);
    }
    let bare = stem(inside);
    let id = front.text("id").map_or_else(|| bare.to_owned(), |id| under(folder(bare), &id));
    let last = name(bare).to_ascii_lowercase();
    let parent = name(folder(bare)).to_ascii_lowercase();
    let is_own = front.text("id").is_none() && (matches!(&*last, "index" | "readme") || (!parent.is_empty() && last == parent));
    let address = if is_own { folder(bare).to_owned() } else { id };
    let address = under(&docs.route, &address);
    if is_own && !address.is_empty() { format!("{address}/") } else { address }
}

fn plain_address(to: &str) -> String {
    let bare = stem(to);
    if is_index(to) { folder(bare).to_owned() } else { bare.to_owned() }
}

/// The Markdown below `src/pages`; components there are listed.
fn of_pages(site: &Site<'_>, structure: &mut Structure, report: &mut Report) {
    let folder = site.path("src/pages");
    for (path, rest) in site.tree.below(&folder) {
        let is_partial = rest.split('/').any(|segment| segment.starts_with('_'));
        if is_page(path) && !is_partial {
            structure.pages.push(OldPage { from: path.to_owned(), to: as_markdown(rest), ..OldPage::default() });
        } else if super::tree::has_extension(path, &["js", "jsx", "tsx", "ts"]) && !is_partial && !rest.contains(".module.") {
            report.file(Section::Person, "pages that are components stay behind; write them as Markdown", path);
        } else if super::tree::has_extension(path, &["png", "jpg", "jpeg", "svg", "gif", "webp"]) {
            structure.assets.push((path.to_owned(), rest.to_owned()));
        }
    }
}

fn blog(config: &Value) -> Option<(String, String)> {
    let options = options(config, "blog").first().copied().cloned();
    match options {
        Some(Value::Bool(false)) => None,
        Some(options) => {
            let text = |key: &str| options.get(key).and_then(Value::as_str).unwrap_or("blog").trim_matches('/').to_owned();
            Some((text("path"), text("routeBasePath")))
        }
        None => Some(("blog".to_owned(), "blog".to_owned())),
    }
}

fn of_blog(site: &Site<'_>, config: &Value, structure: &mut Structure) {
    let Some((path, route)) = blog(config) else { return };
    let folder = site.path(&path);
    for (path, rest) in site.tree.below(&folder) {
        if rest.split('/').any(|segment| segment.starts_with('_')) {
            continue;
        }
        if is_page(path) {
            let front = site.front(path);
            let mut page = OldPage { from: path.to_owned(), to: under(&route, &as_markdown(rest)), ..OldPage::default() };
            page.is_draft = front.is_true("draft");
            page.taken = vec!["slug".to_owned()];
            structure.pages.push(page);
        } else if name(rest) != "authors.yml" && name(rest) != "tags.yml" {
            structure.assets.push((path.to_owned(), under(&route, rest)));
        }
    }
}

/// The address of a post: its slug, or the date and name of its file.
fn blog_address(site: &Site<'_>, blog: Option<&(String, String)>, page: &OldPage, front: &Front) -> Option<String> {
    let (path, route) = blog?;
    let rest = super::tree::below(&page.from, &site.path(path))?;
    if let Some(slug) = front.text("slug") {
        return Some(under(route, slug.trim_start_matches('/')));
    }
    let bare = stem(rest);
    let bare = if is_index(rest) { folder(bare) } else { bare };
    let date = name(bare).get(..10).filter(|date| is_date(date));
    if let Some(date) = date {
        let title = name(bare)[10..].trim_start_matches('-');
        return Some(under(route, &under(folder(bare), &under(&date.replace('-', "/"), title))));
    }
    let date = front.text("date").and_then(|date| date.get(..10).map(|date| date.replace('-', "/")));
    Some(under(route, &date.map_or_else(|| bare.to_owned(), |date| under(&date, bare))))
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

fn static_folders(config: &Value) -> Vec<String> {
    match config.get("staticDirectories").and_then(Value::as_array) {
        Some(folders) => folders.iter().filter_map(scalar).collect(),
        None => vec!["static".to_owned()],
    }
}

fn as_markdown(path: &str) -> String {
    if super::tree::has_extension(path, &["mdx"]) { format!("{}.md", stem(path)) } else { path.to_owned() }
}

/// A path without the numbers that order its segments: `01-intro`, `2. setup`, `3_x`; versions and dates stay.
fn without_numbers(path: &str) -> String {
    path.split('/').map(|segment| number_and_rest(segment).map_or(segment, |(_, rest)| rest)).collect::<Vec<_>>().join("/")
}

fn number_before(segment: &str) -> Option<i64> {
    number_and_rest(segment).and_then(|(number, _)| number.parse().ok())
}

fn number_and_rest(segment: &str) -> Option<(&str, &str)> {
    let digits = segment.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = segment.split_at(digits);
    let behind = rest.trim_start_matches(|c: char| matches!(c, '-' | '_' | '.') || c.is_whitespace());
    let is_version = behind.starts_with(|c: char| c.is_ascii_digit());
    let is_extension = rest.starts_with('.') && is_page(segment) && behind.len() <= 3;
    (digits > 0 && behind.len() < rest.len() && !behind.is_empty() && !is_version && !is_extension).then_some((number, behind))
}

fn settings(config: &Value) -> Settings {
    let text = |pointer: &str| config.pointer(pointer).and_then(scalar);
    let base = text("/baseUrl").unwrap_or_default();
    let url = text("/url").map(|url| format!("{}/{}", url.trim_end_matches('/'), base.trim_start_matches('/')));
    let edit = options(config, "docs").iter().find_map(|docs| docs.get("editUrl").and_then(scalar)).unwrap_or_default();
    let from_edit = ["/edit/", "/tree/", "/blob/"].iter().find_map(|mark| edit.split_once(mark));
    let project = || Some(format!("https://github.com/{}/{}", text("/organizationName")?, text("/projectName")?));
    let local =
        |pointer: &str| text(pointer).filter(|path| !path.contains("://")).map(|path| path.trim_start_matches('/').to_owned());
    Settings {
        title: text("/title"),
        description: text("/tagline"),
        url,
        language: text("/i18n/defaultLocale"),
        repository: from_edit.map(|(repository, _)| repository.to_owned()).or_else(project),
        branch: from_edit.and_then(|(_, rest)| rest.split('/').next().map(str::to_owned)).filter(|branch| !branch.is_empty()),
        logo: local("/themeConfig/navbar/logo/src"),
        favicon: local("/favicon"),
        accent: None,
        footer: footer(config),
        social: Vec::new(),
    }
}

/// The links of the footer that lead to other sites; links to pages cannot be placed with certainty.
fn footer(config: &Value) -> Vec<(String, String)> {
    let groups = config.pointer("/themeConfig/footer/links").and_then(Value::as_array).into_iter().flatten();
    let items = groups.filter_map(|group| group.get("items").and_then(Value::as_array)).flatten();
    items
        .filter_map(|item| {
            Some((item.get("label").and_then(scalar)?, item.get("href").and_then(scalar).filter(|url| url.starts_with("http"))?))
        })
        .filter(|(_, url)| !key(url).is_empty())
        .collect()
}
