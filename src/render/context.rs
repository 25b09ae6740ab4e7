//! What templates read: the contract between the pipeline and every theme.
//!
//! Templates never see the model. Each HTML output is one [`View`], which names its template and contains everything that the
//! template may read, besides the one [`SiteContext`] that is serialised once and shared as `site`:
//!
//! | template | variables | made for |
//! | --- | --- | --- |
//! | `page.html` | `site`, `page` | a page of Markdown, and a folder's own page |
//! | `home.html` | `site`, `page`, `home` | the front page, with or without prose of its own |
//! | `stage.html` | `site`, `page`, `stage` | the landing page of a stage |
//! | `section.html` | `site`, `page`, `section` | the list for a folder that has no page of its own |
//! | `map.html` | `site`, `page`, `map` | Needs by stage |
//! | `listing.html` | `site`, `page`, `listing` | reviews, owners, the pages of one owner, changes, tags, facets, the pages of one value, and reading paths |
//! | `404.html` | `site`, `page`, `not_found` | the page for an address that does not exist |
//! | `redirect.html` | `site`, `redirect` | an old address of a page |
//!
//! Besides, `frame` has parts of the frame that many pages share and that are rendered already, each ready to print with `| safe`:
//! `frame.header`, `frame.sidebar`, `frame.strip` and `frame.footer`. Where one is missing, include its partial.
//!
//! `site` is a [`SiteContext`], `page` a [`PageContext`], `home` a [`HomeContext`], `stage` a [`StageContext`], `section` a
//! [`SectionContext`], `map` a [`MapContext`], `listing` a [`ListingContext`], `not_found` a [`NotFoundContext`] and `redirect` a [`RedirectContext`].
//!
//! Rules that hold for every field:
//!
//! - An `href` is ready to print: relative to the page being rendered (root-absolute on the 404 page) and percent-encoded. A `path`
//!   is shared by all pages and relative to the site's root: print `{{ page.root }}{{ path }}`.
//! - Text is plain text. The template engine escapes it, so attributes must be in double quotes. Only fields that say
//!   they are HTML may be printed with `| safe`.
//! - An absent value is null, which is false in a template's condition. Every field is always present.
//! - Lists arrive sorted and bounded: what a page carries does not grow with the handbook. A list that was cut says how many
//!   entries are missing; only the lists of a stage's landing page, a folder's list and the map may have any length.
//! - Terms of the model such as arc or home stage never appear in text for readers.
//!
//! # Words of the interface
//!
//! Templates contain no words of their own. `text` has every text of the catalogue `locale/LANGUAGE.yaml` by its name: print `{{
//! text.close }}`. A text with `{placeholders}` goes through the filter `fill`, which takes them by name and chooses the plural
//! form by `count`: `{{ text.pages | fill(count=item.count) }}`. Values are made safe for HTML, except for what a component makes:
//! `{{ text.kept_by | fill(name=<person person={page.owner} />) }}`.
//!
//! A project changes texts, or adds a language, by a file `themes/NAME/locale/LANGUAGE.yaml` with just the texts that differ. The
//! texts below `scripts: { NAME: … }` are inserted before the static file `NAME.js`, whose code reads them with
//! `jbWords("NAME")(text, values)`.
//!
//! # Markup that the renderer emits inside `content`
//!
//! Our class names and ids start with `jb-`, so that they never clash with an author's. `jb-vh` is visually hidden text.
//!
//! | Markdown | HTML |
//! | --- | --- |
//! | heading, levels 2 to 6 | `<div class="jb-head jb-head-2"><h2 id="set-up">Set up</h2><a class="jb-anchor" href="#set-up" aria-label="Link to Set up">#</a></div>`; the link stands beside the heading, so that its words are not part of the heading's name and a link in a heading stays valid |
//! | a later heading of level 1 | the same with `jb-head-1` and `h1` |
//! | the heading that stands as the page's title | no part of `content`: [`PageContext::heading_html`] |
//! | fenced code | `<figure class="jb-code"><figcaption>rust</figcaption><pre tabindex="0"><code class="language-rust">…</code></pre></figure>`; without a language no `figcaption`; the script adds the copy button; `tabindex` lets the keyboard scroll |
//! | console with prompts | the same with `data-jb-copy` on the figure: the commands, which the copy button copies in the place of the whole block |
//! | fenced code with a title | the same with `<figcaption class="jb-code-title">src/main.rs</figcaption>` |
//! | marked or numbered lines | `<figure class="jb-code jb-numbered">`, each line a `<span class="jb-line" data-line="1">` or, where it is marked, a `<mark class="jb-line">`; `jb-wraps` on the figure where lines wrap |
//! | changed lines | `<ins class="jb-line">`, `<del class="jb-line">`; in a `diff`, whose lines begin with their signs, `jb-diff` on the figure |
//! | tokens in code | `<i class="k">`: `k` keyword, `s` string, `c` comment, `n` number or constant, `f` function, `t` type or tag, `o` operator, `p` punctuation, `a` attribute or key, `v` variable, `m` macro or preprocessor, `i` inserted line, `d` deleted line |
//! | Mermaid fence of a flowchart or sequence diagram | `<figure class="jb-diagram"><div class="jb-d-room"><svg role="img" aria-label="…">…</svg></div><figcaption>title</figcaption><details><summary>Source of the diagram</summary>…</details></figure>`; `tabindex="0"` on the `div` where it may scroll; what is in the drawing has classes that begin with `jb-d-`, which `diagram.css` styles |
//! | other Mermaid fence | as fenced code, with `jb-code jb-mermaid` and the caption `mermaid diagram, as text`; a project that wants it drawn adds a script in `partials/foot.html` |
//! | indented code | `<figure class="jb-code"><pre tabindex="0"><code>…</code></pre></figure>` |
//! | table | `<section class="jb-table" tabindex="0" aria-label="Table 1"><table>…</table></section>`, numbered through the page, since the keyboard needs a named region to scroll and each region a name of its own; head cells are `<th scope="col">`; alignment is `class="jb-right"` or `class="jb-center"` on the cell |
//! | `> [!WARNING]` | `<div class="jb-callout jb-warning" role="note"><p class="jb-label">Warning</p>…</div>`; the second class is `jb-note`, `jb-tip`, `jb-important`, `jb-warning` or `jb-caution` |
//! | `> [!question]- Why?` | `<details class="jb-callout jb-warning"><summary class="jb-label"><span class="jb-vh">Question: </span>Why?</summary>…</details>`; `open` for `+`, a `div` without a fold; the nearest of the five classes |
//! | footnote reference | `<sup class="jb-ref"><a id="jb-ref-1" href="#jb-fn-1" role="doc-noteref" aria-label="Footnote 1">1</a></sup>`; a second reference to the same note has the id `jb-ref-1-2` |
//! | footnotes, at the end | `<section class="jb-footnotes" role="doc-endnotes" aria-label="Footnotes"><ol><li id="jb-fn-1">… <a class="jb-back" href="#jb-ref-1" role="doc-backlink" aria-label="Back to reference 1">↩</a></li></ol></section>`; one backlink for each reference, inside the note's last paragraph |
//! | task list | `<ul class="jb-tasks"><li><input type="checkbox" disabled checked aria-label="Done"> …`; `aria-label="To do"` when open |
//! | `$x$`, `$$x$$`, `math` fence | `<math display="inline">…</math>`, with `display="block"` in a paragraph; the source as `annotation` |
//! | block in another direction than the page | the same with `dir="rtl"` or `dir="ltr"`: paragraphs, headings, lists, quotes, cells |
//! | table of many rows that fits the column | the same with `class="jb-table jb-long"` |
//! | picture alone in its paragraph that is wider than the column | its `<img>` within `<a class="jb-zoom" href="…">`, which leads to the picture |
//! | consecutive `<details name="tabs-…">` of one name | the same within `<div class="jb-tabs">`; where none is open, the first is |
//! | image alone in its paragraph | `<figure class="jb-figure"><img …><figcaption>title</figcaption></figure>` |
//! | image | `<img src="…" alt="…" width="640" height="480" loading="lazy" decoding="async">`; without `width` and `height` when unknown |
//! | wikilink with a width | the same with that width, and the height in proportion |
//! | link to a page of the handbook | `<a href="../labs/">…</a>`, with no class: the script shows previews of these alone |
//! | `![[labs#Keys]]` on a line of its own | `<div class="jb-embedded" role="group" aria-label="Labs &gt; Keys"><p class="jb-embedded-source"><a class="jb-embed" href="../labs/#keys">Labs &gt; Keys</a></p>…</div>`; the ids within begin with `jb-e1-`, `jb-e2-` |
//! | `![[labs]]` in a line of text, or within an embed | `<a class="jb-embed" href="../labs/">…</a>` |
//! | link to another site | `<a class="jb-ext" href="https://…">…</a>` |
//! | link to a host of `private_links:` | `<a class="jb-ext jb-private" href="https://…">…<span class="jb-vh"> (asks for a login)</span></a>` |
//! | link that leads nowhere, let through | `<span class="jb-missing">words<span class="jb-vh"> (page yet to be written)</span></span>`; in raw HTML the attribute `data-jb-missing` in place of the address |

