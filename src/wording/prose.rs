//! A page's own prose, letter by letter with the place of each.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::front_matter::{self, Block as FrontMatterBlock};
use crate::parse::markdown;
use crate::yaml;

/// A letter of the prose. A run of white space is one space; anything that is left alone (code, a link, a quotation) is one
/// [`GAP`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The letter as read.
    pub(crate) character: char,
    /// As it is compared.
    pub(crate) folded: char,
    /// Its bytes in the page's text.
    pub(crate) at: Range<usize>,
}

/// The replacement for something that is left alone, so that no phrase extends across it.
const GAP: char = '\u{fffc}';

/// The HTML elements whose text is code or a quotation.
const LEFT_ALONE: [&str; 10] = ["a", "blockquote", "cite", "code", "kbd", "pre", "q", "samp", "script", "style"];

/// An ampersand as a character reference.
const AMPERSANDS: [&str; 4] = ["&amp;", "&AMP;", "&#38;", "&#x26;"];

/// A letter as compared: in lower case, with plain apostrophes and hyphens.
pub(crate) fn folded(character: char) -> char {
    match character {
        '’' | 'ʼ' => '\'',
        '\u{2010}' | '\u{2011}' => '-',
        c if c.is_whitespace() => ' ',
        c => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The blocks of a page's prose: its title and description in the front matter, and each paragraph, heading and cell after it.
pub(crate) fn blocks(text: &str, body: usize) -> Vec<Vec<Letter>> {
    let mut reader = Reader { text, blocks: Vec::new(), block: Vec::new(), left_alone: 0, quotes: Vec::new() };
    reader.front_matter();
    for (event, range) in markdown::events(text, body) {
        reader.take(&event, &range);
    }
    reader.end_block();
    reader.blocks
}

struct Reader<'t> {
    text: &'t str,
    blocks: Vec<Vec<Letter>>,
    block: Vec<Letter>,
    /// The number of open elements whose text is left alone.
    left_alone: usize,
    /// Which of the open quotes are quotations; the others are callouts, in the page's own voice.
    quotes: Vec<bool>,
}

impl Reader<'_> {
    /// Title and description, if they are written in one piece.
    fn front_matter(&mut self) {
        let FrontMatterBlock::Yaml(within) = front_matter::place(self.text) else { return };
        let document = yaml::read(self.text, within);
        let Some(root) = &document.root else { return };
        for value in ["title", "description"].iter().filter_map(|key| root.get(key)) {
            let Some(scalar) = value.scalar() else { continue };
            let source = &self.text[value.span.clone()];
            if let Some(start) = source.find(&*scalar.text).map(|found| value.span.start + found) {
                self.text_at(&scalar.text, &(start..start + scalar.text.len()));
                self.end_block();
            }
        }
    }

    fn take(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(kind)) => {
                self.end_block();
                self.quotes.push(kind.is_none());
                self.left_alone += usize::from(kind.is_none());
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                self.end_block();
                self.left_alone -= usize::from(self.quotes.pop().unwrap_or_default());
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Link { .. } | Tag::Image { .. }) => {
                self.gap(range);
                self.left_alone += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Link | TagEnd::Image) => self.left_alone = self.left_alone.saturating_sub(1),
            Event::Text(words) if self.left_alone == 0 => self.text_at(words, range),
            Event::SoftBreak | Event::HardBreak if self.left_alone == 0 => self.push(' ', range.clone()),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) => self.gap(range),
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, range),
            Event::Start(tag) if is_block(tag.to_end()) => self.end_block(),
            Event::End(tag) if is_block(*tag) => self.end_block(),
            _ => {}
        }
    }

    fn html(&mut self, html: &str, range: &Range<usize>) {
        if html.starts_with("<!--") {
            return;
        }
        for rest in html.split('<').skip(1) {
            let name: String = rest.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
            if LEFT_ALONE.iter().any(|left_alone| name.eq_ignore_ascii_case(left_alone)) {
                self.gap(range);
                self.left_alone = if rest.starts_with('/') { self.left_alone.saturating_sub(1) } else { self.left_alone + 1 };
            }
        }
    }

    fn gap(&mut self, range: &Range<usize>) {
        self.push(GAP, range.clone());
    }

    /// Adds the letters of a text event, each with its own place if the source equals the text.
    fn text_at(&mut self, words: &str, range: &Range<usize>) {
        let mut at = range.start;
        for character in words.chars() {
            let rest = &self.text[at..range.end];
            // A backslash escapes, and a reference such as `&amp;` names a character.
            let is_named = rest.starts_with('&') && (character != '&' || AMPERSANDS.iter().any(|name| rest.starts_with(name)));
            let width = if rest.starts_with(character) && !is_named {
                character.len_utf8()
            } else if rest.strip_prefix('\\').is_some_and(|rest| rest.starts_with(character)) {
                1 + character.len_utf8()
            } else if is_named {
                rest.find(';').map_or(rest.len(), |end| end + 1)
            } else {
                rest.len()
            };
            if character != '\u{ad}' {
                self.push(character, at..at + width);
            }
            at += width;
        }
    }

    fn push(&mut self, character: char, at: Range<usize>) {
        let folded = folded(character);
        let character = if folded == ' ' { ' ' } else { character };
        if folded == ' ' && self.block.last().is_none_or(|last| last.folded == ' ') {
            return;
        }
        self.block.push(Letter { character, folded, at });
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.iter().any(|letter| letter.folded.is_alphanumeric()) {
            self.blocks.push(without_quotations(block));
        }
    }
}

/// Whether a block of text begins or ends here, rather than something within one.
const fn is_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Superscript | TagEnd::Subscript)
}

/// Replaces text between quotation marks by gaps: these are somebody else's words.
fn without_quotations(mut block: Vec<Letter>) -> Vec<Letter> {
    let mut at = 0;
    while at < block.len() {
        let close = closing(&block, at)
            .and_then(|marks| Some(at + 1 + block[at + 1..].iter().position(|letter| marks.contains(&letter.character))?));
        let Some(close) = close else {
            at += 1;
            continue;
        };
        for letter in &mut block[at + 1..close] {
            (letter.character, letter.folded) = (GAP, GAP);
        }
        at = close + 1;
    }
    block
}

/// The closing marks for the letter at `at`, if that is an opening quotation mark.
fn closing(block: &[Letter], at: usize) -> Option<&'static [char]> {
    match block[at].character {
        '“' => Some(&['”']),
        '„' => Some(&['“', '”']),
        '«' => Some(&['»']),
        '»' => Some(&['«']),
        '「' => Some(&['」']),
        '『' => Some(&['』']),
        // After a digit it means inches.
        '"' if at.checked_sub(1).is_none_or(|before| !block[before].character.is_alphanumeric()) => Some(&['"']),
        _ => None,
    }
}
