//! The results of a search.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::index::Index as Pages;
use crate::path::UrlPath;

use super::Search;
use super::ranking::{self, Answer, Found};
use super::tokens::{Compound, compounds};

/// The longest excerpt, in characters.
const EXCERPT: usize = 170;

/// A page that was found, with its best section.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The page's address.
    pub url: UrlPath,
    /// The section's anchor; empty for the top of the page.
    pub anchor: String,
    /// The page's title.
    pub title: String,
    /// The section's heading; empty for the top of the page.
    pub heading: String,
    /// The id of the page's home stage.
    pub stage: Option<String>,
    /// Its score, comparable only within one query.
    pub score: f64,
    /// The sentence with the rarest words of the query.
    pub excerpt: String,
}

/// The hits of a query, the best first. Each page is read on demand.
pub struct Hits<'s> {
    search: &'s Search,
    config: &'s Config,
    pages: &'s Pages,
    found: std::vec::IntoIter<Found>,
    phrases: Vec<Vec<Compound>>,
    marks: BTreeMap<String, f64>,
}

impl Search {
    /// Searches as the browser does; returns the pages one by one, the best first.
    #[must_use]
    pub fn find<'s>(&'s self, query: &str, config: &'s Config, pages: &'s Pages) -> Hits<'s> {
        Hits::new(self, ranking::rank(self, query, config, pages), config, pages)
    }
}

impl<'s> Hits<'s> {
    pub(super) fn new(search: &'s Search, answer: Answer, config: &'s Config, pages: &'s Pages) -> Self {
        let Answer { found, phrases, marks } = answer;
        Self { search, config, pages, found: found.into_iter(), phrases, marks }
    }

    /// The hit of a page; `None` if none of its sections contains the phrases.
    fn hit(&self, found: &Found) -> Option<Hit> {
        let document = self.search.documents.get(found.page as usize)?;
        let text = document.read();
        let sections: Vec<_> = text.sections().collect();
        let says = |section: u16| {
            let Some((head, text)) = sections.get(usize::from(section)) else { return false };
            let title = if section == 0 { &*document.title } else { "" };
            let fields = [title, &head.heading, text].map(|field| in_row(&compounds(field, false)));
            self.phrases.iter().all(|phrase| fields.iter().any(|field| field.contains(&in_row(phrase))))
        };
        let best = found.sections.iter().map(|(section, _)| *section).find(|section| self.phrases.is_empty() || says(*section));
        if best.is_none() && !self.phrases.is_empty() {
            return None;
        }
        let section = sections.get(usize::from(best.unwrap_or(0)));
        let page = self.pages.page(document.id);
        let home = page.membership.stages.first().filter(|_| self.pages.shows_journey);
        Some(Hit {
            url: page.url.clone(),
            anchor: section.map_or_else(String::new, |(head, _)| head.anchor.to_string()),
            title: document.title.to_string(),
            heading: section.map_or_else(String::new, |(head, _)| head.heading.to_string()),
            stage: home.map(|stage| self.config.journey.stage(*stage).id.to_string()),
            score: found.score / 1e6,
            excerpt: section.map_or_else(String::new, |(_, text)| self.excerpt(text)),
        })
    }

    /// The sentence of a text with most of the words; its beginning if it is long.
    fn excerpt(&self, text: &str) -> String {
        let weight = |sentence: &str| {
            let found = compounds(sentence, false);
            let terms = found.iter().flat_map(|compound| compound.words.iter().chain(&compound.wholes).chain(&compound.humps));
            let marked: BTreeMap<&String, f64> = terms.filter_map(|term| Some((term, *self.marks.get(term)?))).collect();
            marked.values().sum::<f64>()
        };
        let mut best = (-1.0, "");
        for sentence in text.lines().flat_map(sentences) {
            let weight = weight(sentence);
            if weight > best.0 {
                best = (weight, sentence.trim());
            }
        }
        match best.1.char_indices().nth(EXCERPT) {
            Some((end, _)) => format!("{} …", best.1[..end].rsplit_once(' ').map_or(&best.1[..end], |(start, _)| start)),
            None => best.1.to_owned(),
        }
    }
}

impl Iterator for Hits<'_> {
    type Item = Hit;

    fn next(&mut self) -> Option<Hit> {
        loop {
            let found = self.found.next()?;
            if let Some(hit) = self.hit(&found) {
                return Some(hit);
            }
        }
    }
}

/// A phrase: words next to one another.
fn in_row(compounds: &[Compound]) -> String {
    let words: Vec<&str> = compounds.iter().flat_map(|compound| &compound.words).map(String::as_str).collect();
    format!(" {} ", words.join(" "))
}

/// The sentences of a line.
fn sentences(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        let mut ends = rest.char_indices().zip(rest.chars().skip(1).map(Some).chain([None]));
        let is_end = |((_, c), next): &((usize, char), Option<char>)| {
            matches!(c, '。' | '！' | '？') || (matches!(c, '.' | '!' | '?') && next.is_none_or(char::is_whitespace))
        };
        let end = ends.find(is_end).map_or(rest.len(), |((at, c), _)| at + c.len_utf8());
        let (sentence, behind) = rest.split_at(end);
        rest = behind;
        (!sentence.is_empty()).then_some(sentence)
    })
}
