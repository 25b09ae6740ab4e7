//! The terms that glossary pages define, and where other pages use them.
//!
//! 1. [`glossary`] reads the terms: a heading of a page of kind `glossary` with text below it, its other names in brackets behind it or in
//!    emphasis on a line of their own below it.
//! 2. [`Glossary::uses`] finds the first uses of each term in the prose of a page, for a preview there.
//! 3. [`Glossary::unused`] tells of the terms that no page uses.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::config::{Config, WordRule};
use crate::diagnostic::{Checked, Code, Diagnostic};
use crate::index::{Index, Page, PageId};
use crate::link::{PageLinks, Resolution, Target};
use crate::parse::{FrontMatter, Heading, lossy_text, markdown};
use crate::source::Sources;
use crate::wording::{Rules, blocks, folded};

mod names;
#[cfg(test)]
mod tests;

/// The kind of pages whose headings are terms.
pub const GLOSSARY: &str = "glossary";

/// The longest definition that is shown on other pages, in bytes.
const DEFINITION: usize = 300;

/// How many uses of a term are told of, since the first may stand where no preview can.
const MOST_USES: usize = 4;

/// The terms of a handbook, in the order of its pages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<Term>,
    /// The names of each term, as something to look for.
    rules: Vec<WordRule>,
    /// Which term each of the rules is of.
    of_rules: Vec<usize>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Term {
    /// The page that defines it.
    pub page: PageId,
    /// Its name, and its other names.
    pub names: Vec<Arc<str>>,
    /// The anchor of its heading.
    pub anchor: Arc<str>,
    /// What it means, in plain text.
    pub definition: Arc<str>,
    /// The bytes of its heading.
    heading: Range<usize>,
}

/// Where a page uses a term.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TermUse {
    /// The bytes of the words.
    pub at: Range<usize>,
    /// The term, by its place in [`Glossary::terms`].
    pub term: usize,
}

/// Whether a page is a glossary.
#[must_use]
pub fn is_glossary(front_matter: &FrontMatter) -> bool {
    front_matter.kind.as_ref().is_some_and(|kind| *kind.value == *GLOSSARY)
}

/// Reads the terms of all glossaries that are built, and reports those that are defined twice.
#[must_use]
pub fn glossary(config: &Config, index: &Index, pages: &[Page], sources: &Sources) -> Checked<Glossary> {
    let mut glossary = Glossary::default();
    if !pages.iter().any(|page| is_glossary(&page.parsed.front_matter)) {
        return Checked::clean(glossary);
    }
    for ((id, page), (_, bytes)) in index.ids().zip(pages).zip(sources.pages()) {
        if !index.page(id).is_hidden && is_glossary(&page.parsed.front_matter) {
            glossary.terms.extend(terms(id, page, &lossy_text(bytes)));
        }
    }
    let diagnostics = glossary.defined_twice(index);
    for (number, term) in glossary.terms.iter().enumerate() {
        for rule in names::rules(&term.names, &config.language) {
            glossary.rules.push(rule);
            glossary.of_rules.push(number);
        }
    }
    Checked { value: glossary, diagnostics }
}

/// The headings of a page that have text below them, as terms.
fn terms(id: PageId, page: &Page, text: &str) -> Vec<Term> {
    let headings: Vec<&Heading> = page
        .parsed
        .headings
        .iter()
        .skip(usize::from(page.parsed.opens_with_title))
        .filter(|heading| !heading.is_quoted)
        .collect();
    let events = markdown::events(text, page.parsed.body);
    let mut found = Vec::new();
    for (place, heading) in headings.iter().enumerate() {
        let end = headings.get(place + 1).map_or(text.len(), |next| next.span.start);
        let below = || events.iter().filter(|(_, range)| range.start >= heading.span.end && range.start < end);
        let mut paragraphs = paragraphs(below().map(|(event, _)| event));
        let (mut names, mut rest) = (names::of_heading(&heading.text), paragraphs.next());
        if let Some((others, true)) = &rest {
            names.extend(names::listed(others));
            rest = paragraphs.next();
        }
        let Some((definition, _)) = rest.filter(|_| !names.is_empty()) else { continue };
        found.push(Term {
            page: id,
            names,
            anchor: Arc::clone(&heading.id),
            definition: shortened(&definition).into(),
            heading: heading.span.clone(),
        });
    }
    found
}

/// The plain texts of paragraphs, each with whether it is emphasised as a whole.
fn paragraphs<'e>(events: impl Iterator<Item = &'e Event<'e>>) -> impl Iterator<Item = (String, bool)> {
    let mut events = events.peekable();
    std::iter::from_fn(move || {
        events.by_ref().find(|event| matches!(event, Event::Start(Tag::Paragraph)))?;
        let (mut text, mut plain, mut depth) = (String::new(), String::new(), 0_usize);
        for event in events.by_ref() {
            match event {
                Event::End(TagEnd::Paragraph) => break,
                Event::Start(Tag::Emphasis) => depth += 1,
                Event::End(TagEnd::Emphasis) => depth = depth.saturating_sub(1),
                Event::Text(words) | Event::Code(words) => {
                    text.push_str(words);
                    if depth == 0 {
                        plain.push_str(words);
                    }
                }
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                _ => {}
            }
        }
        let is_emphasised = plain.trim().is_empty() && !text.trim().is_empty();
        Some((text.trim().to_owned(), is_emphasised))
    })
}

