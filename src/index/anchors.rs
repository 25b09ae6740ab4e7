//! The anchors of one page, sorted so that a page with 10,000 headings can be searched quickly.

use std::sync::Arc;

use crate::parse::ParsedPage;
use crate::parse::slug::slug;

/// How many anchors of a long page are compared with a misspelled one: its neighbours in alphabetic order.
const NEIGHBOURS: usize = 256;

/// Every id and name in a page that a fragment can refer to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Anchors {
    sorted: Vec<Arc<str>>,
    /// Other spellings of anchors, with the anchor: lower case, and a heading's slug if the author gave another id.
    by_spelling: Vec<(Box<str>, Arc<str>)>,
    /// Anchors by only the words of their headings, with one hyphen between them, if that differs.
    by_words: Vec<(Box<str>, Arc<str>)>,
}

/// A slug with one hyphen for each run of them: what is between words does not matter.
fn words_of_slug(slug: &str) -> String {
    slug.split('-').filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-")
}

impl Anchors {
    /// Gathers heading ids and the ids and names of raw HTML.
    #[must_use]
    pub fn new(page: &ParsedPage) -> Self {
        let headings = page.headings.iter().map(|heading| &heading.id);
        let mut sorted: Vec<Arc<str>> = headings.chain(&page.html_ids).cloned().collect();
        sorted.sort_unstable();
        sorted.dedup();
        let explicit = page.headings.iter().filter(|heading| heading.is_explicit);
        let mut by_spelling: Vec<(Box<str>, Arc<str>)> =
            explicit.map(|heading| (slug(&heading.text).into(), Arc::clone(&heading.id))).collect();
        let lower = sorted.iter().map(|id| (Box::from(id.to_lowercase()), Arc::clone(id)));
        by_spelling.extend(lower.filter(|(lower, id): &(Box<str>, Arc<str>)| **lower != **id));
        by_spelling.sort_unstable();
        let words = page.headings.iter().map(|heading| (words_of_slug(&slug(&heading.text)).into(), Arc::clone(&heading.id)));
        let mut by_words: Vec<(Box<str>, Arc<str>)> =
            words.filter(|(words, id): &(Box<str>, Arc<str>)| !words.is_empty() && **words != **id).collect();
        // Of two headings with the same words the first counts.
        by_words.sort_by(|(a, _), (b, _)| a.cmp(b));
        Self { sorted, by_spelling, by_words }
    }

    /// Whether the page has exactly this anchor.
    #[must_use]
    pub fn contains(&self, fragment: &str) -> bool {
        self.get(fragment).is_some()
    }

    /// The anchor with exactly this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let position = self.sorted.binary_search_by(|anchor| (**anchor).cmp(name)).ok()?;
        Some(&self.sorted[position])
    }

    /// The anchor that equals the name except for case, or whose heading has this slug although it has another id.
    #[must_use]
    pub fn spelled(&self, lower: &str) -> Option<&str> {
        let position = self.by_spelling.partition_point(|(spelling, _)| **spelling < *lower);
        self.by_spelling.get(position).filter(|(spelling, _)| **spelling == *lower).map(|(_, anchor)| &**anchor)
    }

    /// The anchor of the first heading with the words of a slug, whatever is between them: in Obsidian `Q A` means `Q & A`.
    #[must_use]
    pub fn with_words(&self, slug: &str) -> Option<&str> {
        let words = words_of_slug(slug);
        let position = self.by_words.partition_point(|(known, _)| **known < *words);
        self.by_words.get(position).filter(|(known, _)| **known == *words).map(|(_, anchor)| &**anchor)
    }

    /// The anchors around a name in alphabetical order; all of them if the page has few.
    pub fn neighbours<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a str> + use<'a> {
        let all = self.sorted.len() <= NEIGHBOURS;
        let position = self.sorted.partition_point(|anchor| **anchor < *name);
        let start = if all { 0 } else { position.saturating_sub(NEIGHBOURS / 2) };
        self.sorted[start..].iter().take(NEIGHBOURS).map(|anchor| &**anchor)
    }

    /// All anchors, sorted.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.sorted.iter().map(|anchor| &**anchor)
    }
}
