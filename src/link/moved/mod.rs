//! The destinations that links must have after files were moved, so that they lead where they led.
//!
//! 1. [`Move`] maps old paths to new ones.
//! 2. `path` handles destinations that are paths and addresses, `name` those of wikilinks. A link that still leads to the same
//!    place is left alone.
//! 3. `spelling` writes a path in its author's style.

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

/// A move as seen from one page: the old and the new places of the page and of everything else.
#[derive(Debug, Clone, Copy)]
pub struct Passage<'a> {
    /// What is moved.
    pub shift: &'a Move,
    /// The handbook before, and the page in it.
    pub before: (Tree<'a>, PageId),
    /// The handbook after, with unchanged texts, and the same page in it.
    pub after: (Tree<'a>, PageId),
}

/// The destination that `link` must have after the move; `None` if it need not change.
///
/// A broken link stays unchanged unless something better is known; in a moved page it continues to mean the same place.
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
    /// Whether the old and the new target are the same thing.
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
    /// The address of a generated output after the move, without a slash at its end.
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
