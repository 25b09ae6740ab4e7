//! What the user asked for, typed and checked: code that uses these types knows nothing of the command line's syntax.

use std::num::NonZeroUsize;
use std::path::PathBuf;

pub use self::import::{Destination, ImportOptions, Proposals, Sections};
pub use self::list::{ListFilter, ListFormat, ListOptions, ListSubject, Since};
pub use self::report::{Extent, Format, ReportOptions, Timings, Verbosity};
pub use self::scaffold::{InitOptions, NewOptions, Publishing};
pub use self::theme::{ThemeAction, ThemeOptions};
pub use super::hit_format::HitFormat;
pub use super::memory::Memory;
pub use super::shell::Shell;
pub use super::today::Today;
use crate::config::LinkStyle;
use crate::diagnostic::{Code, Level, Levels};
pub use crate::external::Fragments;
use crate::preview::{Editor, Follow, Opening, Watching};
use crate::promises::Audience;

mod import;
mod list;
mod report;
mod scaffold;
mod theme;

/// One command with its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// `build`
    Build(BuildOptions),
    /// `check`
    Check(CheckOptions),
    /// `serve`
    Serve(ServeOptions),
    /// `fix`
    Fix(FixOptions),
    /// `mv`
    Mv(MvOptions),
    /// `codeowners`
    Codeowners(CodeownersOptions),
    /// `init`
    Init(InitOptions),
    /// `import`
    Import(ImportOptions),
    /// `new`
    New(NewOptions),
    /// `search`
    Search(SearchOptions),
    /// `list`
    List(ListOptions),
    /// `lsp`
    Lsp,
    /// `schema`, with the handbook that fills in its words
    Schema(crate::schema::Subject, Option<PathBuf>),
    /// `theme`
    Theme(ThemeOptions),
    /// `explain`, with the code as written; without one, all are listed.
    Explain(Option<String>),
    /// `completions`, with the handbook whose stages, needs and kinds are completed.
    Completions(Shell, Option<PathBuf>),
    /// `man`, with the command whose page is wanted; without one, the program's own.
    Man(Option<String>),
}

/// `build`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildOptions {
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// Where to write, relative to the current folder; without it, `output:` of the configuration.
    pub output: Option<PathBuf>,
    /// A file that the summary is added to, relative to the current folder.
    pub summary: Option<PathBuf>,
    /// What other sites are asked.
    pub other_sites: OtherSites,
    /// Whether files of the last build are kept.
    pub memory: Memory,
    /// What is written.
    pub product: Product,
    /// Whether the header of a Content-Security-Policy is printed.
    pub policy: Policy,
    /// What is printed.
    pub report: ReportOptions,
}

/// `check`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckOptions {
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// Whether each page's stages are explained.
    pub stages: Stages,
    /// What other sites are asked.
    pub other_sites: OtherSites,
    /// The file of accepted problems.
    pub baseline: Option<BaselineUse>,
    /// A file that the summary is added to, relative to the current folder.
    pub summary: Option<PathBuf>,
    /// What is printed.
    pub report: ReportOptions,
}

/// `search`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchOptions {
    /// What to look for.
    pub query: String,
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// The largest number of pages to list.
    pub most: usize,
    /// How to print results.
    pub format: HitFormat,
    /// How much is printed.
    pub verbosity: Verbosity,
}

/// `serve`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServeOptions {
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// The name or address to listen on.
    pub host: String,
    /// The other host names that requests may use; one that begins with a dot stands for all names that end with it.
    pub allowed_hosts: Vec<String>,
    /// The port; the first free one from 3000 on when absent.
    pub port: Option<u16>,
    /// The path that the site is served below, with a slash at both ends.
    pub base_path: String,
    /// Whether a browser is opened.
    pub opening: Opening,
    /// Whether browsers are taken to the page that was saved.
    pub follow: Follow,
    /// How changes are noticed.
    pub watching: Watching,
    /// What links to an editor look like.
    pub editor: Editor,
    /// How much is printed.
    pub verbosity: Verbosity,
}

/// `fix`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixOptions {
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// Whether files are changed.
    pub dryness: Dryness,
    /// What is printed.
    pub report: ReportOptions,
}

/// `mv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MvOptions {
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// What is moved, as written.
    pub from: PathBuf,
    /// Where to, as written.
    pub to: PathBuf,
    /// Whether files are changed.
    pub dryness: Dryness,
    /// What is printed.
    pub report: ReportOptions,
}

