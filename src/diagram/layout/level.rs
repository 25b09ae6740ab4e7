//! One level of a flowchart: boxes in rows, and the lines between them.
//!
//! 1. The links give each box a rank. Boxes of one rank are a row, and words on links have rows of their own between those.
//! 2. A link that passes a row has a bend there, which takes room as a box does, so that no line runs through a box.
//! 3. `order` brings each row into an order, and `settle` says where in the row each thing stands.
//!
//! Everything is measured across the way that the chart runs and along it, so that a chart from left to right is one from top to
//! bottom to whoever reads this.

use super::order::{Line, order};
use super::rank::{Step, ranks};
use super::settle::{Pull, Room, apart, settle};
use crate::diagram::drawing::number;

/// The room between two rows of boxes, and between rows one of which has no boxes.
const BETWEEN: f64 = 44.0;
const BETWEEN_BENDS: f64 = 26.0;

/// How long a rank is that has no boxes.
const EMPTY: f64 = 20.0;

/// How much more room lines need that go far to the side, in parts of the way, and at most.
const STEEP: (f64, f64, f64) = (90.0, 0.1, 60.0);

/// How far apart lines end on a box, at most.
const PORT: f64 = 22.0;

/// A line that is off by less than this is made straight.
const NEARLY_STRAIGHT: f64 = 8.0;

/// Where a box may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// In the row of its rank.
    Free,
    /// Before all rows: the place where lines enter.
    First,
    /// Behind all rows: the place where lines leave.
    Last,
}

/// A box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Item {
    pub(super) place: Place,
    /// How far it reaches from its middle, across.
    pub(super) before: f64,
    pub(super) after: f64,
    /// How long it is along the way.
    pub(super) along: f64,
    /// How far from its middle lines may end on it, at its beginning and at its end.
    pub(super) ports: (f64, f64),
}

/// A link, in the direction in which the rows run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    pub(super) step: Step,
    /// How large its words are: across, and along.
    pub(super) words: Option<(f64, f64)>,
    /// Where it has to end on the boxes, from their middles, across.
    pub(super) from_port: Option<f64>,
    pub(super) to_port: Option<f64>,
    /// How much of the line has to be straight at its ends.
    pub(super) straight: (f64, f64),
}

/// A straight piece of a line along the way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rail {
    pub(super) across: f64,
    pub(super) start: f64,
    pub(super) end: f64,
    /// Whether the words stand here, so that the line has a gap.
    pub(super) is_words: bool,
}

/// A level with everything in its place.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Level {
    /// The middle of each box: across, and along.
    pub(super) middles: Vec<(f64, f64)>,
    /// The pieces of each link; the first begins and the last ends at the edge of the box's row.
    pub(super) rails: Vec<Vec<Rail>>,
    pub(super) across: f64,
    pub(super) along: f64,
}

/// Something in a row: a box, or a link that passes.
#[derive(Debug, Clone, Copy)]
struct Vertex {
    row: usize,
    room: Room,
    along: f64,
    is_words: bool,
}

