//! Joins what the parser splits, and makes the small changes that need whole text: bare URLs, explicit ids, NUL.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::emoji;
use crate::parse::formula::is_formula;

use super::autolink::{self, Bare};
use super::spanned::{SpannedEvent, is_exact};

/// The result of merging a body's events.
pub(super) struct Merged<'a> {
    pub(super) events: Vec<SpannedEvent<'a>>,
    /// Bytes within bare addresses that the parser treated as markup, in order.
    pub(super) letters: Vec<usize>,
}

/// Merges adjacent text and adjacent raw HTML, links bare URLs, removes explicit ids from headings, replaces NUL.
pub(super) fn merge<'a>(events: impl Iterator<Item = SpannedEvent<'a>>, text: &'a str) -> Merged<'a> {
    let mut merger = Merger {
        text,
        has_nul: text.contains('\0'),
        merged: Vec::with_capacity(events.size_hint().0.max(text.len() / 20)),
        run: None,
        unlinkable: 0,
        heading: 0,
        cell_end: None,
        code: 0,
        letters: Vec::new(),
    };
    for (event, range) in events {
        merger.take(event, range);
    }
    merger.end_run();
    Merged { events: merger.merged, letters: merger.letters }
}

struct Merger<'a> {
    text: &'a str,
    has_nul: bool,
    merged: Vec<SpannedEvent<'a>>,
    run: Option<Run>,
    /// How many links, images and code blocks are open: bare URLs in them are not linked.
    unlinkable: usize,
    /// Where the open heading's event is in `merged`.
    heading: usize,
    /// Where the open table cell ends, beyond which no address extends.
    cell_end: Option<usize>,
    /// How many code blocks and code elements are open: emoji names in them are not replaced.
    code: usize,
    letters: Vec<usize>,
}

/// Adjacent pieces of text, or of raw HTML.
struct Run {
    is_html: bool,
    range: Range<usize>,
    /// The joined pieces; `None` while they equal the source's bytes of `range`.
    joined: Option<Joined>,
}

/// Pieces that differ from the source: an entity, an escape, or a quote's marks between lines.
struct Joined {
    words: String,
    /// Where each piece begins in `words`, and its bytes in the source.
    pieces: Vec<(usize, Range<usize>)>,
}

