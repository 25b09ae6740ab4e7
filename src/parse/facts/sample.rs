//! Blocks of code that name the file they are from, or what is to be run.

use std::ops::Range;

use crate::parse::markdown::Fence;
use crate::parse::page::Sample;

/// A block whose code is being read.
pub(super) struct Open {
    sample: Sample,
    code: String,
}

impl Open {
    /// Begins the block at `block` of `text` with these words behind its fence; `None` where they say nothing of a file.
    pub(super) fn new(text: &str, info: &str, block: &Range<usize>) -> Option<Self> {
        let fence = Fence::parse(info);
        if fence.source.is_none() && fence.run.is_none() {
            return None;
        }
        let whole = text.get(block.clone()).unwrap_or_default();
        let first = whole.lines().next().unwrap_or_default();
        let words = first.trim_start_matches(['`', '~']);
        let start = block.start + first.len() - words.trim_start().len();
        let signs = first.trim_start_matches([' ', '>', '-', '*', '+']);
        let signs = &signs[..signs.len() - signs.trim_start_matches(['`', '~']).len()];
        let below = block.start + whole.find('\n').map_or(whole.len(), |end| end + 1);
        let sample = Sample {
            source: fence.source.map(Into::into),
            run: fence.run.map(Into::into),
            language: fence.language.into(),
            code: "".into(),
            info: start..start + words.trim().len(),
            content: below..below,
            prefix: "".into(),
            fence: signs.into(),
        };
        Some(Self { sample, code: String::new() })
    }

    /// Reads a piece of the code.
    pub(super) fn add(&mut self, code: &str, range: &Range<usize>) {
        if self.code.is_empty() {
            self.sample.content.start = range.start;
        }
        self.code.push_str(code);
        self.sample.content.end = range.end;
    }

    /// The whole block.
    pub(super) fn close(self, text: &str) -> Sample {
        let before = &text[..self.sample.content.start];
        let prefix = &before[before.rfind('\n').map_or(0, |end| end + 1)..];
        Sample { code: self.code.replace("\r\n", "\n").into(), prefix: prefix.into(), ..self.sample }
    }
}
