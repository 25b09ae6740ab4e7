//! Divides a page into sections of plain text: the text below a heading, up to the next.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::labels::WORK;
use crate::parse::ParsedPage;
use crate::parse::html::{self, HtmlScanner, HtmlTag};
use crate::parse::markdown::{Fence, SpannedEvent};

/// The length of a section, in bytes, after which it continues as another with the same heading: in a very long one it would not be
/// clear where the words are.
const LONGEST: usize = 3_000;

/// A page's plain text and its sections. There is always a first one, which represents the page itself and may be empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageText {
    /// One block per line, followed by a line break.
    text: String,
    sections: Vec<Section>,
}

/// The text below a heading, up to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading's text; empty for the text before the first heading, or directly below the page's title.
    pub(super) heading: Arc<str>,
    /// The heading's anchor; empty for the top of the page.
    pub(super) anchor: Arc<str>,
    /// Where the section begins in the page's Markdown.
    pub(super) start: usize,
    /// Whether it continues the section before it, which has the same heading.
    pub(super) goes_on: bool,
    /// Where the section begins in the plain text.
    place: usize,
}

impl PageText {
    /// Reads a page, given as its text and its events.
    ///
    /// Code and the alternative text of images are text, comments and scripts are not. A description from the front matter is at
    /// the start of the first section, and so is what the front matter says of the work.
    pub(super) fn new(page: &ParsedPage, text: &str, events: &[SpannedEvent<'_>]) -> Self {
        let mut reader = Reader {
            page,
            read: Self {
                text: String::with_capacity(text.len() - page.body.min(text.len())),
                sections: vec![Section::default()],
            },
            html: HtmlScanner::default(),
            block: String::new(),
            is_heading: false,
        };
        if let Some(description) = &page.front_matter.description {
            reader.block.push_str(description);
            reader.end_block(page.body);
        }
        for said in WORK.iter().filter_map(|key| page.front_matter.said_as_text(key)) {
            reader.block.push_str(&said);
            reader.end_block(page.body);
        }
        for (event, range) in events {
            reader.take(event, range, text);
        }
        reader.end_block(text.len());
        reader.read
    }

    /// The sections, each with its text.
    pub(super) fn sections(&self) -> impl ExactSizeIterator<Item = (&Section, &str)> {
        self.sections.iter().enumerate().map(|(number, section)| {
            let end = self.sections.get(number + 1).map_or(self.text.len(), |next| next.place);
            (section, &self.text[section.place..end])
        })
    }
}

struct Reader<'p> {
    page: &'p ParsedPage,
    /// The result so far.
    read: PageText,
    html: HtmlScanner,
    /// The text of the open block.
    block: String,
    /// Whether the open block is a heading, whose text is known already.
    is_heading: bool,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event<'_>, range: &std::ops::Range<usize>, text: &str) {
        match event {
            Event::Html(piece) | Event::InlineHtml(piece) => {
                let was_hidden = self.html.is_hidden();
                let tags = self.html.read(piece, range, text);
                if !was_hidden {
                    self.raw_html(piece, &tags);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                self.block.clear();
                self.is_heading = false;
            }
            Event::End(tag) if ends_block(*tag) => self.end_block(range.end),
            _ if self.html.is_hidden() => {}
            Event::Start(Tag::Heading { .. }) => self.heading(range.start),
            Event::Start(tag) if ends_block(tag.to_end()) => {
                self.end_block(range.start);
                if let Tag::CodeBlock(CodeBlockKind::Fenced(info)) = tag
                    && let Some(title) = Fence::parse(info).title
                {
                    self.block.push_str(title);
                    self.end_block(range.start);
                }
            }
            Event::Text(words) | Event::Code(words) | Event::InlineMath(words) | Event::DisplayMath(words)
                if !self.is_heading =>
            {
                self.block.push_str(words);
            }
            Event::SoftBreak | Event::HardBreak => self.block.push(' '),
            _ => {}
        }
    }

    /// Handles a piece of raw HTML, whose headings also begin sections.
    fn raw_html(&mut self, piece: &str, tags: &[HtmlTag]) {
        let mut from = 0;
        for (tag, heading) in html::headings_of(piece, tags) {
            self.block.push_str(&html::words(&piece[from..heading.range.start]));
            self.heading(tag.span.start);
            self.is_heading = false;
            from = heading.range.end;
        }
        self.block.push_str(&html::words(&piece[from..]));
    }

    /// Begins the section of a heading; the one at the start of the page is its title, and does not begin one.
    fn heading(&mut self, at: usize) {
        self.end_block(at);
        self.is_heading = true;
        let Ok(position) = self.page.headings.binary_search_by_key(&at, |heading| heading.span.start) else { return };
        if position == 0 && self.page.opens_with_title {
            return;
        }
        let heading = &self.page.headings[position];
        let place = self.read.text.len();
        self.read.sections.push(Section {
            heading: Arc::clone(&heading.text),
            anchor: Arc::clone(&heading.id),
            start: at,
            goes_on: false,
            place,
        });
    }