/// Lays out a level. The links lead in no circle, and no box is linked to itself.
pub(super) fn lay(items: &[Item], links: &[Link]) -> Level {
    let rows_of_items = rows_of(items, links);
    let mut vertices: Vec<Vertex> = Vec::with_capacity(items.len());
    for (item, row) in items.iter().zip(&rows_of_items) {
        let room = Room { before: item.before, after: item.after, is_bend: item.place != Place::Free };
        vertices.push(Vertex { row: *row, room, along: item.along, is_words: false });
    }
    let chains = with_bends(&mut vertices, links);
    let mut rows: Vec<Vec<usize>> = vec![Vec::new(); vertices.iter().map(|vertex| vertex.row + 1).max().unwrap_or_default()];
    let pulls: Vec<Pull> = chains.iter().zip(links).flat_map(|(chain, link)| pulls(chain, link, items)).collect();
    let segments: Vec<Line> = pulls.iter().map(|pull| pull.line).collect();
    for vertex in first_order(&vertices, &segments) {
        rows[vertices[vertex].row].push(vertex);
    }
    order(&mut rows, &segments, vertices.len());
    let rooms: Vec<Room> = vertices.iter().map(|vertex| vertex.room).collect();
    let mut middles = settle(&rows, &rooms, &pulls);
    straighten(&mut middles, &rows, &rooms, &chains);
    let left = rooms.iter().zip(&middles).map(|(room, middle)| middle - room.before).fold(f64::INFINITY, f64::min);
    let left = if left.is_finite() { left } else { 0.0 };
    for middle in &mut middles {
        *middle -= left;
    }
    let across = rooms.iter().zip(&middles).map(|(room, middle)| middle + room.after).fold(0.0, f64::max);
    let (bands, along) = bands(&rows, &vertices, &middles, &pulls, items.len());
    let ports = ports(&chains, links, items, &middles);
    let rails = chains.iter().zip(links).zip(ports).map(|((chain, link), (from, to))| {
        let last = chain.len() - 1;
        let rail = |place: usize| {
            let vertex = &vertices[chain[place]];
            let (start, end) = bands[vertex.row];
            if place == 0 {
                return Rail { across: from, start: end, end: end + link.straight.0, is_words: false };
            }
            if place == last {
                return Rail { across: to, start: start - link.straight.1, end: start, is_words: false };
            }
            let (start, end) = if vertex.is_words {
                let middle = f64::midpoint(start, end);
                (middle - vertex.along / 2.0, middle + vertex.along / 2.0)
            } else {
                (start, end)
            };
            Rail { across: middles[chain[place]], start, end, is_words: vertex.is_words }
        };
        (0..=last).map(rail).collect()
    });
    let rails = rails.collect();
    let middle_of = |item: usize| {
        let (start, end) = bands[vertices[item].row];
        (middles[item], f64::midpoint(start, end))
    };
    Level { middles: (0..items.len()).map(middle_of).collect(), rails, across, along }
}

/// The row of each box. Ranks are the even rows; of the odd ones those stay that hold words.
fn rows_of(items: &[Item], links: &[Link]) -> Vec<usize> {
    let steps: Vec<Step> = links.iter().map(|link| link.step).collect();
    let mut ranks = ranks(items.len(), &steps);
    if items.iter().any(|item| item.place == Place::First) {
        let is_early = items.iter().zip(&ranks).any(|(item, rank)| item.place != Place::First && *rank == 0);
        for (item, rank) in items.iter().zip(&mut ranks) {
            *rank = if item.place == Place::First { 0 } else { *rank + usize::from(is_early) };
        }
    }
    let last = items.iter().zip(&ranks).filter(|(item, _)| item.place != Place::Last).map(|(_, rank)| *rank).max();
    for (item, rank) in items.iter().zip(&mut ranks) {
        if item.place == Place::Last {
            *rank = last.unwrap_or_default() + 1;
        }
    }
    let mut is_kept = vec![false; 2 * ranks.iter().max().map_or(0, |rank| rank + 1)];
    for rank in &ranks {
        is_kept[2 * rank] = true;
    }
    for link in links.iter().filter(|link| link.words.is_some()) {
        is_kept[row_of_words(ranks[link.step.from], ranks[link.step.to])] = true;
    }
    // A long link wants its ranks, whether anything stands there or not.
    let mut numbers = Vec::with_capacity(is_kept.len());
    let mut next = 0;
    for (row, is_kept) in is_kept.iter().enumerate() {
        numbers.push(next);
        next += usize::from(*is_kept || row % 2 == 0);
    }
    ranks.iter().map(|rank| numbers[2 * rank]).collect()
}

/// The row in the middle of a link, between two ranks.
const fn row_of_words(from: usize, to: usize) -> usize {
    from + to - (from + to + 1) % 2
}

