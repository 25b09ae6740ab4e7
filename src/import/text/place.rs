//! The place of a construct with a body on a page.

use std::ops::Range;

use super::walk::Walk;

/// The place of a construct with a body: its opening and its end, the lines between, and their extra indentation.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The bytes of the opening mark; its replacement begins a line.
    pub(super) open: Range<usize>,
    /// The lines that belong only to the body.
    pub(super) body: Range<usize>,
    /// The bytes of the closing mark.
    pub(super) close: Option<Range<usize>>,
    /// How many spaces at the start of the body's lines belong to the construct.
    pub(super) indent: usize,
    /// The indentation of the construct itself.
    pub(super) margin: String,
}

impl Place {
    /// A construct that takes the whole opening line, and the whole closing line if there is one.
    pub(super) fn lines(walk: &Walk<'_>, at: usize, body: Range<usize>, close: Option<usize>, indent: usize) -> Self {
        let margin = walk.line(at)[..walk.indent(at)].to_owned();
        let whole = |line: usize| walk.lines[line].start..walk.lines[line].end;
        Self { open: whole(at), body, close: close.map(whole), indent, margin }
    }
}

/// Removes the marks and leaves the body, below its title, if any.
pub(super) fn unwrap(walk: &mut Walk<'_>, place: &Place, title: Option<String>) {
    let Place { open, body, close, indent, margin } = place;
    let source = walk.source();
    // Within a quote the line has to stay, because of the quote's mark before it.
    let may_go = walk.prefix.trim().is_empty();
    let whole = |span: &Range<usize>| {
        let is_whole = source[span.end..].starts_with(['\n', '\r']) && source[..span.start].ends_with('\n');
        if is_whole && may_go {
            span.start..span.end + 1 + usize::from(source[span.end..].starts_with('\r'))
        } else {
            span.clone()
        }
    };
    if let Some(title) = title {
        let gap = if body.is_empty() { format!("\n{}", walk.prefix) } else { String::new() };
        let blank =
            if body.start < body.end && !walk.is_blank(body.start) { format!("\n{}", walk.prefix.trim_end()) } else { gap };
        walk.edit(open.clone(), format!("{margin}{title}{blank}"));
    } else {
        let span = whole(open);
        walk.edit(span, "");
    }
    for line in body.clone() {
        walk.dedent(line, margin.len() + indent);
        if !margin.is_empty() && !walk.is_blank(line) {
            walk.put_before(line, margin);
        }
    }
    walk.blocks(body.clone());
    if let Some(close) = close {
        let span = whole(close);
        walk.edit(span, "");
    }
}
