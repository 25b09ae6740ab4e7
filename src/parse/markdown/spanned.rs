//! An event with its place, and how to cut text without losing its place.

use std::ops::Range;

use pulldown_cmark::Event;

/// An event of the body, and its bytes in the page's whole text.
pub type SpannedEvent<'a> = (Event<'a>, Range<usize>);

/// The part of an exact text event's source between two positions of the page, as a separate event.
///
/// `None` when there is nothing between them.
pub(super) fn slice(text: &str, range: Range<usize>) -> Option<SpannedEvent<'_>> {
    (range.start < range.end).then(|| (Event::Text(text[range.clone()].into()), range))
}

/// Whether an event's text equals its source, so that positions in one are positions in the other.
pub(super) fn is_exact(event_text: &str, text: &str, range: &Range<usize>) -> bool {
    // Most events borrow their text from the page, so that nothing has to be compared.
    event_text.len() == range.len()
        && text.get(range.clone()).is_some_and(|source| std::ptr::eq(source, event_text) || source == event_text)
}

/// Whether the byte at `position` is escaped by a backslash before it.
pub(super) fn is_escaped(text: &str, position: usize) -> bool {
    let backslashes = text.as_bytes()[..position].iter().rev().take_while(|&&byte| byte == b'\\').count();
    backslashes % 2 == 1
}
