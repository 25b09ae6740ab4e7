//! Journeybook turns a folder of Markdown into a DevRel handbook site whose readers move along the developer's journey.

pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod disk;
pub mod external;
#[cfg(test)]
mod fixture;
pub mod git;
pub mod index;
pub mod journey;
pub mod link;
pub mod mend;
pub mod parse;
pub mod path;
pub mod pipeline;
pub mod plan;
pub mod portable_name;
pub mod render;
pub mod resolve;
pub mod source;
pub mod suggest;
pub mod theme;
pub mod yaml;
