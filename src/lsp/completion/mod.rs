//! Completion: what can be written at the cursor.
//!
//! 1. `place` determines what is being written: a destination, an anchor, a wikilink, a label, a key, a value.
//! 2. `paths`, `anchors`, `names`, `keys` and `words` offer what matches, the best first.
//! 3. `items` writes the answer, with at most a hundred items.

use ls_types::{CompletionList, CompletionParams};

use crate::config::ConfigKey;
use crate::parse::front_matter::FrontMatterKey;
use crate::yaml::KnownKey;

use super::address;
use super::view::View;

mod anchors;
mod items;
mod keys;
pub(super) mod matching;
mod names;
mod paths;
mod place;
mod words;
pub(super) mod yaml_path;

use items::{Gap, Offer};
use place::Wanted;

/// What can be written at the cursor.
pub(super) fn complete(view: View<'_>, params: &CompletionParams) -> Option<CompletionList> {
    let at = &params.text_document_position;
    let file = address::path(&at.text_document.uri)?;
    if file == view.config_file() {
        let text = view.text(&file)?;
        let offset = view.lines(&text).offset(at.position);
        let (gap, offers) = keys::offers(view, &text, 0, offset, ConfigKey::FACTS);
        return Some(list(view, &text, &gap, offers));
    }
    let page = view.page(&file)?;
    let offset = view.lines(&page.text).offset(at.position);
    let (gap, wanted) = place::place(&page, offset)?;
    let typed = &page.text[gap.typed.clone()];
    let (gap, offers) = match wanted {
        Wanted::FrontMatter { start } => keys::offers(view, &page.text, start, offset, FrontMatterKey::FACTS),
        Wanted::Destination { is_shown } => {
            let offers = paths::offers(view, &page, typed, is_shown);
            (gap, offers)
        }
        Wanted::Anchor { destination } => {
            let offers = anchors::of_destination(view, &page, &destination, typed);
            (gap, offers)
        }
        Wanted::Name { closing } => {
            let offers = names::offers(view, &page, typed, closing);
            (gap, offers)
        }
        Wanted::NameAnchor { name, closing } => {
            let offers = anchors::of_name(view, &page, &name, typed, closing);
            (gap, offers)
        }
        Wanted::Label => (gap.clone(), words::labels(&page, typed)),
        Wanted::Footnote => (gap.clone(), words::footnotes(&page, typed)),
        Wanted::Callout => (gap.clone(), words::callouts(typed)),
        Wanted::Language => (gap.clone(), words::languages(view, typed)),
        Wanted::Emoji => (gap.clone(), words::emoji(typed)),
    };
    Some(list(view, &page.text, &gap, offers))
}

/// If there are more, or if some typed text is removed, the editor has to ask again.
fn list(view: View<'_>, text: &str, gap: &Gap, offers: Vec<Offer>) -> CompletionList {
    let is_incomplete = gap.typed.is_empty() || !offers.is_empty();
    CompletionList { is_incomplete, items: items::items(view, text, gap, offers) }
}
