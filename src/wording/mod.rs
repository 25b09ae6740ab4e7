//! Words that a handbook avoids, found in the prose of its pages.
//!
//! 1. `rules` prepares the rules in `words:`, so that a page is searched once for all rules.
//! 2. `prose` returns a page's own prose, block by block: no code, no links, no quotations.
//! 3. [`Wording::faults`] searches it for the words, and supplies the fix for each.

use std::ops::Range;

use crate::config::WordsConfig;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;

mod prose;
mod rules;

use prose::Letter;
pub(crate) use prose::{blocks, folded};
use rules::Found;
pub(crate) use rules::Rules;

/// The words that a handbook avoids, prepared for many pages.
#[derive(Debug)]
pub struct Wording<'a> {
    rules: Rules<'a>,
}

impl<'a> Wording<'a> {
    /// Prepares the rules; `None` if there are none.
    #[must_use]
    pub fn new(words: &'a WordsConfig) -> Option<Self> {
        (!words.rules.is_empty()).then(|| Self { rules: Rules::new(&words.rules) })
    }

    /// The `avoided-word` problems of the page at `path`, from its decoded text and the byte where its body begins.
    #[must_use]
    pub fn faults(&self, path: &SourcePath, text: &str, body: usize) -> Vec<Diagnostic> {
        // Most pages contain none of the words, and need not be parsed again.
        if !self.rules.may_occur(text) {
            return Vec::new();
        }
        let blocks = prose::blocks(text, body);
        let found = blocks.iter().flat_map(|block| self.rules.find(block).into_iter().map(move |found| (block, found)));
        found.map(|(block, found)| diagnostic(path, text, block, &found)).collect()
    }
}

fn diagnostic(path: &SourcePath, text: &str, block: &[Letter], found: &Found<'_>) -> Diagnostic {
    let letters = &block[found.letters.clone()];
    let span = letters.first().map_or(0, |first| first.at.start)..letters.last().map_or(0, |last| last.at.end);
    let written: String = letters.iter().map(|letter| letter.character).collect();
    let rule = found.rule;
    let instead: Vec<String> = rule.instead.iter().map(|word| format!("`{word}`")).collect();
    let help = match &*instead {
        [] => "say it in another way".to_owned(),
        [one] => format!("write {one}"),
        [others @ .., last] => format!("write {} or {last}", others.join(", ")),
    };
    let help = rule.because.as_ref().map_or_else(|| help.clone(), |because| format!("{help}: {because}"));
    let diagnostic = Diagnostic::new(Code::AvoidedWord, format!("this handbook avoids `{written}`"))
        .in_source(path)
        .subject(&text[span.clone()])
        .help(help);
    match rule.instead.first().filter(|_| is_plain(&text[span.clone()], &written)) {
        Some(word) if word.chars().all(is_harmless) => diagnostic.at(span).fix(cased(word, &written), rule.applicability),
        _ => diagnostic.at(span),
    }
}

/// Whether the words are written as they are read, so that they can be replaced: no emphasis marks between them, no escapes, no
/// line that begins with `>`.
fn is_plain(source: &str, written: &str) -> bool {
    source.split_whitespace().eq(written.split_whitespace())
}

/// Whether a character is always literal in Markdown.
fn is_harmless(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, ' ' | '-' | '\'' | '’' | '.' | ',' | '/')
}

/// A word in the case of the one that it replaces: an initial capital, or all capitals. A name keeps its own.
fn cased(word: &str, written: &str) -> String {
    let mut letters = written.chars().filter(|c| c.is_alphabetic());
    let has_own_case = word.chars().any(char::is_uppercase);
    let (Some(first), false) = (letters.next(), has_own_case) else { return word.to_owned() };
    let mut rest = letters.peekable();
    if !first.is_uppercase() {
        return word.to_owned();
    }
    if rest.peek().is_some() && rest.all(char::is_uppercase) {
        return word.to_uppercase();
    }
    let mut characters = word.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// The letters of a phrase as compared.
fn letters(phrase: &str) -> Vec<char> {
    phrase.chars().map(folded).collect()
}

/// Whether the letters before and after a place can belong to one word, so that no word begins or ends there. In scripts without
/// spaces there are no such places.
fn joins(before: Option<char>, behind: Option<char>) -> bool {
    let is_of_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !is_written_without_blanks(c));
    is_of_word(before) && is_of_word(behind)
}

/// Thai to Khmer, kana and ideographs.
fn is_written_without_blanks(c: char) -> bool {
    let within = |range: Range<u32>| range.contains(&(c as u32));
    within(0x0e00..0x1100)
        || within(0x1780..0x1800)
        || within(0x3040..0x3100)
        || within(0x3400..0xa000)
        || within(0x2_0000..0x3_2000)
}

#[cfg(test)]
mod tests;
