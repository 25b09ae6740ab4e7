//! Turns another generator's site into the files of a handbook; nothing is read or written here.
//!
//! 1. [`Tree`] is the old site as it was read; `system` recognises its generator.
//! 2. Each system has its own folder, which supplies structure, addresses, and the constructs of its text.
//! 3. `text` edits the pages: included files first, then constructs.
//! 4. `links` turns links into those of the new tree, and old addresses into aliases.
//! 5. `front` and `settings` write front matter and `handbook.yaml`; `report` says what a person has to look at.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

mod address;
mod base_path;
mod constructs;
mod front;
mod js;
mod links;
mod docusaurus;
mod gitbook;
mod github_wiki;
mod hugo;
mod jekyll;
mod mdbook;
mod mkdocs;
mod obsidian;
mod published;
mod report;
mod sections;
mod settings;
mod site;
mod slugs;
mod stages;
mod starlight;
mod summary;
mod system;
mod text;
mod tree;
mod vitepress;

pub use base_path::{base_path, may_say_base_path};
pub use report::{Report, Section};
pub use system::{SYSTEMS, SystemName};
pub use tree::Tree;

use front::{Front, Rewriting};
use links::Places;
use site::{OldPage, Site, Structure};
use system::System;
use text::Text;
use text::block;
use text::walk::Surroundings;

use crate::config::FILE_NAME;
use crate::diagnostic::{Code, Diagnostic};
use crate::parse::{ParsedPage, parse};
use crate::path::SourcePath;
use crate::scaffold::Refusal;

/// The folder of the new handbook for its pages.
const CONTENT: &str = "content";

/// The options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The generator of the site; recognised by its files if absent.
    pub system: Option<SystemName>,
    /// Whether stages are proposed from names and headings.
    pub proposes_stages: bool,
    /// Whether sections of the navigation become folders if the tree has none.
    pub files_by_sections: bool,
    /// The title of the handbook if the site has none.
    pub fallback_title: String,
}

/// The new handbook.
#[derive(Debug, Clone)]
pub struct Import {
    /// The generator of the old site.
    pub system: SystemName,
    /// Every file, relative to the new handbook's folder, in the order of paths.
    pub files: Vec<ImportedFile>,
    /// What was imported, what was changed, and what needs a person.
    pub report: Report,
    /// How many pages the old site had, and how many were imported.
    pub pages: (usize, usize),
}

/// A file of the new handbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedFile {
    /// Its new path.
    pub path: String,
    /// Its path in the old site; `None` for a new file.
    pub from: Option<String>,
    /// Its text; `None` for a copy of the old file.
    pub text: Option<String>,
}

