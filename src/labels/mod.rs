//! What each page says it is, by the words that `handbook.yaml` gives a meaning: its status, its tags and facets, and the day of a decision.
//!
//! 1. [`labels`] reads them from every page's front matter; `faults` says what no such word is.
//! 2. Pages, lists, the search, data and commands ask [`Labels`] alone.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use crate::config::{AssignKey, Assignment, Config, FILE_NAME, Facet, Label, Spanned, Standing, Status};
use crate::diagnostic::{Checked, Diagnostic};
use crate::index::{Index, Page, PageId};
use crate::parse::FrontMatter;
use crate::promises::day;
use crate::yaml::KnownKey;

mod faults;
#[cfg(test)]
mod tests;

/// The kind of pages that record a decision.
pub const DECISION: &str = "decision";

/// The kinds of pages that show something of their own.
const SPECIAL: [&str; 3] = [DECISION, "glossary", "checklist"];

/// The keys that say what it takes to do what a page tells of, and what comes of it, in the order in which they are shown.
pub const WORK: [&str; 4] = ["role", "cadence", "effort", "outcome"];

/// What is known of the labels of all pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// For each page; empty where no page has any.
    pages: Vec<PageLabels>,
    /// Which values of each facet a listed page has, by their places in the configuration.
    used: Vec<BTreeSet<usize>>,
    /// Whether a page shows something that only some kinds of pages do.
    shows_kinds: bool,
}

/// What one page says it is. Numbers are places in the configuration.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PageLabels {
    /// Which of the statuses.
    pub status: Option<usize>,
    /// For each facet, which of its values, in the order of the page.
    pub values: Vec<Vec<usize>>,
    /// The day of a decision.
    pub date: Option<Date>,
}

static NONE: PageLabels = PageLabels { status: None, values: Vec::new(), date: None };

impl PageLabels {
    fn says_nothing(&self) -> bool {
        self.status.is_none() && self.date.is_none() && self.values.iter().all(Vec::is_empty)
    }

    /// Which values of a facet the page has.
    #[must_use]
    pub fn of(&self, facet: usize) -> &[usize] {
        self.values.get(facet).map_or(&[], Vec::as_slice)
    }

    /// Its status.
    #[must_use]
    pub fn status<'c>(&self, config: &'c Config) -> Option<&'c Status> {
        config.labels.statuses.get(self.status?)
    }

    /// What its status means.
    #[must_use]
    pub fn standing(&self, config: &Config) -> Option<Standing> {
        Some(self.status(config)?.standing)
    }
}

impl Labels {
    /// What one page says it is.
    #[must_use]
    pub fn page(&self, id: PageId) -> &PageLabels {
        self.pages.get(id.position()).unwrap_or(&NONE)
    }

    /// The values of a facet that a listed page has.
    pub fn used<'a>(&'a self, config: &'a Config, facet: usize) -> impl Iterator<Item = (usize, &'a Label)> + 'a {
        let values = config.labels.facets.get(facet).map_or(&[][..], |facet| &facet.values);
        let used = self.used.get(facet).into_iter().flatten();
        used.filter_map(|number| Some((*number, values.get(*number)?)))
    }

    /// Which values of each facet a listed page has.
    #[must_use]
    pub fn all_used(&self) -> &[BTreeSet<usize>] {
        &self.used
    }

    /// Whether a page that is built shows something that only some kinds of pages do: a banner, a box, a chain of decisions.
    #[must_use]
    pub const fn shows_kinds(&self) -> bool {
        self.shows_kinds
    }

    /// The listed pages that have a value of a facet, in the order of the index.
    pub fn bearing<'a>(&'a self, index: &'a Index, facet: usize, value: usize) -> impl Iterator<Item = PageId> + 'a {
        index.listed_ids().filter(move |id| self.page(*id).of(facet).contains(&value))
    }
}

/// Reads the labels of every page, and reports what is wrong with those of pages that are built.
#[must_use]
pub fn labels(config: &Config, index: &Index, pages: &[Page]) -> Checked<Labels> {
    let mut diagnostics = assigned_faults(config);
    let mut all = Vec::with_capacity(pages.len());
    for (id, page) in index.ids().zip(pages) {
        let mut problems = Vec::new();
        all.push(page_labels(config, page, &mut problems));
        if !index.page(id).is_hidden {
            diagnostics.extend(problems);
        }
    }
    let shows = |id: PageId| all[id.position()].status.is_some() || is_of_special_kind(&pages[id.position()].parsed.front_matter);
    let shows_kinds = index.built_ids().any(shows);
    if all.iter().all(PageLabels::says_nothing) {
        return Checked { value: Labels { shows_kinds, ..Labels::default() }, diagnostics };
    }
    let mut used = vec![BTreeSet::new(); config.labels.facets.len()];
    for labels in index.listed_ids().map(|id| &all[id.position()]) {
        for (used, values) in used.iter_mut().zip(&labels.values) {
            used.extend(values);
        }
    }
    Checked { value: Labels { pages: all, used, shows_kinds }, diagnostics }
}

