//! The shapes of boxes: how large they are for their words, what they look like, and where their borders are.

use super::drawing::{Area, Outline, Point};

/// What a box looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// `[a]`.
    Box,
    /// `(a)`.
    Round,
    /// `([a])`.
    Stadium,
    /// `[[a]]`.
    Routine,
    /// `[(a)]`.
    Cylinder,
    /// `((a))`.
    Circle,
    /// `(((a)))`.
    DoubleCircle,
    /// `>a]`.
    Flag,
    /// `{a}`.
    Diamond,
    /// `{{a}}`.
    Hexagon,
    /// `[/a/]`.
    LeansRight,
    /// `[\a\]`.
    LeansLeft,
    /// `[/a\]`, the long side below.
    WideBelow,
    /// `[\a/]`, the long side above.
    WideAbove,
}

/// The room between words and the border.
const SIDE: f64 = 16.0;
const ABOVE: f64 = 10.0;

/// The least width of a box.
const NARROWEST: f64 = 46.0;

/// Half the height of a cylinder's lid.
const LID: f64 = 6.0;

/// The distance between the circles of a double circle, and the width of the bars of a routine.
const RIM: f64 = 5.0;
const BAR: f64 = 8.0;

/// How far a slanted side leans, in parts of the height.
const SLANT: f64 = 0.3;

/// A side of a box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Top,
    Bottom,
    Left,
    Right,
}

/// The names that newer diagrams give to shapes, each with the shape that is drawn for it.
const NAMES: [(Shape, &str); 14] = [
    (
        Shape::Box,
        "rect proc process rectangle notch-rect card notched-rectangle doc document docs documents st-doc \
         stacked-document tag-doc tagged-document tag-rect tag-proc tagged-process tagged-rectangle sl-rect manual-input \
         sloped-rectangle st-rect processes procs stacked-rectangle bow-rect bow-tie-rectangle stored-data brace \
         brace-l brace-r braces comment text",
    ),
    (Shape::Round, "rounded event cloud"),
    (Shape::Stadium, "stadium pill terminal delay half-rounded-rectangle curv-trap curved-trapezoid display"),
    (
        Shape::Routine,
        "fr-rect framed-rectangle subproc subprocess subroutine lin-rect lined-rectangle lined-process lin-proc \
         shaded-process div-rect div-proc divided-process divided-rectangle win-pane internal-storage window-pane \
         lin-doc lined-document",
    ),
    (Shape::Cylinder, "cyl cylinder database db das h-cyl horizontal-cylinder disk lin-cyl lined-cylinder"),
    (Shape::Circle, "circle circ sm-circ small-circle start f-circ filled-circle junction cross-circ crossed-circle summary"),
    (Shape::DoubleCircle, "dbl-circ double-circle fr-circ framed-circle stop"),
    (Shape::Flag, "odd flag paper-tape"),
    (Shape::Diamond, "diam decision diamond question"),
    (Shape::Hexagon, "hex hexagon prepare notch-pent loop-limit notched-pentagon"),
    (Shape::LeansRight, "lean-r lean-right in-out"),
    (Shape::LeansLeft, "lean-l lean-left out-in"),
    (Shape::WideBelow, "trap-b priority trapezoid trapezoid-bottom tri extract triangle"),
    (Shape::WideAbove, "trap-t inv-trapezoid manual trapezoid-top flip-tri flipped-triangle manual-file"),
];

