//! The text of one page, for results and excerpts: in parts, so that a single result never costs a very long page.

use serde_json::json;

use crate::path::UrlPath;

use super::Search;

/// How many bytes of a page's file one part is for.
const BYTES_A_PART: usize = 24 << 10;

/// How many parts the text of a page has whose file is so many bytes long.
#[must_use]
pub fn parts_of(bytes: usize) -> usize {
    bytes.div_ceil(BYTES_A_PART).max(1)
}

impl Search {
    /// A part of a page's text, by the page's number in the index.
    ///
    /// The first part has the page's title, its address, for each section the heading, the anchor and the part that its text
    /// is in, and the texts of the first part; every other part has its texts only. Where a section goes on, its heading is
    /// left out.
    #[must_use]
    pub fn part(&self, number: usize, part: usize, url: &UrlPath) -> String {
        let Some(document) = self.documents.get(number) else { return String::new() };
        let sections = document.sections();
        // Reading a page costs more than counting its words, so whoever has read it does both.
        document.words.get_or_init(|| document.count(&sections));
        let parts = parts_of(document.bytes.len());
        let part_of = |start: usize| (start / BYTES_A_PART).min(parts - 1);
        let texts = sections.iter().filter(|section| part_of(section.start) == part);
        let texts: Vec<&str> = texts.map(|section| section.text.trim_end()).collect();
        if part > 0 {
            return self.script(&format!("p{number}-{part}"), &[json!(texts)]);
        }
        let heads: Vec<_> = sections
            .iter()
            .map(|section| match (part_of(section.start), section.goes_on) {
                (0, true) => json!(0),
                (part, true) => json!(part),
                (0, false) => json!([section.heading, section.anchor]),
                (part, false) => json!([section.heading, section.anchor, part]),
            })
            .collect();
        self.script(&format!("p{number}"), &[json!(document.title), json!(url.encoded()), json!(heads), json!(texts)])
    }
}
