//! Journeybook turns a folder of Markdown into a DevRel handbook site whose readers move along the developer's journey.
#![doc = include_str!("../ARCHITECTURE.md")]

pub mod cli;
pub mod preview;
pub mod disk;
pub mod external;
pub mod git;
pub mod edit;
pub mod pipeline;
pub mod render;
pub mod plan;
pub mod texts;
pub mod resolve;
pub mod search;
pub mod link;
pub mod generated;
pub mod index;
pub mod theme;
pub mod parse;
pub mod config;
pub mod scaffold;
pub mod yaml;
pub mod suggest;
pub mod journey;
pub mod diagnostic;
pub mod source;
pub mod path;
pub mod portable_name;

#[cfg(test)]
mod fixture;
