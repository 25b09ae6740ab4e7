//! YAML (1.2) as a tree that knows the exact place of every key and value, with scalars as they are written.
//!
//! 1. `build` makes the tree out of the parser's events. Depth, aliases and documents are bounded there, so that no input can
//!    overflow the stack or outgrow its own size.
//! 2. `explain` says in plain words what is wrong where the parser gave up, and how to fix it.
//! 3. `typed` reads texts, numbers, booleans and lists off the tree.
//! 4. `json` turns values that are not ours into JSON.
//! 5. `known` lists the keys that a map may have, as variants to match on.
//! 6. `section` reads maps by their known keys and collects every refusal on the way.
//! 7. `write` goes the other way: a text becomes a scalar that reads back as the same text.
//!
//! A scalar's text is never turned into another spelling: `1.10` stays `1.10` and `no` stays `no`.

use std::ops::Range;

mod build;
mod explain;
mod json;
mod known;
pub mod section;
mod typed;
mod write;

pub(crate) use known::known_keys;
pub use known::{KeyFacts, KnownKey, ValueType};
pub use write::scalar;

/// How deep lists and maps may be nested; deeper ones are a [`Problem`]. Whoever walks a tree may recurse.
pub const DEEPEST: usize = 64;

/// How many nodes all aliases of one document may stand for; more are a [`Problem`].
pub const MOST_ALIASED: usize = 10_000;

/// A value and the bytes it is written in.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value's bytes in the text, quotes included. Empty when a key has no value: see [`Entry::place`].
    pub span: Range<usize>,
    /// What it is.
    pub content: Content,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A single value.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A map, in the order it is written; keys are unique.
    Mapping(Vec<Entry>),
}

/// A single value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, quotes and escapes undone.
    pub text: String,
    /// Whether it is written without quotes, so that `true` means the boolean.
    pub is_plain: bool,
}

/// A key of a map and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key's text.
    pub key: String,
    /// The key's bytes in the text.
    pub key_span: Range<usize>,
    /// The value.
    pub value: Node,
}

impl Entry {
    /// Where to point for the value: its bytes, or the key's when nothing is written.
    #[must_use]
    pub fn place(&self) -> Range<usize> {
        if self.value.span.is_empty() { self.key_span.clone() } else { self.value.span.clone() }
    }
}

/// A fault and the way out, not yet tied to a file or a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The bytes at fault.
    pub span: Range<usize>,
    /// What is wrong: lower case, names in backticks, no final full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The text that fixes it when put in the span's place.
    pub suggestion: Option<String>,
}

impl Problem {
    /// A fault at `span`, so far without a suggestion.
    pub fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into(), suggestion: None }
    }

    /// Gives the text that fixes the fault when put in the span's place.
    #[must_use]
    pub fn suggest(mut self, text: impl Into<String>) -> Self {
        self.suggestion = Some(text.into());
        self
    }
}

/// What was read of one YAML document, and what was wrong with it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The value at the top: `None` when nothing is written. Where the YAML is broken, the entries that stand whole before the fault.
    pub root: Option<Node>,
    /// The faults in the order they were met; the first broken syntax ends the reading.
    pub problems: Vec<Problem>,
}

/// Reads the bytes `within` of `text` as one YAML document; spans count from the start of `text`.
///
/// # Panics
/// When `within` is not a range of `text` on character boundaries.
#[must_use]
pub fn read(text: &str, within: Range<usize>) -> Document {
    build::document(text, within)
}

#[cfg(test)]
mod tests;
