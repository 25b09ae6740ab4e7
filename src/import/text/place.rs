//! Where a construct with a body stands on a page.

use std::ops::Range;

use super::walk::Walk;

/// Where a construct with a body stands: its opening and its end, the lines between, and how far those are indented besides.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// The bytes of the opening mark; what is put there begins a line.
    pub(super) open: Range<usize>,
    /// The lines that are the body's alone.
    pub(super) body: Range<usize>,
    /// The bytes of the closing mark.
    pub(super) close: Option<Range<usize>>,
    /// How many blanks the body's lines have that belong to the construct.
    pub(super) indent: usize,
    /// The blanks that the construct itself stands behind.
    pub(super) margin: String,
}

impl Place {
    /// A construct that takes the whole opening line, and the whole closing line when there is one.
    pub(super) fn lines(walk: &Walk<'_>, at: usize, body: Range<usize>, close: Option<usize>, indent: usize) -> Self {
        let margin = walk.line(at)[..walk.indent(at)].to_owned();
        let whole = |line: usize| walk.lines[line].start..walk.lines[line].end;
        Self { open: whole(at), body, close: close.map(whole), indent, margin }
    }
}

/// Takes the marks away and leaves the body, below a title where it has one.
pub(super) fn unwrap(walk: &mut Walk<'_>, place: &Place, title: Option<String>) {
    let Place { open, body, close, indent, margin } = place;
    let source = walk.source();
    // Within a quote the line has to stay, since its mark stands before it.
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
