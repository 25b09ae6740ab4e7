//! The journey's own pages: home with the ring, and the landing page of each stage.

use crate::generated::Generated;
use crate::index::PageId;
use crate::journey::{JourneyArc, NeedIndex, StageIndex};
use crate::locale::is_right_to_left;
use crate::render::context::{HomeContext, JourneyGroup, JourneyStage, NeedGroup, Neighbour, StageContext, StageRef};
use crate::render::ring::{RingContext, RingGroup, RingSize, RingStage, ring};

use super::keeping::overdue_words;
use super::tree::list;
use super::{Here, changes, repository};

/// The most entries of the tree on the home page.
const HOME_LIMIT: usize = 150;

/// The front page.
pub(in crate::render) fn home(here: Here<'_>) -> HomeContext {
    let site = here.site;
    let shows_journey = site.index.shows_journey;
    let listed = list(here, &site.navigation.outside, None, &[], HOME_LIMIT);
    HomeContext {
        ring: journey_ring(here, None, RingSize::Home),
        small_ring: journey_ring(here, None, RingSize::Phone),
        groups: if shows_journey { groups(here) } else { Vec::new() },
        page_count: site.index.listed_ids().count(),
        entries: listed.entries,
        unlisted: listed.unlisted,
        map_href: here.generated_href(&Generated::Map),
        print_href: here.generated_href(&Generated::Booklet(None)),
        lately: changes::lately(here),
    }
}

/// The landing page of a stage.
pub(in crate::render) fn stage(here: Here<'_>, stage: StageIndex) -> StageContext {
    let journey = &here.site.config.journey;
    let pages = &here.site.navigation.stages[stage.0];
    StageContext {
        summary: Some(journey.stage(stage).summary.to_string()).filter(|summary| !summary.is_empty()),
        of: journey.stages.len(),
        group: journey.arc_of(stage).map(|arc| arc.title.to_string()),
        count: pages.pages.len(),
        overdue: overdue_words(here, pages.pages.iter().copied()),
        needs: by_need(here, stage, &pages.pages),
        shared: pages.shared.iter().map(|id| here.card(*id, Some(stage))).collect(),
        ring: journey_ring(here, Some(stage), RingSize::Landing),
        from: neighbour(here, stage, journey.before(stage), stage.0 == 0),
        to: neighbour(here, stage, journey.after(stage), stage.0 + 1 == journey.stages.len()),
        print_href: here.generated_href(&Generated::Booklet(Some(stage))),
        changes_href: here.generated_href(&Generated::Changes(Some(stage))),
        start_href: pages.pages.is_empty().then(|| start_href(here, stage)).flatten(),
    }
}

fn groups(here: Here<'_>) -> Vec<JourneyGroup> {
    let journey = &here.site.config.journey;
    let one = |stage: StageIndex| JourneyStage {
        stage: here.stage(stage),
        summary: Some(journey.stage(stage).summary.to_string()).filter(|summary| !summary.is_empty()),
        count: here.site.navigation.stages[stage.0].pages.len(),
    };
    if journey.arcs.is_empty() {
        return vec![JourneyGroup { label: None, stages: (0..journey.stages.len()).map(StageIndex).map(one).collect() }];
    }
    let group = |arc: &JourneyArc| JourneyGroup {
        label: Some(arc.title.to_string()),
        stages: arc.stages.iter().map(|stage| one(*stage)).collect(),
    };
    journey.arcs.iter().map(group).collect()
}

fn journey_ring(here: Here<'_>, current: Option<StageIndex>, size: RingSize) -> Option<RingContext> {
    if !here.site.index.shows_journey {
        return None;
    }
    let journey = &here.site.config.journey;
    let refs: Vec<StageRef> = (0..journey.stages.len()).map(|position| here.stage(StageIndex(position))).collect();
    let stages: Vec<RingStage<'_>> = refs
        .iter()
        .enumerate()
        .map(|(position, stage)| RingStage {
            title: &stage.title,
            href: &stage.href,
            number: stage.number,
            ink: stage.ink,
            count: here.site.navigation.stages[position].pages.len(),
            current: current == Some(StageIndex(position)),
        })
        .collect();
    let words: Vec<String> = journey.arcs.iter().map(|arc| crate::path::in_words(&arc.from)).collect();
    let arcs = journey.arcs.iter().zip(&words);
    let groups: Vec<RingGroup<'_>> = arcs.map(|(arc, word)| RingGroup { word, stages: arc.stages.len() }).collect();
    ring(&stages, &groups, size, is_right_to_left(&here.site.config.language))
}

/// The stage's pages by need, in the journey's order of needs, then those without one.
fn by_need(here: Here<'_>, stage: StageIndex, pages: &[PageId]) -> Vec<NeedGroup> {
    let needs_of = |id: &PageId| &here.site.index.page(*id).membership.needs;
    let cards = |ids: Vec<&PageId>| ids.into_iter().map(|id| here.card(*id, Some(stage))).collect::<Vec<_>>();
    let needs = (0..here.site.config.journey.needs.len()).map(NeedIndex);
    let named = needs.map(|need| NeedGroup {
        need: Some(here.need(need)),
        pages: cards(pages.iter().filter(|id| needs_of(id).contains(&need)).collect()),
    });
    let unnamed = NeedGroup { need: None, pages: cards(pages.iter().filter(|id| needs_of(id).is_empty()).collect()) };
    named.chain([unnamed]).filter(|group| !group.pages.is_empty()).collect()
}

fn neighbour(here: Here<'_>, from: StageIndex, to: StageIndex, wraps: bool) -> Option<Neighbour> {
    let journey = &here.site.config.journey;
    if from == to {
        return None;
    }
    let group = journey.arc_of(to).filter(|arc| Some(*arc) != journey.arc_of(from)).map(|arc| arc.title.to_string());
    Some(Neighbour { stage: here.stage(to), group, wraps })
}

fn start_href(here: Here<'_>, stage: StageIndex) -> Option<String> {
    let id = &here.site.config.journey.stage(stage).id;
    repository::new_file_href(here.site, id, "new-page.md", &format!("---\nstage: {id}\n---\n# \n"))
}
