//! What a preview reports on the terminal, as values: printing belongs to the command line.

use std::time::Duration;

/// Something worth a line.
#[derive(Debug)]
pub enum Notice<'a> {
    /// Browsers can connect.
    Listening {
        /// The site's address.
        url: &'a str,
        /// The addresses at which other machines may reach it.
        elsewhere: &'a [String],
        /// Whether other machines can also connect.
        is_exposed: bool,
    },
    /// A generation is shown.
    Shown(Shown<'a>),
    /// The system does not report changes, so files are polled.
    Polling {
        /// Why, and what would help.
        reason: &'a str,
    },
    /// A request for an unknown host; reported once for each.
    Refused {
        /// The host in the request, in printable ASCII.
        host: &'a str,
    },
    /// No browser could be opened.
    NotOpened {
        /// Why.
        reason: &'a str,
    },
}

/// What is shown now, and what has changed.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The files that changed, relative to the project folder; none at the start, or if only the problems changed.
    pub changed: &'a [String],
    /// The time since the change was noticed.
    pub time: Duration,
    /// The number of pages.
    pub pages: usize,
    /// The total number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// Problems that were not there before, as compilers show them, with ANSI styles; only the first few.
    pub news: &'a str,
    /// The number of further new ones.
    pub unlisted: usize,
    /// The number of problems that no longer exist.
    pub fixed: usize,
}
