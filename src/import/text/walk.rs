//! The walk over a page: its lines, what constructs remove from them and put before them, and the resulting edits.
//!
//! Constructs nest, so each line remembers where its own content begins: outer constructs edit what is before that, inner ones what
//! is after.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::constructs::{Constructs, Syntax};
use super::super::report::{Report, Section};
use super::{Edit, Text};

/// A line without its end; `start` moves past what outer constructs removed.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) next: usize,
}

/// Values besides a page's text that constructs may need.
#[derive(Debug, Clone)]
pub(in crate::import) struct Surroundings<'a> {
    /// The values of `{{ name }}` on every page.
    pub(in crate::import) variables: &'a BTreeMap<String, String>,
    /// Those of this page alone.
    pub(in crate::import) own: BTreeMap<String, String>,
    /// The values of imported names of an MDX page.
    pub(in crate::import) imports: BTreeMap<String, String>,
    /// The paths for names given to `ref` and the like.
    pub(in crate::import) named: &'a BTreeMap<String, String>,
}

/// The walk over one page.
pub(super) struct Walk<'t> {
    pub(super) text: &'t Text,
    pub(super) path: &'t str,
    pub(super) constructs: &'t Constructs,
    pub(super) around: Surroundings<'t>,
    pub(super) lines: Vec<Line>,
    pub(super) edits: Vec<Edit>,
    /// What outer constructs put before each line.
    pub(super) prefix: String,
    pub(super) report: &'t mut Report,
    /// How many groups of tabs there were.
    pub(super) groups: usize,
    /// The group of tabs that is open.
    pub(super) group: Option<Group>,
    /// Whether a list is open that indented lines could belong to.
    pub(super) is_in_list: bool,
    /// Converts the lines of a range: the blocks within constructs.
    pub(super) unfold: fn(&mut Walk<'t>, Range<usize>),
}

/// The open group of tabs.
#[derive(Debug, Clone, Default)]
pub(super) struct Group {
    pub(super) number: usize,
    pub(super) tabs: usize,
    /// Labels by the value of a tab, if the group names them rather than the tab.
    pub(super) labels: Vec<(String, String)>,
    /// The language of tabs that contain only code.
    pub(super) code: Option<String>,
}

impl Group {
    /// A new group on the page.
    pub(super) fn new(walk: &mut Walk<'_>) -> Self {
        walk.groups += 1;
        Self { number: walk.groups, ..Self::default() }
    }
}

impl<'t> Walk<'t> {
    pub(super) fn source(&self) -> &'t str {
        &self.text.text
    }

    /// What is left of a line.
    pub(super) fn line(&self, line: usize) -> &'t str {
        let Line { start, end, .. } = self.lines[line];
        &self.source()[start.min(end)..end]
    }

    pub(super) fn indent(&self, line: usize) -> usize {
        let text = self.line(line);
        text.len() - text.trim_start_matches([' ', '\t']).len()
    }

    pub(super) fn is_blank(&self, line: usize) -> bool {
        self.line(line).trim().is_empty()
    }

    pub(super) fn edit(&mut self, span: Range<usize>, text: impl Into<String>) {
        self.edits.push(Edit::new(span, text));
    }

    /// Reports what happened to the construct at a byte.
    pub(super) fn note(&mut self, section: Section, what: impl Into<String>, at: usize) {
        let line = self.text.line(at);
        self.report.at(section, what, self.path, line);
    }

    pub(super) fn changed(&mut self, what: impl Into<String>, at: usize) {
        self.note(Section::Changed, what, at);
    }

    /// The line that a byte is on, from the line `from` on.
    pub(super) fn line_of(&self, at: usize, from: usize) -> usize {
        let later = self.lines[from..].partition_point(|line| line.next <= at);
        (from + later).min(self.lines.len() - 1)
    }

    /// Removes up to `columns` spaces from the beginning of a line.
    pub(super) fn dedent(&mut self, line: usize, columns: usize) {
        let text = self.line(line);
        let (mut taken, mut width) = (0, 0);
        for c in text.chars() {
            match c {
                ' ' if width < columns => width += 1,
                '\t' if width < columns => width += 4,
                _ => break,
            }
            taken += 1;
        }
        if taken > 0 {
            let start = self.lines[line].start;
            self.edit(start..start + taken, "");
            self.lines[line].start += taken;
        }
    }

    /// Puts something before a line, without its trailing spaces if nothing follows.
    pub(super) fn put_before(&mut self, line: usize, mark: &str) {
        let Line { start, end, .. } = self.lines[line];
        if self.is_blank(line) {
            self.edit(start..end.max(start), mark.trim_end());
            self.lines[line].start = end.max(start);
        } else {
            self.edit(start..start, mark);
        }
    }

    /// Converts the lines of a range.
    pub(super) fn blocks(&mut self, range: Range<usize>) {
        (self.unfold)(self, range);
    }

    pub(super) fn has(&self, syntax: Syntax) -> bool {
        self.constructs.syntaxes.contains(&syntax)
    }
}

/// The mark and the information string of a line that opens fenced code, after list markers and quotes.
pub(super) fn fence(line: &str) -> Option<(&str, &str)> {
    let mut rest = line.trim_start();
    loop {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let behind = rest.strip_prefix("> ").or_else(|| rest.strip_prefix("- ")).or_else(|| rest.strip_prefix("* "));
        let numbered = || rest[digits..].strip_prefix(". ").filter(|_| digits > 0);
        match behind.or_else(numbered) {
            Some(behind) => rest = behind.trim_start(),
            None => break,
        }
    }
    let first = rest.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = rest.chars().take_while(|c| *c == first).count();
    let info = rest[length..].trim();
    (length >= 3 && !(first == '`' && info.contains('`'))).then(|| (&rest[..length], info))
}
