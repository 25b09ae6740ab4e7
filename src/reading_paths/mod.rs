//! The handbook's reading paths: what `paths:` names, looked up as links are.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::config::{FILE_NAME, ReadingPath};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::generated::Generated;
use crate::index::{Index, PageId};
use crate::link::{PageLinks, Resolution, Target, Tree, link_beside};
use crate::parse::{Link, LinkForm, ParsedPage};
use crate::path::SourcePath;

/// A path with what its steps lead to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Route {
    /// The steps, in order, each once.
    pub steps: Vec<Step>,
}

/// A page or a section of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The page.
    pub page: PageId,
    /// The section's anchor; `None` for the whole page.
    pub anchor: Option<Arc<str>>,
}

/// Looks up the steps of all paths, and reports those that lead to no page of the handbook.
#[must_use]
pub fn routes(paths: &[ReadingPath], tree: Tree<'_>) -> Checked<Vec<Route>> {
    let mut diagnostics = Vec::new();
    let routes = paths.iter().map(|path| route(path, tree, &mut diagnostics)).collect();
    Checked { value: routes, diagnostics }
}

fn route(path: &ReadingPath, tree: Tree<'_>, diagnostics: &mut Vec<Diagnostic>) -> Route {
    let links: Vec<Link> = path.steps.iter().map(|step| link(&step.value, &step.span)).collect();
    let named = ParsedPage { links, ..ParsedPage::default() };
    // Steps are written from the content root, where this file is taken to be.
    let Checked { value: PageLinks { resolutions }, diagnostics: faults } =
        link_beside(&SourcePath::from(FILE_NAME), &named, tree);
    // A public site leaves internal pages out of this list as out of any other.
    let (internal, faults): (Vec<_>, Vec<_>) = faults.into_iter().partition(|fault| fault.code == Code::LinkToInternal);
    diagnostics.extend(faults.into_iter().map(|fault| fault.in_project(FILE_NAME)));
    let mut steps = Vec::new();
    for (step, resolution) in path.steps.iter().zip(resolutions) {
        match resolution {
            Resolution::Internal { target: Target::Page(page), href, .. } => {
                let anchor =
                    href.split_once('#').map(|(_, anchor)| percent_encoding::percent_decode_str(anchor).decode_utf8_lossy());
                let anchor: Option<Arc<str>> = anchor.map(|anchor| Arc::from(&*anchor));
                let is_folder = step.value.ends_with('/') && anchor.is_none();
                steps.push(Step { page, anchor });
                if is_folder {
                    steps.extend(below(tree.index, folder_of(tree.index, page).unwrap_or(step.value.trim_end_matches('/'))));
                }
            }
            Resolution::Internal { target: Target::Generated(Generated::Folder(folder)), .. } => {
                steps.extend(below(tree.index, &folder));
            }
            Resolution::Internal { target: Target::Generated(Generated::Landing(stage)), .. } => {
                steps.extend(below(tree.index, &tree.config.journey.stage(stage).id));
            }
            // The folder's own page may be internal, and others in it are not.
            Resolution::Missing if step.value.ends_with('/') => steps.extend(below(tree.index, step.value.trim_matches('/'))),
            Resolution::Missing => {}
            _ => {
                let message = format!("a reading path cannot lead to `{}`", step.value);
                let problem = Diagnostic::new(Code::BrokenLink, message).in_project(FILE_NAME).at(step.span.clone());
                diagnostics.push(problem.subject(&*step.value).help("name a page of the content, a section of one, or a folder"));
            }
        }
    }
    let mut seen = BTreeSet::new();
    steps.retain(|step| seen.insert(step.clone()));
    if let Some(fault) = internal.into_iter().next().filter(|_| steps.is_empty()) {
        let fault =
            Diagnostic { message: "all pages of this reading path are internal, and the site is public".to_owned(), ..fault };
        diagnostics.push(fault.in_project(FILE_NAME).help("name a page that is public, or take the path out"));
    }
    Route { steps }
}

fn link(written: &Arc<str>, span: &Range<usize>) -> Link {
    Link {
        form: LinkForm::Inline,
        at: span.start,
        destination: Arc::clone(written),
        span: span.clone(),
        is_escaped: false,
        sentence: None,
    }
}

/// The folder that a page speaks for.
fn folder_of(index: &Index, page: PageId) -> Option<&str> {
    index.folders.iter().find(|(_, folder)| folder.own_page == Some(page)).map(|(path, _)| &**path)
}

/// The listed pages of a folder and below, in the order of their paths.
fn below<'a>(index: &'a Index, folder: &str) -> impl Iterator<Item = Step> + use<'a> {
    let start = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    let pages = index.listed_ids().filter(move |id| index.page(*id).path.as_str().starts_with(&start));
    pages.map(|page| Step { page, anchor: None })
}
