//! `journey:`, which replaces parts of the default journey and must leave it consistent.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::journey::{Fault, Journey, JourneyArc, Need, NotApplicable, Stage, id_fault};
use crate::path::in_words;
use crate::yaml::{Content, KnownKey, Node, Problem};

use super::assign;
use super::keys::{ArcKey, JourneyKey, NeedKey, NotApplicableKey, StageKey};
use crate::yaml::section::{Refusals, Section};

/// Reads the parts that are given; the others stay the default's as far as they fit. `default` alone asks for the default journey.
pub(super) fn read(node: &Node, refusals: &mut Refusals) -> Journey {
    if let Some(scalar) = node.scalar() {
        if &*scalar.text != "default" {
            let message = format!("`{}` is not a journey", scalar.text);
            let help = "write `journey: default` for the default journey, or the parts of your own below `journey:`";
            refusals.add(Problem::new(node.span.clone(), message, help));
        }
        return Journey::default();
    }
    let section = refusals.section(node, "journey");
    let default = Journey::default();
    let mut journey = default.clone();
    let before = refusals.problems.len();
    if let Some(node) = section.value(JourneyKey::Stages) {
        journey.stages = stages(node, &default, refusals);
        if journey.stages.is_empty() {
            if refusals.problems.len() == before {
                refusals.add(Problem::new(
                    node.span.clone(),
                    "a journey has at least one stage",
                    "add a stage, or delete `stages:`",
                ));
            }
            journey.stages.clone_from(&default.stages);
        }
    }
    let stages_are_good = refusals.problems.len() == before;
    let is_default_order = journey.stages.iter().map(|stage| &stage.id).eq(default.stages.iter().map(|stage| &stage.id));
    if !is_default_order {
        journey.arcs.clear();
    }
    if let Some(node) = section.value(JourneyKey::Arcs) {
        // Arcs over stages that were refused would only repeat that refusal.
        journey.arcs = if stages_are_good { arcs(node, &journey, refusals) } else { Vec::new() };
    }
    if let Some(node) = section.value(JourneyKey::Needs) {
        journey.needs = needs(node, &default, refusals);
    }
    if let Some(node) = section.value(JourneyKey::NotApplicable).filter(|_| stages_are_good) {
        journey.not_applicable = not_applicable(node, &journey, refusals);
    }
    journey
}

fn stages(node: &Node, default: &Journey, refusals: &mut Refusals) -> Vec<Stage> {
    let mut ids = Ids::new("stage");
    let mut stages = Vec::new();
    for item in node.items() {
        let Some((id, section)) = ids.read(item, StageKey::Id, refusals) else { continue };
        let known = default.stage_of(id).map(|index| default.stage(index));
        let text =
            |key, refusals: &mut Refusals| section.as_ref().and_then(|section| section.text(key, refusals)).map(Arc::<str>::from);
        let title = text(StageKey::Title, refusals)
            .or_else(|| known.map(|stage| stage.title.clone()))
            .unwrap_or_else(|| in_words(id).into());
        let summary = text(StageKey::Summary, refusals).or_else(|| known.map(|stage| stage.summary.clone())).unwrap_or_default();
        stages.push(Stage { id: id.into(), title, summary });
    }
    stages
}

fn needs(node: &Node, default: &Journey, refusals: &mut Refusals) -> Vec<Need> {
    let mut ids = Ids::new("need");
    let mut needs = Vec::new();
    for item in node.items() {
        let Some((id, section)) = ids.read(item, NeedKey::Id, refusals) else { continue };
        let known = default.need_of(id).map(|index| default.need(index));
        let text =
            |key, refusals: &mut Refusals| section.as_ref().and_then(|section| section.text(key, refusals)).map(Arc::<str>::from);
        let title = text(NeedKey::Title, refusals)
            .or_else(|| known.map(|need| need.title.clone()))
            .unwrap_or_else(|| in_words(id).into());
        let summary = text(NeedKey::Summary, refusals).or_else(|| known.map(|need| need.summary.clone())).unwrap_or_default();
        let offers = match section.as_ref().and_then(|section| section.get(NeedKey::Offers)) {
            Some(entry) => refusals.list(Some(entry), |node| node.text("offers").map(Arc::from)),
            None => known.map(|need| need.offers.clone()).unwrap_or_default(),
        };
        needs.push(Need { id: id.into(), title, summary, offers });
    }
    needs
}