/// Gives each link its chain: the box where it begins, a bend in every row that it passes, and the box where it ends.
fn with_bends(vertices: &mut Vec<Vertex>, links: &[Link]) -> Vec<Vec<usize>> {
    // The row of words is known by the gap between the rows of boxes, which are not beside each other there.
    let rows_with_boxes: Vec<usize> = vertices.iter().map(|vertex| vertex.row).collect();
    let has_boxes = |row: usize| rows_with_boxes.contains(&row);
    links
        .iter()
        .map(|link| {
            let (from, to) = (link.step.from, link.step.to);
            let (first, last) = (vertices[from].row, vertices[to].row);
            let middle = first + (last - first) / 2;
            let free = |row: &usize| !has_boxes(*row);
            // The free row nearest to the middle.
            let row_of_words = (first + 1..last).filter(free).min_by_key(|row| row.abs_diff(middle));
            let mut chain = vec![from];
            for row in first + 1..last {
                let words = link.words.filter(|_| row_of_words == Some(row));
                let (across, along) = words.unwrap_or_default();
                let room = Room { before: across / 2.0, after: across / 2.0, is_bend: true };
                vertices.push(Vertex { row, room, along, is_words: words.is_some() });
                chain.push(vertices.len() - 1);
            }
            chain.push(to);
            chain
        })
        .collect()
}

/// What the parts of a chain want of each other.
fn pulls(chain: &[usize], link: &Link, items: &[Item]) -> Vec<Pull> {
    let last = chain.len() - 1;
    let within = |item: usize, port: Option<f64>| {
        let Item { before, after, .. } = items[item];
        port.map_or((0.5, 0.0), |port| (((port + before) / (before + after).max(1.0)).clamp(0.0, 1.0), port))
    };
    (0..last)
        .map(|place| {
            let (upper_at, upper_off) = if place == 0 { within(chain[0], link.from_port) } else { (0.5, 0.0) };
            let (lower_at, lower_off) = if place + 1 == last { within(chain[last], link.to_port) } else { (0.5, 0.0) };
            Pull { line: Line { upper: chain[place], lower: chain[place + 1], upper_at, lower_at }, upper_off, lower_off }
        })
        .collect()
}

/// The vertices in the order in which one finds them who follows the lines from the first rows on, so that what belongs together
/// begins side by side.
fn first_order(vertices: &[Vertex], lines: &[Line]) -> Vec<usize> {
    let count = vertices.len();
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    for line in lines {
        below[line.upper].push(line.lower);
    }
    let mut starts: Vec<usize> = (0..count).collect();
    starts.sort_by_key(|vertex| vertices[*vertex].row);
    let mut is_found = vec![false; count];
    let mut found = Vec::with_capacity(count);
    for start in starts {
        let mut open = vec![start];
        while let Some(vertex) = open.pop() {
            if !std::mem::replace(&mut is_found[vertex], true) {
                found.push(vertex);
                open.extend(below[vertex].iter().rev().filter(|other| !is_found[**other]));
            }
        }
    }
    found
}

/// Makes the bends of a line stand below each other where there is room for it.
fn straighten(middles: &mut [f64], rows: &[Vec<usize>], rooms: &[Room], chains: &[Vec<usize>]) {
    let mut places = vec![(0, 0); middles.len()];
    for (number, row) in rows.iter().enumerate() {
        for (place, vertex) in row.iter().enumerate() {
            places[*vertex] = (number, place);
        }
    }
    for chain in chains.iter().filter(|chain| chain.len() > 3) {
        let bends = &chain[1..chain.len() - 1];
        // What each bend may move to without coming too near to what stands beside it.
        let (mut least, mut most) = (f64::NEG_INFINITY, f64::INFINITY);
        for bend in bends {
            let (row, place) = places[*bend];
            if let Some(left) = place.checked_sub(1).map(|left| rows[row][left]) {
                least = least.max(middles[left] + apart(rooms[left], rooms[*bend]));
            }
            if let Some(right) = rows[row].get(place + 1) {
                most = most.min(middles[*right] - apart(rooms[*bend], rooms[*right]));
            }
        }
        if least <= most {
            let mut sorted: Vec<f64> = bends.iter().map(|bend| middles[*bend]).collect();
            sorted.sort_by(f64::total_cmp);
            let middle = sorted[sorted.len() / 2].clamp(least, most);
            for bend in bends {
                middles[*bend] = middle;
            }
        }
    }
}

