//! What happens, from top to bottom: messages, notes, and how long participants are active.

use super::columns::{BAR, Columns, FIGURE, OUT, PADDING, note_width, number_width};
use super::frames::Frames;
use super::{Message, Note, Sequence, Side, Step};
use crate::diagram::drawing::{Area, Drawing, LINE, Mark, Outline, Point, TEXT, head, head_length, number};
use crate::diagram::width::widest;

/// The room around the drawing, and that between two things that happen.
const MARGIN: f64 = 8.0;
const STEP: f64 = 16.0;

/// How high a message to oneself is.
const BACK: f64 = 24.0;

/// From which height on participants are named again below.
const HIGH: f64 = 480.0;

/// Draws a sequence diagram.
pub(super) fn draw(sequence: &Sequence) -> Drawing {
    let mut timeline = Timeline::new(sequence);
    for (place, step) in sequence.steps.iter().enumerate() {
        timeline.step(step, sequence.steps.get(place + 1));
    }
    timeline.finish()
}

struct Timeline<'s> {
    sequence: &'s Sequence,
    columns: Columns,
    frames: Frames,
    /// Whether nothing is drawn behind messages, so that their words can be cleared of what passes below them.
    is_plain: bool,
    y: f64,
    /// Where the last message was.
    last: f64,
    /// Where each participant's line begins, and where it ended.
    begun: Vec<f64>,
    ended: Vec<Option<f64>>,
    /// Since when each participant is active, the oldest first.
    active: Vec<Vec<f64>>,
    /// Who is created or ended by the next message.
    created: Vec<usize>,
    destroyed: Vec<usize>,
    bars: Vec<Mark>,
    lines: Vec<Mark>,
    notes: Vec<Mark>,
    boxes: Vec<Mark>,
    words: Vec<Mark>,
}

impl<'s> Timeline<'s> {
    fn new(sequence: &'s Sequence) -> Self {
        let columns = Columns::new(sequence);
        let count = sequence.participants.len();
        let team_words = sequence.teams.iter().map(|team| number(team.label.len()) * LINE).fold(0.0, f64::max);
        let top = if sequence.teams.is_empty() { MARGIN } else { team_words + PADDING + MARGIN };
        let bottom = top + columns.height;
        let mut timeline = Self {
            sequence,
            frames: Frames::default(),
            is_plain: sequence.teams.is_empty() && !sequence.steps.iter().any(is_background),
            y: bottom,
            last: bottom,
            begun: vec![bottom; count],
            ended: vec![None; count],
            active: vec![Vec::new(); count],
            created: Vec::new(),
            destroyed: Vec::new(),
            bars: Vec::new(),
            lines: Vec::new(),
            notes: Vec::new(),
            boxes: Vec::new(),
            words: Vec::new(),
            columns,
        };
        let is_created = |place: usize| sequence.steps.contains(&Step::Create(place));
        for place in (0..count).filter(|place| !is_created(*place)) {
            timeline.participant(place, bottom);
        }
        timeline
    }

    /// Draws a participant whose box ends at `bottom`.
    fn participant(&mut self, place: usize, bottom: f64) {
        let participant = &self.sequence.participants[place];
        let (middle, wide) = (self.columns.at[place], self.columns.widths[place]);
        let words = number(participant.label.len()) * LINE;
        let height = self.columns.box_height;
        let mut words_at = bottom - height / 2.0;
        if participant.is_actor {
            words_at = bottom - words / 2.0;
            self.boxes.push(Mark::Path { class: "jb-d-person", outline: figure(Point::new(middle, bottom - words - FIGURE)) });
        } else {
            let area = Area { middle: Point::new(middle, bottom - height / 2.0), width: wide, height };
            self.boxes.push(Mark::Path { class: "jb-d-box", outline: Outline::rectangle(&area, 4.0).finish() });
        }
        self.words.push(Mark::Words { class: "jb-d-words", x: middle, y: words_at, lines: participant.label.clone() });
        (self.frames.left, self.frames.right) =
            (self.frames.left.min(middle - wide / 2.0), self.frames.right.max(middle + wide / 2.0));
    }