/// `codeowners`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodeownersOptions {
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// Whether the file is changed.
    pub dryness: Dryness,
    /// What is printed.
    pub report: ReportOptions,
}

/// What `build` writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Product {
    /// The site.
    Site,
    /// A book of the handbook, or of the stage with this id.
    Book(Option<String>),
}

/// `build --csp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// Nothing is printed.
    Untold,
    /// The header is printed.
    Printed,
}

/// What every command that reads a handbook wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandbookOptions {
    /// The project folder as written.
    pub project: PathBuf,
    /// Where the site is published, ending with a slash; overrides `url:` of the configuration.
    pub base_url: Option<String>,
    /// How the addresses of folders are written; overrides `links:` of the configuration.
    pub links: Option<LinkStyle>,
    /// Whether drafts are built.
    pub drafts: Drafts,
    /// For whom the site is built; overrides `audience:` of the configuration.
    pub audience: Option<Audience>,
    /// The day that counts as today for reviews.
    pub today: Option<Today>,
    /// Whether warnings count as errors.
    pub warnings: Warnings,
    /// What the flags change in the levels of codes.
    pub levels: LevelChanges,
    /// The number of threads.
    pub threads: Threads,
    /// Whether it is read what each commit changed, whatever the configuration says.
    pub commits: CommitReading,
}

/// Whether it is read what each commit changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CommitReading {
    /// As the configuration says.
    AsConfigured,
    /// It is.
    Wanted,
}

impl HandbookOptions {
    /// A folder's handbook with no flags.
    #[must_use]
    pub fn plain(project: PathBuf) -> Self {
        Self {
            project,
            base_url: None,
            links: None,
            drafts: Drafts::LeftOut,
            audience: None,
            today: None,
            warnings: Warnings::StayWarnings,
            levels: Vec::new(),
            threads: Threads::OnePerCore,
            commits: CommitReading::AsConfigured,
        }
    }

    /// The effective levels: the configuration's, overridden by the flags.
    #[must_use]
    pub fn levels(&self, configured: &Levels) -> Levels {
        let mut levels = configured.clone();
        for change in &self.levels {
            match change.selection {
                Selection::All => levels.set_all(change.level),
                Selection::One(code) => levels.set(code, change.level),
            }
        }
        if self.warnings == Warnings::AreErrors {
            levels.set_strict();
        }
        levels
    }
}

impl ReportOptions {
    /// For people, with nothing special.
    pub const PLAIN: Self =
        Self { format: Format::Human, extent: Extent::OneScreen, verbosity: Verbosity::Normal, timings: Timings::Untold };
}

/// Pages with `draft: true`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Drafts {
    /// They are not part of the site.
    LeftOut,
    /// They are published like other pages.
    Built,
}

/// `--strict`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warnings {
    /// They do not stop the site from being written.
    StayWarnings,
    /// They count as errors.
    AreErrors,
}

/// The changes of `--allow`, `--note`, `--warn` and `--deny`, in the order given.
pub type LevelChanges = Vec<LevelChange>;

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LevelChange {
    /// Of which codes.
    pub selection: Selection,
    /// To which level.
    pub level: Level,
}

/// A code, or `all`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// Every code that is neither fixed nor off by default.
    All,
    /// This one.
    One(Code),
}

/// `--threads`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threads {
    /// As many as the machine can run at once.
    OnePerCore,
    /// This many.
    Exactly(NonZeroUsize),
}

/// `--baseline` and `--write-baseline`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BaselineUse {
    /// The problems that this file accepts are not reported.
    Compare(PathBuf),
    /// All current problems are written to this file.
    Write(PathBuf),
}

/// `--dry-run`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dryness {
    /// What would be done is shown, and nothing is changed.
    OnlyShown,
    /// It is done.
    Done,
}

/// `check --stages`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stages {
    /// Not explained.
    Unexplained,
    /// Explained page by page.
    Explained,
}

/// What other sites are asked before the handbook is taken for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherSites {
    /// Whether links to them are looked at.
    pub external: External,
    /// The published addresses to compare with.
    pub against: Option<Against>,
}

/// `--against`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Against {
    /// What is published at the address of this handbook's own site.
    Site,
    /// A file, or an address of the web.
    Named(String),
}

/// `--external`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum External {
    /// Links to other sites are not checked.
    Trusted,
    /// They are checked.
    LookedAt {
        /// Whether their fragments are, too.
        fragments: Fragments,
        /// The file for the result of each address, relative to the current folder.
        report: Option<PathBuf>,
    },
}