mod booklet;
mod date;
mod journey;
mod labels;
mod listing;
mod navigation;
mod page;
mod site;

pub use booklet::{BookletContext, ChapterContext, PartContext};
pub use date::DateContext;
pub use journey::{
    GapInvite, HomeContext, JourneyGroup, JourneyStage, MapCell, MapColumn, MapContext, MapRow, MapState, NeedGroup, Neighbour,
    OfferContext, StageContext,
};
pub use labels::{
    ChecklistContext, DecisionContext, LabelGroup, LabelRef, NamedPage, ReplacedDecision, StatusContext, StatusMark, WorkContext,
};
pub use listing::{LatelyContext, ListingContext, ListingEntry, ListingSection};
pub use navigation::{
    BorderContext, CrumbContext, NeedRef, PageCard, SidebarContext, SidebarGroup, SidebarStage, StageRef, TocEntry, TreeEntry,
    TurnContext,
};
pub use page::{
    AlternateContext, CardContext, LetterContext, NextOfNeed, NotFoundContext, PageContext, PageLinkContext, PageRole,
    PersonContext, RedirectContext, SectionContext,
};
pub use site::{
    AccentContext, AnnouncementContext, AssetContext, LinkContext, LogoContext, SearchContext, SiteContext, SiteFacet, SiteStage,
    ThemeContext,
};

