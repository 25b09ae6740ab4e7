//! Raw HTML in pages: where its attributes stand that link or name something.

use std::ops::Range;

/// One attribute value of raw HTML that links or names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlAttribute {
    /// What the value is for.
    pub kind: HtmlAttributeKind,
    /// The value's bytes as written, without quotes; for `srcset` those of one candidate's address.
    pub span: Range<usize>,
    /// The value with character references undone and white space around it cut.
    pub value: String,
}

/// What an attribute's value is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HtmlAttributeKind {
    /// `href`: leads to its value.
    Href,
    /// `src`, one candidate of `srcset`, `poster`, `data` of `object`: shows its value.
    Source,
    /// `id`, or `name` of `a`: an anchor.
    Anchor,
}

/// Reads the raw HTML of one page, piece by piece, with one tokenizer state.
#[derive(Debug, Default)]
pub struct HtmlScanner {}

impl HtmlScanner {
    /// Reads the next piece: the source text of an `Event::Html` or `Event::InlineHtml`, which begins at byte `at` of the page.
    ///
    /// Gives the attributes that end in this piece, in order. Every piece of the page has to be given, in order.
    pub fn read(&mut self, piece: &str, at: usize) -> Vec<HtmlAttribute> {
        let _ = (piece, at);
        Vec::new()
    }

    /// Whether what follows now stands in a comment, a script, a style or the like, so that Markdown there holds no links.
    #[must_use]
    pub fn is_hidden(&self) -> bool {
        false
    }
}
