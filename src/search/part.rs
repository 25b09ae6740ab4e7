//! The text of one page, for results and excerpts: in parts, so that a single result never costs a very long page.

use std::borrow::Cow;

use jiff::civil::Date;
use serde::Serialize;

use crate::parse::FrontMatter;
use crate::path::UrlPath;

use super::{PageText, Search};

/// How many bytes of a page's file one part is for.
const BYTES_A_PART: usize = 24 << 10;

/// How many parts the text of a page has whose file is so many bytes long.
#[must_use]
pub fn parts_of(bytes: usize) -> usize {
    bytes.div_ceil(BYTES_A_PART).max(1)
}

/// What is known of a page beside its file.
#[derive(Debug, Clone)]
pub struct Place<'a> {
    /// The page's address.
    pub url: &'a UrlPath,
    /// The day when its text last changed, where that is told.
    pub changed: Option<Date>,
    /// The names of those who keep it; empty when nobody does.
    pub owner: String,
    /// The name of its status, where the handbook has statuses.
    pub status: Option<String>,
}

impl Search {
    /// A part of a page's text, by the page's number in the index; whoever wants all parts reads the page and takes
    /// [each part of it](Self::part_of).
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
    /// The first part has the page's title, its address, for each section the heading, the anchor and the part that its text
    /// is in, the texts of the first part, and what results say of the page besides, where there is anything; every other part has its texts only. Where a section goes on, its heading is
    /// left out.
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

/// What results say of a page beside its words, as far as it has any of it.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
struct Facts<'t> {
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'t str>,
    #[serde(skip_serializing_if = "String::is_empty")]
    owner: String,
    /// The page's own word for it; `true` for a draft.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status<'t>>,
    /// A date of ISO 8601.
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

/// What a section stands under, and the part that has its text when it is not the first.
#[derive(Serialize)]
#[serde(untagged)]
enum Head<'t> {
    GoesOn(usize),
    Here(&'t str, &'t str),
    There(&'t str, &'t str, usize),
}
