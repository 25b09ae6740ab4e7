//! How long the phases took and, on a terminal, how far they have got.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::options::{Timings, Verbosity};
use super::progress::{Onlooker, Phase, Progress};
use super::stdio;
use crate::diagnostic::visible_line;
use crate::render::{Slowest, Work};

/// A clock that is told when each phase ends.
pub(super) struct Clock {
    started: Instant,
    last: Instant,
    onlooker: Onlooker,
    phases: Vec<(&'static str, Duration)>,
    slowest: Option<Arc<Slowest>>,
}

/// How many of the slowest pages, templates and blocks of code are listed.
const MOST: usize = 10;

/// The longest name in such a list, in characters.
const LONGEST_NAME: usize = 70;

impl Clock {
    /// Starts the clock; unless `quiet` is set, progress is shown on a terminal.
    pub(super) fn start(verbosity: Verbosity) -> Self {
        let now = Instant::now();
        Self { started: now, last: now, onlooker: Onlooker::of_stderr(verbosity), phases: Vec::new(), slowest: None }
    }

    /// The same, which also records what took longest if `timings` asks for it.
    pub(super) fn recording(self, timings: Timings) -> Self {
        Self { slowest: (timings == Timings::Told).then(Arc::default), ..self }
    }

    /// Where to record what took longest, if anybody asks.
    pub(super) fn slowest(&self) -> Option<Arc<Slowest>> {
        self.slowest.clone()
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

    /// A line for each phase, and one for the total; then, if they were recorded, lists of what took longest.
    pub(super) fn table(&self) -> String {
        let mut table = String::new();
        for (phase, time) in &self.phases {
            let _ = writeln!(table, "{phase:<18}{:>9}", spoken(*time));
        }
        let _ = writeln!(table, "{:<18}{:>9}", "all", self.total());
        if let Some(slowest) = &self.slowest {
            for (work, heading) in
                [(Work::Page, "slowest pages"), (Work::Template, "slowest templates"), (Work::Code, "slowest blocks of code")]
            {
                list(&mut table, heading, &slowest.of(work, MOST));
            }
        }
        table
    }
}

/// A heading, and a line for each piece of work; nothing if there is none.
fn list(table: &mut String, heading: &str, slowest: &[(String, Duration, usize)]) {
    if !slowest.is_empty() {
        let _ = writeln!(table, "\n{heading}");
    }
    for (name, time, count) in slowest {
        let name: String = visible_line(name).chars().take(LONGEST_NAME).collect();
        let times = if *count > 1 { format!(", {count} times") } else { String::new() };
        let _ = writeln!(table, "{:>9}  {name}{times}", spoken(*time));
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
    fn what_took_longest_is_listed() {
        let mut table = String::new();
        list(&mut table, "slowest pages", &[]);
        assert_eq!(table, "");
        let long = format!("js: {}\u{1b}", "x".repeat(100));
        list(&mut table, "slowest", &[("a.md".to_owned(), Duration::from_millis(12), 1), (long, Duration::from_millis(3), 4)]);
        assert_eq!(table, format!("\nslowest\n    12 ms  a.md\n   3.0 ms  js: {}, 4 times\n", "x".repeat(66)));
    }

    #[test]
    fn times_are_short_to_read() {
        for (microseconds, text) in
            [(0, "0.0 ms"), (420, "0.4 ms"), (37_400, "37 ms"), (1_254_000, "1.25 s"), (75_000_000, "75.00 s")]
        {
            assert_eq!(spoken(Duration::from_micros(microseconds)), text);
        }
    }
}
