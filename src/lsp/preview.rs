//! The preview of a handbook that is open in an editor, and the place where the author is writing.

use std::path::PathBuf;

use crate::path::UrlPath;
use crate::preview::{Companion, Editor};
use crate::workspace::Workspace;

use super::state::State;

/// The command that opens the preview, and starts it if necessary.
pub(super) const OPEN: &str = "journeybook.openPreview";

/// The place where the author is writing.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The absolute path of the file.
    pub(super) file: PathBuf,
    /// The byte in its text, if known.
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

/// The address of the page at a place, relative to the site's, with the heading above the place; `None` if no page is built from
/// the file. Above the second heading a page is shown from its top.
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
