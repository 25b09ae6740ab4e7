//! One piece of HTML through a real tokenizer, to the start tags in it.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Error, Span, Tokenizer};

use super::place::Place;
use super::srcset;
use super::tag::{HtmlAttribute, HtmlAttributeKind, HtmlTag};

/// Elements whose content is text to HTML: no tags, no comments. `noscript` is none, since pages work without scripts.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes", "plaintext"];

/// What the text behind the last piece stands in.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) enum Inside {
    #[default]
    Nothing,
    Comment,
    /// An element whose content is text to HTML, by its name in lower case.
    Raw(String),
}

/// The start tags of `piece` from byte `from` on, and what the piece leaves open.
pub(super) fn tags(piece: &str, from: usize, place: &Place) -> (Vec<HtmlTag>, Inside) {
    let mut collected = (Vec::new(), Inside::Nothing);
    let collector = Collector {
        piece,
        from,
        place,
        tags: &mut collected.0,
        inside: &mut collected.1,
        open: None,
        attribute: Vec::new(),
        seen: Vec::new(),
    };
    let mut emitter = CallbackEmitter::new(collector);
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(&piece[from..], emitter).finish();
    collected
}

struct Collector<'p> {
    piece: &'p str,
    from: usize,
    place: &'p Place,
    tags: &'p mut Vec<HtmlTag>,
    inside: &'p mut Inside,
    /// The start tag that is being read; end tags have none.
    open: Option<HtmlTag>,
    /// The name of the attribute that is being read, in lower case.
    attribute: Vec<u8>,
    /// The attributes of the open tag that count: of two with one name, the first.
    seen: Vec<Vec<u8>>,
}

impl Callback<Infallible, usize> for Collector<'_> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: Span<usize>) -> Option<Infallible> {
        let range = self.from + span.start..self.from + span.end;
        match event {
            CallbackEvent::OpenStartTag { name } => self.open_tag(name, &range),
            CallbackEvent::AttributeName { name } => self.name(name),
            CallbackEvent::AttributeValue { value } => self.value(&String::from_utf8_lossy(value), range),
            CallbackEvent::CloseStartTag { self_closing } => self.close_tag(self_closing, range.end),
            CallbackEvent::EndTag { .. } => *self.inside = Inside::Nothing,
            CallbackEvent::Error(Error::EofInComment) => *self.inside = Inside::Comment,
            _ => {}
        }
        None
    }
}

impl Collector<'_> {
    fn open_tag(&mut self, name: &[u8], range: &Range<usize>) {
        let start = range.start + 1;
        let written = self.piece.get(start..start + name.len()).unwrap_or_default();
        let lacks_alt = written.eq_ignore_ascii_case("img");
        self.seen.clear();
        self.open = Some(HtmlTag {
            name: written.to_owned(),
            span: range.clone(),
            attributes: Vec::new(),
            lacks_alt,
            is_self_closing: false,
        });
    }

    fn name(&mut self, name: &[u8]) {
        self.attribute.clear();
        if let Some(tag) = &mut self.open
            && !self.seen.iter().any(|seen| seen == name)
        {
            self.attribute.extend_from_slice(name);
            tag.lacks_alt &= name != b"alt";
            self.seen.push(name.to_owned());
        }
    }

    fn value(&mut self, value: &str, range: Range<usize>) {
        let Some(tag) = &mut self.open else { return };
        let element = tag.name.to_ascii_lowercase();
        let kind = match (&self.attribute[..], &element[..]) {
            (b"href" | b"xlink:href", "link" | "image" | "use") | (b"src" | b"poster", _) | (b"data", "object") => {
                HtmlAttributeKind::Source
            }
            (b"href" | b"xlink:href", name) if name != "base" => HtmlAttributeKind::Href,
            (b"id", _) | (b"name", "a") => HtmlAttributeKind::Anchor,
            (b"srcset", _) => {
                let written = self.piece.get(range.clone()).unwrap_or_default();
                for candidate in srcset::candidates(written) {
                    let value = unescape(&written[candidate.clone()]);
                    let range = range.start + candidate.start..range.start + candidate.end;
                    tag.attributes.push(HtmlAttribute {
                        kind: HtmlAttributeKind::Source,
                        span: self.place.source(&range),
                        is_quoted: is_quoted(self.piece, range.start - candidate.start),
                        range,
                        value,
                    });
                }
                return;
            }
            _ => return,
        };
        let span = self.place.source(&range);
        let is_quoted = is_quoted(self.piece, range.start);
        tag.attributes.push(HtmlAttribute { kind, span, range, is_quoted, value: value.trim().to_owned() });
    }

    fn close_tag(&mut self, is_self_closing: bool, end: usize) {
        let Some(mut tag) = self.open.take() else { return };
        self.attribute.clear();
        let name = tag.name.to_ascii_lowercase();
        if RAW.contains(&&*name) {
            *self.inside = Inside::Raw(name);
        }
        tag.is_self_closing = is_self_closing;
        tag.span = self.place.source(&(tag.span.start..end));
        self.tags.push(tag);
    }
}

/// Whether the value that begins at `start` stands in quotes.
fn is_quoted(piece: &str, start: usize) -> bool {
    start > 0 && matches!(piece.as_bytes()[start - 1], b'"' | b'\'')
}

/// A part of an attribute's value with its character references undone.
fn unescape(written: &str) -> String {
    if !written.contains('&') {
        return written.to_owned();
    }
    let mut value = String::new();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        if let CallbackEvent::AttributeValue { value: undone } = event {
            value = String::from_utf8_lossy(undone).into_owned();
        }
        None
    });
    emitter.naively_switch_states(false);
    let tag = format!("<a v=\"{}\">", written.replace('"', "&quot;"));
    let Ok(()) = Tokenizer::new_with_emitter(tag.as_str(), emitter).finish();
    value
}
