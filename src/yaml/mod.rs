//! YAML (1.2) as a tree with the exact place of every key and value, and with scalars as written.
//!
//! 1. `build` builds the tree from the parser's events. Depth, aliases and documents are bounded there, so that no input can
//!    overflow the stack or use memory out of proportion to its size.
//! 2. `explain` explains in plain words why the parser gave up, and how to fix it.
//! 3. `typed` reads texts, numbers, booleans and lists from the tree.
//! 4. `json` turns the values of other keys into JSON.
//! 5. `known` lists the keys that a map may have, as variants to match on.
//! 6. `section` reads maps by their known keys and collects all refusals.
//! 7. `write` does the reverse: it turns a text into a scalar that reads back as the same text.
//!
//! A scalar's spelling is never changed: `1.10` stays `1.10` and `no` stays `no`.

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

/// How deeply lists and maps may be nested; deeper ones are a [`Problem`]. Code that walks a tree may recurse.
pub const DEEPEST: usize = 64;

/// How many nodes all aliases of one document may represent; more are a [`Problem`].
pub const MOST_ALIASED: usize = 10_000;

/// A value and its bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value's bytes in the text, including quotes. Empty if a key has no value: see [`Entry::place`].
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
    /// A map, in its written order; keys are unique.
    Mapping(Vec<Entry>),
}

/// A single value as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, unquoted and unescaped.
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
    /// Where to point for the value: its bytes, or the key's if there is no value.
    #[must_use]
    pub fn place(&self) -> Range<usize> {
        if self.value.span.is_empty() { self.key_span.clone() } else { self.value.span.clone() }
    }
}

/// A fault and the way out, as yet without a file and a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The bytes concerned.
    pub span: Range<usize>,
    /// What is wrong: lower case, names in backticks, no final full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The text that fixes it when it replaces the span.
    pub suggestion: Option<String>,
}

impl Problem {
    /// A fault at `span`, as yet without a suggestion.
    pub fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { span, message: message.into(), help: help.into(), suggestion: None }
    }

    /// Sets the text that fixes the fault when it replaces the span.
    #[must_use]
    pub fn suggest(mut self, text: impl Into<String>) -> Self {
        self.suggestion = Some(text.into());
        self
    }
}

/// What was read from one YAML document, and its faults.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// The value at the top; `None` if the document is empty. If the YAML is invalid, the complete entries before the fault.
    pub root: Option<Node>,
    /// The faults in order; the first syntax error ends the reading.
    pub problems: Vec<Problem>,
}

/// Reads the bytes `within` of `text` as one YAML document; spans count from the start of `text`.
///
/// # Panics
/// If `within` is not a range of `text` on character boundaries.
#[must_use]
pub fn read(text: &str, within: Range<usize>) -> Document {
    match conflict(text).filter(|_| within == (0..text.len())) {
        Some(problem) => Document { root: None, problems: vec![problem] },
        None => build::document(text, within),
    }
}

/// The markers that a merge left behind in a file, at the first of them: nobody knows which version counts. Those of a page are reported
/// for the whole page.
fn conflict(text: &str) -> Option<Problem> {
    let mut at = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        if line.starts_with("<<<<<<< ") {
            let message = "a merge left its conflict markers here";
            let help = "keep what is right of both versions, and delete the lines of `<`, `=` and `>`";
            return Some(Problem::new(at..at + line.trim_end().len(), message, help));
        }
        at += line.len();
    }
    None
}

#[cfg(test)]
mod tests;
