//! The links of flowcharts: `-->`, `-- words -->`, `-.->`, `==>`, `---`, `~~~`, `<-->`, `--x`, `--o`.

use crate::diagram::drawing::Head;

/// How a link is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::diagram) enum Stroke {
    /// `-->`.
    Plain,
    /// `-.->`.
    Dotted,
    /// `==>`.
    Thick,
    /// `~~~`, which takes room and is not seen.
    Hidden,
}

/// A link as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Link<'l> {
    /// The name that newer diagrams give it, as in `e1@-->`.
    pub(super) name: Option<&'l str>,
    pub(super) stroke: Stroke,
    pub(super) tail: Head,
    pub(super) head: Head,
    pub(super) words: &'l str,
    /// How many ranks it spans.
    pub(super) length: usize,
}

/// The most ranks that a link spans.
const LONGEST: usize = 10;

/// Reads the link that a text begins with. Gives the rest of the text, too.
pub(super) fn parse(text: &str) -> Option<(Link<'_>, &str)> {
    let (name, text) = named(text);
    let (tail, body) = tail(text);
    let (mut link, rest) = if body.starts_with("~~~") {
        (Link { name: None, stroke: Stroke::Hidden, tail, head: Head::None, words: "", length: 1 }, body.trim_start_matches('~'))
    } else if body.starts_with("-.") {
        dotted(body)?
    } else if body.starts_with("==") {
        solid(body, '=', Stroke::Thick)?
    } else if body.starts_with("--") {
        solid(body, '-', Stroke::Plain)?
    } else {
        return None;
    };
    link.tail = tail;
    link.name = name;
    link.length = link.length.clamp(1, LONGEST);
    let rest = rest.trim_start();
    match rest.strip_prefix('|').and_then(|inside| inside.split_once('|')) {
        Some((words, behind)) => Some((Link { words, ..link }, behind)),
        None => Some((link, rest)),
    }
}

/// The name of a link, where it has one, and the link.
fn named(text: &str) -> (Option<&str>, &str) {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    let named = text.split_once('@').filter(|(name, _)| is_name(name));
    named.map_or((None, text), |(name, link)| (Some(name), link))
}

fn tail(text: &str) -> (Head, &str) {
    let is_link = |rest: &str| rest.starts_with("--") || rest.starts_with("==") || rest.starts_with("-.");
    for (sign, head) in [('<', Head::Arrow), ('x', Head::Cross), ('o', Head::Circle)] {
        if let Some(rest) = text.strip_prefix(sign).filter(|rest| is_link(rest)) {
            return (head, rest);
        }
    }
    (Head::None, text)
}

/// Reads the end of a link. A letter counts only where no word begins with it.
fn head(text: &str) -> (Head, &str) {
    for (sign, head) in [('>', Head::Arrow), ('x', Head::Cross), ('o', Head::Circle)] {
        let rest = text.strip_prefix(sign);
        if let Some(rest) = rest.filter(|rest| sign == '>' || rest.is_empty() || rest.starts_with([' ', '|'])) {
            return (head, rest);
        }
    }
    (Head::None, text)
}

fn solid(body: &str, sign: char, stroke: Stroke) -> Option<(Link<'_>, &str)> {
    let rest = body.trim_start_matches(sign);
    let count = body.len() - rest.len();
    let (end, behind) = head(rest);
    if end != Head::None || count > 2 {
        let length = count - if end == Head::None { 2 } else { 1 };
        return Some((Link { name: None, stroke, tail: Head::None, head: end, words: "", length }, behind));
    }
    let twice = if sign == '=' { "==" } else { "--" };
    let quoted = quoted_length(rest);
    let at = quoted + rest[quoted..].find(twice)?;
    let (words, closing) = rest.split_at(at);
    let behind = closing.trim_start_matches(sign);
    let count = closing.len() - behind.len();
    let (end, behind) = head(behind);
    let length = count.saturating_sub(if end == Head::None { 2 } else { 1 });
    Some((Link { name: None, stroke, tail: Head::None, head: end, words, length }, behind))
}

/// How long the quoted words are that a text begins with, so that signs in them end nothing.
fn quoted_length(text: &str) -> usize {
    let inside = text.trim_start().strip_prefix('"').and_then(|inside| inside.split_once('"'));
    inside.map_or(0, |(_, behind)| text.len() - behind.len())
}

fn dotted(body: &str) -> Option<(Link<'_>, &str)> {
    let inside = body.strip_prefix('-')?;
    let rest = inside.trim_start_matches('.');
    let dots = inside.len() - rest.len();
    let (words, closing, length) = if let Some(closing) = rest.strip_prefix('-') {
        ("", closing, dots)
    } else {
        let quoted = quoted_length(rest);
        let at = quoted + rest[quoted..].find(".-")?;
        let (words, closing) = (&rest[..at], &rest[at + 2..]);
        (words.trim_end_matches('.'), closing, 1)
    };
    let (end, behind) = head(closing);
    Some((Link { name: None, stroke: Stroke::Dotted, tail: Head::None, head: end, words, length }, behind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_forms_are_read() {
        use Head::{Arrow, Circle, Cross, None};
        for (text, stroke, tail, head, words, length) in [
            ("--> B", Stroke::Plain, None, Arrow, "", 1),
            ("---> B", Stroke::Plain, None, Arrow, "", 2),
            ("--- B", Stroke::Plain, None, None, "", 1),
            ("-- on --> B", Stroke::Plain, None, Arrow, " on ", 1),
            ("-->|on| B", Stroke::Plain, None, Arrow, "on", 1),
            ("-- on --- B", Stroke::Plain, None, None, " on ", 1),
            ("<--> B", Stroke::Plain, Arrow, Arrow, "", 1),
            ("x--x B", Stroke::Plain, Cross, Cross, "", 1),
            ("--o B", Stroke::Plain, None, Circle, "", 1),
            ("==> B", Stroke::Thick, None, Arrow, "", 1),
            ("== on ==> B", Stroke::Thick, None, Arrow, " on ", 1),
            ("-.-> B", Stroke::Dotted, None, Arrow, "", 1),
            ("-..-> B", Stroke::Dotted, None, Arrow, "", 2),
            ("-- \"on -- off\" --> B", Stroke::Plain, None, Arrow, " \"on -- off\" ", 1),
            ("-. on .-> B", Stroke::Dotted, None, Arrow, " on ", 1),
            ("e1@--> B", Stroke::Plain, None, Arrow, "", 1),
            ("~~~ B", Stroke::Hidden, None, None, "", 1),
        ] {
            let parsed = parse(text).map(|(link, rest)| (Link { name: Option::None, ..link }, rest.trim()));
            assert_eq!(parsed, Some((Link { name: Option::None, stroke, tail, head, words, length }, "B")));
        }
        assert!(parse("-> B").is_none() && parse("-- on").is_none() && parse("-. on").is_none());
    }
}
