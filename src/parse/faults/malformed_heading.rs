//! Lines that were meant as headings, and that `CommonMark` reads as text.

use std::fmt::Write as _;

use crate::diagnostic::{Applicability, Code, Diagnostic};
use crate::path::SourcePath;

/// The most hashes a heading can have (`CommonMark`, section 4.2).
const DEEPEST: usize = 6;

/// Checks the text at the start of a line at byte `start`.
///
/// Two to six hashes directly followed by text are a heading without its space, and one or more followed by a character that only
/// looks like a space, or is invisible, have the wrong one. A single hash before text is a hashtag, a channel or an issue number,
/// and is left alone.
pub(in crate::parse) fn at(path: &SourcePath, text: &str, start: usize) -> Option<Diagnostic> {
    let line = &text[start..];
    let level = line.bytes().take(DEEPEST + 1).take_while(|&byte| byte == b'#').count();
    if level == 0 || level > DEEPEST || text[..start].ends_with('\\') {
        return None;
    }
    let hashes = &line[..level];
    let rest = &line[level..];
    let wrong = wrong_space(rest);
    let (message, length) = if wrong.is_empty() {
        if level < 2 || !is_heading_text(rest) {
            return None;
        }
        (format!("this is not a heading, since no space follows `{hashes}`"), level)
    } else {
        let spaces = rest[wrong.len()..].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        if rest[wrong.len() + spaces..].starts_with(['\n', '\r']) || rest.len() == wrong.len() + spaces {
            return None;
        }
        let message = format!("this is not a heading, since `{hashes}` is followed by {} instead of a space", names(wrong));
        (message, level + wrong.len() + spaces)
    };
    Some(
        Diagnostic::new(Code::MalformedHeading, message)
            .in_source(path)
            .at(start..start + length)
            .subject(&line[..length])
            .help(format!("write `{hashes}`, one space (U+0020), and the heading's text"))
            .fix(format!("{hashes} "), Applicability::Safe),
    )
}

/// Whether this may be a heading's text, and not something else made of hashes.
fn is_heading_text(rest: &str) -> bool {
    rest.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '*' | '_' | '`' | '[' | '"' | '“' | '«' | '¿' | '¡') || c >= '\u{2190}'
    })
}

/// The run of characters in the place of the space, up to the first visible one. May be empty.
fn wrong_space(rest: &str) -> &str {
    let end = rest.find(|c: char| !is_unseen(c) && !is_debris(c)).unwrap_or(rest.len());
    let run = &rest[..end];
    // Letters alone may be wrongly decoded bytes or text: `##Âme` is a heading without its space.
    let unseen = run.rfind(is_unseen).and_then(|last| run[last..].chars().next().map(|c| last + c.len_utf8()));
    &run[..unseen.unwrap_or(0)]
}

/// Characters that look like a space, or are invisible.
fn is_unseen(c: char) -> bool {
    (c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r'))
        || matches!(c, '\u{ad}' | '\u{80}'..='\u{9f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{2800}' | '\u{3164}' | '\u{feff}')
}

/// Characters that appear before a no-break space or the like if its UTF-8 is decoded as Latin-1 or Windows-1252.
const fn is_debris(c: char) -> bool {
    matches!(c, 'Â' | 'Ã' | 'â' | 'ã' | '‚' | '€' | '‹' | 'ï' | '»' | '¿')
}

/// The code points of the first few characters.
fn names(run: &str) -> String {
    let mut names = String::new();
    for (position, c) in run.chars().enumerate() {
        if position == 4 {
            names.push_str(" …");
            break;
        }
        let separator = if position > 0 { " " } else { "" };
        // Writing to a string never fails.
        let _ = write!(names, "{separator}U+{:04X}", u32::from(c));
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_without_their_space() {
        for (line, found) in [
            ("##\u{c2}\u{a0} Do developers", Some(("##\u{c2}\u{a0} ", "`##` is followed by U+00C2 U+00A0 instead"))),
            ("##\u{a0}Text", Some(("##\u{a0}", "U+00A0"))),
            ("#\u{3000}見出し", Some(("#\u{3000}", "U+3000"))),
            ("#\u{feff} Text", Some(("#\u{feff} ", "U+FEFF"))),
            ("###\u{e2}\u{80}\u{8b}Text", Some(("###\u{e2}\u{80}\u{8b}", "U+00E2 U+0080 U+008B"))),
            ("##Text", Some(("##", "no space follows `##`"))),
            ("##Âme", Some(("##", "no space follows"))),
            ("###**Bold**", Some(("###", "no space follows"))),
            ("##🎉 Party", Some(("##", "no space follows"))),
            ("######6", Some(("######", "no space follows"))),
            ("#hashtag", None),
            ("#1 thing", None),
            ("#!/bin/sh", None),
            ("#Âme", None),
            ("####### seven", None),
            ("#######seven", None),
            ("##-", None),
            ("##", None),
            ("##\u{a0}", None),
            ("text", None),
        ] {
            let fault = at(&SourcePath::from("a.md"), line, 0);
            assert_eq!(fault.is_some(), found.is_some(), "{line:?}");
            if let (Some(fault), Some((subject, message))) = (fault, found) {
                assert_eq!(fault.subject.as_deref(), Some(subject));
                assert!(fault.message.contains(message), "{}", fault.message);
            }
        }
        assert!(at(&SourcePath::from("a.md"), "\\##Text", 1).is_none());
    }
}