/// Makes a handbook from an old site. `outside` reads files outside the tree that pages include, by a path that begins with `../`.
///
/// # Errors
/// If no system is recognised, or there is no site of the named one.
pub fn import(tree: &Tree, asked: &Asked, outside: &dyn Fn(&str) -> Option<String>) -> Result<Import, Refusal> {
    let (name, base) = recognise(tree, asked.system)?;
    let system = system(name);
    let site = Site { tree, base: &base };
    let mut report = Report::default();
    for path in &tree.unread {
        report.file(Section::Person, "files that cannot be read stay behind", path);
    }
    let mut structure = system.structure(&site, &mut report);
    if structure.pages.is_empty() {
        let message = format!("the {name} site holds no pages");
        let help = "name the folder that holds its configuration and its Markdown files, or one above both";
        return Err(Refusal { message, help: help.to_owned() });
    }
    let all_pages = structure.pages.len();
    without_collisions(&mut structure, &mut report);
    let addresses = system.addresses(&site, &structure, &mut report);
    site::follow_case(&mut structure, &addresses);
    let indexes = if asked.files_by_sections { sections::file(&mut structure, &addresses, &mut report) } else { Vec::new() };
    let around = Around {
        system,
        site: &site,
        named: system.named(&site, &structure),
        variables: system.variables(&site, &structure),
        outside,
    };
    let pages: Vec<Rewritten> = structure.pages.iter().map(|page| around.rewrite(page, &mut report)).collect();
    without_missing_pictures(&mut structure, &mut report);
    let parsed: Vec<ParsedPage> =
        structure.pages.iter().zip(&pages).map(|(page, rewritten)| parsed(page, &rewritten.body.text).0).collect();
    let places = Places::new(tree, &structure, &addresses, system.constructs(), &parsed);
    let aliases = links::aliases(&structure, &addresses, &places, &mut report);
    let urls =
        published::urls(&structure, &addresses, &parsed, &places, &published::sitemap(&site, &structure, &places, &mut report));
    let mut files = Vec::new();
    for (number, (page, rewritten)) in structure.pages.iter().zip(pages).enumerate() {
        let edits = places.edits(number, &parsed[number], &rewritten.body, 0, &mut report);
        let body = rewritten.body.edited(edits);
        let rewriting = rewriting(page, &rewritten.front, &aliases[number], &parsed[number]);
        let text = tree.text(&page.from).unwrap_or_default();
        let front = front::write(&rewritten.front, text, &rewriting, &page.from, &mut report);
        left(page, &front, &body, &mut report);
        files.push(ImportedFile {
            path: format!("{CONTENT}/{}", page.to),
            from: Some(page.from.clone()),
            text: Some(front + &body.text),
        });
    }
    files.extend(indexes.iter().map(|index| index.written(&structure, &parsed, CONTENT)));
    let copies = structure.assets.iter().map(|(from, to)| ImportedFile {
        path: format!("{CONTENT}/{to}"),
        from: Some(from.clone()),
        text: None,
    });
    files.extend(copies);
    if !structure.assets.is_empty() {
        report.note(Section::Kept, format!("other files, copied as they are: {}", structure.assets.len()));
    }
    let proposals = if asked.proposes_stages { stages::proposals(&structure, &parsed) } else { String::new() };
    let config = settings::write(&structure.settings, &asked.fallback_title, &proposals);
    let pages = (all_pages, structure.pages.len());
    let heading = format!("Imported from {name}: {} of {} pages", pages.1, pages.0);
    for (path, text) in [
        (FILE_NAME, config),
        (".gitignore", crate::scaffold::GITIGNORE.to_owned()),
        (".journeybook/import-urls.json", urls),
        (".journeybook/IMPORT.md", report.markdown(&heading)),
    ] {
        files.push(ImportedFile { path: path.to_owned(), from: None, text: Some(text) });
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(Import { system: name, files, report, pages })
}

/// The implementation of a system.
fn system(name: SystemName) -> &'static dyn System {
    match name {
        SystemName::MdBook => &mdbook::MdBook,
        SystemName::MkDocs => &mkdocs::MkDocs,
        SystemName::Docusaurus => &docusaurus::Docusaurus,
        SystemName::Starlight => &starlight::Starlight,
        SystemName::VitePress => &vitepress::VitePress,
        SystemName::Hugo => &hugo::Hugo,
        SystemName::Jekyll => &jekyll::Jekyll,
        SystemName::GitBook => &gitbook::GitBook,
        SystemName::GitHubWiki => &github_wiki::GitHubWiki,
        SystemName::Obsidian => &obsidian::Obsidian,
    }
}

fn recognise(tree: &Tree, asked: Option<SystemName>) -> Result<(SystemName, String), Refusal> {
    let candidates = asked.map_or_else(|| SYSTEMS.to_vec(), |name| vec![name]);
    let found = candidates.into_iter().find_map(|name| {
        let system = system(name);
        let told = asked.filter(|_| system.is_plain_folder()).map(|_| String::new());
        Some((name, system.recognise(tree).or(told)?))
    });
    found.ok_or_else(|| match asked {
        Some(name) => Refusal {
            message: format!("the files of this folder are not those of {name}"),
            help: "name the folder that holds its configuration, or leave `--as` out".to_owned(),
        },
        None => Refusal {
            message: "no system was recognised by the files of this folder".to_owned(),
            help:
                "name the folder that holds the site's configuration, or say which system it is with `--as`; a plain folder of \
                   Markdown needs no import"
                    .to_owned(),
        },
    })
}

/// Drops pages and files that would have the same path as an earlier one.
fn without_collisions(structure: &mut Structure, report: &mut Report) {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let mut is_new = |from: &str, to: &str, report: &mut Report| {
        let is_new = taken.insert(to.to_owned());
        if !is_new {
            report.file(
                Section::Person,
                format!("`{CONTENT}/{to}` has been taken by another file, so this one was left behind"),
                from,
            );
        }
        is_new
    };
    structure.pages.retain(|page| is_new(&page.from, &page.to, report));
    structure.assets.retain(|(from, to)| is_new(from, to, report));
}

/// Drops a logo or an icon whose file is not imported.
fn without_missing_pictures(structure: &mut Structure, report: &mut Report) {
    let Structure { settings, assets, .. } = structure;
    for (what, picture) in [("logo", &mut settings.logo), ("favicon", &mut settings.favicon)] {
        if let Some(path) = picture.take_if(|path| !assets.iter().any(|(_, to)| to == path)) {
            report.note(Section::Person, format!("the {what} `{path}` was not found among the files of the site"));
        }
    }
}

/// A page with its constructs converted.
struct Rewritten {
    front: Front,
    body: Text,
}

