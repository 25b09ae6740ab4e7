//! The files of a new handbook and of a new page, as text: what to write, never where or how.
//!
//! 1. `handbook` makes a handbook that builds without problems, `github` the files that publish it from GitHub.
//! 2. `place` turns a typed path into a page's file.
//! 3. `page` makes a page with its front matter filled in.

mod github;
mod handbook;
mod page;
mod place;
#[cfg(test)]
mod tests;

pub use github::{Action, GitHubOptions, InternalSite, PAGES_WORKFLOW, Reporting, github_files};
pub use handbook::{GITIGNORE, handbook_files};
pub use page::{PageOptions, key_lines, page_text};
pub use place::page_path;

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// Its path, relative to the folder for which it is made, with `/` between segments.
    pub path: String,
    /// Its text.
    pub text: String,
    /// What happens to an existing file.
    pub when_there: WhenThere,
}

/// What happens to an existing file. None is ever overwritten.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenThere {
    /// Nothing is written at all.
    Refuse,
    /// It is kept, and the rest is written.
    Keep,
}

/// Why something cannot be created, and the way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong: lower case, names in backticks, no final full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Refusal {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: help.into() }
    }
}
