//! What each phase result and each output is made from, as one fingerprint each: what is made from the same is the same.
//!
//! 1. `page` divides what one page's file says by who reads it.
//! 2. `phase` says what the index, the links, the navigation, the backlinks and the plan are made from: a warm run keeps each of
//!    them while that is equal.
//! 3. `output` says it of every recipe of the plan: a preview keeps what it rendered, and a build what it wrote before.
//!
//! Structs are taken apart field by field, so that whoever adds a field has to say here who reads it.

mod output;
mod page;
pub(crate) mod phase;

pub use output::{Made, OutputInputs};
pub use page::PageInputs;
pub use phase::PhaseInputs;
