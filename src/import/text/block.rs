//! Walks a page line by line: fenced code is stepped over, constructs that span lines are unfolded, the rest goes to `inline`.
//!
//! Constructs nest, so each line remembers where its own content begins: what an outer construct took away or put before it is
//! done there, and inner edits stand behind.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::report::{Report, Section};
use super::super::system::{Constructs, Syntax};
use super::{Edit, Text, attribute_list, callout, inline, jsx, shortcode, tabs};

/// A line without its end; `start` moves behind what outer constructs took away.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) next: usize,
}

/// What a page says besides its text, which constructs may need.
#[derive(Debug, Clone)]
pub(in crate::import) struct Surroundings<'a> {
    /// Values that `{{ name }}` stands for on every page.
    pub(in crate::import) variables: &'a BTreeMap<String, String>,
    /// Those of this page alone.
    pub(in crate::import) own: BTreeMap<String, String>,
    /// What imported names of an MDX page stand for.
    pub(in crate::import) imports: BTreeMap<String, String>,
    /// The paths that names given to `ref` and the like stand for.
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
    pub(super) group: Option<tabs::Group>,
    is_in_list: bool,
}

/// Rewrites a page's body: gives the text with every construct unfolded whose meaning is known.
pub(in crate::import) fn rewrite(
    text: &Text,
    path: &str,
    constructs: &Constructs,
    around: &Surroundings<'_>,
    report: &mut Report,
) -> Text {
    let mut walk = Walk {
        text,
        path,
        constructs,
        around: around.clone(),
        lines: lines(&text.text),
        edits: Vec::new(),
        prefix: String::new(),
        report,
        groups: 0,
        group: None,
        is_in_list: false,
    };
    let all = walk.lines.len();
    walk.blocks(0..all);
    text.edited(walk.edits)
}

fn lines(text: &str) -> Vec<Line> {
    let mut at = 0;
    let pieces = text.split_inclusive('\n');
    pieces
        .map(|piece| {
            let start = at;
            at += piece.len();
            Line { start, end: start + piece.trim_end_matches(['\n', '\r']).len(), next: at }
        })
        .collect()
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

    /// Notes what became of the construct at a byte.
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

    /// Takes up to `columns` blanks from the beginning of a line.
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

    /// Puts something before a line; without the blanks at its end where nothing follows.
    pub(super) fn put_before(&mut self, line: usize, mark: &str) {
        let Line { start, end, .. } = self.lines[line];
        if self.is_blank(line) {
            self.edit(start..end.max(start), mark.trim_end());
            self.lines[line].start = end.max(start);
        } else {
            self.edit(start..start, mark);
        }
    }

    /// Unfolds the lines of a range.
    pub(super) fn blocks(&mut self, range: Range<usize>) {
        let mut at = range.start;
        let mut prose = at;
        while at < range.end {
            if self.is_blank(at) {
                self.prose(prose..at);
                at += 1;
                prose = at;
                continue;
            }
            if let Some(end) = self.indented_code(at, range.end) {
                self.prose(prose..at);
                at = end;
                prose = at;
                continue;
            }
            if let Some(end) = self.fence(at, range.end).or_else(|| self.comment(at, range.end)) {
                self.prose(prose..at);
                at = end;
                prose = at;
                continue;
            }
            let before = self.edits.len();
            if let Some(end) = self.construct(at, range.end, prose) {
                // What stands before comes first in the text, so its edits may come later in the list.
                let made = self.edits.split_off(before);
                self.prose(prose..at);
                self.edits.extend(made);
                at = end.max(at + 1);
                prose = at;
                continue;
            }
            self.is_in_list |= is_item(self.line(at));
            if self.indent(at) == 0 && !is_item(self.line(at)) && (at == range.start || self.is_blank(at - 1)) {
                self.is_in_list = false;
            }
            at += 1;
        }
        self.prose(prose..range.end);
    }

    /// A construct that begins on the line, unfolded; gives the line behind it.
    fn construct(&mut self, at: usize, until: usize, prose: usize) -> Option<usize> {
        let constructs = self.constructs;
        for syntax in constructs.syntaxes {
            let end = match syntax {
                Syntax::Indented => callout::indented(self, at, until).or_else(|| tabs::indented(self, at, until)),
                Syntax::Slashes => callout::slashes(self, at, until),
                Syntax::Alert => callout::alert(self, at, until),
                Syntax::Jsx => jsx::module(self, at, until, prose),
                Syntax::Container | Syntax::Component | Syntax::Liquid | Syntax::Shortcode => {
                    shortcode::tag(self, *syntax, at, until)
                }
                Syntax::Kramdown => attribute_list::kramdown(self, at, until, prose),
                Syntax::AttributeList | Syntax::Marks | Syntax::Myst | Syntax::HiddenLines | Syntax::Gollum => None,
            };
            if end.is_some() {
                return end;
            }
        }
        attribute_list::alone(self, at).or_else(|| attribute_list::html_around(self, at, until))
    }

    pub(super) fn has(&self, syntax: Syntax) -> bool {
        self.constructs.syntaxes.contains(&syntax)
    }

    fn prose(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let span = self.lines[range.start].start..self.lines[range.end - 1].end;
        inline::rewrite(self, span);
    }

    /// Code by indentation, where no list is open that the lines could belong to. MDX has none.
    fn indented_code(&self, at: usize, until: usize) -> Option<usize> {
        let is_indented = |line: usize| self.line(line).starts_with("    ") || self.line(line).starts_with('\t');
        if self.is_in_list || self.has(Syntax::Jsx) || !is_indented(at) || (at > 0 && !self.is_blank(at - 1)) {
            return None;
        }
        let end = (at..until).find(|line| !self.is_blank(*line) && !is_indented(*line)).unwrap_or(until);
        Some(end)
    }

    /// Steps over fenced code and gives the line behind it.
    fn fence(&mut self, at: usize, until: usize) -> Option<usize> {
        let (mark, info) = fence(self.line(at))?;
        let closes = |line: &str| {
            let line = line.trim();
            line.len() >= mark.len() && line.bytes().all(|byte| byte == mark.as_bytes()[0])
        };
        let close = (at + 1..until).find(|line| closes(self.line(*line).trim_start_matches(['>', ' '])));
        let end = close.unwrap_or(until);
        if self.has(Syntax::Myst) || self.has(Syntax::AttributeList) || self.has(Syntax::HiddenLines) {
            let inside = at + 1..end;
            if let Some(end) = callout::fenced(self, at, inside.clone(), close, info) {
                return Some(end);
            }
            if self.has(Syntax::HiddenLines) {
                callout::hidden_lines(self, inside, info);
            }
        }
        Some(close.map_or(until, |close| close + 1))
    }

    /// Steps over an HTML comment.
    fn comment(&mut self, at: usize, until: usize) -> Option<usize> {
        let line = self.line(at).trim_start();
        if !line.starts_with("<!--") || line.contains("-->") {
            return None;
        }
        let close = (at + 1..until).find(|line| self.line(*line).contains("-->"));
        Some(close.map_or(until, |close| close + 1))
    }
}

/// The mark and the information string of a line that opens fenced code, behind list markers and quotes.
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

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    is_numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}
