//! The phases composed: one function for a cold build, for a check and for every change during a preview.
//!
//! [`assemble`] takes a handbook from its sources to its plan. Given its earlier result, it keeps whatever has equal inputs, and
//! still returns the same bytes and diagnostics: warm equals cold.

use std::sync::{Arc, OnceLock};

use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, IntoParallelRefIterator, ParallelIterator};

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::fingerprint::Fingerprint;
use crate::generated::{Basis, generated};
use crate::glossary::{Glossary, TermUse, glossary};
use crate::index::{Anchors, Index, Page, PageId, Surroundings, index, with_told_journey};
use crate::inputs::{Made, OutputInputs, PageInputs, PhaseInputs, phase};
use crate::keeping::keeping;
use crate::labels::labels;
use crate::link::{PageLinks, Tree, Wanted, link, wanted};
use crate::page_templates;
use crate::parse::{lossy_text, parse};
use crate::path::{RepositoryPath, SourcePath};
use crate::plan::search::parts;
use crate::plan::{Plan, Recipe, plan};
use crate::promises::Audience;
use crate::resolve::{Kept, Linked, Site, resolve};
use crate::source::Sources;
use crate::theme::Theme;
use crate::wording::Wording;

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

/// A handbook from load to plan, with everything that a later run can keep.
#[derive(Debug, Clone)]
pub struct Handbook {
    /// The site: every page, linked and placed in the navigation.
    pub site: Site,
    /// The theme that renders it.
    pub theme: Arc<Theme>,
    /// Every output and its recipe.
    pub plan: Arc<Plan>,
    parsed: Vec<Parsed>,
    wanted: Arc<Wanted>,
    faults: Faults,
    /// The inputs of the phases, and what was parsed from each page.
    inputs: PhaseInputs,
    page_inputs: Vec<PageInputs>,
    outputs: OnceLock<OutputInputs>,
}

/// Diagnostics by the phase that found them; those of a single file are in its [`Parsed`].
#[derive(Debug, Clone)]
struct Faults {
    /// For each page.
    link: Vec<Arc<[Diagnostic]>>,
    /// For each page, the words it should avoid; empty if the handbook lists none.
    wording: Vec<Arc<[Diagnostic]>>,
    index: Vec<Diagnostic>,
    keeping: Vec<Diagnostic>,
    labels: Vec<Diagnostic>,
    glossary: Vec<Diagnostic>,
    resolve: Vec<Diagnostic>,
    plan: Vec<Diagnostic>,
    templates: Vec<Diagnostic>,
}

/// One page's file, parsed.
#[derive(Debug, Clone)]
struct Parsed {
    page: Page,
    bytes: Arc<[u8]>,
    diagnostics: Arc<[Diagnostic]>,
}

impl Handbook {
    /// All problems of the content, of every phase up to the plan. Those of configuration, loading, theme and rendering are
    /// returned by the functions that do these.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let parsed = self.parsed.iter().flat_map(|parsed| parsed.diagnostics.iter());
        let linked = self.faults.link.iter().flat_map(|diagnostics| diagnostics.iter());
        let worded = self.faults.wording.iter().flat_map(|diagnostics| diagnostics.iter());
        parsed.chain(linked).chain(worded).chain(self.problems_between_pages()).cloned().collect()
    }

    /// The problems that concern several pages: those of the index, of owners and reviews, of the navigation and of the plan.
    pub fn problems_between_pages(&self) -> impl Iterator<Item = &Diagnostic> {
        let Faults { index, keeping, labels, glossary, resolve, plan, templates, link: _, wording: _ } = &self.faults;
        [index, keeping, labels, glossary, resolve, plan, templates].into_iter().flatten()
    }

    /// The fingerprint of the inputs of `recipe`: equal fingerprints mean equal bytes, in this run and in any other run of the same
    /// program.
    #[must_use]
    pub fn output_inputs(&self, recipe: &Recipe) -> Fingerprint {
        let Self { site, theme, plan, inputs: phases, page_inputs: pages, .. } = self;
        let made = Made { site, theme, plan, pages, phases };
        self.outputs.get_or_init(|| OutputInputs::new(made)).of(recipe, made)
    }

    /// The paths in the repository that pages link to and that the content does not hold, and those that their code is from, there or not.
    pub fn repository_paths(&self) -> impl Iterator<Item = &RepositoryPath> {
        self.wanted.repository_paths.iter().chain(&self.wanted.samples)
    }

    /// The number of links in the pages that are built.
    #[must_use]
    pub fn link_count(&self) -> usize {
        self.site.index.built_ids().map(|id| self.site.links(id).resolutions.len()).sum()
    }
}

