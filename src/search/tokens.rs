//! Text becomes terms; `client/terms.js` has the same rules.
//!
//! - A word is a run of letters, digits and marks. Words joined by one hyphen, apostrophe, underscore or full stop each are a
//!   compound: its words are terms, and so is the whole without its joints, so that `on-boarding`, `onboarding` and `node.js`
//!   find one another.
//! - A single letter beside an apostrophe is no term: the `s` of `it's`, the `l` of `l'équipe`.
//! - `fetch()`, `C++` and `C#` are terms beside `fetch` and `c`.
//! - Scripts that write no spaces become pairs of characters, and a run's last character stands alone too, so that every
//!   character of the run begins a term.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::fold::fold;

/// The longest term in characters. What is longer is no word but data.
const LONGEST: usize = 40;

/// The most words that a compound joins to one term: more make a path or a sentence.
const MOST_JOINED: usize = 4;

/// What a term is to its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, which counts for the length of its text.
    Word,
    /// A compound joined, or a word with the sign behind it: a second name of words that were given already.
    Whole,
}

/// Gives the terms of a text, in order.
pub(super) fn tokens(text: &str, mut take: impl FnMut(&str, Kind)) {
    let mut rest = text;
    while let Some(start) = next_word(rest) {
        rest = &rest[start..];
        let (end, is_plain) = compound_end(rest);
        let (compound, behind) = rest.split_at(end);
        let sign = ["()", "++", "#"].into_iter().find(|sign| behind.starts_with(sign));
        match sign {
            // What most words are.
            None if is_plain => read_plain(compound, &mut take),
            _ => read_compound(compound, sign, &mut take),
        }
        rest = &behind[sign.map_or(0, str::len)..];
    }
}

/// Where the next word begins. Most text is ASCII, which needs no decoding.
fn next_word(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    loop {
        at += bytes[at..].iter().position(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())?;
        let first = text[at..].chars().next()?;
        if is_word(first) {
            return Some(at);
        }
        at += first.len_utf8();
    }
}

/// A letter, a digit or a mark.
fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

const fn is_joint(c: char) -> bool {
    matches!(c, '-' | '‐' | '_' | '.') || is_apostrophe(c)
}

/// Where the compound that the text begins with ends, and whether it is nothing but letters and digits of ASCII.
fn compound_end(text: &str) -> (usize, bool) {
    let plain = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    // A plain word ends where something stands that is neither a letter beyond ASCII nor a joint, as most do.
    if text[plain..].chars().next().is_none_or(|c| !is_word(c) && !is_joint(c)) {
        return (plain, true);
    }
    let mut letters = text.char_indices().peekable();
    let mut end = 0;
    while let Some((at, c)) = letters.next() {
        if is_word(c) {
            end = at + c.len_utf8();
        } else if !is_joint(c) || !letters.peek().is_some_and(|(_, next)| is_word(*next)) {
            break;
        }
    }
    (end, end == plain)
}

fn read_plain(word: &str, take: &mut impl FnMut(&str, Kind)) {
    if word.len() <= LONGEST {
        take(&fold(word), Kind::Word);
    }
}

fn read_compound(compound: &str, sign: Option<&str>, take: &mut impl FnMut(&str, Kind)) {
    if !compound.is_ascii() && compound.chars().any(is_unspaced) {
        return read_mixed(compound, take);
    }
    let mut joined: Cow<'_, str> = Cow::Borrowed("");
    let mut count = 0;
    let mut from = 0;
    loop {
        let end = compound[from..].find(is_joint).map_or(compound.len(), |at| from + at);
        let folded = fold(&compound[from..end]);
        let is_elided =
            is_one_letter(&folded) && (compound[..from].ends_with(is_apostrophe) || compound[end..].starts_with(is_apostrophe));
        if !is_elided && is_short(&folded) {
            take(&folded, Kind::Word);
        }
        count += 1;
        if count == 1 {
            joined = folded;
        } else if count <= MOST_JOINED {
            joined.to_mut().push_str(&folded);
        }
        let Some(joint) = compound[end..].chars().next() else { break };
        from = end + joint.len_utf8();
    }
    if count > MOST_JOINED || !is_short(&joined) {
        return;
    }
    if count > 1 {
        take(&joined, Kind::Whole);
    }
    if let Some(sign) = sign {
        joined.to_mut().push_str(sign);
        take(&joined, Kind::Whole);
    }
}

/// A compound with characters of scripts without spaces: its runs, each by its own rule, and no whole.
fn read_mixed(compound: &str, take: &mut impl FnMut(&str, Kind)) {
    for piece in compound.split(is_joint) {
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let kind = is_unspaced(first);
            let end = rest.find(|c| is_unspaced(c) != kind).unwrap_or(rest.len());
            let (run, behind) = rest.split_at(end);
            rest = behind;
            let folded = fold(run);
            if !kind {
                if is_short(&folded) {
                    take(&folded, Kind::Word);
                }
                continue;
            }
            let mut letters = folded.char_indices().peekable();
            while let Some((at, _)) = letters.next() {
                let end = letters.peek().map(|(next, c)| next + c.len_utf8());
                take(&folded[at..end.unwrap_or(folded.len())], Kind::Word);
            }
        }
    }
}

fn is_one_letter(word: &str) -> bool {
    word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn is_short(term: &str) -> bool {
    !term.is_empty() && (term.len() <= LONGEST || term.chars().count() <= LONGEST)
}

/// Whether the character is of a script that writes no spaces between words: kana, Han, Thai, Lao, Burmese and Khmer.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}'
        | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}