    fn step(&mut self, step: &Step, next: Option<&Step>) {
        match step {
            Step::Message(message) => {
                let begins = next == Some(&Step::Activate(message.to));
                self.message(message, begins);
            }
            Step::Note(note) => self.note(note),
            Step::Activate(place) => self.active[*place].push(self.last),
            Step::Deactivate(place) => self.deactivate(*place, self.last.max(self.y - STEP)),
            Step::Create(place) => self.created.push(*place),
            Step::Destroy(place) => self.destroyed.push(*place),
            Step::Open { kind, label } => self.y = self.frames.open(kind, label, self.y + STEP),
            Step::Part(label) => self.y = self.frames.part(label, self.y + STEP),
            Step::Close => {
                self.y += STEP;
                let (first, last) = (self.columns.at.first(), self.columns.at.last());
                self.frames.close(self.y, (first.copied().unwrap_or_default(), last.copied().unwrap_or_default()));
            }
        }
    }

    fn deactivate(&mut self, place: usize, y: f64) {
        let Some(since) = self.active[place].pop() else { return };
        let depth = number(self.active[place].len());
        let y = y.max(since + STEP);
        let middle = Point::new(self.columns.at[place] + depth * BAR, f64::midpoint(since, y));
        let area = Area { middle, width: 2.0 * BAR, height: y - since };
        self.bars.push(Mark::Path { class: "jb-d-bar", outline: Outline::rectangle(&area, 0.0).finish() });
        self.y = self.y.max(y);
    }

    /// Where a line ends that comes to a participant from the left or from the right.
    fn side_of(&self, place: usize, from_left: bool, begins: bool) -> f64 {
        let depth = self.active[place].len() + usize::from(begins);
        let middle = self.columns.at[place];
        match depth {
            0 => middle,
            _ if from_left => middle - BAR,
            _ => middle + BAR * number(depth),
        }
    }

    fn message(&mut self, message: &Message, begins: bool) {
        let Message { from, to, label, .. } = message;
        let words = (widest(label, TEXT), number(label.len()) * LINE);
        let creates = self.created.iter().position(|place| place == to).map(|place| self.created.swap_remove(place));
        let is_actor = self.sequence.participants[*to].is_actor;
        let half = if is_actor { self.columns.height } else { self.columns.box_height } / 2.0;
        self.y += STEP + words.1.max(if creates.is_some() { half } else { 0.0 });
        if from == to {
            self.message_to_oneself(message, words, begins);
        } else {
            let to_right = self.columns.at[*from] < self.columns.at[*to];
            let start = Point::new(self.side_of(*from, !to_right, false), self.y);
            let mut end = Point::new(self.side_of(*to, to_right, begins), self.y);
            if creates.is_some() {
                let wide = if is_actor { 16.0 } else { self.columns.widths[*to] / 2.0 };
                end.x = self.columns.at[*to] + if to_right { -wide } else { wide };
            }
            let sign = if to_right { 1.0 } else { -1.0 };
            let number_room = message.number.map_or(0.0, |of| self.number(of, start, sign));
            self.line(message, start.plus(sign * number_room, 0.0), end, sign);
            let x = f64::midpoint(start.x + sign * number_room, end.x);
            self.said(label, Point::new(x, self.y - 3.0 - words.1 / 2.0));
            self.frames.hold(start.x.min(end.x) - PADDING, start.x.max(end.x) + PADDING);
        }
        self.last = self.y;
        if let Some(place) = creates {
            self.begun[place] = self.y + half;
            self.participant(place, self.y + half);
            self.y += half;
        }
        let ends: Vec<usize> = self.destroyed.iter().copied().filter(|place| place == from || place == to).collect();
        self.destroyed.retain(|place| !ends.contains(place));
        for place in ends {
            while !self.active[place].is_empty() {
                self.deactivate(place, self.y);
            }
            self.ended[place] = Some(self.y);
            let at = Point::new(self.columns.at[place], self.y);
            let cross =
                Outline::from(at.plus(-8.0, -8.0)).line(at.plus(8.0, 8.0)).then(at.plus(-8.0, 8.0)).line(at.plus(8.0, -8.0));
            self.lines.push(Mark::Path { class: "jb-d-line jb-d-thick", outline: cross.finish() });
        }
    }

