//! The number of words.

/// Counts words over pieces of one line: markup inside a word does not split it.
#[derive(Debug, Default)]
pub(super) struct WordCounter {
    count: usize,
    is_inside: bool,
}

impl WordCounter {
    /// Counts the words of a further piece. A word is a run of non-space characters with a letter or digit in it; Han, Hiragana and
    /// Katakana characters count as one each.
    pub(super) fn read(&mut self, text: &str) {
        if text.is_ascii() {
            return text.bytes().for_each(|byte| self.ascii(byte));
        }
        for c in text.chars() {
            if let Ok(byte) = u8::try_from(c)
                && byte.is_ascii()
            {
                self.ascii(byte);
            } else if is_cjk(c) {
                self.count += 1;
                self.is_inside = false;
            } else if c.is_alphanumeric() {
                self.count += usize::from(!self.is_inside);
                self.is_inside = true;
            } else if c.is_whitespace() {
                self.is_inside = false;
            }
        }
    }

    /// Reads a letter. Written so that no branch is needed, since hardly any could be foretold.
    const fn ascii(&mut self, byte: u8) {
        let is_of_word = byte.is_ascii_alphanumeric();
        self.count += (is_of_word && !self.is_inside) as usize;
        self.is_inside = is_of_word || (self.is_inside && !byte.is_ascii_whitespace());
    }

    /// Ends the current word, if any.
    pub(super) const fn end_word(&mut self) {
        self.is_inside = false;
    }

    /// The number of words so far.
    pub(super) const fn count(&self) -> usize {
        self.count
    }
}

/// Whether the character belongs to a script without spaces between words, in the blocks that matter.
const fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        for (text, count) in [
            ("", 0),
            ("two words", 2),
            ("don't re-count v1.2", 3),
            ("- — ! a", 1),
            ("日本語です", 5),
            ("Rust言語 한국어 단어", 5),
            ("naïve\u{a0}café", 2),
        ] {
            let mut counter = WordCounter::default();
            counter.read(text);
            assert_eq!(counter.count(), count, "{text}");
        }
    }
}
