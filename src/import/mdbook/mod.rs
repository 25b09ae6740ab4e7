//! mdBook: `book.toml`, and the order of `SUMMARY.md`.

use std::collections::BTreeSet;

use serde_json::Value;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::front::toml_value;
use super::report::{Report, Section};
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::Rule;
use super::summary;
use super::system::System;
use super::text::include::{Mark, Part, Shown, Wanted};
use super::tree::{Tree, folder, is_page, name, stem, under};
use crate::path::join;

pub(super) struct MdBook;

const CONSTRUCTS: Constructs = Constructs { syntaxes: &[Syntax::HiddenLines], slugs: Rule::MdBook, links: LinkBase::File };

impl System for MdBook {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        tree.folders_with("book.toml").first().map(|folder| (*folder).to_owned())
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let config = config(site, report);
        let source = source(site, &config);
        let mut structure =
            Structure { settings: settings(site, &config, &source), roots: vec![source.clone()], ..Structure::default() };
        let chapters = summary::chapters(site.tree.text(&under(&source, "SUMMARY.md")).unwrap_or_default());
        let mut listed = BTreeSet::new();
        let mut nav = Vec::new();
        for summary::Chapter { title, path, line, part } in chapters {
            let Some(path) = path else {
                if !title.is_empty() {
                    report.at(Section::Person, "draft chapters have no page", &under(&source, "SUMMARY.md"), line);
                }
                continue;
            };
            let Ok(to) = join("", &path) else { continue };
            let from = under(&source, &to);
            if !site.tree.has(&from) {
                report.at(Section::Person, format!("the chapter `{path}` has no file"), &under(&source, "SUMMARY.md"), line);
            } else if listed.insert(from.clone()) {
                nav.push(from.clone());
                structure.nav.push((from.clone(), part.into_iter().collect()));
                structure.pages.push(OldPage { from, to, title: Some(title), ..OldPage::default() });
            }
        }
        let root = structure
            .pages
            .iter()
            .any(|page| stem(&page.to).eq_ignore_ascii_case("index") || page.to.eq_ignore_ascii_case("readme.md"));
        if !root && let Some(first) = structure.pages.first() {
            let (name, title) = (first.to.clone(), structure.settings.title.clone().unwrap_or_default());
            report.note(
                Section::Person,
                format!("mdBook showed `{name}` as the home page of `{title}`; write an `index.md`, or rename it"),
            );
        }
        structure.order_by(&nav);
        for (path, rest) in site.tree.below(&source) {
            if is_page(path) {
                if !listed.contains(path) && rest != "SUMMARY.md" {
                    report.file(Section::Kept, "pages that `SUMMARY.md` does not list were not published, and stay behind", path);
                }
            } else if !is_own(rest) {
                structure.assets.push((path.to_owned(), rest.to_owned()));
            }
        }
        for key in ["additional-css", "additional-js"] {
            for file in config
                .pointer(&format!("/output/html/{key}"))
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
            {
                report.file(
                    Section::Person,
                    "styles and scripts of the old theme stay behind; a theme of this project takes their place",
                    &site.path(file),
                );
            }
        }
        for (name, _) in config.get("preprocessor").and_then(Value::as_object).into_iter().flatten() {
            if !matches!(name.as_str(), "links" | "index" | "admonish") {
                report.note(Section::Person, format!("the preprocessor `{name}` is not run"));
            }
        }
        structure
    }

    fn addresses(&self, site: &Site<'_>, structure: &Structure, report: &mut Report) -> Addresses {
        let config = config(site, &mut Report::default());
        let mut of_pages: Vec<Vec<String>> = structure.pages.iter().map(|page| vec![address(&page.to)]).collect();
        if let Some(first) = of_pages.first_mut()
            && !structure.pages.iter().any(|page| address(&page.to) == "index.html")
        {
            first.push("index.html".to_owned());
        }
        let mut redirects = Vec::new();
        let table = config.pointer("/output/html/redirect").and_then(Value::as_object);
        for (from, to) in table.into_iter().flatten() {
            let Some(to) = to.as_str() else { continue };
            let from = from.trim_start_matches('/').to_owned();
            let to = if to.contains("://") || to.starts_with('/') {
                to.to_owned()
            } else {
                join(folder(&from), to).unwrap_or_else(|_| to.to_owned())
            };
            redirects.push((from, to));
        }
        let _ = report;
        Addresses { of_pages, redirects }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }

    fn includes(&self, text: &str) -> Vec<Mark> {
        includes(text)
    }
}

