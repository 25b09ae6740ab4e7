//! Small changes to raw HTML: end tags are inserted or removed.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event};

use crate::parse::html::Place;
use crate::parse::markdown::spanned::SpannedEvent;

/// A place among the events: before the event with this index or, in raw HTML, at this byte of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) event: usize,
    pub(super) byte: usize,
}

/// The changes.
#[derive(Debug, Default)]
pub(super) struct Edits {
    edits: Vec<(At, Edit)>,
}

#[derive(Debug)]
enum Edit {
    /// Insert the end tag of the element with this name.
    Close(String),
    /// Remove this many bytes.
    Remove(usize),
}

impl Edits {
    /// Closes the named element at a place; several at one place are closed in the order of the calls.
    pub(super) fn close(&mut self, at: At, name: &str) {
        self.edits.push((at, Edit::Close(name.to_owned())));
    }

    /// Removes a tag at these bytes of an event.
    pub(super) fn remove(&mut self, event: usize, range: &Range<usize>) {
        self.edits.push((At { event, byte: range.start }, Edit::Remove(range.len())));
    }

    /// The events with the changes applied.
    pub(super) fn apply<'a>(mut self, events: Vec<SpannedEvent<'a>>, text: &str) -> Vec<SpannedEvent<'a>> {
        if self.edits.is_empty() {
            return events;
        }
        self.edits.sort_by_key(|(at, _)| *at);
        let mut edits = self.edits.into_iter().peekable();
        let mut edited = Vec::with_capacity(events.len() + edits.len() * 2);
        let count = events.len();
        for (index, (event, range)) in events.into_iter().enumerate() {
            let mut own = Vec::new();
            while let Some(edit) = edits.next_if(|(at, _)| at.event == index) {
                own.push((edit.0.byte, edit.1));
            }
            if own.is_empty() {
                edited.push((event, range));
                continue;
            }
            match event {
                Event::Html(html) => split(&html, &range, text, own, &mut edited, Event::Html),
                Event::InlineHtml(html) => split(&html, &range, text, own, &mut edited, Event::InlineHtml),
                other => {
                    edited.extend(own.into_iter().filter_map(|(_, edit)| closing(edit, range.start)));
                    edited.push((other, range));
                }
            }
        }
        let end = text.len();
        edited.extend(edits.filter_map(|(at, edit)| if at.event >= count { closing(edit, end) } else { None }));
        edited
    }
}

/// Writes a piece of raw HTML with its changes.
fn split<'a>(
    html: &CowStr<'a>,
    range: &Range<usize>,
    text: &str,
    edits: Vec<(usize, Edit)>,
    edited: &mut Vec<SpannedEvent<'a>>,
    make: fn(CowStr<'a>) -> Event<'a>,
) {
    let place = Place::new(html, range, text);
    let mut from = 0;
    let push = |part: Range<usize>, edited: &mut Vec<SpannedEvent<'a>>| {
        if !part.is_empty() {
            let words = match html {
                CowStr::Borrowed(html) => CowStr::Borrowed(&html[part.clone()]),
                other => CowStr::from(other[part.clone()].to_owned()),
            };
            edited.push((make(words), place.source(&part)));
        }
    };
    for (at, edit) in edits {
        push(from..at.max(from), edited);
        from = at.max(from);
        match edit {
            Edit::Remove(length) => from += length,
            Edit::Close(_) => edited.extend(closing(edit, place.source(&(from..from)).start)),
        }
    }
    push(from..html.len(), edited);
}

/// The event of an inserted end tag.
fn closing<'a>(edit: Edit, at: usize) -> Option<SpannedEvent<'a>> {
    match edit {
        Edit::Close(name) => Some((Event::InlineHtml(CowStr::from(format!("</{name}>"))), at..at)),
        Edit::Remove(_) => None,
    }
}
