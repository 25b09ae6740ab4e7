//! `handbook.yaml` as one typed value; every key is optional, and unknown ones are errors.
//!
//! 1. `yaml` returns the tree with the place of every key.
//! 2. `read` and the modules it names check each value through `yaml::section`, which collects the problems, so that one run
//!    reports everything; an invalid value is replaced by its default.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use globset::GlobSet;
use jiff::civil::Date;

use crate::diagnostic::{Diagnostic, Levels};
use crate::journey::Journey;
use crate::path::SourcePath;
use crate::promises::Audience;

mod address;
mod announcement;
mod assign;
mod checks;
mod defaults;
mod external_links;
mod fault;
mod folders;
mod globs;
mod journey;
mod keys;
mod labels;
mod owners;
mod publish;
mod read;
mod reading_paths;
mod size;
mod synonyms;
mod templates;
mod theme;
mod words;

pub use address::{repository_url, site_url};
pub use assign::Assignment;
pub use external_links::ExternalLinks;
#[cfg(test)]
pub use keys::ThemeKey;
pub use keys::{AssignKey, ConfigKey};
pub use labels::{Facet, Label, LabelsConfig, Standing, Status, TAKEN};
pub use owners::{Owner, OwnersConfig};
pub use publish::{CardConfig, HistoryConfig, LinkStyle, PrintConfig, is_host};
pub use read::read;
pub use reading_paths::ReadingPath;
pub use synonyms::SynonymConfig;
use templates::templates;
pub use templates::{PageTemplate, SideFile, TEMPLATES, template_path};
pub use words::{WordRule, WordsConfig};

/// The configuration's file, relative to the project folder.
pub const FILE_NAME: &str = "handbook.yaml";

/// The kinds of pages if `kinds:` is absent.
pub const KINDS: [&str; 8] = ["play", "guide", "concept", "policy", "story", "decision", "checklist", "glossary"];

/// The largest page in bytes if `page_limit:` is absent: 64 MB.
pub const PAGE_LIMIT: u64 = 64_000_000;

