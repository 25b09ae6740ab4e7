//! The reference definitions of a body.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::RefDefs;
use unicase::UniCase;

/// A definition that counts.
pub(super) struct Definition {
    /// Its bytes in the page.
    pub(super) span: Range<usize>,
    /// Where it leads.
    pub(super) destination: String,
}

/// The definitions by label, without regard to case.
#[derive(Default)]
pub(super) struct Definitions {
    by_label: HashMap<UniCase<String>, Definition>,
}

impl Definitions {
    /// Takes the definitions that the parser found in the text from byte `start` on; `words` maps its texts to those in the page.
    pub(super) fn new(found: &RefDefs<'_>, start: usize, words: impl Fn(&str) -> String) -> Self {
        let by_label = found.iter().map(|(label, found)| {
            let span = found.span.start + start..found.span.end + start;
            (UniCase::new(words(label)), Definition { span, destination: words(&found.dest) })
        });
        Self { by_label: by_label.collect() }
    }

    /// The definition of a label.
    pub(super) fn get(&self, label: &str) -> Option<&Definition> {
        if self.by_label.is_empty() { None } else { self.by_label.get(&UniCase::new(label.to_owned())) }
    }

    /// All definitions, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.by_label.values()
    }
}
