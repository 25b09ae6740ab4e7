//! Attribute lists: an id stays, a class that names a box becomes a callout, everything else is dropped and reported.

use std::ops::Range;

use super::super::constructs::Syntax;
use super::callout::{self, alert_of};
use super::place::Place;
use super::walk::Walk;

/// kramdown's block attributes: `{: .note }` before or after a paragraph or quote, `{:toc}`, `{: #id }` below a heading.
pub(super) fn kramdown(walk: &mut Walk<'_>, at: usize, until: usize, prose: usize) -> Option<usize> {
    let line = walk.line(at).trim();
    // At the beginning of a quote it belongs to the quote.
    let line = if prose == at { line.strip_prefix('>').map_or(line, str::trim) } else { line };
    let inside = line.strip_prefix("{:")?.strip_suffix('}')?.trim().to_owned();
    let span = walk.lines[at].start..walk.lines[at].next;
    let byte = span.start;
    if inside == "toc" || inside.split_whitespace().any(|word| word == "toc") {
        // The list item above is a placeholder for the contents.
        let from = if prose < at && walk.line(at - 1).trim_start().starts_with(['-', '*', '1']) {
            walk.lines[at - 1].start
        } else {
            span.start
        };
        walk.edit(from..span.end, "");
        walk.changed("markers for a table of contents were left out", byte);
        return Some(at + 1);
    }
    let kind = inside.split_whitespace().find_map(|word| {
        let class = word.strip_prefix('.')?;
        alert_of(class.trim_end_matches("-title")).map(|kind| (kind, class.ends_with("-title")))
    });
    if let Some((kind, has_title)) = kind {
        // just-the-docs puts the class before its paragraph; after a paragraph it belongs to that one.
        if prose == at {
            let end = paragraph_end(walk, at + 1, until);
            box_of(walk, span, at + 1..end, kind, has_title);
            walk.changed("classes that draw a box became callouts", byte);
            return Some(end);
        }
    }
    if let Some(id) = id(&inside)
        && prose < at
        && walk.line(at - 1).starts_with('#')
    {
        let end = walk.lines[at - 1].end;
        walk.edit(end..end, format!(" {{#{id}}}"));
    }
    let end = if walk.prefix.trim().is_empty() { span.end } else { walk.lines[at].end };
    walk.edit(span.start..end, "");
    walk.changed("attribute lists were left out; ids of headings stay", byte);
    Some(at + 1)
}

/// The end of the block that begins on a line: a quote, a list or a paragraph.
fn paragraph_end(walk: &Walk<'_>, from: usize, until: usize) -> usize {
    (from..until).find(|line| walk.is_blank(*line) || walk.line(*line).trim_start().starts_with("{:")).unwrap_or(until)
}

fn box_of(walk: &mut Walk<'_>, marker: Range<usize>, body: Range<usize>, kind: &str, has_title: bool) {
    let line = walk.line_of(marker.start, 0);
    let (mut body, mut title) = (body, None);
    // A quote is a box already: its marks are removed, since the callout adds its own.
    for line in body.clone() {
        let text = walk.line(line);
        if text.trim_start().starts_with('>') {
            let blanks = walk.indent(line);
            let taken = blanks + 1 + usize::from(text[blanks + 1..].starts_with(' '));
            let start = walk.lines[line].start;
            walk.edit(start..start + taken, "");
            walk.lines[line].start += taken;
        }
    }
    if has_title && !body.is_empty() {
        title = Some(walk.line(body.start).trim().to_owned());
        let span = walk.lines[body.start].start..walk.lines[body.start].next;
        walk.edit(span, "");
        body.start += 1;
    }
    let place = Place::lines(walk, line, body, None, 0);
    callout::write(walk, &place, kind, title.as_deref());
}

