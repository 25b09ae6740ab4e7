//! Reports that something changed on disk; the workspace finds out what.
//!
//! 1. The system's events arrive from the folders that `folders` watches. Reading a file causes events too: those are dropped.
//! 2. Events are collected until there have been none for a moment, so that a save in several steps is one change.
//! 3. After a longer pause everything is compared again, since events can get lost: a folder and the files in it may be created
//!    faster than the folder can be watched. This happens on another thread, so that no save waits for it.
//! 4. Without events, everything is compared at intervals.
//! 5. A file of the handbook that disappeared or became empty is given [`SLOW_SAVE`] to return: programs remove or empty a file
//!    before they write it. So a save is shown 25 ms after the last event, and a removal after 625 ms.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use super::Watching;
use crate::disk::is_missing_or_empty;
use crate::workspace::Changes;

mod event;
mod folders;

use folders::Folders;

/// The time without events before a change is handled.
const QUIET: Duration = Duration::from_millis(25);
/// The longest wait for that in a continuous stream of events.
const LONGEST_WAIT: Duration = Duration::from_millis(250);
/// The time without events before everything is compared.
const LONG_QUIET: Duration = Duration::from_secs(1);
/// How often everything is compared if there are no events, or no project folder to watch.
const POLLING: Duration = Duration::from_millis(500);
/// How long a missing file may take to return before it counts as removed.
const SLOW_SAVE: Duration = Duration::from_millis(600);
/// How often to check whether it is back.
const GLANCE: Duration = Duration::from_millis(10);
/// The most paths that are checked one by one; for more, comparing everything is as cheap.
const MOST_PATHS: usize = 1000;
/// The share of time that comparing may take without events: one part in this many.
const IDLE_SHARE: u32 = 10;

/// A message to the watch.
pub enum Message {
    /// The system reports events.
    Event(notify::Result<notify::Event>),
    /// A page could not be rendered with its theme, so the list of problems is out of date.
    Faulty,
    /// Comparing found a difference from the generation with this number.
    Differs(u64),
    /// A request for an unknown host.
    Refused(String),
}

/// Something to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Next {
    /// Read what may have changed.
    Refresh(Changes),
    /// Update the list of problems.
    Review,
    /// Compare everything with what is shown, on another thread.
    Compare,
    /// Comparing found a difference from the generation with this number.
    Differs(u64),
    /// Report that a request for this host was refused.
    Warn(String),
}

/// A watch over a project.
pub struct Watch {
    root: PathBuf,
    sender: Sender<Message>,
    messages: Receiver<Message>,
    /// None if everything is compared at intervals instead.
    folders: Option<Folders>,
    interval: Duration,
    refusal: Option<String>,
    /// When to compare everything.
    compare_at: Option<Instant>,
    /// When the last requested comparison began; none once the watch is waiting again.
    last: Option<Instant>,
    /// The refused hosts that have not been reported yet.
    refused: Vec<String>,
}

impl Watch {
    /// Starts watching the project folder at `root`.
    pub fn new(watching: Watching, root: &Path) -> Self {
        let (sender, messages) = channel();
        let interval = if let Watching::Polling(interval) = watching { interval } else { POLLING };
        let root = root.to_path_buf();
        let mut watch = Self {
            root,
            sender,
            messages,
            folders: None,
            interval,
            refusal: None,
            compare_at: None,
            last: None,
            refused: Vec::new(),
        };
        if watching == Watching::Events {
            match Folders::new(watch.sender.clone()) {
                Ok(folders) => watch.folders = Some(folders),
                Err(error) => watch.refusal = Some(folders::explained(&error)),
            }
            watch.follow(std::iter::empty());
        }
        watch
    }

    /// The sender for messages from other threads.
    pub fn sender(&self) -> Sender<Message> {
        self.sender.clone()
    }