/// Takes a handbook from its sources to its plan.
///
/// `survey` looks outside the content for what pages refer to; it is the only step that may do IO, so the caller supplies it.
/// `previous` is the result of an earlier call, with any inputs.
#[must_use]
pub fn assemble(inputs: Inputs, survey: impl FnOnce(&Wanted) -> Surroundings, previous: Option<&Handbook>) -> Handbook {
    assemble_telling(inputs, survey, previous, |_| {})
}

/// Does what [`assemble`] does, and calls `ended` with the name of each phase when it ends: `parse`, `survey`, `index`, `link`,
/// `resolve` and `plan`.
#[must_use]
pub fn assemble_telling(
    inputs: Inputs,
    survey: impl FnOnce(&Wanted) -> Surroundings,
    previous: Option<&Handbook>,
    mut ended: impl FnMut(&'static str),
) -> Handbook {
    let Inputs { config, sources, theme } = inputs;
    let (parsed, of_pages): (Vec<Parsed>, Vec<PageInputs>) = parse_pages(&sources, previous).into_iter().unzip();
    let pages: Vec<Page> = parsed.iter().map(|parsed| parsed.page.clone()).collect();
    ended("parse");

    // A page may define the journey, which every later phase reads from the configuration.
    let config = with_told_journey(config, &pages);
    let of_config = phase::config(&config);
    let previous = previous.filter(|previous| previous.inputs.config == of_config);
    // The earlier result, while its inputs are the same.
    let kept = |of: fn(&PhaseInputs) -> Fingerprint, now: Fingerprint| previous.filter(|kept| of(&kept.inputs) == now);

    let of_files = phase::files(&sources);
    let wanted = wanted_by(&pages, &of_pages, &sources, &config, kept(|inputs| inputs.files, of_files));
    let surroundings = shared(survey(&wanted), previous.map(|previous| &previous.site.surroundings));
    ended("survey");

    let of_index = phase::index(of_config, of_files, &of_pages);
    let kept_index = kept(|inputs| inputs.index, of_index);
    let indexed =
        kept_index.map(|kept| (kept.site.index.with_anchors(&pages), kept.faults.index.clone(), kept.inputs.index_made));
    let (index, index_diagnostics, index_made) = indexed.unwrap_or_else(|| {
        let Checked { value, diagnostics } = index(&config, &sources, &pages);
        let made = phase::index_made(&value, &pages, of_files);
        (value, diagnostics, made)
    });
    // Cheap, and made from every page's front matter and history: nothing of it is kept.
    let Checked { value: keeping, diagnostics: keeping_diagnostics } = keeping(&config, &index, &pages, &surroundings);
    let keeping = shared(keeping, previous.map(|previous| &previous.site.keeping));
    let Checked { value: labels, diagnostics: labels_diagnostics } = labels(&config, &index, &pages);
    let labels = shared(labels, previous.map(|previous| &previous.site.labels));
    let of_generated = phase::generated((of_config, index_made), &surroundings, &theme, &keeping, &labels, &index);
    let kept_generated = kept(|inputs| inputs.generated, of_generated).map(|kept| Arc::clone(&kept.site.generated));
    let generated = kept_generated.unwrap_or_else(|| {
        let theme_files = theme.assets().keys().map(String::as_str);
        let (index, history, keeping, labels) = (&index, &surroundings.history, &*keeping, &*labels);
        let basis = Basis { config: &config, sources: &sources, index, history, keeping, labels };
        Arc::new(generated(basis, theme_files, theme.locale()))
    });
    ended("index");

    let of_links = phase::links(of_config, index_made, &surroundings, &generated);
    let tree = Tree { index: &index, config: &config, surroundings: &surroundings, generated: &generated };
    let linked = link_pages(&pages, &of_pages, tree, kept(|inputs| inputs.links, of_links), previous);
    let (links, link_diagnostics): (Vec<Arc<PageLinks>>, Vec<_>) = linked.into_iter().unzip();
    let wording = wording(&config, &index, &parsed, previous);
    let Checked { value: glossary, diagnostics: glossary_diagnostics } = glossary(&config, &index, &pages, &sources);
    let glossary = shared(glossary, previous.map(|previous| &previous.site.glossary));
    let term_uses = term_uses(&glossary, &index, &parsed, previous);
    ended("link");

    let of_navigation = phase::navigation(of_config, index_made);
    let of_backlinks = phase::backlinks(index_made, links.iter().map(|links| &**links));
    let kept_parts = Kept {
        navigation: kept(|inputs| inputs.navigation, of_navigation).map(|kept| &kept.site.navigation),
        backlinks: kept(|inputs| inputs.backlinks, of_backlinks).map(|kept| &kept.site.backlinks),
        search: previous.map(|previous| &previous.site.search),
        drawings: previous.map(|previous| &previous.site.drawings),
    };
    let linked = Linked {
        config,
        sources,
        surroundings,
        index: Arc::new(index),
        keeping,
        labels,
        glossary,
        term_uses,
        generated,
        pages,
        links,
    };
    let Checked { value: site, diagnostics: resolve_diagnostics } = resolve(linked, kept_parts);
    ended("resolve");

    let of_plan = phase::plan((of_config, index_made, of_generated), &theme, &site, parts(&site));
    let kept_plan = kept(|inputs| inputs.plan, of_plan).map(|kept| (Arc::clone(&kept.plan), kept.faults.plan.clone()));
    let (plan, plan_diagnostics) = kept_plan.unwrap_or_else(|| {
        let Checked { value, diagnostics } = plan(&site, &theme);
        (shared(value, previous.map(|previous| &previous.plan)), diagnostics)
    });
    ended("plan");

    let inputs = PhaseInputs {
        config: of_config,
        files: of_files,
        index: of_index,
        index_made,
        generated: of_generated,
        links: of_links,
        navigation: of_navigation,
        backlinks: of_backlinks,
        plan: of_plan,
    };
    let faults = Faults {
        link: link_diagnostics,
        wording,
        index: index_diagnostics,
        keeping: keeping_diagnostics,
        labels: labels_diagnostics,
        glossary: glossary_diagnostics,
        resolve: resolve_diagnostics,
        plan: plan_diagnostics,
        templates: page_templates::check(&site, &site.config.templates),
    };
    Handbook { site, theme, plan, inputs, page_inputs: of_pages, outputs: OnceLock::new(), parsed, wanted, faults }
}

/// Parses every page whose bytes are new; the rest is kept.
fn parse_pages(sources: &Sources, previous: Option<&Handbook>) -> Vec<(Parsed, PageInputs)> {
    let pages: Vec<(&SourcePath, &Arc<[u8]>)> = sources.pages().collect();
    let earlier = previous.map_or(&[][..], |previous| &previous.parsed);
    pages
        .into_par_iter()
        .enumerate()
        .map(|(position, (path, bytes))| {
            // While no page is added or removed, each keeps its position.
            let stands = earlier.get(position).is_some_and(|parsed| parsed.page.path == *path);
            let position =
                if stands { Some(position) } else { earlier.binary_search_by(|parsed| parsed.page.path.cmp(path)).ok() };
            let found = position.and_then(|position| Some((earlier.get(position)?, previous?.page_inputs.get(position)?)));
            let kept = found.filter(|(parsed, _)| parsed.bytes == *bytes).map(|(parsed, inputs)| (parsed.clone(), *inputs));
            kept.unwrap_or_else(|| parse_page(path, bytes, found.map(|(parsed, _)| parsed)))
        })
        .collect()
}

/// Parses one page. Facts that are equal keep their old `Arc`, so that later phases see that nothing changed for them.
fn parse_page(path: &SourcePath, bytes: &Arc<[u8]>, earlier: Option<&Parsed>) -> (Parsed, PageInputs) {
    let Checked { value, diagnostics } = parse(path, bytes);
    let parsed = shared(value, earlier.map(|earlier| &earlier.page.parsed));
    let anchors = shared(Anchors::new(&parsed), earlier.map(|earlier| &earlier.page.anchors));
    let inputs = PageInputs::new(&parsed, bytes);
    let page = Page { path: path.clone(), parsed, anchors };
    (Parsed { page, bytes: Arc::clone(bytes), diagnostics: diagnostics.into() }, inputs)
}

/// The earlier `Arc` when its value is equal.
fn shared<T: PartialEq>(value: T, earlier: Option<&Arc<T>>) -> Arc<T> {
    match earlier {
        Some(earlier) if **earlier == value => Arc::clone(earlier),
        _ => Arc::new(value),
    }
}

/// What the survey has to look for. While no file is added or removed, which `previous` guarantees, changed pages add to what was
/// wanted before: looking for something that no page mentions any more costs little and changes no output.
fn wanted_by(
    pages: &[Page],
    of_pages: &[PageInputs],
    sources: &Sources,
    config: &Config,
    previous: Option<&Handbook>,
) -> Arc<Wanted> {
    let Some(previous) = previous else { return Arc::new(wanted(pages, sources, config)) };
    let differs = |(new, old): (&PageInputs, &PageInputs)| new.destinations != old.destinations;
    let differences = of_pages.iter().zip(&previous.page_inputs).map(differs);
    let changed: Vec<Page> =
        pages.iter().zip(differences).filter(|(_, is_other)| *is_other).map(|(new, _)| new.clone()).collect();
    let mut all = Arc::clone(&previous.wanted);
    if !changed.is_empty() {
        let all = Arc::make_mut(&mut all);
        let new = wanted(&changed, sources, config);
        all.repository_paths.extend(new.repository_paths);
        all.images.extend(new.images);
        all.samples.extend(new.samples);
        all.day |= new.day;
    }
    all
}

/// Links every page for which something changed: the page itself, what all links are resolved against, or the anchors of a page it
/// links to. `kept` has links that were resolved against the same things; results of `previous` stay in memory if they are equal.
fn link_pages(
    pages: &[Page],
    of_pages: &[PageInputs],
    tree: Tree<'_>,
    kept: Option<&Handbook>,
    previous: Option<&Handbook>,
) -> Vec<(Arc<PageLinks>, Arc<[Diagnostic]>)> {
    let index = tree.index;
    let moved = kept.map(|kept| index.changed_anchors(&kept.site.index)).unwrap_or_default();
    let ids: Vec<PageId> = index.ids().collect();
    ids.par_iter()
        .map(|id| {
            let position = id.position();
            if let Some(kept) = kept
                && kept.page_inputs[position].linked == of_pages[position].linked
                && !kept.site.links[position].lead_to_any(&moved)
            {
                return (Arc::clone(&kept.site.links[position]), Arc::clone(&kept.faults.link[position]));
            }
            let Checked { value, diagnostics } = link_page(*id, &pages[position], tree);
            let earlier = previous.and_then(|previous| previous.site.links.get(position));
            (shared(value, earlier), diagnostics.into())
        })
        .collect()
}

/// Searches the pages for words to avoid. What was found in pages with equal bytes under an equal configuration is kept. Pages that
/// are not built are not searched.
fn wording(config: &Config, index: &Index, parsed: &[Parsed], previous: Option<&Handbook>) -> Vec<Arc<[Diagnostic]>> {
    let Some(wording) = Wording::new(&config.words) else { return Vec::new() };
    let ids: Vec<PageId> = index.ids().collect();
    ids.par_iter()
        .map(|id| {
            let of_page @ Parsed { page, bytes, .. } = &parsed[id.position()];
            let earlier = unchanged(previous, of_page).and_then(|(previous, position)| previous.faults.wording.get(position));
            match earlier {
                Some(earlier) => Arc::clone(earlier),
                None if index.page(*id).is_hidden => Arc::from([]),
                None => wording.faults(&page.path, &lossy_text(bytes), page.parsed.body).into(),
            }
        })
        .collect()
}

/// Looks through the pages for the terms of glossaries; what was found in pages with equal bytes for an equal glossary is kept.
fn term_uses(glossary: &Arc<Glossary>, index: &Index, parsed: &[Parsed], previous: Option<&Handbook>) -> Vec<Arc<[TermUse]>> {
    let Some(finder) = glossary.finder() else { return Vec::new() };
    let previous = previous.filter(|previous| Arc::ptr_eq(&previous.site.glossary, glossary));
    let ids: Vec<PageId> = index.ids().collect();
    ids.par_iter()
        .map(|id| {
            let of_page @ Parsed { page, bytes, .. } = &parsed[id.position()];
            let earlier = unchanged(previous, of_page).and_then(|(previous, position)| {
                let was_hidden = previous.site.index.pages[position].is_hidden;
                previous.site.term_uses.get(position).filter(|_| was_hidden == index.page(*id).is_hidden)
            });
            match earlier {
                Some(earlier) => Arc::clone(earlier),
                None if index.page(*id).is_hidden => Arc::from([]),
                None => finder.uses(page, &lossy_text(bytes)).into(),
            }
        })
        .collect()
}

/// The position of a page in `previous`, if it had the same bytes there.
fn unchanged<'p>(previous: Option<&'p Handbook>, parsed: &Parsed) -> Option<(&'p Handbook, usize)> {
    let previous = previous?;
    let position = previous.parsed.binary_search_by(|earlier| earlier.page.path.cmp(&parsed.page.path)).ok()?;
    (previous.parsed[position].bytes == parsed.bytes).then_some((previous, position))
}

/// A hidden draft is in no output, so faults in its links do not matter yet.
fn link_page(id: PageId, page: &Page, tree: Tree<'_>) -> Checked<PageLinks> {
    let entry = tree.index.page(id);
    let checked = if entry.is_hidden && entry.audience == Audience::Public {
        Checked::clean(PageLinks::default())
    } else {
        link(id, &page.parsed, tree)
    };
    // Files that only internal pages refer to are withheld too, so their links must be known.
    if entry.is_hidden { Checked::clean(checked.value) } else { checked }
}
