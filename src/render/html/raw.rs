//! Raw HTML: kept as written, except for the addresses in it, which are replaced.

use std::ops::Range;

use crate::link::Resolution;
use crate::parse::LinkForm;
use crate::parse::html::{HtmlAttribute, HtmlAttributeKind, HtmlHeading, headings_of};
use crate::render::escape::push_attribute;
use crate::render::html::Body;
use crate::render::html::code::with_line_feeds;
use crate::render::html::writer::Writer;

/// Bytes of a piece of raw HTML and their replacement.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// A piece of raw HTML that is being written.
struct Piece<'w> {
    written: &'w str,
    /// How far it has been written.
    done: usize,
    /// Where the heading that is set aside ends, while it is.
    title_end: Option<usize>,
}

impl Writer<'_> {
    /// If a page has no links or headings in raw HTML, it need not be read.
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

    /// Writes a piece unchanged, up to its byte `to`.
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

    /// Gives a heading the id from its facts, and sets aside the one at the start of the page, which is shown as its title.
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

/// Whether any of a page's links is in raw HTML.
pub(super) fn has_raw_links(links: &[crate::parse::Link]) -> bool {
    links.iter().any(|link| matches!(link.form, LinkForm::HtmlHref | LinkForm::HtmlSource))
}

/// Whether any of a page's headings is in raw HTML.
pub(super) fn has_raw_headings(body: &Body<'_>) -> bool {
    body.page.headings.iter().any(|heading| body.text.as_bytes().get(heading.span.start) == Some(&b'<'))
}

/// The change to an attribute; `None` if it stays as written.
fn edit(attribute: &HtmlAttribute, resolution: &Resolution) -> Option<Edit> {
    let instead = match resolution {
        Resolution::External => return None,
        Resolution::Internal { href, .. } | Resolution::Beside { href } | Resolution::Repository { href } => {
            return Some(replaced(attribute, href));
        }
        Resolution::Missing => "data-jb-missing=\"\"",
        Resolution::Removed => "",
    };
    // One of several candidates can be missing without harm to the others, and none of them is ever run. An `a` without `href` is
    // not a link, and its text stays.
    (!attribute.is_candidate).then(|| Edit { range: attribute.whole.clone(), text: instead.to_owned() })
}

/// A new value for an attribute.
fn replaced(attribute: &HtmlAttribute, value: &str) -> Edit {
    let mut escaped = String::with_capacity(value.len() + 2);
    push_attribute(&mut escaped, value);
    let text = if attribute.is_quoted { escaped.replace('\'', "&#39;") } else { format!("\"{escaped}\"") };
    Edit { range: attribute.range.clone(), text }
}

/// The prefix added to each id in an attribute.
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
