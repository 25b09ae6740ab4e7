//! Which pages, templates and blocks of code took longest, for those who ask. Nothing of it is in any output.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What takes time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Work {
    /// A page, with all that is on it.
    Page,
    /// A template, on all pages together.
    Template,
    /// The colours of a block of code, on all pages together if it is on several.
    Code,
}

/// How long each piece of work took on its thread, and how often it was done.
#[derive(Debug, Default)]
pub struct Slowest(Mutex<HashMap<(Work, String), (Duration, usize)>>);

impl Slowest {
    /// The pieces of a kind that took longest, the slowest first, at most `most` of them.
    #[must_use]
    pub fn of(&self, work: Work, most: usize) -> Vec<(String, Duration, usize)> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let alike = known.iter().filter(|((kind, _), _)| *kind == work);
        let mut all: Vec<_> = alike.map(|((_, name), (time, count))| (name.clone(), *time, *count)).collect();
        all.sort_by(|(a, longer, _), (b, shorter, _)| (Reverse(longer), a).cmp(&(Reverse(shorter), b)));
        all.truncate(most);
        all
    }

    fn add(&self, work: Work, name: String, time: Duration) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (whole, count) = known.entry((work, name)).or_default();
        *whole += time;
        *count += 1;
    }
}

/// Does a piece of work, and records how long it took if anybody asks.
pub(super) fn timed<T>(asked: Option<&Slowest>, work: Work, name: impl FnOnce() -> String, act: impl FnOnce() -> T) -> T {
    let Some(slowest) = asked else { return act() };
    let start = Instant::now();
    let made = act();
    slowest.add(work, name(), start.elapsed());
    made
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_come_first_and_what_is_done_again_adds_up() {
        let slowest = Slowest::default();
        for (work, name, milliseconds) in
            [(Work::Page, "b", 3), (Work::Page, "a", 3), (Work::Page, "c", 2), (Work::Page, "c", 2), (Work::Code, "d", 9)]
        {
            slowest.add(work, name.to_owned(), Duration::from_millis(milliseconds));
        }
        let pages: Vec<_> =
            slowest.of(Work::Page, 2).into_iter().map(|(name, time, count)| (name, time.as_millis(), count)).collect();
        assert_eq!(pages, [("c".to_owned(), 4, 2), ("a".to_owned(), 3, 1)]);
        assert_eq!(timed(None, Work::Page, || unreachable!("nobody asks"), || 7), 7);
        assert_eq!(timed(Some(&slowest), Work::Template, || "t".to_owned(), || 7), 7);
        assert_eq!(slowest.of(Work::Template, 9).len(), 1);
    }
}
