//! What was meant as a link and is not one to `CommonMark` and GitHub: a space too many, brackets the wrong way round, quotes that curl.
//!
//! 1. [`find`] goes through the text of one block: what stands there and looks like a link's marks has failed to become one.
//! 2. Each find is a [`Suspect`] with the text that would make it a link. Whether it is one is judged when all pages are known: by the
//!    destination, where that exists, and else by how surely its form was meant.

use std::ops::Range;
use std::sync::Arc;

use crate::parse::page::{Suspect, SuspectKind};

mod block;
mod wikilink;

use block::{Block, LONGEST};

/// Finds the suspects of a block, whose plain text stands in `ranges` of `text`. `is_cell` says whether it is a table's cell.
pub(in crate::parse) fn find(text: &str, ranges: &[Range<usize>], is_cell: bool) -> Vec<Suspect> {
    let marks = |range: &Range<usize>| text[range.clone()].bytes().any(|byte| matches!(byte, b'[' | b']'));
    let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return Vec::new() };
    if !ranges.iter().any(marks) {
        return Vec::new();
    }
    let mut mask = vec![0; last.end.max(first.end) - first.start];
    let end = first.start + mask.len();
    for range in ranges.iter().filter(|range| range.start >= first.start && range.end <= end) {
        mask[range.start - first.start..range.end - first.start].copy_from_slice(&text.as_bytes()[range.clone()]);
    }
    let block = Block { text, start: first.start, mask };
    let mut suspects = Vec::new();
    let mut open = Vec::new();
    let mut parentheses = Vec::new();
    let mut unclosed = Vec::new();
    let mut at = block.start;
    while at < block.end() {
        let mut next = at + 1;
        match block.byte(at) {
            b'[' | b'(' | b')' | b']' if block.is_escaped(at) => {}
            b'[' => {
                let found = block.wikilink(at, is_cell).or_else(|| block.definition(at));
                match found {
                    Some(suspect) => {
                        next = suspect.whole.end;
                        suspects.push(suspect);
                    }
                    None => open.push(at),
                }
            }
            b'(' => parentheses.push(at),
            b')' => {
                let words = parentheses.pop();
                if let Some(suspect) = words.and_then(|words| block.turned_round(words, at)) {
                    next = suspect.whole.end;
                    suspects.push(suspect);
                } else if let (Some(parenthesis), Some(bracket)) = (words, open.last()) {
                    unclosed.extend(block.without_bracket(*bracket, parenthesis, at));
                }
            }
            b']' => {
                if let Some(suspect) = open.pop().and_then(|words| block.behind_words(words, at)) {
                    next = suspect.whole.end;
                    suspects.push(suspect);
                }
            }
            _ => {}
        }
        at = next.max(at + 1);
    }
    // A bracket that closes further on holds words in parentheses, which is prose.
    unclosed.retain(|suspect| open.binary_search(&suspect.whole.start).is_ok());
    unclosed.dedup_by_key(|suspect| suspect.whole.start);
    suspects.append(&mut unclosed);
    suspects.sort_by_key(|suspect| suspect.span.start);
    suspects
}

