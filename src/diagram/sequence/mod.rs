//! Sequence diagrams: who sends what to whom, in the order of time.

use super::drawing::{Drawing, Head};
use super::{Undrawn, Unused};
use reader::Reader;

mod columns;
mod frames;
mod reader;
#[cfg(test)]
mod tests;
mod timeline;

/// Somebody or something that sends and receives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Participant {
    /// What it is called, line by line.
    pub(super) label: Vec<String>,
    /// Whether it is a person.
    pub(super) is_actor: bool,
}

/// Participants with a box around them, by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Team {
    /// What it is called, line by line.
    pub(super) label: Vec<String>,
    pub(super) first: usize,
    pub(super) last: usize,
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Left,
    Right,
    Over,
}

/// A message. Participants are given by their places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) from: usize,
    pub(super) to: usize,
    /// What it says, line by line.
    pub(super) label: Vec<String>,
    pub(super) is_dashed: bool,
    /// What stands at its beginning.
    pub(super) tail: Head,
    /// What stands at its end.
    pub(super) head: Head,
    /// Its number, where messages are numbered.
    pub(super) number: Option<usize>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Note {
    /// The participants that it is about, from the first to the last.
    pub(super) about: (usize, usize),
    pub(super) side: Side,
    /// What it says, line by line.
    pub(super) label: Vec<String>,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    Message(Message),
    Note(Note),
    /// A participant begins to be active.
    Activate(usize),
    /// It ceases to be active.
    Deactivate(usize),
    /// The next message creates a participant.
    Create(usize),
    /// The next message ends a participant.
    Destroy(usize),
    /// A block begins.
    Open {
        /// Its kind, such as `loop`; empty for a background.
        kind: String,
        /// What it says, line by line.
        label: Vec<String>,
    },
    /// Another part of the innermost block begins, and what it says.
    Part(Vec<String>),
    /// The innermost block ends.
    Close,
}

/// A sequence diagram.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Sequence {
    /// Who takes part, from left to right.
    pub(super) participants: Vec<Participant>,
    pub(super) teams: Vec<Team>,
    /// What happens, in order.
    pub(super) steps: Vec<Step>,
}

/// What a source says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parsed {
    pub(super) sequence: Sequence,
    pub(super) title: Option<String>,
    pub(super) unused: Option<Unused>,
}

impl Sequence {
    /// Reads the statements behind the head.
    pub(super) fn parse(lines: &[(usize, &str)]) -> Result<Parsed, Undrawn> {
        let mut reader = Reader::default();
        for (number, line) in lines {
            let line = line.trim_end_matches(';').trim();
            reader.line(line, *number).map_err(|reason| Undrawn::new(reason, *number))?;
        }
        let last = lines.last().map_or(0, |(number, _)| *number);
        reader.finish().map_err(|reason| Undrawn::new(reason, last))
    }
}

/// Draws a sequence diagram.
pub(super) fn draw(sequence: &Sequence) -> Drawing {
    timeline::draw(sequence)
}
