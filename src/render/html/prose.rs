//! The typography of prose: curly quotes, and blocks with another writing direction than the page.

use std::borrow::Cow;

use crate::render::escape::push_text;

/// The typography of a site's prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Prose {
    /// Whether the site's language is written from right to left.
    pub is_right_to_left: bool,
    /// The marks that replace straight quotes; without them straight quotes stay.
    pub quotes: Option<Quotes>,
}

/// The quotation marks of a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotes {
    double: [&'static str; 2],
    single: [&'static str; 2],
}

/// The marks of languages that differ from English, by the primary subtag of BCP 47 (Unicode's CLDR, delimiters).
const OF_LANGUAGES: &[(&[&str], [&str; 4])] = &[
    (&["de", "cs", "sk", "sl", "is", "lt", "et", "ka", "hsb", "dsb"], ["„", "“", "‚", "‘"]),
    (&["bg", "mk", "sr", "sq"], ["„", "“", "’", "’"]),
    (&["pl", "ro", "hu", "hr", "bs"], ["„", "”", "‚", "’"]),
    (&["fr"], ["«\u{a0}", "\u{a0}»", "“", "”"]),
    (&["ru", "be", "hy", "az", "kk", "ky"], ["«", "»", "„", "“"]),
    (&["uk", "el", "es", "it", "pt", "ca", "eu", "gl", "no", "nb", "nn", "lv", "fa"], ["«", "»", "“", "”"]),
    (&["sv", "fi"], ["”", "”", "’", "’"]),
];

/// Languages with other marks, which nobody types as straight quotes.
const WITHOUT: &[&str] = &["ja", "zh", "ko", "yue"];

impl Quotes {
    /// The marks of a language, given as a BCP 47 tag; `None` if straight quotes stay.
    #[must_use]
    pub fn new(language: &str) -> Option<Self> {
        let tag = language.to_ascii_lowercase().replace('_', "-");
        let primary = tag.split('-').next().unwrap_or_default();
        if WITHOUT.contains(&primary) {
            return None;
        }
        let own = OF_LANGUAGES.iter().find(|(languages, _)| languages.contains(&primary)).map(|(_, marks)| *marks);
        let [open, close, inner_open, inner_close] = match &*tag {
            "de-ch" | "de-li" => ["«", "»", "‹", "›"],
            "pt-br" => ["“", "”", "‘", "’"],
            _ => own.unwrap_or(["“", "”", "‘", "’"]),
        };
        Some(Self { double: [open, close], single: [inner_open, inner_close] })
    }

    /// A line of prose that stands by itself, such as a title, with curled quotes.
    #[must_use]
    pub fn curl<'t>(&self, line: &'t str) -> Cow<'t, str> {
        Curling::default().curled(line, self)
    }
}

/// The state of the quotes of a block.
#[derive(Debug, Clone, Copy)]
pub(super) struct Curling {
    /// The character before.
    before: char,
    is_double_open: bool,
    is_single_open: bool,
    /// Whether the open link's text is its address, which stays unchanged.
    pub(super) is_in_address: bool,
}

impl Default for Curling {
    fn default() -> Self {
        Self { before: ' ', is_double_open: false, is_single_open: false, is_in_address: false }
    }
}

impl Curling {
    /// Records that the text is preceded by something that counts as a word, such as code.
    pub(super) fn pass_word(&mut self) {
        self.before = 'x';
    }

    /// Writes a text with curled quotes, escaped.
    pub(super) fn push(&mut self, html: &mut String, text: &str, quotes: &Quotes) {
        push_text(html, &self.curled(text, quotes));
    }