impl Block<'_> {
    /// What may stand behind words in brackets, `[words]`, whose closing one is at `close`.
    fn behind_words(&self, open: usize, close: usize) -> Option<Suspect> {
        if close - open > LONGEST {
            return None;
        }
        let words = &self.text[open + 1..close];
        if let Some(label) = words.strip_prefix('^') {
            return self.footnote(open, close, label);
        }
        if words.trim().is_empty() || words.contains("\n\n") {
            return None;
        }
        let after = close + 1;
        match self.byte(after) {
            b'(' => self.inline(open, after + 1),
            b'[' => self.undefined(open, close),
            b' ' | b'\t' => self.spaced(open, close),
            // A line's end does not belong to the block's text.
            0 if matches!(self.text.as_bytes().get(after), Some(b'\n' | b'\r')) => self.spaced(open, close),
            // `（`, U+FF08
            0xef => self.full_width(after),
            _ => None,
        }
    }

    /// `[words](` that did not become a link, with its destination from `from` on.
    fn inline(&self, open: usize, from: usize) -> Option<Suspect> {
        let rest = self.rest(from);
        let Some(first) = rest.find(')') else { return self.never_closed(open, from, rest) };
        if let Some(path) = rest[..first].strip_prefix('<').filter(|path| !path.contains(['<', '>']) && is_path(path)) {
            let at = from..from + first;
            return Some(self.suspect(SuspectKind::AngleNeverClosed, at.clone(), at, Some(path), Some(format!("<{path}>"))));
        }
        let close = balanced(rest).unwrap_or(first);
        let suspect = |length: usize, kind, destination: &str, written: String| {
            Some(self.suspect(kind, from..from + length, from..from + length, Some(destination), Some(written)))
        };
        let inside = &rest[..close];
        let (path, title) = inside.split_once(' ').map_or((inside, ""), |(path, title)| (path, title.trim()));
        if title.is_empty() {
            let is_unbalanced =
                inside.bytes().filter(|&byte| byte == b'(').count() == 1 && has_extension(&inside.replace('(', ""));
            return if is_unbalanced {
                suspect(close, SuspectKind::Unbalanced, &inside.replace('(', "%28"), inside.replace('(', "%28"))
            } else {
                None
            };
        }
        if let Some(curly) = straightened(title).filter(|_| is_path(path)) {
            return suspect(close, SuspectKind::CurlyQuotes, path, format!("{path} {curly}"));
        }
        if let Some(quote) = title.chars().next().filter(|quote| matches!(quote, '"' | '\''))
            && title.matches(quote).count() == 1
            && is_path(path)
        {
            return suspect(close, SuspectKind::OpenQuote, path, format!("{path} {title}{quote}"));
        }
        if is_size(title) && is_path(path) {
            let at = from..from + close;
            return Some(self.suspect(SuspectKind::Size, at.clone(), at, Some(path), None));
        }
        // A title at the end stays what it is.
        let (path, title) = match inside.find(" \"").filter(|_| inside.ends_with('"')) {
            Some(at) => inside.split_at(at),
            None => (inside, ""),
        };
        if path.trim() != path || path.contains(['"', '“', '<', '`', ',', '{']) {
            return None;
        }
        let written = path.replace(' ', "%20");
        if has_extension(path) || path.starts_with("./") || path.starts_with("../") {
            return suspect(close, SuspectKind::Space, &written, format!("{written}{title}"));
        }
        // Behind an address may follow words that belong to it or not.
        let at = from..from + close;
        has_scheme(path).then(|| self.suspect(SuspectKind::Space, at.clone(), at, Some(&written), None))
    }

    /// `[words](page.md` up to the end of the line.
    fn never_closed(&self, open: usize, from: usize, rest: &str) -> Option<Suspect> {
        let path = rest.split_whitespace().next()?;
        let path = path.trim_end_matches(['.', ',', ';', ':', '!', '?']);
        let is_whole = rest.trim_end_matches(['.', ',', ';', ':', '!', '?', ' ']).len() == path.len();
        // What a destination may be and prose is not; code has other brackets.
        let is_meant = rest.starts_with(path) && is_path(path) && !path.contains(['(', '[', ']', '"', '\'', '<', '`']);
        is_meant.then(|| {
            self.suspect(
                SuspectKind::NeverClosed,
                open..from + path.len(),
                from..from + path.len(),
                Some(path),
                is_whole.then(|| format!("{path})")),
            )
        })
    }

    /// `[words][label]` or `[words][]` whose label nothing defines.
    fn undefined(&self, open: usize, close: usize) -> Option<Suspect> {
        let words = &self.text[open + 1..close];
        let rest = self.rest(close + 2);
        let end = rest.find(']')?;
        let label = if end == 0 { words } else { &rest[..end] };
        let before = self.text[..open].chars().next_back();
        let after = rest[end + 1..].chars().next();
        // `a[i][j]`, `[x][y][z]` and `string[][]` are code.
        let is_code = before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ']' | ')' | '$' | '[' | '`' | '\\' | '-'))
            || matches!(after, Some('[' | '=' | ']' | '.' | '{'))
            || words.starts_with(['-', '<', '$', '.', '{', '^'])
            || label.contains(['[', '|', '=', '<', '{', '$', '"', '…'])
            || label.starts_with(['-', '.', '^']);
        let is_image = self.text[..open].ends_with('!');
        let is_slug = label.contains(['-', '/', '_']) && !label.contains(' ');
        let (lower_words, lower_label) = (words.to_lowercase(), label.to_lowercase());
        let is_surely_a_label =
            end == 0 || is_image || is_slug || lower_words.contains(&lower_label) || lower_label.contains(&lower_words);
        let is_word = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count() >= 2;
        let span = if end == 0 { open + 1..close } else { close + 2..close + 2 + end };
        (!is_code && is_word(words) && (is_word(label) || label.chars().all(|c| c.is_ascii_digit()))).then(|| {
            let whole = open..close + 3 + end;
            Suspect {
                label: Some(Arc::from(label)),
                is_surely_a_label,
                ..self.suspect(SuspectKind::UndefinedLabel, span, whole, None, None)
            }
        })
    }

    /// `[^label]` that nothing defines. Apart from a word it may be a part of a pattern.
    fn footnote(&self, open: usize, close: usize, label: &str) -> Option<Suspect> {
        let before = self.text[..open].chars().next_back();
        let is_behind_a_word =
            before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '”' | '"'));
        let is_label = !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        let is_number = label.chars().all(|c| c.is_ascii_digit());
        let is_meant = is_label
            && (is_behind_a_word || is_number)
            && !matches!(self.byte(close + 1), b':' | b'(' | b'[' | b']' | b'+' | b'*');
        let span = open..close + 1;
        is_meant.then(|| Suspect {
            label: Some(Arc::from(label)),
            ..self.suspect(SuspectKind::UndefinedFootnote, span.clone(), span, None, None)
        })
    }

    /// `[words] (page.md)`, with any spaces or one line's end between the two.
    fn spaced(&self, open: usize, close: usize) -> Option<Suspect> {
        let between = &self.text[close + 1..self.end()];
        let between = &between[..between.len() - between.trim_start_matches([' ', '\t', '\r', '\n']).len()];
        let from = close + 1 + between.len();
        // `[x] (notes.md)` is an item that is done.
        let is_tick = matches!(self.text[open + 1..close].trim(), "" | "x" | "X") && !self.text[..open].ends_with('!');
        if self.byte(from) != b'(' || is_tick || between.matches('\n').count() > 1 {
            return None;
        }
        let rest = self.rest(from + 1);
        let path = &rest[..rest.find(')')?];
        let before = self.text[..open].chars().next_back();
        let is_meant = is_path(path) && !path.contains(' ') && !before.is_some_and(|c| matches!(c, ']' | '^'));
        is_meant
            .then(|| self.suspect(SuspectKind::SpaceBetween, close + 1..from, close + 1..from, Some(path), Some(String::new())))
    }

    /// `[words]（page.md）` with brackets of full width.
    fn full_width(&self, after: usize) -> Option<Suspect> {
        let rest = self.rest(after).strip_prefix('（')?;
        let end = rest.find(['）', ')'])?;
        let close = rest[end..].chars().next()?;
        let path = &rest[..end];
        let length = '（'.len_utf8() + end + close.len_utf8();
        is_path(path).then(|| {
            self.suspect(
                SuspectKind::FullWidth,
                after..after + length,
                after..after + length,
                Some(path),
                Some(format!("({path})")),
            )
        })
    }

    /// `(words)[page.md]`, whose parentheses are at `open` and `close`.
    fn turned_round(&self, open: usize, close: usize) -> Option<Suspect> {
        if self.byte(close + 1) != b'[' || close - open > LONGEST {
            return None;
        }
        let words = &self.text[open + 1..close];
        let rest = self.rest(close + 2);
        let path = &rest[..rest.find(']')?];
        let whole = open..close + 3 + path.len();
        let is_meant = is_path(path) && !path.contains(' ') && !words.trim().is_empty() && !words.contains('\n');
        let is_followed = matches!(self.text[whole.end..].chars().next(), Some('(' | '['));
        (is_meant && !is_followed)
            .then(|| self.suspect(SuspectKind::TurnedRound, whole.clone(), whole, Some(path), Some(format!("[{words}]({path})"))))
    }

    /// `[words(page.md)`, whose bracket is at `open` and whose parentheses are at `from` and `close`.
    fn without_bracket(&self, open: usize, from: usize, close: usize) -> Option<Suspect> {
        let (words, path) = (self.text.get(open + 1..from)?, &self.text[from + 1..close]);
        let is_words = !words.trim().is_empty()
            && words.len() <= LONGEST
            && !words.contains(['\n', '[', ']', '(', '^'])
            && !words.ends_with(' ');
        let whole = open..close + 1;
        (is_words && is_path(path) && !path.contains(' ')).then(|| {
            let fix = format!("[{words}]({path})");
            self.suspect(SuspectKind::BracketNeverClosed, whole.clone(), whole, Some(path), Some(fix))
        })
    }

    /// `[label] : page.md` at the start of a line.
    fn spaced_definition(&self, at: usize, line: &str) -> Option<Suspect> {
        let label = &line[1..line.find(']')?];
        let behind = &line[label.len() + 2..];
        let spaces = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let path = behind[spaces..].strip_prefix(':')?.trim();
        let is_meant = spaces > 0 && !label.contains('[') && !matches!(label.trim(), "" | "x" | "X") && !path.contains(' ');
        let between = at + label.len() + 2..at + label.len() + 2 + spaces;
        (is_meant && is_path(path)).then(|| Suspect {
            label: Some(Arc::from(label)),
            ..self.suspect(SuspectKind::DefinitionApart, between.clone(), between, Some(path), Some(String::new()))
        })
    }

    /// `[label]: page one.md` at the start of a line.
    fn definition(&self, at: usize) -> Option<Suspect> {
        let is_line_start =
            self.text[..at].trim_end_matches([' ', '\t', '>']).chars().next_back().is_none_or(|c| matches!(c, '\n' | '\r'));
        if !is_line_start {
            return None;
        }
        let line = self.rest(at);
        if let Some(suspect) = self.spaced_definition(at, line) {
            return Some(suspect);
        }
        let label = &line[1..line.find("]:")?];
        let rest = line[label.len() + 3..].trim();
        let from = at + line.find(rest).filter(|_| !rest.is_empty())?;
        let (path, title) = match rest.find(" \"").filter(|_| rest.ends_with('"') && rest.len() > 2) {
            Some(cut) => rest.split_at(cut),
            None => (rest, ""),
        };
        let path = path.trim_end();
        let is_meant = path.contains(' ')
            && has_extension(path)
            && !label.contains('[')
            && !path.contains(['"', '<', '`', ','])
            && !path.contains(". ");
        let written = path.replace(' ', "%20");
        is_meant.then(|| Suspect {
            label: Some(Arc::from(label)),
            ..self.suspect(
                SuspectKind::Definition,
                from..from + path.len(),
                from..from + path.len() + title.len(),
                Some(&written),
                Some(format!("{written}{title}")),
            )
        })
    }
}