    /// Draws the line of a message with what stands at its ends.
    fn line(&mut self, message: &Message, start: Point, end: Point, sign: f64) {
        let class = if message.is_dashed { "jb-d-line jb-d-dashed" } else { "jb-d-line" };
        let from = start.plus(sign * head_length(message.tail), 0.0);
        let to = end.plus(-sign * head_length(message.head), 0.0);
        self.lines.push(Mark::Path { class, outline: Outline::from(from).line(to).finish() });
        head(&mut self.lines, message.tail, start, (-sign, 0.0));
        head(&mut self.lines, message.head, end, (sign, 0.0));
    }

    fn message_to_oneself(&mut self, message: &Message, words: (f64, f64), begins: bool) {
        let start = Point::new(self.side_of(message.from, false, false), self.y);
        let end = Point::new(self.side_of(message.to, false, begins), self.y + BACK);
        let room = message.number.map_or(0.0, |of| self.number(of, start, 1.0));
        let class = if message.is_dashed { "jb-d-line jb-d-dashed" } else { "jb-d-line" };
        let out = self.columns.at[message.from] + OUT;
        let line_end = end.plus(head_length(message.head), 0.0);
        let outline = Outline::from(start.plus(room, 0.0)).line(Point::new(out - 6.0, start.y));
        let outline = outline.arc(6.0, 6.0, true, Point::new(out, start.y + 6.0)).line(Point::new(out, end.y - 6.0));
        let outline = outline.arc(6.0, 6.0, true, Point::new(out - 6.0, end.y)).line(line_end);
        self.lines.push(Mark::Path { class, outline: outline.finish() });
        head(&mut self.lines, message.tail, start.plus(room, 0.0), (-1.0, 0.0));
        head(&mut self.lines, message.head, end, (-1.0, 0.0));
        // The words stand beside the line, and not above it where a line of somebody else may pass.
        let x = out + PADDING / 2.0 + words.0 / 2.0;
        let high = (BACK - words.1).min(0.0) / 2.0;
        self.said(&message.label, Point::new(x, self.y + BACK / 2.0 + high));
        self.frames.hold(start.x - PADDING, out + words.0 + PADDING);
        self.y += BACK;
    }

    /// Draws the number of a message where its line begins, and gives how much of the line it takes.
    fn number(&mut self, of: usize, start: Point, sign: f64) -> f64 {
        let wide = number_width(of).max(18.0);
        let middle = start.plus(sign * wide / 2.0, 0.0);
        let area = Area { middle, width: wide, height: 18.0 };
        self.boxes.push(Mark::Path { class: "jb-d-number", outline: Outline::rectangle(&area, 9.0).finish() });
        self.words.push(Mark::Words { class: "jb-d-counted", x: middle.x, y: middle.y, lines: vec![of.to_string()] });
        wide
    }

    fn said(&mut self, label: &[String], at: Point) {
        if !label.is_empty() {
            let class = if self.is_plain { "jb-d-said jb-d-clear" } else { "jb-d-said" };
            self.words.push(Mark::Words { class, x: at.x, y: at.y, lines: label.to_vec() });
        }
    }

    fn note(&mut self, note: &Note) {
        let (first, last) = (self.columns.at[note.about.0], self.columns.at[note.about.1]);
        let mut wide = note_width(&note.label);
        let middle = match note.side {
            Side::Left => first - PADDING - wide / 2.0,
            Side::Right => last + PADDING + wide / 2.0,
            Side::Over => {
                if note.about.0 != note.about.1 {
                    wide = wide.max(last - first + 2.0 * PADDING);
                }
                f64::midpoint(first, last)
            }
        };
        let height = number(note.label.len()) * LINE + PADDING;
        self.y += STEP;
        let area = Area { middle: Point::new(middle, self.y + height / 2.0), width: wide, height };
        self.notes.push(Mark::Path { class: "jb-d-note", outline: Outline::rectangle(&area, 1.0).finish() });
        self.words.push(Mark::Words { class: "jb-d-words", x: middle, y: area.middle.y, lines: note.label.clone() });
        self.frames.hold(area.left(), area.right());
        self.y += height;
    }

