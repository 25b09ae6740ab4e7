//! A drawing: what is on it, and where. Coordinates count to the right and downwards, in parts of a fifteenth of the text's size.

/// The size of the text.
pub(super) const TEXT: f64 = 15.0;

/// The distance from one line of text to the next.
pub(super) const LINE: f64 = 19.0;

/// A finished drawing.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Drawing {
    /// Where it begins, from left to right.
    pub left: f64,
    /// How wide it is.
    pub width: f64,
    /// How high it is.
    pub height: f64,
    /// What is on it; later marks stand above earlier ones.
    pub marks: Vec<Mark>,
}

/// A part of a drawing. Its class says what it is, so that a theme can give it a look.
#[derive(Debug, Clone, PartialEq)]
pub enum Mark {
    /// A shape or line.
    Path {
        /// What it is.
        class: &'static str,
        /// Its outline, as SVG's attribute `d` has it.
        outline: String,
    },
    /// Words, centred at a point.
    Words {
        /// What they are.
        class: &'static str,
        /// The middle, from left to right.
        x: f64,
        /// The middle, from top to bottom.
        y: f64,
        /// The words, line by line.
        lines: Vec<String>,
    },
}

/// A point.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
}

impl Point {
    pub(super) const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    pub(super) fn plus(self, x: f64, y: f64) -> Self {
        Self { x: self.x + x, y: self.y + y }
    }
}

/// A rectangle, by its middle.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Area {
    pub(super) middle: Point,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Area {
    pub(super) fn left(&self) -> f64 {
        self.middle.x - self.width / 2.0
    }

    pub(super) fn right(&self) -> f64 {
        self.middle.x + self.width / 2.0
    }

    pub(super) fn top(&self) -> f64 {
        self.middle.y - self.height / 2.0
    }

    pub(super) fn bottom(&self) -> f64 {
        self.middle.y + self.height / 2.0
    }
}

/// What stands at the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// Nothing.
    None,
    /// An arrow.
    Arrow,
    /// A cross.
    Cross,
    /// A circle.
    Circle,
    /// An open arrow, for messages that nobody waits for.
    Open,
}

/// How long an arrow is, and half its width.
pub(super) const ARROW: (f64, f64) = (9.0, 4.5);

/// Draws what stands at `tip`, where a line arrives in the direction `(dx, dy)`, one of which is 0 and the other 1 or -1.
pub(super) fn head(marks: &mut Vec<Mark>, head: Head, tip: Point, (dx, dy): (f64, f64)) {
    let (long, half) = ARROW;
    let (back, side) = ((-dx * long, -dy * long), (dy * half, dx * half));
    let left = tip.plus(back.0 + side.0, back.1 + side.1);
    let right = tip.plus(back.0 - side.0, back.1 - side.1);
    let (class, outline) = match head {
        Head::None => return,
        Head::Arrow => ("jb-d-head", Outline::from(left).line(tip).line(right).close()),
        Head::Open => ("jb-d-line", Outline::from(left).line(tip).line(right).finish()),
        Head::Cross => {
            let crossed = Outline::from(left).line(right.plus(-back.0, -back.1));
            ("jb-d-line", crossed.then(right).line(left.plus(-back.0, -back.1)).finish())
        }
        Head::Circle => {
            let middle = tip.plus(-dx * half, -dy * half);
            ("jb-d-ring", Outline::ellipse(middle, half, half).finish())
        }
    };
    marks.push(Mark::Path { class, outline });
}

/// How far before its tip the line of a head ends.
pub(super) fn head_length(head: Head) -> f64 {
    match head {
        Head::Arrow => ARROW.0 - 1.0,
        Head::Circle => ARROW.1 * 2.0,
        Head::None | Head::Cross | Head::Open => 0.0,
    }
}

/// An outline that grows.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline(String);

impl Outline {
    pub(super) fn from(point: Point) -> Self {
        Self::default().then(point)
    }

    /// Goes to a point without a line.
    pub(super) fn then(self, point: Point) -> Self {
        self.step("M", &[point])
    }

    pub(super) fn line(self, point: Point) -> Self {
        self.step("L", &[point])
    }

    /// A curve that leaves towards the first point and arrives from the second.
    pub(super) fn curve(self, first: Point, second: Point, end: Point) -> Self {
        self.step("C", &[first, second, end])
    }

    /// A part of an ellipse, clockwise or not.
    pub(super) fn arc(mut self, rx: f64, ry: f64, is_clockwise: bool, end: Point) -> Self {
        self.0.push('A');
        self.number(rx);
        self.number(ry);
        self.0.push_str(if is_clockwise { "0 0 1 " } else { "0 0 0 " });
        self.step("", &[end])
    }

    pub(super) fn ellipse(middle: Point, rx: f64, ry: f64) -> Self {
        let (left, right) = (middle.plus(-rx, 0.0), middle.plus(rx, 0.0));
        Self(Self::from(left).arc(rx, ry, true, right).arc(rx, ry, true, left).close())
    }

    pub(super) fn rectangle(area: &Area, radius: f64) -> Self {
        let (left, right, top, bottom) = (area.left(), area.right(), area.top(), area.bottom());
        let r = radius.min(area.width / 2.0).min(area.height / 2.0);
        if r < 0.1 {
            let corners = [Point::new(right, top), Point::new(right, bottom), Point::new(left, bottom)];
            return Self(corners.into_iter().fold(Self::from(Point::new(left, top)), Self::line).close());
        }
        let outline = Self::from(Point::new(left + r, top)).line(Point::new(right - r, top));
        let outline = outline.arc(r, r, true, Point::new(right, top + r)).line(Point::new(right, bottom - r));
        let outline = outline.arc(r, r, true, Point::new(right - r, bottom)).line(Point::new(left + r, bottom));
        let outline = outline.arc(r, r, true, Point::new(left, bottom - r)).line(Point::new(left, top + r));
        Self(outline.arc(r, r, true, Point::new(left + r, top)).close())
    }

    pub(super) fn close(mut self) -> String {
        self.0.push('Z');
        self.0
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    /// The outline and another one.
    pub(super) fn and(mut self, other: &str) -> Self {
        self.0.push_str(other);
        self
    }

    fn step(mut self, command: &str, points: &[Point]) -> Self {
        self.0.push_str(command);
        for point in points {
            self.number(point.x);
            self.number(point.y);
        }
        self.0.truncate(self.0.trim_end().len());
        self
    }

    /// A number with at most one decimal and a space behind it.
    fn number(&mut self, number: f64) {
        self.0.push_str(&short(number));
        self.0.push(' ');
    }
}

/// A coordinate with at most one decimal.
pub(super) fn short(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    // Without the sign of a zero.
    format!("{}", rounded + 0.0)
}

/// A count as a number to reckon with.
pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
