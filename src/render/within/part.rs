//! A part of a body, cut out of its events so that everything opened in it is closed in it.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::parse::html::{HtmlAttributeKind, HtmlScanner};
use crate::parse::markdown::{SpannedEvent, is_block_end};
use crate::parse::{Heading, ParsedPage};

/// A run of events, by their positions.
type Positions = Range<usize>;

/// The events of the section whose heading has the id `anchor`, otherwise those of the block that contains the element with this
/// id, followed by the footnotes that they refer to. `None` if the page has no such id.
pub(super) fn anchored<'a>(
    page: &ParsedPage,
    text: &str,
    events: &[SpannedEvent<'a>],
    anchor: &str,
) -> Option<Vec<SpannedEvent<'a>>> {
    let heading = page.headings.iter().find(|heading| *heading.id == *anchor);
    let range = if let Some(heading) = heading {
        section(page, events, heading)?
    } else {
        let element = element(events, text, anchor)?;
        block_before(events, element).or_else(|| block(events, element))?
    };
    let mut part = events[range.clone()].to_vec();
    // An item needs its list around it.
    if let (Some((Event::Start(Tag::Item), span)), Some(list)) = (part.first().cloned(), list_around(events, range.start)) {
        part.insert(0, (Event::Start(list.clone()), span.clone()));
        part.push((Event::End(list.to_end()), span));
    }
    Some(with_notes(events, &without_notes(part)))
}

/// The highest level of the headings, 1 the highest.
pub(super) fn highest(events: &[SpannedEvent<'_>]) -> Option<u8> {
    let level = |(event, _): &SpannedEvent<'_>| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(*level as u8),
        _ => None,
    };
    events.iter().filter_map(level).min()
}

/// From a heading to the next of the same or a higher level, or to the end of the block around it.
fn section(page: &ParsedPage, events: &[SpannedEvent<'_>], own: &Heading) -> Option<Positions> {
    let is_block = |tag: &Tag<'_>| matches!(tag, Tag::Heading { .. } | Tag::HtmlBlock | Tag::Paragraph);
    // A block with a heading: a Markdown heading, or raw HTML.
    let holds = |(event, range): &SpannedEvent<'_>, heading: &Heading| {
        matches!(event, Event::Start(tag) if is_block(tag)) && range.contains(&heading.span.start)
    };
    let first = events.iter().position(|event| holds(event, own))?;
    let behind = page.headings.partition_point(|heading| heading.span.start <= own.span.start);
    let mut ends = page.headings[behind..].iter().filter(|heading| heading.level <= own.level).peekable();
    let mut depth = 0_usize;
    for (offset, event) in events[first..].iter().enumerate() {
        if depth == 0 && offset > 0 && ends.peek().is_some_and(|heading| holds(event, heading)) {
            return Some(first..first + offset);
        }
        while ends.next_if(|heading| heading.span.start < event.1.start).is_some() {}
        match &event.0 {
            Event::Start(_) => depth += 1,
            Event::End(_) if depth == 0 => return Some(first..first + offset),
            Event::End(_) => depth -= 1,
            _ => {}
        }
    }
    Some(first..events.len())
}

/// The position of the piece of raw HTML that has an element with the id `anchor`.
fn element(events: &[SpannedEvent<'_>], text: &str, anchor: &str) -> Option<usize> {
    let mut scanner = HtmlScanner::default();
    events.iter().position(|(event, range)| {
        let (Event::Html(piece) | Event::InlineHtml(piece)) = event else { return false };
        let tags = scanner.read(piece, range, text);
        let mut attributes = tags.iter().flat_map(|tag| &tag.attributes);
        attributes.any(|attribute| attribute.kind == HtmlAttributeKind::Anchor && attribute.value == anchor)
    })
}

/// The block named by an id below it, with that id: the anchor at a position is not in a paragraph.
fn block_before(events: &[SpannedEvent<'_>], at: usize) -> Option<Positions> {
    let before = at.checked_sub(1).filter(|before| is_block_end(&events[*before].0))?;
    let mut depth = 0_usize;
    for (start, (event, _)) in events[..=before].iter().enumerate().rev() {
        match event {
            Event::End(_) => depth += 1,
            Event::Start(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(start..at + 1);
        }
    }
    None
}

/// The innermost block around an event: an item rather than its first paragraph.
fn block(events: &[SpannedEvent<'_>], at: usize) -> Option<Positions> {
    let mut open = Vec::new();
    for (position, (event, _)) in events[..=at].iter().enumerate() {
        match event {
            Event::Start(_) => open.push(position),
            Event::End(_) => {
                open.pop();
            }
            _ => {}
        }
    }
    let is_block = |position: usize| match &events[position].0 {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. } | Tag::TableCell
        ),
        _ => false,
    };
    let start = open.iter().rposition(|position| is_block(*position))?;
    let is_in_item =
        start > 0 && open[start - 1] + 1 == open[start] && matches!(events[open[start - 1]].0, Event::Start(Tag::Item));
    let start = open[start - usize::from(is_in_item)];
    Some(start..end(events, start)?)
}

/// The position after the end of what opens at a position.
fn end(events: &[SpannedEvent<'_>], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, (event, _)) in events[start..].iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return Some(start + offset + 1);
        }
    }
    None
}

/// The list of the item at a position.
fn list_around<'a>(events: &[SpannedEvent<'a>], item: usize) -> Option<Tag<'a>> {
    let mut depth = 0_usize;
    for (event, _) in events[..item].iter().rev() {
        match event {
            Event::End(_) => depth += 1,
            Event::Start(list @ Tag::List(_)) if depth == 0 => return Some(list.clone()),
            Event::Start(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// The events without the definitions of footnotes.
fn without_notes(events: Vec<SpannedEvent<'_>>) -> Vec<SpannedEvent<'_>> {
    let mut depth = 0_usize;
    let mut kept = events;
    kept.retain(|(event, _)| {
        depth += usize::from(matches!(event, Event::Start(Tag::FootnoteDefinition(_))));
        let is_kept = depth == 0;
        depth -= usize::from(matches!(event, Event::End(TagEnd::FootnoteDefinition)));
        is_kept
    });
    kept
}

/// A part, followed by the definitions of the footnotes that it refers to.
fn with_notes<'a>(events: &[SpannedEvent<'a>], part: &[SpannedEvent<'a>]) -> Vec<SpannedEvent<'a>> {
    let label = |(event, _): &SpannedEvent<'a>| match event {
        Event::FootnoteReference(label) => Some(label.to_lowercase()),
        _ => None,
    };
    let mut wanted: HashSet<String> = part.iter().filter_map(label).collect();
    let mut whole = part.to_vec();
    for (position, (event, _)) in events.iter().enumerate() {
        if let Event::Start(Tag::FootnoteDefinition(label)) = event
            && wanted.remove(&label.to_lowercase())
            && let Some(end) = end(events, position)
        {
            whole.extend_from_slice(&events[position..end]);
        }
    }
    whole
}
