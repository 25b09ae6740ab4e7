//! The arguments of `theme`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::cli::options::{ThemeAction, ThemeOptions};
use crate::cli::project::named_or_found;

pub(super) const THEME_EXAMPLES: &str = "\
Examples:
  journeybook theme list                           every file of the handbook's theme, with overrides marked
  journeybook theme show static/style.css          the style sheet, with its custom properties
  journeybook theme eject templates/page.html      a copy in themes/default/ for you to change
  journeybook theme list --theme field-guide       the files of the other theme";

#[derive(Args)]
pub(super) struct ThemeArguments {
    /// What to do
    #[arg(value_name = "ACTION")]
    action: Action,

    /// The file's path in the theme, as `list` prints it
    #[arg(value_name = "FILE", required_if_eq_any([("action", "show"), ("action", "eject")]))]
    file: Option<String>,

    /// The theme [default: the one in handbook.yaml]
    #[arg(long, value_name = "NAME")]
    theme: Option<String>,

    /// The handbook's folder [default: this one, or the nearest above it with handbook.yaml]
    #[arg(long, visible_alias = "project", value_name = "DIR")]
    dir: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Action {
    /// List all files
    List,
    /// Print a file
    Show,
    /// Copy a file into the project
    Eject,
}

impl From<ThemeArguments> for ThemeOptions {
    fn from(arguments: ThemeArguments) -> Self {
        let ThemeArguments { action, file, theme, dir } = arguments;
        // The parser has made sure that a file is given where one is needed.
        let file = file.unwrap_or_default();
        let action = match action {
            Action::List => ThemeAction::List,
            Action::Show => ThemeAction::Show(file),
            Action::Eject => ThemeAction::Eject(file),
        };
        Self { project: named_or_found(dir), theme, action }
    }
}