/// What is needed to rewrite every page.
struct Around<'a> {
    system: &'a dyn System,
    site: &'a Site<'a>,
    /// Values that hold on every page.
    variables: BTreeMap<String, String>,
    /// The targets of names given to `ref` and the like.
    named: BTreeMap<String, String>,
    outside: &'a dyn Fn(&str) -> Option<String>,
}

impl Around<'_> {
    fn rewrite(&self, page: &OldPage, report: &mut Report) -> Rewritten {
        let Self { system, site, .. } = self;
        let text = site.tree.text(&page.from).unwrap_or_default();
        let front = Front::parse(text);
        if let Some(fault) = &front.fault {
            report.at(Section::Person, format!("front matter that cannot be read: {fault}"), &page.from, 1);
        }
        let first = text[..front.body].matches('\n').count() + 1;
        let body = Text::new(&text[front.body..], first);
        let read = |path: &str, name: &str| {
            let ways = system.included(site, path, name);
            ways.into_iter().find_map(|way| {
                let text = if way.starts_with("../") { (self.outside)(&way) } else { site.tree.text(&way).map(str::to_owned) };
                text.map(|text| (way, text))
            })
        };
        let body = text::include::expand(&body, &page.from, &|text| system.includes(text), &read, &mut |line, is_found| {
            let (section, what) = if is_found {
                (Section::Changed, "included files stand in the page now")
            } else {
                (Section::Person, "files to be included were not found; the mark stays")
            };
            report.at(section, what, &page.from, line);
        });
        let around = Surroundings {
            variables: &self.variables,
            own: own_variables(&front),
            imports: text::jsx::imports(&body.text).into_iter().collect(),
            named: &self.named,
        };
        let body = block::rewrite(&body, &page.from, system.constructs(), &around, report);
        Rewritten { front, body }
    }
}

/// The values of a page's front matter under their names in templates.
fn own_variables(front: &Front) -> BTreeMap<String, String> {
    let values = front.values.iter().filter_map(|(key, value)| Some((key, front::scalar(value)?)));
    values.flat_map(|(key, value)| [(format!("page.{key}"), value.clone()), (format!("$frontmatter.{key}"), value)]).collect()
}

/// A new page's body as our parser reads it.
fn parsed(page: &OldPage, body: &str) -> (ParsedPage, Vec<Diagnostic>) {
    let checked = parse(&SourcePath::from(&*page.to), body.as_bytes());
    (checked.value, checked.diagnostics)
}

fn rewriting(page: &OldPage, front: &Front, aliases: &[String], parsed: &ParsedPage) -> Rewriting {
    let mut set: Vec<(String, Value)> = Vec::new();
    let heading = parsed.heading_title.as_deref();
    let own = front.text("title");
    if let Some(title) = &page.title
        && own.as_deref() != Some(title)
        && (heading != Some(title) || own.is_some())
    {
        set.push(("title".to_owned(), Value::String(title.clone())));
    }
    if let Some(order) = page.order {
        set.push(("order".to_owned(), order.into()));
    }
    if page.is_draft && !front.is_true("draft") {
        set.push(("draft".to_owned(), true.into()));
    }
    set.extend(page.set.iter().cloned());
    if !aliases.is_empty() || !page.names.is_empty() {
        set.push(("aliases".to_owned(), page.names.iter().chain(aliases).cloned().map(Value::String).collect()));
    }
    let mut taken = page.taken.clone();
    taken.push("aliases".to_owned());
    Rewriting { taken, set }
}

/// Reports the foreign constructs that remain in a page: each kind once, with its places.
fn left(page: &OldPage, front: &str, body: &Text, report: &mut Report) {
    let (_, problems) = parsed(page, &body.text);
    for problem in problems.iter().filter(|problem| problem.code == Code::ForeignSyntax) {
        let subject = problem.subject.as_deref().unwrap_or_default();
        // A file that was not found has been reported already.
        if subject.starts_with("{{#include") {
            continue;
        }
        let construct: String = subject
            .split([' ', '\n', '"'])
            .find(|word| word.chars().any(char::is_alphanumeric))
            .unwrap_or(subject)
            .chars()
            .take(40)
            .collect();
        let what = problem.message.rsplit_once("` is ").map_or("foreign syntax", |(_, what)| what);
        let what = what.trim_end_matches(", which is shown as plain text");
        let line = body.line(problem.span.as_ref().map_or(0, |span| span.start));
        report.at(Section::Person, format!("{what} stays as it was: `{}`", construct.replace('`', "")), &page.from, line);
    }
    let whole = format!("{front}{}", body.text);
    for problem in parse(&SourcePath::from(&*page.to), whole.as_bytes()).diagnostics {
        if problem.code == Code::FrontMatter {
            report.file(Section::Person, format!("front matter that is not valid here: {}", problem.message), &page.from);
        }
    }
}
