//! The decisions of a folder, each with the chain of those that it replaced.

use std::collections::BTreeSet;

use crate::index::PageId;
use crate::labels::is_decision;
use crate::render::context::{DecisionContext, ReplacedDecision};
use crate::resolve::standing::{LONGEST_CHAIN, successors};

use super::date::date;
use super::{Here, description, status};

/// The decisions among some pages of a folder. One that another decision of the folder has replaced stands under that.
pub(super) fn decisions(here: Here<'_>, pages: &[PageId]) -> Vec<DecisionContext> {
    let recorded: BTreeSet<PageId> = pages.iter().copied().filter(|id| is(here, *id)).collect();
    // Whoever is in a circle stands for itself, so that no decision is lost.
    let stands_below = |id: PageId| {
        let next = |id: PageId| successors(&here.site.parsed(id).links, here.site.links(id)).find(|next| recorded.contains(next));
        let mut chain = std::iter::successors(next(id), |id| next(*id)).take(LONGEST_CHAIN);
        next(id).is_some() && chain.all(|next| next != id)
    };
    let tops = pages.iter().filter(|id| recorded.contains(id) && !stands_below(**id));
    tops.map(|id| row(here, *id, older(here, *id, &recorded))).collect()
}

/// Whether a page records a decision.
pub(super) fn is(here: Here<'_>, id: PageId) -> bool {
    is_decision(&here.site.parsed(id).front_matter)
}

/// All that a decision replaced, directly or not, the latest first and each once.
fn older(here: Here<'_>, id: PageId, recorded: &BTreeSet<PageId>) -> Vec<PageId> {
    let mut found: Vec<PageId> = Vec::new();
    let mut open = status::replaced(here, id);
    while !open.is_empty() {
        let mut next = Vec::new();
        for older in std::mem::take(&mut open) {
            if older != id && recorded.contains(&older) && !found.contains(&older) {
                found.push(older);
                next.extend(status::replaced(here, older));
            }
        }
        open = next;
    }
    found
}

fn row(here: Here<'_>, id: PageId, older: Vec<PageId>) -> DecisionContext {
    DecisionContext {
        title: here.site.index.page(id).title.to_string(),
        href: here.page_href(id),
        description: description(here.site.parsed(id)),
        status: status::mark(here, id),
        date: here.site.labels.page(id).date.map(|day| date(day, here.locale)),
        replaced: older.into_iter().map(|older| replaced(here, older)).collect(),
    }
}

fn replaced(here: Here<'_>, id: PageId) -> ReplacedDecision {
    ReplacedDecision {
        title: here.site.index.page(id).title.to_string(),
        href: here.page_href(id),
        status: status::mark(here, id),
        date: here.site.labels.page(id).date.map(|day| date(day, here.locale)),
    }
}
