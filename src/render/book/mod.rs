//! Many pages as one document: booklets to be printed, and books for reading systems.
//!
//! 1. `chapters` brings the pages of a handbook or a stage into order, and says where each stands.
//! 2. `figures` numbers the figures through the whole document.
//! 3. `booklet` makes what the template of a booklet reads, `epub` the files of a book for reading systems.

pub(super) mod booklet;
pub mod epub;
mod chapters;
mod figures;
#[cfg(test)]
mod tests;
