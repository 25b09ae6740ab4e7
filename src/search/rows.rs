//! Data of many pages, stored contiguously.

use std::sync::{Mutex, PoisonError};

use bytes::{Bytes, BytesMut};

/// The capacity of a row in bytes, unless a single page needs more.
const ROW: usize = 1 << 20;

/// Stores data of pages in long rows. A row is freed when nothing in it is used any more.
///
/// In separate blocks they would lie between everything that is allocated and freed while pages are rendered, and finding space
/// around them would take the allocator a twentieth of a build.
#[derive(Debug, Default)]
pub(super) struct Rows(Mutex<BytesMut>);

impl Rows {
    /// Appends some bytes. The lock is held only while they are copied.
    pub(super) fn put(&self, bytes: &[u8]) -> Bytes {
        let mut row = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if row.capacity() < bytes.len() {
            *row = BytesMut::with_capacity(ROW.max(bytes.len()));
        }
        row.extend_from_slice(bytes);
        row.split().freeze()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_there_stays_as_it_was() {
        let rows = Rows::default();
        let pages: Vec<Vec<u8>> = (0..100_usize).map(|page| vec![u8::try_from(page).unwrap_or(0); page * 700]).collect();
        let kept: Vec<Bytes> = pages.iter().map(|page| rows.put(page)).collect();
        assert!(kept.iter().zip(&pages).all(|(kept, page)| *kept == **page));
        let is_behind = |pair: &[Bytes]| pair[1].as_ptr() == pair[0].as_ptr_range().end;
        let behind = kept[1..].windows(2).filter(|pair| is_behind(pair)).count();
        assert!(behind > 90, "only {behind} stand right behind the one before");
        let long = vec![7; ROW + 1];
        assert_eq!(rows.put(&long), long);
    }
}
