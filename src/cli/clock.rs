//! How long the phases took and, on a terminal, how far they have got.

use std::fmt::Write;
use std::time::{Duration, Instant};

use super::options::Verbosity;
use super::progress::{Onlooker, Phase, Progress};
use super::stdio;

/// A clock that is told when each phase ends.
pub(super) struct Clock {
    started: Instant,
    last: Instant,
    onlooker: Onlooker,
    phases: Vec<(&'static str, Duration)>,
}

impl Clock {
    /// Starts the clock; unless `quiet` is set, progress is shown on a terminal.
    pub(super) fn start(verbosity: Verbosity) -> Self {
        let now = Instant::now();
        Self { started: now, last: now, onlooker: Onlooker::of_stderr(verbosity), phases: Vec::new() }
    }

    /// Shows the progress of `phase`, once the command has run for a second, until the returned value is dropped.
    pub(super) fn progress(&self, phase: Phase) -> Progress {
        Progress::start(self.onlooker, phase, self.started)
    }

    /// Records that `phase` has ended and the next begins.
    pub(super) fn ended(&mut self, phase: &'static str) {
        let now = Instant::now();
        self.phases.push((phase, now - self.last));
        self.last = now;
    }

    /// The time since the start, in words.
    pub(super) fn total(&self) -> String {
        spoken(self.started.elapsed())
    }

    /// Prints the times if `--verbose` is given.
    pub(super) fn tell(&self, verbosity: Verbosity) {
        if verbosity == Verbosity::Verbose {
            stdio::tell_block(self.table());
        }
    }

    /// A line for each phase, and one for the total.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for (phase, time) in &self.phases {
            let _ = writeln!(table, "{phase:<18}{:>9}", spoken(*time));
        }
        let _ = writeln!(table, "{:<18}{:>9}", "all", self.total());
        table
    }
}

/// `0.4 ms`, `37 ms`, `1.25 s`.
pub(super) fn spoken(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    match milliseconds {
        _ if milliseconds < 10.0 => format!("{milliseconds:.1} ms"),
        _ if milliseconds < 1000.0 => format!("{milliseconds:.0} ms"),
        _ => format!("{:.2} s", milliseconds / 1e3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short_to_read() {
        for (microseconds, text) in
            [(0, "0.0 ms"), (420, "0.4 ms"), (37_400, "37 ms"), (1_254_000, "1.25 s"), (75_000_000, "75.00 s")]
        {
            assert_eq!(spoken(Duration::from_micros(microseconds)), text);
        }
    }
}
