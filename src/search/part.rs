//! The text of one page, for results and excerpts: in parts, so that a single result never requires loading a very long page.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use crate::parse::FrontMatter;
use crate::path::UrlPath;

use super::{PageText, Search};

/// How many bytes of a page's file one part covers.
const BYTES_A_PART: usize = 24 << 10;

/// The number of parts of a page's text, from the length of its file in bytes.
#[must_use]
pub fn parts_of(bytes: usize) -> usize {
    bytes.div_ceil(BYTES_A_PART).max(1)
}

/// What is known about a page apart from its file.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// The page's address.
    pub url: &'a UrlPath,
    /// The date when its text last changed, if that is shown.
    pub changed: Option<Date>,
    /// The names of its owners; may be empty.
    pub owner: String,
    /// The name of its status, where the handbook has statuses.
    pub status: Option<String>,
}

impl Search {
    /// A part of a page's text, by the page's number in the index; for all parts, read the page and take [each part of
    /// it](Self::part_of).
    #[must_use]
    pub fn part(&self, number: usize, part: usize, place: Place<'_>) -> String {
        let Some(document) = self.documents.get(number) else { return String::new() };
        let read = || document.counted(document.read(), self);
        if parts_of(document.bytes.len()) > 1 {
            self.part_of(document.long_text.get_or_init(read), number, part, place)
        } else {
            self.part_of(&read(), number, part, place)
        }
    }

    /// A part of the text of a page that was [read](Self::read).
    ///
    /// The first part has the page's title, its address, for each section the heading, the anchor and the part with its text, the
    /// texts of the first part, and further facts for results, if any; every other part has only its texts. If a section continues,
    /// its heading is omitted.
    pub(crate) fn part_of(&self, text: &PageText, number: usize, part: usize, place: Place<'_>) -> String {
        let Some(document) = self.documents.get(number) else { return String::new() };
        let parts = parts_of(document.bytes.len());
        let part_of = |start: usize| (start / BYTES_A_PART).min(parts - 1);
        let texts = text.sections().filter(|(section, _)| part_of(section.start) == part);
        let texts: Vec<&str> = texts.map(|(_, text)| text.trim_end()).collect();
        if part > 0 {
            return self.script(&format!("p{number}-{part}"), BYTES_A_PART).value(&texts).end();
        }
        let heads = text.sections().map(|(section, _)| match (part_of(section.start), section.goes_on) {
            (part, true) => Head::GoesOn(part),
            (0, false) => Head::Here(&section.heading, &section.anchor),
            (part, false) => Head::There(&section.heading, &section.anchor, part),
        });
        let heads: Vec<Head<'_>> = heads.collect();
        let script = self.script(&format!("p{number}"), document.bytes.len().min(2 * BYTES_A_PART));
        let script = script.value(&document.title).value(&*place.url.encoded()).value(&heads).value(&texts);
        let facts = Facts::new(&document.page.parsed.front_matter, place);
        if facts == Facts::default() { script.end() } else { script.value(&facts).end() }
    }
}

/// Facts about a page that results show besides its text, as far as it has any.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Facts<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'t str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    owner: String,
    /// The page's status; `true` for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status<'t>>,
    /// An ISO 8601 date.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<String>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
enum Status<'t> {
    Draft(bool),
    Own(Cow<'t, str>),
}

impl<'t> Facts<'t> {
    fn new(front_matter: &'t FrontMatter, place: Place<'_>) -> Self {
        let written = front_matter.extra.get("status").and_then(serde_json::Value::as_str).map(Cow::Borrowed);
        let own = place.status.map(Cow::Owned).or(written).map(Status::Own);
        Self {
            kind: front_matter.kind.as_ref().map(|kind| &*kind.value),
            owner: place.owner,
            status: front_matter.draft.then_some(Status::Draft(true)).or(own),
            changed: place.changed.map(|day| day.to_string()),
        }
    }
}

/// The heading of a section, and the part with its text if it is not the first.
#[derive(Serialize)]
#[serde(untagged)]
enum Head<'t> {
    GoesOn(usize),
    Here(&'t str, &'t str),
    There(&'t str, &'t str, usize),
}
