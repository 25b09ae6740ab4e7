//! Subgraphs within subgraphs: who is laid out where, from the outside in, and then from the innermost out.

use std::collections::BTreeMap;

use super::level::{Item, Level, Link, Place, lay};
use super::rank::{Step, turned};
use super::{MARGIN, PADDING, words_size};
use crate::diagram::drawing::{ARROW, Area, Head, Point};
use crate::diagram::flowchart::{Direction, Edge, End, Flowchart};
use crate::diagram::shape::{Shape, Side};

/// How far a link from a box to itself goes out, and the room between it and its words.
pub(super) const AROUND: f64 = 30.0;
const BEHIND: f64 = 6.0;

/// What a link is on a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Both ends are here.
    Whole,
    /// It comes in over the border.
    Enters,
    /// It goes out over the border.
    Leaves,
}

/// A link as one level sees it; the ends are places in [`Container::members`], behind which the places on the border count on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Strand {
    pub(super) edge: usize,
    pub(super) part: Part,
    pub(super) from: usize,
    pub(super) to: usize,
}

/// The whole chart, or a subgraph.
#[derive(Debug, Clone)]
pub(super) struct Container {
    pub(super) direction: Direction,
    pub(super) members: Vec<End>,
    pub(super) strands: Vec<Strand>,
    /// How many strands cross the border.
    ports: usize,
    pub(super) level: Level,
    /// Where its level begins, from the upper left corner of the container.
    pub(super) inset: Point,
    pub(super) size: (f64, f64),
}

/// Lays out every level of a chart.
pub(super) fn levels(chart: &Flowchart) -> Levels<'_> {
    let mut plan = Levels::new(chart);
    plan.deal();
    for container in (0..plan.containers.len()).rev() {
        plan.lay(container);
    }
    plan
}

/// The levels of a chart, the whole one first.
pub(super) struct Levels<'c> {
    pub(super) chart: &'c Flowchart,
    /// The whole chart, and behind it the subgraphs in their order: whoever holds others stands before them.
    pub(super) containers: Vec<Container>,
    /// The place of each node and subgraph among the members of what holds it.
    place_of: BTreeMap<End, usize>,
    /// Whether a link runs against its level.
    pub(super) is_turned: Vec<bool>,
    /// The links of a node to itself.
    pub(super) loops: BTreeMap<usize, Vec<usize>>,
}

impl<'c> Levels<'c> {
    fn new(chart: &'c Flowchart) -> Self {
        let container = |direction| Container {
            direction,
            members: Vec::new(),
            strands: Vec::new(),
            ports: 0,
            level: Level::default(),
            inset: Point::default(),
            size: (0.0, 0.0),
        };
        let containers = vec![container(chart.direction); chart.groups.len() + 1];
        let mut plan = Self {
            chart,
            containers,
            place_of: BTreeMap::new(),
            is_turned: vec![false; chart.edges.len()],
            loops: BTreeMap::new(),
        };
        plan.gather();
        plan
    }

    /// Members stand in the order in which their first nodes are written.
    fn gather(&mut self) {
        let chart = self.chart;
        let mut ends: Vec<(usize, End)> = (0..chart.nodes.len()).map(|node| (node, End::Node(node))).collect();
        let mut first_node = vec![chart.nodes.len(); chart.groups.len()];
        for (number, node) in chart.nodes.iter().enumerate() {
            let mut group = node.group;
            while let Some(holder) = group {
                first_node[holder] = first_node[holder].min(number);
                group = chart.groups[holder].parent;
            }
        }
        ends.extend(first_node.iter().enumerate().map(|(group, first)| (*first, End::Group(group))));
        ends.sort_by_key(|(first, _)| *first);
        for (_, end) in ends {
            let members = &mut self.containers[chart.holder(end).map_or(0, |group| group + 1)].members;
            self.place_of.insert(end, members.len());
            members.push(end);
        }
    }

