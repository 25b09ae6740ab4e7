//! The phases composed: one function for a cold build, for a check and for every change that a preview meets.
//!
//! [`assemble`] takes a handbook from its sources to its plan. Given what it made before, it keeps whatever has equal inputs, and
//! gives the same bytes and diagnostics as without: warm equals cold.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::generated::generated;
use crate::index::{Anchors, Index, Page, PageId, Surroundings, index, is_indexed_alike};
use crate::link::{PageLinks, Resolution, Target, Tree, Wanted, link, wanted};
use crate::parse::{ParsedPage, parse};
use crate::path::SourcePath;
use crate::plan::search::parts;
use crate::plan::{Plan, plan};
use crate::resolve::{Linked, Site, resolve};
use crate::source::{Source, Sources};
use crate::theme::Theme;

/// What a handbook is assembled from. Equal `Arc`s mean equal values, which is what makes a second run cheap.
#[derive(Debug, Clone)]
pub struct Inputs {
    /// What `handbook.yaml` and the flags say.
    pub config: Arc<Config>,
    /// The files of the content.
    pub sources: Arc<Sources>,
    /// The theme.
    pub theme: Arc<Theme>,
}

/// A handbook from load to plan, with all that a later run can keep.
#[derive(Debug, Clone)]
pub struct Handbook {
    /// The site: every page linked and in its place.
    pub site: Site,
    /// The theme that renders it.
    pub theme: Arc<Theme>,
    /// Every output and its recipe.
    pub plan: Arc<Plan>,
    parsed: Vec<Parsed>,
    /// What is wrong with the links of each page.
    link_diagnostics: Vec<Arc<[Diagnostic]>>,
    wanted: Arc<Wanted>,
    index_diagnostics: Vec<Diagnostic>,
    resolve_diagnostics: Vec<Diagnostic>,
    plan_diagnostics: Vec<Diagnostic>,
}

/// One page's file, parsed.
#[derive(Debug, Clone)]
struct Parsed {
    page: Page,
    bytes: Arc<[u8]>,
    diagnostics: Arc<[Diagnostic]>,
}

impl Handbook {
    /// All problems of the content, of every phase up to the plan. Those of configuration, loading, theme and rendering are with
    /// whoever did that.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let parsed = self.parsed.iter().flat_map(|parsed| parsed.diagnostics.iter());
        let linked = self.link_diagnostics.iter().flat_map(|diagnostics| diagnostics.iter());
        let whole = [&self.index_diagnostics, &self.resolve_diagnostics, &self.plan_diagnostics].into_iter().flatten();
        parsed.chain(linked).chain(whole).cloned().collect()
    }

    /// How many links the pages that are built have.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.site.index.built_ids().map(|id| self.site.links(id).resolutions.len()).sum()
    }
}

/// Takes a handbook from its sources to its plan.
///
/// `survey` looks around the content for what pages refer to; it is the one step that may do IO, so the caller brings it.
/// `previous` is what an earlier call made, of whatever inputs.
#[must_use]
pub fn assemble(inputs: Inputs, survey: impl FnOnce(&Wanted) -> Surroundings, previous: Option<&Handbook>) -> Handbook {
    assemble_telling(inputs, survey, previous, |_| {})
}

