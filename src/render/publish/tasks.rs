//! The tasks of a page as Markdown that can be taken elsewhere: an issue, a message, a note of one's own.

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::index::PageId;
use crate::parse::{lossy_text, markdown};
use crate::resolve::Site;

use super::markdown::{File, edited, links};

/// The tasks of a page with the headings that they stand below, as a list of GitHub's tasks whose links lead to the site, else into the
/// repository;
/// empty when the page has none.
pub(in crate::render) fn tasks(site: &Site, id: PageId) -> String {
    let text = lossy_text(site.bytes(id));
    let mut edits = links(id, &text, &File { site, url: &site.index.page(id).url, is_taken_away: true });
    edits.sort_by_key(|(range, _)| range.start);
    let one_line = |range: Range<usize>| {
        let within: Vec<_> =
            edits.iter().filter(|(edit, _)| edit.start >= range.start && edit.end <= range.end).cloned().collect();
        let words = edited(&text[..range.end], range.start, &within);
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut listed = String::new();
    let mut heading: Option<(usize, String)> = None;
    let mut open: Option<Task> = None;
    // Whether each of the open items is a task.
    let mut items: Vec<bool> = Vec::new();
    let finish = |task: Option<Task>, end: usize, listed: &mut String| {
        if let Some(Task { depth, is_done, start }) = task {
            let mark = if is_done { 'x' } else { ' ' };
            let _ = writeln!(listed, "{}- [{mark}] {}", "  ".repeat(depth), one_line(start..end.max(start)));
        }
    };
    for (event, range) in markdown::events(&text, site.parsed(id).body) {
        match event {
            Event::Start(Tag::Heading { level, .. }) if level != HeadingLevel::H1 => {
                let known = site.parsed(id).headings.iter().find(|heading| heading.span.start == range.start);
                heading = known.map(|known| (level as usize, known.text.to_string()));
            }
            Event::Start(Tag::Item) => items.push(false),
            Event::TaskListMarker(is_done) => {
                if let Some((level, words)) = heading.take() {
                    let space = if listed.is_empty() { "" } else { "\n" };
                    let _ = writeln!(listed, "{space}{} {words}\n", "#".repeat(level));
                }
                let depth = items.iter().filter(|is_task| **is_task).count();
                if let Some(item) = items.last_mut() {
                    *item = true;
                }
                open = Some(Task { depth, is_done, start: range.end });
            }
            // What follows in a task is more than its words: a list below it, or another paragraph.
            Event::Start(Tag::List(_)) => finish(open.take(), range.start, &mut listed),
            Event::End(TagEnd::Paragraph) => finish(open.take(), range.end, &mut listed),
            Event::End(TagEnd::Item) => {
                finish(open.take(), range.end, &mut listed);
                items.pop();
            }
            _ => {}
        }
    }
    listed
}

/// A task whose words are being read.
struct Task {
    depth: usize,
    is_done: bool,
    start: usize,
}

#[cfg(test)]
mod tests {
    use super::tasks;
    use crate::fixture::WholeSite;

    #[test]
    fn tasks_are_listed_with_their_headings_and_links() {
        let whole = WholeSite::clean(
            "//- handbook.yaml\nurl: https://book.example/\n//- content/a.md\n---\nkind: checklist\n---\n# Go\n\nText.\n\n## Before\n\n- [ ] Pack the [banner](b.md#x)\n  and the *pens*\n  - [x] red\n  - blue\n- no task\n\n## Nothing\n\nWords.\n\n## After\n\n1. [ ] Write\n\n   More on it.\n\n```\n- [ ] code\n```\n//- content/b.md\n# B\n\n## X\n\nB.\n",
        );
        assert_eq!(
            tasks(whole.site(), whole.id("a.md")),
            "## Before\n\n- [ ] Pack the [banner](https://book.example/b/#x) and the *pens*\n  - [x] red\n\n## After\n\n- [ ] Write\n"
        );
        assert_eq!(tasks(whole.site(), whole.id("b.md")), "");
    }
}
