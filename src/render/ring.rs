//! The journey drawn as a ring: the places of every mark, word and arrow, so that templates only print numbers.
//!
//! Stages and the openings of groups share the ring in equal slots, clockwise, or anticlockwise where text runs from right to left:
//! the drawing is mirrored, and so are the meanings of `start` and `end` in SVG's `text-anchor`. The first slot is at twelve o'clock. Each group
//! begins with a small open circle, its word is inside the ring, and an arrow head ends it where the next one begins; so the
//! drawing shows without words that the journey is a loop. Y grows downwards, as in SVG.

use std::f64::consts::TAU;

use serde::Serialize;

/// A stage to place.
#[derive(Clone, Copy, Debug)]
pub struct RingStage<'a> {
    /// The stage's title.
    pub title: &'a str,
    /// Its landing page, ready to print.
    pub href: &'a str,
    /// Its place in the journey, from 1.
    pub number: usize,
    /// The ink and shape of its mark, 1 to 7.
    pub ink: u8,
    /// How many pages it has.
    pub count: usize,
    /// Whether the page being rendered belongs to it.
    pub current: bool,
}

/// Consecutive stages that share a word. All groups together hold all stages.
#[derive(Clone, Copy, Debug)]
pub struct RingGroup<'a> {
    /// Where the group starts: "Inspiration".
    pub word: &'a str,
    /// How many stages it has.
    pub stages: usize,
}

/// The drawings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RingSize {
    /// The front page's, with names and counts.
    Home,
    /// The front page's on a narrow screen, with names.
    Phone,
    /// A landing page's: only marks, with names in their links.
    Landing,
}

/// A ring, in units of its view box.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RingContext {
    /// The view box's width.
    pub width: f64,
    /// The view box's height.
    pub height: f64,
    /// The centre's x.
    pub cx: f64,
    /// The centre's y.
    pub cy: f64,
    /// The side of the square around a mark.
    pub mark: f64,
    /// Whether it is drawn for a narrow screen, so that counts are omitted.
    pub is_small: bool,
    /// The groups' lines, in order; a single one for a journey without groups.
    pub arcs: Vec<RingArc>,
    /// The stages, in order.
    pub nodes: Vec<RingNode>,
}

/// The line of a group.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RingArc {
    /// The line, as an SVG path.
    pub line: String,
    /// Its arrow head, as a filled SVG path.
    pub head: String,
    /// The open circle at its start; `None` for a journey without groups.
    pub start: Option<RingPoint>,
    /// The word inside the ring; `None` on a landing page, on a narrow screen, and if it is too long.
    pub word: Option<RingWord>,
}

/// A point.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct RingPoint {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// A word and its baseline.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RingWord {
    /// From the left, to the point given by `anchor`.
    pub x: f64,
    /// The baseline.
    pub y: f64,
    /// SVG's `text-anchor`: `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// The word.
    pub text: String,
}

/// A stage on the ring.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RingNode {
    /// The centre of the mark, from the left.
    pub x: f64,
    /// The centre of the mark, from the top.
    pub y: f64,
    /// The stage's title.
    pub title: String,
    /// Its landing page.
    pub href: String,
    /// Its place in the journey, from 1.
    pub number: usize,
    /// The ink and shape of its mark, 1 to 7.
    pub ink: u8,
    /// How many pages it has.
    pub count: usize,
    /// Whether the page being rendered belongs to it.
    pub current: bool,
    /// The title in one or two lines. Empty on a landing page.
    pub name: Vec<RingWord>,
    /// The baseline of the count, below the name and with its anchor.
    pub count_y: f64,
}

/// The measures of one drawing.
struct Frame {
    width: f64,
    height: f64,
    radius: f64,
    mark: f64,
    most_slots: usize,
    most_stages: usize,
    is_mirrored: bool,
}

/// The distance of a label from its mark's centre, in a drawing whose marks are 44 units wide, as are the next three.
const LABEL_GAP: f64 = 32.0;
/// The smallest distance of a label beside a mark from its centre.
const CLEAR_OF_MARK: f64 = 30.0;
/// The line height of a label.
const LINE: f64 = 21.0;
/// The mean width of a letter in a name at 18 units, semi-bold; a generous measure, so that nothing is cut off.
const NAME_LETTER: f64 = 10.2;
/// The longest word that fits between the ring and its hub, in letters.
const WORD_LETTERS: usize = 15;

