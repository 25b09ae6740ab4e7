//! Flowcharts: nodes, the links between them, and subgraphs around them.

use super::drawing::Head;
use super::shape::Shape;
use super::{Undrawn, Unused};
pub(super) use link::Stroke;
use reader::Reader;

mod link;
mod node;
mod reader;

/// Where a flowchart runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// From top to bottom.
    Down,
    /// From bottom to top.
    Up,
    /// From left to right.
    Right,
    /// From right to left.
    Left,
}

impl Direction {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "TB" | "TD" | "v" => Self::Down,
            "BT" | "^" => Self::Up,
            "LR" | ">" => Self::Right,
            "RL" | "<" => Self::Left,
            _ => return None,
        })
    }
}

/// A step.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Node {
    /// Its words, line by line.
    pub(super) label: Vec<String>,
    pub(super) shape: Shape,
    /// The subgraph that holds it.
    pub(super) group: Option<usize>,
}

/// A subgraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// Its words, line by line.
    pub(super) label: Vec<String>,
    /// Where it runs, when it says so.
    pub(super) direction: Option<Direction>,
    /// The subgraph that holds it, which stands before it.
    pub(super) parent: Option<usize>,
}

/// An end of a link, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum End {
    Node(usize),
    Group(usize),
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: End,
    pub(super) to: End,
    /// Its words, line by line.
    pub(super) label: Vec<String>,
    pub(super) stroke: Stroke,
    /// What stands at its beginning.
    pub(super) tail: Head,
    /// What stands at its end.
    pub(super) head: Head,
    /// How many ranks it spans at least.
    pub(super) length: usize,
}

/// A flowchart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Flowchart {
    pub(super) direction: Direction,
    pub(super) nodes: Vec<Node>,
    pub(super) groups: Vec<Group>,
    pub(super) edges: Vec<Edge>,
}

impl Flowchart {
    /// The subgraph that holds an end.
    pub(super) fn holder(&self, end: End) -> Option<usize> {
        match end {
            End::Node(node) => self.nodes[node].group,
            End::Group(group) => self.groups[group].parent,
        }
    }

    /// Lets each link between a subgraph and what it holds begin or end at the first other node in that subgraph, as Mermaid does.
    fn settle_inward_links(&mut self) -> Result<(), String> {
        for place in 0..self.edges.len() {
            let Edge { from, to, .. } = self.edges[place];
            let (holder, held) = match (from, to) {
                (End::Group(group), held) | (held, End::Group(group)) if self.is_within(held, group) => (group, held),
                _ => continue,
            };
            let is_other = |node: &End| *node != held && !matches!(held, End::Group(group) if self.is_within(*node, group));
            let mut nodes = (0..self.nodes.len()).map(End::Node).filter(|node| self.is_within(*node, holder));
            let other = nodes.find(is_other).ok_or("a link joins a subgraph and what it holds")?;
            let edge = &mut self.edges[place];
            let end = if from == End::Group(holder) { &mut edge.from } else { &mut edge.to };
            *end = other;
        }
        Ok(())
    }

    /// Whether a subgraph is this end, or holds it at any depth.
    fn is_within(&self, mut end: End, group: usize) -> bool {
        loop {
            match (end, self.holder(end)) {
                (End::Group(own), _) if own == group => return true,
                (_, Some(holder)) => end = End::Group(holder),
                (_, None) => return false,
            }
        }
    }

    /// Reads the statements behind the head, which stands on line `head`. Gives the first directive that is not followed, too.
    pub(super) fn parse(direction: &str, lines: &[(usize, &str)], head: usize) -> Result<(Self, Option<Unused>), Undrawn> {
        let direction = Direction::parse(direction.trim_end_matches(';'))
            .ok_or_else(|| Undrawn::new(format!("`{direction}` is not a direction"), head))?;
        let mut reader = Reader::default();
        for (number, line) in lines {
            reader.line(line, *number).map_err(|reason| Undrawn::new(reason, *number))?;
        }
        let last = lines.last().map_or(head, |(number, _)| *number);
        reader.finish(direction).map_err(|reason| Undrawn::new(reason, last))
    }
}
