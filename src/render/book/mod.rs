//! Many pages as one document: booklets for printing, and books for reading systems.
//!
//! 1. `chapters` puts the pages of a handbook or a stage in order, and numbers them.
//! 2. `figures` numbers the figures through the whole document.
//! 3. `above` says what a page is, above its text.
//! 4. `booklet` makes the data for a booklet's template, `epub` the files of a book for reading systems.

pub(super) mod booklet;
pub mod epub;

mod above;
mod chapters;
mod figures;
#[cfg(test)]
mod tests;
