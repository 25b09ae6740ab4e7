//! Completions after a `#`: the headings and ids of the destination's page.

use ls_types::CompletionItemKind;

use crate::index::{PageId, Place};
use crate::lsp::view::{PageView, View};
use crate::parse::ParsedPage;
use crate::path::join;

use super::items::Offer;
use super::matching::Pattern;

/// The anchors of the page that a destination leads to.
pub(super) fn of_destination(view: View<'_>, page: &PageView, destination: &str, typed: &str) -> Vec<Offer> {
    if destination.is_empty() {
        return anchors(&page.parsed, typed, false, "");
    }
    let Some(id) = target(view, page, destination) else { return Vec::new() };
    anchors(view.site().parsed(id), typed, false, "")
}

/// The headings of a wikilink's page.
pub(super) fn of_name(view: View<'_>, page: &PageView, name: &str, typed: &str, closing: &str) -> Vec<Offer> {
    if name.trim().is_empty() {
        return anchors(&page.parsed, typed, true, closing);
    }
    match view.site().index.named(name).first() {
        Some(Place::Page(id)) => anchors(view.site().parsed(*id), typed, true, closing),
        _ => Vec::new(),
    }
}

fn target(view: View<'_>, page: &PageView, destination: &str) -> Option<PageId> {
    let plain = percent_encoding::percent_decode_str(destination).decode_utf8_lossy().into_owned();
    let path = match plain.strip_prefix('/') {
        Some(from_root) => join("", from_root).ok()?,
        None => join(page.path.folder(), &plain).ok()?,
    };
    let index = &view.site().index;
    match index.at_path(&path).or_else(|| index.at_path(&format!("{path}.md"))) {
        Some(Place::Page(id) | Place::Draft(id)) => Some(*id),
        Some(Place::Folder(folder)) => index.folders.get(folder)?.own_page,
        _ => match index.at_address(&path) {
            Some(Place::Page(id)) => Some(id),
            _ => None,
        },
    }
}

/// The matching anchors, in page order if they match equally well. Wikilinks name headings by their text.
fn anchors(parsed: &ParsedPage, typed: &str, by_words: bool, closing: &str) -> Vec<Offer> {
    let pattern = Pattern::new(typed);
    let headings = parsed.headings.iter().filter_map(|heading| {
        let fit = pattern.score(&heading.id).into_iter().chain(pattern.score(&heading.text)).max()?;
        let is_writable = !heading.text.contains(['#', '|', '[', ']']) && !heading.text.is_empty();
        let text = if by_words && is_writable { &heading.text } else { &heading.id };
        let detail = format!("{} {}", "#".repeat(heading.level.into()), heading.text);
        Some((fit, Offer::new(format!("{text}{closing}"), detail, CompletionItemKind::REFERENCE)))
    });
    let ids = parsed
        .html_ids
        .iter()
        .filter_map(|id| Some((pattern.score(id)?, Offer::new(format!("{id}{closing}"), None, CompletionItemKind::REFERENCE))));
    let mut found: Vec<(u32, Offer)> = headings.chain(ids).collect();
    found.sort_by_key(|(fit, _)| std::cmp::Reverse(*fit));
    found.into_iter().map(|(_, offer)| Offer { label: offer.text.trim_end_matches("]]").to_owned(), ..offer }).collect()
}