/// Does what [`assemble`] does, and tells `ended` the name of each phase when it has ended: `parse`, `survey`, `index`, `link`,
/// `resolve` and `plan`.
#[must_use]
pub fn assemble_telling(
    inputs: Inputs,
    survey: impl FnOnce(&Wanted) -> Surroundings,
    previous: Option<&Handbook>,
    mut ended: impl FnMut(&'static str),
) -> Handbook {
    let Inputs { config, sources, theme } = inputs;
    let previous = previous.filter(|previous| Arc::ptr_eq(&previous.site.config, &config));
    let parsed = parse_pages(&sources, previous);
    let pages: Vec<Page> = parsed.iter().map(|parsed| parsed.page.clone()).collect();
    ended("parse");
    let wanted = wanted_by(&pages, &sources, &config, previous);
    let surroundings = shared(survey(&wanted), previous.map(|previous| &previous.site.surroundings));
    ended("survey");
    let Checked { value: index, diagnostics: index_diagnostics } = index_pages(&config, &sources, &pages, previous);
    let index = Arc::new(index);
    let generated = shared(
        generated(&config, &sources, &index, &surroundings.history, theme.assets().keys().map(String::as_str), theme.locale()),
        previous.map(|previous| &previous.site.generated),
    );
    ended("index");
    let tree = Tree { index: &index, config: &config, surroundings: &surroundings, generated: &generated };
    let (links, link_diagnostics) = link_pages(&pages, tree, previous).into_iter().unzip();
    ended("link");
    let linked = Linked { config, sources, surroundings, index, generated, pages, links };
    let Checked { value: site, diagnostics: resolve_diagnostics } = resolve(linked, previous.map(|previous| &previous.site));
    ended("resolve");
    let (plan, plan_diagnostics) = plan_site(&site, &theme, previous);
    ended("plan");
    Handbook { site, theme, plan, parsed, link_diagnostics, wanted, index_diagnostics, resolve_diagnostics, plan_diagnostics }
}

/// Parses every page whose bytes are new; the rest is kept.
fn parse_pages(sources: &Sources, previous: Option<&Handbook>) -> Vec<Parsed> {
    let pages: Vec<(&SourcePath, &Arc<[u8]>)> = sources.pages().collect();
    let earlier = previous.map_or(&[][..], |previous| &previous.parsed);
    pages
        .into_par_iter()
        .enumerate()
        .map(|(position, (path, bytes))| {
            // While no page comes or goes, each stands where it stood.
            let found = earlier.get(position).filter(|parsed| parsed.page.path == *path).or_else(|| {
                let position = earlier.binary_search_by(|parsed| parsed.page.path.cmp(path)).ok()?;
                earlier.get(position)
            });
            match found.filter(|parsed| Arc::ptr_eq(&parsed.bytes, bytes) || parsed.bytes == *bytes) {
                Some(parsed) => parsed.clone(),
                None => parse_page(path, bytes, found),
            }
        })
        .collect()
}

/// Parses one page. Facts that came out equal keep their old `Arc`, so that later phases see that nothing changed for them.
fn parse_page(path: &SourcePath, bytes: &Arc<[u8]>, earlier: Option<&Parsed>) -> Parsed {
    let Checked { value, diagnostics } = parse(path, bytes);
    let parsed = shared(value, earlier.map(|earlier| &earlier.page.parsed));
    let anchors = shared(Anchors::of(&parsed), earlier.map(|earlier| &earlier.page.anchors));
    Parsed { page: Page { path: path.clone(), parsed, anchors }, bytes: Arc::clone(bytes), diagnostics: diagnostics.into() }
}

/// The earlier `Arc` when its value is equal.
fn shared<T: PartialEq>(value: T, earlier: Option<&Arc<T>>) -> Arc<T> {
    match earlier {
        Some(earlier) if **earlier == value => Arc::clone(earlier),
        _ => Arc::new(value),
    }
}

/// What the survey has to look for. While no file comes or goes, pages that changed add to what was wanted before: looking for
/// something that no page names any more costs little and changes no output.
fn wanted_by(pages: &[Page], sources: &Arc<Sources>, config: &Config, previous: Option<&Handbook>) -> Arc<Wanted> {
    let Some(previous) = previous.filter(|previous| same_files(&previous.site.sources, sources)) else {
        return Arc::new(wanted(pages, sources, config));
    };
    let changed: Vec<Page> = pages
        .iter()
        .zip(&previous.site.pages)
        .filter(|(new, old)| !Arc::ptr_eq(&new.parsed, &old.parsed) && !same_destinations(&new.parsed, &old.parsed))
        .map(|(new, _)| new.clone())
        .collect();
    let mut all = Arc::clone(&previous.wanted);
    if !changed.is_empty() {
        let all = Arc::make_mut(&mut all);
        let new = wanted(&changed, sources, config);
        all.repository_paths.extend(new.repository_paths);
        all.images.extend(new.images);
    }
    all
}

fn same_destinations(left: &ParsedPage, right: &ParsedPage) -> bool {
    let same = |(left, right): (&crate::parse::Link, &crate::parse::Link)| {
        left.form == right.form && left.destination == right.destination
    };
    left.links.len() == right.links.len() && left.links.iter().zip(&right.links).all(same)
}

/// Whether two sources hold the same paths, pages and assets alike.
fn same_files(left: &Arc<Sources>, right: &Arc<Sources>) -> bool {
    let same = |((old, old_source), (new, new_source)): ((&SourcePath, &Source), (&SourcePath, &Source))| {
        old == new && matches!(old_source, Source::Page(_)) == matches!(new_source, Source::Page(_))
    };
    Arc::ptr_eq(left, right)
        || (left.roots == right.roots && left.files.len() == right.files.len() && left.files.iter().zip(&right.files).all(same))
}

/// Indexes all pages. While files, front matter and titles are the same, only the anchors can be new.
fn index_pages(config: &Config, sources: &Arc<Sources>, pages: &[Page], previous: Option<&Handbook>) -> Checked<Index> {
    let kept = previous.filter(|previous| {
        let known = &previous.site.pages;
        same_files(&previous.site.sources, sources)
            && known.len() == pages.len()
            && known.iter().zip(pages).all(|(old, new)| is_indexed_alike(old, new))
    });
    match kept {
        Some(previous) => {
            Checked { value: previous.site.index.with_anchors(pages), diagnostics: previous.index_diagnostics.clone() }
        }
        None => index(config, sources, pages),
    }
}

/// Links every page that something changed for: the page itself, the names of all pages, or the anchors of a page it links to.
fn link_pages(pages: &[Page], tree: Tree<'_>, previous: Option<&Handbook>) -> Vec<(Arc<PageLinks>, Arc<[Diagnostic]>)> {
    let index = tree.index;
    let previous = previous.filter(|previous| {
        previous.site.index.same_but_anchors(index)
            && std::ptr::eq(&raw const *previous.site.surroundings, tree.surroundings)
            && std::ptr::eq(&raw const *previous.site.generated, tree.generated)
    });
    let moved = previous.map(|previous| index.changed_anchors(&previous.site.index)).unwrap_or_default();
    let ids: Vec<PageId> = index.ids().collect();
    ids.par_iter()
        .map(|id| {
            let page = &pages[id.position()];
            let known = previous.map(|previous| (previous, &previous.site.links[id.position()]));
            if let Some((previous, links)) = known
                && Arc::ptr_eq(&previous.site.pages[id.position()].parsed, &page.parsed)
                && !leads_to_any(links, &moved)
            {
                return (Arc::clone(links), Arc::clone(&previous.link_diagnostics[id.position()]));
            }
            let Checked { value, diagnostics } = link_page(*id, page, tree);
            (shared(value, known.map(|(_, links)| links)), diagnostics.into())
        })
        .collect()
}

/// A hidden draft is in no output, so the faults of its links are nobody's yet.
fn link_page(id: PageId, page: &Page, tree: Tree<'_>) -> Checked<PageLinks> {
    if tree.index.page(id).is_hidden {
        return Checked::clean(PageLinks::default());
    }
    link(id, &page.parsed, tree)
}

fn leads_to_any(links: &PageLinks, moved: &BTreeSet<PageId>) -> bool {
    !moved.is_empty()
        && links.resolutions.iter().any(|resolution| match resolution {
            Resolution::Internal { target: Target::Page(id), .. } => moved.contains(id),
            _ => false,
        })
}

fn plan_site(site: &Site, theme: &Arc<Theme>, previous: Option<&Handbook>) -> (Arc<Plan>, Vec<Diagnostic>) {
    let kept = previous.filter(|previous| {
        previous.theme.is_planned_like(theme)
            && previous.site.index.pages == site.index.pages
            && same_files(&previous.site.sources, &site.sources)
            // The text of a page that grows may come in more parts.
            && parts(&previous.site).eq(parts(site))
            && Arc::ptr_eq(&previous.site.generated, &site.generated)
            // In a bare folder the assets that are published are those that links lead to.
            && (!site.index.roots.is_bare || previous.site.links.iter().zip(&site.links).all(|(old, new)| old == new))
    });
    if let Some(previous) = kept {
        return (Arc::clone(&previous.plan), previous.plan_diagnostics.clone());
    }
    let Checked { value, diagnostics } = plan(site, theme);
    (shared(value, previous.map(|previous| &previous.plan)), diagnostics)
}