    fn end_block(&mut self, at: usize) {
        let PageText { text, sections } = &mut self.read;
        let before = text.len();
        push_words(&self.block, text);
        self.block.clear();
        if text.len() == before {
            return;
        }
        text.push('\n');
        let Some(section) = sections.last() else { return };
        if before > section.place && text.len() - section.place > LONGEST {
            let next = Section { start: at, goes_on: true, place: before, ..section.clone() };
            sections.push(next);
        }
    }
}

/// Adds the words of a block, each with one space before the next.
fn push_words(block: &str, text: &mut String) {
    if is_tidy(block) {
        return text.push_str(block);
    }
    let before = text.len();
    for word in block.split_whitespace() {
        if text.len() > before {
            text.push(' ');
        }
        text.push_str(word);
    }
}

/// Whether there are already single spaces between the words, as in most paragraphs.
fn is_tidy(block: &str) -> bool {
    let bytes = block.as_bytes();
    let is_around = |byte: Option<&u8>| byte == Some(&b' ');
    // Counting to the end processes many bytes in one step, unlike searching for the first.
    let others = bytes.iter().filter(|byte| !matches!(byte, b' '..=b'~')).count();
    let doubled = bytes.windows(2).filter(|pair| *pair == b"  ").count();
    others + doubled == 0 && !is_around(bytes.first()) && !is_around(bytes.last())
}

/// Whether the text before and the text after belong to different blocks.
const fn ends_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::{markdown, parse};
    use crate::path::SourcePath;

    fn parsed(text: &str) -> ParsedPage {
        parse(&SourcePath::from("a.md"), text.as_bytes()).value
    }

    fn read(page: &ParsedPage, text: &str) -> PageText {
        PageText::new(page, text, &markdown::events(text, page.body))
    }

    /// Sections as `heading#anchor: text`, with blocks separated by bars.
    fn shown(text: &str) -> Vec<String> {
        let line = |(section, text): (&Section, &str)| {
            format!("{}#{}: {}", section.heading, section.anchor, text.trim_end().replace('\n', "|"))
        };
        read(&parsed(text), text).sections().map(line).collect()
    }

    #[test]
    fn pages_are_read_to_sections() {
        for (page, expected) in [
            ("", &["#: "][..]),
            ("One  two\tthree\u{a0}four \n `a  b`", &["#: One two three four a b"]),
            ("# Title\n\nOne *two*\nthree.\n\n## Next\n\nFour", &["#: One two three.", "Next#next: Four"]),
            ("Before\n\n# Late title\n\nText", &["#: Before|Text"]),
            ("Before\n\n## Late\n\nText", &["#: Before", "Late#late: Text"]),
            ("---\ndescription: In short.\n---\n# T\n\nLong.", &["#: In short.|Long."]),
            ("- a\n- b **c**d\n\n> q\n\n| h | i |\n|--|--|\n| j | k |", &["#: a|b cd|q|h|i|j|k"]),
            ("```sh\nlet x\n```\n\n`code` ![alt *text*](x.png)", &["#: let x|code alt text"]),
            (
                "<!-- no -->\n\n<details><summary>Shown</summary>\n\nInside <b>bold</b>ly\n\n</details>",
                &["#: Shown|Inside boldly"],
            ),
            ("<script>\nlet no;\n\nno\n</script>\n\nYes", &["#: Yes"]),
            ("<style>p { no: 1 }</style> <p>One</p><p>Two &amp; three</p>", &["#: One Two & three"]),
            ("Lake<br>side<br/>path <BR />out", &["#: Lake side path out"]),
            ("Lead\n\n<h2>One</h2>\n<p>a</p>\n<h2 id=x>Two<br>b</h2>c", &["#: Lead", "One#one: a", "Two b#x: c"]),
            ("<ul><li>one</li><li>t<b>w</b>o</li></ul>", &["#: one two"]),
            ("a<img src=x.png alt=\"turbine hall\">b <img alt='' src=y.png>", &["#: a turbine hall b"]),
            ("```rust title=\"src/main.rs\"\nlet x\n```\n\n```js title=a.js\n```", &["#: src/main.rs|let x|a.js"]),
            ("Text[^1]\n\n[^1]: Note.", &["#: Text|Note."]),
            ("## A\n## A\nx", &["#: ", "A#a-1: x"]),
        ] {
            assert_eq!(shown(page), expected, "{page}");
        }
    }

    #[test]
    fn long_sections_go_on() {
        let page = format!("Lead.\n\n## H\n\n{}", "word word word word\n\n".repeat(400));
        let parsed = parsed(&page);
        let read = read(&parsed, &page);
        let sections: Vec<_> = read.sections().collect();
        assert!(sections.len() > 2);
        assert!(sections[1..].iter().all(|(section, text)| &*section.anchor == "h" && text.len() <= LONGEST));
        assert_eq!(sections.iter().map(|(section, _)| section.goes_on).collect::<Vec<_>>()[..3], [false, false, true]);
        assert!(sections.windows(2).all(|pair| pair[0].0.start <= pair[1].0.start));
    }
}
