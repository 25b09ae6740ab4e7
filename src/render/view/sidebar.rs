//! The navigation beside every page: stages in their groups, then the pages without a stage.

use crate::generated::landing_address;
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::render::context::{SidebarContext, SidebarGroup, SidebarStage};

use super::Here;
use super::tree::{Listed, list, list_top};

/// The most entries of the current page's tree.
const CURRENT_LIMIT: usize = 110;
/// The most entries of the other pages, beside a stage.
const OTHER_LIMIT: usize = 30;
/// The most entries if there is no journey.
const WHOLE_LIMIT: usize = 150;

/// The sidebar of the page `current`, whose home is `stage`.
pub(super) fn sidebar(here: Here<'_>, current: Option<PageId>, stage: Option<StageIndex>) -> SidebarContext {
    let navigation = &here.site.navigation;
    let trail = current.map(|id| navigation.trail(id)).unwrap_or_default();
    if !here.site.index.shows_journey {
        let listed = list(here, &navigation.outside, current, trail, WHOLE_LIMIT);
        return SidebarContext { groups: vec![tree_group(None, listed)] };
    }
    let mut groups = stage_groups(here, current, stage, trail);
    if !navigation.outside.is_empty() {
        let total: usize = navigation.outside.iter().map(|node| node.nodes).sum();
        let listed = match stage {
            None => list(here, &navigation.outside, current, trail, CURRENT_LIMIT),
            Some(_) if total <= OTHER_LIMIT => list(here, &navigation.outside, None, &[], OTHER_LIMIT),
            Some(_) => list_top(here, &navigation.outside, OTHER_LIMIT),
        };
        groups.push(tree_group(Some(here.locale.text("the_handbook").to_owned()), listed));
    }
    SidebarContext { groups }
}

fn tree_group(label: Option<String>, listed: Listed) -> SidebarGroup {
    SidebarGroup { label, stages: Vec::new(), entries: listed.entries, unlisted: listed.unlisted }
}

fn stage_groups(here: Here<'_>, current: Option<PageId>, stage: Option<StageIndex>, trail: &[u32]) -> Vec<SidebarGroup> {
    let journey = &here.site.config.journey;
    let one = |index: StageIndex| {
        let pages = &here.site.navigation.stages[index.0];
        let is_current = stage == Some(index);
        let listed = if is_current { list(here, &pages.tree, current, trail, CURRENT_LIMIT) } else { Listed::default() };
        SidebarStage {
            stage: here.stage(index),
            count: pages.pages.len(),
            current: is_current,
            landing: is_current && *here.url == landing_address(&here.site.config, index),
            entries: listed.entries,
            unlisted: listed.unlisted,
        }
    };
    let group =
        |label: Option<String>, stages: Vec<SidebarStage>| SidebarGroup { label, stages, entries: Vec::new(), unlisted: 0 };
    if journey.arcs.is_empty() {
        let all = (0..journey.stages.len()).map(|position| one(StageIndex(position)));
        return vec![group(None, all.collect())];
    }
    let arcs = journey.arcs.iter();
    arcs.map(|arc| group(Some(arc.title.to_string()), arc.stages.iter().map(|stage| one(*stage)).collect())).collect()
}
