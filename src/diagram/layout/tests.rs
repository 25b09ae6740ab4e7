use std::fmt::Write as _;

use proptest::prelude::*;

use super::Placed;
use super::levels::levels;
use super::route::Route;
use crate::diagram::drawing::{Area, Point};
use crate::diagram::flowchart::{Direction, End, Flowchart};
use crate::diagram::shape::Side;
use crate::diagram::{Content, parse};

fn chart(source: &str) -> Flowchart {
    match parse(source).map(|diagram| diagram.content) {
        Ok(Content::Flowchart(chart)) => chart,
        other => panic!("{source}: {other:?}"),
    }
}

fn placed(source: &str) -> (Flowchart, Placed) {
    let chart = chart(source);
    let placed = levels(&chart).placed();
    (chart, placed)
}

fn overlap(one: &Area, other: &Area) -> bool {
    let apart = |a: (f64, f64), b: (f64, f64)| a.1 <= b.0 + 0.01 || b.1 <= a.0 + 0.01;
    !apart((one.left(), one.right()), (other.left(), other.right()))
        && !apart((one.top(), one.bottom()), (other.top(), other.bottom()))
}

fn holds(outer: &Area, inner: &Area) -> bool {
    outer.left() <= inner.left() + 0.01
        && outer.right() >= inner.right() - 0.01
        && outer.top() <= inner.top() + 0.01
        && outer.bottom() >= inner.bottom() - 0.01
}

/// Points along a route, on its straight pieces and on the curves between them.
fn points(route: &Route) -> Vec<Point> {
    let mut points = Vec::new();
    let mut add = |from: Point, to: Point, is_curved: bool| {
        for step in 0..=16 {
            let t = f64::from(step) / 16.0;
            let smooth = |from: f64, to: f64, flat: bool| {
                let (first, second) = if flat { (from, to) } else { (f64::midpoint(from, to), f64::midpoint(from, to)) };
                let u = 1.0 - t;
                u * u * u * from + 3.0 * u * u * t * first + 3.0 * u * t * t * second + t * t * t * to
            };
            let straight = |from: f64, to: f64| from + (to - from) * t;
            points.push(match (is_curved, route.is_level) {
                (false, _) => Point::new(straight(from.x, to.x), straight(from.y, to.y)),
                (true, true) => Point::new(smooth(from.x, to.x, false), smooth(from.y, to.y, true)),
                (true, false) => Point::new(smooth(from.x, to.x, true), smooth(from.y, to.y, false)),
            });
        }
    };
    for piece in &route.pieces {
        add(piece.start, piece.end, false);
    }
    for pair in route.pieces.windows(2) {
        add(pair[0].end, pair[1].start, true);
    }
    points
}

/// How far the end of a route is from the border of what it belongs to.
fn off_border(chart: &Flowchart, placed: &Placed, end: End, at: Point) -> f64 {
    let (area, shape) = match end {
        End::Node(node) => (&placed.nodes[node], Some(chart.nodes[node].shape)),
        End::Group(group) => (&placed.groups[group], None),
    };
    let reach = |side: Side, offset: f64| match shape {
        Some(shape) => shape.reach(area, side, offset),
        None if matches!(side, Side::Left | Side::Right) => area.width / 2.0,
        None => area.height / 2.0,
    };
    let (x, y) = (at.x - area.middle.x, at.y - area.middle.y);
    [(Side::Top, x, -y), (Side::Bottom, x, y), (Side::Left, y, -x), (Side::Right, y, x)]
        .into_iter()
        .map(|(side, offset, way)| (reach(side, offset) - way).abs())
        .fold(f64::INFINITY, f64::min)
}

/// Everything that must hold of a drawing, whatever the chart.
fn faults(chart: &Flowchart, placed: &Placed) -> Vec<String> {
    let mut faults = Vec::new();
    let whole = Area { middle: Point::new(placed.width / 2.0, placed.height / 2.0), width: placed.width, height: placed.height };
    for (number, area) in placed.nodes.iter().enumerate() {
        if !holds(&whole, area) {
            faults.push(format!("node {number} is outside"));
        }
        faults.extend(
            placed.nodes[..number].iter().filter(|other| overlap(area, other)).map(|other| format!("{area:?} {other:?}")),
        );
        for (group, around) in placed.groups.iter().enumerate() {
            let mut holder = chart.nodes[number].group;
            while holder.is_some_and(|holder| holder != group) {
                holder = holder.and_then(|holder| chart.groups[holder].parent);
            }
            if if holder.is_some() { !holds(around, area) } else { overlap(around, area) } {
                faults.push(format!("node {number} and group {group}"));
            }
        }
    }
    let words: Vec<(usize, Area)> =
        placed.routes.iter().enumerate().filter_map(|(edge, route)| Some((edge, route.words?))).collect();
    for (place, (edge, area)) in words.iter().enumerate() {
        if placed.nodes.iter().any(|node| overlap(node, area)) || !holds(&whole, area) {
            faults.push(format!("the words of {edge} on a box or outside"));
        }
        faults
            .extend(words[..place].iter().filter(|(_, other)| overlap(area, other)).map(|other| format!("{edge} on {other:?}")));
    }
    for (number, (edge, route)) in chart.edges.iter().zip(&placed.routes).enumerate() {
        let [(start, _), (end, _)] = route.tips();
        for (which, at) in [(edge.from, start), (edge.to, end)] {
            let off = off_border(chart, placed, which, at);
            if off > 0.05 {
                faults.push(format!("link {number} ends {off} off the border of {which:?}"));
            }
        }
        if edge.label.is_empty() == route.words.is_some() {
            faults.push(format!("link {number} lost its words"));
        }
        if route.around.is_some() {
            continue;
        }
        for (node, area) in placed.nodes.iter().enumerate() {
            let is_own = [edge.from, edge.to].contains(&End::Node(node));
            let inner = Area { width: area.width - 0.2, height: area.height - 0.2, ..*area };
            let is_in = |point: &Point| overlap(&inner, &Area { middle: *point, width: 0.03, height: 0.03 });
            if !is_own && points(route).iter().any(is_in) {
                faults.push(format!("link {number} runs through node {node}"));
            }
        }
    }
    faults
}