/// Reads the arcs; if they do not form a loop over the stages, reports where and returns none.
fn arcs(node: &Node, journey: &Journey, refusals: &mut Refusals) -> Vec<JourneyArc> {
    let before = refusals.problems.len();
    let mut seen = BTreeSet::new();
    let mut arcs = Vec::new();
    // The places of the arc's parts, for when they do not fit together.
    let mut places: Vec<(Range<usize>, Vec<Range<usize>>)> = Vec::new();
    for item in node.items() {
        if item.scalar().is_some() {
            let message = "an arc is a map, not text";
            refusals.add(Problem::new(
                item.span.clone(),
                message,
                "write `{ from: inspiration, to: production, stages: [attraction, …] }`",
            ));
            continue;
        }
        let section = refusals.section(item, "arcs");
        for key in [ArcKey::From, ArcKey::To] {
            section.require(key, "this arc", refusals);
        }
        let from = section.text(ArcKey::From, refusals).unwrap_or_default();
        let to = section.text(ArcKey::To, refusals).unwrap_or_default();
        let Some(entry) = section.get(ArcKey::Stages).filter(|entry| !entry.value.items().is_empty()) else {
            refusals.add(Problem::new(item.span.clone(), "this arc has no stages", "add `stages: […]`, or delete the arc"));
            continue;
        };
        let stages = refusals.list(Some(entry), |node| assign::stage(node, journey));
        let id = section.text(ArcKey::Id, refusals).map_or_else(|| format!("{from}-to-{to}"), str::to_owned);
        if !seen.insert(id.clone()) {
            let place = section.value(ArcKey::Id).unwrap_or(item).span.clone();
            refusals.add(Problem::new(place, format!("two arcs have the id `{id}`"), "give each arc an `id:` of its own"));
        }
        let title = section.text(ArcKey::Title, refusals).map_or_else(|| JourneyArc::title_of(from, to), Arc::from);
        arcs.push(JourneyArc { id: id.into(), title, from: from.into(), to: to.into(), stages });
        let to = section.value(ArcKey::To).unwrap_or(item).span.clone();
        places.push((to, entry.value.items().iter().map(|item| item.span.clone()).collect()));
    }
    if refusals.problems.len() > before {
        return Vec::new();
    }
    let whole = Journey { arcs, ..journey.clone() };
    let faults = whole.arc_faults();
    for fault in &faults {
        refusals.add(arc_problem(fault, &whole, &places));
    }
    if faults.is_empty() { whole.arcs } else { Vec::new() }
}

fn arc_problem(fault: &Fault, journey: &Journey, places: &[(Range<usize>, Vec<Range<usize>>)]) -> Problem {
    let order = "the arcs together list every stage once, in the order of `stages`";
    match *fault {
        Fault::Misplaced { arc, position, expected } => {
            let stage = journey.stage(journey.arcs[arc].stages[position]);
            let (_, stages) = &places[arc];
            let message = match expected {
                Some(expected) => format!("the stage `{}` stands where `{}` is next", stage.id, journey.stage(expected).id),
                None => format!("the stage `{}` stands in an arc already", stage.id),
            };
            Problem::new(stages[position].clone(), message, order)
        }
        Fault::Uncovered(stage) => {
            let last = places.last().and_then(|(to, stages)| stages.last().or(Some(to))).cloned().unwrap_or_default();
            Problem::new(last, format!("no arc holds the stage `{}`", journey.stage(stage).id), order)
        }
        Fault::Apart { arc, next } => {
            let (to, from) = (&journey.arcs[arc].to, &journey.arcs[next].from);
            let message = format!("this arc leads to `{to}`, and the next one sets out from `{from}`");
            let help = "each arc sets out where the one before leads, and the first where the last one leads";
            Problem::new(places[arc].0.clone(), message, help).suggest(&**from)
        }
    }
}

fn not_applicable(node: &Node, journey: &Journey, refusals: &mut Refusals) -> Vec<NotApplicable> {
    let mut pairs: Vec<NotApplicable> = Vec::new();
    for item in node.items() {
        let Content::Mapping(_) = item.content else {
            let message = format!("an entry of `not_applicable` is a map, not {}", item.kind());
            refusals.add(Problem::new(item.span.clone(), message, "write `{ stage: attraction, need: tutoring, reason: … }`"));
            continue;
        };
        let section = refusals.section(item, "not_applicable");
        for key in NotApplicableKey::ALL.iter().copied() {
            section.require(key, "this entry", refusals);
        }
        let stage = section.read(NotApplicableKey::Stage, refusals, |node| assign::stage(node, journey));
        let need = section.read(NotApplicableKey::Need, refusals, |node| assign::need(node, journey));
        let reason = section.text(NotApplicableKey::Reason, refusals);
        let (Some(stage), Some(need), Some(reason)) = (stage, need, reason) else { continue };
        if pairs.iter().any(|pair| (pair.stage, pair.need) == (stage, need)) {
            refusals.add(Problem::new(item.span.clone(), "this stage and need stand here a second time", "keep one of the two"));
            continue;
        }
        pairs.push(NotApplicable { stage, need, reason: reason.into() });
    }
    pairs
}

/// The ids so far; each may occur only once.
struct Ids<'n> {
    what: &'static str,
    seen: BTreeSet<&'n str>,
}

impl<'n> Ids<'n> {
    fn new(what: &'static str) -> Self {
        Self { what, seen: BTreeSet::new() }
    }

    /// The id of an item, which is the id alone or a map with it; nothing if it is refused.
    fn read<K: KnownKey>(
        &mut self,
        item: &'n Node,
        id_key: K,
        refusals: &mut Refusals,
    ) -> Option<(&'n str, Option<Section<'n, K>>)> {
        let what = self.what;
        let (id, place, section) = if item.scalar().is_some() {
            (refusals.accept(item.text(what))?, item.span.clone(), None)
        } else {
            let section = refusals.section(item, what);
            section.require(id_key, &format!("this {what}"), refusals);
            let node = section.value(id_key)?;
            (refusals.accept(node.text("id"))?, node.span.clone(), Some(section))
        };
        if let Some(why) = id_fault(id) {
            let help = "an id is a folder's name and part of an address: write it like `social-action`";
            let problem = Problem::new(place, format!("the id `{id}` {why}"), help);
            let slug = id.to_lowercase().replace([' ', '_'], "-");
            refusals.add(if id_fault(&slug).is_none() { problem.suggest(slug) } else { problem });
            return None;
        }
        if !self.seen.insert(id) {
            refusals.add(Problem::new(place, format!("two {what}s have the id `{id}`"), "give each an id of its own"));
            return None;
        }
        Some((id, section))
    }
}
