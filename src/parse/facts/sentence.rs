//! The sentence around a link, taken from its paragraph's plain text.

use std::iter;
use std::ops::Range;

/// How far the sentence extends on each side of the link, in bytes, before it is cut at a space.
const REACH: usize = 200;

/// A link's sentence.
pub(super) struct Sentence {
    /// Its text, with single spaces.
    pub(super) text: String,
    /// The part of the plain text whose links have the same sentence; empty if it was cut.
    pub(super) covers: Range<usize>,
}

/// The sentence around `link` in `plain`, at most some 600 bytes long, with `…` where it was cut. `None` if it is empty.
pub(super) fn around(plain: &str, link: &Range<usize>) -> Option<Sentence> {
    let (words, is_inside_cut) = head(&plain[link.clone()], REACH);
    let (before, is_before_cut) = tail(&plain[..link.start], REACH);
    let (before, is_before_cut) = match last_end(plain, link.start - before.len()..link.start) {
        Some(end) => (&plain[end..link.start], false),
        None if is_before_cut => (&before[before.find(char::is_whitespace).unwrap_or(0)..], true),
        None => (before, false),
    };
    let (after, is_after_cut) = if is_inside_cut { ("", true) } else { head(&plain[link.end..], REACH) };
    let (after, is_after_cut) = match first_end(plain, link.end..link.end + after.len()) {
        Some(end) => (&plain[link.end..end], false),
        None if is_after_cut => (&after[..after.rfind(char::is_whitespace).unwrap_or(after.len())], true),
        None => (after, false),
    };
    let joined = [before, words, after].concat();
    let mut sentence = String::with_capacity(joined.len() + 6);
    if is_before_cut {
        sentence.push('…');
    }
    for (position, word) in joined.split_whitespace().enumerate() {
        if position > 0 {
            sentence.push(' ');
        }
        sentence.push_str(word);
    }
    if is_after_cut {
        sentence.push('…');
    }
    let is_cut = is_before_cut || is_after_cut || is_inside_cut;
    let covers = if is_cut { 0..0 } else { link.start - before.len()..link.end + after.len() };
    (!sentence.is_empty()).then_some(Sentence { text: sentence, covers })
}

/// The end of the last sentence that ends in `place`.
fn last_end(plain: &str, place: Range<usize>) -> Option<usize> {
    let mut ends = plain[place.clone()].char_indices().rev().map(|(at, c)| place.start + at + c.len_utf8());
    ends.find(|&end| is_end(plain, end))
}

/// The end of the first sentence that ends in `place`, or at its start.
fn first_end(plain: &str, place: Range<usize>) -> Option<usize> {
    let ends = plain[place.clone()].char_indices().map(|(at, c)| place.start + at + c.len_utf8());
    iter::once(place.start).chain(ends).find(|&end| is_end(plain, end))
}

/// Whether a sentence ends before `end`: its punctuation mark is followed by white space and no lower-case letter, or is an East
/// Asian one.
fn is_end(plain: &str, end: usize) -> bool {
    match plain[..end].chars().next_back() {
        Some('。' | '！' | '？' | '｡') => true,
        Some('.' | '!' | '?' | '…') => {
            let (rest, _) = head(&plain[end..], REACH);
            let next = rest.trim_start();
            (rest.is_empty() || next.len() < rest.len()) && !next.starts_with(char::is_lowercase)
        }
        _ => false,
    }
}

/// At most the first `reach` bytes, and whether that cuts something off.
fn head(text: &str, reach: usize) -> (&str, bool) {
    let end = (0..=reach.min(text.len())).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    (&text[..end], end < text.len())
}

/// At most the last `reach` bytes, and whether that cuts something off.
fn tail(text: &str, reach: usize) -> (&str, bool) {
    let start = (text.len().saturating_sub(reach)..=text.len()).find(|&start| text.is_char_boundary(start)).unwrap_or(0);
    (&text[start..], start > 0)
}

/// A text cut after a word to about `length` bytes, with `…` where it was cut.
pub(super) fn shortened(text: &str, length: usize) -> String {
    let (kept, is_cut) = head(text, length);
    if is_cut {
        let kept = kept.rfind(char::is_whitespace).map_or(kept, |space| &kept[..space]);
        format!("{}…", kept.trim_end())
    } else {
        kept.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_around_links() {
        for (plain, expected) in [
            ("One. See the [labs] now. Two.", "See the labs now."),
            ("[labs]", "labs"),
            ("Use e.g. the [labs] v1.2 of them! Yes.", "Use e.g. the labs v1.2 of them!"),
            ("前の文。これは[実験室]です。次。", "これは実験室です。"),
            ("a  [b]\n c", "a b c"),
            ("Is it? [Yes.] No.", "Yes."),
            ("So. See e.g. [labs].", "See e.g. labs."),
        ] {
            let open = plain.find('[').expect("the link is marked");
            let close = plain.find(']').expect("the link is marked") - 1;
            let plain = plain.replace(['[', ']'], "");
            assert_eq!(around(&plain, &(open..close)).map(|found| found.text).as_deref(), Some(expected), "{plain}");
        }
        assert!(around("", &(0..0)).is_none());
    }

    #[test]
    fn long_sentences_are_cut_at_words() {
        let plain = format!("{}link {}", "wörd ".repeat(200), "wörd ".repeat(200));
        let at = plain.find("link").expect("it is there");
        let sentence = around(&plain, &(at..at + 4)).expect("there are words").text;
        assert!(sentence.starts_with("…wörd ") && sentence.ends_with(" wörd…") && sentence.len() < 420, "{sentence}");
        let long = "é".repeat(5000);
        assert!(around(&long, &(0..long.len())).is_some_and(|sentence| sentence.text.len() < 220));
    }
}
