//! How well a name matches the typed text.

use std::borrow::Cow;

/// A name in lower case; most paths are, and cost nothing.
pub(super) fn folded(name: &str) -> Cow<'_, str> {
    let is_lower = name.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(name) } else { Cow::Owned(name.to_lowercase()) }
}

/// The typed text.
#[derive(Debug, Clone)]
pub(in crate::lsp) struct Pattern {
    lower: String,
    words: Vec<String>,
}

impl Pattern {
    /// Takes the typed text; case and surrounding spaces are ignored.
    pub(in crate::lsp) fn new(typed: &str) -> Self {
        let lower = typed.trim().to_lowercase();
        let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        Self { lower, words }
    }

    /// Whether nothing is typed.
    pub(in crate::lsp) fn is_empty(&self) -> bool {
        self.lower.is_empty()
    }

    /// From 1 for letters that merely occur in this order up to 100 for the name itself; `None` if it does not match at all.
    pub(in crate::lsp) fn score(&self, name: &str) -> Option<u32> {
        if self.lower.is_empty() {
            return Some(1);
        }
        let lower = folded(name);
        if *lower == *self.lower {
            return Some(100);
        }
        if lower.starts_with(&*self.lower) {
            return Some(80);
        }
        if let Some(at) = lower.find(&*self.lower) {
            let begins_word = lower[..at].chars().next_back().is_some_and(|before| !before.is_alphanumeric());
            return Some(if begins_word { 60 } else { 40 });
        }
        if self.words.len() > 1 && self.words.iter().all(|word| lower.contains(&**word)) {
            return Some(30);
        }
        let mut letters = lower.chars();
        let is_within = self.lower.chars().all(|wanted| letters.any(|letter| letter == wanted));
        is_within.then_some(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn better_fits_score_higher() {
        let pattern = Pattern::new(" Lab");
        let names = ["labs", "interactive-labs", "collaboration", "la-bor", "Lab", "talks"];
        let scores: Vec<Option<u32>> = names.iter().map(|name| pattern.score(name)).collect();
        assert_eq!(scores, [Some(80), Some(60), Some(40), Some(1), Some(100), None]);
        assert_eq!(Pattern::new("good first").score("The first good issue"), Some(30));
        assert_eq!(Pattern::new("").score("anything"), Some(1));
    }
}
