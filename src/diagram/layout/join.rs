//! The levels become one chart: boxes at their places in the whole, and links joined of the pieces that each level has.

use super::Placed;
use super::level::Rail;
use super::levels::{AROUND, Levels, Part, sides};
use super::route::{Piece, Route};
use super::words_size;
use crate::diagram::drawing::{Area, Point};
use crate::diagram::flowchart::{Direction, End};
use crate::diagram::shape::Side;

impl Levels<'_> {
    /// Brings everything to its place in the whole.
    pub(super) fn placed(&self) -> Placed {
        let chart = self.chart;
        let (width, height) = self.containers[0].size;
        let mut placed = Placed {
            nodes: vec![Area::default(); chart.nodes.len()],
            groups: vec![Area::default(); chart.groups.len()],
            routes: vec![Route::default(); chart.edges.len()],
            width,
            height,
        };
        let mut corners = vec![Point::default(); self.containers.len()];
        for (number, container) in self.containers.iter().enumerate() {
            let origin = corners[number].plus(container.inset.x, container.inset.y);
            for (member, middle) in container.members.iter().zip(&container.level.middles) {
                let (width, height) = self.size_of(*member);
                let area = Area { middle: self.at(number, origin, *middle), width, height };
                match member {
                    End::Node(node) => placed.nodes[*node] = area,
                    End::Group(group) => {
                        placed.groups[*group] = area;
                        corners[group + 1] = Point::new(area.left(), area.top());
                    }
                }
            }
        }
        for edge in 0..chart.edges.len() {
            placed.routes[edge] = self.route(edge, &corners, &placed);
        }
        for (node, loops) in &self.loops {
            self.loops_of(*node, loops, &mut placed);
        }
        placed
    }

    /// A point of a level in the whole.
    fn at(&self, number: usize, origin: Point, (across, along): (f64, f64)) -> Point {
        let container = &self.containers[number];
        match container.direction {
            Direction::Down => origin.plus(across, along),
            Direction::Up => origin.plus(across, container.level.along - along),
            Direction::Right => origin.plus(along, across),
            Direction::Left => origin.plus(container.level.along - along, across),
        }
    }

    /// The pieces of a link in all the levels that it passes.
    fn route(&self, edge: usize, corners: &[Point], placed: &Placed) -> Route {
        let mut strands: Vec<(Part, usize, usize)> = Vec::new();
        for (number, container) in self.containers.iter().enumerate() {
            let own = container.strands.iter().enumerate().filter(|(_, strand)| strand.edge == edge);
            strands.extend(own.map(|(place, strand)| (strand.part, number, place)));
        }
        // Out of the innermost first, then across, then in to the innermost last.
        strands.sort_by_key(|(part, number, _)| match part {
            Part::Leaves => (0, usize::MAX - number),
            Part::Whole => (1, *number),
            Part::Enters => (2, *number),
        });
        let mut route = Route::default();
        for (part, number, place) in strands {
            let container = &self.containers[number];
            let origin = corners[number].plus(container.inset.x, container.inset.y);
            let strand = &container.strands[place];
            let mut rails = container.level.rails[place].clone();
            if part != Part::Enters
                && let Some(first) = rails.first_mut()
            {
                first.start = self.border(number, strand.from, first, true);
            }
            if part != Part::Leaves
                && let Some(last) = rails.last_mut()
            {
                last.end = self.border(number, strand.to, last, false);
            }
            route.is_level = self.is_level(number);
            for rail in rails {
                let (start, end) =
                    (self.at(number, origin, (rail.across, rail.start)), self.at(number, origin, (rail.across, rail.end)));
                route.pieces.push(Piece { start, end, is_gap: rail.is_words });
                if rail.is_words {
                    let (width, height) = words_size(&self.chart.edges[edge].label);
                    let middle = Point::new(f64::midpoint(start.x, end.x), f64::midpoint(start.y, end.y));
                    route.words = Some(Area { middle, width, height });
                }
            }
            // The line reaches the border of the subgraph where the next piece takes it up.
            let border = placed.groups.get(number.wrapping_sub(1));
            if let (Some(area), true) = (border, part != Part::Whole) {
                let piece = if part == Part::Leaves { route.pieces.last_mut() } else { None };
                if let Some(piece) = piece {
                    piece.end = onto(area, piece.end, sides(container.direction).1);
                }
            }
        }
        if self.is_turned[edge] {
            route.pieces.reverse();
            for piece in &mut route.pieces {
                std::mem::swap(&mut piece.start, &mut piece.end);
            }
        }
        route
    }

    /// Where along the way the border of a member is at the end of a rail.
    fn border(&self, number: usize, place: usize, rail: &Rail, is_upper: bool) -> f64 {
        let container = &self.containers[number];
        let Some(member) = container.members.get(place) else { return if is_upper { rail.start } else { rail.end } };
        let (width, height) = self.size_of(*member);
        let area = Area { middle: Point::default(), width, height };
        let (across, along) = container.level.middles[place];
        let (begin, end) = sides(container.direction);
        let side = if is_upper { end } else { begin };
        let reach = self.shape_of(*member).reach(&area, side, rail.across - across);
        if is_upper { along + reach } else { along - reach }
    }

    /// Draws the links of a node to itself on the side where room was kept.
    fn loops_of(&self, node: usize, loops: &[usize], placed: &mut Placed) {
        let area = placed.nodes[node];
        let number = self.chart.nodes[node].group.map_or(0, |group| group + 1);
        let is_level = self.is_level(number);
        let shape = self.chart.nodes[node].shape;
        let (side, half) = if is_level { (Side::Bottom, area.width / 2.0) } else { (Side::Right, area.height / 2.0) };
        let off = (half / 3.0).min(10.0);
        let reach = shape.reach(&area, side, off);
        let point = |out: f64, along: f64| if is_level { area.middle.plus(along, out) } else { area.middle.plus(out, along) };
        let out = if is_level { area.height / 2.0 } else { area.width / 2.0 } + AROUND * 1.2;
        let (words_across, words_along) = self.words_of_loops(loops, is_level);
        let mut along = -words_along / 2.0;
        for edge in loops {
            let (start, end) = (point(shape.reach(&area, side, -off), -off), point(reach, off));
            let route = &mut placed.routes[*edge];
            // The directions at the ends are across the way.
            route.is_level = !is_level;
            let edge_of = |at: Point, far: Point| Piece { start: at, end: far, is_gap: false };
            route.pieces = vec![edge_of(start, point(out, -off)), edge_of(point(out, off), end)];
            route.around = Some((point(out, -off * 2.2), point(out, off * 2.2)));
            let (width, height) = words_size(&self.chart.edges[*edge].label);
            if width > 0.0 {
                let length = if is_level { width } else { height };
                let from = if is_level { area.height / 2.0 } else { area.width / 2.0 } + AROUND;
                let middle = point(from + words_across / 2.0, along + length / 2.0);
                route.words = Some(Area { middle, width, height });
                along += length;
            }
        }
    }
}
/// A point moved onto a side of an area.
fn onto(area: &Area, point: Point, side: Side) -> Point {
    match side {
        Side::Top => Point::new(point.x, area.top()),
        Side::Bottom => Point::new(point.x, area.bottom()),
        Side::Left => Point::new(area.left(), point.y),
        Side::Right => Point::new(area.right(), point.y),
    }
}
