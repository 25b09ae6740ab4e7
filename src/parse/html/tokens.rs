//! The tokens of raw HTML that are not text: tags and comments, with their places (HTML standard, section 13.2.5).
//!
//! One loop over the bytes, so that neither a tag with a million attributes nor a million tags need a deep stack.

use std::ops::Range;

use super::attributes::{AttributeReader, Step};
use super::elements::{holds_html, is_raw, leaves_foreign};

/// A tag, a comment or the like in a piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) struct Token {
    /// What it is.
    pub(in crate::parse) kind: TokenKind,
    /// Its bytes in the piece.
    pub(in crate::parse) range: Range<usize>,
}

/// The kind of a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::parse) enum TokenKind {
    /// A start tag.
    Start {
        /// The bytes of its name.
        name: Range<usize>,
        /// Whether it ends with `/>`.
        is_self_closing: bool,
        /// Whether it is in SVG or MathML, where any name is valid and `/>` ends the element.
        is_foreign: bool,
    },
    /// An end tag, with the bytes of its name.
    End(Range<usize>),
    /// A comment, a declaration or a processing instruction, which readers do not see.
    Comment,
    /// A tag without its `>`: all the rest of the piece.
    UnclosedTag,
    /// A comment or the like without an end: all the rest of the piece.
    UnclosedComment,
}

/// The state that continues from one piece of HTML to the next.
#[derive(Debug, Clone, Default)]
pub(in crate::parse) struct State {
    /// The open element whose content is text in HTML, by its name in lower case.
    pub(in crate::parse) raw: Option<String>,
    /// The open elements of SVG and MathML, and those in them whose content is HTML, by their names in lower case.
    foreign: Vec<String>,
    /// Whether a `noscript` is open, whose content is text for browsers that run scripts: nothing in it extends beyond its end.
    pub(in crate::parse) is_in_noscript: bool,
}

impl State {
    /// Whether the content is SVG or MathML.
    fn is_foreign(&self) -> bool {
        self.foreign.last().is_some_and(|name| !holds_html(name))
    }

    /// Whether any SVG or MathML is open.
    pub(in crate::parse) fn is_open_foreign(&self) -> bool {
        !self.foreign.is_empty()
    }

    /// Records that SVG and MathML end here.
    pub(in crate::parse) fn leave_foreign(&mut self) {
        self.foreign.clear();
    }

    fn start(&mut self, name: &str, is_self_closing: bool) -> bool {
        let was_foreign = self.is_foreign();
        if was_foreign && leaves_foreign(name) {
            while self.is_foreign() {
                self.foreign.pop();
            }
            self.start(name, is_self_closing);
            return false;
        }
        if matches!(name, "svg" | "math") || (was_foreign && holds_html(name)) {
            if !is_self_closing {
                self.foreign.push(name.to_owned());
            }
            return true;
        }
        if !was_foreign {
            self.is_in_noscript |= name == "noscript";
            if is_raw(name) {
                self.raw = Some(name.to_owned());
            }
        }
        was_foreign
    }

    /// Records that an element ends.
    pub(in crate::parse) fn end(&mut self, name: &str) {
        self.is_in_noscript &= name != "noscript";
        if self.is_foreign() && matches!(name, "p" | "br") {
            while self.is_foreign() {
                self.foreign.pop();
            }
        } else if let Some(at) = self.foreign.iter().rposition(|open| open == name) {
            self.foreign.truncate(at);
        }
    }
}

/// The tokens of a piece, one after another.
pub(in crate::parse) struct Tokens<'p> {
    piece: &'p str,
    at: usize,
    left_foreign: bool,
}

impl<'p> Tokens<'p> {
    /// Starts reading.
    pub(in crate::parse) const fn new(piece: &'p str) -> Self {
        Self { piece, at: 0, left_foreign: false }
    }

    /// Continues after the `<` at byte `at`, as if it were text and the element never began.
    pub(in crate::parse) fn take_back(&mut self, at: usize, state: &mut State) {
        state.raw = None;
        self.at = at + 1;
    }

    /// Whether the piece ends the element that has just begun and whose content is text.
    pub(in crate::parse) fn has_raw_end(&self, state: &State) -> bool {
        raw_end(&self.piece[self.at..self.limit(state)], state.raw.as_deref().unwrap_or_default()).is_some()
    }

    /// Whether the last tag ended SVG or MathML around it, although it is not its end tag.
    pub(in crate::parse) const fn left_foreign(&self) -> bool {
        self.left_foreign
    }

    /// The end of the piece for tags: the end of an open `noscript`, if any.
    fn limit(&self, state: &State) -> usize {
        let end = if state.is_in_noscript { end_tag(&self.piece[self.at..], "noscript") } else { None };
        end.map_or(self.piece.len(), |found| self.at + found)
    }

    /// Reads the token at the `<` at byte `open`; `None` if that is text.
    fn token(&mut self, open: usize, limit: usize, state: &mut State) -> Option<Token> {
        let rest = &self.piece[open..limit];
        let second = *rest.as_bytes().get(1)?;
        let (kind, length) = match second {
            b'!' | b'?' => match comment(rest, state.is_foreign()) {
                Some(length) => (TokenKind::Comment, length),
                None => (TokenKind::UnclosedComment, rest.len()),
            },
            b'/' => {
                // At the end of the piece it would be text, but with what follows it becomes a comment.
                let third = rest.as_bytes().get(2).copied().unwrap_or(b' ');
                if third.is_ascii_alphabetic() {
                    self.tag(open, 2, limit, state)
                } else if third == b'>' {
                    (TokenKind::Comment, 3)
                } else {
                    match rest.find('>') {
                        Some(end) => (TokenKind::Comment, end + 1),
                        None => (TokenKind::UnclosedComment, rest.len()),
                    }
                }
            }
            letter if letter.is_ascii_alphabetic() => self.tag(open, 1, limit, state),
            _ => return None,
        };
        Some(Token { kind, range: open..open + length })
    }

