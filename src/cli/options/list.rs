//! What `list` is asked.

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
    /// What of it.
    pub filter: ListFilter,
    /// How it is written.
    pub format: ListFormat,
    /// How much is told.
    pub verbosity: Verbosity,
}

/// What is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListSubject {
    /// The pages that are to be reviewed, the earliest first.
    Due,
    /// Everybody who keeps pages.
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

/// Which rows are wanted; what is absent admits all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ListFilter {
    /// Reviews that are due at the end of this period from the day that reviews are measured by.
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
    /// After this commit was written: a tag or another name that Git knows.
    Revision(String),
}

/// How a list is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListFormat {
    /// Columns for reading.
    Human,
    /// One JSON object a line.
    Json,
    /// A table of Markdown.
    Markdown,
}
