//! Offers for destinations: pages with their titles, and other files, the nearest and latest first.

use std::collections::HashMap;

use ls_types::CompletionItemKind;

use crate::link::{WrittenStyle, destination_to};
use crate::lsp::view::{PageView, View};
use crate::parse::LinkForm;
use crate::path::{SourcePath, join};
use crate::source::Source;

use super::items::{MOST, Offer};
use super::matching::{Pattern, folded};

/// The files that fit what is typed. In the place of a picture, files that are not pages come first and alone.
pub(super) fn offers(view: View<'_>, page: &PageView, typed: &str, is_shown: bool) -> Vec<Offer> {
    if typed.contains("://") {
        return Vec::new();
    }
    let site = view.site();
    let style = if typed.starts_with('/') {
        WrittenStyle { is_from_root: true, has_dot: false }
    } else if typed.starts_with("./") {
        WrittenStyle { is_from_root: false, has_dot: true }
    } else {
        style(page)
    };
    let ranking = Ranking::new(view, page, typed);
    let write = |path: &SourcePath| destination_to(page.path.folder(), path.as_str(), false, style);
    let mut offers = Vec::new();
    if !is_shown {
        // On this thread alone: the others may be busy with the last edit, and an answer would wait for them.
        let ranked = site.index.ids().filter(|id| Some(*id) != page.id).filter_map(|id| {
            let entry = site.index.page(id);
            Some((ranking.score(&entry.path, Some(&entry.title))?, id))
        });
        for (_, id) in best(ranked.collect()) {
            let entry = site.index.page(id);
            offers.push(Offer::new(write(&entry.path), entry.title.to_string(), CompletionItemKind::FILE));
        }
    }
    if offers.len() < MOST {
        let assets = site.sources.files.iter().filter(|(_, source)| matches!(source, Source::Asset(_)));
        let ranked = assets.filter_map(|(path, _)| {
            let is_wanted = !is_shown || is_picture(path);
            Some((ranking.score(path, None).filter(|_| is_wanted)?, path))
        });
        offers
            .extend(best(ranked.collect()).into_iter().map(|(_, path)| Offer::new(write(path), None, CompletionItemKind::FILE)));
    }
    offers
}

fn is_picture(path: &SourcePath) -> bool {
    let extension = path.file_name().rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "mp4", "webm"].contains(&&*extension)
}

/// The best of the ranked paths: one more than an answer holds, so that it is known whether there are more.
pub(super) fn best<T: Ord + Send>(mut ranked: Vec<(u32, T)>) -> Vec<(u32, T)> {
    let order = |a: &(u32, T), b: &(u32, T)| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1));
    if ranked.len() > MOST + 1 {
        ranked.select_nth_unstable_by(MOST, order);
        ranked.truncate(MOST + 1);
    }
    ranked.sort_by(order);
    ranked
}

/// How most links of a page are written.
fn style(page: &PageView) -> WrittenStyle {
    let links =
        page.parsed.links.iter().filter(|link| {
            matches!(link.form, LinkForm::Inline | LinkForm::Image | LinkForm::Reference | LinkForm::ReferenceImage)
        });
    let local = links.map(|link| &*link.destination).filter(|written| !written.contains("://") && !written.starts_with('#'));
    let (mut all, mut from_root, mut dotted) = (0, 0, 0);
    for written in local {
        all += 1;
        from_root += usize::from(written.starts_with('/'));
        dotted += usize::from(written.starts_with("./"));
    }
    WrittenStyle { is_from_root: from_root * 2 > all, has_dot: dotted * 2 > all }
}

/// What makes one file a better guess than another.
pub(super) struct Ranking<'a> {
    pattern: Pattern,
    /// The typed path, if it names a folder.
    prefix: Option<String>,
    folder: &'a str,
    /// For each open file, how many files were edited later.
    touched: HashMap<SourcePath, u32>,
}

/// How many of the last edited files are preferred.
const RECENT: u32 = 20;

impl<'a> Ranking<'a> {
    /// The ranking for the typed text in a page.
    pub(super) fn new(view: View<'_>, page: &'a PageView, typed: &str) -> Self {
        let plain = percent_encoding::percent_decode_str(typed).decode_utf8_lossy().into_owned();
        let prefix = plain.contains('/').then(|| {
            let joined = match plain.strip_prefix('/') {
                Some(from_root) => join("", from_root),
                None => join(page.path.folder(), &plain),
            };
            joined.map(|joined| joined.to_lowercase()).ok()
        });
        let last = plain.rsplit('/').next().unwrap_or_default().trim_start_matches('.');
        let mut open: Vec<(u64, SourcePath)> =
            view.documents.iter().filter_map(|(path, document)| Some((document.touched, view.state.page_at(path)?))).collect();
        open.sort_by(|a, b| b.cmp(a));
        let touched = open.into_iter().map(|(_, path)| path).zip(0..RECENT).collect();
        Self { pattern: Pattern::new(last), prefix: prefix.flatten(), folder: page.path.folder(), touched }
    }

    /// How good a guess a file is; `None` if it does not match.
    pub(super) fn score(&self, path: &SourcePath, title: Option<&str>) -> Option<u32> {
        let fit = match &self.prefix {
            Some(prefix) if folded(path.as_str()).starts_with(prefix.as_str()) => 120,
            // A typed folder is meant, unless nothing in it matches.
            Some(_) => self.pattern.score(path.stem()).filter(|_| !self.pattern.is_empty())? / 4,
            None => {
                let by_title = title.and_then(|title| self.pattern.score(title));
                self.pattern
                    .score(path.stem())
                    .into_iter()
                    .chain(by_title)
                    .chain(self.pattern.score(path.as_str()).map(|fit| fit / 2))
                    .max()?
            }
        };
        let recency = self.touched.get(path).map_or(0, |later| RECENT - later);
        Some(fit * 8 + self.nearness(path) * 2 + recency * 2)
    }

    /// Up to 16 for a file of the same folder, less for each folder on the way.
    fn nearness(&self, path: &SourcePath) -> u32 {
        let here = || self.folder.split('/').filter(|name| !name.is_empty());
        let there = || path.folder().split('/').filter(|name| !name.is_empty());
        let shared = here().zip(there()).take_while(|(a, b)| a == b).count();
        let steps = here().count() + there().count() - 2 * shared;
        16_u32.saturating_sub(u32::try_from(steps).unwrap_or(u32::MAX).saturating_mul(3))
    }
}
