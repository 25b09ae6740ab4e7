//! What a link must say after files were moved, so that it leads where it led.
//!
//! 1. [`Move`] says what is called what afterwards.
//! 2. `path` judges destinations that are paths and addresses, `name` those of wikilinks. A link that still leads to the same place
//!    is left alone, whatever else could be written.
//! 3. `spelling` writes a path in its author's own way.

use crate::generated::{Generated, Publication};
use crate::index::PageId;
use crate::parse::Link;

use super::locate::Found;
use super::{Here, Tree};

mod name;
mod path;
mod shift;
mod spelling;
#[cfg(test)]
mod tests;

pub use shift::Move;

/// A move as one page sees it: where the page and everything else stood, and where they will stand.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// What is moved.
    pub shift: &'a Move,
    /// The handbook before, and the page in it.
    pub before: (Tree<'a>, PageId),
    /// The handbook after, its texts as they were, and the same page in it.
    pub after: (Tree<'a>, PageId),
}

/// The destination that `link` must have after the move; `None` when it can stay as it is.
///
/// A broken link stays as it is where nothing better is known; in a page that is moved it goes on naming the same place.
#[must_use]
pub fn moved(passage: &Passage<'_>, link: &Link) -> Option<String> {
    let before = passage.before.0.at(passage.before.1);
    let after = passage.after.0.at(passage.after.1);
    let way = Way { shift: passage.shift, before: &before, after: &after };
    if link.form.is_wiki() { name::moved(&way, link) } else { path::moved(&way, link) }
}

/// A [`Passage`] unpacked.
struct Way<'a> {
    shift: &'a Move,
    before: &'a Here<'a>,
    after: &'a Here<'a>,
}

impl Way<'_> {
    /// Whether what was found before and what is found after are the same thing.
    fn is_same(&self, before: &Found, after: &Found) -> bool {
        match (before, after) {
            (Found::Page(old), Found::Page(new)) | (Found::Draft(old), Found::Draft(new)) => {
                self.shift.file(&self.before.index.page(*old).path) == self.after.index.page(*new).path
            }
            (Found::Asset(old), Found::Asset(new)) => self.shift.file(old) == *new,
            (Found::Generated(old), Found::Generated(new)) => {
                let is_kept = !matches!(
                    old,
                    Generated::Folder(_) | Generated::Publication(Publication::Markdown(_) | Publication::PageCard(_))
                );
                (is_kept && old == new) || self.address_after(old) == self.after.address(new).as_str().trim_end_matches('/')
            }
            (Found::Repository(old, was), Found::Repository(new, is)) => {
                was == is && self.shift.in_repository(&self.after.index.roots, old.as_str()) == new.as_str()
            }
            _ => false,
        }
    }
    /// The address of something generated as the move leaves it, without a slash at its end.
    fn address_after(&self, generated: &Generated) -> String {
        let twin = |id: PageId| self.after.index.id_of(&self.shift.file(&self.before.index.page(id).path));
        let of_a_page = match generated {
            Generated::Publication(Publication::Markdown(id)) => twin(*id).map(Publication::Markdown),
            Generated::Publication(Publication::PageCard(id)) => twin(*id).map(Publication::PageCard),
            _ => None,
        };
        match of_a_page {
            Some(publication) => self.after.address(&Generated::Publication(publication)).to_string(),
            None => self.shift.named(self.before.address(generated).as_str().trim_end_matches('/')).into_owned(),
        }
    }
}
