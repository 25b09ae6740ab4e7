//! The two streams: answers go to stdout, what people should know besides to stderr.
//!
//! Styles are kept only where somebody sees them (see `colour`). Whoever closes a stream has read enough:
//! that is not an error. A disk that is full is one.

use std::fmt::Display;
use std::io::Write;

/// Prints what the command was asked for.
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

/// The lines that stand on stdin, as far as they are UTF-8.
pub(super) fn lines() -> Vec<String> {
    std::io::stdin().lines().map_while(Result::ok).collect()
}

/// Tells something about the work, followed by a line end.
pub(super) fn tell(text: impl Display) {
    tell_block(format_args!("{text}\n"));
}

/// Tells something that ends its lines itself.
pub(super) fn tell_block(text: impl Display) {
    let mut stream = anstream::stderr().lock();
    let _ = write!(stream, "{text}").and_then(|()| stream.flush());
}
