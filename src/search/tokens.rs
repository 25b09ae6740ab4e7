//! Divides text into terms; `client/terms.js` has the same rules.
//!
//! - A word is a run of letters, digits and marks. Words joined by single hyphens, apostrophes, underscores or full stops are a
//!   compound: its words are terms, and so is the whole without the joining characters, so that `on-boarding`, `onboarding` and
//!   `node.js` find one another.
//! - A single letter beside an apostrophe is not a term: the `s` of `it's`, the `l` of `l'équipe`.
//! - `fetch()`, `C++` and `C#` are terms beside `fetch` and `c`.
//! - `getUserProfile` is a term, and so are `get`, `user` and `profile`, and the rest after each of them: `userprofile`.
//! - A word of more than 40 characters counts by its first 40.
//! - Soft hyphens, joiners and zero-width spaces in words are ignored.
//! - Text in scripts without spaces is divided into pairs of characters; a run's last character is also a term, so that every
//!   character of the run begins one.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, is_ignored};

/// The longest term in characters. Of longer ones only the beginning counts.
const LONGEST: usize = 40;

/// The most parts of a camel-case name; with more, it is data.
const MOST_HUMPS: usize = 8;

/// The most words of a compound that are joined to one term: more are a path or a sentence.
const MOST_JOINED: usize = 4;

/// The role of a term in its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word, which counts for the length of its text.
    Word,
    /// A joined compound, or a word with the sign after it: another form of words that were already returned.
    Whole,
    /// A part of a name such as `getUserProfile`, or the rest after one.
    Hump,
}

/// A compound of a query or of a searched text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Compound {
    pub(super) words: Vec<String>,
    /// Its other forms; the last is the most specific.
    pub(super) wholes: Vec<String>,
    pub(super) humps: Vec<String>,
    /// Whether it has characters of a script without spaces.
    pub(super) is_unspaced: bool,
}

/// The compounds of a text, in order. In a query the last character of a run is needed only in its pair.
pub(super) fn compounds(text: &str, is_query: bool) -> Vec<Compound> {
    let mut found: Vec<Compound> = Vec::new();
    let mut rest = text;
    while let Some(start) = next_word(rest) {
        rest = &rest[start..];
        let mut read = Compound::default();
        let (end, sign) = whole_compound(rest);
        read.is_unspaced = has_unspaced(&rest[..end]);
        read_whole(&rest[..end], sign, is_query, &mut |term, kind| match kind {
            Kind::Word => read.words.push(term.to_owned()),
            Kind::Whole => read.wholes.push(term.to_owned()),
            Kind::Hump => read.humps.push(term.to_owned()),
        });
        found.push(read);
        rest = &rest[end + sign.map_or(0, str::len)..];
    }
    found
}

/// Whether the last word of a query may be incomplete.
pub(super) fn goes_on(last: char) -> bool {
    is_word(last) && !is_ignored(last)
}

/// Returns the terms of a text, in order.
pub(super) fn tokens(text: &str, mut take: impl FnMut(&str, Kind)) {
    let mut rest = text;
    while let Some(start) = next_word(rest) {
        rest = &rest[start..];
        let (end, sign) = whole_compound(rest);
        read_whole(&rest[..end], sign, false, &mut take);
        rest = &rest[end + sign.map_or(0, str::len)..];
    }
}

/// The end of the compound at the start of the text, and the sign after it.
fn whole_compound(text: &str) -> (usize, Option<&'static str>) {
    let end = compound_end(text);
    let sign = match &text.as_bytes()[end..] {
        [b'(', b')', ..] => Some("()"),
        [b'+', b'+', ..] => Some("++"),
        [b'#', ..] => Some("#"),
        _ => None,
    };
    (end, sign)
}

fn read_whole(compound: &str, sign: Option<&str>, is_query: bool, take: &mut impl FnMut(&str, Kind)) {
    if sign.is_none() && compound.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        // The most frequent case.
        read_plain(compound, take);
    } else if has_unspaced(compound) {
        read_mixed(compound, is_query, take);
    } else {
        read_compound(compound, sign, take);
    }
}

fn has_unspaced(compound: &str) -> bool {
    !compound.is_ascii() && compound.chars().any(is_unspaced)
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
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) || is_ignored(c) }
}

const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’')
}

const fn is_joint(c: char) -> bool {
    matches!(c, '-' | '‐' | '\u{2011}' | '_' | '.') || is_apostrophe(c)
}

