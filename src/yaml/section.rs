//! Reads maps by their known keys, and collects all refusals.

use std::marker::PhantomData;
use std::ops::Range;

use super::{Entry, KnownKey, Node, Problem};
use crate::suggest;

/// Collects the faults of a file.
#[derive(Default)]
pub struct Refusals {
    /// The faults in order.
    pub problems: Vec<Problem>,
}

impl Refusals {
    /// Records a fault.
    pub fn add(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// The value, or nothing after recording why not.
    pub fn accept<T>(&mut self, checked: Result<T, Problem>) -> Option<T> {
        checked.map_err(|problem| self.add(problem)).ok()
    }

    /// A map with the keys `K`; others are refused with the key that was meant.
    pub fn section<'n, K: KnownKey>(&mut self, node: &'n Node, name: &'static str) -> Section<'n, K> {
        let entries = self.accept(node.entries(name)).unwrap_or_default();
        for entry in entries.iter().filter(|entry| K::named(&entry.key).is_none()) {
            let message = format!("`{name}` has no key `{}`", entry.key);
            self.add(unknown(entry.key_span.clone(), message, "key", &entry.key, K::names()));
        }
        Section { node, entries, keys: PhantomData }
    }

    /// The items of a list that `read` accepts; a single value counts as a list of one.
    pub fn list<T>(&mut self, entry: Option<&Entry>, mut read: impl FnMut(&Node) -> Result<T, Problem>) -> Vec<T> {
        let Some(entry) = entry else { return Vec::new() };
        let mut list = Vec::new();
        for item in entry.value.items() {
            let checked = if item.says_nothing() { Err(nothing(entry)) } else { read(item) };
            list.extend(self.accept(checked));
        }
        list
    }
}

/// A map whose keys are all known.
pub struct Section<'n, K> {
    /// The map itself.
    pub node: &'n Node,
    entries: &'n [Entry],
    keys: PhantomData<K>,
}

impl<'n, K: KnownKey> Section<'n, K> {
    /// The key with its value; a key without a value counts as absent.
    pub fn get(&self, key: K) -> Option<&'n Entry> {
        self.entries.iter().find(|entry| entry.key == key.name() && !entry.value.says_nothing())
    }

    /// The key's value.
    pub fn value(&self, key: K) -> Option<&'n Node> {
        self.get(key).map(|entry| &entry.value)
    }

    /// The result of `read` for the key's value; nothing if it is absent or refused.
    pub fn read<T>(&self, key: K, refusals: &mut Refusals, read: impl FnOnce(&'n Node) -> Result<T, Problem>) -> Option<T> {
        self.value(key).and_then(|node| refusals.accept(read(node)))
    }

    /// The key's text.
    pub fn text(&self, key: K, refusals: &mut Refusals) -> Option<&'n str> {
        self.read(key, refusals, |node| node.text(key.name()))
    }

    /// Records a missing required key; `whole` names the map in the message.
    pub fn require(&self, key: K, whole: &str, refusals: &mut Refusals) {
        if self.value(key).is_none() {
            let key = key.name();
            let message = format!("{whole} has no `{key}`");
            refusals.add(Problem::new(self.head(), message, format!("add `{key}: …`")));
        }
    }

    /// The map's first entry, or the whole of a flow map: the place to point to for a missing key.
    pub fn head(&self) -> Range<usize> {
        match self.entries.first() {
            Some(first) if first.key_span.start == self.node.span.start => {
                first.key_span.start..first.place().end.max(first.key_span.end)
            }
            _ => self.node.span.clone(),
        }
    }
}

/// An unknown name, with the nearest or all known ones as the way out.
pub fn unknown<'a>(
    span: Range<usize>,
    message: String,
    what: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> Problem {
    if let Some(near) = suggest::nearest(name, known.clone()) {
        return Problem::new(span, message, format!("a {what} with a similar name exists: `{near}`")).suggest(near);
    }
    let all: Vec<String> = known.map(|name| format!("`{name}`")).collect();
    Problem::new(span, message, format!("the {what}s here are {}", all.join(", ")))
}

fn nothing(entry: &Entry) -> Problem {
    Problem::new(
        entry.key_span.clone(),
        format!("`{}` has an item that says nothing", entry.key),
        "write a value, or delete the item",
    )
}
