//! The words of all pages as bytes, so that the next run counts only those of pages that changed.

use std::collections::HashMap;
use std::iter;

use bytes::{Buf, Bytes};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::words::PageWords;
use super::{Document, Search};
use crate::fingerprint::Fingerprint;

/// The length of a fingerprint at the start of a record, and before the words of each page.
const KEY: usize = 16;

impl Search {
    /// Takes the words of unchanged pages from a [`record`](Self::record) of the same program. Anything else in `record` is ignored.
    pub fn recall(&self, record: Vec<u8>) {
        let Some(known) = parse(record.into(), &self.basis()) else { return };
        self.documents.par_iter().filter(|document| document.words.get().is_none()).for_each(|document| {
            if let Some(words) = known.get(&document.key()) {
                // Nobody else sets them meanwhile; if somebody did, they would be equal.
                let _ = document.words.set(words.clone());
            }
        });
    }

    /// The words of all pages in pieces, if they have been counted for the index.
    #[must_use]
    pub fn record(&self) -> Option<impl Iterator<Item = Vec<u8>> + '_> {
        self.index.get()?;
        let pages = self.documents.iter().filter_map(|document| {
            let mut piece = document.key().to_vec();
            document.words.get()?.push_to(&mut piece);
            Some(piece)
        });
        Some(iter::once(self.basis().to_vec()).chain(pages))
    }

    /// What words depend on besides their page.
    fn basis(&self) -> [u8; KEY] {
        Fingerprint::new(&(&self.language, &self.synonyms)).bytes()
    }
}

impl Document {
    /// What the words of the page depend on.
    fn key(&self) -> [u8; KEY] {
        let other_names: Vec<&str> = self.other_names().collect();
        let bytes = Fingerprint::from_bytes(&self.bytes);
        Fingerprint::new(&(&self.page.path, &self.title, other_names, &self.keepers, bytes)).bytes()
    }
}

fn parse(mut record: Bytes, basis: &[u8; KEY]) -> Option<HashMap<[u8; KEY], PageWords>> {
    let mut key = [0; KEY];
    record.try_copy_to_slice(&mut key).ok()?;
    if key != *basis {
        return None;
    }
    let mut known = HashMap::new();
    while record.has_remaining() {
        record.try_copy_to_slice(&mut key).ok()?;
        known.insert(key, PageWords::parse(&mut record)?);
    }
    Some(known)
}
