//! A page as sections of plain text: what stands below a heading, up to the next.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::html::HtmlScanner;
use crate::parse::{ParsedPage, markdown};

/// How long a section may grow, in bytes, before it goes on as another with the same heading: long ones would tell readers too
/// little about where in them the words are.
const LONGEST: usize = 3_000;

/// A section's text and what it stands under.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Section {
    /// The heading's text; empty for what stands before the first heading, or below the page's title alone.
    pub(super) heading: String,
    /// The heading's anchor; empty for the top of the page.
    pub(super) anchor: String,
    /// Where the section begins in the page's text.
    pub(super) start: usize,
    /// Plain text, one block a line, with the line break behind it.
    pub(super) text: String,
    /// Whether it goes on with the section before it, which bears the same heading.
    pub(super) goes_on: bool,
}

/// Reads a page's sections. There is always a first one, which stands for the page itself and may be empty.
///
/// Code and the alternative text of images are text, comments and scripts are none. A description from the front matter opens
/// the first section.
pub(super) fn sections(page: &ParsedPage, text: &str) -> Vec<Section> {
    let mut reader = Reader {
        page,
        sections: vec![Section::default()],
        html: HtmlScanner::default(),
        block: String::new(),
        is_heading: false,
    };
    if let Some(description) = &page.front_matter.description {
        reader.block.push_str(description);
        reader.end_block(page.body);
    }
    for (event, range) in markdown::events(text, page.body) {
        reader.take(&event, &range, text);
    }
    reader.end_block(text.len());
    reader.sections
}

struct Reader<'p> {
    page: &'p ParsedPage,
    sections: Vec<Section>,
    html: HtmlScanner,
    /// The text of the block that is open.
    block: String,
    /// Whether the open block is a heading, whose text is known already.
    is_heading: bool,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event<'_>, range: &std::ops::Range<usize>, text: &str) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let was_hidden = self.html.is_hidden();
                self.html.read(html, range, text);
                if !was_hidden {
                    self.block.push_str(&words_of_html(html));
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                self.block.clear();
                self.is_heading = false;
            }
            Event::End(tag) if ends_block(*tag) => self.end_block(range.end),
            _ if self.html.is_hidden() => {}
            Event::Start(Tag::Heading { .. }) => self.heading(range.start),
            Event::Start(tag) if ends_block(tag.to_end()) => self.end_block(range.start),
            Event::Text(words) | Event::Code(words) if !self.is_heading => self.block.push_str(words),
            Event::SoftBreak | Event::HardBreak => self.block.push(' '),
            _ => {}
        }
    }

    /// Begins the section of a heading; the one that opens the page is its title, and begins none.
    fn heading(&mut self, at: usize) {
        self.end_block(at);
        self.is_heading = true;
        let Ok(position) = self.page.headings.binary_search_by_key(&at, |heading| heading.span.start) else { return };
        if position == 0 && self.page.opens_with_title {
            return;
        }
        let heading = &self.page.headings[position];
        self.sections.push(Section {
            heading: heading.text.to_string(),
            anchor: heading.id.to_string(),
            start: at,
            ..Section::default()
        });
    }

    fn end_block(&mut self, at: usize) {
        let words = self.block.split_whitespace();
        let Some(section) = self.sections.last_mut() else { return };
        let before = section.text.len();
        for word in words {
            if section.text.len() > before {
                section.text.push(' ');
            }
            section.text.push_str(word);
        }
        self.block.clear();
        if section.text.len() == before {
            return;
        }
        section.text.push('\n');
        if before > 0 && section.text.len() > LONGEST {
            let block = section.text.split_off(before);
            let next = Section {
                heading: section.heading.clone(),
                anchor: section.anchor.clone(),
                start: at,
                text: block,
                goes_on: true,
            };
            self.sections.push(next);
        }
    }
}

/// Whether what stands before and behind belongs to different blocks.
const fn ends_block(tag: TagEnd) -> bool {
    !matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
}

/// The text between the tags of a piece of HTML, without scripts, styles and comments.
fn words_of_html(html: &str) -> String {
    if !html.contains('>') || html.trim_start().starts_with('<') && html.find('>') == Some(html.trim_end().len() - 1) {
        return String::new();
    }
    let mut words = String::new();
    let mut is_code = false;
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => is_code = matches!(name, b"script" | b"style" | b"template"),
            CallbackEvent::EndTag { .. } => is_code = false,
            CallbackEvent::String { value } if !is_code => {
                words.push_str(&String::from_utf8_lossy(value));
                words.push(' ');
            }
            _ => {}
        }
        None
    });
    let mut emitter = emitter;
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;
    use crate::path::SourcePath;

    fn read(text: &str) -> Vec<Section> {
        sections(&parse(&SourcePath::from("a.md"), text.as_bytes()).value, text)
    }

    /// Sections as `heading#anchor: text`, blocks parted by bars.
    fn shown(text: &str) -> Vec<String> {
        let line =
            |section: &Section| format!("{}#{}: {}", section.heading, section.anchor, section.text.trim_end().replace('\n', "|"));
        read(text).iter().map(line).collect()
    }

    #[test]
    fn pages_are_read_to_sections() {
        for (page, expected) in [
            ("", &["#: "][..]),
            ("# Title\n\nOne *two*\nthree.\n\n## Next\n\nFour", &["#: One two three.", "Next#next: Four"]),
            ("Before\n\n# Late title\n\nText", &["#: Before", "Late title#late-title: Text"]),
            ("---\ndescription: In short.\n---\n# T\n\nLong.", &["#: In short.|Long."]),
            ("- a\n- b **c**d\n\n> q\n\n| h | i |\n|--|--|\n| j | k |", &["#: a|b cd|q|h|i|j|k"]),
            ("```sh\nlet x\n```\n\n`code` ![alt *text*](x.png)", &["#: let x|code alt text"]),
            (
                "<!-- no -->\n\n<details><summary>Shown</summary>\n\nInside <b>bold</b>ly\n\n</details>",
                &["#: Shown|Inside boldly"],
            ),
            ("<script>\nlet no;\n\nno\n</script>\n\nYes", &["#: Yes"]),
            ("<style>p { no: 1 }</style> <p>One</p><p>Two &amp; three</p>", &["#: One Two & three"]),
            ("Text[^1]\n\n[^1]: Note.", &["#: Text|Note."]),
            ("## A\n## A\nx", &["#: ", "A#a: ", "A#a-1: x"]),
        ] {
            assert_eq!(shown(page), expected, "{page}");
        }
    }

    #[test]
    fn long_sections_go_on() {
        let page = format!("## H\n\n{}", "word word word word\n\n".repeat(400));
        let sections = read(&page);
        assert!(sections.len() > 2 && sections[1..].iter().all(|section| section.anchor == "h" && section.text.len() <= LONGEST));
        assert_eq!(sections.iter().map(|section| section.goes_on).collect::<Vec<_>>()[..3], [false, false, true]);
        assert!(sections.windows(2).all(|pair| pair[0].start <= pair[1].start));
    }
}
