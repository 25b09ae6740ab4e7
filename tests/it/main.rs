//! The integration tests: one binary, so that they link once.

#![allow(clippy::disallowed_methods, reason = "tests run the program on real folders")]

mod cli;
mod pages;