/// Whether a page shows something that only some kinds of pages do.
fn is_of_special_kind(front_matter: &FrontMatter) -> bool {
    let takes_work = WORK.iter().any(|key| !front_matter.said(key).is_empty());
    takes_work || front_matter.kind.as_ref().is_some_and(|kind| SPECIAL.contains(&&*kind.value))
}

fn page_labels(config: &Config, page: &Page, problems: &mut Vec<Diagnostic>) -> PageLabels {
    let front_matter = &page.parsed.front_matter;
    if front_matter.said.is_empty() && config.assign.iter().all(|entry| entry.labels.is_empty()) {
        return PageLabels::default();
    }
    problems.extend(faults::misspelt(config, page));
    PageLabels {
        status: status(config, page, problems),
        values: values(config, page, problems),
        date: is_decision(front_matter).then(|| date(page, problems)).flatten(),
    }
}

/// Whether a page records a decision.
#[must_use]
pub fn is_decision(front_matter: &FrontMatter) -> bool {
    front_matter.kind.as_ref().is_some_and(|kind| *kind.value == *DECISION)
}

fn status(config: &Config, page: &Page, problems: &mut Vec<Diagnostic>) -> Option<usize> {
    let statuses = &config.labels.statuses;
    let said = page.parsed.front_matter.said("status");
    if statuses.is_empty() {
        return None;
    }
    if let Some(second) = said.get(1) {
        problems.push(faults::second_status(page, second));
    }
    let said = said.first()?;
    let found = statuses.iter().position(|status| *status.id == *said.value);
    if found.is_none() {
        let known = statuses.iter().map(|status| (&*status.id, status.title.as_deref().unwrap_or_default()));
        let problem = faults::unknown(&said.value, "status", "statuses", known);
        problems.push(problem.in_source(&page.path).at(said.span.clone()));
    }
    found
}

/// The values of each facet: what the page says, else what `assign:` gives it.
fn values(config: &Config, page: &Page, problems: &mut Vec<Diagnostic>) -> Vec<Vec<usize>> {
    let facets = config.labels.facets.iter().map(|facet| {
        let own = page.parsed.front_matter.said(&facet.key);
        let mut found = Vec::new();
        let mut add = |value: &str| match facet.values.iter().position(|known| *known.id == *value) {
            None => false,
            Some(place) => {
                if !found.contains(&place) {
                    found.push(place);
                }
                true
            }
        };
        for said in own.iter().filter(|said| !add(&said.value)) {
            problems.push(unknown_value(facet, &said.value).in_source(&page.path).at(said.span.clone()));
        }
        // What `assign:` says wrong is told once, where it stands.
        let assigned = || config.assigned(page.path.as_str(), |entry| given(entry, &facet.key)).unwrap_or_default();
        for said in if own.is_empty() { assigned() } else { &[] } {
            add(&said.value);
        }
        found
    });
    facets.collect()
}

/// What an entry of `assign:` gives of a facet.
fn given<'a>(entry: &'a Assignment, facet: &str) -> Option<&'a [Spanned<Arc<str>>]> {
    entry.labels.iter().find(|labels| *labels.key.value == *facet).map(|labels| &*labels.values)
}

fn unknown_value(facet: &Facet, said: &str) -> Diagnostic {
    let known = facet.values.iter().map(|value| (&*value.id, &*value.title));
    let listed_in = if facet.is_tags() { "tags".to_owned() } else { format!("facets.{}", facet.key) };
    faults::unknown(said, facet.filter(), &listed_in, known)
}

/// What `assign:` says of tags and facets that the handbook does not have.
fn assigned_faults(config: &Config) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    let here = |problem: Diagnostic, said: &Spanned<Arc<str>>| problem.in_project(FILE_NAME).at(said.span.clone());
    for labels in config.assign.iter().flat_map(|entry| &entry.labels) {
        if let Some(facet) = config.labels.facets.iter().find(|facet| facet.key == labels.key.value) {
            let is_unknown = |said: &&Spanned<Arc<str>>| facet.values.iter().all(|value| value.id != said.value);
            problems.extend(labels.values.iter().filter(is_unknown).map(|said| here(unknown_value(facet, &said.value), said)));
        } else {
            let known = config.labels.facets.iter().filter(|facet| !facet.is_tags());
            let known = known.map(|facet| (&*facet.key, facet.title.as_deref().unwrap_or_default()));
            let is_tags = *labels.key.value == *AssignKey::Tags.name();
            let (what, listed_in) = if is_tags { ("key", "tags") } else { ("facet", "facets") };
            problems.push(here(faults::unknown(&labels.key.value, what, listed_in, known), &labels.key));
        }
    }
    problems
}

/// The day of a decision, `2026-05-30`.
fn date(page: &Page, problems: &mut Vec<Diagnostic>) -> Option<Date> {
    let said = page.parsed.front_matter.said("date").first()?;
    day(&said.value).map_err(|_| problems.push(faults::date(page, said))).ok()
}
