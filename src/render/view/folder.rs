//! The generated list of a folder without its own page, and the list below a folder's own page.

use crate::index::PageId;
use crate::render::context::{DecisionContext, PageCard, SectionContext};
use crate::resolve::FolderItem;

use super::{Here, decisions};

/// The most cards below a folder's own page; the others can be found through the sidebar and the search.
const MOST_CHILDREN: usize = 100;

/// All contents of the folder: this page is the one that lists them.
pub(in crate::render) fn section(here: Here<'_>, path: &str) -> SectionContext {
    let Listed { pages, decisions } = listed(here, path, usize::MAX);
    SectionContext { entries: Vec::new(), pages, decisions }
}

/// What a folder holds.
pub(super) struct Listed {
    /// Its pages and folders, in the order of the navigation.
    pub(super) pages: Vec<PageCard>,
    /// Its decisions.
    pub(super) decisions: Vec<DecisionContext>,
}

/// What stands below a folder's own page.
pub(super) fn children(here: Here<'_>, path: &str) -> Listed {
    listed(here, path, MOST_CHILDREN)
}

/// The pages and folders directly in a folder, at most so many.
fn listed(here: Here<'_>, path: &str, most: usize) -> Listed {
    let items: Vec<&FolderItem> = here.site.navigation.folder(path).iter().take(most).collect();
    let is_decision = |item: &&&FolderItem| matches!(item, FolderItem::Page(id) if decisions::is(here, *id));
    let pages = items.iter().filter(|item| !is_decision(item)).map(|item| match item {
        FolderItem::Page(id) => here.card(*id, None),
        FolderItem::Folder(path) => here.folder_card(path),
    });
    let recorded: Vec<PageId> = items
        .iter()
        .filter_map(|item| match item {
            FolderItem::Page(id) if decisions::is(here, *id) => Some(*id),
            _ => None,
        })
        .collect();
    Listed { pages: pages.collect(), decisions: decisions::decisions(here, &recorded) }
}
