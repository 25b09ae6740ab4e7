//! Journeybook turns a folder of Markdown into a DevRel handbook site whose readers move along the developer's journey.
#![doc = include_str!("../ARCHITECTURE.md")]

mod cli;
mod lsp;
mod preview;
mod workspace;
mod disk;
mod external;
mod git;
mod edit;
mod import;
mod pipeline;
mod render;
mod inputs;
mod plan;
mod page_templates;
mod texts;
mod schema;
mod resolve;
mod search;
mod reading_paths;
mod glossary;
mod wording;
mod link;
mod generated;
mod keeping;
mod labels;
mod index;
mod theme;
mod parse;
mod scaffold;
mod config;
mod promises;
mod locale;
mod yaml;
mod suggest;
mod journey;
mod diagram;
mod diagnostic;
mod guide;
mod github;
mod source;
mod path;
mod fingerprint;
mod portable_name;
mod emoji;
mod scheme;

#[cfg(test)]
mod fixture;

/// What the program, the integration tests and the benchmarks use. Everything else is private, so that the compiler can report dead
/// code.
///
/// None of it is a stable interface: Journeybook is a program, not a library.
#[allow(missing_docs, reason = "each is documented where it is defined")]
pub mod api {
    pub use crate::cli::run;

    pub mod config {
        pub use crate::config::{Config, read};
    }
    pub mod diagnostic {
        pub use crate::diagnostic::{Checked, Diagnostic};
    }
    pub mod disk {
        pub use crate::disk::{
            Earlier, Loaded, OutputFolder, Produced, Project, Staging, load, open, reload, scan, survey, theme_files,
        };
    }
    pub mod fingerprint {
        pub use crate::fingerprint::Fingerprint;
    }
    pub mod index {
        pub use crate::index::Surroundings;
    }
    pub mod link {
        pub use crate::link::Resolution;
    }
    pub mod locale {
        pub use crate::locale::Locale;
    }
    pub mod parse {
        pub use crate::parse::{lossy_text, markdown, parse};
    }
    pub mod path {
        pub use crate::path::{OutputPath, SourcePath};
    }
    pub mod pipeline {
        pub use crate::pipeline::{Handbook, Inputs, assemble, assemble_telling};
    }
    pub mod preview {
        pub use crate::preview::WithoutSockets;
    }
    pub mod plan {
        pub use crate::plan::Recipe;
    }
    pub mod render {
        pub use crate::render::{Renderer, highlight, html};
    }
    pub mod source {
        pub use crate::source::{Roots, Source, Sources};
    }
    pub mod theme {
        pub use crate::theme::{Theme, ThemeFiles, assemble, built_in_locale};
    }
    pub mod workspace {
        pub use crate::workspace::{Changes, Configure, Standing, Workspace};
    }
}
