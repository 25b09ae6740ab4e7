//! The language server: what the commands know of an open handbook, for editors, by the Language Server Protocol 3.17.
//!
//! 1. `transport` reads and writes messages; `server` takes them in, in order, and answers.
//! 2. `documents` holds the texts that editors have open. A `keeper` holds one handbook on a thread of its own, with those texts in the
//!    place of files, and gives a [`State`](state::State) after each change.
//! 3. `view` is what a feature sees: the last state, and the page at hand as it stands this moment.
//! 4. Each feature has a file: `completion`, `definition`, `references`, `hover`, `symbols`, `folding`, `rename`, `relocation`, `actions`.
//!
//! A `preview` of a handbook starts when the editor asks for it, in the keeper's thread, and shows the same texts.
//!
//! The server writes no file: whatever changes one is an edit that the editor applies.

use std::io::{BufRead, Write};

mod actions;
mod address;
mod capabilities;
mod completion;
mod definition;
mod documents;
mod encoding;
mod folding;
mod hover;
mod keeper;
mod preview;
mod problem;
mod problems;
mod references;
mod relocation;
mod rename;
mod requests;
mod server;
mod spot;
mod state;
mod symbols;
mod transport;
mod view;

pub use keeper::Configured;

/// How a connection came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The editor said that it is done, and then ended.
    Orderly,
    /// The editor is gone without a word.
    Abrupt,
}

/// Serves an editor that speaks on `input` and listens on `output`, until it ends.
///
/// `configured` makes the way in which the configuration of a handbook is read.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write + Send + 'static, configured: Configured) -> End {
    let channel = transport::connect(input, output);
    server::run(&channel, configured)
}
