//! Has the parser take some angle brackets for letters, though the text that everyone sees stays as it is.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag};

use super::Masked;
use crate::parse::html::Place;
use crate::parse::markdown::spanned::SpannedEvent;

/// A copy of a page's text, equal in length, in which each masked `<` is a control character that the page does not have.
pub(in crate::parse::markdown) struct Mask<'a> {
    text: &'a str,
    /// Where the copied part begins in the text.
    start: usize,
    copy: String,
    letter: char,
}

impl<'a> Mask<'a> {
    /// The copy of the text from byte `start` on; `None` when the page has all control characters itself.
    pub(in crate::parse::markdown) fn new(text: &'a str, start: usize, masked: &Masked) -> Option<Self> {
        let body = text.get(start..)?;
        let letter = (1_u8..=8).chain(14..=31).map(char::from).find(|letter| !body.contains(*letter))?;
        let mut copy = String::with_capacity(body.len());
        let mut from = 0;
        for at in masked.keys().filter_map(|at| at.checked_sub(start)) {
            if body.as_bytes().get(at) == Some(&b'<') && at >= from {
                copy.push_str(&body[from..at]);
                copy.push(letter);
                from = at + 1;
            }
        }
        copy.push_str(&body[from..]);
        Some(Self { text, start, copy, letter })
    }

    /// What the parser has to read.
    pub(in crate::parse::markdown) fn copy(&self) -> &str {
        &self.copy
    }

    /// Appends what an event of the copy is in the text. `range` is of the text.
    pub(in crate::parse::markdown) fn push(&self, event: Event<'_>, range: Range<usize>, events: &mut Vec<SpannedEvent<'a>>) {
        let event = match event {
            Event::Html(html) | Event::InlineHtml(html) if html.contains(self.letter) => {
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

    /// Words of the copy as they stand in the text.
    pub(in crate::parse::markdown) fn words(&self, words: &CowStr<'_>) -> CowStr<'a> {
        if let CowStr::Borrowed(part) = words {
            let offset = (part.as_ptr() as usize).checked_sub(self.copy.as_ptr() as usize);
            let in_copy = offset.filter(|offset| offset + part.len() <= self.copy.len());
            let in_text = in_copy.and_then(|offset| self.text.get(self.start + offset..self.start + offset + part.len()));
            // A constant of the parser's may lie anywhere.
            if let Some(in_text) = in_text.filter(|in_text| part.len() == in_text.len() && self.is_same(part, in_text)) {
                return CowStr::Borrowed(in_text);
            }
        }
        CowStr::from(self.restored(words))
    }

    /// A copy of the words as they stand in the text.
    pub(in crate::parse::markdown) fn restored(&self, words: &str) -> String {
        words.replace(self.letter, "<")
    }

    fn is_same(&self, copied: &str, written: &str) -> bool {
        copied.bytes().zip(written.bytes()).all(|(copied, written)| copied == written || char::from(copied) == self.letter)
    }

    /// Raw HTML that holds masked brackets: those are text, and what stands between them is HTML.
    fn push_html(&self, html: &str, range: &Range<usize>, events: &mut Vec<SpannedEvent<'a>>) {
        let place = Place::new(html, &(range.start - self.start..range.end - self.start), &self.copy);
        let source = |part: Range<usize>| {
            let part = place.source(&part);
            part.start + self.start..part.end + self.start
        };
        let mut from = 0;
        for (at, _) in html.match_indices(self.letter) {
            if at > from {
                events.push((Event::Html(CowStr::from(html[from..at].to_owned())), source(from..at)));
            }
            events.push((Event::Text(CowStr::Borrowed("<")), source(at..at + 1)));
            from = at + 1;
        }
        if from < html.len() {
            events.push((Event::Html(CowStr::from(html[from..].to_owned())), source(from..html.len())));
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
            // The parser's options give headings no attributes.
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
