//! What Journeybook adds to the written pages: which outputs there are, at which addresses, and with which titles.
//!
//! 1. `publication` lists what a published site has besides its pages.
//! 2. `taken` knows the outputs and folders that belong to the handbook's files, to which everything generated yields.
//! 3. [`GeneratedOutputs`] holds the result. Links, the plan, templates and lists of addresses all ask it, so that a link to a
//!    generated page is accepted exactly if that page is written.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, Facet, Label, Owner, PrintConfig, ReadingPath};
use crate::index::{History, Index};
use crate::journey::StageIndex;
use crate::keeping::Keeping;
use crate::labels::Labels;
use crate::locale::Locale;
use crate::path::{OutputPath, UrlPath, in_words, nfc, without_backslashes};
use crate::source::Sources;

mod candidates;
mod publication;
mod taken;
#[cfg(test)]
mod tests;

pub use publication::{CARD_SIZE, Publication, SITEMAP_LIMIT, pages_of, scope_address};

pub(crate) use taken::folded;

use taken::Taken;

/// The folder of the output that holds the theme's files.
const THEME_FOLDER: &str = "theme";

/// The folder of the output that holds the list of all pages and the pieces of the search's index.
pub const SEARCH_FOLDER: &str = "search";

/// The folder that holds a booklet, in that of what it is of.
const PRINT_FOLDER: &str = "print";

/// The theme's style sheet of booklets, which only sites that have some need.
pub const BOOKLET_SHEET: &str = "booklet.css";

/// The theme's files for what some kinds of pages show, which only sites that have such pages need.
const OF_KINDS: [&str; 3] = ["kinds.css", "terms.js", "ticks.js"];

/// The folder that holds the list of changes, in that of what it is of.
const CHANGES_FOLDER: &str = "changes";

/// The theme's script that tells readers what is new since their last visit, which only sites that tell changes need.
pub const LATELY_SCRIPT: &str = "lately.js";

/// The theme's style sheet of diagrams, which only sites that have some need.
pub const DIAGRAM_SHEET: &str = "diagram.css";

/// A generated output that people can open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Generated {
    /// The home page.
    Home,
    /// The landing page of a stage.
    Landing(StageIndex),
    /// The list of a folder, by its key in [`Index::folders`].
    Folder(Arc<str>),
    /// The table of needs by stage.
    Map,
    /// The calendar of reviews.
    Reviews,
    /// Everybody who keeps pages.
    Owners,
    /// The pages that somebody keeps.
    Owner {
        /// The owner's id.
        id: Arc<str>,
        /// The owner's name.
        title: Arc<str>,
    },
    /// The tags, or the values of a facet, that pages have.
    Facet {
        /// The facet's place in the configuration.
        place: usize,
        /// Its key.
        key: Arc<str>,
    },
    /// The pages that have a tag, or a value of a facet.
    Label {
        /// The facet's place in the configuration.
        facet: usize,
        /// The label's place among the facet's.
        place: usize,
        /// The facet's key.
        key: Arc<str>,
        /// The label's id.
        id: Arc<str>,
    },
    /// The reading paths.
    Paths,
    /// A reading path.
    Path {
        /// Its place in the configuration.
        place: usize,
        /// Its id.
        id: Arc<str>,
    },
    /// What changed in the handbook or in one stage.
    Changes(Option<StageIndex>),
    /// The list of all pages by title, for readers without the search.
    AllPages,
    /// The handbook or one stage as one document, to be printed.
    Booklet(Option<StageIndex>),
    /// The page for addresses that do not exist.
    NotFound,
    /// `urls.json`: every address of the site, which later versions can be compared with.
    Urls,
    /// `pages.json`: what is known of every page.
    Pages,
    /// A static file of the theme, by its name in the theme.
    ThemeFile(Arc<str>),
    /// What a published site owes besides its pages.
    Publication(Publication),
}

