//! Words as compared: without case, accents, vowel marks and compatibility forms.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A word folded. The browser folds in the same way, step by step:
///
/// 1. NFKD (Unicode Standard Annex 15), which also removes width and ligatures.
/// 2. [Ignored](is_ignored) characters are removed, and so are the vowel marks of Arabic and Hebrew, which most people omit.
/// 3. Combining marks U+0300 to U+036F after a Latin or Greek letter are removed, and so are the dots of `ё`. Elsewhere they form
///    separate letters, as in `й`.
/// 4. NFC, so that Hangul and kana are composed again.
/// 5. Lower case; letters that Unicode does not decompose are spelled out (`ß` as `ss`, `ø` as `o`), and katakana becomes hiragana.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        let has_capitals = word.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capitals { Cow::Owned(word.to_ascii_lowercase()) } else { Cow::Borrowed(word) };
    }
    let mut bare = String::with_capacity(word.len());
    let mut is_european = false;
    let mut before = ' ';
    for c in word.nfkd().filter(|c| !is_ignored(*c) && !is_vowel_mark(*c)) {
        if matches!(c, '\u{300}'..='\u{36f}') {
            if is_european || (c == '\u{308}' && matches!(before, 'е' | 'Е')) {
                continue;
            }
        } else {
            is_european = c < '\u{400}';
        }
        before = c;
        bare.push(c);
    }
    let lower = bare.nfc().collect::<String>().to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' | 'ð' => folded.push('d'),
            'ł' => folded.push('l'),
            'ħ' => folded.push('h'),
            'ı' => folded.push('i'),
            'þ' => folded.push_str("th"),
            'ς' => folded.push('σ'),
            // Hiragana is 96 code points before katakana.
            'ァ'..='ヶ' => folded.extend(char::from_u32(u32::from(c) - 96)),
            // Spaces separate the terms of an index, and one ligature decomposes into words.
            ' ' => {}
            c => folded.push(c),
        }
    }
    Cow::Owned(folded)
}

/// Whether a character inside a word is ignored: soft hyphens, joiners, and zero-width spaces.
pub(super) const fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The marks of Arabic and Hebrew for learners and verse, and the stroke that lengthens Arabic words.
const fn is_vowel_mark(c: char) -> bool {
    matches!(c, '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}')
}
