//! Ways through the handbook: the sidebar, the breadcrumb, the page's contents, previous and next, lists of pages.
//!
//! Trees are flat, as lists of entries in reading order, because components cannot recurse without limit. Each entry says how its
//! list item affects the lists around it:
//!
//! ```text
//! <ul>{% for e in entries %}<li><a href="{{ e.href }}">{{ e.title }}</a>
//! {%- if e.opens %}<ul>{% else %}</li>{% endif %}
//! {%- for _ in range(end=e.closes) %}</ul></li>{% endfor %}{% endfor %}</ul>
//! ```
//!
//! `opens` is true when the next entry is one level deeper; an entry is never more than one level deeper than the one
//! before it, and the first has depth 0. `closes` is how many levels the next entry is shallower (for the last entry:
//! its own depth), so an entry that opens closes none.

use serde::Serialize;

use super::labels::StatusMark;

/// A reference to a stage.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StageRef {
    /// The stage's id, such as `adoption`.
    pub id: String,
    /// The stage's title.
    pub title: String,
    /// The stage's place in the journey, from 1.
    pub number: usize,
    /// The ink and shape of its mark, 1 to 7: `(number - 1) % 7 + 1`.
    pub ink: u8,
    /// Its landing page.
    pub href: String,
}

/// A reference to a need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NeedRef {
    /// The need's id, such as `tutoring`; unique within the journey and safe in an HTML id.
    pub id: String,
    /// The need's title.
    pub title: String,
    /// What developers need, in a sentence.
    pub summary: Option<String>,
    /// Where to read more: the need's row in the table, or the group on the stage's landing page.
    pub href: String,
}

/// A page in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageCard {
    /// The page's title.
    pub title: String,
    /// The page.
    pub href: String,
    /// Its description: at most some 200 characters of plain text.
    pub description: Option<String>,
    /// The kind of page, such as `play`.
    pub kind: Option<String>,
    /// Whether it is a draft. Drafts are listed only when they are built.
    pub draft: bool,
    /// Its status, where the handbook has statuses.
    pub status: Option<StatusMark>,
    /// Its owner.
    pub owner: Option<String>,
    /// Its home stage, unless the list is that stage's own.
    pub stage: Option<StageRef>,
}

/// One step from the front page to the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CrumbContext {
    /// Its text: `Home`, the group's title with a capital, the stage, the folder.
    pub title: String,
    /// Where it leads; `None` for a group of stages, which has no page.
    pub href: Option<String>,
}

/// A page before or after this one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TurnContext {
    /// The page's title, or the stage's title if the step leaves the stage.
    pub title: String,
    /// The page.
    pub href: String,
    /// Present if the step leaves the stage.
    pub border: Option<BorderContext>,
}

/// A step from one stage to another, shown as "Next stage: Activation".
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BorderContext {
    /// The stage the step leads to.
    pub stage: StageRef,
    /// The title of the group that stage belongs to, with a capital: "From production to participation". It never claims that
    /// something was reached.
    pub group: Option<String>,
    /// Whether the step goes round the journey's end: "the loop begins again".
    pub wraps: bool,
}

/// A heading in the page's contents: levels 2 and 3, without those in callouts, quotes and footnotes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TocEntry {
    /// The heading as plain text.
    pub title: String,
    /// Its id, without `#`, not percent-encoded.
    pub id: String,
    /// As for trees: whether the next entry is one level deeper.
    pub opens: bool,
    /// As for trees: how many levels the next entry is shallower.
    pub closes: usize,
}

/// A page or a folder in a tree.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own that a template asks")]
pub struct TreeEntry {
    /// The page's or folder's title.
    pub title: String,
    /// The page, or the folder's own page.
    pub href: String,
    /// Whether it is the page being rendered.
    pub current: bool,
    /// Whether the page being rendered is somewhere below it.
    pub ancestor: bool,
    /// Whether it is a draft.
    pub draft: bool,
    /// Its status, unless it is accepted.
    pub status: Option<StatusMark>,
    /// For a folder whose pages are not listed here: their number.
    pub count: Option<usize>,
    /// Whether the next entry is one level deeper.
    pub opens: bool,
    /// How many levels the next entry is shallower.
    pub closes: usize,
}

/// The navigation beside every page: at most some 150 entries in all.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SidebarContext {
    /// The stages in their groups, then the pages without a stage.
    pub groups: Vec<SidebarGroup>,
}

impl SidebarContext {
    /// A sidebar of which templates only need to know that it is there.
    pub(in crate::render) fn present() -> Self {
        Self { groups: vec![SidebarGroup { label: None, stages: Vec::new(), entries: Vec::new(), unlisted: 0 }] }
    }
}

/// A labelled part of the sidebar: some stages, or a tree of pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SidebarGroup {
    /// Its label: the title of a group of stages with a capital, or "The handbook". `None` if the handbook has no journey and the
    /// tree needs no label, or if its journey has no groups.
    pub label: Option<String>,
    /// Consecutive stages; empty for a tree.
    pub stages: Vec<SidebarStage>,
    /// A tree of pages; empty for stages.
    pub entries: Vec<TreeEntry>,
    /// How many pages of the tree are not listed, for lack of space.
    pub unlisted: usize,
}

/// A stage in the sidebar. Only the current one lists its pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SidebarStage {
    /// The stage and its landing page.
    pub stage: StageRef,
    /// How many pages it holds, landing page left out.
    pub count: usize,
    /// Whether the page being rendered belongs to it.
    pub current: bool,
    /// Whether its landing page is the page being rendered.
    pub landing: bool,
    /// Its pages as a tree if it is current, otherwise empty.
    pub entries: Vec<TreeEntry>,
    /// How many of its pages are not listed, for lack of space; the landing page lists them all.
    pub unlisted: usize,
}
