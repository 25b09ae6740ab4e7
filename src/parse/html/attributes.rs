//! The attributes of a tag, one after another (HTML standard, section 13.2.5.32 on).

use std::ops::Range;

/// Reads a tag from the end of its name to its `>`.
pub(super) struct AttributeReader<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// The next part of a tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// An attribute: the bytes of its name, those of its value, and whether that is quoted.
    Attribute { name: Range<usize>, value: Option<(Range<usize>, bool)> },
    /// The end of the tag: the byte after its `>`.
    End { end: usize, is_self_closing: bool },
    /// The end of the bytes before the end of the tag.
    Unclosed,
}

impl<'b> AttributeReader<'b> {
    /// Begins at byte `at`, after the tag's name.
    pub(super) const fn new(bytes: &'b [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// The next attribute, or the tag's end.
    pub(super) fn next_step(&mut self) -> Step {
        loop {
            match self.bytes.get(self.at) {
                None => return Step::Unclosed,
                Some(b'>') => return Step::End { end: self.at + 1, is_self_closing: false },
                Some(b'/') if self.bytes.get(self.at + 1) == Some(&b'>') => {
                    return Step::End { end: self.at + 2, is_self_closing: true };
                }
                Some(byte) if *byte == b'/' || byte.is_ascii_whitespace() => self.at += 1,
                Some(_) => return self.attribute(),
            }
        }
    }

    fn attribute(&mut self) -> Step {
        let start = self.at;
        // An equals sign at the start of a name is part of it.
        self.at += 1;
        self.skip_until(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'='));
        let name = start..self.at;
        let behind_name = self.at;
        self.skip_until(|byte| !byte.is_ascii_whitespace());
        if self.bytes.get(self.at) != Some(&b'=') {
            self.at = behind_name;
            return Step::Attribute { name, value: None };
        }
        self.at += 1;
        self.skip_until(|byte| !byte.is_ascii_whitespace());
        match self.bytes.get(self.at) {
            None => Step::Unclosed,
            Some(&quote @ (b'"' | b'\'')) => {
                let start = self.at + 1;
                self.at = start;
                self.skip_until(|byte| byte == quote);
                if self.at == self.bytes.len() {
                    return Step::Unclosed;
                }
                self.at += 1;
                Step::Attribute { name, value: Some((start..self.at - 1, true)) }
            }
            Some(_) => {
                let start = self.at;
                self.skip_until(|byte| byte.is_ascii_whitespace() || byte == b'>');
                Step::Attribute { name, value: Some((start..self.at, false)) }
            }
        }
    }

    fn skip_until(&mut self, ends: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&byte| ends(byte)).unwrap_or(rest.len());
    }
}
