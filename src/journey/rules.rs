//! What makes a journey consistent: valid ids, and arcs that together follow the order of stages and close the loop.

use super::{Journey, StageIndex};

/// Ids that a stage cannot have, since something else has their address: the theme's files, the map of needs and the search.
pub const RESERVED_IDS: &[&str] = &["theme", "map", "search"];

/// Names that Windows reserves for devices, so that no folder can have them there.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt0", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// The longest id in bytes: a folder's name may have 255, and some file systems need two for each.
const LONGEST_ID: usize = 100;

/// Why a text cannot be an id; `None` if it can.
///
/// An id is a folder's name and part of an address: letters and digits of any script in lower case, joined by single hyphens.
#[must_use]
pub fn id_fault(id: &str) -> Option<&'static str> {
    let is_proper = |part: &str| {
        let is_lower = |character: char| character.is_alphanumeric() && character.to_lowercase().eq([character]);
        !part.is_empty() && part.chars().all(is_lower)
    };
    if id.len() > LONGEST_ID {
        Some("is longer than 100 bytes")
    } else if !id.split('-').all(is_proper) {
        Some("is not made of lower-case letters and digits joined by single hyphens")
    } else if RESERVED_IDS.contains(&id) {
        Some("is reserved, since something else answers at its address")
    } else if DEVICES.contains(&id) {
        Some("is a device's name on Windows, where no folder can bear it")
    } else {
        None
    }
}

/// How the arcs of a journey fail to be one loop over its stages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The stage at `position` in the arc's list should be `expected`; `None` if every stage has already occurred.
    Misplaced {
        /// The arc's place in the list, from 0.
        arc: usize,
        /// The stage's place in the arc, from 0.
        position: usize,
        /// The stage that is next in the journey's order.
        expected: Option<StageIndex>,
    },
    /// The arcs end before this stage.
    Uncovered(StageIndex),
    /// The arc does not lead to where the next one starts; the last one is followed by the first.
    Apart {
        /// The arc's place in the list, from 0.
        arc: usize,
        /// The place of the one that follows.
        next: usize,
    },
}

impl Journey {
    /// The first misplaced or missing stage, and every gap between one arc and the next; empty if there are no arcs.
    #[must_use]
    pub fn arc_faults(&self) -> Vec<Fault> {
        if self.arcs.is_empty() {
            return Vec::new();
        }
        let mut faults = Vec::new();
        let listed = self
            .arcs
            .iter()
            .enumerate()
            .flat_map(|(arc, listed)| listed.stages.iter().enumerate().map(move |(position, &stage)| (arc, position, stage)));
        let mut due = 0;
        for (arc, position, stage) in listed {
            if stage != StageIndex(due) {
                let expected = Some(StageIndex(due)).filter(|stage| stage.0 < self.stages.len());
                faults.push(Fault::Misplaced { arc, position, expected });
                break;
            }
            due += 1;
        }
        if faults.is_empty() && due < self.stages.len() {
            faults.push(Fault::Uncovered(StageIndex(due)));
        }
        for arc in 0..self.arcs.len() {
            let next = (arc + 1) % self.arcs.len();
            if self.arcs[arc].to != self.arcs[next].from {
                faults.push(Fault::Apart { arc, next });
            }
        }
        faults
    }
}
