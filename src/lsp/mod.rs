//! The language server: what the commands know about an open handbook, for editors, with the Language Server Protocol 3.17.
//!
//! 1. `transport` reads and writes messages; `server` handles them in order, and answers.
//! 2. `documents` holds the texts that are open in editors. A `keeper` holds one handbook on its own thread, with those texts
//!    instead of the files, and returns a [`State`](state::State) after each change.
//! 3. `view` is what a feature sees: the last state, and the current page with its latest text.
//! 4. Each feature has a file: `completion`, `definition`, `references`, `hover`, `symbols`, `folding`, `rename`, `relocation`, `actions`.
//!
//! A `preview` of a handbook starts when the editor asks for it, on the keeper's thread, and shows the same texts.
//!
//! The server never writes a file: every change is an edit that the editor applies.

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
mod trial;
mod view;

pub use keeper::Configured;

/// How a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// The editor shut down properly.
    Orderly,
    /// The editor disappeared.
    Abrupt,
}

/// Serves an editor that writes to `input` and reads from `output`, until it ends.
///
/// `configured` creates the function that reads the configuration of a handbook.
pub fn serve(input: impl BufRead + Send + 'static, output: impl Write + Send + 'static, configured: Configured) -> End {
    let channel = transport::connect(input, output);
    server::run(&channel, configured)
}