/// A flowchart in Mermaid's language.
fn source() -> impl Strategy<Value = String> {
    let shapes = prop::sample::select(vec![
        ("[", "]"),
        ("(", ")"),
        ("([", "])"),
        ("[[", "]]"),
        ("[(", ")]"),
        ("((", "))"),
        ("(((", ")))"),
        (">", "]"),
        ("{", "}"),
        ("{{", "}}"),
        ("[/", "/]"),
        ("[\\", "\\]"),
        ("[/", "\\]"),
        ("[\\", "/]"),
    ]);
    let words = prop::sample::select(vec!["Go", "A longer label", "Two lines<br>of words", "", "図"]);
    let node = (shapes, words, 0..6_usize);
    let links =
        prop::sample::select(vec!["-->", "---", "-.->", "==>", "<-->", "--x", "--->", "-->|yes|", "-- a longer word -->"]);
    let edge = (0..20_usize, 0..20_usize, links);
    let direction = prop::sample::select(vec!["TB", "LR", "BT", "RL"]);
    (direction.clone(), prop::collection::vec(node, 1..12), prop::collection::vec(edge, 0..18), direction).prop_map(
        |(direction, nodes, edges, inner)| {
            let mut source = format!("flowchart {direction}\n");
            let of_group = |group: usize| {
                let in_group = nodes.iter().enumerate().filter(|(_, node)| node.2 == group);
                in_group
                    .map(|(number, ((open, close), words, _))| format!("n{number}{open}\"{words}\"{close}\n"))
                    .collect::<String>()
            };
            // Subgraph 2 stands within 1, and 3 may run its own way.
            let _ = write!(source, "subgraph g1 [First]\n{}subgraph g2\n{}end\nend\n", of_group(1), of_group(2));
            let others = [0, 4, 5].map(of_group).concat();
            let _ = write!(source, "subgraph g3 [A third one]\ndirection {inner}\n{}end\n{others}", of_group(3));
            for (from, to, link) in edges {
                let name = |end: usize| if end == 19 { "g3".to_owned() } else { format!("n{}", end % nodes.len()) };
                if !(name(from) == "g3" && (name(to) == "g3" || nodes[to % nodes.len()].2 == 3))
                    && !(name(to) == "g3" && nodes[from % nodes.len()].2 == 3)
                {
                    let _ = writeln!(source, "{} {link} {}", name(from), name(to));
                }
            }
            source
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn boxes_stand_apart_and_lines_end_on_borders(source in source()) {
        let (chart, placed) = placed(&source);
        prop_assert_eq!(faults(&chart, &placed), Vec::<String>::new(), "{}", source);
    }
}

#[test]
fn a_chart_runs_where_it_says() {
    for (word, direction) in [("TD", Direction::Down), ("BT", Direction::Up), ("LR", Direction::Right), ("RL", Direction::Left)] {
        let (chart, placed) = placed(&format!("graph {word}\na[One] --> b[Two]"));
        let (one, two) = (placed.nodes[0].middle, placed.nodes[1].middle);
        let is_right = match direction {
            Direction::Down => one.y < two.y && (one.x - two.x).abs() < 0.05,
            Direction::Up => one.y > two.y,
            Direction::Right => one.x < two.x && (one.y - two.y).abs() < 0.05,
            Direction::Left => one.x > two.x,
        };
        assert!(is_right && chart.direction == direction, "{word}: {one:?} {two:?}");
    }
}

#[test]
fn straight_lines_stay_straight() {
    let (_, placed) = placed("graph TD\na --> b --> c --> d\na --> d");
    let bends: Vec<f64> = placed.routes[3].pieces.iter().skip(1).map(|piece| piece.start.x).collect();
    assert!(bends[..bends.len() - 1].windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.05), "{bends:?}");
    let chain: Vec<f64> = placed.routes[1].pieces.iter().map(|piece| piece.start.x).collect();
    assert!((chain[0] - chain[1]).abs() < 0.05, "{chain:?}");
}

#[test]
fn the_largest_chart_is_drawn_in_time() {
    let mut source = "graph LR\n".to_owned();
    for number in 0..199 {
        let _ = write!(source, "n{number} --> n{}\nn{number} -->|far| n{}\n", number + 1, (number * 7 + 91) % 200);
    }
    let (chart, placed) = placed(&source);
    assert!(chart.edges.len() == 398 && placed.width > 1_000.0);
}
