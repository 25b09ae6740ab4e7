//! `SUMMARY.md`, as mdBook and `GitBook` write it: a nested list of links.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// An entry of the list.
pub(super) struct Chapter {
    pub(super) title: String,
    /// Its destination, unescaped; a draft has none.
    pub(super) path: Option<String>,
    pub(super) line: usize,
    /// The heading above it, except that of the whole list.
    pub(super) part: Option<String>,
}

/// The entries in their order.
pub(super) fn chapters(summary: &str) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut is_inside = false;
    // The current heading, and the one above it.
    let (mut heading, mut part): (Option<String>, Option<String>) = (None, None);
    for (event, span) in Parser::new_ext(summary, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                is_inside = true;
                let path = percent_encoding::percent_decode_str(&dest_url).decode_utf8_lossy().into_owned();
                let line = summary[..span.start].matches('\n').count() + 1;
                chapters.push(Chapter {
                    title: String::new(),
                    path: (!path.is_empty()).then_some(path),
                    line,
                    part: part.clone(),
                });
            }
            Event::End(TagEnd::Link) => is_inside = false,
            // A heading of the first level before any chapter is the list's own.
            Event::Start(Tag::Heading { level, .. }) if level != HeadingLevel::H1 || !chapters.is_empty() => {
                heading = Some(String::new());
            }
            Event::End(TagEnd::Heading(_)) => part = heading.take().filter(|text| !text.trim().is_empty()),
            Event::Text(text) | Event::Code(text) if heading.is_some() => {
                heading.as_mut().into_iter().for_each(|heading| heading.push_str(&text));
            }
            Event::Text(text) | Event::Code(text) if is_inside => {
                if let Some(chapter) = chapters.last_mut() {
                    chapter.title.push_str(&text);
                }
            }
            Event::SoftBreak if is_inside => {
                if let Some(chapter) = chapters.last_mut() {
                    chapter.title.push(' ');
                }
            }
            _ => {}
        }
    }
    chapters
}
