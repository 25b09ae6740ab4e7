//! Pages without links to them, and pages from which no later stage can be reached. Both are looked for only on request.

use std::sync::Arc;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::generated::Generated;
use crate::index::{Index, PageId};
use crate::journey::StageIndex;
use crate::link::{PageLinks, Resolution, Target};

use super::Backlinks;

/// The `orphan-page` and `dead-end` problems of a site, if these codes are on.
pub(super) fn check(config: &Config, index: &Index, links: &[Arc<PageLinks>], backlinks: &Backlinks) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    if config.checks.severity(Code::OrphanPage).is_some() {
        diagnostics.extend(orphans(index, backlinks));
    }
    if config.checks.severity(Code::DeadEnd).is_some() && index.shows_journey {
        for stage in (0..config.journey.stages.len()).map(StageIndex) {
            diagnostics.extend(dead_ends(config, index, links, stage));
        }
    }
    diagnostics
}

/// No page's text links to an orphan. Home and folder pages can be found through the navigation alone, so they do not count.
fn orphans<'a>(index: &'a Index, backlinks: &'a Backlinks) -> impl Iterator<Item = Diagnostic> + 'a {
    let speaks_for_folder = |id: PageId| index.folders.values().any(|folder| folder.own_page == Some(id));
    index.listed_ids().filter(move |id| backlinks.to(*id).is_empty() && !speaks_for_folder(*id)).map(|id| {
        Diagnostic::new(Code::OrphanPage, "no page's text links to this page")
            .in_source(&index.page(id).path)
            .help("link to it from a page whose readers need it, or delete it")
    })
}

/// The pages of `stage` from whose text no page of a later stage can be reached, through any number of links.
fn dead_ends(config: &Config, index: &Index, links: &[Arc<PageLinks>], stage: StageIndex) -> Vec<Diagnostic> {
    let last = config.journey.stages.len() - 1;
    let is_later = |other: StageIndex| other > stage || (stage.0 == last && other.0 == 0 && last > 0);
    let mut reaches = vec![false; links.len()];
    let mut linked_from: Vec<Vec<PageId>> = vec![Vec::new(); links.len()];
    let mut open = Vec::new();
    for id in index.built_ids() {
        let leads_to_later_landing = links[id.position()].resolutions.iter().any(|resolution| match resolution {
            Resolution::Internal { target: Target::Generated(Generated::Landing(to)), .. } => is_later(*to),
            _ => false,
        });
        if leads_to_later_landing || index.page(id).membership.stages.iter().any(|other| is_later(*other)) {
            reaches[id.position()] = true;
            open.push(id);
        }
        for resolution in &links[id.position()].resolutions {
            if let Resolution::Internal { target: Target::Page(to), .. } = resolution {
                linked_from[to.position()].push(id);
            }
        }
    }
    while let Some(id) = open.pop() {
        for from in &linked_from[id.position()] {
            if !std::mem::replace(&mut reaches[from.position()], true) {
                open.push(*from);
            }
        }
    }
    let title = &config.journey.stage(config.journey.after(stage)).title;
    index
        .built_ids()
        .filter(|id| index.page(*id).membership.home() == Some(stage) && !reaches[id.position()])
        .map(|id| {
            Diagnostic::new(Code::DeadEnd, "the links of this page lead to no later stage")
                .in_source(&index.page(id).path)
                .help(format!("link to what readers need next, in {title} for example"))
        })
        .collect()
}
