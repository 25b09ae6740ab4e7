//! `assign:`, what pages are given because of their paths.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use globset::GlobSet;

use crate::journey::{Journey, NeedIndex, StageIndex};
use crate::promises::{self, Audience, ReviewPeriod};
use crate::yaml::{Content, Entry, KnownKey, Node, Problem};

use super::keys::AssignKey;
use super::{Spanned, globs};
use crate::yaml::section::{Refusals, Section, unknown};

/// One entry of `assign:`.
#[derive(Debug, Clone)]
pub struct Assignment {
    /// The pages it is for: globs relative to the content root, as written.
    pub paths: Vec<String>,
    /// The compiled `paths`.
    pub globs: GlobSet,
    /// The stages it gives, home first; `None` if it does not mention stages.
    pub stages: Option<Vec<StageIndex>>,
    /// The needs it gives.
    pub needs: Vec<NeedIndex>,
    /// Who owns the pages; empty if it does not mention owners.
    pub owner: Vec<Spanned<Arc<str>>>,
    /// How long a review of the pages is valid.
    pub review_every: Option<ReviewPeriod>,
    /// For whom the pages are.
    pub audience: Option<Audience>,
    /// The tags and the values of facets that it gives, in the order of the file.
    pub labels: Vec<AssignedLabels>,
}

/// The values of one facet, or the tags, that an entry of `assign:` gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AssignedLabels {
    /// The key in the front matter of pages: that of a facet, or `tags`.
    pub key: Spanned<Arc<str>>,
    /// What it gives, at least one.
    pub values: Vec<Spanned<Arc<str>>>,
}

impl Hash for Assignment {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Self { paths, globs: _, stages, needs, owner, review_every, audience, labels } = self;
        (paths, stages, needs, owner, review_every, audience, labels).hash(state);
    }
}

/// Reads the entries; one without valid `paths` is left out.
pub(super) fn read(node: &Node, journey: &Journey, refusals: &mut Refusals) -> Vec<Assignment> {
    let mut assignments = Vec::new();
    for item in node.items() {
        let Content::Mapping(_) = item.content else {
            let message = format!("an entry of `assign` is a map, not {}", item.kind());
            refusals.add(Problem::new(item.span.clone(), message, "write `{ paths: [tutorials/**], stage: adoption }`"));
            continue;
        };
        let section = refusals.section(item, "assign");
        if section.get(AssignKey::Paths).is_none() {
            refusals.add(Problem::new(section.head(), "this entry names no `paths`", "add `paths: [folder/**]`"));
        }
        let gives = AssignKey::ALL.iter().filter(|key| **key != AssignKey::Paths);
        if gives.clone().all(|key| section.get(*key).is_none()) {
            let names: Vec<String> = gives.map(|key| format!("`{}`", key.name())).collect();
            let help = format!("add one of {}, or delete the entry", names.join(", "));
            refusals.add(Problem::new(section.head(), "this entry gives nothing to its pages", help));
        }
        let stages = stages(&section, journey, refusals);
        let needs = needs(&section, journey, refusals);
        let owner = texts(section.get(AssignKey::Owner), "owner", refusals);
        let labels = labels(&section, refusals);
        let review_every = section.read(AssignKey::ReviewEvery, refusals, promises::period);
        let audience = section.read(AssignKey::Audience, refusals, Audience::parse);
        let (globs, paths) = globs::read(section.get(AssignKey::Paths), refusals);
        if !paths.is_empty() {
            assignments.push(Assignment { paths, globs, stages, needs, owner, review_every, audience, labels });
        }
    }
    assignments
}

/// One text, or a list of them.
fn texts(entry: Option<&Entry>, what: &'static str, refusals: &mut Refusals) -> Vec<Spanned<Arc<str>>> {
    refusals.list(entry, |node| node.text(what).map(|text| Spanned { value: text.trim().into(), span: node.span.clone() }))
}

/// The tags, and the values of each facet; the names are looked at when all of the configuration is known.
fn labels(section: &Section<'_, AssignKey>, refusals: &mut Refusals) -> Vec<AssignedLabels> {
    let facets = section.value(AssignKey::Facets).and_then(|node| refusals.accept(node.entries("facets"))).unwrap_or_default();
    let mut labels = Vec::new();
    for entry in section.get(AssignKey::Tags).into_iter().chain(facets) {
        let values = texts(Some(entry), "facets", refusals);
        if !values.is_empty() {
            let key = Spanned { value: entry.key.as_str().into(), span: entry.key_span.clone() };
            labels.push(AssignedLabels { key, values });
        }
    }
    labels
}

fn stages(section: &Section<'_, AssignKey>, journey: &Journey, refusals: &mut Refusals) -> Option<Vec<StageIndex>> {
    let entry = section.get(AssignKey::Stage)?;
    let mut stages = refusals.list(Some(entry), |node| stage(node, journey));
    let mut seen = Vec::new();
    stages.retain(|stage| {
        !seen.contains(stage) && {
            seen.push(*stage);
            true
        }
    });
    // `stage: []` means none, but a list whose ids were all refused means nothing.
    if stages.is_empty() && !entry.value.items().is_empty() { None } else { Some(stages) }
}

fn needs(section: &Section<'_, AssignKey>, journey: &Journey, refusals: &mut Refusals) -> Vec<NeedIndex> {
    let mut needs = refusals.list(section.get(AssignKey::Needs), |node| need(node, journey));
    needs.sort_unstable();
    needs.dedup();
    needs
}

/// The stage that a node names by its id.
pub(super) fn stage(node: &Node, journey: &Journey) -> Result<StageIndex, Problem> {
    let id = node.text("stage")?;
    journey.stage_of(id).ok_or_else(|| {
        let known = journey.stages.iter().map(|stage| &*stage.id);
        unknown(node.span.clone(), format!("the journey has no stage `{id}`"), "stage", id, known)
    })
}

/// The need that a node names by its id.
pub(super) fn need(node: &Node, journey: &Journey) -> Result<NeedIndex, Problem> {
    let id = node.text("need")?;
    journey.need_of(id).ok_or_else(|| {
        let known = journey.needs.iter().map(|need| &*need.id);
        unknown(node.span.clone(), format!("the journey has no need `{id}`"), "need", id, known)
    })
}