impl Generated {
    /// The page of an owner.
    #[must_use]
    pub fn owner(owner: &Owner) -> Self {
        Self::Owner { id: Arc::clone(&owner.id), title: Arc::clone(&owner.title) }
    }

    /// The page of a reading path.
    #[must_use]
    pub fn path(place: usize, path: &ReadingPath) -> Self {
        Self::Path { place, id: Arc::clone(&path.id) }
    }

    /// The list of a facet's values.
    #[must_use]
    pub fn facet(place: usize, facet: &Facet) -> Self {
        Self::Facet { place, key: Arc::clone(&facet.key) }
    }

    /// The list of the pages that have a value of a facet.
    #[must_use]
    pub fn label((facet, of): (usize, &Facet), (place, label): (usize, &Label)) -> Self {
        Self::Label { facet, place, key: Arc::clone(&of.key), id: Arc::clone(&label.id) }
    }

    /// Its address from the site's root.
    #[must_use]
    pub fn address(&self, config: &Config, index: &Index) -> UrlPath {
        match self {
            Self::Home => UrlPath::home(),
            Self::Landing(stage) => landing_address(config, *stage),
            Self::Folder(path) => folder_address(path),
            Self::Map => UrlPath::from("map/"),
            Self::Reviews => UrlPath::from("reviews/"),
            Self::Owners => UrlPath::from("owners/"),
            Self::Owner { id, .. } => UrlPath::from(format!("owners/{id}/")),
            Self::Facet { key, .. } => UrlPath::from(format!("{key}/")),
            Self::Label { key, id, .. } => UrlPath::from(format!("{key}/{id}/")),
            Self::Paths => UrlPath::from("paths/"),
            Self::Path { id, .. } => UrlPath::from(format!("paths/{id}/")),
            Self::Changes(stage) => UrlPath::from(format!("{}{CHANGES_FOLDER}/", scope_address(config, *stage))),
            Self::AllPages => UrlPath::from(format!("{SEARCH_FOLDER}/")),
            Self::Booklet(stage) => UrlPath::from(format!("{}{PRINT_FOLDER}/", scope_address(config, *stage))),
            Self::NotFound => UrlPath::from("404.html"),
            Self::Urls => UrlPath::from("urls.json"),
            Self::Pages => UrlPath::from("pages.json"),
            Self::ThemeFile(name) => theme_file_address(name),
            Self::Publication(publication) => publication.address(config, index),
        }
    }

    /// The title of a page; the file name of everything else.
    #[must_use]
    pub fn title(&self, config: &Config, index: &Index, words: &Locale) -> Arc<str> {
        match self {
            Self::Home | Self::Booklet(None) => handbook_title(config, index, words),
            Self::Landing(stage) | Self::Booklet(Some(stage)) => Arc::clone(&config.journey.stage(*stage).title),
            Self::Folder(path) => folder_title(index, path),
            Self::Map => words.text("needs_by_stage").into(),
            Self::Reviews => words.text("reviews").into(),
            Self::Owners => words.text("owners").into(),
            Self::Owner { title, .. } => Arc::clone(title),
            Self::Facet { place, .. } => {
                let title = config.labels.facets.get(*place).and_then(|facet| facet.title.clone());
                title.unwrap_or_else(|| words.text("tags").into())
            }
            Self::Label { facet, place, id, .. } => {
                let label = config.labels.facets.get(*facet).and_then(|facet| facet.values.get(*place));
                label.map_or_else(|| Arc::clone(id), |label| Arc::clone(&label.title))
            }
            Self::Paths => words.text("paths").into(),
            Self::Path { place, id } => config.paths.get(*place).map_or_else(|| Arc::clone(id), |path| Arc::clone(&path.title)),
            Self::Changes(None) => words.text("lately").into(),
            Self::Changes(Some(stage)) => {
                let stage = &config.journey.stage(*stage).title;
                words.fill("lately_in", &[("stage", stage)]).into()
            }
            Self::AllPages => words.text("all_pages").into(),
            Self::NotFound => words.text("not_found").into(),
            Self::Urls | Self::Pages | Self::ThemeFile(_) | Self::Publication(_) => self.file_name(config, index),
        }
    }

