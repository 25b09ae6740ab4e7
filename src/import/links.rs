//! Turns links of the old site into links of the new tree: only destinations are replaced, and only those that would lead
//! elsewhere.

use std::collections::{HashMap, HashSet};

use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use super::address::{key, new_address, output};
use super::constructs::{Constructs, LinkBase};
use super::report::{Report, Section};
use super::site::{Addresses, Structure};
use super::slugs;
use super::text::{Edit, Text};
use super::tree::{Tree, folder, is_page, name, relative, stem};
use crate::parse::{LinkForm, ParsedPage};
use crate::path::join;

/// What must be encoded in a destination in Markdown or HTML.
const ESCAPED: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'(').add(b')').add(b'%').add(b'#').add(b'?').add(b'`');

/// What must be encoded in an address in a list of addresses.
pub(super) const IN_ADDRESS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'%').add(b'#').add(b'?').add(b'`');

/// A path as a destination of Markdown.
pub(super) fn written(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}

/// Where a link of the old site leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target<'a> {
    Page(usize),
    /// An asset, by its new path.
    Asset(&'a str),
    /// A file of the tree that is not imported.
    Outside,
}

/// Everything that a link can lead to.
pub(super) struct Places<'a> {
    tree: &'a Tree,
    structure: &'a Structure,
    addresses: &'a Addresses,
    base: LinkBase,
    by_file: HashMap<&'a str, usize>,
    assets: HashMap<&'a str, &'a str>,
    by_address: HashMap<String, Target<'a>>,
    /// The path at which the site was published, without slashes at its ends.
    prefix: String,
    /// For each page, the ids that the old system gave to its headings, with ours.
    anchors: Vec<HashMap<String, String>>,
    /// For each page, every id that it has now.
    ids: Vec<HashSet<String>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(
        tree: &'a Tree,
        structure: &'a Structure,
        addresses: &'a Addresses,
        constructs: &Constructs,
        parsed: &[ParsedPage],
    ) -> Self {
        let mut by_address = HashMap::new();
        for (number, of_page) in addresses.of_pages.iter().enumerate() {
            for address in of_page {
                by_address.entry(key(address)).or_insert(Target::Page(number));
            }
        }
        for (_, to) in &structure.assets {
            by_address.entry(to.trim_matches('/').to_owned()).or_insert(Target::Asset(to));
        }
        for (from, to) in &addresses.redirects {
            if let Some(target) = by_address.get(&key(to.trim_start_matches('/').split('#').next().unwrap_or_default())).copied()
            {
                by_address.entry(key(from)).or_insert(target);
            }
        }
        let url = structure.settings.url.as_deref().unwrap_or_default();
        let prefix = url.split_once("://").and_then(|(_, rest)| rest.split_once('/')).map_or("", |(_, path)| path);
        let anchors = parsed.iter().map(|page| old_anchors(constructs, page)).collect();
        let ids = parsed.iter().map(|page| {
            let headings = page.headings.iter().map(|heading| heading.id.to_string());
            headings.chain(page.html_ids.iter().map(ToString::to_string)).collect()
        });
        Self {
            tree,
            structure,
            addresses,
            base: constructs.links,
            by_file: structure.pages.iter().enumerate().map(|(number, page)| (page.from.as_str(), number)).collect(),
            assets: structure.assets.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect(),
            by_address,
            prefix: prefix.trim_matches('/').to_owned(),
            anchors,
            ids: ids.collect(),
        }
    }

    /// The page that an address of the old site led to.
    pub(super) fn page_at(&self, address: &str) -> Option<usize> {
        match self.by_address.get(&key(address.split(['#', '?']).next().unwrap_or_default())) {
            Some(Target::Page(number)) => Some(*number),
            _ => None,
        }
    }

    fn find(&self, page: usize, path: &str) -> Option<Target<'a>> {
        let from = &self.structure.pages[page].from;
        if let Some(path) = path.strip_prefix("@site/").or_else(|| path.strip_prefix("~/")) {
            return self.structure.roots.iter().find_map(|root| self.file(&super::tree::under(root, path)));
        }
        if let Some(absolute) = path.strip_prefix('/') {
            let bare =
                absolute.strip_prefix(&*self.prefix).filter(|_| !self.prefix.is_empty()).map(|rest| rest.trim_start_matches('/'));
            let ways = [bare, Some(absolute)];
            return ways.into_iter().flatten().find_map(|path| {
                let by_address = self.by_address.get(&key(path)).copied();
                by_address.or_else(|| self.structure.roots.iter().find_map(|root| self.file(&super::tree::under(root, path))))
            });
        }
        let by_file = || join(folder(from), path).ok().and_then(|path| self.file(&path));
        let by_address = || {
            let address = self.addresses.of_pages.get(page)?.first()?;
            let base = if address.ends_with('/') || address.is_empty() { address.as_str() } else { folder(address) };
            self.by_address.get(&key(&join(base, path).ok()?)).copied()
        };
        let by_root = || {
            let root = self
                .structure
                .roots
                .iter()
                .filter(|root| super::tree::below(from, root).is_some())
                .max_by_key(|root| root.len())?;
            self.file(&join(root, path).ok()?)
        };
        match self.base {
            LinkBase::AddressOrRoot if is_page(path) => by_file().or_else(by_root).or_else(by_address),
            LinkBase::Address | LinkBase::AddressOrRoot if !is_page(path) => by_address().or_else(by_file),
            LinkBase::File | LinkBase::Address | LinkBase::AddressOrRoot => by_file().or_else(by_address),
        }
    }

    /// A file of the tree, or the page meant by a path without extension or by a folder.
    fn file(&self, path: &str) -> Option<Target<'a>> {
        let path = path.trim_end_matches('/');
        let exact = |path: &str| {
            self.by_file
                .get(path)
                .map(|number| Target::Page(*number))
                .or_else(|| self.assets.get(path).map(|to| Target::Asset(to)))
        };
        let bare = path.strip_suffix(".html").unwrap_or(path);
        let bare = if is_page(bare) { stem(bare) } else { bare };
        exact(path)
            .or_else(|| {
                let beside = [".md", ".mdx", ".markdown"].map(|extension| format!("{bare}{extension}"));
                let within = ["index.md", "index.mdx", "README.md", "_index.md", "readme.md", "index.markdown"]
                    .map(|name| super::tree::under(bare, name));
                let pictures = [".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp"].map(|extension| format!("{path}{extension}"));
                let as_index = (name(bare) == "index").then(|| super::tree::under(folder(bare), "README.md"));
                beside.iter().chain(&within).chain(&as_index).chain(&pictures).find_map(|path| exact(path))
            })
            .or_else(|| self.tree.has(path).then_some(Target::Outside))
    }

    /// The edits that make a page's links lead where they led; `offset` is where the body begins in the parsed text.
    pub(super) fn edits(&self, page: usize, parsed: &ParsedPage, body: &Text, offset: usize, report: &mut Report) -> Vec<Edit> {
        let mut edits = Vec::new();
        let mut seen = HashSet::new();
        let from = &self.structure.pages[page].from;
        for link in &parsed.links {
            if link.form.is_wiki()
                || matches!(link.form, LinkForm::Autolink | LinkForm::Successor)
                || link.span.start < offset
                || !seen.insert(link.span.clone())
            {
                continue;
            }
            let span = link.span.start - offset..link.span.end - offset;
            match self.rewritten(page, &link.destination) {
                Written::Same => {}
                Written::New(text) => {
                    report.at(Section::Changed, "links follow the new tree", from, body.line(span.start));
                    edits.push(Edit::new(span, text));
                }
                Written::Repository(text) => {
                    report.at(
                        Section::Changed,
                        "links to files that stay behind lead to the repository",
                        from,
                        body.line(span.start),
                    );
                    edits.push(Edit::new(span, text));
                }
                Written::Unknown => {
                    let line = body.line(span.start);
                    report.at(Section::Person, "links whose target was not found in the old site stay as they were", from, line);
                }
            }
        }
        edits
    }

    fn rewritten(&self, page: usize, destination: &str) -> Written {
        let has_scheme = destination.split_once(':').is_some_and(|(scheme, _)| !scheme.contains(['/', '#', '?', '.']));
        if destination.is_empty()
            || has_scheme
            || destination.starts_with("//")
            || destination.contains("{{")
            || destination.contains("{%")
        {
            return Written::Same;
        }
        let end = destination.find(['#', '?']).unwrap_or(destination.len());
        let (path, behind) = destination.split_at(end);
        if path.is_empty() {
            return match self.fragment(page, behind) {
                Some(new) => Written::New(new),
                None => Written::Same,
            };
        }
        let path = percent_decode_str(path).decode_utf8_lossy().into_owned();
        let Some(target) = self.find(page, &path) else { return Written::Unknown };
        let to = match target {
            Target::Page(target) => self.structure.pages[target].to.as_str(),
            Target::Asset(to) => to,
            Target::Outside => return self.outside(page, &path),
        };
        let fragment = match target {
            Target::Page(target) => self.fragment(target, behind),
            _ => None,
        };
        let here = folder(&self.structure.pages[page].to);
        let folder_of = is_page(to).then(|| key(&new_address(to))).filter(|address| *address == folder(to));
        let leads_to = |way: &str, of_page: Option<&str>| {
            if path.ends_with('/') || way.is_empty() { of_page == Some(way) } else { way == to }
        };
        let is_right = match path.strip_prefix('/') {
            // From the root, an address of the site is as good as a file.
            Some(absolute) => leads_to(absolute.trim_end_matches('/'), is_page(to).then(|| key(&new_address(to))).as_deref()),
            None => join(here, &path).is_ok_and(|way| leads_to(&way, folder_of.as_deref())),
        };
        match (is_right, fragment) {
            (true, None) => Written::Same,
            (true, Some(fragment)) => Written::New(format!("{}{fragment}", &destination[..end])),
            (false, fragment) => {
                let path = utf8_percent_encode(&relative(here, to), ESCAPED).to_string();
                Written::New(format!("{path}{}", fragment.as_deref().unwrap_or(behind)))
            }
        }
    }

    /// A file that is not imported, in the repository.
    fn outside(&self, page: usize, path: &str) -> Written {
        let settings = &self.structure.settings;
        let Some(repository) = &settings.repository else { return Written::Unknown };
        let Ok(file) = join(folder(&self.structure.pages[page].from), path) else { return Written::Unknown };
        let branch = settings.branch.as_deref().unwrap_or("main");
        Written::Repository(format!("{repository}/blob/{branch}/{}", utf8_percent_encode(&file, ESCAPED)))
    }

    /// A fragment with our id for the heading, if the old one is no longer an id.
    fn fragment(&self, page: usize, behind: &str) -> Option<String> {
        let (query, fragment) = behind.split_once('#')?;
        let decoded = percent_decode_str(fragment).decode_utf8_lossy();
        if self.ids[page].contains(&*decoded) {
            return None;
        }
        let new = self.anchors[page].get(&*decoded)?;
        Some(format!("{query}#{new}"))
    }
}

