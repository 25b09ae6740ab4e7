//! One word, or some, as compared: without case, accents and compatibility forms.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A word folded. The browser folds in the same way, step by step:
///
/// 1. NFKD (Unicode Standard Annex 15).
/// 2. Combining marks U+0300 to U+036F behind a Latin or Greek letter go. Elsewhere they make letters of their own, as in `й`.
/// 3. NFC, so that Hangul and kana are whole again.
/// 4. Lower case, and the letters that Unicode does not take apart are spelled out: `ß` as `ss`, `ø` as `o`.
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        let has_capitals = word.bytes().any(|byte| byte.is_ascii_uppercase());
        return if has_capitals { Cow::Owned(word.to_ascii_lowercase()) } else { Cow::Borrowed(word) };
    }
    let mut bare = String::with_capacity(word.len());
    let mut is_european = false;
    for c in word.nfkd() {
        if matches!(c, '\u{300}'..='\u{36f}') {
            if is_european {
                continue;
            }
        } else {
            is_european = c < '\u{400}';
        }
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
            // Spaces stand between the terms of an index, and one ligature is taken apart to words.
            ' ' => {}
            c => folded.push(c),
        }
    }
    Cow::Owned(folded)
}
