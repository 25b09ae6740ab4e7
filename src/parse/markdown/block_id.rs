//! Obsidian's block ids: ` ^rule-1` at the end of a paragraph or an item, or `^rule-1` alone below a block.

use pulldown_cmark::{CowStr, Event, Tag, TagEnd};

use super::spanned::{SpannedEvent, is_exact};

/// The length of an id with only digits that Obsidian created; shorter ones are exponents and the like.
const MADE: usize = 6;

/// Whether a body may contain block ids.
pub(super) fn may_occur(body: &str) -> bool {
    body.contains('^') && body.lines().any(|line| name_in(line).is_some())
}

/// Replaces each block id by an element with that id. If it is alone in its paragraph, the element directly follows the block that
/// it names, without a paragraph.
pub(super) fn mark<'a>(events: Vec<SpannedEvent<'a>>, text: &str) -> Vec<SpannedEvent<'a>> {
    let mut marked: Vec<SpannedEvent<'a>> = Vec::with_capacity(events.len());
    let mut rest = events.into_iter().peekable();
    while let Some((event, range)) = rest.next() {
        let ends_block = |next: &Event<'_>| {
            matches!(next, Event::End(TagEnd::Paragraph | TagEnd::Item) | Event::Start(Tag::List(_) | Tag::BlockQuote(_)))
        };
        let name = match &event {
            Event::Text(words) if is_exact(words, text, &range) && rest.peek().is_some_and(|(next, _)| ends_block(next)) => {
                name_in(words)
            }
            _ => None,
        };
        let Some(name) = name.filter(|at| *at > 0 || opens_line(&marked)) else {
            marked.push((event, range));
            continue;
        };
        let Event::Text(words) = event else { continue };
        let kept = words[..name].trim_end().len();
        let id = words[name..].trim_end().to_owned();
        let place = range.start + name..range.start + name + id.len();
        let is_alone = kept == 0 && matches!(marked.last(), Some((Event::Start(Tag::Paragraph), _)));
        if is_alone {
            marked.pop();
            rest.next();
        } else if kept > 0 {
            marked.push((Event::Text(CowStr::from(words[..kept].to_owned())), range.start..range.start + kept));
        } else {
            marked.pop_if(|(event, _)| matches!(event, Event::SoftBreak | Event::HardBreak));
        }
        marked.push((Event::InlineHtml(CowStr::from(format!("<span id=\"{id}\"></span>"))), place));
    }
    marked
}

/// Whether the next event begins a line, or is the first of a paragraph after another block.
fn opens_line(before: &[SpannedEvent<'_>]) -> bool {
    match before {
        [.., (Event::SoftBreak | Event::HardBreak, _)] => true,
        [.., (before, _), (Event::Start(Tag::Paragraph), _)] => is_block_end(before),
        _ => false,
    }
}

/// Whether an event ends a block that can have an id.
pub(crate) fn is_block_end(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::End(
            TagEnd::Paragraph | TagEnd::List(_) | TagEnd::Table | TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Heading(_)
        )
    )
}

/// Where the id at the end of a line begins, including its `^`.
fn name_in(line: &str) -> Option<usize> {
    let line = line.trim_end();
    let at = line.rfind('^')?;
    let name = &line[at + 1..];
    let is_apart = line[..at].chars().next_back().is_none_or(char::is_whitespace);
    let is_name = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let is_number = name.bytes().all(|byte| byte.is_ascii_digit()) && name.len() != MADE;
    (is_apart && is_name && !is_number && name.len() > 1).then_some(at)
}

#[cfg(test)]
mod tests {
    use crate::parse::markdown::events;

    use super::*;

    /// The text of a page, with ids in brackets and blocks separated by bars.
    fn shown(text: &str) -> String {
        let mut shown = String::new();
        for (event, range) in events(text, 0) {
            match event {
                Event::Text(words) | Event::Code(words) => shown.push_str(&words),
                Event::InlineHtml(_) => shown.extend(["[", &text[range], "]"]),
                Event::SoftBreak => shown.push(' '),
                Event::End(end) if is_block_end(&Event::End(end)) => shown.push('|'),
                _ => {}
            }
        }
        shown
    }

    #[test]
    fn names_are_marked_at_the_ends_of_blocks() {
        for (text, expected) in [
            ("A rule. ^rule-1\n\nB", "A rule.[^rule-1]|B|"),
            ("A\n^rule-1\n", "A[^rule-1]|"),
            ("- a ^one\n  - b ^two\n- c\n", "a[^one]b[^two]|c|"),
            ("- a\n\n^list\n\nB", "a|[^list]B|"),
            ("> a\n\n^quote", "a||[^quote]"),
            ("**a** ^b2", "a[^b2]|"),
            ("^alone\n\nA", "^alone|A|"),
            ("x ^2\n\ny ^123456\n\nz^id\n\n`a ^id`\n\n2 ^ id", "x ^2|y[^123456]|z^id|a ^id|2 ^ id|"),
            ("    a ^id\n\na ^id b", "a ^id\n|a ^id b|"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
