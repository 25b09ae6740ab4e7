//! A move of a page, a folder or an asset, planned as a whole: every text that has to change, and what people should know about it.
//!
//! 1. `request` refuses what cannot be moved.
//! 2. `settings` applies the move to `handbook.yaml`.
//! 3. [`Relocation::new`] indexes the handbook with its files at their new paths, rewrites the links that would no longer lead
//!    where they led (`links`), and adds the old address as an alias to pages whose address changes (`old_addresses`).
//! 4. `notes` says what else changes: stages, and addresses that are lost.
//!
//! Nothing is written here. The caller first assembles the handbook with the edits, and checks that it has no new errors.

use crate::config::Config;
use crate::diagnostic::Checked;
use crate::generated::{Basis, generated};
use crate::index::{Index, Page, Surroundings, index};
use crate::keeping::keeping;
use crate::labels::labels;
use crate::link::moved::Move;
use crate::link::{Tree, Wanted, wanted};
use crate::locale::Locale;
use crate::resolve::Site;
use crate::source::Sources;

use super::replace::Edits;

mod links;
mod notes;
mod old_addresses;
mod request;
mod settings;
#[cfg(test)]
mod tests;

pub use request::request;
pub use settings::{Settings, settings};

/// What a move has to write, and what people should know about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relocation {
    /// The edits of pages, by their old paths.
    pub edits: Edits,
    /// The number of rewritten links.
    pub links: usize,
    /// Sentences for people.
    pub notes: Vec<String>,
}

impl Relocation {
    /// Plans a move. `config` is the configuration afterwards; `survey` looks up files around the handbook as it is now.
    #[must_use]
    pub fn new(site: &Site, shift: &Move, config: &Config, survey: impl FnOnce(&Wanted) -> Surroundings) -> Self {
        let sources = shift.sources(&site.sources);
        let pages = pages_after(site, shift, &sources);
        let wanted = wanted(&pages, &sources, config);
        let roots = &sources.roots;
        let found = survey(&shift.wanted_before(roots, &wanted));
        let surroundings = shift.surroundings_after(roots, &wanted, &found, &site.surroundings);
        let Checked { value: index, .. } = index(config, &sources, &pages);
        let Checked { value: keeping, .. } = keeping(config, &index, &pages, &surroundings);
        let Checked { value: labels, .. } = labels(config, &index, &pages);
        let history = &surroundings.history;
        let basis = Basis { config, sources: &sources, index: &index, history, keeping: &keeping, labels: &labels };
        let generated = generated(basis, site.generated.theme_files(), &Locale::wordless());
        let after = Tree { index: &index, config, surroundings: &surroundings, generated: &generated };
        let mut edits = links::edits(site, shift, site.tree(), after);
        let links = edits.values().map(Vec::len).sum();
        let mut notes = old_addresses::add(site, shift, after, &mut edits);
        notes.extend(notes::of(site, shift, &index));
        Self { edits, links, notes }
    }
}

/// The pages at their new paths, in the order of those.
fn pages_after(site: &Site, shift: &Move, sources: &Sources) -> Vec<Page> {
    let mut pages: Vec<Page> = site.pages.iter().map(|page| Page { path: shift.file(&page.path), ..page.clone() }).collect();
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    debug_assert!(pages.iter().all(|page| sources.files.contains_key(&page.path)), "pages are files");
    pages
}

/// The same page in the other index.
fn twin(site: &Site, shift: &Move, after: &Index, id: crate::index::PageId) -> Option<crate::index::PageId> {
    after.id_of(&shift.file(&site.index.page(id).path))
}
