//! What a preview has to say on the terminal, as values: printing belongs to the command line.

use std::time::Duration;

/// Something worth a line.
#[derive(Debug)]
pub enum Notice<'a> {
    /// Browsers can connect.
    Listening {
        /// The site's address.
        url: &'a str,
        /// The addresses by which other machines may reach it.
        elsewhere: &'a [String],
        /// Whether other machines can connect, too.
        is_exposed: bool,
    },
    /// A generation is shown.
    Shown(Shown<'a>),
    /// The system tells of no changes, so files are looked at again and again.
    Polling {
        /// Why, and what would help.
        reason: &'a str,
    },
    /// A browser asked for a host that is not answered to; told once for each.
    Refused {
        /// The host as the browser named it, in printable ASCII.
        host: &'a str,
    },
    /// No browser could be opened.
    NotOpened {
        /// Why.
        reason: &'a str,
    },
}

/// What is shown now, and what is new about it.
#[derive(Debug)]
pub struct Shown<'a> {
    /// The files that changed, relative to the project folder; none at the start, and when only the problems changed.
    pub changed: &'a [String],
    /// How long it took from hearing of the change.
    pub time: Duration,
    /// How many pages there are.
    pub pages: usize,
    /// How many errors there are in all.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// Problems that were not there before, as compilers show them, with ANSI styles; only the first few.
    pub news: &'a str,
    /// How many more new ones there are.
    pub unlisted: usize,
    /// How many problems are no more.
    pub fixed: usize,
}
