//! The preview of a handbook that an editor has open: where in it somebody writes.

use std::path::PathBuf;

use crate::path::UrlPath;
use crate::preview::{Companion, Editor};
use crate::workspace::Workspace;

use super::state::State;

/// The command that starts the preview, or finds it, and opens it.
pub(super) const OPEN: &str = "journeybook.openPreview";

/// A place where somebody writes.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The absolute path of the file.
    pub(super) file: PathBuf,
    /// The byte in its text, where one is known.
    pub(super) offset: Option<usize>,
}

/// Starts the preview unless there is one. Its problems lead back to the editor.
///
/// # Errors
/// Why it could not be started, for people.
pub(super) fn found<'c>(
    companion: &'c mut Option<Companion>,
    workspace: &Workspace,
    editor: &Editor,
) -> Result<&'c Companion, String> {
    if companion.is_none() {
        *companion = Some(Companion::start(workspace, editor.clone()).map_err(|error| error.diagnostic().message)?);
    }
    companion.as_ref().ok_or_else(String::new)
}

/// The address of the page at a place, below the site's own, with the heading that the place stands under; `None` where no page is
/// built from the file. Above the second heading a page is shown from its top.
pub(super) fn address(state: &State, place: &Place) -> Option<String> {
    let site = state.site();
    let id = site.index.id_of(&state.page_at(&place.file)?)?;
    let page = site.index.page(id);
    if page.is_hidden {
        return None;
    }
    let headings = &site.parsed(id).headings;
    let above = place.offset.and_then(|offset| headings.iter().rposition(|heading| heading.span.start <= offset));
    let heading = above.map(|position| &headings[position]).filter(|heading| heading.level > 1);
    let anchor = heading.map(|heading| format!("#{}", UrlPath::from(&*heading.id).encoded())).unwrap_or_default();
    Some(page.url.encoded() + &anchor)
}
