//! Heading ids as GitHub makes them: the algorithm of github-slugger, letter for letter.

use std::borrow::Cow;
use std::collections::HashMap;

use unicode_normalization::char::is_combining_mark;

/// The replacement for an empty slug, which GitHub leaves empty and no fragment could name.
const EMPTY: &str = "section";

/// The slug of a heading's text: lower case, spaces as hyphens, and only letters, marks, decimal digits, connector punctuation and
/// hyphens kept. May be empty.
pub fn slug(text: &str) -> String {
    let lower = if text.is_ascii() { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) };
    let kept = lower.chars().filter_map(|c| match c {
        ' ' => Some('-'),
        'A'..='Z' => Some(c.to_ascii_lowercase()),
        'a'..='z' | '0'..='9' | '-' | '_' => Some(c),
        c if c.is_ascii() => None,
        c => is_kept(c).then_some(c),
    });
    kept.collect()
}

/// Whether GitHub keeps a character beyond ASCII (`Alphabetic`, `Mark`, `Decimal_Number` or `Connector_Punctuation`).
fn is_kept(c: char) -> bool {
    let is_connector =
        matches!(c, '\u{203f}' | '\u{2040}' | '\u{2054}' | '\u{fe33}' | '\u{fe34}' | '\u{fe4d}'..='\u{fe4f}' | '\u{ff3f}');
    c.is_alphabetic() || is_combining_mark(c) || is_decimal(c) || is_connector
}

/// Whether the character is a decimal digit of some script. Of Unicode's numbers, only these come in runs from zero to nine, so the
/// zeros identify them all.
fn is_decimal(c: char) -> bool {
    if !c.is_numeric() {
        return false;
    }
    let code = u32::from(c);
    let next = ZEROS.partition_point(|zero| *zero <= code);
    // The mathematical digits are five runs side by side.
    let length = |zero: u32| if zero == 0x1d7ce { 50 } else { 10 };
    next > 0 && code - ZEROS[next - 1] < length(ZEROS[next - 1])
}

/// The zeros of Unicode 17, general category Nd.
const ZEROS: &[u32] = &[
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20, 0x1040,
    0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0,
    0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x10d40, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x116d0, 0x116da, 0x11730, 0x118e0, 0x11950, 0x11bf0, 0x11c50, 0x11d50, 0x11da0, 0x11de0, 0x11f50, 0x16130,
    0x16a60, 0x16ac0, 0x16b50, 0x16d70, 0x1ccf0, 0x1d7ce, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e5f1, 0x1e950, 0x1fbf0,
];

/// Makes the ids of one page's headings unique, as GitHub numbers them.
#[derive(Debug, Default)]
pub struct Slugger {
    /// How often each id was requested again.
    occurrences: HashMap<String, usize>,
}

impl Slugger {
    /// The id of the next heading with this text: its slug, numbered `-1`, `-2` if it is taken, never empty.
    pub fn id(&mut self, text: &str) -> String {
        let slug = slug(text);
        self.unique(if slug.is_empty() { EMPTY } else { &slug })
    }

    /// The id itself, or numbered if an earlier heading has it.
    pub fn unique(&mut self, wanted: &str) -> String {
        let mut id = wanted.to_owned();
        // The count continues from the last equal heading, so that 10,000 equal headings are not counted again each time.
        while self.occurrences.contains_key(&id) {
            let count = self.occurrences.entry(wanted.to_owned()).or_default();
            *count += 1;
            id = format!("{wanted}-{count}");
        }
        self.occurrences.insert(id.clone(), 0);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected ids are those of github-slugger 2.0.0, except for the empty one.
    #[test]
    fn ids_are_github_s() {
        let mut slugger = Slugger::default();
        for (text, id) in [
            ("Hello, World!", "hello-world"),
            ("Hello World", "hello-world-1"),
            ("hello world 1", "hello-world-1-1"),
            ("hello-world", "hello-world-2"),
            ("foo_bar  baz", "foo_bar--baz"),
            ("😄 unicode emoji", "-unicode-emoji"),
            ("⚠️ Care", "️-care"),
            ("Привет ÄÖ ΟΔΟΣ", "привет-äö-οδος"),
            ("日本語、見出し。", "日本語見出し"),
            ("I İstanbul", "i-i̇stanbul"),
            ("a\u{301}é", "a\u{301}é"),
            ("x² ½ ٣ Ⅷ ①", "x--٣-ⅷ-"),
            ("a‿b–c—d＿e", "a‿bcd＿e"),
            ("a\tb\u{a0}c", "abc"),
            ("🎉", "section"),
            ("", "section-1"),
            ("section", "section-2"),
        ] {
            assert_eq!(slugger.id(text), id, "{text:?}");
        }
    }

    #[test]
    fn many_equal_headings_are_numbered_through() {
        let mut slugger = Slugger::default();
        let last = (0..10_000).map(|_| slugger.id("a")).last();
        assert_eq!(last.as_deref(), Some("a-9999"));
    }
}
