//! Turns one file into a [`ParsedPage`]: facts and spans, without knowledge of other pages.
//!
//! 1. [`decode`] turns bytes into text, without a byte order mark.
//! 2. `front_matter` reads the YAML block, if there is one.
//! 3. `markdown` turns the body into events, and `html` reads the raw HTML among them.
//! 4. `facts` walks the events once and keeps title, headings, anchors, links and words; no event outlives the walk. `faults` finds
//!    the problems of the text itself.
//!
//! Spans are byte ranges of the decoded text. The body is parsed with its offset added, never cut out and shifted.

use crate::diagnostic::Checked;
use crate::path::SourcePath;

mod decode;
mod facts;
mod faults;
pub mod formula;
pub mod front_matter;
pub mod html;
pub mod markdown;
mod page;
pub mod slug;

pub use decode::{decode, lossy_text};
pub use facts::{Definition, definitions};
pub use page::{
    ForeignKey, ForeignMeaning, FrontMatter, Heading, Link, LinkForm, NamedItem, ParsedPage, Said, Sample, Spanned, Suspect,
    SuspectKind,
};

/// Parses one page's file.
///
/// There is a page whatever the bytes are: if they are not valid UTF-8, facts and spans refer to [`lossy_text`].
pub fn parse(path: &SourcePath, bytes: &[u8]) -> Checked<ParsedPage> {
    let decoded = decode(bytes);
    let text = &*decoded.text;
    let mut diagnostics = Vec::new();
    // In another encoding NUL is half of a letter, and not a separate fault.
    diagnostics.extend(decode::fault(path, bytes, &decoded).or_else(|| faults::page::nul(path, text)));
    let (front_matter, body) = front_matter::read(path, text).take(&mut diagnostics);
    let page = facts::read(path, text, body, front_matter).take(&mut diagnostics);
    diagnostics.extend(faults::page::empty(path, text, &page));
    Checked { value: page, diagnostics }
}

#[cfg(test)]
mod tests;
