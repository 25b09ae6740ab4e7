//! The integration tests: one binary, so that they link once.

#![allow(clippy::disallowed_methods, reason = "tests run the program on real folders")]

mod architecture;
mod assembled;
mod audience;
mod cases;
#[cfg(unix)]
mod changes;
mod cli;
mod cost;
mod folders;
mod frame;
mod fuzzed;
mod guide;
mod import_in_place;
mod in_frame;
mod leaks;
mod incremental;
#[cfg(unix)]
mod kept_workflows;
#[cfg(unix)]
mod lists;
mod lsp;
mod edit;
mod names;
mod page_size;
mod pages;
mod preview;
mod program;
mod project;
mod promises;
mod rendered;
mod repository;
mod readme;
mod scaffold;
mod template_reference;
#[cfg(target_os = "linux")]
mod terminal;
mod words;
mod two_sites;
mod workflows;
mod workspace;

#[path = "../../fuzz/src/targets.rs"]
mod targets;
