//! Terms of a glossary with their meaning beside them.

use std::fmt::Write;
use std::ops::Range;

use crate::render::escape::push_attribute;
use crate::render::html::writer::Writer;

impl Writer<'_> {
    /// Writes a text; the first use of each term in it that has no preview yet gets one.
    pub(super) fn text_with_terms(&mut self, text: &str, range: &Range<usize>) {
        let terms = self.body.terms;
        let first = terms.partition_point(|used| used.at.start < range.start);
        let is_as_written = !terms.is_empty() && self.body.text.get(range.clone()) == Some(text);
        let mut written = 0;
        for used in terms[first..].iter().take_while(|used| is_as_written && used.at.start < range.end) {
            let (start, end) = (used.at.start - range.start, used.at.end - range.start);
            let is_free = self.heading.is_none() && self.open_links.is_empty() && !self.explained.contains(&used.term);
            if !is_free || start < written || end > text.len() {
                continue;
            }
            self.text(&text[written..start]);
            let number = self.explained.len();
            self.html.push_str("<a class=\"jb-term\" href=\"");
            push_attribute(&mut self.html, &used.href);
            let _ = write!(self.html, "\" aria-describedby=\"jb-term-{number}\">");
            self.text(&text[start..end]);
            let _ = write!(self.html, "</a><span class=\"jb-gloss\" role=\"tooltip\" id=\"jb-term-{number}\">");
            self.line(used.definition);
            self.html.push_str("</span>");
            self.explained.push(used.term);
            written = end;
        }
        self.text(&text[written..]);
    }
}