impl Shape {
    /// The shape that newer diagrams name, as in `a@{ shape: diam }`.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(_, names)| names.split_whitespace().any(|known| known == name)).map(|(shape, _)| *shape)
    }

    /// How wide and high it is around words of this size.
    pub(super) fn size(self, words: (f64, f64)) -> (f64, f64) {
        let (width, height) = words;
        let (wide, high) = (width + 2.0 * SIDE, height + 2.0 * ABOVE);
        let (wide, high) = match self {
            Self::Box | Self::Round => (wide, high),
            Self::Stadium => (wide + high * 0.35, high),
            Self::Routine => (wide + 2.0 * BAR, high),
            Self::Cylinder => (wide, high + 3.0 * LID),
            Self::Circle | Self::DoubleCircle => {
                let rim = if self == Self::Circle { 0.0 } else { 2.0 * RIM };
                let across = (width * width + height * height).sqrt() + 1.2 * ABOVE + rim;
                (across, across)
            }
            Self::Flag => (wide + high / 4.0, high),
            // The words stand where the rhombus is wide enough for all their lines.
            Self::Diamond => {
                let high = height * 2.4 + 10.0;
                (width / (1.0 - height / high) + SIDE, high)
            }
            Self::Hexagon => (wide + high * 0.3, high),
            Self::LeansRight | Self::LeansLeft => (wide + high * 0.5, high),
            Self::WideBelow | Self::WideAbove => (wide + high * 0.7, high),
        };
        let narrowest = if matches!(self, Self::Circle | Self::DoubleCircle) { high } else { NARROWEST };
        (wide.max(narrowest), high)
    }

    /// Where the middle of the words is, from that of the shape.
    pub(super) fn words_at(self, area: &Area) -> Point {
        match self {
            Self::Cylinder => area.middle.plus(0.0, LID * 0.75),
            Self::Flag => area.middle.plus(area.height / 8.0, 0.0),
            _ => area.middle,
        }
    }

    /// The distance from the middle to the border on a side, `offset` away from the middle of that side.
    pub(super) fn reach(self, area: &Area, side: Side, offset: f64) -> f64 {
        let (half_width, half_height) = (area.width / 2.0, area.height / 2.0);
        let is_level = matches!(side, Side::Left | Side::Right);
        let (out, along) = if is_level { (half_width, half_height) } else { (half_height, half_width) };
        let part = (offset / along).clamp(-1.0, 1.0);
        let slant = area.height * SLANT;
        // What a slanted side lacks, where it is nearer to the middle above and where it is below.
        let (less_above, less_below) = (slant * (1.0 - part) / 2.0, slant * (1.0 + part) / 2.0);
        match self {
            Self::Stadium if is_level => {
                let radius = half_height;
                out - radius + (radius * radius - offset * offset).max(0.0).sqrt()
            }
            Self::Circle | Self::DoubleCircle => out * (1.0 - part * part).max(0.0).sqrt(),
            Self::Cylinder if !is_level => out - LID + LID * (1.0 - part * part).max(0.0).sqrt(),
            Self::Diamond => out * (1.0 - part.abs()),
            Self::Hexagon if is_level => out - half_height * 0.5 * part.abs(),
            Self::Flag if side == Side::Left => out - half_height / 2.0 * (1.0 - part.abs()),
            Self::WideBelow if is_level => out - less_above,
            Self::WideAbove if is_level => out - less_below,
            Self::LeansRight if side == Side::Right => out - less_below,
            Self::LeansRight if side == Side::Left => out - less_above,
            Self::LeansLeft if side == Side::Right => out - less_above,
            Self::LeansLeft if side == Side::Left => out - less_below,
            _ => out,
        }
    }

    /// How much of a side, from its middle, lines may end on.
    pub(super) fn ports(self, area: &Area, side: Side) -> f64 {
        let half = if matches!(side, Side::Left | Side::Right) { area.height / 2.0 } else { area.width / 2.0 };
        half * match self {
            Self::Circle | Self::DoubleCircle => 0.6,
            Self::Box | Self::Round | Self::Routine | Self::Cylinder | Self::Flag => 0.75,
            _ => 0.5,
        }
    }

    /// Its outline.
    pub(super) fn outline(self, area: &Area) -> String {
        let (left, right, top, bottom) = (area.left(), area.right(), area.top(), area.bottom());
        let high = area.height;
        let polygon = |corners: &[(f64, f64)]| {
            let mut corners = corners.iter().map(|(x, y)| Point::new(*x, *y));
            let first = corners.next().unwrap_or_default();
            corners.fold(Outline::from(first), Outline::line).close()
        };
        let middle = area.middle;
        match self {
            Self::Box => Outline::rectangle(area, 2.0).finish(),
            Self::Round => Outline::rectangle(area, 8.0).finish(),
            Self::Stadium => Outline::rectangle(area, high / 2.0).finish(),
            Self::Routine => {
                let bars = Outline::from(Point::new(left + BAR, top)).line(Point::new(left + BAR, bottom));
                let bars = bars.then(Point::new(right - BAR, top)).line(Point::new(right - BAR, bottom)).finish();
                Outline::rectangle(area, 2.0).and(&bars).finish()
            }
            Self::Cylinder => {
                let (near, far, rx) = (top + LID, bottom - LID, area.width / 2.0);
                let body = Outline::from(Point::new(left, near)).arc(rx, LID, true, Point::new(right, near));
                let body = body.line(Point::new(right, far)).arc(rx, LID, true, Point::new(left, far)).close();
                let lid = Outline::from(Point::new(left, near)).arc(rx, LID, false, Point::new(right, near)).finish();
                Outline::default().and(&body).and(&lid).finish()
            }
            Self::Circle => Outline::ellipse(middle, high / 2.0, high / 2.0).finish(),
            Self::DoubleCircle => {
                let inner = Outline::ellipse(middle, high / 2.0 - RIM, high / 2.0 - RIM).finish();
                Outline::ellipse(middle, high / 2.0, high / 2.0).and(&inner).finish()
            }
            Self::Flag => polygon(&[(left, top), (right, top), (right, bottom), (left, bottom), (left + high / 4.0, middle.y)]),
            Self::Diamond => polygon(&[(middle.x, top), (right, middle.y), (middle.x, bottom), (left, middle.y)]),
            Self::Hexagon => {
                let cut = high * 0.25;
                let (near, far) = (left + cut, right - cut);
                polygon(&[(near, top), (far, top), (right, middle.y), (far, bottom), (near, bottom), (left, middle.y)])
            }
            Self::LeansRight => {
                let slant = high * SLANT;
                polygon(&[(left + slant, top), (right, top), (right - slant, bottom), (left, bottom)])
            }
            Self::LeansLeft => {
                let slant = high * SLANT;
                polygon(&[(left, top), (right - slant, top), (right, bottom), (left + slant, bottom)])
            }
            Self::WideBelow => {
                let slant = high * SLANT;
                polygon(&[(left + slant, top), (right - slant, top), (right, bottom), (left, bottom)])
            }
            Self::WideAbove => {
                let slant = high * SLANT;
                polygon(&[(left, top), (right, top), (right - slant, bottom), (left + slant, bottom)])
            }
        }
    }
}
