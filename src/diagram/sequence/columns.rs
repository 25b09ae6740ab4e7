//! Where participants stand: as near to each other as their words, messages and notes allow.

use super::{Sequence, Side, Step};
use crate::diagram::drawing::{LINE, TEXT, number};
use crate::diagram::width::{widest, width};

/// The room between words and a border, and that between things beside each other.
pub(super) const PADDING: f64 = 12.0;
const BESIDE: f64 = 28.0;

/// The least width of a participant's box, and the height of the figure of a person.
const NARROWEST: f64 = 70.0;
pub(super) const FIGURE: f64 = 44.0;

/// Half the width of the bar of an active participant.
pub(super) const BAR: f64 = 5.0;

/// How far a message to oneself goes out.
pub(super) const OUT: f64 = 34.0;

/// Where the participants stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Columns {
    /// The middle of each.
    pub(super) at: Vec<f64>,
    /// How wide each one's box is.
    pub(super) widths: Vec<f64>,
    /// How high the highest is, and how high a box is.
    pub(super) height: f64,
    pub(super) box_height: f64,
}

/// How wide the number of a message is.
pub(super) fn number_width(of: usize) -> f64 {
    width(&of.to_string(), TEXT) + 10.0
}

/// How wide a note is.
pub(super) fn note_width(label: &[String]) -> f64 {
    widest(label, TEXT) + 2.0 * PADDING
}

impl Columns {
    /// Places the participants from left to right.
    pub(super) fn new(sequence: &Sequence) -> Self {
        let participants = &sequence.participants;
        let widths: Vec<f64> =
            participants.iter().map(|participant| (widest(&participant.label, TEXT) + 2.0 * PADDING).max(NARROWEST)).collect();
        let words = |is_actor: bool| {
            let own = participants.iter().filter(move |participant| participant.is_actor == is_actor);
            own.map(|participant| number(participant.label.len()) * LINE).reduce(f64::max)
        };
        let box_height = words(false).map_or(0.0, |words| words + PADDING * 1.5);
        let height = words(true).map_or(0.0, |words| words + FIGURE).max(box_height);
        // For each participant, how far behind others it has to stand.
        let mut behind: Vec<Vec<(usize, f64)>> = vec![Vec::new(); participants.len()];
        for place in 1..participants.len() {
            behind[place].push((place - 1, f64::midpoint(widths[place - 1], widths[place]) + BESIDE));
        }
        let is_boxed = |place: usize| sequence.teams.iter().any(|team| team.first <= place && place <= team.last);
        for place in (1..participants.len()).filter(|place| is_boxed(*place) || is_boxed(place - 1)) {
            behind[place].push((place - 1, f64::midpoint(widths[place - 1], widths[place]) + BESIDE + 2.0 * PADDING));
        }
        let mut want = |left: usize, right: usize, distance: f64| {
            if let Some(behind) = behind.get_mut(right).filter(|_| left < right) {
                behind.push((left, distance));
            }
        };
        for step in &sequence.steps {
            match step {
                Step::Message(message) => {
                    let words = widest(&message.label, TEXT) + message.number.map_or(0.0, number_width);
                    let (left, right) = (message.from.min(message.to), message.from.max(message.to));
                    if left == right {
                        want(left, left + 1, OUT + words + PADDING * 2.0);
                    } else {
                        want(left, right, words + 2.0 * BAR + PADDING * 2.0);
                    }
                }
                Step::Note(note) => {
                    let (first, last) = note.about;
                    let wide = note_width(&note.label);
                    match note.side {
                        Side::Right => want(last, last + 1, wide + PADDING * 2.0),
                        Side::Left => want(first.saturating_sub(1), first, wide + PADDING * 2.0),
                        Side::Over if first == last => {
                            want(first, first + 1, wide / 2.0 + PADDING);
                            want(first.saturating_sub(1), first, wide / 2.0 + PADDING);
                        }
                        Side::Over => want(first, last, wide - 2.0 * PADDING),
                    }
                }
                _ => {}
            }
        }
        let mut at: Vec<f64> = Vec::with_capacity(participants.len());
        for behind in &behind {
            at.push(behind.iter().map(|(other, distance)| at[*other] + distance).fold(0.0, f64::max));
        }
        Self { at, widths, height, box_height }
    }
}
