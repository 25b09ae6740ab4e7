//! The links and names in a start tag.

use std::convert::Infallible;
use std::ops::Range;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::attributes::{AttributeReader, Step};
use super::place::Place;
use super::srcset;
use super::tag::{HtmlAttribute, HtmlAttributeKind, HtmlTag};

/// The attributes with a meaning here; all others are ignored.
const READ: [&str; 16] = [
    "alt",
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "data",
    "for",
    "headers",
    "href",
    "id",
    "list",
    "markdown",
    "name",
    "poster",
    "src",
    "srcset",
    "xlink:href",
];

/// The start tag at `range` of a piece; `name` is the range of its name.
pub(super) fn tag(piece: &str, range: &Range<usize>, name: Range<usize>, is_self_closing: bool, place: &Place) -> HtmlTag {
    let written = &piece[name.clone()];
    let mut tag = HtmlTag {
        name: written.to_owned(),
        span: place.source(range),
        attributes: Vec::new(),
        lacks_alt: written.eq_ignore_ascii_case("img"),
        is_markdown: false,
        is_self_closing,
    };
    let element = written.to_ascii_lowercase();
    // If two attributes have the same name, the first counts.
    let mut is_seen = [false; READ.len()];
    let mut attributes = AttributeReader::new(&piece.as_bytes()[..range.end], name.end);
    while let Step::Attribute { name, value } = attributes.next_step() {
        let written = &piece[name.clone()];
        let Some(known) = READ.iter().position(|known| written.eq_ignore_ascii_case(known)) else { continue };
        if std::mem::replace(&mut is_seen[known], true) {
            continue;
        }
        tag.lacks_alt &= READ[known] != "alt";
        tag.is_markdown |= READ[known] == "markdown";
        if let (Some(kind), Some((value, is_quoted))) = (kind(READ[known], &element), value) {
            let whole = name.start..value.end + usize::from(is_quoted);
            let written = &piece[value.clone()];
            let is_candidate = READ[known] == "srcset";
            let parts = if is_candidate { srcset::candidates(written) } else { std::iter::once(0..written.len()).collect() };
            tag.attributes.extend(parts.into_iter().filter(|part| !part.is_empty()).map(|part| {
                let range = value.start + part.start..value.start + part.end;
                let meant = unescape(&written[part]);
                let span = place.source(&range);
                HtmlAttribute { kind, span, range, whole: whole.clone(), is_candidate, is_quoted, value: meant.trim().to_owned() }
            }));
        }
    }
    tag
}

/// The purpose of an attribute's value.
fn kind(name: &str, element: &str) -> Option<HtmlAttributeKind> {
    Some(match (name, element) {
        ("href" | "xlink:href", "link" | "image" | "use") | ("src" | "srcset" | "poster", _) | ("data", "object") => {
            HtmlAttributeKind::Source
        }
        ("href" | "xlink:href", element) if element != "base" => HtmlAttributeKind::Href,
        ("id", _) | ("name", "a") => HtmlAttributeKind::Anchor,
        ("aria-controls" | "aria-describedby" | "aria-labelledby" | "for" | "headers" | "list", _) | ("name", "details") => {
            HtmlAttributeKind::Reference
        }
        _ => return None,
    })
}

/// An attribute's value, or a part of it, with its character references decoded.
pub(super) fn unescape(written: &str) -> String {
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
