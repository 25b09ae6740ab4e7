//! The line on a terminal that shows progress, once the command has taken a second.
//!
//! It uses plain characters and is overwritten with spaces, so it needs neither colours nor cursor addressing. Drop a [`Progress`]
//! before anything else is printed.

use std::io::{IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::options::Verbosity;

/// How long a command may take before it shows progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is rewritten.
const INTERVAL: Duration = Duration::from_millis(100);

/// What is being done.
#[derive(Debug, Clone, Copy)]
pub(super) struct Phase {
    /// As a verb: `rendering`.
    pub(super) verb: &'static str,
    /// What is counted, such as `pages`; if nothing is counted, what is worked on, such as `the handbook`.
    pub(super) of: &'static str,
    /// How many of them there are; 0 if nothing is counted.
    pub(super) all: usize,
}

/// Whether anybody sees the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Onlooker {
    /// A person at a terminal.
    Person,
    /// A log, a pipe, or a person who asked for quiet.
    Nobody,
}

impl Onlooker {
    /// Checks where stderr goes. Continuous integration may have a terminal, but keeps its output as a log.
    pub(super) fn of_stderr(verbosity: Verbosity) -> Self {
        let variable = |name| std::env::var_os(name).unwrap_or_default();
        let is_log = !variable("CI").is_empty() || variable("TERM") == "dumb";
        let is_person = verbosity != Verbosity::Quiet && !is_log && std::io::stderr().is_terminal();
        if is_person { Self::Person } else { Self::Nobody }
    }
}

/// A phase in progress. Dropping it removes the line.
pub(super) struct Progress {
    done: Arc<AtomicUsize>,
    writer: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Shows the progress of `phase`, starting a second after `started`.
    pub(super) fn start(onlooker: Onlooker, phase: Phase, started: Instant) -> Self {
        let done = Arc::new(AtomicUsize::new(0));
        let writer = (onlooker == Onlooker::Person).then(|| {
            let (ended, is_ended) = channel();
            let counted = Arc::clone(&done);
            let writer = thread::spawn(move || {
                let mut wait = PATIENCE.saturating_sub(started.elapsed());
                let mut shown = String::new();
                while is_ended.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                    let line = line(phase, counted.load(Ordering::Relaxed), started.elapsed());
                    if line != shown {
                        write(&format!("\r{line:width$}", width = shown.len()));
                        shown = line;
                    }
                    wait = INTERVAL;
                }
                if !shown.is_empty() {
                    write(&format!("\r{:width$}\r", "", width = shown.len()));
                }
            });
            (ended, writer)
        });
        Self { done, writer }
    }

    /// One more is done.
    pub(super) fn one_more(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// This many are done.
    pub(super) fn reach(&self, done: usize) {
        self.done.store(done, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((ended, writer)) = self.writer.take() {
            drop(ended);
            // The thread only writes; if it failed, there is no line to remove.
            let _ = writer.join();
        }
    }
}

/// If the terminal cannot be written to, there is simply no line.
fn write(text: &str) {
    let mut stream = std::io::stderr().lock();
    let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
}

/// `rendering 1203 of 10400 pages, 4 s`.
fn line(Phase { verb, of, all }: Phase, done: usize, elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if all == 0 { format!("{verb} {of}, {seconds} s") } else { format!("{verb} {} of {all} {of}, {seconds} s", done.min(all)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_phase_count_and_time() {
        let reading = Phase { verb: "reading", of: "the handbook", all: 0 };
        let rendering = Phase { verb: "rendering", of: "pages", all: 400 };
        for (phase, done, milliseconds, expected) in [
            (reading, 0, 1000, "reading the handbook, 1 s"),
            (rendering, 0, 1400, "rendering 0 of 400 pages, 1 s"),
            (rendering, 399, 62_000, "rendering 399 of 400 pages, 62 s"),
            (rendering, 401, 62_000, "rendering 400 of 400 pages, 62 s"),
        ] {
            assert_eq!(line(phase, done, Duration::from_millis(milliseconds)), expected);
        }
    }
}