/// The end of the compound at the start of the text.
fn compound_end(text: &str) -> usize {
    let plain = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    // A plain word ends before something that is neither a non-ASCII letter nor a joining character, as most do.
    if text[plain..].chars().next().is_none_or(|c| !is_word(c) && !is_joint(c)) {
        return plain;
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
    end
}

fn read_plain(word: &str, take: &mut impl FnMut(&str, Kind)) {
    take(&clip(fold(word)), Kind::Word);
    if word.bytes().skip(1).any(|byte| byte.is_ascii_uppercase()) {
        read_humps(word, take);
    }
}

/// The parts of a name such as `getUserProfile`, and the rest after each of them.
fn read_humps(word: &str, take: &mut impl FnMut(&str, Kind)) {
    let starts = hump_starts(word);
    if starts.is_empty() || starts.len() >= MOST_HUMPS {
        return;
    }
    let mut from = 0;
    for end in starts.iter().copied().chain([word.len()]) {
        let folded = fold(&word[from..end]);
        if folded.chars().nth(1).is_some() {
            take(&clip(folded), Kind::Hump);
        }
        from = end;
    }
    for start in &starts[..starts.len() - 1] {
        take(&clip(fold(&word[*start..])), Kind::Hump);
    }
}

/// Where a capital begins another word inside one: after a lower-case letter or a digit, and at the last capital of a run that is
/// followed by a lower-case letter, as in `XMLHttp`.
fn hump_starts(word: &str) -> Vec<usize> {
    let letters: Vec<(usize, char)> = word.char_indices().collect();
    let is_start = |three: &[(usize, char)], next: Option<&(usize, char)>| {
        let (before, here) = (three[0].1, three[1].1);
        let is_behind_small = before.is_lowercase() || before.is_numeric();
        here.is_uppercase() && (is_behind_small || (before.is_uppercase() && next.is_some_and(|(_, next)| next.is_lowercase())))
    };
    let starts = letters.windows(2).enumerate().filter(|(at, pair)| is_start(pair, letters.get(at + 2)));
    starts.map(|(_, pair)| pair[1].0).collect()
}

/// The part of a term that counts.
fn clip(term: Cow<'_, str>) -> Cow<'_, str> {
    if term.len() <= LONGEST {
        return term;
    }
    match term.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(term[..end].to_owned()),
        None => term,
    }
}

fn read_compound(compound: &str, sign: Option<&str>, take: &mut impl FnMut(&str, Kind)) {
    let mut joined: Cow<'_, str> = Cow::Borrowed("");
    let mut count = 0;
    let mut has_humps = false;
    let mut from = 0;
    loop {
        let end = compound[from..].find(is_joint).map_or(compound.len(), |at| from + at);
        let part = &compound[from..end];
        has_humps |= part.chars().skip(1).any(char::is_uppercase);
        let folded = fold(part);
        let is_elided =
            is_one_letter(&folded) && (compound[..from].ends_with(is_apostrophe) || compound[end..].starts_with(is_apostrophe));
        if !is_elided && !folded.is_empty() {
            take(&clip(Cow::Borrowed(&folded)), Kind::Word);
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
    if count <= MOST_JOINED && is_short(&joined) {
        if count > 1 {
            take(&joined, Kind::Whole);
        }
        if let Some(sign) = sign {
            joined.to_mut().push_str(sign);
            take(&joined, Kind::Whole);
        }
    }
    if has_humps {
        for part in compound.split(is_joint) {
            read_humps(part, take);
        }
    }
}

/// A compound with characters of scripts without spaces: its runs, each by its own rule, without the whole.
fn read_mixed(compound: &str, is_query: bool, take: &mut impl FnMut(&str, Kind)) {
    for piece in compound.split(is_joint) {
        let mut rest = piece;
        while let Some(first) = rest.chars().next() {
            let kind = is_unspaced(first);
            let end = rest.find(|c| is_unspaced(c) != kind).unwrap_or(rest.len());
            let (run, behind) = rest.split_at(end);
            rest = behind;
            let folded = fold(run);
            if !kind {
                if !folded.is_empty() {
                    take(&clip(folded), Kind::Word);
                }
                continue;
            }
            let mut letters = folded.char_indices().peekable();
            while let Some((at, _)) = letters.next() {
                let end = letters.peek().map(|(next, c)| next + c.len_utf8());
                if is_query && at > 0 && end.is_none() {
                    continue;
                }
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

/// Whether the character belongs to a script without spaces between words: kana, Han, Thai, Lao, Burmese and Khmer.
pub(super) const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}'
        | '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}