use serde::Serialize;

/// One HTML output: its fields become the template's variables.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum View {
    /// A page of Markdown, or a folder's own page.
    Page {
        /// The page itself.
        page: PageContext,
    },
    /// The front page.
    Home {
        /// The author's front page; with empty `content` if there is none.
        page: PageContext,
        /// The journey, or the folder tree if there is none.
        home: HomeContext,
    },
    /// The landing page of a stage.
    Stage {
        /// The author's page for the stage; with empty `content` if there is none.
        page: PageContext,
        /// The stage's pages and neighbours.
        stage: StageContext,
    },
    /// The generated list for a folder.
    Section {
        /// A page without content.
        page: PageContext,
        /// The folder's contents.
        section: SectionContext,
    },
    /// Needs by stage.
    Map {
        /// A page without content.
        page: PageContext,
        /// The table.
        map: MapContext,
    },
    /// Reviews, owners, one owner's pages, changes, a facet's values, or one value's pages.
    Listing {
        /// A page without content.
        page: PageContext,
        /// The list.
        listing: ListingContext,
    },
    /// All pages by title.
    Pages {
        /// A page without content.
        page: PageContext,
        /// The pages, by the first letters of their titles.
        pages: Vec<LetterContext>,
    },
    /// The handbook or a stage as one document for printing.
    Booklet {
        /// A page without content.
        page: PageContext,
        /// The document.
        booklet: BookletContext,
    },
    /// The page for addresses that do not exist.
    NotFound {
        /// A page without content, whose hrefs are root-absolute.
        page: PageContext,
        /// What to suggest.
        not_found: NotFoundContext,
    },
    /// A redirect from an old address to a page's new one.
    Redirect {
        /// Where it leads.
        redirect: RedirectContext,
    },
}

impl View {
    /// The template for this view, by its name within a theme's `templates` folder.
    pub fn template(&self) -> &'static str {
        match self {
            View::Page { .. } => "page.html",
            View::Home { .. } => "home.html",
            View::Stage { .. } => "stage.html",
            View::Section { .. } => "section.html",
            View::Map { .. } => "map.html",
            View::Listing { .. } => "listing.html",
            View::Pages { .. } => "pages.html",
            View::Booklet { .. } => "booklet.html",
            View::NotFound { .. } => "404.html",
            View::Redirect { .. } => "redirect.html",
        }
    }
}
