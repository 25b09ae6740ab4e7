//! The text of one block, in which links that failed are looked for.

use std::ops::Range;
use std::sync::Arc;

use crate::parse::page::{Suspect, SuspectKind};

/// The longest destination that is looked for, in bytes.
pub(super) const LONGEST: usize = 400;

/// The text of a block: its source with everything blanked that is markup, code or HTML.
pub(super) struct Block<'t> {
    pub(super) text: &'t str,
    pub(super) start: usize,
    /// The bytes of plain text, and 0 for all others.
    pub(super) mask: Vec<u8>,
}

impl Block<'_> {
    pub(super) fn suspect(
        &self,
        kind: SuspectKind,
        span: Range<usize>,
        whole: Range<usize>,
        destination: Option<&str>,
        fix: Option<String>,
    ) -> Suspect {
        let subject = Arc::from(&self.text[span.clone()]);
        let fix = fix.map(String::into_boxed_str);
        Suspect {
            kind,
            span,
            subject,
            whole,
            destination: destination.map(Arc::from),
            label: None,
            is_surely_a_label: false,
            fix,
        }
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.mask.len()
    }

    /// The byte of plain text at a place; 0 for others.
    pub(super) fn byte(&self, at: usize) -> u8 {
        at.checked_sub(self.start).and_then(|at| self.mask.get(at)).copied().unwrap_or(0)
    }

    pub(super) fn is_escaped(&self, at: usize) -> bool {
        self.text.as_bytes()[..at].iter().rev().take_while(|&&byte| byte == b'\\').count() % 2 == 1
    }

    /// The rest of the line from a place on, as far as a destination may reach.
    pub(super) fn rest(&self, from: usize) -> &str {
        let rest = &self.text[from..];
        let end = rest.bytes().take(LONGEST).position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(LONGEST.min(rest.len()));
        let end = (0..=end).rev().find(|&end| rest.is_char_boundary(end)).unwrap_or(0);
        &rest[..end]
    }
}