/// What `handbook.yaml` says, checked and with its defaults filled in.
#[allow(clippy::struct_excessive_bools, reason = "each is a key of its own")]
#[derive(Debug, Clone)]
pub struct Config {
    /// The handbook's name; by default the project folder's name in words, otherwise `Handbook`.
    pub title: Option<Arc<str>>,
    /// One sentence about the handbook.
    pub description: Option<Arc<str>>,
    /// Where the site is published, ending with a slash; only absolute addresses need it.
    pub url: Option<Arc<str>>,
    /// `url:` as in the file, even if a flag overrides it.
    pub written_url: Option<Arc<str>>,
    /// The language tag (BCP 47) of the text.
    pub language: Arc<str>,
    /// `content:`, a folder relative to the project without `./` and trailing slash; empty for the project folder itself.
    pub content: Option<Arc<str>>,
    /// The extensions of pages, in lower case.
    pub pages: Vec<Arc<str>>,
    /// `output:`, a folder relative to the project without `./` and trailing slash; `public` by default.
    pub output: Arc<str>,
    /// The theme and its options.
    pub theme: ThemeConfig,
    /// The repository that holds the handbook.
    pub repository: Option<RepositoryConfig>,
    /// The journey: the default one, with the parts that `journey:` replaces.
    pub journey: Arc<Journey>,
    /// Whether the file has `journey:`, so that the journey is shown even before a page has a stage.
    pub journey_is_configured: bool,
    /// The page that defines the journey with a list of its stages, so that the journey is shown with that page's words.
    pub journey_told_by: Option<SourcePath>,
    /// Stages and needs by path, for handbooks whose pages carry no front matter.
    pub assign: Vec<Assignment>,
    /// Who can own a page.
    pub owners: OwnersConfig,
    /// For whom the site is built; `None` if not set, which is an error if a page is internal.
    pub audience: Option<Audience>,
    /// Hosts that ask readers for a login, in lower case.
    pub private_links: Vec<Arc<str>>,
    /// The day that counts as today for reviews, if one is given. Whatever shows it gets it from the survey, so it is not hashed: a
    /// new day leaves pages as they are.
    pub today: Option<jiff::civil::Date>,
    /// Source paths to leave out, relative to the content root.
    pub exclude: GlobSet,
    /// The globs of `exclude` as written, so that equal configurations compare equal.
    pub exclude_globs: Vec<String>,
    /// Root-absolute prefixes that other sites answer.
    pub external: Vec<Arc<str>>,
    /// Folders of this site's own address that another build fills: `guide/`, or `../` for the site around this one.
    pub beside: Vec<Arc<str>>,
    /// How links to other sites are looked at.
    pub external_links: ExternalLinks,
    /// The levels that `checks:` sets instead of the defaults.
    pub checks: Levels,
    /// Whether drafts are built; `--drafts` decides.
    pub includes_drafts: bool,
    /// The possible kinds of a page.
    pub kinds: Vec<Arc<str>>,
    /// The largest page that is read, in bytes.
    pub page_limit: u64,
    /// How much of the pages' history is shown.
    pub history: HistoryConfig,
    /// Whether the site tells what commits changed.
    pub changes: bool,
    /// How the addresses of folders are written.
    pub links: LinkStyle,
    /// Which pages have their own picture for previews on other sites.
    pub cards: CardConfig,
    /// Synonyms for the search.
    pub synonyms: SynonymConfig,
    /// Words to avoid, and what to write instead.
    pub words: WordsConfig,
    /// What pages say they are: statuses, tags and facets.
    pub labels: LabelsConfig,
    /// Lists of pages and sections for readers who have something in mind.
    pub paths: Vec<ReadingPath>,
    /// The project's own templates of pages. They show in no output, so they are not hashed.
    pub templates: Vec<PageTemplate>,
    /// A file with the queries that readers typed, relative to the project without `./`.
    pub searches: Option<Arc<str>>,
    /// What is published as one document for printing.
    pub print: PrintConfig,
    /// Whether `pages.json` is published.
    pub pages_json: bool,
    /// A line above every page.
    pub announcement: Option<Announcement>,
    /// The site's own domain, for a `CNAME` file.
    pub domain: Option<Arc<str>>,
    /// The places in the file of names that only other phases can look up.
    pub places: Places,
}

/// The bytes in the file of values that name folders and files, for reporting that these are missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Places {
    /// `content:`
    pub content: Option<Range<usize>>,
    /// `output:`
    pub output: Option<Range<usize>>,
    /// `theme:` or its `name:`
    pub theme: Option<Range<usize>>,
    /// `logo:`
    pub logo: Option<Range<usize>>,
    /// `favicon:`
    pub favicon: Option<Range<usize>>,
    /// Each key of the theme's `options:`
    pub options: BTreeMap<String, OptionPlace>,
}

/// The place in the file of one of the theme's options.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct OptionPlace {
    /// Its key.
    pub key: Range<usize>,
    /// Its value.
    pub value: Range<usize>,
}

/// `theme:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThemeConfig {
    /// The theme's name: a folder below `themes/`, or a built-in one.
    pub name: Arc<str>,
    /// The accent colour as `#rrggbb`.
    pub accent: Option<Arc<str>>,
    /// A logo, a file below the content root.
    pub logo: Option<Arc<str>>,
    /// A favicon, a file below the content root.
    pub favicon: Option<Arc<str>>,
    /// Style sheets that are loaded after the theme's.
    pub css: Vec<StyleSheet>,
    /// Links shown in the footer.
    pub footer: Vec<ThemeLink>,
    /// Links to where the team is found.
    pub social: Vec<ThemeLink>,
    /// The theme's own options as written; the theme's manifest says which there are and of what type.
    pub options: BTreeMap<String, serde_json::Value>,
}

