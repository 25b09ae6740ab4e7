//! Makes the parser treat some bytes, mainly angle brackets, as letters, although the visible text stays the same.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::Masked;
use crate::parse::html::Place;
use crate::parse::markdown::autolink;
use crate::parse::markdown::spanned::SpannedEvent;

/// A copy of a page's text, equal in length, in which each masked byte is a control character that the page does not have.
pub(in crate::parse::markdown) struct Mask<'a> {
    text: &'a str,
    /// Where the copied part begins in the text.
    start: usize,
    copy: String,
    /// Each control character with the byte that it replaces.
    letters: Vec<(char, char)>,
}

impl<'a> Mask<'a> {
    /// The copy of the text from byte `start` on, without the `masked` angle brackets and with the bytes at `letters` as letters;
    /// `None` if the page itself has too many control characters.
    pub(in crate::parse::markdown) fn new(
        text: &'a str,
        start: usize,
        masked: &Masked,
        letters: &BTreeSet<usize>,
    ) -> Option<Self> {
        let body = text.get(start..)?;
        let mut free = (1_u8..=8).chain(14..=31).map(char::from).filter(|letter| !body.contains(*letter));
        let mut mask = Self { text, start, copy: String::with_capacity(body.len()), letters: Vec::new() };
        let is_bracket = |at: &usize| text.as_bytes().get(*at) == Some(&b'<');
        let is_letter = |at: &usize| text.as_bytes().get(*at).is_some_and(|byte| autolink::is_markup(*byte));
        let mut places: Vec<usize> = masked.keys().copied().filter(is_bracket).collect();
        places.extend(letters.iter().copied().filter(is_letter));
        places.sort_unstable();
        places.dedup();
        let mut from = 0;
        for at in places.into_iter().filter_map(|at| at.checked_sub(start)) {
            let meant = char::from(body.as_bytes()[at]);
            let known = mask.letters.iter().find(|(_, known)| *known == meant).map(|(letter, _)| *letter);
            let letter = if let Some(letter) = known {
                letter
            } else {
                let letter = free.next()?;
                mask.letters.push((letter, meant));
                letter
            };
            mask.copy.push_str(&body[from..at]);
            mask.copy.push(letter);
            from = at + 1;
        }
        mask.copy.push_str(&body[from..]);
        Some(mask)
    }

    /// The text for the parser.
    pub(in crate::parse::markdown) fn copy(&self) -> &str {
        &self.copy
    }

    /// Appends an event of the copy as it is in the text. `range` is relative to the text.
    pub(in crate::parse::markdown) fn push(&self, event: Event<'_>, range: Range<usize>, events: &mut Vec<SpannedEvent<'a>>) {
        let event = match event {
            Event::Html(html) | Event::InlineHtml(html) if self.bracket().is_some_and(|letter| html.contains(letter)) => {
                self.push_html(&html, &range, events);
                return;
            }
            Event::Html(html) => Event::Html(self.words(&html)),
            Event::InlineHtml(html) => Event::InlineHtml(self.words(&html)),
            Event::Text(words) => Event::Text(self.words(&words)),
            Event::Code(words) => Event::Code(self.words(&words)),
            Event::InlineMath(words) => Event::InlineMath(self.words(&words)),
            Event::DisplayMath(words) => Event::DisplayMath(self.words(&words)),
            Event::FootnoteReference(label) => Event::FootnoteReference(self.words(&label)),
            Event::Start(tag) => Event::Start(self.tag(tag)),
            Event::End(tag) => Event::End(tag),
            Event::SoftBreak => Event::SoftBreak,
            Event::HardBreak => Event::HardBreak,
            Event::Rule => Event::Rule,
            Event::TaskListMarker(is_done) => Event::TaskListMarker(is_done),
        };
        events.push((event, range));
    }

