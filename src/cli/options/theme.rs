//! The options of `theme`.

use std::path::PathBuf;

/// `theme`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeOptions {
    /// The project folder as written.
    pub project: PathBuf,
    /// The built-in theme; the handbook's if absent.
    pub theme: Option<String>,
    /// What is done.
    pub action: ThemeAction,
}

/// What `theme` does, with the file's path as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ThemeAction {
    /// All files are listed.
    List,
    /// A file is printed.
    Show(String),
    /// A file is copied into the project.
    Eject(String),
}