    /// Deals the links to the levels that they pass, and decides which of them run against their level.
    fn deal(&mut self) {
        let chart = self.chart;
        let paths: Vec<(Vec<End>, Vec<End>)> =
            chart.edges.iter().map(|edge| (self.holders(edge.from), self.holders(edge.to))).collect();
        // A subgraph runs its own way only where nothing crosses its border on the way of the others.
        let mut is_crossed = vec![false; chart.groups.len()];
        for (from, to) in &paths {
            let shared = from.iter().zip(to).take_while(|(one, other)| one == other).count();
            for end in from[shared..].split_last().into_iter().chain(to[shared..].split_last()).flat_map(|(_, holders)| holders) {
                if let End::Group(group) = end {
                    is_crossed[*group] = true;
                }
            }
        }
        for (number, group) in chart.groups.iter().enumerate() {
            let around = self.containers[group.parent.map_or(0, |parent| parent + 1)].direction;
            let own = group.direction.filter(|_| !is_crossed[number]);
            self.containers[number + 1].direction = own.unwrap_or(around);
        }
        let mut wholes: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); self.containers.len()];
        for (edge, (from, to)) in paths.iter().enumerate() {
            if chart.edges[edge].from == chart.edges[edge].to {
                if let End::Node(node) = chart.edges[edge].from {
                    self.loops.entry(node).or_default().push(edge);
                }
                continue;
            }
            let shared = from.iter().zip(to).take_while(|(one, other)| one == other).count();
            let container = shared.checked_sub(1).map_or(0, |last| container_of(from[last]));
            wholes[container].push((edge, self.place_of[&from[shared]], self.place_of[&to[shared]]));
        }
        for (container, wholes) in wholes.iter().enumerate() {
            let steps: Vec<Step> =
                wholes.iter().map(|(edge, from, to)| Step { from: *from, to: *to, length: chart.edges[*edge].length }).collect();
            let turned = turned(self.containers[container].members.len(), &steps);
            for ((edge, from, to), is_turned) in wholes.iter().zip(turned) {
                self.is_turned[*edge] = is_turned;
                let (from, to) = if is_turned { (*to, *from) } else { (*from, *to) };
                self.containers[container].strands.push(Strand { edge: *edge, part: Part::Whole, from, to });
            }
        }
        for (edge, (from, to)) in paths.iter().enumerate() {
            let shared = from.iter().zip(to).take_while(|(one, other)| one == other).count();
            for (path, is_from) in [(from, true), (to, false)] {
                for pair in path.get(shared..).unwrap_or_default().windows(2) {
                    let place = self.place_of[&pair[1]];
                    let container = &mut self.containers[container_of(pair[0])];
                    let port = container.members.len() + container.ports;
                    container.ports += 1;
                    let leaves = is_from != self.is_turned[edge];
                    container.strands.push(if leaves {
                        Strand { edge, part: Part::Leaves, from: place, to: port }
                    } else {
                        Strand { edge, part: Part::Enters, from: port, to: place }
                    });
                }
            }
        }
    }

    /// The subgraphs around an end from the outermost to the innermost, and the end itself.
    fn holders(&self, end: End) -> Vec<End> {
        let mut path = vec![end];
        let mut holder = self.chart.holder(end);
        while let Some(group) = holder {
            path.push(End::Group(group));
            holder = self.chart.groups[group].parent;
        }
        path.reverse();
        path
    }

    pub(super) fn is_level(&self, container: usize) -> bool {
        matches!(self.containers[container].direction, Direction::Left | Direction::Right)
    }

    /// Lays out one container, whose members were laid out before.
    fn lay(&mut self, number: usize) {
        let is_level = self.is_level(number);
        let container = &self.containers[number];
        let mut items: Vec<Item> =
            container.members.iter().map(|member| self.item(*member, is_level, container.direction)).collect();
        items.resize(
            items.len() + container.ports,
            Item { place: Place::First, before: 0.0, after: 0.0, along: 0.0, ports: (0.0, 0.0) },
        );
        let mut links = Vec::with_capacity(container.strands.len());
        for strand in &container.strands {
            if strand.part == Part::Leaves {
                items[strand.to].place = Place::Last;
            }
            links.push(self.link(strand, container, is_level));
        }
        let level = lay(&items, &links);
        let (width, height) = if is_level { (level.along, level.across) } else { (level.across, level.along) };
        let container = &mut self.containers[number];
        container.level = level;
        let Some(group) = number.checked_sub(1) else {
            container.inset = Point::new(MARGIN, MARGIN);
            container.size = (width + 2.0 * MARGIN, height + 2.0 * MARGIN);
            return;
        };
        let (words_width, words_height) = words_size(&self.chart.groups[group].label);
        let above = if words_width > 0.0 { words_height + PADDING } else { PADDING };
        let whole = width.max(words_width).max(20.0) + 2.0 * PADDING;
        container.inset = Point::new((whole - width) / 2.0, above);
        container.size = (whole, above + height.max(10.0) + PADDING);
    }

    /// A member as its level sees it.
    fn item(&self, member: End, is_level: bool, direction: Direction) -> Item {
        let (width, height) = self.size_of(member);
        let (across, along) = if is_level { (height, width) } else { (width, height) };
        let area = Area { middle: Point::default(), width, height };
        let shape = self.shape_of(member);
        let (begin, end) = sides(direction);
        let mut item = Item {
            place: Place::Free,
            before: across / 2.0,
            after: across / 2.0,
            along,
            ports: (shape.ports(&area, begin), shape.ports(&area, end)),
        };
        if let End::Node(node) = member
            && let Some(loops) = self.loops.get(&node)
        {
            let (words_across, words_along) = self.words_of_loops(loops, is_level);
            item.after += AROUND + if words_across > 0.0 { words_across + BEHIND } else { 0.0 };
            item.along = item.along.max(words_along);
        }
        item
    }

    pub(super) fn words_of_loops(&self, loops: &[usize], is_level: bool) -> (f64, f64) {
        let sizes = loops.iter().map(|edge| words_size(&self.chart.edges[*edge].label));
        let turned = sizes.map(|(width, height)| if is_level { (height, width) } else { (width, height) });
        turned.fold((0.0_f64, 0.0), |(across, along), (one, other)| (across.max(one), along + other))
    }

    fn link(&self, strand: &Strand, container: &Container, is_level: bool) -> Link {
        let edge = &self.chart.edges[strand.edge];
        let (upper, lower) = self.heads(strand.edge, edge);
        let stub = |head: Head| if head == Head::None { 2.0 } else { ARROW.0 + 1.0 };
        let words = (strand.part == Part::Whole && !edge.label.is_empty()).then(|| {
            let (width, height) = words_size(&edge.label);
            // Room between the words and the line that goes on.
            if is_level { (height, width + 8.0) } else { (width + 4.0, height + 2.0) }
        });
        let length = if strand.part == Part::Whole { edge.length } else { 1 };
        let port = |place: usize, is_upper: bool| match container.members.get(place) {
            Some(End::Group(group)) => self.port(*group, strand.edge, is_upper),
            _ => None,
        };
        Link {
            step: Step { from: strand.from, to: strand.to, length },
            words,
            from_port: if strand.part == Part::Enters { Some(0.0) } else { port(strand.from, true) },
            to_port: if strand.part == Part::Leaves { Some(0.0) } else { port(strand.to, false) },
            straight: (stub(upper), stub(lower)),
        }
    }

    /// What stands at the end of a link that comes first on the way of the chart, and at the other.
    fn heads(&self, number: usize, edge: &Edge) -> (Head, Head) {
        if self.is_turned[number] { (edge.head, edge.tail) } else { (edge.tail, edge.head) }
    }

    /// Where a link crosses the border of a subgraph, from its middle, where it goes on inside.
    fn port(&self, group: usize, edge: usize, leaves: bool) -> Option<f64> {
        let container = &self.containers[group + 1];
        let wanted = if leaves { Part::Leaves } else { Part::Enters };
        let strand = container.strands.iter().find(|strand| strand.edge == edge && strand.part == wanted)?;
        let port = if leaves { strand.to } else { strand.from };
        let (across, _) = container.level.middles[port];
        Some(if self.is_level(group + 1) {
            across + container.inset.y - container.size.1 / 2.0
        } else {
            across + container.inset.x - container.size.0 / 2.0
        })
    }

    pub(super) fn size_of(&self, end: End) -> (f64, f64) {
        match end {
            End::Node(node) => {
                let node = &self.chart.nodes[node];
                node.shape.size(words_size(&node.label))
            }
            End::Group(group) => self.containers[group + 1].size,
        }
    }

    pub(super) fn shape_of(&self, end: End) -> Shape {
        match end {
            End::Node(node) => self.chart.nodes[node].shape,
            End::Group(_) => Shape::Box,
        }
    }
}

/// The sides of a box where lines arrive that run with the chart, and where they leave.
pub(super) const fn sides(direction: Direction) -> (Side, Side) {
    match direction {
        Direction::Down => (Side::Top, Side::Bottom),
        Direction::Up => (Side::Bottom, Side::Top),
        Direction::Right => (Side::Left, Side::Right),
        Direction::Left => (Side::Right, Side::Left),
    }
}

/// The container that a subgraph is; a node is none, and holds nothing.
const fn container_of(end: End) -> usize {
    match end {
        End::Node(_) => 0,
        End::Group(group) => group + 1,
    }
}