impl RingSize {
    fn frame(self, is_mirrored: bool) -> Frame {
        let (width, height, radius, mark, most_slots, most_stages) = match self {
            Self::Home => (640.0, 524.0, 168.0, 44.0, 14, 10),
            Self::Phone => (390.0, 254.0, 80.0, 36.0, 12, 9),
            Self::Landing => (240.0, 240.0, 98.0, 32.0, 15, 12),
        };
        Frame { width, height, radius, mark, most_slots, most_stages, is_mirrored }
    }
}

/// Places a journey on a ring, mirrored where text runs from right to left; `None` if it does not fit, since a list is better then.
pub fn ring(stages: &[RingStage<'_>], groups: &[RingGroup<'_>], size: RingSize, is_right_to_left: bool) -> Option<RingContext> {
    let frame = size.frame(is_right_to_left);
    let slots = stages.len() + groups.len();
    if stages.is_empty() || stages.len() > frame.most_stages || slots > frame.most_slots {
        return None;
    }
    let step = TAU / real(slots);
    let mut nodes = Vec::with_capacity(stages.len());
    let mut openings = Vec::with_capacity(groups.len());
    let mut slot = 0_usize;
    let mut rest = stages.iter();
    for group in groups {
        openings.push((slot, group.word));
        slot += 1;
        for stage in rest.by_ref().take(group.stages) {
            nodes.push(node(stage, real(slot) * step, &frame, size)?);
            slot += 1;
        }
    }
    for stage in rest {
        nodes.push(node(stage, real(slot) * step, &frame, size)?);
        slot += 1;
    }
    let arcs = if openings.is_empty() {
        vec![RingArc { word: None, start: None, ..arc(0.0, TAU, frame.mark / 2.0 + 4.0, &frame) }]
    } else {
        let ends = openings.iter().skip(1).map(|&(slot, _)| slot).chain([slots]);
        let drawn = openings.iter().zip(ends);
        drawn.map(|(&(from, word), to)| opened_arc(real(from) * step, real(to) * step, word, &frame, size)).collect()
    };
    let (cx, cy) = frame.centre();
    let is_small = size == RingSize::Phone;
    Some(RingContext { width: frame.width, height: frame.height, cx, cy, mark: frame.mark, is_small, arcs, nodes })
}

impl Frame {
    /// The size of marks and letters, relative to a drawing whose marks are 44 units wide.
    fn scale(&self) -> f64 {
        self.mark / 44.0
    }

    fn centre(&self) -> (f64, f64) {
        (self.width / 2.0, self.height / 2.0)
    }

    /// The direction in which a clockwise turn leaves twelve o'clock: 1 to the right, -1 to the left.
    fn side(&self) -> f64 {
        if self.is_mirrored { -1.0 } else { 1.0 }
    }

    /// The point at an angle from twelve o'clock, clockwise unless mirrored, at a distance from the centre.
    fn at(&self, angle: f64, distance: f64) -> RingPoint {
        let (cx, cy) = self.centre();
        RingPoint { x: tenths(cx + self.side() * distance * angle.sin()), y: tenths(cy - distance * angle.cos()) }
    }
}

/// A stage's mark, and its name outside the ring.
fn node(stage: &RingStage<'_>, angle: f64, frame: &Frame, size: RingSize) -> Option<RingNode> {
    let place = frame.at(angle, frame.radius);
    let (name, count_y) = match size {
        RingSize::Home | RingSize::Phone => label(stage.title, angle, frame)?,
        RingSize::Landing => (Vec::new(), 0.0),
    };
    Some(RingNode {
        x: place.x,
        y: place.y,
        title: stage.title.to_owned(),
        href: stage.href.to_owned(),
        number: stage.number,
        ink: stage.ink,
        count: stage.count,
        current: stage.current,
        name,
        count_y,
    })
}

