//! Turns site and theme into the bytes of one output.
//!
//! 1. `html` turns a page's Markdown and its resolved links into HTML; `highlight` highlights its code.
//! 2. `view` collects from the site what a template reads, in the types of `context`; `ring` draws the journey.
//! 3. `within` renders a page's body within another document, and `embed` a part of a page within another page.
//! 4. The theme's template renders the page. `publish` makes the outputs that are not pages.
//!
//! `policy` lists what a Content-Security-Policy must allow for a page.
//!
//! Outputs can be made individually and in any order, as in a preview; `all` makes all of them in parallel for a build.

use std::sync::Arc;

use serde::Serialize;
use tera::{Context, Map, Value};

use crate::diagnostic::{Checked, Diagnostic};
use crate::generated::Generated;
use crate::index::PageId;
use crate::locale::is_right_to_left;
use crate::parse::markdown::{self, SpannedEvent};
use crate::path::UrlPath;
use crate::plan::{Plan, Recipe};
use crate::resolve::Site;
use crate::theme::Theme;

mod all;
pub mod book;
pub mod context;
mod embed;
pub mod escape;
mod frame;
pub mod highlight;
pub mod html;
pub mod policy;
mod publish;
mod reading_order;
pub mod ring;
mod slowest;
mod typography;
mod view;
pub mod within;

pub use publish::{PageFacts, page_facts};
pub use slowest::{Slowest, Work};
pub use view::changes::{change_owners, change_stages};
pub use view::repository::compare_href;

use context::{ChecklistContext, NotFoundContext, PageContext, PageRole, RedirectContext, SidebarContext, View};
use embed::Embedding;
use frame::Frames;
use highlight::Highlighter;
use html::{Body, Prose, Quotes, RenderedBody, SampleLinks, Shift, UsedTerm, render_body};
use slowest::timed;
use view::Here;

/// The kind of pages whose tasks can be ticked and taken elsewhere.
const CHECKLIST: &str = "checklist";

/// How many gaps the table of needs by stage has; `None` if the site has no such table.
#[must_use]
pub fn gap_count(site: &Site, theme: &Theme) -> Option<usize> {
    let has_table = site.index.shows_journey && !site.config.journey.needs.is_empty();
    has_table.then(|| view::map::map(Here { site, locale: theme.locale(), url: &UrlPath::home(), absolute: None }).gap_count)
}

/// What is needed to render any output of a site, with shared data computed once.
#[derive(Debug)]
pub struct Renderer<'a> {
    site: &'a Site,
    theme: &'a Theme,
    plan: &'a Plan,
    highlighter: &'a Highlighter,
    shared: Shared,
    /// What neighbouring pages share; without it, each page is rendered as a whole.
    frames: Option<Frames>,
}

/// Data shared by all pages of a site, computed once.
#[derive(Debug, Clone)]
pub struct Shared {
    /// The `site` of every template. Cloning it is free; creating it for each page would cost more than the page.
    site: Value,
    /// The typography of prose.
    prose: Prose,
    /// The path below which the site is served, with a slash at both ends.
    base_path: Arc<str>,
}

impl Shared {
    /// The data shared by the pages of `site` with `theme`, published at `url:`.
    #[must_use]
    pub fn new(site: &Site, theme: &Theme) -> Self {
        let base_path = base_path(site.config.url.as_deref()).into();
        let language = &site.config.language;
        let options = theme.options(&site.config.theme.options);
        let curls = options.get("quotes").is_some_and(|quotes| quotes == "curly");
        let quotes = if curls { Quotes::new(language) } else { None };
        let prose = Prose { is_right_to_left: is_right_to_left(language), quotes };
        let site = match &prose.quotes {
            Some(quotes) => Value::from_serializable(&curled(&view::site::site(site, theme), quotes)),
            None => Value::from_serializable(&view::site::site(site, theme)),
        };
        Self { site, prose, base_path }
    }

    /// The same, served below another path that begins and ends with a slash.
    #[must_use]
    pub fn served_below(self, base_path: &str) -> Self {
        Self { base_path: base_path.into(), ..self }
    }
}

impl<'a> Renderer<'a> {
    /// Prepares to render the outputs of `plan`.
    #[must_use]
    pub fn new(site: &'a Site, theme: &'a Theme, plan: &'a Plan, highlighter: &'a Highlighter) -> Self {
        Self::sharing(site, theme, plan, highlighter, Shared::new(site, theme))
    }

