//! The handbook or a stage as one document.

use serde::Serialize;

use super::date::DateContext;
use super::navigation::StageRef;

/// A booklet. Its address is never in the sitemap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BookletContext {
    /// Its description, in a sentence.
    pub summary: Option<String>,
    /// When one of its pages last changed.
    pub updated: Option<DateContext>,
    /// The number of chapters.
    pub count: usize,
    /// The chapters in reading order.
    pub parts: Vec<PartContext>,
}

/// A group of chapters: those of a stage, or pages across the journey.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartContext {
    /// The part's title; `None` if the booklet is of one stage.
    pub title: Option<String>,
    /// Its HTML id.
    pub id: String,
    /// The stage, if it is one.
    pub stage: Option<StageRef>,
    /// What happens in the stage, in a sentence.
    pub summary: Option<String>,
    /// Its chapters.
    pub chapters: Vec<ChapterContext>,
}

/// A page within a booklet. Ids in it have the chapter's prefix, and links to other chapters stay inside.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChapterContext {
    /// Its HTML id, such as `jb-p3`.
    pub id: String,
    /// The page's title.
    pub title: String,
    /// The heading at the start of the page, at its level in the booklet; `None` if `title` must be printed.
    pub heading_html: Option<String>,
    /// `description:` of the page.
    pub lead: Option<String>,
    /// The page's text.
    pub content: String,
}
