//! Changes to the handbook's own files: what a fix or a move has to write, decided before anything is written.
//!
//! 1. [`safe_edits`] gathers the fixes that need no decision.
//! 2. [`moving`] decides all that a move of a page, folder or asset entails; [`alias_edit`] puts old addresses into front matter.
//! 3. [`edited`] lays edits over sources, and [`unified_diff`] shows people what that changes.
//! 4. [`Changes`] is all that is to be done to the disk, which does the whole of it or nothing.

mod aliases;
mod change;
mod diff;
mod replace;
mod fix;
pub mod moving;

pub use change::{Changes, FileChange, changes};
pub use diff::unified_diff;
pub use fix::{MOST_ROUNDS, fix_edit, safe_edits, safe_fixes};
pub use replace::{Edit, edited, replaced};
