//! Completions for wikilinks: the shortest unique name of each page, and its aliases.

use std::sync::Arc;

use ls_types::CompletionItemKind;

use crate::index::{PageId, Place};
use crate::lsp::view::{PageView, View, target_page};
use crate::path::nfc;

use super::items::Offer;
use super::matching::Pattern;
use super::paths::{Ranking, best};

/// The names that match the typed text.
pub(super) fn offers(view: View<'_>, page: &PageView, typed: &str, closing: &str) -> Vec<Offer> {
    let site = view.site();
    let ranking = Ranking::new(view, page, typed);
    let pattern = Pattern::new(typed);
    // An alias is a name of its own: it is offered where it is what fits.
    let ranked = site.index.built_ids().filter(|id| Some(*id) != page.id).flat_map(|id| {
        let entry = site.index.page(id);
        let aliases = &site.parsed(id).front_matter.aliases;
        let aliases = aliases.iter().map(|alias| &alias.value).filter(|alias| !alias.contains('/'));
        let by_alias = aliases
            .filter_map(|alias| Some((pattern.score(alias).filter(|_| !typed.is_empty())? * 8, (id, Some(Arc::clone(alias))))));
        let own = ranking.score(&entry.path, Some(&entry.title)).map(|score| (score, (id, None)));
        own.into_iter().chain(by_alias).collect::<Vec<_>>()
    });
    let by_title = is_by_title(view, page);
    let offer = |(_, (id, alias)): (u32, (PageId, Option<Arc<str>>))| {
        let name = alias.map_or_else(|| name(view, id, by_title), |alias| alias.to_string());
        let detail = site.index.page(id).title.to_string();
        let text = format!("{name}{closing}");
        Offer { label: name, text, detail: Some(detail), kind: CompletionItemKind::FILE }
    };
    best(ranked.collect()).into_iter().map(offer).collect()
}

/// The shortest unique name of a page: its title if the author uses titles, otherwise its file name, otherwise its path.
fn name(view: View<'_>, id: PageId, by_title: bool) -> String {
    let index = &view.site().index;
    let entry = index.page(id);
    let is_enough = |name: &str| index.named(name).as_slice() == [Place::Page(id)];
    let is_writable = !entry.title.contains(['#', '|', '[', ']']);
    if by_title && is_writable && is_enough(&entry.title) {
        return entry.title.to_string();
    }
    let stem = entry.path.stem();
    if is_enough(stem) { stem.to_owned() } else { entry.path.without_extension().to_owned() }
}

/// Whether most wikilinks of a page name titles.
fn is_by_title(view: View<'_>, page: &PageView) -> bool {
    let folded = |name: &str| nfc(name.trim()).to_lowercase();
    let links = page.parsed.links.iter().zip(&page.links.resolutions).filter(|(link, _)| link.form.is_wiki());
    let (mut all, mut titles) = (0, 0);
    for (link, resolution) in links {
        let Some((id, _)) = target_page(resolution) else { continue };
        let entry = view.site().index.page(id);
        let name = folded(link.destination.split('#').next().unwrap_or_default());
        all += 1;
        titles += usize::from(name == folded(&entry.title) && name != folded(entry.path.stem()));
    }
    titles * 2 > all
}
