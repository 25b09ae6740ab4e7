//! What linking needs to know about things outside the content, collected before there is an index.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Bound;

use crate::config::Config;
use crate::index::Page;
use crate::keeping::samples::Place;
use crate::parse::{Link, LinkForm};
use crate::path::{RepositoryPath, SourcePath, join, nfc};
use crate::source::{Roots, Source, Sources};

use super::destination::{Destination, Local};
use super::locate::{below_content, is_beside, is_declared_external, repository_path};
use super::wiki::WikiName;

/// What the survey has to look up.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Link targets that are not in the content: they may be in the repository, but never in its `.git`.
    pub repository_paths: BTreeSet<RepositoryPath>,
    /// Content files that pages show: images and the logo, if the survey can read them.
    pub images: BTreeSet<SourcePath>,
    /// Files of the repository that blocks of code say they are from. Never in its `.git`.
    pub samples: BTreeSet<RepositoryPath>,
    /// Whether somebody asks which day it is, since a page is to be reviewed or published by a day.
    pub day: bool,
}

/// Collects from all pages what [`Surroundings`](crate::index::Surroundings) must contain.
#[must_use]
pub fn wanted(pages: &[Page], sources: &Sources, config: &Config) -> Wanted {
    let mut gathering = Gathering { content: Content::new(sources), wanted: Wanted::default() };
    for page in pages {
        for link in &page.parsed.links {
            gathering.add(page, link, config);
        }
        let sources = page.parsed.samples.iter().filter_map(|sample| sample.source.as_deref());
        gathering.wanted.samples.extend(sources.filter_map(|source| Some(Place::parse(source)?.path)));
    }
    if let Some(Held::Asset(logo)) =
        config.theme.logo.as_deref().and_then(|path| gathering.content.at(path.trim_start_matches('/')))
    {
        gathering.wanted.images.insert(logo.clone());
    }
    gathering.wanted.day =
        pages.iter().any(|page| page.parsed.asks_for_the_day()) || config.assign.iter().any(|entry| entry.review_every.is_some());
    gathering.wanted
}

struct Gathering<'a> {
    content: Content<'a>,
    wanted: Wanted,
}

impl Gathering<'_> {
    fn add(&mut self, page: &Page, link: &Link, config: &Config) {
        if link.form == LinkForm::Successor && config.labels.statuses.is_empty() {
            return;
        }
        if link.form.is_wiki() {
            if link.form == LinkForm::Embed {
                let named = self.content.assets_named(WikiName::parse(&link.destination).name);
                self.wanted.images.extend(named.iter().copied().cloned());
            }
            return;
        }
        let Destination::Local(local) = Destination::parse(&link.destination) else { return };
        let is_elsewhere = || is_declared_external(config, &link.destination) || is_beside(config, &link.destination);
        if local.is_same_page() || (local.is_from_root && is_elsewhere()) {
            return;
        }
        self.add_local(page, link, &local, config);
        if local.has_backslash {
            // A corrected destination is proposed only if something is there.
            self.add_local(page, link, &local.with_slashes(), config);
        }
    }

    fn add_local(&mut self, page: &Page, link: &Link, local: &Local<'_>, config: &Config) {
        let roots = &self.content.sources.roots;
        for path in candidates(config, roots, page.path.folder(), local) {
            let beside = || self.content.at(&roots.static_path(&path)?);
            match below_content(roots, &path).and_then(|path| self.content.at(path)).or_else(beside) {
                Some(Held::Asset(asset)) => {
                    if link.form.is_shown() {
                        self.wanted.images.insert(asset.clone());
                    }
                    return;
                }
                Some(Held::Other) => return,
                None => {
                    if path != ".git" && !path.starts_with(".git/") {
                        self.wanted.repository_paths.insert(RepositoryPath::from(path));
                    }
                }
            }
        }
    }
}

/// The paths from the repository root that a destination may mean, in order.
fn candidates(config: &Config, roots: &Roots, folder: &str, local: &Local<'_>) -> Vec<String> {
    if !local.is_from_root {
        return repository_path(roots, folder, &local.path).into_iter().collect();
    }
    let Ok(path) = join("", &local.path) else { return Vec::new() };
    let content = &roots.content_in_repository;
    let below = |path: &str| join(content, path).ok();
    let statics = |path: &str| roots.statics.as_deref().and_then(|statics| below(&format!("{statics}/{path}")));
    let mut found = Vec::new();
    for path in std::iter::once(&*path).chain(config.without_base(&path)).chain(roots.without_base(&path)) {
        found.extend(below(path));
        found.extend(statics(path));
        found.push(path.to_owned());
    }
    found.dedup();
    found
}

/// Something in the content.
enum Held<'a> {
    Asset(&'a SourcePath),
    /// A page or a folder.
    Other,
}

/// The content's files, looked up by their names in any normal form.
struct Content<'a> {
    sources: &'a Sources,
    /// The few files whose names are not in NFC, by their names in NFC.
    by_normal_form: HashMap<String, &'a SourcePath>,
    /// Assets by their file name in lower case; made when the first embed asks.
    by_name: Option<HashMap<String, Vec<&'a SourcePath>>>,
}

impl<'a> Content<'a> {
    fn new(sources: &'a Sources) -> Self {
        let others = sources.files.keys().filter_map(|path| match nfc(path.as_str()) {
            Cow::Owned(normal) => Some((normal, path)),
            Cow::Borrowed(_) => None,
        });
        Self { sources, by_normal_form: others.collect(), by_name: None }
    }

    fn at(&self, path: &str) -> Option<Held<'a>> {
        let path = nfc(path);
        let files = &self.sources.files;
        let held = files.get_key_value(&*path).or_else(|| {
            let as_on_disk = self.by_normal_form.get(&*path)?;
            files.get_key_value(as_on_disk.as_str())
        });
        match held {
            Some((asset, Source::Asset(_))) => Some(Held::Asset(asset)),
            Some((_, Source::Page(_))) => Some(Held::Other),
            None => self.holds_below(&path).then_some(Held::Other),
        }
    }

    /// Whether the path is a folder with something in it; the content root is one.
    fn holds_below(&self, folder: &str) -> bool {
        if folder.is_empty() {
            return true;
        }
        let start = format!("{folder}/");
        let first =
            self.sources.files.range::<str, (Bound<&str>, Bound<&str>)>((Bound::Included(&*start), Bound::Unbounded)).next();
        first.is_some_and(|(path, _)| path.as_str().starts_with(&start))
    }

    fn assets_named(&mut self, name: &str) -> &[&'a SourcePath] {
        let sources = self.sources;
        let by_name = self.by_name.get_or_insert_with(|| {
            let mut by_name: HashMap<String, Vec<&SourcePath>> = HashMap::new();
            for (path, source) in &sources.files {
                if matches!(source, Source::Asset(_)) {
                    by_name.entry(nfc(path.file_name()).to_lowercase()).or_default().push(path);
                }
            }
            by_name
        });
        let name = nfc(name.rsplit('/').next().unwrap_or(name)).to_lowercase();
        by_name.get(&name).map_or(&[], Vec::as_slice)
    }
}
