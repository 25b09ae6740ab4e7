//! `SUMMARY.md`, as mdBook and `GitBook` write it: a nested list of links.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// An entry of the list.
pub(super) struct Chapter {
    pub(super) title: String,
    /// Where it leads, unescaped; a draft leads nowhere.
    pub(super) path: Option<String>,
    pub(super) line: usize,
}

/// The entries in their order.
pub(super) fn chapters(summary: &str) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    let mut is_inside = false;
    for (event, span) in Parser::new_ext(summary, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                is_inside = true;
                let path = percent_encoding::percent_decode_str(&dest_url).decode_utf8_lossy().into_owned();
                let line = summary[..span.start].matches('\n').count() + 1;
                chapters.push(Chapter { title: String::new(), path: (!path.is_empty()).then_some(path), line });
            }
            Event::End(TagEnd::Link) => is_inside = false,
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