/// Where the parenthesis closes that opened before `rest`, if what is in it are whole pairs.
fn balanced(rest: &str) -> Option<usize> {
    let mut depth = 0;
    rest.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            _ => {}
        }
        false
    })
}

/// A title with straight quotes for curly ones; `None` when it has none around it.
fn straightened(title: &str) -> Option<String> {
    let inside = title.strip_prefix(['“', '”', '„', '«'])?;
    let inside = inside.strip_suffix(['”', '“', '»'])?;
    (!inside.contains('"')).then(|| format!("\"{inside}\""))
}

/// `=100x20`, `=100x`, as several tools give an image's size.
fn is_size(title: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'%');
    title
        .strip_prefix('=')
        .and_then(|size| size.split_once('x'))
        .is_some_and(|(width, height)| digits(width) && digits(height) && (!width.is_empty() || !height.is_empty()))
}

/// Whether a text can hardly be anything but a destination.
fn is_path(text: &str) -> bool {
    let is_relative = ["./", "../"].iter().any(|start| text.starts_with(start) && text.len() > start.len());
    let is_in_a_folder = text.strip_prefix('/').is_some_and(|path| path.contains('/') && path.starts_with(char::is_alphanumeric));
    let is_fragment = text.strip_prefix('#').is_some_and(|id| {
        id.starts_with(char::is_alphabetic) && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    });
    has_scheme(text) || is_relative || is_in_a_folder || is_fragment || has_extension(text)
}

/// Whether a text begins like an address of the web or of a person.
fn has_scheme(text: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| text.starts_with(scheme) && text.len() > scheme.len())
}

/// Whether a path ends with the extension of a page, a picture or a document.
fn has_extension(path: &str) -> bool {
    let path = &path[..path.find(['#', '?']).unwrap_or(path.len())];
    let Some((name, extension)) = path.rsplit_once('.') else { return false };
    let known = ["md", "markdown", "html", "htm", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "pdf", "mp4", "zip", "csv"];
    !name.is_empty() && !name.ends_with(['/', ' ']) && known.contains(&&*extension.to_ascii_lowercase())
}