    /// The same with existing shared data, from [`Shared::new`] with the same site and theme.
    #[must_use]
    pub fn sharing(site: &'a Site, theme: &'a Theme, plan: &'a Plan, highlighter: &'a Highlighter, shared: Shared) -> Self {
        Self { site, theme, plan, highlighter, shared, frames: Some(Frames::default()) }
    }

    /// Makes one output. Content assets are copied elsewhere, and are empty here.
    #[must_use]
    pub fn render(&self, recipe: &Recipe) -> Checked<Vec<u8>> {
        match recipe {
            Recipe::Asset(_) | Recipe::NoJekyll => Checked::clean(Vec::new()),
            Recipe::Generated(Generated::ThemeFile(name)) => {
                Checked::clean(self.theme.assets().get(&**name).map(|asset| asset.bytes.to_vec()).unwrap_or_default())
            }
            Recipe::Generated(Generated::Urls) => Checked::clean(publish::urls(self.site, self.theme.locale(), self.plan)),
            Recipe::Generated(Generated::Pages) => Checked::clean(publish::pages(self.site)),
            Recipe::Generated(Generated::Publication(publication)) => {
                Checked::clean(publish::published(self.site, self.theme.locale(), self.plan, publication))
            }
            Recipe::Search(piece) => Checked::clean(publish::search_piece(self.site, self.theme.locale(), piece)),
            Recipe::Page(id) => self.read(*id, |text, events| self.page_of(*id, recipe, text, events)),
            Recipe::Generated(_) | Recipe::Redirect { .. } => {
                self.timed(Work::Page, || self.name_of(recipe), || self.page(recipe, RenderedBody::default()))
            }
        }
    }

