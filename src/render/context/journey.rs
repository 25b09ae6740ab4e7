//! The journey's own pages: the front page, a stage's landing page, and Needs by stage.

use serde::Serialize;

use super::listing::LatelyContext;
use super::navigation::{NeedRef, PageCard, StageRef, TreeEntry};
use crate::render::ring::RingContext;

/// The front page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HomeContext {
    /// The journey as a ring. `None` if there is no journey, or if it has more stages or longer names than a ring can show; then
    /// the list is shown at every width.
    pub ring: Option<RingContext>,
    /// The same drawn for a narrow screen, without the counts. `None` if its names do not fit.
    pub small_ring: Option<RingContext>,
    /// The journey as a list. Empty if there is no journey.
    pub groups: Vec<JourneyGroup>,
    /// How many pages the handbook has, without generated ones.
    pub page_count: usize,
    /// Pages without a stage or, without a journey, all pages, as a tree.
    pub entries: Vec<TreeEntry>,
    /// How many pages of that tree are not listed, for lack of space.
    pub unlisted: usize,
    /// The table of needs by stage.
    pub map_href: Option<String>,
    /// The handbook as one document for printing.
    pub print_href: Option<String>,
    /// What changed last. `None` where the handbook does not tell.
    pub lately: Option<LatelyContext>,
}

/// A group of consecutive stages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JourneyGroup {
    /// With a capital: "From inspiration to production". `None` if the journey has no groups.
    pub label: Option<String>,
    /// Its stages.
    pub stages: Vec<JourneyStage>,
}

/// A stage in the list on the front page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct JourneyStage {
    /// The stage and its landing page.
    pub stage: StageRef,
    /// What happens in it, in a sentence.
    pub summary: Option<String>,
    /// How many pages it has, without the landing page.
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
    /// How many pages it has, without the landing page.
    pub count: usize,
    /// How many of them were due for review on a day, in words that name it. `None` if none was, or no day is known.
    pub overdue: Option<String>,
    /// Its pages by need, in the journey's order of needs; last those without a need. A page that serves two needs is in both
    /// groups. Empty groups are omitted.
    pub needs: Vec<NeedGroup>,
    /// Pages whose home is another stage and that are also listed here.
    pub shared: Vec<PageCard>,
    /// The journey as a small ring with this stage current; `None` if it has more stages than a ring can show.
    pub ring: Option<RingContext>,
    /// The stage before it; before the first comes the last.
    pub from: Option<Neighbour>,
    /// The stage after it; after the last comes the first.
    pub to: Option<Neighbour>,
    /// The stage as one document for printing.
    pub print_href: Option<String>,
    /// What changed in the stage. `None` where the handbook does not tell.
    pub changes_href: Option<String>,
    /// Where to write the stage's first page, if it has none and the repository is known.
    pub start_href: Option<String>,
}

/// The pages of a stage that serve one need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeedGroup {
    /// The need; `None` for pages without one. Its group has the HTML id `jb-need-ID`, or `jb-need-none`.
    pub need: Option<NeedRef>,
    /// The pages.
    pub pages: Vec<PageCard>,
}

/// The stage before or after another.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour {
    /// The stage and its landing page.
    pub stage: StageRef,
    /// The title of its group, with a capital, if that is another group.
    pub group: Option<String>,
    /// Whether the step goes round the journey's end.
    pub wraps: bool,
}

/// Needs by stage: rows are needs, columns are stages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MapContext {
    /// The stages, then "Across the journey" if there are pages with needs but without a stage.
    pub columns: Vec<MapColumn>,
    /// The needs, then "No need named" if there are pages with a stage but without a need.
    pub rows: Vec<MapRow>,
    /// What the team offers for each need, if the journey says so.
    pub offers: Vec<OfferContext>,
    /// How many pages the table counts.
    pub page_count: usize,
    /// How many cells are gaps.
    pub gap_count: usize,
    /// How many of the pages were due for review on a day, in words that name it. `None` if none was, or no day is known.
    pub overdue: Option<String>,
}

/// What the team offers for a need.
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
    /// The stage; `None` for pages without one.
    pub stage: Option<StageRef>,
    /// The stage's title, or "Across the journey".
    pub label: String,
    /// How many pages the stage has; a page in two rows counts once.
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
    /// The state of the cell.
    pub state: MapState,
    /// The whole cell in words, for those who do not see the table: "Adoption, tutoring: 3 pages, 1 draft".
    pub name: String,
    /// The group on the stage's landing page; `None` if there is nothing to show.
    pub href: Option<String>,
    /// How many pages, without drafts.
    pub count: usize,
    /// How many drafts; 0 unless drafts are built.
    pub drafts: usize,
    /// Their owners, at most three names.
    pub owners: Vec<String>,
    /// How many further owners there are.
    pub owners_unlisted: usize,
    /// The month of the oldest review among them: "March 2026".
    pub oldest_review: Option<String>,
    /// Why the need does not apply here, in that state.
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

/// An offer to write the missing page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GapInvite {
    /// A new file in the repository's web editor, filled in as far as possible.
    pub href: String,
    /// Its full name: "Start a page for adoption, tutoring".
    pub name: String,
}
