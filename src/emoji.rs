//! Emoji by name, `:rocket:`, as GitHub knows them.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

/// The longest name, in bytes, with room for those to come.
const LONGEST: usize = 64;

/// The names in a text, colons included, with what each stands for.
#[must_use]
pub fn find(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(':').map(|at| from + at) {
        from = open + 1;
        let is_name = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'+' | b'-');
        let length = text.as_bytes()[from..].iter().take(LONGEST).take_while(|byte| is_name(byte)).count();
        let name = &text[from..from + length];
        if name.is_empty() || !text[from + length..].starts_with(':') {
            continue;
        }
        // In `10:100:15` stands a time.
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit());
        if is_number && text[..open].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        if let Some(emoji) = emojis::get_by_shortcode(name) {
            found.push((open..from + length + 1, emoji.as_str()));
            from += length + 1;
        }
    }
    found
}

/// A text with the characters in the place of their names; the same one where it names none.
#[must_use]
pub fn named(text: Arc<str>) -> Arc<str> {
    match with_emoji(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(replaced) => Arc::from(replaced),
    }
}

/// A text with the characters in the place of their names.
#[must_use]
pub fn with_emoji(text: &str) -> Cow<'_, str> {
    let found = find(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut replaced = String::with_capacity(text.len());
    let mut from = 0;
    for (range, emoji) in found {
        replaced.push_str(&text[from..range.start]);
        replaced.push_str(emoji);
        from = range.end;
    }
    replaced.push_str(&text[from..]);
    Cow::Owned(replaced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_characters() {
        for (text, expected) in [
            (":rocket: Launch", "🚀 Launch"),
            ("a:tada:b :+1::-1:", "a🎉b 👍👎"),
            ("10:30:15 10:100:15 :100:", "10:30:15 10:100:15 💯"),
            (":no_such_name: : : :Rocket: ::", ":no_such_name: : : :Rocket: ::"),
            (":a:rocket:", "🅰️rocket:"),
        ] {
            assert_eq!(with_emoji(text), expected, "{text}");
        }
    }
}
