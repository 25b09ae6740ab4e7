//! When pages were written and changed, and by whom, as Git tells it.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::path::SourcePath;

/// What is known of the pages' past.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub enum History {
    /// Nothing: there is no repository, no Git, or nobody wants to know.
    #[default]
    Unknown,
    /// Nothing, since the clone holds only the last commits, and every date would be wrong.
    Shallow,
    /// Nothing, since the clone left behind the trees of older commits (`git clone --filter=tree:0`).
    Treeless,
    /// Nothing, since the repository, at this path, belongs to another user, and Git trusts it only where `safe.directory` names it.
    Distrusted(Arc<str>),
    /// Nothing, since Git would not tell, for this reason.
    Unreadable(Arc<str>),
    /// All of it.
    Known(Arc<Past>),
}

/// The past of every page that has one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Past {
    /// What it was read from: the commit at `HEAD` and the settings that decide what is read. Equal means that nothing has to be
    /// read again.
    pub key: Arc<str>,
    /// The pages that were ever committed.
    pub pages: BTreeMap<SourcePath, PagePast>,
    /// Whether a partial clone left behind texts that the dates depend on: some may be those of a move, or of a change of the front
    /// matter alone.
    pub lacks_texts: bool,
}

/// The past of one page.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PagePast {
    /// When it was first committed, under whatever name.
    pub created: Moment,
    /// When its text last changed; front matter is not text.
    pub changed: Moment,
    /// Who worked on it: most commits first. Names only; empty when the handbook keeps them to itself.
    pub contributors: Vec<Arc<str>>,
}

/// A moment, and the day that it was where its author lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// The moment itself.
    pub instant: Timestamp,
    /// The day on the author's calendar.
    pub day: Date,
}

/// The day that reviews are measured by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Who says so.
    pub source: DaySource,
}

/// Where a [`Day`] is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DaySource {
    /// Somebody named it: by a flag, or by `SOURCE_DATE_EPOCH`.
    Given,
    /// The last commit.
    Commit,
    /// The clock, so that no output may depend on it.
    Clock,
}

impl Day {
    /// The day, unless it is the clock's: what is written must be the same tomorrow.
    #[must_use]
    pub fn for_output(self) -> Option<Date> {
        (self.source != DaySource::Clock).then_some(self.date)
    }
}

impl History {
    /// The past of one page.
    #[must_use]
    pub fn page(&self, path: &SourcePath) -> Option<&PagePast> {
        match self {
            Self::Known(past) => past.pages.get(path),
            _ => None,
        }
    }
}
