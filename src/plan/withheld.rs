//! The content files that a public site must not contain, since they belong to internal pages.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::index::PageId;
use crate::link::{Resolution, Target};
use crate::path::SourcePath;
use crate::promises::Audience;
use crate::resolve::Site;
use crate::source::Source;

use super::branding;

/// The withheld files, and the links of public pages that lead to them.
///
/// A file is withheld if `assign:` makes its path internal. A file that no public page refers to is also withheld if an internal
/// page refers to it, or if all pages in the nearest folder with pages are internal: nobody else can need it.
pub(super) fn withheld(site: &Site) -> (BTreeSet<&SourcePath>, Vec<Diagnostic>) {
    let (mut files, mut diagnostics) = (BTreeSet::new(), Vec::new());
    let marks_files = site.config.assign.iter().any(|entry| entry.audience == Some(Audience::Internal));
    let is_internal = |id: &PageId| site.index.page(*id).audience == Audience::Internal;
    if site.config.audience == Some(Audience::Internal) || !(marks_files || site.index.ids().any(|id| is_internal(&id))) {
        return (files, diagnostics);
    }
    let shown = |id: PageId| site.links(id).resolutions.iter().filter_map(asset_of);
    let public: BTreeSet<&SourcePath> = site.index.built_ids().flat_map(shown).chain(branding(site)).collect();
    let internal: BTreeSet<&SourcePath> = site.index.ids().filter(is_internal).flat_map(shown).collect();
    let folders = audiences_of_folders(site);
    for (path, source) in &site.sources.files {
        let Source::Asset(_) = source else { continue };
        let is_used_by_them_alone = !public.contains(path) && (internal.contains(path) || is_among_internal(&folders, path));
        let assigned = site.config.assigned(path.as_str(), |entry| entry.audience);
        if assigned == Some(Audience::Internal) || is_used_by_them_alone {
            files.insert(path);
        }
    }
    for id in site.index.built_ids() {
        for (link, resolution) in site.parsed(id).links.iter().zip(&site.links(id).resolutions) {
            if let Some(asset) = asset_of(resolution).filter(|asset| files.contains(asset)) {
                let message = format!("`{asset}` is internal, and this page is public");
                diagnostics.push(
                    Diagnostic::new(Code::LinkToInternal, message)
                        .in_source(&site.index.page(id).path)
                        .at(link.span.clone())
                        .subject(&*link.destination)
                        .help("take the link out, or move the file to where `assign:` does not mark it"),
                );
            }
        }
    }
    (files, diagnostics)
}

fn asset_of(resolution: &Resolution) -> Option<&SourcePath> {
    match resolution {
        Resolution::Internal { target: Target::Asset(path), .. } => Some(path),
        _ => None,
    }
}

/// For each folder with pages directly in it, whether all of them are internal.
fn audiences_of_folders(site: &Site) -> BTreeMap<&str, bool> {
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for id in site.index.ids() {
        let page = site.index.page(id);
        *folders.entry(page.path.folder()).or_insert(true) &= page.audience == Audience::Internal;
    }
    folders
}

fn is_among_internal(folders: &BTreeMap<&str, bool>, path: &SourcePath) -> bool {
    let mut folder = path.folder();
    loop {
        match (folders.get(folder), folder.rsplit_once('/')) {
            (Some(all_are_internal), _) => return *all_are_internal,
            (None, Some((parent, _))) => folder = parent,
            (None, None) if folder.is_empty() => return false,
            (None, None) => folder = "",
        }
    }
}
