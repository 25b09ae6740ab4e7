//! The handbook or a stage as one document.

use serde::Serialize;

use super::date::DateContext;
use super::navigation::StageRef;

/// A booklet. Its address is never in the sitemap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BookletContext {
    /// What it is about, in a sentence.
    pub summary: Option<String>,
    /// When one of its pages changed last.
    pub updated: Option<DateContext>,
    /// How many chapters it has.
    pub count: usize,
    /// The chapters in reading order.
    pub parts: Vec<PartContext>,
}

/// Chapters that stand together: those of a stage, or pages across the journey.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartContext {
    /// What the part is called; `None` where the booklet is of one stage.
    pub title: Option<String>,
    /// Its HTML id.
    pub id: String,
    /// The stage, when it is one.
    pub stage: Option<StageRef>,
    /// What happens in the stage, in a sentence.
    pub summary: Option<String>,
    /// Its chapters.
    pub chapters: Vec<ChapterContext>,
}

/// A page within a booklet. Ids in it have a prefix of their own, and links to other chapters stay inside.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChapterContext {
    /// Its HTML id, such as `jb-p3`.
    pub id: String,
    /// The page's title.
    pub title: String,
    /// The heading that the page opens with, at the level that it has in the booklet; `None` when `title` is to be printed.
    pub heading_html: Option<String>,
    /// `description:` of the page.
    pub lead: Option<String>,
    /// The page's text.
    pub content: String,
}
