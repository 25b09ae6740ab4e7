//! Raw HTML: kept as written, but for the addresses in it, which are replaced in their place.

use std::ops::Range;

use crate::link::Resolution;
use crate::parse::{Link, LinkForm};
use crate::render::escape::push_attribute;
use crate::render::html::code::with_line_feeds;
use crate::render::html::writer::Writer;

/// Bytes of the raw HTML and what stands there instead.
struct Edit {
    range: Range<usize>,
    text: String,
}

impl Writer<'_> {
    /// `written` is the event's text; it differs from the bytes of `range` where the marks of a quote or list stand between
    /// its lines.
    pub(super) fn raw_html(&mut self, written: &str, range: &Range<usize>) {
        let links = self.raw_links(range);
        if links.is_empty() && self.raw_written_to <= range.start {
            push_raw(&mut self.html, written);
            return;
        }
        let in_place = self.body.text.get(range.clone()) == Some(written);
        let mut from = if in_place { self.raw_written_to.saturating_sub(range.start) } else { 0 };
        for position in links {
            let (Some(link), Some(resolution)) = (self.body.page.links.get(position), self.body.links.get(position)) else {
                continue;
            };
            let Some(value) = self.value_in(link, written, from, in_place.then_some(range.start)) else { continue };
            let Some(edit) = edit(written, value, link, resolution) else { continue };
            push_raw(&mut self.html, written.get(from..edit.range.start).unwrap_or_default());
            self.html.push_str(&edit.text);
            from = edit.range.end;
        }
        push_raw(&mut self.html, written.get(from..).unwrap_or_default());
        if in_place {
            self.raw_written_to = self.raw_written_to.max(range.start + from);
        }
    }

    pub(super) fn end_raw_block(&mut self) {
        if !self.html.is_empty() && !self.html.ends_with('\n') {
            self.html.push('\n');
        }
    }

    /// The positions of the page's links whose values begin in these bytes of the text.
    fn raw_links(&self, range: &Range<usize>) -> Range<usize> {
        let links = &self.body.page.links;
        let first = links.partition_point(|link| link.at < range.start);
        let count = links[first..]
            .iter()
            .take_while(|link| link.at < range.end && matches!(link.form, LinkForm::HtmlHref | LinkForm::HtmlSource))
            .count();
        first..first + count
    }

    /// Where the link's value stands in `written`, not before `from`; `at` is where `written` begins in the page's text, when
    /// its bytes are the text's own. The value may end beyond `written`, in the next line's event.
    fn value_in(&self, link: &Link, written: &str, from: usize, at: Option<usize>) -> Option<Range<usize>> {
        if let Some(at) = at {
            let value = link.span.start.checked_sub(at)?..link.span.end.checked_sub(at)?;
            return (value.start >= from && value.start <= written.len()).then_some(value);
        }
        let value = self.body.text.get(link.span.clone())?;
        let start = from + written.get(from..)?.find(value)?;
        Some(start..start + value.len())
    }
}

/// What changes at a value; `None` when it stays as written.
fn edit(written: &str, value: Range<usize>, link: &Link, resolution: &Resolution) -> Option<Edit> {
    let quote = written[..value.start].trim_ascii_end().chars().next_back().filter(|c| matches!(c, '"' | '\''));
    match resolution {
        Resolution::External => None,
        Resolution::Internal { href, .. } | Resolution::Repository { href } => {
            let mut text = String::with_capacity(href.len() + 2);
            push_attribute(&mut text, href);
            let text = if quote.is_some() { text.replace('\'', "&#39;") } else { format!("\"{text}\"") };
            Some(Edit { range: value, text })
        }
        // One candidate of several can be missing without harm to the others.
        Resolution::Missing if link.form == LinkForm::HtmlSource && attribute(written, &value, "srcset").is_some() => None,
        Resolution::Missing => Some(without(written, value, quote, "data-jb-missing=\"\"")),
        Resolution::Removed => Some(without(written, value, quote, "")),
    }
}

/// Puts `instead` in the place of the whole attribute: an `a` without `href` is no link, and its words stay.
fn without(written: &str, value: Range<usize>, quote: Option<char>, instead: &str) -> Edit {
    let Some(start) = ["href", "src", "srcset", "poster", "data"].iter().find_map(|name| attribute(written, &value, name)) else {
        // The name stands in a line before, which is written already: an empty fragment leads nowhere else.
        return Edit { range: value, text: if quote.is_some() { "#".to_owned() } else { "\"#\"".to_owned() } };
    };
    let mut end = value.end;
    if let Some(quote) = quote {
        let rest = written.get(end..).unwrap_or_default();
        end += rest.find(quote).map_or(0, |closing| closing + 1);
    }
    Edit { range: start..end, text: instead.to_owned() }
}

/// Where the attribute of this name begins whose value stands at `value`.
fn attribute(written: &str, value: &Range<usize>, name: &str) -> Option<usize> {
    let before = written[..value.start].trim_ascii_end();
    let before = before.strip_suffix(['"', '\'']).unwrap_or(before).trim_ascii_end();
    let before = before.strip_suffix('=')?.trim_ascii_end();
    let start = before.len().checked_sub(name.len())?;
    let is_whole =
        before.as_bytes()[..start].last().is_none_or(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b':' | b'_'));
    (is_whole && before.get(start..)?.eq_ignore_ascii_case(name)).then_some(start)
}

fn push_raw(html: &mut String, written: &str) {
    let written = with_line_feeds(written);
    if written.contains('\0') {
        html.push_str(&written.replace('\0', "\u{fffd}"));
    } else {
        html.push_str(&written);
    }
}
