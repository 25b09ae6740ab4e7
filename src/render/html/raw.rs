//! Raw HTML: kept as written, but for the addresses in it, which are replaced in their place.

use std::ops::Range;

use crate::link::Resolution;
use crate::parse::LinkForm;
use crate::parse::html::{HtmlAttribute, HtmlAttributeKind};
use crate::render::escape::push_attribute;
use crate::render::html::code::with_line_feeds;
use crate::render::html::writer::Writer;

/// Bytes of a piece of raw HTML and what stands there instead.
struct Edit {
    range: Range<usize>,
    text: String,
}

impl Writer<'_> {
    /// Pages that have no links in raw HTML are spared the reading of it.
    pub(super) fn raw_html(&mut self, written: &str, span: &Range<usize>) {
        if !self.reads_raw_html {
            push_raw(&mut self.html, written);
            return;
        }
        let mut from = 0;
        for tag in self.scanner.read(written, span, self.body.text) {
            for attribute in &tag.attributes {
                let link = self.link_at(attribute.span.start);
                let edit = match attribute.kind {
                    HtmlAttributeKind::Anchor | HtmlAttributeKind::Reference => prefixed(attribute, self.body.shift.id_prefix),
                    HtmlAttributeKind::Href | HtmlAttributeKind::Source => link.and_then(|(_, to)| edit(attribute, to)),
                };
                let Some(edit) = edit else { continue };
                push_raw(&mut self.html, written.get(from..edit.range.start).unwrap_or_default());
                self.html.push_str(&edit.text);
                from = edit.range.end.max(from);
            }
        }
        push_raw(&mut self.html, written.get(from..).unwrap_or_default());
    }

    pub(super) fn end_raw_block(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }
}

/// Whether any of a page's links stands in raw HTML.
pub(super) fn has_raw_links(links: &[crate::parse::Link]) -> bool {
    links.iter().any(|link| matches!(link.form, LinkForm::HtmlHref | LinkForm::HtmlSource))
}

/// What changes at an attribute; `None` when it stays as written.
fn edit(attribute: &HtmlAttribute, resolution: &Resolution) -> Option<Edit> {
    let instead = match resolution {
        Resolution::External => return None,
        Resolution::Internal { href, .. } | Resolution::Beside { href } | Resolution::Repository { href } => {
            return Some(replaced(attribute, href));
        }
        Resolution::Missing => "data-jb-missing=\"\"",
        Resolution::Removed => "",
    };
    // One candidate of several can be missing without harm to the others, and none of them is ever run. An `a` without `href` is
    // no link, and its words stay.
    (!attribute.is_candidate).then(|| Edit { range: attribute.whole.clone(), text: instead.to_owned() })
}

/// Another value in the place of an attribute's own.
fn replaced(attribute: &HtmlAttribute, value: &str) -> Edit {
    let mut escaped = String::with_capacity(value.len() + 2);
    push_attribute(&mut escaped, value);
    let text = if attribute.is_quoted { escaped.replace('\'', "&#39;") } else { format!("\"{escaped}\"") };
    Edit { range: attribute.range.clone(), text }
}

/// The prefix in front of each id that an attribute holds.
fn prefixed(attribute: &HtmlAttribute, prefix: &str) -> Option<Edit> {
    let ids = || attribute.value.split_ascii_whitespace().map(|id| format!("{prefix}{id}"));
    (!prefix.is_empty()).then(|| replaced(attribute, &ids().collect::<Vec<_>>().join(" ")))
}

fn push_raw(html: &mut String, written: &str) {
    let written = with_line_feeds(written);
    if written.contains('\0') {
        html.push_str(&written.replace('\0', "\u{fffd}"));
    } else {
        html.push_str(&written);
    }
}
