//! Raw HTML: kept as written, except for the addresses in it, which are replaced in their place.

use std::ops::Range;

use crate::link::Resolution;
use crate::parse::LinkForm;
use crate::parse::html::{HtmlAttribute, HtmlAttributeKind, HtmlHeading, headings_of};
use crate::render::escape::push_attribute;
use crate::render::html::Body;
use crate::render::html::code::with_line_feeds;
use crate::render::html::writer::Writer;

/// Bytes of a piece of raw HTML and what stands there instead.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// A piece of raw HTML while it is written.
struct Piece<'w> {
    written: &'w str,
    /// How far it is written.
    done: usize,
    /// Where the heading ends that is set aside, while it is.
    title_end: Option<usize>,
}

impl Writer<'_> {
    /// Pages that have no links or headings in raw HTML are spared the reading of it.
    pub(super) fn raw_html(&mut self, written: &str, span: &Range<usize>) {
        if !self.reads_raw_html {
            push_raw(&mut self.html, written);
            return;
        }
        let was_hidden = self.scanner.is_hidden();
        let tags = self.scanner.read(written, span, self.body.text);
        let mut headings = headings_of(written, if was_hidden { &[] } else { &tags }).peekable();
        let mut piece = Piece { written, done: 0, title_end: None };
        for tag in &tags {
            if let Some((_, heading)) = headings.next_if(|(start, _)| *start == tag) {
                self.raw_heading(&heading, tag.span.start, &mut piece);
            }
            for attribute in &tag.attributes {
                let link = self.link_at(attribute.span.start);
                let edit = match attribute.kind {
                    HtmlAttributeKind::Anchor | HtmlAttributeKind::Reference => prefixed(attribute, self.body.shift.id_prefix),
                    HtmlAttributeKind::Href | HtmlAttributeKind::Source => link.and_then(|(_, to)| edit(attribute, to)),
                };
                let Some(edit) = edit else { continue };
                self.copy(&mut piece, edit.range.start);
                self.html.push_str(&edit.text);
                piece.done = edit.range.end.max(piece.done);
            }
        }
        self.copy(&mut piece, written.len());
    }

    /// Writes a piece as it is, up to byte `to` of it.
    fn copy(&mut self, piece: &mut Piece<'_>, to: usize) {
        if let Some(end) = piece.title_end.take_if(|end| *end <= to) {
            push_raw(&mut self.html, piece.written.get(piece.done..end).unwrap_or_default());
            let mut title = self.take_aside();
            title.truncate(title.rfind("</").unwrap_or(title.len()));
            self.heading_html = Some(title + "</h1>");
            piece.done = end;
        }
        push_raw(&mut self.html, piece.written.get(piece.done..to).unwrap_or_default());
        piece.done = to.max(piece.done);
    }

    /// Gives a heading the id of its facts, and sets the one that opens the page aside, which stands with its title.
    fn raw_heading(&mut self, heading: &HtmlHeading, at: usize, piece: &mut Piece<'_>) {
        let page = self.body.page;
        let Ok(position) = page.headings.binary_search_by_key(&at, |heading| heading.span.start) else { return };
        self.copy(piece, heading.range.start);
        if position == 0 && page.opens_with_title {
            self.put_aside();
            piece.title_end = Some(heading.range.end);
            self.html.push_str("<h1");
            piece.done = heading.name_end;
        }
        if heading.id.is_none() {
            self.copy(piece, heading.name_end);
            let id = format!("{}{}", self.body.shift.id_prefix, page.headings[position].id);
            self.attribute("id", &id);
        }
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

/// Whether any of a page's headings stands in raw HTML.
pub(super) fn has_raw_headings(body: &Body<'_>) -> bool {
    body.page.headings.iter().any(|heading| body.text.as_bytes().get(heading.span.start) == Some(&b'<'))
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
