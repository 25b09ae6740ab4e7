//! The way of a link: straight pieces along the way of the chart, and curves between them.

use crate::diagram::drawing::{Area, Outline, Point};

/// The way of a link from its beginning to its end.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Route {
    pub(super) pieces: Vec<Piece>,
    /// Where its words stand.
    pub(super) words: Option<Area>,
    /// Whether the pieces run from left to right or back, and not up or down.
    pub(super) is_level: bool,
    /// A link from a box to itself: where its curve is drawn to.
    pub(super) around: Option<(Point, Point)>,
}

/// A straight piece.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Piece {
    pub(super) start: Point,
    pub(super) end: Point,
    /// Whether nothing is drawn, since words stand here.
    pub(super) is_gap: bool,
}

impl Route {
    /// The beginning and the end, and the directions in which the line arrives there.
    pub(super) fn tips(&self) -> [(Point, (f64, f64)); 2] {
        let (Some(first), Some(last)) = (self.pieces.first(), self.pieces.last()) else {
            return [(Point::default(), (1.0, 0.0)); 2];
        };
        let direction = |from: Point, to: Point| {
            if self.is_level { ((to.x - from.x).signum(), 0.0) } else { (0.0, (to.y - from.y).signum()) }
        };
        [(first.start, direction(first.end, first.start)), (last.end, direction(last.start, last.end))]
    }

    /// The line, cut short at both ends by as much as what is drawn there takes.
    pub(super) fn outline(&self, tail: f64, head: f64) -> String {
        let [(start, from), (end, to)] = self.tips();
        let start = start.plus(-from.0 * tail, -from.1 * tail);
        let end = end.plus(-to.0 * head, -to.1 * head);
        let mut outline = Outline::from(start);
        if let Some((first, second)) = self.around {
            return outline.curve(first, second, end).finish();
        }
        let mut at = start;
        let last = self.pieces.len().saturating_sub(1);
        for (number, piece) in self.pieces.iter().enumerate() {
            let target = if number == last { end } else { piece.end };
            if number > 0 {
                outline = self.joined(outline, at, piece.start);
            }
            if piece.is_gap {
                outline = outline.then(target);
            } else if target != piece.start || number == 0 {
                outline = outline.line(target);
            }
            at = target;
        }
        outline.finish()
    }

    /// A curve that leaves and arrives along the way of the chart.
    fn joined(&self, outline: Outline, from: Point, to: Point) -> Outline {
        let (off, way) = if self.is_level { (to.y - from.y, to.x - from.x) } else { (to.x - from.x, to.y - from.y) };
        if off.abs() < 0.05 {
            return if way.abs() < 0.05 { outline } else { outline.line(to) };
        }
        let half = way / 2.0;
        let (first, second) =
            if self.is_level { (from.plus(half, 0.0), to.plus(-half, 0.0)) } else { (from.plus(0.0, half), to.plus(0.0, -half)) };
        outline.curve(first, second, to)
    }

    /// Whether the line goes through the level at `y` between `left` and `right`, where it runs up or down.
    pub(super) fn crosses_level(&self, y: f64, left: f64, right: f64) -> bool {
        !self.is_level
            && self
                .pieces
                .windows(2)
                .map(|pair| (pair[0].end, pair[1].start))
                .chain(self.pieces.iter().map(|piece| (piece.start, piece.end)))
                .any(|(from, to)| {
                    let is_between = from.y.min(to.y) <= y && y <= from.y.max(to.y);
                    is_between && from.x.max(to.x) >= left && from.x.min(to.x) <= right
                })
    }
}
