//! The text of one page, for results and excerpts: in parts, so that a single result never costs a very long page.

use serde::Serialize;

use crate::path::UrlPath;

use super::{PageText, Search};

/// How many bytes of a page's file one part is for.
const BYTES_A_PART: usize = 24 << 10;

/// How many parts the text of a page has whose file is so many bytes long.
#[must_use]
pub fn parts_of(bytes: usize) -> usize {
    bytes.div_ceil(BYTES_A_PART).max(1)
}

impl Search {
    /// A part of a page's text, by the page's number in the index; whoever wants all parts reads the page and takes
    /// [each part of it](Self::part_of).
    #[must_use]
    pub fn part(&self, number: usize, part: usize, url: &UrlPath) -> String {
        let Some(document) = self.documents.get(number) else { return String::new() };
        let read = || document.counted(document.read(), self);
        if parts_of(document.bytes.len()) > 1 {
            self.part_of(document.long_text.get_or_init(read), number, part, url)
        } else {
            self.part_of(&read(), number, part, url)
        }
    }

    /// A part of the text of a page that was [read](Self::read).
    ///
    /// The first part has the page's title, its address, for each section the heading, the anchor and the part that its text
    /// is in, and the texts of the first part; every other part has its texts only. Where a section goes on, its heading is
    /// left out.
    pub(crate) fn part_of(&self, text: &PageText, number: usize, part: usize, url: &UrlPath) -> String {
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
        script.value(&document.title).value(&*url.encoded()).value(&heads).value(&texts).end()
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