/// The address of a chapter: its path with `.html`; a README is the index of its folder.
fn address(to: &str) -> String {
    let bare = stem(to);
    let bare = if name(bare).eq_ignore_ascii_case("readme") { under(folder(bare), "index") } else { bare.to_owned() };
    format!("{bare}.html")
}

/// What mdBook itself reads below the source folder.
fn is_own(path: &str) -> bool {
    path == "SUMMARY.md" || path.starts_with("theme/") || name(path).starts_with('.')
}

fn config(site: &Site<'_>, report: &mut Report) -> Value {
    let path = site.path("book.toml");
    match site.tree.text(&path).unwrap_or_default().parse::<toml::Table>() {
        Ok(table) => toml_value(toml::Value::Table(table)),
        Err(error) => {
            report.file(Section::Person, format!("the configuration cannot be read: {}", error.message()), &path);
            Value::Null
        }
    }
}

fn source(site: &Site<'_>, config: &Value) -> String {
    site.path(config.pointer("/book/src").and_then(Value::as_str).unwrap_or("src"))
}

fn settings(site: &Site<'_>, config: &Value, source: &str) -> Settings {
    let text = |pointer: &str| config.pointer(pointer).and_then(Value::as_str).map(str::to_owned);
    let edit = text("/output/html/edit-url-template").unwrap_or_default();
    let branch = ["/edit/", "/blob/"].iter().find_map(|mark| edit.split_once(mark)).and_then(|(_, rest)| rest.split('/').next());
    let favicon = ["favicon.svg", "favicon.png"].iter().find(|name| site.tree.has(&under(source, name)));
    let url = text("/output/html/cname")
        .map(|host| format!("https://{host}/"))
        .or_else(|| text("/output/html/site-url").filter(|url| url.contains("://")));
    Settings {
        title: text("/book/title"),
        description: text("/book/description"),
        language: text("/book/language"),
        repository: text("/output/html/git-repository-url")
            .map(|url| url.split("/tree/").next().unwrap_or_default().trim_end_matches('/').to_owned()),
        branch: branch.filter(|branch| !branch.contains('{')).map(str::to_owned),
        url,
        favicon: favicon.map(|name| (*name).to_owned()),
        ..Settings::default()
    }
}

/// `{{#include file:2:10}}`, `{{#rustdoc_include file:region}}`, `{{#playground file attributes}}`, `{{#title …}}`.
fn includes(text: &str) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (start, _) in text.match_indices("{{#") {
        if text[..start].ends_with('\\') {
            continue;
        }
        let Some(length) = text[start..].find("}}") else { break };
        let inside = text[start + 3..start + length].trim();
        let Some((verb, rest)) = inside.split_once(char::is_whitespace) else { continue };
        if !matches!(verb, "include" | "rustdoc_include" | "playground" | "playpen") {
            continue;
        }
        let named = rest.split_whitespace().next().unwrap_or_default();
        let (file, part) = named.split_once(':').map_or((named, Part::Whole), |(file, part)| (file, part_of(part)));
        marks.push(Mark { span: start..start + length + 2, wanted: Wanted { name: file.to_owned(), part, shown: Shown::Text } });
    }
    marks
}

fn part_of(written: &str) -> Part {
    let (first, last) = written.split_once(':').map_or((written, None), |(first, last)| (first, Some(last)));
    let number = |text: &str| text.parse::<usize>().ok();
    match (first, number(first), last) {
        ("", _, Some(last)) => Part::Lines(1, number(last).unwrap_or(usize::MAX)),
        (_, Some(first), None) => Part::Lines(first, first),
        (_, Some(first), Some(last)) => Part::Lines(first, number(last).unwrap_or(usize::MAX)),
        _ => Part::Region(written.to_owned()),
    }
}