enum Written {
    Same,
    New(String),
    Repository(String),
    Unknown,
}

/// The ids that the old system gave to the headings of a page, with ours, where they differ.
fn old_anchors(constructs: &Constructs, page: &ParsedPage) -> HashMap<String, String> {
    let headings: Vec<_> = page.headings.iter().filter(|heading| !heading.is_explicit).collect();
    let texts: Vec<&str> = headings.iter().map(|heading| &*heading.text).collect();
    let ids = slugs::ids(constructs.slugs, &texts);
    let pairs = ids.into_iter().zip(headings).filter(|(old, heading)| **old != *heading.id);
    let mut found = HashMap::new();
    for (old, heading) in pairs {
        found.entry(old).or_insert_with(|| heading.id.to_string());
    }
    found
}

/// The aliases of each page: its old addresses that the new site would not serve. Each is given once.
pub(super) fn aliases(
    structure: &Structure,
    addresses: &Addresses,
    places: &Places<'_>,
    report: &mut Report,
) -> Vec<Vec<String>> {
    let mut taken: HashSet<String> = structure.pages.iter().map(|page| output(&new_address(&page.to))).collect();
    taken.extend(structure.assets.iter().map(|(_, to)| to.clone()));
    let mut found: Vec<Vec<String>> = vec![Vec::new(); structure.pages.len()];
    let mut give = |page: usize, address: &str, report: &mut Report| {
        let file = output(address);
        let own = output(&new_address(&structure.pages[page].to));
        if file == own || taken.contains(&file) {
            return;
        }
        if file.to_lowercase() == own.to_lowercase() {
            let what = format!("the address `/{address}` differs by case alone from the new one, so that it cannot be an alias");
            report.file(Section::Person, what, &structure.pages[page].from);
            return;
        }
        let bare = percent_decode_str(address).decode_utf8_lossy();
        if bare.contains(['?', '#', '\\'])
            || bare.split('/').any(|segment| matches!(segment, "." | "..") || crate::portable_name::name_fault(segment).is_some())
        {
            report.file(
                Section::Person,
                format!("the address `/{address}` cannot be an alias, since no file can bear its name"),
                &structure.pages[page].from,
            );
            return;
        }
        taken.insert(file);
        found[page].push(format!("/{}", address.trim_start_matches('/')));
    };
    for (page, of_page) in addresses.of_pages.iter().enumerate() {
        for address in of_page.iter().take(1) {
            give(page, address, report);
        }
    }
    for (page, of_page) in addresses.of_pages.iter().enumerate() {
        for address in of_page.iter().skip(1) {
            give(page, address, report);
        }
    }
    for (from, to) in &addresses.redirects {
        match places.page_at(to) {
            Some(page) if !to.contains("://") => give(page, from, report),
            _ => report.note(
                Section::Person,
                format!("`/{}` was redirected to `{to}`, which is not a page of the site", from.trim_start_matches('/')),
            ),
        }
    }
    found
}