    /// Reads a tag whose name begins `before` bytes after its `<`.
    fn tag(&mut self, open: usize, before: usize, limit: usize, state: &mut State) -> (TokenKind, usize) {
        let start = open + before;
        let is_end = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let bytes = &self.piece.as_bytes()[..limit];
        let name = start..bytes[start..].iter().position(is_end).map_or(limit, |length| start + length);
        let mut attributes = AttributeReader::new(bytes, name.end);
        let (end, is_self_closing) = loop {
            match attributes.next_step() {
                Step::Attribute { .. } => {}
                Step::Unclosed => return (TokenKind::UnclosedTag, limit - open),
                Step::End { end, is_self_closing } => break (end, is_self_closing),
            }
        };
        let lower = self.piece[name.clone()].to_ascii_lowercase();
        let was_foreign = state.is_foreign();
        let kind = if before == 1 {
            let is_foreign = state.start(&lower, is_self_closing);
            TokenKind::Start { name, is_self_closing, is_foreign }
        } else {
            state.end(&lower);
            TokenKind::End(name)
        };
        self.left_foreign = was_foreign && if before == 1 { leaves_foreign(&lower) } else { matches!(&*lower, "p" | "br") };
        (kind, end - open)
    }

    /// Moves to the end tag of the open raw element; `false` if it is not in the piece.
    fn leave_raw(&mut self, limit: usize, state: &mut State) -> bool {
        let Some(name) = state.raw.as_deref() else { return true };
        match raw_end(&self.piece[self.at..limit], name) {
            Some(end) => {
                self.at += end;
                state.raw = None;
                true
            }
            None => false,
        }
    }

    /// The next token. `state` is that after the tokens before, and is updated.
    pub(in crate::parse) fn next_token(&mut self, state: &mut State) -> Option<Token> {
        let mut limit = self.limit(state);
        if !self.leave_raw(limit, state) {
            self.at = self.piece.len();
            return None;
        }
        loop {
            let Some(found) = self.piece[self.at..limit].find('<') else {
                if limit == self.piece.len() {
                    self.at = limit;
                    return None;
                }
                self.at = limit;
                limit = self.piece.len();
                continue;
            };
            let open = self.at + found;
            if let Some(token) = self.token(open, limit, state) {
                self.at = token.range.end;
                return Some(token);
            }
            self.at = open + 1;
        }
    }
}

/// The length of the comment or the like at the start of `rest`; `None` if it has no end.
fn comment(rest: &str, is_foreign: bool) -> Option<usize> {
    if let Some(inside) = rest.strip_prefix("<!--") {
        if inside.starts_with('>') {
            return Some(5);
        }
        if inside.starts_with("->") {
            return Some(6);
        }
        let ends = ["-->", "--!>"].iter().filter_map(|end| Some(inside.find(end)? + end.len()));
        return ends.min().map(|end| 4 + end);
    }
    if is_foreign && rest.starts_with("<![CDATA[") {
        return rest.find("]]>").map(|end| end + 3);
    }
    rest.find('>').map(|end| end + 1)
}

/// Where the end tag of an element whose content is text begins.
fn raw_end(rest: &str, name: &str) -> Option<usize> {
    if name == "script" { script_end(rest) } else { end_tag(rest, name) }
}

/// Where the first end tag with this name begins.
pub(in crate::parse) fn end_tag(piece: &str, name: &str) -> Option<usize> {
    piece.match_indices("</").map(|(at, _)| at).find(|&at| is_tag(&piece[at + 2..], name))
}

/// Whether this can follow the `<` or `</` of a tag.
fn is_tag(rest: &str, name: &str) -> bool {
    let rest = rest.as_bytes();
    rest.get(..name.len()).is_some_and(|written| written.eq_ignore_ascii_case(name.as_bytes()))
        && rest.get(name.len()).is_some_and(|byte| matches!(byte, b'>' | b'/') || byte.is_ascii_whitespace())
}

/// Where the end tag of a script begins. In a comment, `<script>` and its end tag are text (HTML standard, section 13.2.5.17 on).
fn script_end(piece: &str) -> Option<usize> {
    let (mut is_comment, mut is_nested, mut at) = (false, false, 0);
    while let Some(found) = piece[at..].find(['<', '-']) {
        at += found;
        let rest = &piece[at..];
        if rest.starts_with("-->") {
            (is_comment, is_nested) = (false, false);
        } else if rest.starts_with("<!--") && !is_comment {
            // `<!-->` and `<!--->` end at once, since their hyphens count for both ends.
            is_comment = true;
            at += 2;
            continue;
        } else if rest.strip_prefix("</").is_some_and(|rest| is_tag(rest, "script")) {
            if !is_nested {
                return Some(at);
            }
            is_nested = false;
        } else if is_comment && is_tag(&rest[1..], "script") && rest.starts_with('<') {
            is_nested = true;
        }
        at += 1;
    }
    None
}