    /// A text of the copy as it is in the page.
    pub(in crate::parse::markdown) fn words(&self, words: &CowStr<'_>) -> CowStr<'a> {
        if let CowStr::Borrowed(part) = words {
            let offset = (part.as_ptr() as usize).checked_sub(self.copy.as_ptr() as usize);
            let in_copy = offset.filter(|offset| offset + part.len() <= self.copy.len());
            let in_text = in_copy.and_then(|offset| self.text.get(self.start + offset..self.start + offset + part.len()));
            // A constant of the parser may be anywhere in memory.
            if let Some(in_text) = in_text.filter(|in_text| part.len() == in_text.len() && self.is_same(part, in_text)) {
                return CowStr::Borrowed(in_text);
            }
        }
        CowStr::from(self.restored(words))
    }

    /// A copy of the text as it is in the page.
    pub(in crate::parse::markdown) fn restored(&self, words: &str) -> String {
        words.chars().map(|c| self.meant(c)).collect()
    }

    /// The character in the page for a character of the copy.
    fn meant(&self, c: char) -> char {
        self.letters.iter().find(|(letter, _)| *letter == c).map_or(c, |(_, meant)| *meant)
    }

    /// The replacement of an angle bracket.
    fn bracket(&self) -> Option<char> {
        self.letters.iter().find(|(_, meant)| *meant == '<').map(|(letter, _)| *letter)
    }

    fn is_same(&self, copied: &str, written: &str) -> bool {
        let is_letter = |byte: u8| self.letters.iter().any(|(letter, _)| *letter == char::from(byte));
        copied.bytes().zip(written.bytes()).all(|(copied, written)| copied == written || is_letter(copied))
    }

    /// Raw HTML with masked brackets: those are text, and what is between them is HTML.
    fn push_html(&self, html: &str, range: &Range<usize>, events: &mut Vec<SpannedEvent<'a>>) {
        let place = Place::new(html, &(range.start - self.start..range.end - self.start), &self.copy);
        let source = |part: Range<usize>| {
            let part = place.source(&part);
            part.start + self.start..part.end + self.start
        };
        let mut from = 0;
        let Some(bracket) = self.bracket() else { return };
        for (at, _) in html.match_indices(bracket) {
            if at > from {
                events.push((Event::Html(CowStr::from(self.restored(&html[from..at]))), source(from..at)));
            }
            events.push((Event::Text(CowStr::Borrowed("<")), source(at..at + 1)));
            from = at + 1;
        }
        if from < html.len() {
            events.push((Event::Html(CowStr::from(self.restored(&html[from..]))), source(from..html.len())));
        }
    }

    fn tag(&self, tag: Tag<'_>) -> Tag<'a> {
        match tag {
            Tag::Link { link_type, dest_url, title, id } => {
                let (dest_url, title, id) = (self.words(&dest_url), self.words(&title), self.words(&id));
                Tag::Link { link_type, dest_url, title, id }
            }
            Tag::Image { link_type, dest_url, title, id } => {
                let (dest_url, title, id) = (self.words(&dest_url), self.words(&title), self.words(&id));
                Tag::Image { link_type, dest_url, title, id }
            }
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => Tag::CodeBlock(CodeBlockKind::Fenced(self.words(&info))),
            Tag::CodeBlock(CodeBlockKind::Indented) => Tag::CodeBlock(CodeBlockKind::Indented),
            Tag::FootnoteDefinition(label) => Tag::FootnoteDefinition(self.words(&label)),
            // With the parser's options headings have no attributes.
            Tag::Heading { level, .. } => Tag::Heading { level, id: None, classes: Vec::new(), attrs: Vec::new() },
            Tag::Paragraph => Tag::Paragraph,
            Tag::BlockQuote(kind) => Tag::BlockQuote(kind),
            Tag::HtmlBlock => Tag::HtmlBlock,
            Tag::List(first) => Tag::List(first),
            Tag::Item => Tag::Item,
            Tag::DefinitionList => Tag::DefinitionList,
            Tag::DefinitionListTitle => Tag::DefinitionListTitle,
            Tag::DefinitionListDefinition => Tag::DefinitionListDefinition,
            Tag::Table(alignments) => Tag::Table(alignments),
            Tag::TableHead => Tag::TableHead,
            Tag::TableRow => Tag::TableRow,
            Tag::TableCell => Tag::TableCell,
            Tag::Emphasis => Tag::Emphasis,
            Tag::Strong => Tag::Strong,
            Tag::Strikethrough => Tag::Strikethrough,
            Tag::Superscript => Tag::Superscript,
            Tag::Subscript => Tag::Subscript,
            Tag::MetadataBlock(kind) => Tag::MetadataBlock(kind),
        }
    }
}
