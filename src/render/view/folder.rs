//! The generated list of a folder that has no page of its own, and the list below a folder's own page.

use crate::render::context::{PageCard, SectionContext};
use crate::resolve::FolderItem;

use super::Here;

/// The most cards below a folder's own page; the sidebar and the search lead to the rest.
const MOST_CHILDREN: usize = 100;

/// What the folder holds, whole: this page is the one that lists it.
pub(in crate::render) fn section(here: Here<'_>, path: &str) -> SectionContext {
    SectionContext { entries: Vec::new(), pages: cards(here, path, usize::MAX) }
}

/// The cards below a folder's own page.
pub(super) fn children(here: Here<'_>, path: &str) -> Vec<PageCard> {
    cards(here, path, MOST_CHILDREN)
}

/// The pages and folders directly in a folder, in the order of the navigation.
fn cards(here: Here<'_>, path: &str, most: usize) -> Vec<PageCard> {
    let items = here.site.navigation.folder(path).iter().take(most);
    items
        .map(|item| match item {
            FolderItem::Page(id) => here.card(*id, None),
            FolderItem::Folder(path) => here.folder_card(path),
        })
        .collect()
}
