//! A start tag and its attributes, as far as links and anchors are concerned.

use std::ops::Range;

/// A start tag of raw HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTag {
    /// The element's name as written; HTML ignores case.
    pub name: String,
    /// The tag's bytes in the page.
    pub span: Range<usize>,
    /// The attributes that link to or name something, in order.
    pub attributes: Vec<HtmlAttribute>,
    /// Whether the tag is an image without an `alt` attribute; an empty one marks the image as decoration.
    pub lacks_alt: bool,
    /// Whether it has the attribute `markdown` of Python-Markdown.
    pub is_markdown: bool,
    /// Whether the tag ends with `/>`.
    pub is_self_closing: bool,
}

/// One attribute value of raw HTML that links to or names something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlAttribute {
    /// The value's purpose.
    pub kind: HtmlAttributeKind,
    /// The value's bytes in the page, without quotes; for `srcset` those of one candidate's address.
    pub span: Range<usize>,
    /// The same bytes relative to the piece that was read, where the renderer replaces them by another value.
    pub range: Range<usize>,
    /// The bytes of the whole attribute, from its name to its closing quote, relative to the piece.
    pub whole: Range<usize>,
    /// Whether this is one of several addresses in the value of a `srcset`.
    pub is_candidate: bool,
    /// Whether the value is quoted; if not, a new value may need quotes.
    pub is_quoted: bool,
    /// The value with character references decoded, trimmed.
    pub value: String,
}

/// The purpose of an attribute's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HtmlAttributeKind {
    /// `href` of `a` and the like: links to its value.
    Href,
    /// `src`, one candidate of `srcset`, `poster`, `data` of `object`, `href` of `link`: shows its value.
    Source,
    /// `id`, or `name` of `a`: an anchor.
    Anchor,
    /// `for`, `aria-labelledby` and the like, which refer to ids of the page, and `name` of `details`, which names a group.
    Reference,
}