/// An attribute list alone on its line, `{ .class }` or `{: .class }`, in other systems than kramdown's.
pub(super) fn alone(walk: &mut Walk<'_>, at: usize) -> Option<usize> {
    if !walk.has(Syntax::AttributeList) {
        return None;
    }
    let line = walk.line(at).trim();
    let inside = line.strip_prefix('{')?.strip_suffix('}')?.trim_start_matches(':').trim();
    if inside.contains('{') || !inside.starts_with(['.', '#']) {
        return None;
    }
    let span = walk.lines[at].start..walk.lines[at].end;
    let byte = span.start;
    let is_below_heading = at > 0 && walk.line(at - 1).starts_with('#');
    if let Some(id) = id(inside).filter(|_| is_below_heading) {
        let end = walk.lines[at - 1].end;
        walk.edit(end..end, format!(" {{#{id}}}"));
    }
    walk.edit(span, "");
    walk.changed("attribute lists were left out; ids of headings stay", byte);
    Some(at + 1)
}

/// An attribute list after a word, an image or a heading: `{#id .class}`, `{ width=300 }`, `{:target="_blank"}`.
pub(super) fn within(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    if !walk.has(Syntax::AttributeList) && !walk.has(Syntax::Kramdown) {
        return None;
    }
    let end = rest.find('}')?;
    let written = &rest[1..end];
    let inside = written.trim_start_matches(':').trim();
    let is_list = !inside.is_empty()
        && !inside.contains(['{', '\n'])
        && (inside.starts_with(['.', '#']) || (inside.contains('=') && inside.starts_with(char::is_alphabetic)))
        && inside.split_whitespace().all(|word| word.starts_with(['.', '#']) || word.contains(['=', '"', '\'', '-']));
    let source = walk.source();
    let before = source[..at].trim_end_matches([' ', '\t']);
    let line_start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    let is_in_heading = source[line_start..at].trim_start_matches([' ', '>']).starts_with('#');
    let ends_line = rest[end + 1..].lines().next().unwrap_or_default().trim().is_empty();
    let is_behind = before.ends_with([')', ']', '*', '_', '`', ':']) || (is_in_heading && ends_line);
    if !is_list || !is_behind {
        return None;
    }
    if is_in_heading && let Some(id) = id(inside) {
        if inside == format!("#{id}") && !written.starts_with([':', ' ']) {
            return Some(end + 1);
        }
        walk.edit(at..at + end + 1, format!("{{#{id}}}"));
    } else {
        let anchor = id(inside).map(|id| format!("<a id=\"{id}\"></a>")).unwrap_or_default();
        walk.edit(before.len()..at + end + 1, anchor);
    }
    walk.changed("attribute lists were left out; ids of headings stay", at);
    Some(end + 1)
}

fn id(inside: &str) -> Option<&str> {
    inside.split_whitespace().find_map(|word| word.strip_prefix('#')).filter(|id| !id.is_empty())
}

/// A line with HTML around Markdown: `<div markdown>` loses the attribute, and blank lines separate the two, since Markdown
/// continues only after one.
pub(super) fn html_around(walk: &mut Walk<'_>, at: usize, until: usize) -> Option<usize> {
    if !walk.has(Syntax::AttributeList) && !walk.has(Syntax::Kramdown) {
        return None;
    }
    let line = walk.line(at).trim();
    let name = line.trim_start_matches(['<', '/']).split([' ', '>']).next()?;
    let is_block = line.starts_with('<') && line.ends_with('>') && BLOCKS.contains(&name);
    let mark = line.find(" markdown").filter(|_| !line.starts_with("</"));
    if !is_block || (mark.is_none() && !line.starts_with("</")) {
        return None;
    }
    let start = walk.lines[at].start + walk.indent(at);
    if let Some(mark) = mark {
        let behind = &line[mark + " markdown".len()..];
        let value = behind.strip_prefix('=').map_or(0, |value| 1 + value.find([' ', '>']).unwrap_or(value.len()));
        walk.edit(start + mark..start + mark + " markdown".len() + value, "");
        walk.changed("HTML around Markdown lost the mark that only the old system reads", start);
    }
    if at + 1 < until && !walk.is_blank(at + 1) && !walk.line(at + 1).trim_start().starts_with('<') {
        let end = walk.lines[at].end;
        let blank = format!("\n{}", walk.prefix.trim_end());
        walk.edit(end..end, blank);
    }
    Some(at + 1)
}

/// The elements that enclose blocks.
const BLOCKS: [&str; 8] = ["div", "figure", "section", "details", "article", "aside", "center", "figcaption"];
