//! What a page says it is: its status, its tags and facets, and what it takes to do what it tells of.

use serde::Serialize;

use super::date::DateContext;

/// A page that another one names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedPage {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
}

/// A page's status as lists mark it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusMark {
    /// The status, as front matter says it.
    pub id: String,
    /// Its name.
    pub title: String,
    /// What it means: `proposed`, `accepted`, `outdated` or `retired`.
    pub standing: &'static str,
}

/// The banner of a page's status.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StatusContext {
    /// The status.
    pub mark: StatusMark,
    /// What it means for readers, in a sentence.
    pub text: Option<String>,
    /// The pages that have taken this one's place.
    pub replaced_by: Vec<NamedPage>,
}

/// A tag, or a value of a facet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelRef {
    /// What front matter says.
    pub id: String,
    /// Its name.
    pub title: String,
    /// Where to read on: the pages that have it.
    pub href: String,
    /// How many of the pages listed have it; `None` where nothing is counted.
    pub count: Option<usize>,
}

/// The values that a page, or the pages of a list, have of tags or of one facet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LabelGroup {
    /// The key in the front matter: `tags`, or the facet's.
    pub key: String,
    /// The name of the facet.
    pub title: String,
    /// The values.
    pub values: Vec<LabelRef>,
}

/// What it takes to do what a page tells of, and what comes of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkContext {
    /// How much work it is.
    pub effort: Option<String>,
    /// How often it is done.
    pub cadence: Option<String>,
    /// Who does it.
    pub role: Option<String>,
    /// What comes of it.
    pub outcome: Option<String>,
}

/// The tasks of a checklist, to be taken elsewhere.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChecklistContext {
    /// The tasks with their headings, as Markdown.
    pub markdown: String,
    /// A new issue in the repository, filled in with them; as many as its address can hold.
    pub issue_href: Option<String>,
}

/// A decision in the list of them, with what it replaced.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DecisionContext {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// What it is about.
    pub description: Option<String>,
    /// Its status.
    pub status: Option<StatusMark>,
    /// The day on which it was made.
    pub date: Option<DateContext>,
    /// What it replaced, and what that had replaced, the latest first.
    pub replaced: Vec<ReplacedDecision>,
}

/// A decision that another one has replaced.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReplacedDecision {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// Its status.
    pub status: Option<StatusMark>,
    /// The day on which it was made.
    pub date: Option<DateContext>,
}