/// A style sheet that `css:` names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StyleSheet {
    /// Its path, below the content root or below the theme's `static` folder.
    pub path: Arc<str>,
    /// The bytes of the path in the file, for reporting that it leads nowhere.
    pub place: Range<usize>,
}

/// A link of the footer.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ThemeLink {
    /// The words of the link.
    pub title: Arc<str>,
    /// An absolute address, or a path from the site's root.
    pub url: Arc<str>,
    /// The bytes of `url` in the file, for reporting that the path leads nowhere.
    pub place: Range<usize>,
}

/// `announcement:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Announcement {
    /// What is announced.
    pub text: Arc<str>,
    /// Where the text links to.
    pub link: Option<(Arc<str>, Range<usize>)>,
    /// The last day on which browsers show it.
    pub until: Option<Date>,
}

/// `repository:`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RepositoryConfig {
    /// The repository's web address, without a trailing slash.
    pub url: Arc<str>,
    /// The branch that edit links open.
    pub branch: Arc<str>,
}

/// A value and its bytes in `handbook.yaml`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes.
    pub span: Range<usize>,
}

impl Config {
    /// Takes what the files beside `handbook.yaml` say: words and templates of pages. `text` is that of `handbook.yaml`; faults point into it.
    pub fn read_side_files(&mut self, files: &[SideFile], text: &str) -> Vec<Diagnostic> {
        self.templates = templates(files, &self.kinds);
        self.words.read_files(files, text)
    }

    /// What `assign:` gives to a content path: the value from the first matching entry that has one.
    pub fn assigned<'a, T>(&'a self, path: &str, said: impl Fn(&'a Assignment) -> Option<T>) -> Option<T> {
        self.assign.iter().find_map(|entry| said(entry).filter(|_| entry.globs.is_match(path)))
    }

    /// Whether a file of this name is read as a page.
    #[must_use]
    pub fn is_page(&self, name: &str) -> bool {
        let name = name.rsplit('/').next().unwrap_or(name);
        name.rsplit_once('.').is_some_and(|(stem, extension)| {
            !stem.is_empty() && self.pages.iter().any(|known| known.eq_ignore_ascii_case(extension))
        })
    }

    /// A path from the host's root, without a leading slash, relative to each path at which the site is published: `labs/` for
    /// `handbook/labs/`, if the site is at `https://acme.example/handbook/`.
    pub fn without_base<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        let bases = [&self.url, &self.written_url].into_iter().flatten().filter_map(|url| {
            let (_, rest) = url.split_once("://")?;
            Some(rest.split_once('/')?.1.trim_matches('/'))
        });
        let bases = bases.filter(|base| !base.is_empty());
        bases.filter_map(|base| {
            let rest = path.strip_prefix(base)?;
            if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
        })
    }
}

impl Hash for Config {
    /// Every field except the compiled globs, which follow from the written ones.
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self {
            title,
            description,
            url,
            written_url,
            language,
            content,
            pages,
            output,
            theme,
            repository,
            journey,
            journey_is_configured,
            journey_told_by,
            assign,
            owners,
            audience,
            private_links,
            today: _,
            exclude: _,
            exclude_globs,
            external,
            beside,
            external_links,
            checks,
            includes_drafts,
            kinds,
            page_limit,
            history,
            changes,
            links,
            cards,
            synonyms,
            words,
            labels,
            paths,
            templates: _,
            searches,
            print,
            pages_json,
            announcement,
            domain,
            places,
        } = self;
        (title, description, url, written_url, language, content, pages, output, theme, repository, journey).hash(state);
        (journey_is_configured, journey_told_by, assign, exclude_globs, external, beside, external_links, checks).hash(state);
        (owners, audience, private_links, searches, pages_json, words, changes, labels, paths).hash(state);
        (includes_drafts, kinds, page_limit, history, links, cards, synonyms, print, announcement, domain, places).hash(state);
    }
}

#[cfg(test)]
mod key_tests;
#[cfg(test)]
mod tests;