    /// A text with curled quotes.
    fn curled<'t>(&mut self, text: &'t str, quotes: &Quotes) -> Cow<'t, str> {
        if !text.contains(['"', '\'']) {
            self.before = text.chars().next_back().unwrap_or(self.before);
            return Cow::Borrowed(text);
        }
        let mut curled = String::with_capacity(text.len() + 8);
        let mut characters = text.chars().peekable();
        while let Some(character) = characters.next() {
            let behind = characters.peek().copied();
            match character {
                '"' => curled.push_str(self.double(behind, quotes)),
                '\'' => curled.push_str(self.single(behind, quotes)),
                other => curled.push(other),
            }
            self.before = character;
        }
        Cow::Owned(curled)
    }

    /// Whether a quote opens here: nothing before it that it could close, and something after it.
    fn opens(self, behind: Option<char>) -> bool {
        let is_apart = self.before.is_whitespace() || "([{<—–-/\"'“‘„‚«¿¡".contains(self.before);
        is_apart && behind.is_none_or(|behind| !behind.is_whitespace())
    }

    fn double(&mut self, behind: Option<char>, quotes: &Quotes) -> &'static str {
        if !self.is_double_open && self.opens(behind) {
            self.is_double_open = true;
            return quotes.double[0];
        }
        // Inches, and a mark between spaces, which has another meaning.
        if !self.is_double_open && (self.before.is_ascii_digit() || self.before.is_whitespace()) {
            return "\"";
        }
        self.is_double_open = false;
        quotes.double[1]
    }

    fn single(&mut self, behind: Option<char>, quotes: &Quotes) -> &'static str {
        let is_within = self.before.is_alphanumeric() && behind.is_some_and(char::is_alphanumeric);
        let is_year = behind.is_some_and(|behind| behind.is_ascii_digit());
        if !is_within && !is_year && !self.is_single_open && self.opens(behind) {
            self.is_single_open = true;
            return quotes.single[0];
        }
        if is_within || !self.is_single_open {
            // Feet, or an apostrophe.
            let is_measure = self.before.is_ascii_digit() && !behind.is_some_and(char::is_alphabetic);
            return if is_measure { "'" } else { "’" };
        }
        self.is_single_open = false;
        quotes.single[1]
    }
}

/// The direction of a piece of HTML that begins within a tag: whether its first letter is right-to-left; `None` without letters.
pub(super) fn is_right_to_left(html: &str) -> Option<bool> {
    let (mut is_tag, mut is_entity) = (true, false);
    for character in html.chars() {
        match character {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            '&' if !is_tag => is_entity = true,
            ';' => is_entity = false,
            _ if is_tag || is_entity => {}
            _ if is_of_right_to_left(character) => return Some(true),
            _ if character.is_alphabetic() => return Some(false),
            _ => {}
        }
    }
    None
}

/// Whether a text contains a right-to-left letter.
pub(super) fn may_turn(text: &str) -> bool {
    // The first bytes of such letters in UTF-8.
    let is_near = |byte: u8| matches!(byte, 0xd6..=0xdf | 0xe0 | 0xef | 0xf0);
    !text.is_ascii() && text.bytes().any(is_near) && text.chars().any(is_of_right_to_left)
}

/// Unicode blocks of right-to-left scripts (Unicode Standard Annex 9, bidirectional types R and AL).
const fn is_of_right_to_left(character: char) -> bool {
    matches!(
        character as u32,
        0x5be | 0x5d0..=0x5f4 | 0x608..=0x6ff | 0x700..=0x8ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefc | 0x10800..=0x10fff | 0x1e800..=0x1efff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn curled(text: &str, language: &str) -> String {
        let mut html = String::new();
        match Quotes::new(language) {
            Some(quotes) => Curling::default().push(&mut html, text, &quotes),
            None => html.push_str(text),
        }
        html
    }

    #[test]
    fn quotes_curl_by_the_language() {
        for (language, text, expected) in [
            ("en", "\"It's 'so', isn't it?\" (\"yes\")", "“It’s ‘so’, isn’t it?” (“yes”)"),
            (
                "en",
                "the '90s, 6'2\" tall, the users' choice -- as written",
                "the ’90s, 6'2\" tall, the users’ choice -- as written",
            ),
            ("de", "\"Das ist 'so', Jonas' Buch\"", "„Das ist ‚so‘, Jonas’ Buch“"),
            ("de-CH", "\"so\"", "«so»"),
            ("fr", "\"l'eau\"", "«\u{a0}l’eau\u{a0}»"),
            ("ja", "\"a\"", "\"a\""),
            ("en", "a \" b", "a \" b"),
        ] {
            assert_eq!(curled(text, language), expected, "{language}");
        }
    }

    #[test]
    fn the_first_letter_decides_the_direction() {
        for (html, expected) in [
            (" id=\"x\"><b>12</b> &amp; abc", Some(false)),
            ("><b title=\"x\">1</b> שלום abc", Some(true)),
            (">1, 2", None),
            (">نص a", Some(true)),
        ] {
            assert_eq!(is_right_to_left(html), expected, "{html}");
        }
        assert!(may_turn("a שלום") && !may_turn("é – ö 中"));
    }
}
