//! The navigation beside every page: stages in their groups, then the pages without a stage.

use crate::generated::landing_address;
use crate::index::PageId;
use crate::journey::StageIndex;
use crate::render::context::{SidebarContext, SidebarGroup, SidebarStage};

use super::Here;
use super::tree::{Listed, list, list_top, siblings_from};

/// The most entries of the current page's tree.
const CURRENT_LIMIT: usize = 110;
/// The most entries of the other pages, beside a stage.
const OTHER_LIMIT: usize = 30;
/// The most entries if there is no journey.
const WHOLE_LIMIT: usize = 150;

/// What decides how a sidebar looks, besides the mark at the page itself: neighbours with the same branch have the same sidebar.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::render) struct Branch {
    /// The folder that the page is in, by its address, with a slash at its end.
    parent: Box<str>,
    stage: Option<usize>,
    /// The way to the list that the page is in.
    above: Box<[u32]>,
    /// Where that list begins, if there is no room for all of it.
    from: usize,
}

impl Branch {
    /// The folder that the page is in, by its address: empty, or with a slash at its end.
    pub(in crate::render) fn parent(&self) -> &str {
        &self.parent
    }
}

/// The branch of a page that is not a landing page; `None` if it has pages below it, which its own sidebar lists.
pub(in crate::render) fn branch(here: Here<'_>, id: PageId, stage: Option<StageIndex>) -> Option<Branch> {
    let navigation = &here.site.navigation;
    let tree = stage.map_or(&navigation.outside, |stage| &navigation.stages[stage.0].tree);
    let limit = if here.site.index.shows_journey { CURRENT_LIMIT } else { WHOLE_LIMIT };
    let trail = navigation.trail(id);
    let from = siblings_from(tree, trail, limit)?;
    let folder = here.url.as_str().strip_suffix('/')?;
    let parent = folder.rfind('/').map_or("", |slash| &folder[..=slash]);
    let above = trail.split_last()?.1;
    Some(Branch { parent: parent.into(), stage: stage.map(|stage| stage.0), above: above.into(), from })
}

/// The sidebar of the page `current`, whose home is `stage`.
pub(in crate::render) fn sidebar(here: Here<'_>, current: Option<PageId>, stage: Option<StageIndex>) -> SidebarContext {
    along(here, current, stage, current.map(|id| here.site.navigation.trail(id)).unwrap_or_default())
}

/// The sidebar of the page `id` as it would be without a mark at it.
pub(in crate::render) fn beside(here: Here<'_>, id: PageId, stage: Option<StageIndex>) -> SidebarContext {
    along(here, None, stage, here.site.navigation.trail(id))
}

fn along(here: Here<'_>, current: Option<PageId>, stage: Option<StageIndex>, trail: &[u32]) -> SidebarContext {
    let navigation = &here.site.navigation;
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
