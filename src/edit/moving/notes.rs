//! What a move changes besides links and addresses: the stages and needs that a path gives.

use std::collections::BTreeMap;

use crate::index::{Index, Membership};
use crate::journey::Journey;
use crate::link::moved::Move;
use crate::path::SourcePath;
use crate::resolve::Site;

use super::twin;

/// How many pages a sentence names.
const MOST_NAMED: usize = 3;

/// A sentence for each change of membership, naming the pages by their new paths.
pub(super) fn of(site: &Site, shift: &Move, after: &Index) -> Vec<String> {
    let mut changed: BTreeMap<String, Vec<&SourcePath>> = BTreeMap::new();
    for id in site.index.ids() {
        let Some(new) = twin(site, shift, after, id).map(|id| after.page(id)) else { continue };
        let old = &site.index.page(id).membership;
        if let Some(change) = change(&site.config.journey, old, &new.membership) {
            changed.entry(change).or_default().push(&new.path);
        }
    }
    changed.into_iter().map(|(change, pages)| format!("{} {change}", named(&pages))).collect()
}

fn named(pages: &[&SourcePath]) -> String {
    let named: Vec<String> = pages.iter().take(MOST_NAMED).map(|page| format!("`{page}`")).collect();
    match pages.len() {
        0..=MOST_NAMED => named.join(", "),
        more => format!("{} and {} more", named.join(", "), more - MOST_NAMED),
    }
}

/// How a membership changes, as the end of a sentence; `None` if it does not.
fn change(journey: &Journey, old: &Membership, new: &Membership) -> Option<String> {
    let stages =
        |membership: &Membership| -> Vec<&str> { membership.stages.iter().map(|stage| &*journey.stage(*stage).title).collect() };
    let (was, is) = (stages(old), stages(new));
    if was != is {
        return Some(match (was.as_slice(), is.as_slice()) {
            ([], is) => format!("will be in the stage {}, since the place says so", is.join(", ")),
            (was, []) => format!("will no longer be in the stage {}: write `stage:` to keep it there", was.join(", ")),
            (was, is) => {
                let (was, is) = (was.join(", "), is.join(", "));
                format!("will be in the stage {is} instead of {was}, since the place says so: write `stage:` to keep it")
            }
        });
    }
    (old.needs != new.needs).then(|| "will have other needs, which `assign:` gives by place".to_owned())
}
