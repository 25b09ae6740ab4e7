//! The journey's own pages: the front page, a stage's landing page, and Needs by stage.

use serde::Serialize;

use super::listing::LatelyContext;
use super::navigation::{NeedRef, PageCard, StageRef, TreeEntry};
use crate::render::ring::RingContext;

/// The front page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HomeContext {
    /// The journey as a ring. `None` when there is no journey, or when it has more stages or longer names than a ring
    /// can show; then the list stands at every width.
    pub ring: Option<RingContext>,
    /// The same drawn for a narrow screen, without the counts. `None` where its names do not fit.
    pub small_ring: Option<RingContext>,
    /// The journey as a list. Empty when there is no journey.
    pub groups: Vec<JourneyGroup>,
    /// How many pages the handbook has, generated ones left out.
    pub page_count: usize,
    /// Pages that belong to no stage, or without a journey all pages, as a tree.
    pub entries: Vec<TreeEntry>,
    /// How many pages of that tree are not listed, for want of room.
    pub unlisted: usize,
    /// The table of needs by stage.
    pub map_href: Option<String>,
    /// The handbook as one document, to be printed.
    pub print_href: Option<String>,
    /// What changed last. `None` where the handbook does not tell.
    pub lately: Option<LatelyContext>,
}

/// Consecutive stages with what they have in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JourneyGroup {
    /// With a capital: "From inspiration to production". `None` when the journey has no groups.
    pub label: Option<String>,
    /// Its stages.
    pub stages: Vec<JourneyStage>,
}

/// A stage as the front page lists it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JourneyStage {
    /// The stage and its landing page.
    pub stage: StageRef,
    /// What happens in it, in a sentence.
    pub summary: Option<String>,
    /// How many pages it holds, landing page left out.
    pub count: usize,
}

/// The landing page of a stage. The stage itself is `page.stage`; its prose is `page.content`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageContext {
    /// What happens in the stage, in a sentence.
    pub summary: Option<String>,
    /// How many stages the journey has.
    pub of: usize,
    /// The title of the group it belongs to, with a capital.
    pub group: Option<String>,
    /// How many pages it holds, landing page left out.
    pub count: usize,
    /// How many of them were due for review on a day, in words that name it. `None` when none was, or no day is known.
    pub overdue: Option<String>,
    /// Its pages by need, in the journey's order of needs; last those that name no need. A page that serves two needs
    /// is in both groups. Empty groups are left out.
    pub needs: Vec<NeedGroup>,
    /// Pages whose home is another stage and that are listed here too.
    pub shared: Vec<PageCard>,
    /// The journey as a small ring with this stage current; `None` when it has more stages than a ring can show.
    pub ring: Option<RingContext>,
    /// The stage before it; before the first comes the last.
    pub from: Option<Neighbour>,
    /// The stage after it; after the last comes the first.
    pub to: Option<Neighbour>,
    /// The stage as one document, to be printed.
    pub print_href: Option<String>,
    /// What changed in the stage. `None` where the handbook does not tell.
    pub changes_href: Option<String>,
    /// Where to write the stage's first page, when it has none and the repository is known.
    pub start_href: Option<String>,
}

/// The pages of a stage that serve one need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeedGroup {
    /// The need; `None` for pages that name none. Its group has the HTML id `jb-need-ID`, or `jb-need-none`.
    pub need: Option<NeedRef>,
    /// The pages.
    pub pages: Vec<PageCard>,
}

/// The stage before or after another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour {
    /// The stage and its landing page.
    pub stage: StageRef,
    /// The title of its group, with a capital, when that is another group.
    pub group: Option<String>,
    /// Whether the step goes round the journey's end.
    pub wraps: bool,
}

/// Needs by stage: rows are needs, columns are stages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapContext {
    /// The stages, then "Across the journey" when pages without a stage name needs.
    pub columns: Vec<MapColumn>,
    /// The needs, then "No need named" when pages with a stage name none.
    pub rows: Vec<MapRow>,
    /// What the team gives for each need, where the journey says so.
    pub offers: Vec<OfferContext>,
    /// How many pages the table counts.
    pub page_count: usize,
    /// How many cells are gaps.
    pub gap_count: usize,
    /// How many of the pages were due for review on a day, in words that name it. `None` when none was, or no day is known.
    pub overdue: Option<String>,
}

/// What the team gives for a need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfferContext {
    /// The need's title.
    pub need: String,
    /// The offers, as one text.
    pub text: String,
}

/// A column's head.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapColumn {
    /// The stage; `None` for pages of no stage.
    pub stage: Option<StageRef>,
    /// The stage's title, or "Across the journey".
    pub label: String,
    /// How many pages the stage holds; a page in two rows counts once.
    pub count: usize,
}

/// A row: its head and one cell for each column.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapRow {
    /// The row's HTML id without its prefix: the need's id, or `none`.
    pub id: String,
    /// The need's title, or "No need named".
    pub label: String,
    /// What developers need, in a sentence.
    pub summary: Option<String>,
    /// The cells, as many as there are columns.
    pub cells: Vec<MapCell>,
}

/// Where a need meets a stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapCell {
    /// What is to be found here.
    pub state: MapState,
    /// The whole cell in words, for those who do not see the table: "Adoption, tutoring: 3 pages, 1 draft".
    pub name: String,
    /// The group on the stage's landing page; `None` when there is nothing to show.
    pub href: Option<String>,
    /// How many pages, drafts left out.
    pub count: usize,
    /// How many drafts; 0 unless drafts are built.
    pub drafts: usize,
    /// Who keeps them, at most three names.
    pub owners: Vec<String>,
    /// How many more keep them.
    pub owners_unlisted: usize,
    /// The longest ago that one of them was looked over, in words: "March 2026".
    pub oldest_review: Option<String>,
    /// Why the need does not apply here, for that state.
    pub reason: Option<String>,
    /// How to fill a gap. Only in stages that already have plays: forced coverage breeds filler.
    pub invite: Option<GapInvite>,
}

/// The states of a cell, in lower case with underscores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MapState {
    /// There are pages, or drafts.
    Pages,
    /// There is nothing yet.
    Gap,
    /// The need does not apply in this stage.
    NotApplicable,
}

/// An offer to write the page that is missing.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapInvite {
    /// A new file in the repository's editor, filled in as far as possible.
    pub href: String,
    /// Its whole name: "Start a page for adoption, tutoring".
    pub name: String,
}
