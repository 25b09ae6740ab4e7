//! One file becomes a [`ParsedPage`]: facts and spans, knowing no other page.
//!
//! 1. [`decode`] turns bytes into text, without a byte order mark.
//! 2. `front_matter` reads the YAML block, when there is one.
//! 3. `markdown` walks the body's events once and keeps title, headings, anchors, links and words; no event outlives the walk.
//!
//! Spans are byte ranges of the decoded text. The body is parsed with its offset added, never cut out and shifted back.

pub mod front_matter;
pub mod html;
pub mod markdown;
mod page;
pub mod slug;

pub use page::{FrontMatter, Heading, Link, LinkForm, ParsedPage, ReviewPeriod, ReviewUnit, Spanned};

/// The text of a page, with wrong bytes replaced.
pub fn lossy_text(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes))
}

/// Stand-in for the parse phase until it lands.
pub fn parse(path: &crate::path::SourcePath, bytes: &[u8]) -> crate::diagnostic::Checked<ParsedPage> {
    use pulldown_cmark::{Event, Tag, TagEnd};
    let text = lossy_text(bytes);
    let mut diagnostics = Vec::new();
    let (front_matter, body) = front_matter::read(path, &text).take(&mut diagnostics);
    let mut page = ParsedPage { front_matter, body, ..ParsedPage::default() };
    let mut heading: Option<(u8, std::ops::Range<usize>, String)> = None;
    for event in markdown::events(&text, body) {
        let (event, span) = event;
        match event {
            Event::Start(Tag::Heading { level, .. }) => heading = Some((level as u8, span, String::new())),
            Event::Text(words) | Event::Code(words) => {
                page.words += words.split_whitespace().count();
                if let Some((_, _, text)) = &mut heading {
                    text.push_str(&words);
                }
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some((level, span, text)) = heading.take() {
                    if level == 1 && page.heading_title.is_none() {
                        page.heading_title = Some(text.as_str().into());
                        page.opens_with_title = page.headings.is_empty();
                    }
                    page.headings.push(Heading {
                        level,
                        id: slug::slug(&text).into(),
                        text: text.into(),
                        is_explicit: false,
                        span,
                    });
                }
            }
            Event::Start(Tag::Link { dest_url, .. }) => page.links.push(Link {
                form: LinkForm::Inline,
                at: span.start,
                destination: (&*dest_url).into(),
                span,
                sentence: None,
            }),
            _ => {}
        }
    }
    crate::diagnostic::Checked { value: page, diagnostics }
}
