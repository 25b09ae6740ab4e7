//! Shows parts of other pages where they are embedded.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::index::PageId;
use crate::parse::markdown::SpannedEvent;
use crate::render::escape::push_text;
use crate::render::html::Wanted;
use crate::render::html::writer::Writer;

/// How many bytes of HTML the embeds of one page may add to it. Further ones become links.
const MOST_ADDED: usize = 1 << 20;

/// The embeds so far.
#[derive(Debug, Default)]
pub(super) struct Embedded {
    number: usize,
    added: usize,
    read: usize,
}

impl Writer<'_> {
    /// Whether the embed at `range`, which was just read, is alone on its line, without markup around it.
    pub(super) fn stands_alone(&self, range: &Range<usize>) -> bool {
        let ends = matches!(
            self.events.get(self.next).map(|(event, _)| event),
            Some(Event::End(TagEnd::Paragraph | TagEnd::Item) | Event::SoftBreak | Event::Start(Tag::List(_)))
        );
        let is_start = |(event, at): &SpannedEvent<'_>| at == range && matches!(event, Event::Start(Tag::Image { .. }));
        let Some(start) = self.events[..self.next].iter().rposition(is_start).filter(|_| ends) else { return false };
        let (mut closed, mut is_first) = (0_usize, true);
        for (event, _) in self.events[..start].iter().rev() {
            let is_line_start = matches!(event, Event::Start(Tag::Paragraph | Tag::Item) | Event::SoftBreak);
            if is_first && !is_line_start {
                return false;
            }
            is_first = false;
            match event {
                Event::Start(Tag::Paragraph | Tag::Item) => return true,
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image) => {
                    closed += 1;
                }
                Event::Start(_) if closed > 0 => closed -= 1,
                Event::Start(_) | Event::End(_) | Event::InlineHtml(_) => return false,
                _ => {}
            }
        }
        false
    }

    /// Writes the part of a page to which an embed leads, with a link to its source; `false` if it must be only a link.
    pub(super) fn embedded_part(&mut self, page: PageId, href: &str, words: &str) -> bool {
        let Some(embeds) = self.body.embeds else { return false };
        if self.embedded.added > MOST_ADDED {
            return false;
        }
        self.embedded.number += 1;
        let wanted = Wanted { page, href, number: self.embedded.number, level: (self.level + 1).min(6) };
        let Some(html) = embeds.embed(&wanted, &mut self.embedded.read) else { return false };
        self.embedded.added += html.len();
        if self.embedded.added > MOST_ADDED {
            return false;
        }
        let is_in_paragraph = self.is_in_paragraph;
        if is_in_paragraph {
            self.end_paragraph();
        }
        self.html.push_str("<div class=\"jb-embedded\" role=\"group\"");
        self.attribute("aria-label", words);
        self.html.push_str("><p class=\"jb-embedded-source\">");
        self.start_anchor("jb-embed", href, "");
        push_text(&mut self.html, words);
        self.html.push_str("</a></p>\n");
        self.html.push_str(&html);
        self.html.push_str("</div>\n");
        if is_in_paragraph {
            self.start_paragraph();
        }
        true
    }
}
