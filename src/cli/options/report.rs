//! What is printed about problems, and how.

/// What is printed, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportOptions {
    /// How to report problems.
    pub format: Format,
    /// How many problems people are shown.
    pub extent: Extent,
    /// How much else is printed.
    pub verbosity: Verbosity,
    /// Whether the times of the phases are printed.
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

/// `--all`, for people only: the other formats are always complete.
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
    /// Results and problems, and nothing else.
    Quiet,
    /// Also a closing line.
    Normal,
    /// Also what was read, from where, and how long it took.
    Verbose,
}

/// `--timings`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timings {
    /// Not printed.
    Untold,
    /// Printed at the end.
    Told,
}