impl<'a> Merger<'a> {
    fn take(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Text(words) => self.extend_run(&words, range, false),
            Event::Html(words) => self.extend_run(&words, range, true),
            Event::InlineMath(_) | Event::DisplayMath(_) if !is_formula(self.text, &range) => {
                // The dollars are text, and the text between them is parsed as Markdown in the next round.
                let marks = self.text[range.clone()].bytes().enumerate().filter(|(_, byte)| *byte == b'$');
                self.letters.extend(marks.map(|(offset, _)| range.start + offset));
                self.extend_run(&self.text[range.clone()], range, false);
            }
            other => {
                self.end_run();
                self.take_other(other, range);
            }
        }
    }

    fn take_other(&mut self, event: Event<'a>, range: Range<usize>) {
        match &event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => self.unlinkable += 1,
            Event::End(TagEnd::Link | TagEnd::Image) => self.unlinkable = self.unlinkable.saturating_sub(1),
            Event::Start(Tag::CodeBlock(_)) => (self.unlinkable, self.code) = (self.unlinkable + 1, self.code + 1),
            Event::End(TagEnd::CodeBlock) => {
                (self.unlinkable, self.code) = (self.unlinkable.saturating_sub(1), self.code.saturating_sub(1));
            }
            Event::End(TagEnd::Paragraph) => self.code = 0,
            Event::Start(Tag::Heading { .. }) => self.heading = self.merged.len(),
            Event::InlineHtml(html) => self.note_code(html),
            Event::Start(Tag::TableCell) => self.cell_end = Some(range.end),
            Event::End(TagEnd::TableCell) => self.cell_end = None,
            Event::End(TagEnd::Heading(_)) => self.cut_id(),
            _ => {}
        }
        let event = match event {
            Event::Code(words) if self.has_nul => Event::Code(without_nul(words)),
            Event::InlineHtml(words) if self.has_nul => Event::InlineHtml(without_nul(words)),
            other => other,
        };
        self.merged.push((event, range));
    }

    fn extend_run(&mut self, words: &str, range: Range<usize>, is_html: bool) {
        if self.run.as_ref().is_some_and(|run| run.is_html != is_html) {
            self.end_run();
        }
        let is_exact = is_exact(words, self.text, &range);
        match &mut self.run {
            None => {
                let joined = (!is_exact).then(|| Joined { words: words.to_owned(), pieces: vec![(0, range.clone())] });
                self.run = Some(Run { is_html, range, joined });
            }
            Some(run) if is_exact && run.joined.is_none() && run.range.end == range.start => run.range.end = range.end,
            Some(run) => {
                let joined = run.joined.get_or_insert_with(|| Joined {
                    words: self.text[run.range.clone()].to_owned(),
                    pieces: vec![(0, run.range.clone())],
                });
                joined.pieces.push((joined.words.len(), range.clone()));
                joined.words.push_str(words);
                run.range.end = run.range.end.max(range.end);
            }
        }
    }

    fn end_run(&mut self) {
        let Some(run) = self.run.take() else { return };
        let (words, pieces) = match run.joined {
            None => (CowStr::Borrowed(&self.text[run.range.clone()]), Vec::new()),
            Some(joined) => (CowStr::from(joined.words), joined.pieces),
        };
        if words.is_empty() {
            return;
        }
        if run.is_html {
            self.merged.push((Event::Html(self.visible(words)), run.range));
            return;
        }
        let before = || self.text[..run.range.start].chars().next_back();
        let addresses = if self.unlinkable == 0 { autolink::find(&words, before()) } else { Vec::new() };
        if addresses.is_empty() && (self.code > 0 || !words.contains(':')) {
            self.merged.push((Event::Text(self.visible(words)), run.range));
        } else {
            self.push_linked(&words, &addresses, &Places { range: run.range, pieces, length: words.len() });
        }
    }

    fn push_linked(&mut self, words: &CowStr<'a>, addresses: &[Bare<'_>], places: &Places) {
        let mut done = 0;
        for address in addresses {
            self.push_named(words, done..address.range.start, places);
            let mut part = address.range.clone();
            if !address.is_mail {
                part.end = part.start + self.note_letters(&words[part.clone()], &places.source(&part));
            }
            let range = places.source(&part);
            let cut = address.destination.len() - (address.range.end - part.end);
            let tag = Tag::Link {
                link_type: if address.is_mail { LinkType::Email } else { LinkType::Autolink },
                dest_url: CowStr::from(address.destination[..cut].to_owned()),
                title: CowStr::Borrowed(""),
                id: CowStr::Borrowed(""),
            };
            self.merged.push((Event::Start(tag), range.clone()));
            done = part.end;
            self.push_part(words, part, places);
            self.merged.push((Event::End(TagEnd::Link), range));
        }
        self.push_named(words, done..words.len(), places);
    }

    /// Writes a part of a text with emoji names replaced by their characters.
    fn push_named(&mut self, words: &CowStr<'a>, part: Range<usize>, places: &Places) {
        let mut done = part.start;
        let found = if self.code > 0 { Vec::new() } else { emoji::find(&words[part.clone()]) };
        for (name, character) in found {
            let name = part.start + name.start..part.start + name.end;
            self.push_part(words, done..name.start, places);
            self.merged.push((Event::Text(CowStr::Borrowed(character)), places.source(&name)));
            done = name.end;
        }
        self.push_part(words, done..part.end, places);
    }

    /// Records where a code element begins or ends within a line.
    fn note_code(&mut self, html: &str) {
        let name = |html: &str| {
            ["code", "pre", "tt", "kbd", "samp"]
                .iter()
                .any(|name| html.strip_prefix(name).is_some_and(|rest| rest.starts_with(['>', ' '])))
        };
        match html.strip_prefix('<').map(|html| (html, html.strip_prefix('/'))) {
            Some((_, Some(end))) if name(end) => self.code = self.code.saturating_sub(1),
            Some((start, None)) if name(start) => self.code += 1,
            _ => {}
        }
    }

    /// Compares an address with its source, which markup may have changed, and returns its length: an entity at the end of the
    /// source is not part of it, although its character could be.
    fn note_letters(&mut self, address: &str, range: &Range<usize>) -> usize {
        // An address ends at the end of its line anyway; searching for that from each of many would take quadratic time.
        let source = &self.text[..self.cell_end.unwrap_or(self.text.len()).max(range.start)];
        let Some(end) = autolink::end(source, range.start) else { return address.len() };
        let written = &source[range.start..end];
        // In a table `\|` is a bar within a cell before anything else is read.
        let is_cell = self.cell_end.is_some() && written.contains("\\|");
        if written != address && !(is_cell && written.replace("\\|", "|") == address) {
            if address.starts_with(written) {
                return end - range.start;
            }
            let is_letter =
                |(offset, byte): &(usize, u8)| autolink::is_markup(*byte) && !(is_cell && written[*offset..].starts_with("\\|"));
            let letters = written.bytes().enumerate().filter(is_letter);
            self.letters.extend(letters.map(|(offset, _)| range.start + offset));
        }
        address.len()
    }

    fn push_part(&mut self, words: &CowStr<'a>, part: Range<usize>, places: &Places) {
        if !part.is_empty() {
            let range = places.source(&part);
            let part = self.visible(cut(words, part));
            self.merged.push((Event::Text(part), range));
        }
    }

    /// Moves the heading's trailing `{#id}` from its text into its event.
    fn cut_id(&mut self) {
        let Some((Event::Text(words), range)) = self.merged.last_mut() else { return };
        let Some((kept, id)) = explicit_id(words) else { return };
        let id = cut(words, id);
        if is_exact(words, self.text, range) {
            range.end = range.start + kept;
        }
        *words = cut(words, 0..kept);
        if kept == 0 {
            self.merged.pop();
        }
        if let Some((Event::Start(Tag::Heading { id: place, .. }), _)) = self.merged.get_mut(self.heading) {
            *place = Some(id);
        }
    }

    fn visible(&self, words: CowStr<'a>) -> CowStr<'a> {
        if self.has_nul { without_nul(words) } else { words }
    }
}

