//! Walks a page line by line: skips fenced code, converts constructs that span lines, and passes the rest to `inline`.

use std::ops::Range;

use super::super::constructs::{Constructs, Syntax};
use super::super::report::Report;
use super::walk::{Line, Surroundings, Walk, fence};
use super::{Text, attribute_list, callout, inline, jsx, shortcode, tabs};

/// Rewrites a page's body: returns the text with every known construct converted.
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
        unfold: blocks,
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

/// Converts the lines of a range.
fn blocks(walk: &mut Walk<'_>, range: Range<usize>) {
    walk.unfold_blocks(range);
}

impl Walk<'_> {
    fn unfold_blocks(&mut self, range: Range<usize>) {
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
                // Edits are sorted by place, so those for earlier text may come later in the list.
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

    /// Converts a construct that begins on the line; returns the line after it.
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
                Syntax::AttributeList | Syntax::Marks | Syntax::HiddenLines | Syntax::Gollum => None,
            };
            if end.is_some() {
                return end;
            }
        }
        attribute_list::alone(self, at).or_else(|| attribute_list::html_around(self, at, until))
    }

    fn prose(&mut self, range: Range<usize>) {
        if range.is_empty() {
            return;
        }
        let span = self.lines[range.start].start..self.lines[range.end - 1].end;
        inline::rewrite(self, span);
    }

    /// Indented code, unless the lines could belong to an open list. MDX has none.
    fn indented_code(&self, at: usize, until: usize) -> Option<usize> {
        let is_indented = |line: usize| self.line(line).starts_with("    ") || self.line(line).starts_with('\t');
        if self.is_in_list || self.has(Syntax::Jsx) || !is_indented(at) || (at > 0 && !self.is_blank(at - 1)) {
            return None;
        }
        let end = (at..until).find(|line| !self.is_blank(*line) && !is_indented(*line)).unwrap_or(until);
        Some(end)
    }

    /// Skips fenced code and returns the line after it.
    fn fence(&mut self, at: usize, until: usize) -> Option<usize> {
        let (mark, info) = fence(self.line(at))?;
        let closes = |line: &str| {
            let line = line.trim();
            line.len() >= mark.len() && line.bytes().all(|byte| byte == mark.as_bytes()[0])
        };
        let close = (at + 1..until).find(|line| closes(self.line(*line).trim_start_matches(['>', ' '])));
        let end = close.unwrap_or(until);
        let inside = at + 1..end;
        if let Some(end) = callout::fenced(self, at, inside.clone(), close, info) {
            return Some(end);
        }
        if self.has(Syntax::HiddenLines) {
            callout::hidden_lines(self, inside, info);
        }
        Some(close.map_or(until, |close| close + 1))
    }

    /// Skips an HTML comment.
    fn comment(&mut self, at: usize, until: usize) -> Option<usize> {
        let line = self.line(at).trim_start();
        if !line.starts_with("<!--") || line.contains("-->") {
            return None;
        }
        let close = (at + 1..until).find(|line| self.line(*line).contains("-->"));
        Some(close.map_or(until, |close| close + 1))
    }
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_numbered = digits > 0 && (line[digits..].starts_with(". ") || line[digits..].starts_with(") "));
    is_numbered || ["- ", "* ", "+ "].iter().any(|mark| line.starts_with(mark))
}
