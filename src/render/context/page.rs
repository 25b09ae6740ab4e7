//! `page`: what every HTML output except a redirect has.

use serde::Serialize;

use super::date::DateContext;
use super::labels::{ChecklistContext, DecisionContext, LabelGroup, NamedPage, StatusContext, WorkContext};
use super::navigation::{CrumbContext, NeedRef, PageCard, SidebarContext, StageRef, TocEntry, TreeEntry, TurnContext};

/// One page of the site. Generated pages have the same fields, with empty `content`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks about each by its name")]
pub struct PageContext {
    /// What sort of output this is; the layout follows it.
    pub role: PageRole,
    /// The title as plain text, for `<title>`, and for the heading if `heading_html` is `None`.
    pub title: String,
    /// The page's own heading as HTML, `<h1 id="…">…</h1>`, if one is at its start or is its title: print it as it is, without
    /// another title. It is not part of `content`, so that the description can be shown below it.
    pub heading_html: Option<String>,
    /// Whether a heading further down in `content` is the title, so that none is printed above it.
    pub title_in_content: bool,
    /// The page's description, for search engines and previews: at most some 200 characters of plain text.
    pub description: Option<String>,
    /// The description that the author wrote in the front matter, to show below the title. A description taken from the first
    /// paragraph is not shown, since it would appear twice.
    pub lead: Option<String>,
    /// The page's HTML; its markup is described with the contexts. Printed with `| safe`.
    pub content: String,
    /// The page's headings, flat, as a tree.
    pub toc: Vec<TocEntry>,

    /// From this page to the site's root: `./`, `../`, `../../`; on the 404 page root-absolute. Always ends with `/`.
    pub root: String,
    /// The page's own absolute address, when the handbook's is known.
    pub canonical: Option<String>,
    /// Other forms of the page: a feed, its Markdown, another language.
    pub alternates: Vec<AlternateContext>,
    /// The picture for link previews. Needs the handbook's address.
    pub card: Option<CardContext>,
    /// The breadcrumb as schema.org's `BreadcrumbList`, and the page as its `TechArticle`, safe inside
    /// `<script type="application/ld+json">`. Needs the handbook's address.
    pub json_ld: Option<String>,
    /// Whether search engines are asked to leave the page out.
    pub noindex: bool,

    /// The page's home stage, whose colour it has. On a landing page, that stage.
    pub stage: Option<StageRef>,
    /// The other stages it is listed under.
    pub also_in: Vec<StageRef>,
    /// The needs it serves.
    pub needs: Vec<NeedRef>,
    /// The kind of page, such as `play` or `guide`.
    pub kind: Option<String>,
    /// Whether it is a draft, built because of `--drafts`.
    pub draft: bool,
    /// Its status, where the handbook has statuses.
    pub status: Option<StatusContext>,
    /// The pages whose place it takes.
    pub replaces: Vec<NamedPage>,
    /// The day on which a decision was made.
    pub decided: Option<DateContext>,
    /// Its tags, and its values of the handbook's facets.
    pub labels: Vec<LabelGroup>,
    /// What it takes to do what the page tells of.
    pub work: Option<WorkContext>,
    /// The tasks of a checklist, to be taken elsewhere.
    pub checklist: Option<ChecklistContext>,
    /// The reading paths that it is on.
    pub paths: Vec<NamedPage>,
    /// Whether the page needs the theme's `kinds.css`.
    pub wears_kinds: bool,
    /// The scripts of the theme that this page needs besides `script.js`.
    pub scripts: Vec<&'static str>,
    /// The page's owners, as one text.
    pub owner: Option<PersonContext>,
    /// The page's owners, each with a link to their own page if owners are configured.
    pub owners: Vec<PersonContext>,
    /// Who wrote it.
    pub authors: Vec<PersonContext>,
    /// When it was last reviewed, according to the front matter.
    pub reviewed: Option<DateContext>,
    /// When its next review is due.
    pub review_due: Option<DateContext>,
    /// The calendar of reviews.
    pub reviews_href: Option<String>,
    /// When its text last changed, if that was after its review.
    pub changed_since_review: Option<DateContext>,
    /// Whether it is internal, built because the site is.
    pub internal: bool,
    /// When it was first committed, under any name, according to Git.
    pub created: Option<DateContext>,
    /// When its text last changed, according to Git; a change to only the front matter does not count.
    pub updated: Option<DateContext>,
    /// Its authors, according to Git, those with the most commits first; at most 12, and none if the handbook does not show names.
    pub contributors: Vec<String>,
    /// How many further authors it has.
    pub contributors_unlisted: usize,
    /// The number of words, without code.
    pub words: usize,
    /// The reading time in minutes, at 230 words per minute, at least 1; 0 for a page without content.
    pub reading_minutes: usize,
    /// Front matter keys that Journeybook does not know, for themes that use them.
    pub extra: serde_json::Map<String, serde_json::Value>,

