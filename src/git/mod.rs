//! What Git knows about the repository: its web address, and when and by whom each page was written.
//!
//! 1. `address` reads the repository's web address and branch from Git's own files.
//! 2. `command` runs Git, and `log` reads its commits, newest first.
//! 3. `lineage` follows each page back through those commits, and through its renames.
//! 4. `blobs` fetches old texts where a commit may have changed the front matter alone; `history` makes dates of all that, and `versions`,
//!    where it is asked for, what each commit did.
//! 5. [`moving`] moves files together with their entries in Git's index.
//!
//! Without Git or a repository nothing is known, which is not an error.

#![allow(clippy::disallowed_methods, reason = "Git keeps its facts in files of its own, and tells the rest by its commands")]

mod address;
mod asked;
mod blobs;
mod command;
mod history;
mod lineage;
mod log;
pub mod moving;
mod people;
mod versions;

pub use address::{default_branch, repository_address};
pub use asked::Asked;
pub use history::{history, last_commit_day, moment_of_revision};
