//! Text from the handbook made safe to print: characters that could control a terminal become visible replacements.

use std::borrow::Cow;

/// The text with control characters and direction overrides replaced; tabs and line feeds stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.chars().all(|character| stand_in(character).is_none()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(visible_char).collect())
    }
}

/// The same on a single line: line feeds are replaced too.
#[must_use]
pub fn visible_line(text: &str) -> Cow<'_, str> {
    let text = visible(text);
    if text.contains('\n') { Cow::Owned(text.replace('\n', "\u{240a}")) } else { text }
}

/// The character, or what is shown for it.
pub(super) fn visible_char(character: char) -> char {
    stand_in(character).unwrap_or(character)
}

/// The replacement for a character that must not reach a terminal: its control picture if Unicode has one, otherwise U+FFFD.
fn stand_in(character: char) -> Option<char> {
    match character {
        '\t' | '\n' => None,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)),
        '\u{7f}' => Some('\u{2421}'),
        _ if is_unseen_control(character) => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

/// C1 controls (U+009B opens an escape sequence as ESC `[` does), line separators, and the marks that change the direction of text
/// so that it does not read as it is written (Unicode Standard Annex 9).
pub(super) const fn is_unseen_control(character: char) -> bool {
    matches!(
        character,
        '\u{80}'..='\u{9f}' | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_a_terminal_is_left() {
        for (text, shown) in [
            ("plain ünï 日本", "plain ünï 日本"),
            ("a\tb\nc", "a\tb\nc"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("\u{9b}31m", "\u{fffd}31m"),
            ("\u{202e}gnp.exe", "\u{fffd}gnp.exe"),
            ("a\rb\0\u{7f}", "a␍b␀␡"),
        ] {
            assert_eq!(visible(text), shown);
        }
        assert_eq!(visible_line("a\nb\u{7}"), "a␊b␇");
    }
}
