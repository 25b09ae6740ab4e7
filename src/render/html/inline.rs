//! Text without its markup: alternative texts of images, and text to omit.

use pulldown_cmark::{Event, TagEnd};

use crate::parse::html::is_line_break;
use crate::render::html::writer::Writer;

impl Writer<'_> {
    /// The plain text of all events up to the end of the link or image that has just begun; they count as written.
    pub(super) fn take_plain_text(&mut self) -> String {
        let mut text = String::new();
        let mut depth = 0_usize;
        while let Some((event, _)) = self.take() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(TagEnd::Link | TagEnd::Image) if depth == 0 => break,
                Event::End(_) => depth = depth.saturating_sub(1),
                Event::Text(part) | Event::Code(part) | Event::InlineMath(part) | Event::DisplayMath(part) => text.push_str(part),
                Event::SoftBreak | Event::HardBreak => text.push(' '),
                Event::InlineHtml(piece) if is_line_break(piece) => text.push(' '),
                Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
            }
        }
        text
    }
}
