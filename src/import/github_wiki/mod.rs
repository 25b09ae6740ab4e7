//! A GitHub wiki: `Home.md`, `_Sidebar.md`, and links by page names.

use std::collections::BTreeMap;

use super::constructs::{Constructs, LinkBase, Syntax};
use super::report::{Report, Section};
use super::site::{Addresses, OldPage, Settings, Site, Structure};
use super::slugs::{self, Rule};
use super::system::System;
use super::tree::{Tree, is_page, name, stem};

mod gollum;

pub(super) struct GitHubWiki;

const CONSTRUCTS: Constructs =
    Constructs { syntaxes: &[Syntax::Alert, Syntax::Gollum], slugs: Rule::GitHub, links: LinkBase::File };

impl System for GitHubWiki {
    fn recognise(&self, tree: &Tree) -> Option<String> {
        // GitHub names a wiki's files itself, with hyphens; a vault may also have a page called home.
        let has_parts = ["_Sidebar.md", "_Footer.md", "_Header.md"].iter().any(|name| tree.has(name));
        let is_named_so = || tree.paths().filter(|path| is_page(path)).all(|path| !path.contains(' '));
        let is_wiki =
            tree.has("Home.md") && (has_parts || is_named_so()) && tree.paths().all(|path| !path.contains("mkdocs.yml"));
        is_wiki.then(String::new)
    }

    fn is_plain_folder(&self) -> bool {
        true
    }

    fn structure(&self, site: &Site<'_>, report: &mut Report) -> Structure {
        let mut structure =
            Structure { settings: Settings::default(), roots: vec![site.base.to_owned()], ..Structure::default() };
        let sidebar = site.path("_Sidebar.md");
        for (path, rest) in site.tree.below(site.base) {
            if rest.split('/').any(|segment| segment.starts_with('.')) {
                continue;
            }
            if is_page(path) {
                if name(rest).starts_with('_') {
                    let what = "the sidebar gave the order; footers and headers stay behind";
                    report.file(Section::Kept, what, path);
                    continue;
                }
                let is_home = rest == "Home.md";
                let to = if is_home { "index.md".to_owned() } else { rest.to_owned() };
                let title = (!is_home).then(|| stem(name(rest)).replace('-', " "));
                let has_heading = site.tree.text(path).is_some_and(|text| text.starts_with("# ") || text.contains("\n# "));
                structure.pages.push(OldPage {
                    from: path.to_owned(),
                    to,
                    title: title.filter(|_| !has_heading),
                    ..OldPage::default()
                });
            } else if super::tree::has_extension(
                path,
                &["rst", "asciidoc", "adoc", "mediawiki", "textile", "org", "rdoc", "creole", "pod"],
            ) {
                report.file(Section::Person, "pages in another markup than Markdown stay behind", path);
            } else {
                structure.assets.push((path.to_owned(), rest.to_owned()));
            }
        }
        if let Some(text) = site.tree.text(&sidebar) {
            let named = self.named(site, &structure);
            let nav: Vec<String> = gollum::named_in(text)
                .into_iter()
                .filter_map(|page| named.get(&slugs::wiki_key(&page)).map(|path| path.trim_start_matches('/').to_owned()))
                .collect();
            structure.order_by(&nav);
        }
        structure
    }

    fn addresses(&self, _site: &Site<'_>, structure: &Structure, _report: &mut Report) -> Addresses {
        // The wiki's addresses contain only the names, without folders.
        let of_pages = structure.pages.iter().map(|page| {
            let own = stem(name(&page.from)).to_owned();
            if own == "Home" { vec![String::new(), own] } else { vec![own] }
        });
        Addresses { of_pages: of_pages.collect(), redirects: Vec::new() }
    }

    fn constructs(&self) -> &'static Constructs {
        &CONSTRUCTS
    }

    fn named(&self, _site: &Site<'_>, structure: &Structure) -> BTreeMap<String, String> {
        let mut named = BTreeMap::new();
        for page in &structure.pages {
            named.entry(slugs::wiki_key(stem(name(&page.from)))).or_insert_with(|| format!("/{}", page.from));
        }
        for (from, _) in &structure.assets {
            named.entry(slugs::wiki_key(from)).or_insert_with(|| format!("/{from}"));
        }
        named
    }
}