    /// Makes the HTML of a written page.
    fn page_of(&self, id: PageId, recipe: &Recipe, text: &str, events: &[SpannedEvent<'_>]) -> Checked<Vec<u8>> {
        self.timed(Work::Page, || self.name_of(recipe), || self.page(recipe, self.body(id, text, events)))
    }

    fn timed<T>(&self, work: Work, name: impl FnOnce() -> String, act: impl FnOnce() -> T) -> T {
        timed(self.highlighter.slowest(), work, name, act)
    }

    /// Makes an HTML output; `body` is its written part.
    fn page(&self, recipe: &Recipe, body: RenderedBody) -> Checked<Vec<u8>> {
        let url = self.address(recipe);
        let absolute = (*recipe == Recipe::Generated(Generated::NotFound)).then_some(&*self.shared.base_path);
        let here = Here { site: self.site, locale: self.theme.locale(), url: &url, absolute };
        let Some((view, frame)) = self.view(here, recipe, body) else { return Checked::clean(Vec::new()) };
        let rendered = self.values(&view).map_err(|error| Box::new(unserialisable(&error))).and_then(|mut values| {
            values.insert_value("frame", frame.unwrap_or_else(|| Value::from(Map::new())));
            let render = || self.theme.render(view.template(), &values, &self.name_of(recipe));
            self.timed(Work::Template, || view.template().to_owned(), render)
        });
        match rendered {
            Ok(html) => Checked::clean(html.into_bytes()),
            Err(diagnostic) => Checked { value: Vec::new(), diagnostics: vec![*diagnostic] },
        }
    }

    /// What a template reads, besides `frame`.
    fn values(&self, view: &impl Serialize) -> tera::TeraResult<Context> {
        let mut values = match &self.shared.prose.quotes {
            Some(quotes) => Context::from_serialize(&curled(view, quotes))?,
            None => Context::from_serialize(view)?,
        };
        values.insert_value("site", self.shared.site.clone());
        Ok(values)
    }

    /// What the template of an output reads: its own, and the parts of its frame that are rendered already, if there are any.
    fn view(&self, here: Here<'_>, recipe: &Recipe, body: RenderedBody) -> Option<(View, Option<Value>)> {
        match recipe {
            Recipe::Page(id) => Some(self.written(here, *id, body)),
            Recipe::Generated(generated) => self.generated(here, generated).map(|view| (view, None)),
            Recipe::Redirect { to, .. } => {
                let entry = self.site.index.page(*to);
                let canonical = self.site.config.url.as_ref().map(|base| format!("{base}{}", entry.url.encoded()));
                let redirect = RedirectContext { title: entry.title.to_string(), href: here.page_href(*to), canonical };
                Some((View::Redirect { redirect }, None))
            }
            Recipe::Asset(_) | Recipe::NoJekyll | Recipe::Search(_) => None,
        }
    }

    /// A generated page.
    fn generated(&self, here: Here<'_>, generated: &Generated) -> Option<View> {
        let title = generated.title(&self.site.config, &self.site.index, self.theme.locale());
        let page = |role, stage| view::page::generated(here, role, title.to_string(), stage);
        Some(match generated {
            Generated::Home => View::Home { page: page(PageRole::Home, None), home: view::journey::home(here) },
            Generated::Landing(stage) => {
                View::Stage { page: page(PageRole::Stage, Some(*stage)), stage: view::journey::stage(here, *stage) }
            }
            Generated::Folder(path) => {
                let section = view::folder::section(here, path);
                let wears_kinds = !section.decisions.is_empty();
                View::Section { page: PageContext { wears_kinds, ..page(PageRole::Section, None) }, section }
            }
            Generated::Map => View::Map { page: page(PageRole::Map, None), map: view::map::map(here) },
            Generated::Reviews => View::Listing { page: page(PageRole::Reviews, None), listing: view::keeping::reviews(here) },
            Generated::Owners => View::Listing { page: page(PageRole::Owners, None), listing: view::keeping::owners(here) },
            Generated::Owner { id, .. } => {
                let owner = self.site.keeping.owner(id)?;
                View::Listing { page: page(PageRole::Owner, None), listing: view::keeping::owner(here, owner) }
            }
            Generated::Facet { place, .. } => {
                View::Listing { page: page(PageRole::Facet, None), listing: view::labels::facet(here, *place) }
            }
            Generated::Label { facet, place, .. } => {
                View::Listing { page: page(PageRole::Label, None), listing: view::labels::label(here, *facet, *place) }
            }
            Generated::Paths => View::Listing { page: page(PageRole::Paths, None), listing: view::paths::paths(here) },
            Generated::Path { place, .. } => {
                let page = PageContext { wears_kinds: true, scripts: vec!["ticks.js"], ..page(PageRole::Path, None) };
                View::Listing { page, listing: view::paths::path(here, *place) }
            }
            Generated::Changes(stage) => {
                View::Listing { page: page(PageRole::Changes, *stage), listing: view::changes::changes(here, *stage) }
            }
            Generated::AllPages => View::Pages { page: page(PageRole::Pages, None), pages: view::all_pages::list(here) },
            Generated::Booklet(stage) => {
                View::Booklet { page: page(PageRole::Booklet, *stage), booklet: book::booklet::booklet(self, here, *stage) }
            }
            Generated::NotFound => {
                let pages_href = here.generated_href(&Generated::Urls);
                View::NotFound {
                    page: page(PageRole::NotFound, None),
                    not_found: NotFoundContext { suggestions: Vec::new(), pages_href },
                }
            }
            Generated::Urls | Generated::Pages | Generated::ThemeFile(_) | Generated::Publication(_) => return None,
        })
    }

    /// A written page; home and landing pages have their own templates.
    fn written(&self, here: Here<'_>, id: PageId, body: RenderedBody) -> (View, Option<Value>) {
        let page =
            |role, sidebar| self.with_tasks(here, id, PageContext { sidebar, ..view::page::written(here, id, role, body) });
        let stage = view::page::home_of(here, id);
        let own = || view::sidebar::sidebar(here, Some(id), stage);
        if here.url.as_str().is_empty() {
            return (View::Home { page: page(PageRole::Home, own()), home: view::journey::home(here) }, None);
        }
        if let Some(landed) = self.site.index.landing_of(id) {
            return (View::Stage { page: page(PageRole::Stage, own()), stage: view::journey::stage(here, landed) }, None);
        }
        let frame = self.frames.as_ref().and_then(|frames| frames.of(self, here, id, stage));
        // Where the sidebar is rendered already, templates only ask whether there is one.
        let sidebar = if frame.is_some() { SidebarContext::present() } else { own() };
        (View::Page { page: page(PageRole::Page, sidebar) }, frame)
    }

    /// The page with what a checklist has besides: its tasks to be taken elsewhere, and the script that keeps what is ticked.
    fn with_tasks(&self, here: Here<'_>, id: PageId, mut page: PageContext) -> PageContext {
        if page.kind.as_deref() != Some(CHECKLIST) {
            return page;
        }
        let markdown = publish::tasks(self.site, id);
        if !markdown.is_empty() {
            let issue_href = view::issue_href(here.site, &page.title, &markdown);
            page.checklist = Some(ChecklistContext { markdown, issue_href });
            page.wears_kinds = true;
            page.scripts.push("ticks.js");
        }
        page
    }

    /// Calls `make` with the page's text and its events.
    ///
    /// Parsing a page costs as much as writing its HTML. It is parsed again because keeping the events of all pages would take ten
    /// times the memory of their text.
    fn read<T>(&self, id: PageId, make: impl FnOnce(&str, &[SpannedEvent<'_>]) -> T) -> T {
        let text = crate::parse::lossy_text(self.site.bytes(id));
        make(&text, &markdown::events(&text, self.site.parsed(id).body))
    }

    /// The page's Markdown as HTML.
    fn body(&self, id: PageId, text: &str, events: &[SpannedEvent<'_>]) -> RenderedBody {
        let embedding = Embedding { renderer: self, page: id };
        let terms = self.terms(id);
        render_body(&Body { embeds: Some(&embedding), terms: &terms, ..self.body_of(id, text) }, events)
    }

    /// Where the page uses terms of a glossary.
    fn terms(&self, id: PageId) -> Vec<UsedTerm<'_>> {
        let site = self.site;
        let here = Here { site, locale: self.theme.locale(), url: &site.index.page(id).url, absolute: None };
        let used = site.term_uses(id).iter().filter_map(|found| {
            let term = site.glossary.terms.get(found.term)?;
            let href = format!("{}#{}", here.page_href(term.page), crate::path::encode_fragment(&term.anchor));
            Some(UsedTerm { at: found.at.clone(), term: found.term, href, definition: &term.definition })
        });
        used.collect()
    }

    /// Everything that the page's HTML depends on, except other pages.
    fn body_of<'s>(&'s self, id: PageId, text: &'s str) -> Body<'s> {
        Body {
            page: self.site.parsed(id),
            text,
            links: &self.site.links(id).resolutions,
            image_sizes: &self.site.surroundings.image_sizes,
            highlighter: self.highlighter,
            drawings: &self.site.drawings,
            locale: self.theme.locale(),
            private_hosts: &self.site.config.private_links,
            samples: self
                .site
                .surroundings
                .repository
                .as_ref()
                .map(|repository| SampleLinks { repository, files: &self.site.surroundings.samples }),
            prose: self.shared.prose,
            shift: Shift::default(),
            embeds: None,
            terms: &[],
        }
    }

    fn address(&self, recipe: &Recipe) -> UrlPath {
        match recipe {
            Recipe::Page(id) => self.site.index.page(*id).url.clone(),
            Recipe::Generated(generated) => generated.address(&self.site.config, &self.site.index),
            Recipe::Redirect { from, .. } => from.clone(),
            Recipe::Asset(_) | Recipe::NoJekyll | Recipe::Search(_) => UrlPath::home(),
        }
    }

    /// The name of the output in diagnostics: its source, if it has one.
    fn name_of(&self, recipe: &Recipe) -> String {
        match recipe {
            Recipe::Page(id) | Recipe::Redirect { to: id, .. } => {
                self.site.index.roots.project_path(&self.site.index.page(*id).path)
            }
            other => format!("/{}", self.address(other)),
        }
    }
}

/// What a template reads, with curled quotes in its prose.
fn curled(values: &impl Serialize, quotes: &Quotes) -> serde_json::Value {
    let mut values = serde_json::to_value(values).unwrap_or_default();
    typography::curl(&mut values, quotes);
    values
}

fn unserialisable(error: &tera::Error) -> Diagnostic {
    Diagnostic::new(crate::diagnostic::Code::Template, format!("the page's values cannot be given to a template: {error}"))
}

/// The path part of an address, with a slash at both ends: `/handbook/` of `https://acme.example/handbook/`, `/` without one.
fn base_path(url: Option<&str>) -> String {
    let path = url.and_then(|url| url.split_once("://")).and_then(|(_, rest)| rest.find('/').map(|slash| &rest[slash..]));
    match path.map(|path| path.trim_matches('/')) {
        Some(path) if !path.is_empty() => format!("/{path}/"),
        _ => "/".to_owned(),
    }
}