/// The lines of a name and the baseline of the count below it: beside the mark at the sides, above it at the top, below it at the
/// bottom. `None` if the name does not fit in two lines.
fn label(title: &str, angle: f64, frame: &Frame) -> Option<(Vec<RingWord>, f64)> {
    let scale = frame.scale();
    let line = LINE * scale;
    let mut point = frame.at(angle, frame.radius + LABEL_GAP * scale);
    let sine = angle.sin();
    let anchor = if sine.abs() < 0.2 {
        "middle"
    } else if sine > 0.0 {
        "start"
    } else {
        "end"
    };
    if anchor != "middle" {
        // Where the ring is almost horizontal, an outward step leaves the label too near to its mark's side.
        let mark = frame.at(angle, frame.radius);
        point.x = tenths(mark.x + frame.side() * sine.signum() * (LABEL_GAP * sine.abs()).max(CLEAR_OF_MARK) * scale);
    }
    let across = if frame.is_mirrored { frame.width - point.x } else { point.x };
    let room = match anchor {
        "start" => frame.width - across,
        "end" => across,
        _ => frame.width / 2.0,
    };
    let lines = two_lines(title, room, NAME_LETTER * scale)?;
    let height = line * real(lines.len());
    // The block of name and count, measured from its first baseline to its last.
    let first = match anchor {
        "middle" if angle.cos() > 0.0 => point.y - height + 1.0,
        "middle" => point.y + 8.0 * scale,
        _ => point.y - height / 2.0 + 6.0 * scale,
    };
    let name = lines.into_iter().enumerate().map(|(index, text)| RingWord {
        x: point.x,
        y: tenths(first + line * real(index)),
        anchor,
        text,
    });
    Some((name.collect(), tenths(first + height - 1.0)))
}

/// Splits a title at a space so that both lines are as even as possible; `room` is the length of a line, `letter` that of a letter.
fn two_lines(title: &str, room: f64, letter: f64) -> Option<Vec<String>> {
    let long = |text: &str| real(text.chars().count()) * letter;
    if long(title) <= room {
        return Some(vec![title.to_owned()]);
    }
    let (above, below) = title
        .char_indices()
        .filter(|&(_, letter)| letter == ' ')
        .map(|(space, _)| (title[..space].trim(), title[space..].trim()))
        .min_by_key(|(above, below)| above.chars().count().max(below.chars().count()))?;
    (long(above) <= room && long(below) <= room).then(|| vec![above.to_owned(), below.to_owned()])
}

/// A group's line with its open circle and its word.
fn opened_arc(from: f64, to: f64, word: &str, frame: &Frame, size: RingSize) -> RingArc {
    let start = frame.at(from, frame.radius);
    let word = (size == RingSize::Home && word.chars().count() <= WORD_LETTERS).then(|| {
        let across = from.sin();
        let anchor = if across.abs() < 0.5 {
            "middle"
        } else if across > 0.0 {
            "end"
        } else {
            "start"
        };
        let point = frame.at(from, frame.radius - if anchor == "middle" { 28.0 } else { 18.0 } * frame.scale());
        RingWord { x: point.x, y: tenths(point.y + 5.0), anchor, text: word.to_owned() }
    });
    RingArc { start: Some(start), word, ..arc(from, to, frame.mark / 4.0, frame) }
}

/// A line along the ring between two angles, with space for what is at its ends, and an arrow head at the second.
fn arc(from: f64, to: f64, clear: f64, frame: &Frame) -> RingArc {
    let scale = frame.scale();
    let (gap, length, half) = (clear / frame.radius, 13.0 * scale / frame.radius, 6.5 * scale);
    let (begin, tip) = (from + gap, to - gap);
    let neck = tip - length;
    let (a, b, t) = (frame.at(begin, frame.radius), frame.at(neck, frame.radius), frame.at(tip, frame.radius));
    let (out, inn) = (frame.at(neck, frame.radius + half), frame.at(neck, frame.radius - half));
    let large = u8::from(neck - begin > TAU / 2.0);
    let radius = frame.radius;
    RingArc {
        line: format!("M{} {}A{radius} {radius} 0 {large} {} {} {}", a.x, a.y, u8::from(!frame.is_mirrored), b.x, b.y),
        head: format!("M{} {}L{} {}L{} {}Z", out.x, out.y, t.x, t.y, inn.x, inn.y),
        start: None,
        word: None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of stages and letters are far below 2^52")]
fn real(count: usize) -> f64 {
    count as f64
}

/// Rounded to a tenth of a unit: finer than a screen shows, and half the bytes.
fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests;
