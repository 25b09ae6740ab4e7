//! The data shared by all pages: `site`, serialised once for a whole build.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::theme::AccentColours;

/// The handbook as a whole.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteContext {
    /// The handbook's title, as in `handbook.yaml`.
    pub title: String,
    /// What the handbook is about, in a sentence.
    pub description: Option<String>,
    /// The language of the text, as a BCP 47 tag such as `en` or `pt-BR`.
    pub language: String,
    /// Whether the language is written from right to left, for `dir="rtl"`.
    pub right_to_left: bool,
    /// The language of the interface's texts, if it is not that of the content: English, if there is no catalogue.
    pub words_language: Option<String>,
    /// Where the handbook is published, with a final slash. Only absolute addresses need it.
    pub url: Option<String>,
    /// The stages in the journey's order, for the strip of tabs. Empty when the handbook has no journey.
    pub stages: Vec<SiteStage>,
    /// The path of the front page: empty, or `index.html` if links name files.
    pub home_path: String,
    /// The path of the table of needs by stage, such as `map/`. `None` if there is no journey or it has no needs.
    pub map_path: Option<String>,
    /// The path of what changed. `None` where the handbook does not tell.
    pub changes_path: Option<String>,
    /// The path of the calendar of reviews. `None` if no page has reviews.
    pub reviews_path: Option<String>,
    /// The path of the list of owners. `None` if owners are not configured.
    pub owners_path: Option<String>,
    /// The lists of tags and of each facet that pages have, with their names.
    pub facets: Vec<SiteFacet>,
    /// The path of the list of reading paths. `None` when there are none.
    pub paths_path: Option<String>,
    /// The path of the feed, such as `feed.xml`.
    pub feed_path: Option<String>,
    /// The path of the web app manifest. `None` if browsers could not load it, from a disk.
    pub manifest_path: Option<String>,
    /// The repository's address, for the footer.
    pub repository_url: Option<String>,
    /// The theme's options, already checked.
    pub theme: ThemeContext,
    /// The files of the theme's `static` folder, by their name in it, such as `style.css`. A project's own files in
    /// its theme folder are here too, so that an overridden `partials/head.html` can link to them.
    pub assets: BTreeMap<String, AssetContext>,
    /// Whether any page holds a diagram, so that `diagram.css` is published.
    pub has_diagrams: bool,
    /// The line above every page. It ends on the reader's day, so browsers check the date.
    pub announcement: Option<AnnouncementContext>,
    /// Search; `None` if the theme has no script for it.
    pub search: Option<SearchContext>,
    /// The program's name and version, such as `Journeybook 0.1.0`.
    pub generator: String,
}

/// A list of the values of a facet.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteFacet {
    /// The facet's name.
    pub title: String,
    /// The path of the list.
    pub path: String,
}

/// A stage in the strip of tabs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SiteStage {
    /// The stage's id, such as `adoption`.
    pub id: String,
    /// The stage's title.
    pub title: String,
    /// The stage's place in the journey, from 1.
    pub number: usize,
    /// The ink and shape of its mark, 1 to 7: `(number - 1) % 7 + 1`.
    pub ink: u8,
    /// The path of its landing page, such as `adoption/`.
    pub path: String,
}

/// A file of the theme.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AssetContext {
    /// Its path with its version, such as `theme/style.css?v=1a2b3c4d`. An edited style sheet changes its hash in every
    /// page that names it, so the hash may be left out in a preview.
    pub path: String,
}

/// The `theme:` options of `handbook.yaml`, as templates need them.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ThemeContext {
    /// The colours made from `accent`; `None` for the theme's own.
    pub accent: Option<AccentContext>,
    /// The logo before the handbook's name.
    pub logo: Option<LogoContext>,
    /// The path of the icon for browser tabs.
    pub favicon_path: Option<String>,
    /// The paths of the style sheets in `css`, which are linked after the theme's own.
    pub css: Vec<String>,
    /// Links in the footer.
    pub footer: Vec<LinkContext>,
    /// Links to the team on other sites.
    pub social: Vec<LinkContext>,
    /// Options that the theme's `theme.yaml` declares beyond those above, by name.
    pub options: serde_json::Map<String, serde_json::Value>,
}

/// Colours derived from one configured accent, each `#rrggbb`, with the lightness changed until it has the contrast that its use
/// requires (WCAG 2.2, 1.4.6). The surfaces are those in the theme's `theme.yaml`. They are also at the end of the theme's
/// `style.css`, as `--accent`, `--accent-tint` and `--accent-cover`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AccentContext {
    /// For text on the light surfaces and on the light tint: at least 7 to 1 on all of them.
    pub light: String,
    /// For text on the dark surfaces and on the dark tint: at least 7 to 1 on all of them.
    pub dark: String,
    /// A pale surface in the light scheme.
    pub tint_light: String,
    /// A deep surface in the dark scheme.
    pub tint_dark: String,
}

impl From<AccentColours> for AccentContext {
    fn from(colours: AccentColours) -> Self {
        let AccentColours { light, dark, tint_light, tint_dark } = colours;
        Self { light, dark, tint_light, tint_dark }
    }
}

/// The handbook's logo.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LogoContext {
    /// Its path.
    pub path: String,
    /// Its width in CSS pixels, when known.
    pub width: Option<u32>,
    /// Its height in CSS pixels, when known.
    pub height: Option<u32>,
}

/// A link that a project configures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LinkContext {
    /// Its words.
    pub title: String,
    /// A path of the site if `local`, otherwise a complete address.
    pub url: String,
    /// Whether it leads to a page of this site.
    pub local: bool,
}

/// The announcement above every page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnnouncementContext {
    /// The words.
    pub text: String,
    /// Its link.
    pub link: Option<LinkContext>,
    /// The last day on which it is shown, as ISO 8601.
    pub until: Option<String>,
}

/// The parts of the search.
#[allow(clippy::struct_field_names, reason = "templates read them by these names")]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SearchContext {
    /// The path of the script that is loaded when search is first opened, with its version.
    pub script_path: String,
    /// The path of the style sheet that is loaded with it.
    pub style_path: String,
    /// The path of the folder with the pieces of the index, such as `search/`.
    pub index_path: String,
    /// The path of the list of all pages, for readers without JavaScript.
    pub pages_path: String,
}
