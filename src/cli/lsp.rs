//! `journeybook lsp`: the language server on stdin and stdout.

use std::io::{BufReader, stdin, stdout};
use std::path::PathBuf;

use super::Exit;
use super::options::HandbookOptions;
use super::prepare::configure;
use crate::lsp::{self, End};
use crate::workspace::Configure;

pub(super) fn run() -> Exit {
    match lsp::serve(BufReader::new(stdin()), stdout(), configured) {
        End::Orderly => Exit::Clean,
        End::Abrupt => Exit::Faulty,
    }
}

/// Each handbook is configured by its own file alone.
fn configured() -> Configure {
    let options = HandbookOptions::plain(PathBuf::new());
    Box::new(move |project| configure(project, &options, None))
}
