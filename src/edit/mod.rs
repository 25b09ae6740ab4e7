//! Changes to the handbook's own files: what a fix or a move will write, decided before anything is written.
//!
//! 1. [`safe_edits`] collects the fixes that need no decision.
//! 2. [`moving`] plans all consequences of moving a page, folder or asset; [`alias_edit`] adds old addresses to front matter.
//! 3. [`edited`] applies edits to sources, and [`unified_diff`] shows the changes.
//! 4. [`Changes`] are made on disk all together or not at all.

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
