//! The layout of flowcharts, in layers (Sugiyama, Tagawa and Toda).
//!
//! 1. `levels` deals boxes and links to the subgraphs, which are laid out from the innermost to the whole: each is a box to the one
//!    around it, and a link that enters it has a place on its border.
//! 2. `level` lays out one of them: `rank`, `order` and `settle` are its steps.
//! 3. `join` brings all levels together, `route` knows the way of a link, and this file makes marks of everything.

use super::drawing::{Area, Drawing, LINE, Mark, Outline, Point, TEXT, head, head_length, number};
use super::flowchart::{Flowchart, Stroke};
use super::width::widest;
use levels::levels;
use route::Route;

mod join;
mod level;
mod levels;
mod order;
mod rank;
mod route;
mod settle;
#[cfg(test)]
mod tests;

/// The room around a drawing.
const MARGIN: f64 = 8.0;

/// The room between the border of a subgraph and what is in it.
const PADDING: f64 = 16.0;

/// A flowchart with everything in its place.
#[derive(Debug, Clone, PartialEq, Default)]
struct Placed {
    nodes: Vec<Area>,
    groups: Vec<Area>,
    routes: Vec<Route>,
    width: f64,
    height: f64,
}

/// Draws a flowchart.
pub(super) fn draw(chart: &Flowchart) -> Drawing {
    let placed = levels(chart).placed();
    let mut marks = Vec::new();
    // Whoever holds others stands before them.
    for area in &placed.groups {
        marks.push(Mark::Path { class: "jb-d-area", outline: Outline::rectangle(area, 4.0).finish() });
    }
    for (edge, route) in chart.edges.iter().zip(&placed.routes).filter(|(edge, _)| edge.stroke != Stroke::Hidden) {
        let class = match edge.stroke {
            Stroke::Plain | Stroke::Hidden => "jb-d-line",
            Stroke::Dotted => "jb-d-line jb-d-dashed",
            Stroke::Thick => "jb-d-line jb-d-thick",
        };
        marks.push(Mark::Path { class, outline: route.outline(head_length(edge.tail), head_length(edge.head)) });
        let [tail_at, head_at] = route.tips();
        head(&mut marks, edge.tail, tail_at.0, tail_at.1);
        head(&mut marks, edge.head, head_at.0, head_at.1);
    }
    for (node, area) in chart.nodes.iter().zip(&placed.nodes) {
        marks.push(Mark::Path { class: "jb-d-box", outline: node.shape.outline(area) });
    }
    for (group, area) in chart.groups.iter().zip(&placed.groups) {
        let (width, height) = words_size(&group.label);
        let crossing = |left: f64| {
            let right = left + width;
            placed.routes.iter().any(|route| route.crosses_level(area.top() + PADDING / 2.0, left - 4.0, right + 4.0))
        };
        let starts = [area.left() + PADDING, area.right() - PADDING - width];
        let left = starts.into_iter().find(|left| !crossing(*left)).unwrap_or(starts[0]);
        words(&mut marks, "jb-d-title", Point::new(left + width / 2.0, area.top() + PADDING / 2.0 + height / 2.0), &group.label);
    }
    for (edge, route) in chart.edges.iter().zip(&placed.routes).filter(|(edge, _)| edge.stroke != Stroke::Hidden) {
        if let Some(area) = &route.words {
            words(&mut marks, "jb-d-said", area.middle, &edge.label);
        }
    }
    for (node, area) in chart.nodes.iter().zip(&placed.nodes) {
        words(&mut marks, "jb-d-words", node.shape.words_at(area), &node.label);
    }
    Drawing { left: 0.0, width: placed.width, height: placed.height, marks }
}

fn words(marks: &mut Vec<Mark>, class: &'static str, at: Point, lines: &[String]) {
    if lines.iter().any(|line| !line.is_empty()) {
        marks.push(Mark::Words { class, x: at.x, y: at.y, lines: lines.to_vec() });
    }
}

/// How wide and high words are.
fn words_size(lines: &[String]) -> (f64, f64) {
    (widest(lines, TEXT), number(lines.len()) * LINE)
}
