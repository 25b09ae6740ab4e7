//! Raw HTML of the body: its links, anchors and headings.

use std::ops::Range;
use std::sync::Arc;

use crate::parse::faults::{foreign, html as html_faults};
use crate::parse::html::{self, HtmlAttributeKind, HtmlTag};
use crate::parse::page::Heading;

use super::{Walk, one_line};

impl Walk<'_> {
    /// Handles a piece of raw HTML.
    pub(super) fn html(&mut self, piece: &str, range: &Range<usize>) {
        let was_hidden = self.html.is_hidden();
        let tags = self.html.read(piece, range, self.text);
        if !was_hidden {
            self.html_headings(piece, &tags);
        }
        for tag in tags {
            for attribute in &tag.attributes {
                match attribute.kind {
                    HtmlAttributeKind::Anchor => self.html_anchor(&attribute.value, &attribute.span, &tag.span),
                    _ => self.links.push_attribute(attribute, self.block.plain.len()),
                }
            }
            self.diagnostics.extend(html_faults::missing_alt(self.path, self.text, &tag));
            self.diagnostics.extend(foreign::markdown_attribute(self.path, self.text, &tag));
            self.foreign.note_tag(&tag.name, &tag.span, tag.is_self_closing);
        }
        if !was_hidden && !self.html.is_hidden() && piece.contains('{') && !is_code_of_html(piece) {
            self.foreign.in_text(self.path, self.text, range, &mut self.diagnostics);
        }
        if html::is_line_break(piece) && !self.links.is_in_image() {
            self.line_break(range);
        }
        self.links.note_words(range, true);
        self.block.is_line_start = false;
    }

    /// Records the headings of raw HTML, to which GitHub gives anchors like any other.
    fn html_headings(&mut self, piece: &str, tags: &[HtmlTag]) {
        for (tag, heading) in html::headings_of(piece, tags) {
            let text: Arc<str> = Arc::from(one_line(&heading.text));
            let id = match &heading.id {
                Some(id) => {
                    self.slugger.unique(id);
                    id.clone()
                }
                None => self.slugger.id(heading.anchor_text.trim()),
            };
            let has_text = self.has_prose || !html::words(&piece[..heading.range.start]).trim().is_empty();
            self.note_lead(has_text);
            let (span, is_quoted) = (tag.span.clone(), self.quote_depth > 0);
            self.page.headings.push(Heading { level: heading.level, text, id: id.into(), is_explicit: false, is_quoted, span });
        }
    }

    /// Records an id or name; an element's `id` and `name` are often the same.
    fn html_anchor(&mut self, id: &str, span: &Range<usize>, tag: &Range<usize>) {
        let is_noted = self.anchors.last().is_some_and(|(last, place)| **last == *id && tag.start <= place.start);
        if !id.is_empty() && !is_noted {
            let id: Arc<str> = Arc::from(id);
            self.anchors.push((Arc::clone(&id), span.clone()));
            self.page.html_ids.push(id);
        }
    }
}

/// Whether a piece of HTML begins with something that is not shown as text.
fn is_code_of_html(html: &str) -> bool {
    ["<!--", "<script", "<style"].iter().any(|start| html.trim_start().starts_with(start))
}
