//! What each phase result and each output is made from, as one fingerprint each: equal inputs give equal results.
//!
//! 1. `page` divides one page's facts by the phase that reads them.
//! 2. `phase` has the inputs of the index, the links, the navigation, the backlinks and the plan: a warm run keeps each of them
//!    while its inputs are equal.
//! 3. `output` has the inputs of every recipe of the plan: a preview keeps what it rendered, and a build what it wrote before.
//!
//! Structs are destructured, so that adding a field means deciding here which phase reads it.

mod output;
mod page;
pub(crate) mod phase;

pub use output::{Made, OutputInputs};
pub use page::PageInputs;
pub use phase::PhaseInputs;
