//! The statements of a flowchart, one line after another.

use std::collections::{BTreeMap, BTreeSet};

use super::node::{self, Written};
use super::{Direction, Edge, End, Flowchart, Group, Node, link};
use crate::diagram::shape::Shape;
use crate::diagram::{Unused, label};

/// The most nodes, links and subgraphs of a flowchart that is drawn, and how deep subgraphs nest.
const MOST_NODES: usize = 200;
const MOST_LINKS: usize = 400;
const MOST_GROUPS: usize = 40;
const DEEPEST: usize = 8;

/// What was read so far.
#[derive(Default)]
pub(super) struct Reader {
    known: Vec<Known>,
    by_name: BTreeMap<String, usize>,
    groups: Vec<Group>,
    groups_by_name: BTreeMap<String, usize>,
    /// Links between the places of `known`.
    edges: Vec<(usize, usize, Edge)>,
    /// The names of links.
    links: BTreeSet<String>,
    open: Vec<usize>,
    unused: Option<Unused>,
}

/// A node while it is read; one that turns out to be a subgraph is dropped.
struct Known {
    name: String,
    node: Node,
}

impl Reader {
    /// Reads a line, which may hold several statements.
    pub(super) fn line(&mut self, line: &str, number: usize) -> Result<(), String> {
        let (word, behind) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        match word.trim_end_matches(';') {
            "" | "title" => Ok(()),
            "classDef" | "class" | "style" | "linkStyle" | "click" => {
                let word = word.to_owned();
                self.unused.get_or_insert(Unused { is_link: word == "click", word, line: number });
                Ok(())
            }
            "subgraph" => self.open_group(behind.trim().trim_end_matches(';').trim_end()),
            "end" => self.open.pop().map(drop).ok_or_else(|| "`end` ends nothing".to_owned()),
            "direction" => {
                let direction = Direction::parse(behind.trim().trim_end_matches(';')).ok_or("the direction is not known")?;
                if let Some(group) = self.open.last() {
                    self.groups[*group].direction = Some(direction);
                }
                Ok(())
            }
            _ => match line.split_once("@{").filter(|(name, _)| self.links.contains(name.trim())) {
                Some((_, attributes)) => {
                    let word = attributes.split(':').next().unwrap_or_default().trim().to_owned();
                    self.unused.get_or_insert(Unused { word, is_link: false, line: number });
                    Ok(())
                }
                None => self.chains(line),
            },
        }
    }

    fn open_group(&mut self, words: &str) -> Result<(), String> {
        if self.groups.len() == MOST_GROUPS || self.open.len() == DEEPEST {
            return Err("it has too many subgraphs".to_owned());
        }
        let (name, title) = match words.split_once('[') {
            Some((name, title)) if !words.starts_with('"') => (name.trim(), title.trim_end().trim_end_matches(']')),
            _ => (words, words),
        };
        let name = if name.is_empty() { format!(" {}", self.groups.len()) } else { name.trim_matches('"').to_owned() };
        let group = self.groups.len();
        if self.groups_by_name.insert(name, group).is_some() {
            return Err("two subgraphs have one name".to_owned());
        }
        self.groups.push(Group { label: label::lines(title), direction: None, parent: self.open.last().copied() });
        self.open.push(group);
        Ok(())
    }

    /// Nodes and the links between them, as many as the line has.
    fn chains(&mut self, line: &str) -> Result<(), String> {
        let mut rest = line;
        while !rest.is_empty() {
            let (mut left, mut behind) = self.nodes(rest)?;
            loop {
                behind = behind.trim_start();
                if behind.is_empty() || behind.starts_with(';') {
                    break;
                }
                let (joint, after) = link::parse(behind).ok_or_else(|| format!("`{behind}` is not understood"))?;
                self.links.extend(joint.name.map(str::to_owned));
                let (right, after) = self.nodes(after.trim_start())?;
                for (from, to) in left.iter().flat_map(|from| right.iter().map(move |to| (*from, *to))) {
                    if self.edges.len() == MOST_LINKS {
                        return Err("it has too many links".to_owned());
                    }
                    let edge = Edge {
                        from: End::Node(from),
                        to: End::Node(to),
                        label: if joint.words.trim().is_empty() { Vec::new() } else { label::lines(joint.words) },
                        stroke: joint.stroke,
                        tail: joint.tail,
                        head: joint.head,
                        length: joint.length,
                    };
                    self.edges.push((from, to, edge));
                }
                (left, behind) = (right, after);
            }
            rest = behind.trim_start_matches([';', ' ', '\t']);
        }
        Ok(())
    }

    /// One node, or several with `&` between them.
    fn nodes<'l>(&mut self, text: &'l str) -> Result<(Vec<usize>, &'l str), String> {
        let (first, mut rest) = self.node(text)?;
        let mut nodes = vec![first];
        while let Some(behind) = rest.trim_start().strip_prefix('&') {
            let (next, after) = self.node(behind.trim_start())?;
            nodes.push(next);
            rest = after;
        }
        Ok((nodes, rest))
    }

    fn node<'l>(&mut self, text: &'l str) -> Result<(usize, &'l str), String> {
        let (name, rest) = node::name(text);
        if name.is_empty() {
            return Err(format!("`{text}` is not understood"));
        }
        let (Written { shape, words }, mut rest) = node::shape(rest)?;
        if let Some(class) = rest.strip_prefix(":::") {
            rest = class.trim_start_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '-'));
        }
        let place = match self.by_name.get(name) {
            Some(place) => *place,
            None if self.known.len() == MOST_NODES => return Err("it has too many nodes".to_owned()),
            None => {
                let node = Node { label: vec![name.to_owned()], shape: Shape::Box, group: None };
                self.known.push(Known { name: name.to_owned(), node });
                self.by_name.insert(name.to_owned(), self.known.len() - 1);
                self.known.len() - 1
            }
        };
        let node = &mut self.known[place].node;
        node.group = node.group.or(self.open.last().copied());
        node.shape = shape.unwrap_or(node.shape);
        if let Some(words) = words {
            node.label = label::lines(words);
        }
        Ok((place, rest))
    }

    /// The flowchart, whose names are all known by now.
    pub(super) fn finish(self, direction: Direction) -> Result<(Flowchart, Option<Unused>), String> {
        if !self.open.is_empty() {
            return Err("a `subgraph` has no `end`".to_owned());
        }
        let mut nodes = Vec::new();
        let ends: Vec<End> = self
            .known
            .into_iter()
            .map(|known| {
                if let Some(group) = self.groups_by_name.get(&known.name) {
                    return End::Group(*group);
                }
                nodes.push(known.node);
                End::Node(nodes.len() - 1)
            })
            .collect();
        let edges = self.edges.into_iter().map(|(from, to, edge)| Edge { from: ends[from], to: ends[to], ..edge }).collect();
        let mut chart = Flowchart { direction, nodes, groups: self.groups, edges };
        if chart.nodes.is_empty() {
            return Err("it is empty".to_owned());
        }
        chart.settle_inward_links()?;
        Ok((chart, self.unused))
    }
}