    /// From the front page to the folder or stage of this page, without the page itself. Empty on the front page.
    pub breadcrumbs: Vec<CrumbContext>,
    /// The page before.
    pub prev: Option<TurnContext>,
    /// The page after.
    pub next: Option<TurnContext>,
    /// The navigation beside the page; on the front page it is behind a button, since that page is itself the contents.
    pub sidebar: SidebarContext,
    /// Pages that link here, at most 20; the description of each is the sentence that contains its link.
    pub backlinks: Vec<PageCard>,
    /// How many more pages link here.
    pub backlinks_unlisted: usize,
    /// For each need that the page serves, the next page along the journey that serves it.
    pub next_of_needs: Vec<NextOfNeed>,
    /// The folder's contents, if this is a folder's own page outside the journey: its children, one level.
    pub children: Vec<PageCard>,
    /// The decisions that the folder holds, apart from `children`.
    pub decisions: Vec<DecisionContext>,
    /// The page as Markdown, for those who copy it.
    pub markdown_href: Option<String>,
    /// Where the page's source can be edited.
    pub edit_href: Option<String>,
    /// Where a reader can report a mistake on the page: a form, filled in as far as possible.
    pub feedback_href: Option<String>,
}

/// What sort of output a page is, in lower case with underscores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageRole {
    /// A page of Markdown.
    Page,
    /// The front page.
    Home,
    /// A stage's landing page.
    Stage,
    /// A folder's generated list.
    Section,
    /// Needs by stage.
    Map,
    /// The calendar of reviews.
    Reviews,
    /// The list of owners.
    Owners,
    /// One owner's pages.
    Owner,
    /// The values of a facet.
    Facet,
    /// The pages that have a value of a facet.
    Label,
    /// The reading paths.
    Paths,
    /// A reading path.
    Path,
    /// What changed.
    Changes,
    /// All pages by title.
    Pages,
    /// The handbook or a stage as one document.
    Booklet,
    /// The page for addresses that do not exist.
    NotFound,
}

/// The next page that serves a need.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NextOfNeed {
    /// The need's title.
    pub need: String,
    /// The page's title.
    pub title: String,
    /// Where it is.
    pub href: String,
}

/// A person or a team.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonContext {
    /// The name as written.
    pub name: String,
    /// Their link, if the name is an address or a handle at the repository's host.
    pub href: Option<String>,
}

/// Another form of a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlternateContext {
    /// Where it is.
    pub href: String,
    /// Its media type, such as `text/markdown`.
    pub media_type: Option<String>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// Its title.
    pub title: Option<String>,
}

/// A picture of a page for link previews.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CardContext {
    /// Its absolute address.
    pub url: String,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
    /// The words in it.
    pub alternative: String,
}

/// A folder without its own page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectionContext {
    /// All its contents, including folders, as a tree.
    pub entries: Vec<TreeEntry>,
    /// Its own pages, with descriptions; one level. Decisions are not among them.
    pub pages: Vec<PageCard>,
    /// Its decisions.
    pub decisions: Vec<DecisionContext>,
}

/// What a reader may have looked for.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NotFoundContext {
    /// The pages nearest to the requested address, if the server knows it, otherwise empty.
    pub suggestions: Vec<PageCard>,
    /// A JSON file of all addresses and titles, `[["adoption/labs/", "Labs"], …]` with paths relative to the site's root, from
    /// which the script suggests the nearest. `None` if there is none.
    pub pages_href: Option<String>,
}

/// An old address.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RedirectContext {
    /// The page's title.
    pub title: String,
    /// Its present address.
    pub href: String,
    /// Its absolute address, if the handbook's is known.
    pub canonical: Option<String>,
}

/// The pages whose titles begin with one letter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetterContext {
    /// The letter as a capital; `#` for titles that do not begin with one.
    pub letter: String,
    /// The pages, by title.
    pub pages: Vec<PageLinkContext>,
}

/// A page in the list of all pages.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PageLinkContext {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub href: String,
    /// The folder it is in, to distinguish pages with the same title; `None` if the title is unique.
    pub folder: Option<String>,
}
