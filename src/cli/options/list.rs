//! The options of `list`.

use jiff::civil::Date;

use super::{HandbookOptions, Verbosity};
use crate::promises::ReviewPeriod;

/// `list`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListOptions {
    /// What is listed.
    pub subject: ListSubject,
    /// Which handbook, and how.
    pub handbook: HandbookOptions,
    /// Which rows are listed.
    pub filter: ListFilter,
    /// How it is written.
    pub format: ListFormat,
    /// How much is printed.
    pub verbosity: Verbosity,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListSubject {
    /// The pages with a review due, the earliest first.
    Due,
    /// Every owner.
    Owners,
    /// The pages that are new, whose text changed or that are gone, the latest first.
    Changes,
    /// Every page.
    Pages,
    /// Every link.
    Links,
    /// Every block of code that names the file it is from, or what is to be run.
    Samples,
}

/// Which rows are wanted; an absent field does not restrict them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListFilter {
    /// Reviews due within this period from today.
    pub within: Option<ReviewPeriod>,
    /// The id or name of an owner.
    pub owner: Option<String>,
    /// The id of a stage.
    pub stage: Option<String>,
    /// The kind of pages.
    pub kind: Option<String>,
    /// The id of a status.
    pub status: Option<String>,
    /// Keys of front matter, `tags` or a facet's, with the id of a value.
    pub labels: Vec<(String, String)>,
    /// What changed since.
    pub since: Option<Since>,
    /// Somebody who leaves.
    pub leaver: Option<String>,
}

/// `--since`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// From this day on.
    Day(Date),
    /// After this commit was made: a tag or another name that Git knows.
    Revision(String),
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// Columns for reading.
    Human,
    /// One JSON object per line.
    Json,
    /// A table of Markdown.
    Markdown,
}
