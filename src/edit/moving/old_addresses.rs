//! The old addresses of pages, kept as aliases, so that existing links to them still work.

use std::collections::BTreeSet;

use crate::edit::aliases::alias_edit;
use crate::edit::replace::Edits;
use crate::index::{PageId, redirect_address};
use crate::link::Tree;
use crate::link::moved::Move;
use crate::parse::lossy_text;
use crate::path::UrlPath;
use crate::plan::branding;
use crate::resolve::Site;
use crate::source::Source;

use super::twin;

/// Adds the edits that give every built page whose address changes its old one as an alias; returns what else people should know.
pub(super) fn add(site: &Site, shift: &Move, after: Tree<'_>, edits: &mut Edits) -> Vec<String> {
    let mut notes = Vec::new();
    for id in site.index.built_ids() {
        let Some(new) = twin(site, shift, after.index, id).map(|id| after.index.page(id)) else { continue };
        let old = site.index.page(id);
        if old.url == new.url {
            continue;
        }
        let address = format!("/{}", old.url);
        let is_known = old.redirects.iter().any(|alias| redirect_address(&alias.value) == old.url);
        let is_answered = is_answered(after, &old.url);
        if is_answered {
            notes.push(format!("`{address}` no longer leads to `{}`, but to a page that is there now", new.path));
        }
        let is_other_spelling = old.url.as_str().to_lowercase() == new.url.as_str().to_lowercase();
        if is_other_spelling && !is_known && !is_answered {
            let becomes = format!("`{address}` becomes `/{}`", new.url);
            notes.push(format!("{becomes}; a site cannot answer both, since some file systems hold only one of them"));
        }
        let is_added = !is_known && !is_answered && !is_other_spelling;
        let added: Vec<String> = if is_added { vec![address.clone()] } else { Vec::new() };
        let is_dropped = |alias: &str| alias.contains('/') && redirect_address(alias) == new.url;
        if added.is_empty() && !old.redirects.iter().any(|alias| is_dropped(&alias.value)) {
            continue;
        }
        match edit(site, id, &added, is_dropped) {
            Some(edit) => edits.entry(old.path.clone()).or_default().push(edit),
            None => notes.push(format!("add `aliases: [{address}]` to `{}` by hand: its front matter is faulty", new.path)),
        }
    }
    notes.extend(lost(site, shift, after));
    notes
}

fn edit(site: &Site, id: PageId, added: &[String], is_dropped: impl Fn(&str) -> bool) -> Option<super::super::Edit> {
    let bytes = site.bytes(id);
    std::str::from_utf8(bytes).ok()?;
    alias_edit(&lossy_text(bytes), added, is_dropped)
}

/// Whether something other than a redirect is at an address afterwards: home, a stage's landing page, a folder's list, another
/// page.
fn is_answered(after: Tree<'_>, url: &UrlPath) -> bool {
    let path = url.as_str().trim_end_matches('/');
    after.generated.at(path, true).is_some() || after.index.at_address(path).is_some()
}

/// Addresses that cannot redirect: those of files, and of generated folder lists.
fn lost(site: &Site, shift: &Move, after: Tree<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    let branding: BTreeSet<_> = branding(site).collect();
    let is_asset = |source: &Source| matches!(source, Source::Asset(_));
    let assets =
        site.sources.files.iter().filter(|(path, source)| is_asset(source) && shift.moves(path) && !branding.contains(path));
    // In a bare folder it is unknown whether a file was published at all.
    let mut assets = assets.map(|(path, _)| path).filter(|_| !site.index.roots.is_bare);
    if let Some(first) = assets.next() {
        let others = match assets.count() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        notes.push(format!("links to `/{first}`{others} from other sites will break: only pages can redirect"));
    }
    let lists = site.index.folders.iter().filter(|(_, folder)| folder.own_page.is_none());
    notes.extend(lists.filter(|(_, folder)| !is_answered(after, &folder.url)).map(|(_, folder)| {
        format!("links to the list at `/{}` from other sites will break: only pages can redirect", folder.url)
    }));
    notes
}
