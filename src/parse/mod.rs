//! One file becomes a [`ParsedPage`]: facts and spans, knowing no other page.
//!
//! 1. [`decode`] turns bytes into text, without a byte order mark.
//! 2. `front_matter` reads the YAML block, when there is one.
//! 3. `markdown` walks the body's events once and keeps title, headings, anchors, links and words; no event outlives the walk.
//!
//! Spans are byte ranges of the decoded text. The body is parsed with its offset added, never cut out and shifted back.

pub mod front_matter;
pub mod html;
pub mod markdown;
mod page;
pub mod slug;

pub use page::{FrontMatter, Heading, Link, LinkForm, ParsedPage, ReviewPeriod, ReviewUnit, Spanned};
