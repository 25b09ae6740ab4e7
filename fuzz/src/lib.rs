//! The targets, with what the integration tests have for looking at pages: those run the corpus, too.

#[path = "../../tests/it/in_frame.rs"]
mod in_frame;
#[path = "../../tests/it/rendered.rs"]
mod rendered;
pub mod targets;