/// Where the parts of a run's text are in the source.
struct Places {
    range: Range<usize>,
    /// Empty if the text equals the source's bytes of `range`.
    pieces: Vec<(usize, Range<usize>)>,
    /// The length of the text.
    length: usize,
}

impl Places {
    /// The source bytes of a part of the text.
    fn source(&self, part: &Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return self.range.start + part.start..self.range.start + part.end;
        }
        let first = self.pieces.partition_point(|(at, _)| *at <= part.start).saturating_sub(1);
        let last = self.pieces.partition_point(|(at, _)| *at < part.end).saturating_sub(1);
        let (at, source) = &self.pieces[first];
        let start = (source.start + part.start - at).min(source.end);
        let (at, source) = &self.pieces[last];
        let length = self.pieces.get(last + 1).map_or(self.length, |(next, _)| *next) - at;
        let end = if part.end - at >= length { source.end } else { (source.start + part.end - at).min(source.end) };
        start..end.max(start)
    }
}

/// Where the text before a trailing `{#id}` ends, and the id. Other systems' forms are accepted too: `{ #id }`, `{: #id }`,
/// `{.class #id}`.
fn explicit_id(words: &str) -> Option<(usize, Range<usize>)> {
    let inside = words.trim_end().strip_suffix('}')?;
    let open = inside.rfind('{')?;
    let before = &inside[..open];
    let list = &inside[open + 1..];
    let list = list.strip_prefix(':').unwrap_or(list);
    let is_apart =
        before.chars().next_back().is_none_or(|c| c.is_whitespace() || c.is_alphanumeric() || matches!(c, ')' | '*' | '`'));
    if !is_apart {
        return None;
    }
    let is_name = |name: &str| !name.is_empty() && !name.contains(['{', '}', '#', '<', '>', '"']);
    let is_attribute = |item: &str| {
        let class = item.strip_prefix('.').is_some_and(is_name);
        class
            || item
                .split_once('=')
                .is_some_and(|(key, value)| is_name(key) && !value.is_empty() && !value.contains(['{', '}', '<']))
    };
    let mut id = None;
    for item in list.split_whitespace() {
        match item.strip_prefix('#') {
            Some(name) if is_name(name) && id.is_none() => id = Some(name),
            None if is_attribute(item) => {}
            _ => return None,
        }
    }
    let id = id?;
    let start = inside.len() - list.len() + list.find(&format!("#{id}"))? + 1;
    Some((before.trim_end().len(), start..start + id.len()))
}

/// A part of a text, borrowed from the page if the text is.
fn cut<'a>(words: &CowStr<'a>, part: Range<usize>) -> CowStr<'a> {
    match words {
        CowStr::Borrowed(words) => CowStr::Borrowed(&words[part]),
        other => CowStr::from(other[part].to_owned()),
    }
}

/// `CommonMark` shows U+FFFD for NUL.
fn without_nul(words: CowStr<'_>) -> CowStr<'_> {
    if words.contains('\0') { CowStr::from(words.replace('\0', "\u{fffd}")) } else { words }
}
