//! Folding: sections, the front matter, code, lists, quotes and tables.

use ls_types::{FoldingRange, FoldingRangeKind, FoldingRangeParams};
use pulldown_cmark::{Event, Tag};

use crate::parse::markdown::events;

use super::address;
use super::encoding::number;
use super::view::View;

/// The ranges of a page that can be folded, in whole lines.
pub(super) fn folds(view: View<'_>, params: &FoldingRangeParams) -> Option<Vec<FoldingRange>> {
    let page = view.page(&address::path(&params.text_document.uri)?)?;
    let lines = view.lines(&page.text);
    let mut folds = Vec::new();
    let mut fold = |start: usize, end: usize, kind: Option<FoldingRangeKind>| {
        let written = page.text[..end.min(page.text.len())].trim_end();
        let (first, last) = (lines.line_of(start), lines.line_of(written.len().max(start)));
        if last > first {
            folds.push(FoldingRange { start_line: number(first), end_line: number(last), kind, ..FoldingRange::default() });
        }
    };
    if page.parsed.body > 0 {
        fold(0, page.parsed.body, Some(FoldingRangeKind::Region));
    }
    let own: Vec<_> = page.parsed.headings.iter().filter(|heading| !heading.is_quoted).collect();
    for (position, heading) in own.iter().enumerate() {
        let next = own[position + 1..].iter().find(|next| next.level <= heading.level);
        fold(heading.span.start, next.map_or(page.text.len(), |next| next.span.start), None);
    }
    for (event, range) in events(&page.text, page.parsed.body) {
        if let Event::Start(Tag::CodeBlock(_) | Tag::List(_) | Tag::Item | Tag::BlockQuote(_) | Tag::Table(_) | Tag::HtmlBlock) =
            event
        {
            fold(range.start, range.end, None);
        }
    }
    folds.sort_by_key(|fold| (fold.start_line, std::cmp::Reverse(fold.end_line)));
    folds.dedup_by_key(|fold| (fold.start_line, fold.end_line));
    Some(folds)
}