/// Where each row begins and ends along the way, and how long all of them are.
///
/// The first `boxes` of the vertices are boxes and places on the border.
fn bands(rows: &[Vec<usize>], vertices: &[Vertex], middles: &[f64], pulls: &[Pull], boxes: usize) -> (Vec<(f64, f64)>, f64) {
    let mut furthest = vec![0.0_f64; rows.len() + 1];
    for Pull { line, upper_off, lower_off } in pulls {
        let way = (middles[line.upper] + upper_off - middles[line.lower] - lower_off).abs();
        let gap = &mut furthest[vertices[line.lower].row];
        *gap = gap.max(way);
    }
    let has_boxes = |row: &[usize]| row.iter().any(|vertex| !vertices[*vertex].room.is_bend);
    let mut bands: Vec<(f64, f64)> = Vec::with_capacity(rows.len());
    let mut at = 0.0;
    for (number, row) in rows.iter().enumerate() {
        if number > 0 {
            let both = has_boxes(row) && has_boxes(&rows[number - 1]);
            let (free, part, most) = STEEP;
            let steep = ((furthest[number] - free) * part).clamp(0.0, most);
            at += if both { BETWEEN } else { BETWEEN_BENDS } + steep;
        }
        // A rank that links only pass is there because one of them wants to be long.
        let is_passed = row.iter().all(|vertex| *vertex >= boxes && !vertices[*vertex].is_words);
        let least = if is_passed { EMPTY } else { 0.0 };
        let along = row.iter().map(|vertex| vertices[*vertex].along).fold(least, f64::max);
        bands.push((at, at + along));
        at += along;
    }
    (bands, at)
}

/// Where each line ends on its boxes, across: beside each other in the order in which they come, where nothing else is wanted.
fn ports(chains: &[Vec<usize>], links: &[Link], items: &[Item], middles: &[f64]) -> Vec<(f64, f64)> {
    let mut ports: Vec<(f64, f64)> = chains
        .iter()
        .zip(links)
        .map(|(chain, link)| {
            let (from, to) = (chain[0], chain[chain.len() - 1]);
            (middles[from] + link.from_port.unwrap_or_default(), middles[to] + link.to_port.unwrap_or_default())
        })
        .collect();
    // For each end of each box: the lines that may end anywhere there, by where they come from.
    let mut ends: Vec<[Vec<(f64, usize)>; 2]> = vec![[Vec::new(), Vec::new()]; items.len()];
    for (number, (chain, link)) in chains.iter().zip(links).enumerate() {
        let (first, last) = (chain[0], chain[chain.len() - 1]);
        let (second, before_last) = (chain[1], chain[chain.len() - 2]);
        let beside_from = if second == last { ports[number].1 } else { middles[second] };
        let beside_to = if before_last == first { ports[number].0 } else { middles[before_last] };
        if link.from_port.is_none() {
            ends[first][1].push((beside_from, number));
        }
        if link.to_port.is_none() {
            ends[last][0].push((beside_to, number));
        }
    }
    for (item, sides) in ends.iter_mut().enumerate() {
        for (side, lines) in sides.iter_mut().enumerate() {
            lines.sort_by(|one, other| one.0.total_cmp(&other.0));
            let steps = number(lines.len().saturating_sub(1));
            let half = if side == 0 { items[item].ports.0 } else { items[item].ports.1 };
            let distance = if steps > 0.0 { PORT.min(2.0 * half / steps) } else { 0.0 };
            for (place, (beside, link)) in lines.iter().enumerate() {
                let spread = (number(place) - steps / 2.0) * distance;
                // A single line bends rather on the box than on its way.
                let off = beside - middles[item];
                let port = middles[item] + if lines.len() == 1 && off.abs() <= NEARLY_STRAIGHT.min(half) { off } else { spread };
                if side == 0 {
                    ports[*link].1 = port;
                } else {
                    ports[*link].0 = port;
                }
            }
        }
    }
    ports
}
