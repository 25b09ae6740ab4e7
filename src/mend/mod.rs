//! Changes to the handbook's own files: what a repair or a move has to write, decided before anything is written.
//!
//! 1. [`certain_edits`] gathers the suggestions that need no decision.
//! 2. [`edited`] lays edits over sources, and [`unified_diff`] shows people what that changes.
//! 3. [`Changes`] is all that is to be done to the disk, which does the whole of it or nothing.

mod change;
mod diff;
mod edit;
mod fix;

pub use change::{Changes, FileChange, changes};
pub use diff::unified_diff;
pub use edit::{Edit, Edits, edited};
pub use fix::certain_edits;
