//! Journeybook turns a folder of Markdown into a DevRel handbook site whose readers move along the developer's journey.

pub mod config;
pub mod diagnostic;
pub mod index;
pub mod journey;
pub mod link;
pub mod parse;
pub mod path;
pub mod plan;
pub mod resolve;
pub mod source;
pub mod suggest;
pub mod theme;
pub mod yaml;
