//! Wikilinks, `[[page#heading|words]]` and `![[file]]`, found by their source and marked as links.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::spanned::{SpannedEvent, is_escaped, is_exact, slice};

/// Whether a body can contain any.
pub(super) fn may_occur(body: &str) -> bool {
    body.contains("[[")
}

/// Whether double brackets around a defined label are a note rather than a wikilink.
///
/// A defined label is still a wikilink, unless it is a number or leads to another site: `[[1]]` with `[1]: https://…` is a note,
/// and a link on GitHub.
pub(super) fn is_note(label: &str, destination: &str) -> bool {
    label.bytes().all(|byte| byte.is_ascii_digit()) || destination.contains("://")
}

/// Marks wikilinks as links (and embeds as images) of `LinkType::WikiLink`. `is_note` decides which labels are not.
pub(super) fn mark<'a>(
    mut events: Vec<SpannedEvent<'a>>,
    text: &'a str,
    is_note: &dyn Fn(&str) -> bool,
) -> Vec<SpannedEvent<'a>> {
    let mut marked = Vec::with_capacity(events.len() + 8);
    let (mut index, mut from, mut closed_to) = (0, 0, 0);
    while index < events.len() {
        let (event, range) = &events[index];
        let range = range.clone();
        match event {
            Event::Text(words) if range.start >= closed_to && is_exact(words, text, &range) => {
                let start = range.start.max(from);
                if let Some((link, last)) = next_in(&events, index, start..range.end, text, is_note) {
                    marked.extend(slice(text, start..link.whole.start));
                    push(&mut marked, &link, &events[index..=last], text);
                    (index, from) = (last, link.whole.end);
                } else {
                    marked.extend(slice(text, start..range.end));
                    index += 1;
                }
                continue;
            }
            Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_)) => closed_to = range.end.max(closed_to),
            _ => {}
        }
        marked.push(mem::replace(&mut events[index], (Event::SoftBreak, 0..0)));
        index += 1;
    }
    marked
}

/// A wikilink's parts as byte ranges of the page.
struct Wikilink {
    is_embed: bool,
    /// From `[[` or `![[` to the end of `]]`.
    whole: Range<usize>,
    /// The name to look up, trimmed.
    target: Range<usize>,
    /// The author's own text, trimmed.
    words: Option<Range<usize>>,
}

/// The first wikilink that begins in `part` of the text event at `index`, and the index of the event in which it ends.
fn next_in(
    events: &[SpannedEvent<'_>],
    index: usize,
    part: Range<usize>,
    text: &str,
    is_note: &dyn Fn(&str) -> bool,
) -> Option<(Wikilink, usize)> {
    let mut at = part.start;
    while let Some(found) = text[at..part.end].find('[') {
        at += found;
        if let Some(link) = read(text, at, part.start)
            && !is_note(&text[link.target.clone()])
            && let Some(last) = last_event(&events[index..], &link.whole)
        {
            return Some((link, index + last));
        }
        at += 1;
    }
    None
}

/// Reads the wikilink whose brackets open at `at`; an exclamation mark before them counts if it is at or after `floor`.
///
/// `[[TOC]]` is not one: other tools put a table of contents there.
fn read(text: &str, at: usize, floor: usize) -> Option<Wikilink> {
    let rest = text[at..].strip_prefix("[[")?;
    let length = rest.find(['[', ']', '\n', '\r'])?;
    let (inside, after) = rest.split_at(length);
    let after = after.strip_prefix("]]")?;
    let is_contents = matches!(inside, "TOC" | "toc" | "_TOC_");
    let is_padded = inside.starts_with(char::is_whitespace) || inside.ends_with(char::is_whitespace);
    if is_padded || is_contents || inside.is_empty() || after.starts_with(['(', '[']) || is_escaped(text, at) {
        return None;
    }
    let start = at + 2;
    let (target, words) = match inside.split_once('|') {
        Some((target, words)) => {
            let target = target.strip_suffix('\\').unwrap_or(target).trim_end();
            let words_start = start + inside.len() - words.trim_start().len();
            (target, Some(words_start..start + inside.len()).filter(|words| !words.is_empty()))
        }
        None => (inside, None),
    };
    let is_embed = at > floor && text.as_bytes()[at - 1] == b'!' && !is_escaped(text, at - 1);
    let whole = at - usize::from(is_embed)..start + length + 2;
    (!target.is_empty()).then(|| Wikilink { is_embed, whole, target: start..start + target.len(), words })
}

/// The event that contains the link's end; the first contains its start. `None` if the link cuts through markup or contains
/// something that a wikilink cannot.
fn last_event(events: &[SpannedEvent<'_>], whole: &Range<usize>) -> Option<usize> {
    for (index, (event, range)) in events.iter().enumerate() {
        let is_inside = whole.start <= range.start && range.end <= whole.end;
        match event {
            // Text that differs from its source (an entity) cannot be cut, so it must be inside.
            Event::Text(words) if is_inside || words.len() == range.len() => {
                if range.end >= whole.end {
                    return Some(index);
                }
            }
            Event::Code(_)
            | Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { link_type: LinkType::Shortcut, .. })
            | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link)
                if is_inside => {}
            _ => return None,
        }
    }
    None
}

/// Writes the link's events; `events` are those that it covers.
fn push<'a>(marked: &mut Vec<SpannedEvent<'a>>, link: &Wikilink, events: &[SpannedEvent<'a>], text: &'a str) {
    let link_type = LinkType::WikiLink { has_pothole: link.words.is_some() };
    let dest_url = CowStr::Borrowed(&text[link.target.clone()]);
    let (title, id) = (CowStr::Borrowed(""), CowStr::Borrowed(""));
    let (start, end) = if link.is_embed {
        (Tag::Image { link_type, dest_url, title, id }, TagEnd::Image)
    } else {
        (Tag::Link { link_type, dest_url, title, id }, TagEnd::Link)
    };
    marked.push((Event::Start(start), link.whole.clone()));
    match &link.words {
        Some(words) => push_words(marked, words, events, text),
        None => marked.extend(slice(text, link.target.clone())),
    }
    marked.push((Event::End(end), link.whole.clone()));
}

/// Writes the text with its markup, or its source if markup crosses the bar.
fn push_words<'a>(marked: &mut Vec<SpannedEvent<'a>>, words: &Range<usize>, events: &[SpannedEvent<'a>], text: &'a str) {
    let is_crossed = events
        .iter()
        .any(|(event, range)| !matches!(event, Event::Text(_)) && range.start < words.start && words.start < range.end);
    if is_crossed {
        marked.extend(slice(text, words.clone()));
        return;
    }
    for (event, range) in events {
        let part = range.start.max(words.start)..range.end.min(words.end);
        match event {
            _ if part.is_empty() => {}
            Event::Text(inside) if is_exact(inside, text, range) => marked.extend(slice(text, part)),
            other => marked.push((other.clone(), range.clone())),
        }
    }
}
