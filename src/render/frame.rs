//! The parts of the frame that neighbouring pages share: the header, the sidebar, the row of stages and the footer.
//!
//! Two pages in one folder have the same list of their branch, with the same hrefs; only each page's own entry differs. So these
//! parts are rendered once for a branch, as seen from a page that does not exist, and each page's own entry is marked in them.
//! This needs to know what the templates print, so it is done only with built-in ones: see [`Theme::shares_frames`].

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use tera::{Context, Map, Value, escape_html};

use super::Renderer;
use super::context::{PageRole, SidebarContext, StageRef};
use super::view::Here;
use super::view::sidebar::{self, Branch};
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::path::UrlPath;
use crate::theme::Theme;

/// The most branches that are kept: pages come in the order of their addresses, so that each thread needs one at a time.
const MOST_BRANCHES: usize = 64;

/// The frames of the branches met last.
#[derive(Debug, Default)]
pub(super) struct Frames(Mutex<HashMap<Branch, Option<Arc<Frame>>>>);

/// What the pages of one branch share.
#[derive(Debug)]
struct Frame {
    /// Its sidebar, without a mark at any page.
    sidebar: String,
    /// The other parts by their names.
    parts: [(&'static str, Value); 3],
}

/// What the templates of these parts read of a page.
#[derive(Serialize)]
struct Neighbour {
    page: NeighbourPage,
}

#[derive(Serialize)]
struct NeighbourPage {
    role: PageRole,
    root: String,
    stage: Option<StageRef>,
    sidebar: SidebarContext,
}

impl Frames {
    /// The parts of the frame of a written page that is not a landing page, ready to print, as the variable `frame` of its
    /// template. `None` if it shares them with no other page.
    pub(super) fn of(&self, renderer: &Renderer<'_>, here: Here<'_>, id: PageId, stage: Option<StageIndex>) -> Option<Value> {
        let branch = Some(here).filter(|_| renderer.theme.shares_frames()).and_then(|here| sidebar::branch(here, id, stage))?;
        let parent = branch.parent().to_owned();
        let known = self.locked().get(&branch).cloned();
        let frame = known.unwrap_or_else(|| {
            let made = Frame::new(renderer, &parent, id, stage).map(Arc::new);
            let mut kept = self.locked();
            if kept.len() >= MOST_BRANCHES {
                kept.clear();
            }
            kept.insert(branch, made.clone());
            made
        })?;
        let neighbour = neighbour(&parent);
        let seen = href(&Here { url: &neighbour, ..here }.page_href(id))?;
        let own = href(&here.page_href(id))?;
        let sidebar = marked(&frame.sidebar, &seen, &own)?;
        let mut parts: Map = frame.parts.iter().map(|(name, part)| ((*name).into(), part.clone())).collect();
        parts.insert("sidebar".into(), Value::safe_string(&sidebar));
        Some(Value::from(parts))
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, HashMap<Branch, Option<Arc<Frame>>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Frame {
    /// Renders the parts for the branch of page `id`, as seen from a neighbour that does not exist. `None` if that fails: then the
    /// page is rendered as a whole, which reports why.
    fn new(renderer: &Renderer<'_>, parent: &str, id: PageId, stage: Option<StageIndex>) -> Option<Self> {
        let (site, theme) = (renderer.site, renderer.theme);
        let url = neighbour(parent);
        let here = Here { site, locale: theme.locale(), url: &url, absolute: None };
        let page = NeighbourPage {
            role: PageRole::Page,
            root: here.root(),
            stage: stage.map(|stage| here.stage(stage)),
            sidebar: sidebar::beside(here, id, stage),
        };
        let values = renderer.values(&Neighbour { page }).ok()?;
        let part = |name: &str| render(theme, name, &values);
        let sidebar = part("sidebar")?;
        let safe = |name: &'static str| Some((name, Value::safe_string(&part(name)?)));
        Some(Self { sidebar, parts: [safe("header")?, safe("strip")?, safe("footer")?] })
    }
}

fn render(theme: &Theme, name: &str, values: &Context) -> Option<String> {
    theme.render(&format!("partials/{name}.html"), values, "").ok()
}

/// The address of a page in the folder `parent` that does not exist.
fn neighbour(parent: &str) -> UrlPath {
    UrlPath::from(format!("{parent}\u{1}/"))
}

/// The attribute of a link, as templates print it.
fn href(to: &str) -> Option<String> {
    let mut printed = b" href=\"".to_vec();
    escape_html(to, &mut printed).ok()?;
    printed.push(b'"');
    String::from_utf8(printed).ok()
}

/// The sidebar with a mark at the only link with the attribute `seen`, which becomes `own`.
fn marked(sidebar: &str, seen: &str, own: &str) -> Option<String> {
    let (before, after) = sidebar.split_once(seen)?;
    (!after.contains(seen)).then(|| [before, own, " aria-current=\"page\"", after].concat())
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;
    use crate::fixture::WholeSite;
    use crate::plan::Recipe;
    use crate::render::highlight::Highlighter;

    /// A handbook with folders within folders, names that need escapes, and pages without a stage.
    fn handbook(settings: &str, pages: usize) -> String {
        let mut text = format!("//- handbook.yaml\ntitle: Sounds\nurl: https://sound.example/\n{settings}\n");
        for number in 0..pages {
            for (path, title) in [("wide", "\"Wide\" &"), ("deep/er/a & b", "Deep"), ("deep/c's", "Dog's")] {
                let _ = writeln!(text, "//- content/adoption/{path}{number:02}.md\n# {title} {number}");
            }
        }
        text + "//- content/advocacy/one.md\n# One\n//- content/advocacy/index.md\n# Bow\n//- content/notes/a.md\n# A\n\
            //- content/notes/b/index.md\n# B\n//- content/notes/b/c.md\n# C\n//- content/top.md\n# Top\n//- content/index.md\n# Home\n"
    }

    #[test]
    fn pages_that_share_a_frame_are_equal_to_pages_that_do_not() {
        // With the most pages, a sidebar lists only those around its own.
        for (settings, pages) in [
            ("", 38),
            ("theme: field-guide", 5),
            ("links: explicit", 5),
            ("language: he", 5),
            ("theme: { options: { quotes: curly } }", 5),
        ] {
            let whole = WholeSite::clean(&handbook(settings, pages));
            let (site, theme) = (&whole.handbook.site, &whole.handbook.theme);
            let highlighter = Highlighter::new();
            let renderer = || Renderer::new(site, theme, &whole.handbook.plan, &highlighter);
            let (sharing, apart) = (renderer(), Renderer { frames: None, ..renderer() });
            let mut shared = 0;
            for (path, recipe) in &whole.handbook.plan.outputs {
                assert!(sharing.render(recipe) == apart.render(recipe), "{path} with `{settings}`");
                if let Recipe::Page(id) = recipe {
                    let url = &site.index.page(*id).url;
                    let here = Here { site, locale: theme.locale(), url, absolute: None };
                    let stage = site.index.page(*id).membership.home();
                    let frame = sharing.frames.as_ref().and_then(|frames| frames.of(&sharing, here, *id, stage));
                    shared += usize::from(frame.is_some());
                }
            }
            assert!(shared > 3 * pages, "only {shared} share a frame with `{settings}`");
        }
    }

    #[test]
    fn templates_of_the_project_may_need_the_whole_page() {
        for (template, is_shared) in [
            ("partials/foot.html\n<script>send()</script>", true),
            ("page.html\n{% extends \"base.html\" %}{% block main %}{{ page.title }}{% endblock main %}", true),
            ("partials/sidebar.html\n{{ page.title }}", false),
            ("partials/foot.html\n{{ page.sidebar.groups | length }}", false),
            ("partials/head.html\n{{ page | json_encode }}", false),
            ("partials/head.html\n{{ page[\"title\"] }}", false),
            ("components.html\n", false),
        ] {
            let whole = WholeSite::parse(&format!("//- content/a.md\n# A\n//- themes/default/templates/{template}\n"));
            assert_eq!(whole.handbook.theme.shares_frames(), is_shared, "{template}");
        }
    }
}