/// A definition cut at a word.
fn shortened(text: &str) -> String {
    if text.len() <= DEFINITION {
        return text.to_owned();
    }
    let end = (0..=DEFINITION).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let cut = text[..end].rfind(char::is_whitespace).map_or(&text[..end], |space| &text[..space]);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '.', ' ']))
}

impl Glossary {
    /// Ready to look for the terms; `None` where there are none.
    #[must_use]
    pub fn finder(&self) -> Option<Finder<'_>> {
        (!self.rules.is_empty()).then(|| Finder { glossary: self, rules: Rules::new(&self.rules) })
    }

    /// Pairs of names that stand for one another in the search.
    #[must_use]
    pub fn synonyms(&self) -> Vec<(Arc<str>, Arc<str>)> {
        let pairs = self.terms.iter().flat_map(|term| {
            let names = &term.names;
            names.iter().flat_map(move |asked| names.iter().map(move |said| (Arc::clone(asked), Arc::clone(said))))
        });
        pairs.filter(|(asked, said)| asked != said).collect()
    }

    /// The terms that no page uses and no link leads to.
    #[must_use]
    pub fn unused(&self, index: &Index, uses: &[Arc<[TermUse]>], links: &[Arc<PageLinks>]) -> Vec<Diagnostic> {
        let mut known: BTreeSet<usize> = uses.iter().flat_map(|uses| uses.iter().map(|found| found.term)).collect();
        let by_anchor: BTreeMap<(PageId, &str), usize> =
            self.terms.iter().enumerate().map(|(number, term)| ((term.page, &*term.anchor), number)).collect();
        for resolution in links.iter().flat_map(|links| &links.resolutions) {
            let Resolution::Internal { target: Target::Page(page), href, .. } = resolution else { continue };
            let anchor = href.split_once('#').map(|(_, anchor)| percent_encoding::percent_decode_str(anchor).decode_utf8_lossy());
            known.extend(anchor.and_then(|anchor| by_anchor.get(&(*page, &*anchor)).copied()));
        }
        let unused = self.terms.iter().enumerate().filter(|(number, _)| !known.contains(number));
        let told = unused.map(|(_, term)| {
            let name = &term.names[0];
            Diagnostic::new(Code::UnusedTerm, format!("no other page uses the term `{name}`"))
                .in_source(&index.page(term.page).path)
                .at(term.heading.clone())
                .subject(&**name)
                .help("use it where it is meant, add the names that pages use in brackets behind it, or take it out")
        });
        told.collect()
    }

    fn defined_twice(&self, index: &Index) -> Vec<Diagnostic> {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        let mut diagnostics = Vec::new();
        for (number, term) in self.terms.iter().enumerate() {
            for name in &term.names {
                let known = *first.entry(name.chars().map(folded).collect()).or_insert(number);
                if known == number {
                    continue;
                }
                let other = &self.terms[known];
                let problem = Diagnostic::new(Code::DuplicateTerm, format!("the term `{name}` is defined twice"))
                    .in_source(&index.page(term.page).path)
                    .at(term.heading.clone())
                    .subject(&**name)
                    .help("keep one of the two, or give one of them a name of its own");
                let label = "first defined here";
                diagnostics.push(problem.related(&index.page(other.page).path, Some(other.heading.clone()), label));
                break;
            }
        }
        diagnostics
    }
}

/// Looks for the terms of a glossary.
#[derive(Debug)]
pub struct Finder<'a> {
    glossary: &'a Glossary,
    rules: Rules<'a>,
}

impl Finder<'_> {
    /// The first uses of each term in the prose of a page, in the order in which they stand: no heading, no code, no link, no quotation.
    #[must_use]
    pub fn uses(&self, page: &Page, text: &str) -> Vec<TermUse> {
        if is_glossary(&page.parsed.front_matter) || !self.rules.may_occur(text) {
            return Vec::new();
        }
        let body = page.parsed.body;
        let is_heading = |at: usize| page.parsed.headings.iter().any(|heading| heading.span.contains(&at));
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        let mut uses = Vec::new();
        for block in blocks(text, body) {
            if block.first().is_none_or(|first| first.at.start < body || is_heading(first.at.start)) {
                continue;
            }
            for found in self.rules.find(&block) {
                let Some(rule) = self.glossary.rules.iter().position(|rule| std::ptr::eq(rule, found.rule)) else { continue };
                let term = self.glossary.of_rules[rule];
                let count = counts.entry(term).or_default();
                *count += 1;
                let letters = &block[found.letters];
                if let (Some(first), Some(last), true) = (letters.first(), letters.last(), *count <= MOST_USES) {
                    uses.push(TermUse { at: first.at.start..last.at.end, term });
                }
            }
        }
        uses
    }
}
