//! The two streams: answers go to stdout, everything else that people should know to stderr.
//!
//! Styles are kept only where somebody sees them (see `colour`). A closed pipe is fine: its reader has read enough. A full disk is
//! an error.

use std::fmt::Display;
use std::io::Write;

/// Prints the answer that the command was asked for.
pub(super) fn answer(text: impl Display) {
    let mut stream = anstream::stdout().lock();
    let written = write!(stream, "{text}").and_then(|()| stream.flush());
    end_unless(written);
}

/// Prints a file that the command was asked for, as it is.
pub(super) fn answer_bytes(bytes: &[u8]) {
    let mut stream = std::io::stdout().lock();
    let written = stream.write_all(bytes).and_then(|()| stream.flush());
    end_unless(written);
}

/// Ends the program where an answer could not be written: what was asked for is lost, and no other code may make it look like a success.
fn end_unless(written: std::io::Result<()>) {
    if let Err(error) = written
        && error.kind() != std::io::ErrorKind::BrokenPipe
    {
        tell(format_args!("error: the answer could not be written: {error}"));
        std::process::exit(2);
    }
}

/// The lines on stdin, as far as they are valid UTF-8.
pub(super) fn lines() -> Vec<String> {
    std::io::stdin().lines().map_while(Result::ok).collect()
}

/// Prints a message about the work, with a line end.
pub(super) fn tell(text: impl Display) {
    tell_block(format_args!("{text}\n"));
}

/// Prints a message that has its own line ends.
pub(super) fn tell_block(text: impl Display) {
    let mut stream = anstream::stderr().lock();
    let _ = write!(stream, "{text}").and_then(|()| stream.flush());
}
