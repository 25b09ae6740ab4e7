//! What the commands that make new files were asked for: `init` and `new`.

use std::path::PathBuf;

use super::Verbosity;
use crate::scaffold::{Action, InternalSite, PageOptions, Reporting};

/// `init`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InitOptions {
    /// Where the handbook is to be, as written.
    pub dir: PathBuf,
    /// What it is called; the folder's name in words when absent.
    pub title: Option<String>,
    /// How it is published.
    pub publishing: Publishing,
    /// How much is printed.
    pub verbosity: Verbosity,
}

/// What a new handbook gets for being published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Publishing {
    /// Nothing: only the handbook's folder.
    Unsaid,
    /// Workflows that use this action.
    GitHubPages {
        /// The action that builds the handbook.
        action: Action,
        /// Where the site for the team goes, if there is to be one.
        internal_site: Option<InternalSite>,
        /// Whether a workflow reports each week.
        reporting: Reporting,
    },
}

/// `new`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOptions {
    /// The project folder as written.
    pub project: PathBuf,
    /// The page's path as written, from the project folder or from the content root.
    pub path: String,
    /// The page's front matter.
    pub page: PageOptions,
    /// How much is printed.
    pub verbosity: Verbosity,
}