    fn file_name(&self, config: &Config, index: &Index) -> Arc<str> {
        self.address(config, index).as_str().rsplit('/').next().unwrap_or_default().into()
    }

    /// Whether it is a page made with the theme's templates.
    #[must_use]
    pub const fn is_page(&self) -> bool {
        match self {
            Self::Home
            | Self::Landing(_)
            | Self::Folder(_)
            | Self::Map
            | Self::Reviews
            | Self::Owners
            | Self::Owner { .. }
            | Self::Facet { .. }
            | Self::Label { .. }
            | Self::Paths
            | Self::Path { .. }
            | Self::Changes(_)
            | Self::AllPages
            | Self::NotFound
            | Self::Booklet(_) => true,
            Self::Urls | Self::Pages | Self::ThemeFile(_) | Self::Publication(_) => false,
        }
    }

    /// Whether readers and crawlers should find it.
    #[must_use]
    pub const fn is_listed(&self) -> bool {
        self.is_page() && !matches!(self, Self::AllPages | Self::NotFound | Self::Booklet(_))
    }
}

/// The address of a stage's landing page, written or generated.
#[must_use]
pub fn landing_address(config: &Config, stage: StageIndex) -> UrlPath {
    UrlPath::from(format!("{}/", config.journey.stage(stage).id))
}

/// The address of a static file of the theme, by its name in the theme.
#[must_use]
pub fn theme_file_address(name: &str) -> UrlPath {
    UrlPath::from(format!("{THEME_FOLDER}/{name}"))
}

/// The address of a folder, by its key in [`Index::folders`].
#[must_use]
pub fn folder_address(path: &str) -> UrlPath {
    if path.is_empty() { UrlPath::home() } else { UrlPath::from(format!("{}/", without_backslashes(path))) }
}

/// The handbook's title: the configured one, otherwise the home page's, otherwise the word for a handbook.
#[must_use]
pub fn handbook_title(config: &Config, index: &Index, words: &Locale) -> Arc<str> {
    let home = index.folders.get("").and_then(|root| root.own_page);
    match (&config.title, home) {
        (Some(title), _) => Arc::clone(title),
        (None, Some(home)) => Arc::clone(&index.page(home).title),
        (None, None) => words.text("handbook").into(),
    }
}

/// The title of a folder's own page, otherwise the folder's name in words.
#[must_use]
pub fn folder_title(index: &Index, path: &str) -> Arc<str> {
    match index.folders.get(path).and_then(|folder| folder.own_page) {
        Some(id) => Arc::clone(&index.page(id).title),
        None => in_words(path.rsplit('/').next().unwrap_or(path)).into(),
    }
}

/// Every generated output of a handbook.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct GeneratedOutputs {
    /// What is written, by the path of its file, without what yields to a file of the handbook.
    written: BTreeMap<OutputPath, Generated>,
    /// The address of each output that the handbook has, whether generated or replaced by a file of the handbook.
    addresses: BTreeMap<Generated, UrlPath>,
    /// The title of each page among them.
    titles: BTreeMap<Generated, Arc<str>>,
}

/// What is known about a handbook when its generated outputs are decided.
#[derive(Debug, Clone, Copy)]
pub struct Basis<'a> {
    /// What `handbook.yaml` says.
    pub config: &'a Config,
    /// The files of the content.
    pub sources: &'a Sources,
    /// The title and place of every page.
    pub index: &'a Index,
    /// When pages were written and changed.
    pub history: &'a History,
    /// Who owns them.
    pub keeping: &'a Keeping,
    /// What they say they are.
    pub labels: &'a Labels,
}

