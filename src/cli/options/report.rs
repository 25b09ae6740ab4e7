//! What is printed about problems, and how.

/// What is printed, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportOptions {
    /// How to report problems.
    pub format: Format,
    /// How many problems people are shown.
    pub extent: Extent,
    /// How much is said besides.
    pub verbosity: Verbosity,
    /// Whether the phases' times are told.
    pub timings: Timings,
}

/// `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// As rustc shows them, on stderr.
    Human,
    /// JSON Lines, on stdout.
    Json,
    /// GitHub Actions annotations, on stdout.
    GitHub,
    /// A SARIF log, on stdout.
    Sarif,
}

/// `--all`, for people only: the other formats are always whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What fits on a screen, with counts of the rest.
    OneScreen,
    /// Every problem with its excerpt.
    All,
}

/// `--quiet` and `--verbose`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verbosity {
    /// What was asked for, problems, and nothing else.
    Quiet,
    /// A closing line, too.
    Normal,
    /// What was read and from where, too, and how long it took.
    Verbose,
}

/// `--timings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timings {
    /// Not told.
    Untold,
    /// Told after the work.
    Told,
}
