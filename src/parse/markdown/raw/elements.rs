//! The open elements, together with the Markdown blocks around them.

use std::collections::HashMap;
use std::ops::Range;

use super::edits::At;

/// An element that raw HTML opened.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// Its name in lower case.
    pub(super) name: String,
    /// Its name as written.
    pub(super) written: String,
    /// The bytes of its start tag in the page.
    pub(super) span: Range<usize>,
    /// The end of its start tag.
    pub(super) behind: At,
    /// Whether it belongs to SVG or MathML.
    pub(super) is_foreign: bool,
    /// The end of the paragraph in which it began, if it is still open after that.
    pub(super) outlived: Option<At>,
    /// How many blocks had begun before it: a paragraph ends at the next one.
    pub(super) blocks_before: usize,
    /// Whether end tags in it have no effect on the elements around it.
    pub(super) is_scope: bool,
    /// How many scopes had begun before it.
    pub(super) scopes_before: usize,
}

#[derive(Debug, Clone)]
enum Entry {
    /// A block at whose end everything in it ends: a quote, an item, a note, a cell. A note is an item of the list of notes.
    Container {
        is_item: bool,
    },
    /// A paragraph or a heading.
    Leaf,
    Element(Element),
}

/// Everything that is open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Open {
    entries: Vec<Entry>,
    /// Where the containers are in `entries`.
    containers: Vec<usize>,
    /// Where the open paragraph or heading is in `entries`.
    leaf: Option<usize>,
    /// Where the scopes are in `entries`.
    scopes: Vec<usize>,
    /// Where the elements of each name are in `entries`.
    named: HashMap<String, Vec<usize>>,
}

impl Open {
    pub(super) fn push_container(&mut self, is_item: bool) {
        self.containers.push(self.entries.len());
        self.entries.push(Entry::Container { is_item });
    }

    pub(super) fn push_leaf(&mut self) {
        self.leaf = Some(self.entries.len());
        self.entries.push(Entry::Leaf);
    }

    pub(super) fn push(&mut self, element: Element) {
        self.named.entry(element.name.clone()).or_default().push(self.entries.len());
        if element.is_scope {
            self.scopes.push(self.entries.len());
        }
        self.entries.push(Entry::Element(element));
    }

    /// The place of the innermost element with this name in the innermost container.
    pub(super) fn last(&self, name: &str) -> Option<usize> {
        let at = *self.named.get(name)?.last()?;
        (self.containers.last().is_none_or(|container| *container < at)).then_some(at)
    }

    /// The place of the outermost element with this name in the innermost container.
    pub(super) fn first(&self, name: &str) -> Option<usize> {
        let places = self.named.get(name)?;
        let floor = self.containers.last().map_or(0, |container| container + 1);
        places.get(places.partition_point(|place| *place < floor)).copied()
    }

    /// The place of the first open scope that began when this many had already begun.
    pub(super) fn scope_since(&self, begun: usize) -> Option<usize> {
        let is_before = |place: &usize| match &self.entries[*place] {
            Entry::Element(element) => element.scopes_before < begun,
            Entry::Container { .. } | Entry::Leaf => true,
        };
        self.scopes.get(self.scopes.partition_point(is_before)).copied()
    }

    /// Whether the start of an `li` here would end the item around it and what is open in that: in an item of Markdown, in another
    /// element and in no list of HTML.
    pub(super) fn would_end_item(&self) -> bool {
        let Some(container) = self.containers.last() else { return false };
        matches!(self.entries[*container], Entry::Container { is_item: true })
            && self.entries[container + 1..].iter().any(|entry| matches!(entry, Entry::Element(_)))
            && ["ul", "ol", "menu", "dir"].iter().all(|list| self.last(list).is_none())
    }

    /// Whether the innermost entry is an element with this name.
    pub(super) fn ends_with(&self, name: &str) -> bool {
        matches!(self.entries.last(), Some(Entry::Element(element)) if element.name == name)
    }

    /// The place of the outermost of the innermost SVG or MathML elements, up to one that contains HTML.
    pub(super) fn foreign(&self) -> Option<usize> {
        let is_foreign = |entry: &&Entry| matches!(entry, Entry::Element(element) if element.is_foreign && !crate::parse::html::elements::holds_html(&element.name));
        let count = self.entries.iter().rev().take_while(is_foreign).count();
        (count > 0).then(|| self.entries.len() - count)
    }

    /// Whether the entry at `place` began before the open paragraph.
    pub(super) fn is_beyond_leaf(&self, place: usize) -> bool {
        self.leaf.is_some_and(|leaf| place < leaf)
    }

    /// Removes the entry at `place` and everything in it, the innermost first. The open paragraph stays open.
    pub(super) fn pop_to(&mut self, place: usize) -> Vec<Element> {
        let mut popped = Vec::new();
        let mut is_in_leaf = false;
        while self.entries.len() > place {
            match self.pop() {
                Some(Entry::Element(element)) => popped.push(element),
                Some(Entry::Leaf) => is_in_leaf = true,
                Some(Entry::Container { .. }) | None => break,
            }
        }
        if is_in_leaf {
            self.push_leaf();
        }
        popped
    }

    /// Ends the paragraph or heading: removes the elements that are open in it, the innermost first.
    pub(super) fn pop_leaf(&mut self) -> Vec<Element> {
        let mut popped = Vec::new();
        while let Some(entry) = self.pop() {
            match entry {
                Entry::Element(element) => popped.push(element),
                Entry::Leaf => break,
                Entry::Container { is_item } => {
                    self.push_container(is_item);
                    break;
                }
            }
        }
        popped
    }

    /// Ends the innermost container, or the whole page: removes the elements that are open in it, the innermost first.
    pub(super) fn pop_container(&mut self) -> Vec<Element> {
        let mut popped = Vec::new();
        while let Some(entry) = self.pop() {
            match entry {
                Entry::Element(element) => popped.push(element),
                Entry::Leaf => {}
                Entry::Container { .. } => break,
            }
        }
        popped
    }

    fn pop(&mut self) -> Option<Entry> {
        let entry = self.entries.pop()?;
        match &entry {
            Entry::Element(element) => {
                if let Some(places) = self.named.get_mut(&element.name) {
                    places.pop();
                }
                if element.is_scope {
                    self.scopes.pop();
                }
            }
            Entry::Container { .. } => {
                self.containers.pop();
            }
            Entry::Leaf => self.leaf = None,
        }
        Some(entry)
    }
}
