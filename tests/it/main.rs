//! The integration tests: one binary, so that they link once.

#![allow(clippy::disallowed_methods, reason = "tests run the program on real folders")]

mod architecture;
mod assembled;
mod cases;
mod cli;
mod preview;
mod folders;
mod incremental;
mod mend;
mod page_size;
mod program;
mod scaffold;
mod template_reference;