    /// Watches exactly these folders in addition to the project folder.
    pub fn follow<'a>(&mut self, wanted: impl Iterator<Item = &'a Path>) {
        let Some(folders) = &mut self.folders else { return };
        let mut wanted: BTreeSet<&Path> = wanted.collect();
        wanted.insert(&self.root);
        match folders.follow(&wanted) {
            Ok(false) => {}
            // There are no events for what happened in a folder before it was watched.
            Ok(true) => self.compare_at = Some(Instant::now() + LONG_QUIET),
            Err(error) => {
                self.refusal = Some(folders::explained(&error));
                self.folders = None;
            }
        }
    }

    /// Schedules a comparison of everything for the next pause.
    pub fn compare_later(&mut self) {
        self.compare_at = Some(Instant::now() + LONG_QUIET);
    }

    /// Why the system does not report changes, returned once.
    pub fn take_refusal(&mut self) -> Option<String> {
        self.refusal.take()
    }

    /// Waits until there is something to do.
    pub fn next(&mut self) -> Next {
        let asked = Instant::now();
        let due = self.due(asked);
        loop {
            if let Some(host) = self.refused.pop() {
                return Next::Warn(host);
            }
            let message = match due.map(|due| due.saturating_duration_since(Instant::now())) {
                Some(left) => self.messages.recv_timeout(left),
                None => self.messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match message {
                Ok(Message::Faulty) => return Next::Review,
                Ok(Message::Differs(generation)) => return Next::Differs(generation),
                Ok(Message::Refused(host)) => return Next::Warn(host),
                Ok(Message::Event(event)) => {
                    if let Some(changes) = self.settle(event) {
                        self.compare_at = Some(Instant::now() + LONG_QUIET);
                        return Next::Refresh(changes);
                    }
                }
                // The watch holds a sender itself, so the channel cannot end.
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    self.compare_at = None;
                    self.last = Some(Instant::now());
                    let hears = self.folders.is_some() && self.root.is_dir();
                    return if hears { Next::Compare } else { Next::Refresh(Changes::Anything) };
                }
            }
        }
    }

    /// When to compare everything next, if there are no events until then.
    fn due(&mut self, now: Instant) -> Option<Instant> {
        let began = self.last.take();
        if self.folders.is_some() && self.root.is_dir() {
            return self.compare_at;
        }
        Some(pause_until(now, began, self.interval))
    }

    /// Collects events until there is a pause; `None` if they meant nothing.
    fn settle(&mut self, first: notify::Result<notify::Event>) -> Option<Changes> {
        let mut gathered = event::Gathered::default();
        gathered.add(first, self.folders.as_ref());
        if gathered.is_nothing() {
            return None;
        }
        self.gather(&mut gathered);
        Some(gathered.into_changes())
    }

    /// Gives missing files time to return, and adds events in the meantime to `changes`.
    pub(super) fn wait_for(&mut self, vanished: &[PathBuf], changes: Changes) -> Changes {
        let latest = Instant::now() + SLOW_SAVE;
        let mut gathered = event::Gathered::from(changes);
        while vanished.iter().any(|path| is_missing_or_empty(path)) {
            if Instant::now() >= latest {
                return gathered.into_changes();
            }
            if let Ok(message) = self.messages.recv_timeout(GLANCE) {
                self.add(message, &mut gathered);
            }
        }
        // A file that is back may not be complete yet.
        self.gather(&mut gathered);
        gathered.into_changes()
    }

    /// Adds events until there is a pause.
    fn gather(&mut self, gathered: &mut event::Gathered) {
        let latest = Instant::now() + LONGEST_WAIT;
        let mut quiet_at = Instant::now() + QUIET;
        while let Ok(message) = self.messages.recv_timeout(quiet_at.min(latest).saturating_duration_since(Instant::now())) {
            if self.add(message, gathered) {
                quiet_at = Instant::now() + QUIET;
            }
            if Instant::now() >= latest {
                break;
            }
        }
        if let Some(folders) = &mut self.folders {
            folders.forget(&gathered.folders);
        }
    }

    /// Adds a message; returns whether it is a change.
    fn add(&mut self, message: Message, gathered: &mut event::Gathered) -> bool {
        match message {
            Message::Event(event) => return gathered.add(event, self.folders.as_ref()),
            Message::Refused(host) => self.refused.push(host),
            // The refresh that follows includes this, and is followed by another comparison.
            Message::Faulty | Message::Differs(_) => {}
        }
        false
    }
}

/// When to compare next: after the interval, or later if comparing takes long. `began` is when the comparison that ends `now`
/// began; a pause before it does not count as its cost.
fn pause_until(now: Instant, began: Option<Instant>, interval: Duration) -> Instant {
    let took = began.map_or(Duration::ZERO, |began| now.saturating_duration_since(began));
    now + interval.max(took * IDLE_SHARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_does_not_delay_the_next_comparison() {
        let parent = tempfile::tempdir().expect("a temporary folder");
        let root = parent.path().join("project");
        std::fs::create_dir(&root).expect("a folder");
        for watching in [Watching::Events, Watching::Polling(POLLING)] {
            let mut watch = Watch::new(watching, &root);
            let now = Instant::now();
            // A comparison, then a long pause, then the folder is removed.
            watch.last = Some(now);
            watch.due(now);
            std::fs::rename(&root, parent.path().join("away")).expect("a move");
            let later = now + Duration::from_secs(3600);
            assert_eq!(watch.due(later), Some(later + POLLING), "{watching:?}");
            // What takes a second is done every ten.
            watch.last = Some(later);
            let ended = later + Duration::from_secs(1);
            assert_eq!(watch.due(ended), Some(ended + Duration::from_secs(10)), "{watching:?}");
            std::fs::rename(parent.path().join("away"), &root).expect("a move");
        }
    }
}
