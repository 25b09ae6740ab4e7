//! Lists about the keeping of a handbook: reviews, owners and changes; and of what its pages say they are.

use serde::Serialize;

use super::date::DateContext;
use super::labels::{LabelGroup, StatusMark};
use super::navigation::StageRef;
use super::page::{PageLinkContext, PersonContext};

/// A list of pages, owners or changes in sections.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListingContext {
    /// What the list is, in a sentence.
    pub lead: Option<String>,
    /// A statement about a named day.
    pub note: Option<String>,
    /// How to get in touch.
    pub facts: Vec<PersonContext>,
    /// What the ticks of its entries are kept under in browsers, for a list whose entries can be ticked.
    pub ticks: Option<String>,
    /// What the pages of the list say they are besides: each value leads to the search, which shows those that have it too.
    pub narrow: Vec<LabelGroup>,
    /// The sections, in order.
    pub sections: Vec<ListingSection>,
    /// How many entries are not listed, for want of room.
    pub unlisted: usize,
}

/// One section of a [`ListingContext`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListingSection {
    /// The id of its heading.
    pub id: String,
    /// Its heading; empty if the list has a single section that needs none.
    pub title: String,
    /// The heading's link.
    pub href: Option<String>,
    /// Its lines.
    pub entries: Vec<ListingEntry>,
}

/// One line of a [`ListingSection`].
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ListingEntry {
    /// The page's or owner's title.
    pub title: String,
    /// Its link; `None` for a removed page.
    pub href: Option<String>,
    /// Its description.
    pub description: Option<String>,
    /// Further details.
    pub about: Option<String>,
    /// The page's home stage.
    pub stage: Option<StageRef>,
    /// The page's status.
    pub status: Option<StatusMark>,
    /// The page's owner.
    pub owners: Vec<PersonContext>,
    /// When the page's review is due.
    pub due: Option<DateContext>,
    /// What its tick is called, in a list whose entries can be ticked.
    pub tick: Option<String>,
    /// When it changed.
    pub day: Option<DateContext>,
    /// What happened to it, in one word.
    pub tag: Option<String>,
    /// Where the change can be seen.
    pub compare_href: Option<String>,
    /// Where a page that is gone went.
    pub successor: Option<PageLinkContext>,
    /// What tells a change from others, for the script that knows which of them a reader has seen.
    pub key: Option<String>,
}

/// The last changes, for the front page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LatelyContext {
    /// The last changes, the latest first; each page once.
    pub entries: Vec<ListingEntry>,
    /// How many of them everybody sees. The script shows those of the others that are new to a reader.
    pub shown: usize,
    /// All changes.
    pub href: String,
}
