//! Frames: blocks such as `loop` around what happens in them, as wide as that and no wider.

use super::columns::PADDING;
use crate::diagram::drawing::{Area, LINE, Mark, Outline, Point, TEXT, number};
use crate::diagram::width::{widest, width};

/// A frame that is open.
#[derive(Debug, Clone, PartialEq)]
struct Frame {
    kind: String,
    top: f64,
    /// What it holds, from left to right.
    left: f64,
    right: f64,
    /// Where its parts begin, and what they say; the first is the whole.
    parts: Vec<(f64, Vec<String>)>,
}

/// The frames that are open, and the marks of those that were closed.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Frames {
    open: Vec<Frame>,
    /// The backgrounds and borders of closed frames; inner ones stand before outer ones.
    pub(super) areas: Vec<Mark>,
    /// The tabs with their kinds, which stand above whatever else is there.
    pub(super) tabs: Vec<Mark>,
    pub(super) words: Vec<Mark>,
    /// How far frames and what they hold reach.
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Frames {
    /// Notes that something reaches from `left` to `right`.
    pub(super) fn hold(&mut self, left: f64, right: f64) {
        (self.left, self.right) = (self.left.min(left), self.right.max(right));
        if let Some(frame) = self.open.last_mut() {
            (frame.left, frame.right) = (frame.left.min(left), frame.right.max(right));
        }
    }

    /// Opens a frame at `y` and gives how far down its head reaches.
    pub(super) fn open(&mut self, kind: &str, label: &[String], y: f64) -> f64 {
        let parts = vec![(y, label.to_vec())];
        self.open.push(Frame { kind: kind.to_owned(), top: y, left: f64::INFINITY, right: f64::NEG_INFINITY, parts });
        if kind.is_empty() { y + PADDING / 2.0 } else { y + head_height(label) }
    }

    /// Begins another part of the innermost frame at `y` and gives how far down its words reach.
    pub(super) fn part(&mut self, label: &[String], y: f64) -> f64 {
        if let Some(frame) = self.open.last_mut() {
            frame.parts.push((y, label.to_vec()));
        }
        y + if label.is_empty() { PADDING } else { head_height(label) }
    }

    /// Closes the innermost frame at `y`. One that holds nothing reaches from `usual.0` to `usual.1`.
    pub(super) fn close(&mut self, y: f64, usual: (f64, f64)) {
        let Some(frame) = self.open.pop() else { return };
        let is_empty = frame.left > frame.right;
        let left = if is_empty { usual.0 } else { frame.left } - PADDING;
        let tab = width(&frame.kind, TEXT) + 2.0 * PADDING;
        let widest_part = frame.parts.iter().enumerate().map(|(place, (_, label))| {
            let words = if label.is_empty() { 0.0 } else { widest(label, TEXT) + 2.0 * PADDING };
            if place == 0 { tab + words } else { words }
        });
        let right = if is_empty { usual.1 } else { frame.right } + PADDING;
        let right = right.max(left + widest_part.fold(0.0, f64::max));
        let area = Area {
            middle: Point::new(f64::midpoint(left, right), f64::midpoint(frame.top, y)),
            width: right - left,
            height: y - frame.top,
        };
        let class = if frame.kind.is_empty() { "jb-d-area jb-d-tinted" } else { "jb-d-frame" };
        self.areas.push(Mark::Path { class, outline: Outline::rectangle(&area, 2.0).finish() });
        if !frame.kind.is_empty() {
            self.head(&frame, left, tab);
        }
        for (place, (top, label)) in frame.parts.iter().enumerate() {
            if place > 0 {
                let line = Outline::from(Point::new(left, *top)).line(Point::new(right, *top)).finish();
                self.areas.push(Mark::Path { class: "jb-d-line jb-d-dashed jb-d-quiet", outline: line });
            }
            let from = if place == 0 { left + tab } else { left };
            if !label.is_empty() {
                let y = top + PADDING / 2.0 + number(label.len()) * LINE / 2.0;
                self.words.push(Mark::Words {
                    class: "jb-d-guard",
                    x: from + PADDING + widest(label, TEXT) / 2.0,
                    y,
                    lines: label.clone(),
                });
            }
        }
        self.hold(left, right);
    }

    /// The tab with the kind of a frame.
    fn head(&mut self, frame: &Frame, left: f64, tab: f64) {
        let (top, bottom, right) = (frame.top, frame.top + LINE + PADDING / 2.0, left + tab);
        let cut = 6.0;
        let outline = Outline::from(Point::new(left, top)).line(Point::new(right, top)).line(Point::new(right, bottom - cut));
        let outline = outline.line(Point::new(right - cut, bottom)).line(Point::new(left, bottom)).close();
        self.tabs.push(Mark::Path { class: "jb-d-tab", outline });
        let y = f64::midpoint(top, bottom);
        self.words.push(Mark::Words { class: "jb-d-kind", x: f64::midpoint(left, right), y, lines: vec![frame.kind.clone()] });
    }
}

fn head_height(label: &[String]) -> f64 {
    number(label.len().max(1)) * LINE + PADDING
}
