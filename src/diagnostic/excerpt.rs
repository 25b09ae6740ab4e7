//! The piece of a line that is shown around a span: at most [`COLUMNS`] wide, however long the line is.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::visible::visible_char;

/// The width of an excerpt, in terminal columns.
pub(super) const COLUMNS: usize = 140;

/// How much of the line is shown before the span, if there is that much.
const COLUMNS_BEFORE: usize = 50;

/// A tab is shown as this many columns.
const TAB: usize = 4;

/// A piece of one line, safe to print, and where the span is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The piece, with `…` where the line was cut.
    pub(super) line: String,
    /// The bytes of `line` in the span; up to the end of the line if the span continues on the next.
    pub(super) span: Range<usize>,
}

impl Excerpt {
    /// Cuts the piece around the beginning of `span`. Looks only at what it shows, never at the whole line.
    pub(super) fn around(text: &str, span: Range<usize>) -> Self {
        let start = floor_char_boundary(text, span.start);
        let (from, width_before) = reach_back(text, start);
        let mut line = String::new();
        if text[..from].chars().next_back().is_some_and(|character| !ends_line(character)) {
            line.push('…');
        }
        line.extend(text[from..start].chars().map(visible_char));
        let span_start = line.len();
        let mut span_end = span_start;
        let mut width = width_before;
        let mut position = start;
        for character in text[start..].chars().take_while(|&character| !ends_line(character)) {
            width += columns(character);
            if width > COLUMNS {
                line.push('…');
                break;
            }
            line.push(visible_char(character));
            position += character.len_utf8();
            if position <= span.end {
                span_end = line.len();
            }
        }
        Self { line, span: span_start..span_end }
    }
}

/// Where the piece shown before `start` begins, and how wide it is.
fn reach_back(text: &str, start: usize) -> (usize, usize) {
    let (mut from, mut width) = (start, 0);
    for character in text[..start].chars().rev().take_while(|&character| !ends_line(character)) {
        if width + columns(character) > COLUMNS_BEFORE {
            break;
        }
        width += columns(character);
        from -= character.len_utf8();
    }
    (from, width)
}

const fn ends_line(character: char) -> bool {
    matches!(character, '\n' | '\r')
}

/// Zero-width marks still count as one: otherwise a line made of them would never end.
fn columns(character: char) -> usize {
    if character == '\t' { TAB } else { character.width().unwrap_or(1).max(1) }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (offset.saturating_sub(3)..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_line_of_the_span() {
        for (text, span, line, marked) in [
            ("one\ntwo three\nfour", 8..13, "two three", "three"),
            ("one\r\ntwo\rthree", 5..8, "two", "two"),
            ("one two\nthree", 4..10, "one two", "two"),
            ("a\tb", 2..3, "a\tb", "b"),
            ("日本 x", 0..3, "日本 x", "日"),
            ("日本", 1..3, "日本", "日"),
            ("a \u{1b}[1m b", 2..6, "a ␛[1m b", "␛[1m"),
            ("ab", 2..2, "ab", ""),
            ("ab", 7..9, "ab", ""),
            ("", 0..0, "", ""),
        ] {
            let excerpt = Excerpt::around(text, span);
            assert_eq!((excerpt.line.as_str(), &excerpt.line[excerpt.span.clone()]), (line, marked), "{text:?}");
        }
    }

    #[test]
    fn a_long_line_is_cut_on_both_sides() {
        let text = "x".repeat(5_000_000);
        let excerpt = Excerpt::around(&text, 2_000_000..2_000_004);
        assert_eq!(excerpt.line.chars().count(), COLUMNS + 2);
        assert!(excerpt.line.starts_with('…') && excerpt.line.ends_with('…'));
        assert_eq!(excerpt.span, '…'.len_utf8() + COLUMNS_BEFORE..'…'.len_utf8() + COLUMNS_BEFORE + 4);
        let marks = "\u{301}".repeat(100_000);
        assert!(Excerpt::around(&marks, 0..2).line.chars().count() <= COLUMNS + 1);
        let wide = "日".repeat(100_000);
        assert!(Excerpt::around(&wide, 30_000..30_003).line.chars().count() <= COLUMNS / 2 + 2);
    }
}