/// Decides which outputs are generated. `theme_files` are the names of the theme's static files, and `words` supply the pages'
/// titles.
///
/// Generated outputs yield to pages, files and old addresses of the content, as in the plan. In a bare folder only the files that
/// pages link to are part of the site; there the plan makes a generated output yield to each of them.
#[must_use]
pub fn generated<'a>(basis: Basis<'_>, theme_files: impl Iterator<Item = &'a str>, words: &Locale) -> GeneratedOutputs {
    let Basis { config, sources, index, history, keeping, labels } = basis;
    let mut outputs = GeneratedOutputs::default();
    let is_needed = |name: &&str| match *name {
        BOOKLET_SHEET => config.print != PrintConfig::Nothing,
        DIAGRAM_SHEET => index.has_diagrams,
        LATELY_SCRIPT => config.changes,
        name if OF_KINDS.contains(&name) => labels.shows_kinds() || !config.paths.is_empty(),
        _ => true,
    };
    let theme_files = theme_files.filter(is_needed);
    let theme_files: Vec<Generated> = theme_files.map(|name| Generated::ThemeFile(name.into())).collect();
    let theme_addresses = theme_files.iter().map(|file| file.address(config, index).output());
    let mut taken = Taken::new(sources, index, theme_addresses);
    for file in theme_files {
        outputs.add(file, config, index);
    }
    for page in candidates::candidates(config, index, keeping, labels) {
        let output = page.address(config, index).output();
        outputs.addresses.insert(page.clone(), page.address(config, index));
        outputs.titles.insert(page.clone(), page.title(config, index, words));
        if taken.take(&output) {
            outputs.written.insert(output, page);
        }
    }
    let listed = outputs.written.values().filter(|generated| generated.is_listed()).count();
    taken.close_folders();
    for publication in publication::publications(config, index, history, listed) {
        let publication = Generated::Publication(publication);
        let address = publication.address(config, index);
        if taken.take_outside_folders(&address.output()) {
            outputs.written.insert(address.output(), publication.clone());
        }
        outputs.addresses.insert(publication, address);
    }
    outputs
}

impl GeneratedOutputs {
    fn add(&mut self, generated: Generated, config: &Config, index: &Index) {
        let address = generated.address(config, index);
        self.written.insert(address.output(), generated.clone());
        self.addresses.insert(generated, address);
    }

    /// What is generated at an address, given without slashes around it and in any normal form. Folders are found only if
    /// `is_folder` says that the address ended with a slash.
    #[must_use]
    pub fn at(&self, address: &str, is_folder: bool) -> Option<&Generated> {
        let address = nfc(address);
        let page = if address.is_empty() { "index.html".to_owned() } else { format!("{address}/index.html") };
        let file = || {
            let is_named_by_its_folder = address == "index.html" || address.ends_with("/index.html");
            self.written.get(&*address).filter(|_| !is_folder && !is_named_by_its_folder)
        };
        self.written.get(&*page).or_else(file)
    }

    /// The address of an output that the handbook has, generated or not; `None` if it has none.
    #[must_use]
    pub fn address(&self, generated: &Generated) -> Option<&UrlPath> {
        self.addresses.get(generated)
    }

    /// The title of an output: see [`Generated::title`].
    #[must_use]
    pub fn title(&self, generated: &Generated, config: &Config, index: &Index) -> Arc<str> {
        self.titles.get(generated).cloned().unwrap_or_else(|| generated.file_name(config, index))
    }

    /// The names of the theme's static files.
    pub fn theme_files(&self) -> impl Iterator<Item = &str> {
        self.written.values().filter_map(|generated| match generated {
            Generated::ThemeFile(name) => Some(&**name),
            _ => None,
        })
    }

    /// Every output that is written, in the order of paths.
    pub fn written(&self) -> impl Iterator<Item = (&OutputPath, &Generated)> {
        self.written.iter()
    }
}
