//! When pages were created and changed, and by whom, according to Git.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::path::SourcePath;
use crate::promises::Audience;

/// What is known about the pages' history.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub enum History {
    /// Nothing: there is no repository, no Git, or the history is not shown.
    #[default]
    Unknown,
    /// Nothing, since the clone is shallow, and every date would be wrong.
    Shallow,
    /// Nothing, since the clone lacks the trees of older commits (`git clone --filter=tree:0`).
    Treeless,
    /// Nothing, since the repository at this path belongs to another user, and Git trusts it only if `safe.directory` names it.
    Distrusted(Arc<str>),
    /// Nothing, since Git failed, for this reason.
    Unreadable(Arc<str>),
    /// All of it.
    Known(Arc<Past>),
}

/// The history of every page that has one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Past {
    /// What it was read from: the commit at `HEAD` and the settings that decide what is read. If it is equal, nothing has to be
    /// read again.
    pub key: Arc<str>,
    /// The pages that were ever committed.
    pub pages: BTreeMap<SourcePath, PagePast>,
    /// Whether a partial clone left behind texts that the dates depend on: some may be those of a move, or of a change of the front
    /// matter alone.
    pub lacks_texts: bool,
    /// What became of them commit by commit; `None` where nobody asked.
    pub commits: Option<Commits>,
}

/// What commits did to pages.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Commits {
    /// The commits that changed a page, the newest first.
    pub all: Vec<CommitFacts>,
    /// The versions of each page that is there, the oldest first.
    pub versions: BTreeMap<SourcePath, Vec<Version>>,
    /// The pages that are gone, those that went last first.
    pub gone: Vec<GonePage>,
}

/// What is told of a commit.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CommitFacts {
    /// Its hash, as hexadecimal digits.
    pub hash: Arc<str>,
    /// The hash of its first parent; `None` for the first commit.
    pub parent: Option<Arc<str>>,
    /// The first line of its message.
    pub subject: Arc<str>,
    /// When its author wrote it.
    pub moment: Moment,
    /// On how many pages it moved the day of the review, when it changed nothing else; 0 when it did.
    pub bumped: usize,
}

/// One version of a page, as a commit left it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Version {
    /// The position of its commit in [`Commits::all`].
    pub commit: usize,
    /// Where the page lay below the content root; `None` when it lay elsewhere in the repository.
    pub path: Option<SourcePath>,
    /// Whether the page was new with it.
    pub is_new: bool,
    /// Whether its text differs from that of the version before; front matter is not text.
    pub has_other_text: bool,
    /// Whether it differs from the version before in the day of its review alone.
    pub is_bump: bool,
    /// What its front matter said of its readers; `None` when the clone does not hold the version.
    pub marks: Option<Marks>,
}

/// What front matter says of who may read a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Marks {
    /// `draft:`
    pub is_draft: bool,
    /// `audience:`
    pub audience: Option<Audience>,
}

/// A page that was taken out of the handbook.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct GonePage {
    /// Where it lay.
    pub path: SourcePath,
    /// The position in [`Commits::all`] of the commit that took it out.
    pub commit: usize,
    /// Its last text up to the end of its front matter; `None` when the clone does not hold it.
    pub front_matter: Option<Arc<str>>,
    /// What it was called in its text.
    pub title: Option<Arc<str>>,
    /// Its versions, the oldest first.
    pub versions: Vec<Version>,
}

/// The history of one page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PagePast {
    /// When it was first committed, under any name.
    pub created: Moment,
    /// When its text last changed, not counting front matter.
    pub changed: Moment,
    /// Its authors, those with the most commits first. Only names; empty if the handbook does not show them.
    pub contributors: Vec<Arc<str>>,
}

/// A moment, and its date in the author's time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Moment {
    /// The moment itself.
    pub instant: Timestamp,
    /// The date in the author's time zone.
    pub day: Date,
}

/// The day that counts as today for reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Where it comes from.
    pub source: DaySource,
}

/// Where a [`Day`] comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DaySource {
    /// It was given by a flag, or by `SOURCE_DATE_EPOCH`.
    Given,
    /// The last commit.
    Commit,
    /// The clock, so no output may depend on it.
    Clock,
}

impl Day {
    /// The day, unless it is the clock's: the output must be the same tomorrow.
    #[must_use]
    pub fn for_output(self) -> Option<Date> {
        (self.source != DaySource::Clock).then_some(self.date)
    }
}

impl History {
    /// What commits did to pages, where that was asked for and is known.
    #[must_use]
    pub fn commits(&self) -> Option<&Commits> {
        match self {
            Self::Known(past) => past.commits.as_ref(),
            _ => None,
        }
    }

    /// The history of one page.
    #[must_use]
    pub fn page(&self, path: &SourcePath) -> Option<&PagePast> {
        match self {
            Self::Known(past) => past.pages.get(path),
            _ => None,
        }
    }
}