    fn finish(mut self) -> Drawing {
        self.y += STEP;
        for place in 0..self.active.len() {
            while !self.active[place].is_empty() {
                self.deactivate(place, self.y);
            }
        }
        self.y += STEP / 2.0;
        let bottom = self.y;
        let is_high = bottom - self.columns.height > HIGH;
        let end = if is_high { bottom + self.columns.height } else { bottom };
        let mut lifelines = Vec::new();
        for place in 0..self.columns.at.len() {
            let x = self.columns.at[place];
            let (from, to) = (Point::new(x, self.begun[place]), Point::new(x, self.ended[place].unwrap_or(bottom)));
            lifelines.push(Mark::Path { class: "jb-d-life", outline: Outline::from(from).line(to).finish() });
            if is_high && self.ended[place].is_none() {
                // Figures and boxes hang from their lines.
                let is_actor = self.sequence.participants[place].is_actor;
                self.participant(place, if is_actor { end } else { bottom + self.columns.box_height });
            }
        }
        let teams = self.teams(end);
        let end = if teams.is_empty() { end } else { end + PADDING };
        let (left, width) = (self.frames.left - MARGIN, self.frames.right - self.frames.left + 2.0 * MARGIN);
        let mut marks = teams;
        // Of frames within frames the outer ones are drawn first.
        let (tinted, framed): (Vec<Mark>, Vec<Mark>) = self.frames.areas.into_iter().partition(is_tinted);
        marks.extend(tinted.into_iter().rev());
        self.bars.reverse();
        let parts =
            [lifelines, framed, self.bars, self.frames.tabs, self.lines, self.notes, self.boxes, self.frames.words, self.words];
        marks.extend(parts.into_iter().flatten());
        Drawing { left, width, height: end + MARGIN, marks }
    }

    /// The boxes around participants.
    fn teams(&mut self, bottom: f64) -> Vec<Mark> {
        let mut marks = Vec::new();
        for team in &self.sequence.teams {
            let edge = |place: usize, sign: f64| self.columns.at[place] + sign * (self.columns.widths[place] / 2.0 + PADDING);
            let (left, right) = (edge(team.first, -1.0), edge(team.last, 1.0));
            let middle = f64::midpoint(left, right);
            let wide = (right - left).max(widest(&team.label, TEXT) + 2.0 * PADDING);
            let height = bottom - MARGIN + PADDING;
            let area = Area { middle: Point::new(middle, MARGIN + height / 2.0), width: wide, height };
            marks.push(Mark::Path { class: "jb-d-area", outline: Outline::rectangle(&area, 4.0).finish() });
            if !team.label.is_empty() {
                let y = MARGIN + number(team.label.len()) * LINE / 2.0 + PADDING / 2.0;
                self.words.push(Mark::Words { class: "jb-d-title", x: middle, y, lines: team.label.clone() });
            }
            (self.frames.left, self.frames.right) = (self.frames.left.min(area.left()), self.frames.right.max(area.right()));
        }
        marks
    }
}

/// Whether a block is there for its background alone.
fn is_background(step: &Step) -> bool {
    matches!(step, Step::Open { kind, .. } if kind.is_empty())
}

fn is_tinted(mark: &Mark) -> bool {
    matches!(mark, Mark::Path { class: "jb-d-area jb-d-tinted", .. })
}

/// A person, whose head begins at `top`.
fn figure(top: Point) -> String {
    let head = Outline::ellipse(top.plus(0.0, 8.0), 7.0, 7.0);
    let body = Outline::from(top.plus(0.0, 15.0)).line(top.plus(0.0, 28.0));
    let body = body.then(top.plus(-12.0, 20.0)).line(top.plus(12.0, 20.0));
    let body = body.then(top.plus(-10.0, 40.0)).line(top.plus(0.0, 28.0)).line(top.plus(10.0, 40.0));
    head.and(&body.finish()).finish()
}
