//! What the HTML standard says about each element, as far as balancing tags depends on it.

/// Elements whose content is text in HTML, without tags and comments (HTML standard, section 13.2.6.4). `noscript` is not among
/// them, since pages work without scripts. They are those that GitHub-flavoured Markdown disallows (section 6.11).
pub(in crate::parse) const RAW: &[&str] =
    &["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// Elements that never have content or an end tag.
const VOID: &[&str] = &[
    "area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "hr", "image", "img", "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",
];

/// Elements that make up a document, or change all of it, and so do not belong in a page's text.
const DOCUMENT: &[&str] = &["base", "body", "frame", "frameset", "head", "html"];

/// The other elements of the HTML standard, and the obsolete ones that browsers still support.
#[rustfmt::skip]
const ORDINARY: &[&str] = &[
    "a", "abbr", "acronym", "address", "applet", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blink", "blockquote",
    "button", "canvas", "caption", "center", "cite", "code", "colgroup", "data", "datalist", "dd", "del", "details", "dfn",
    "dialog", "dir", "div", "dl", "dt", "em", "fieldset", "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hgroup", "i", "ins", "kbd", "label", "legend", "li", "listing", "main", "map", "mark",
    "marquee", "math", "menu", "meter", "nav", "nobr", "noscript", "object", "ol", "optgroup", "option", "output", "p",
    "picture", "pre", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp", "search", "section", "select",
    "selectedcontent", "slot", "small", "span", "strike", "strong", "sub", "summary", "sup", "svg", "table", "tbody", "td",
    "template", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul", "var", "video",
];

/// Elements that browsers reopen in the next block if a block ends before them (HTML standard, section 13.2.4.3).
const FORMATTING: &[&str] = &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose end tag may be omitted (HTML standard, section 13.1.2.4).
const OMISSIBLE: &[&str] = &[
    "caption", "colgroup", "dd", "dt", "li", "optgroup", "option", "p", "rb", "rp", "rt", "rtc", "tbody", "td", "tfoot", "th",
    "thead", "tr",
];

/// Elements beyond which end tags in them have no effect, and in which a block does not end a paragraph around them (HTML standard,
/// sections 13.2.4.2, 13.2.6.4.16). In a `noscript` everything is text for browsers that run scripts.
const SCOPES: &[&str] =
    &["applet", "button", "caption", "marquee", "noscript", "object", "select", "table", "td", "template", "th"];

/// Start tags that end a paragraph (HTML standard, section 13.2.6.4.7).
#[rustfmt::skip]
const ENDS_PARAGRAPH: &[&str] = &[
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "dd", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "li", "listing",
    "main", "menu", "nav", "ol", "p", "plaintext", "pre", "search", "section", "summary", "table", "ul", "xmp",
];

/// Start tags that end SVG and MathML around them (HTML standard, section 13.2.6.5).
#[rustfmt::skip]
const LEAVES_FOREIGN: &[&str] = &[
    "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "embed", "font", "h1", "h2", "h3",
    "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing", "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small",
    "span", "strike", "strong", "sub", "sup", "table", "tt", "u", "ul", "var",
];

/// Elements of SVG and MathML whose content is HTML again.
const HOLDS_HTML: &[&str] = &["annotation-xml", "desc", "foreignobject", "mi", "mn", "mo", "ms", "mtext", "title"];

/// Whether the content of the element is text in HTML. Names are in lower case for all these functions.
pub(in crate::parse) fn is_raw(name: &str) -> bool {
    RAW.contains(&name)
}

/// Whether the element has neither content nor end.
pub(in crate::parse) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether the element makes up a document.
pub(in crate::parse) fn is_document(name: &str) -> bool {
    DOCUMENT.contains(&name)
}

/// Whether browsers know the element.
pub(in crate::parse) fn is_known(name: &str) -> bool {
    ORDINARY.contains(&name) || is_void(name) || is_raw(name) || is_document(name)
}

/// Whether the element is one that a page may define (HTML standard, section 4.13.3).
pub(in crate::parse) fn is_custom(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.contains('-')
}

/// Whether browsers reopen the element in the next block.
pub(in crate::parse) fn is_formatting(name: &str) -> bool {
    FORMATTING.contains(&name)
}

/// Whether the element's end tag may be omitted.
pub(in crate::parse) fn is_omissible(name: &str) -> bool {
    OMISSIBLE.contains(&name)
}

/// Whether end tags in the element have no effect on the elements around it.
pub(in crate::parse) fn is_scope(name: &str) -> bool {
    SCOPES.contains(&name)
}

/// Whether the start of the element ends a paragraph.
pub(in crate::parse) fn ends_paragraph(name: &str) -> bool {
    ENDS_PARAGRAPH.contains(&name)
}

/// Whether the end tag of the element closes it even if blocks are open in it (HTML standard, section 13.2.6.4.7); the end tags of
/// all others are ignored there.
pub(in crate::parse) fn ends_blocks(name: &str) -> bool {
    is_formatting(name)
        || ends_implied(name)
        || matches!(name, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "colgroup")
}

/// Whether the end tag of the element also closes open elements in it whose end tag may be omitted.
pub(in crate::parse) fn ends_implied(name: &str) -> bool {
    (ends_paragraph(name) && !is_void(name) && !is_raw(name))
        || matches!(name, "applet" | "button" | "marquee" | "object" | "select" | "table" | "template")
        || matches!(name, "tr" | "tbody" | "thead" | "tfoot")
}

/// Whether the start of the element ends SVG and MathML around it.
pub(super) fn leaves_foreign(name: &str) -> bool {
    LEAVES_FOREIGN.contains(&name)
}

/// Whether the content of the element, in SVG or MathML, is HTML again.
pub(in crate::parse) fn holds_html(name: &str) -> bool {
    HOLDS_HTML.contains(&name)
}

/// The elements that end when the named one starts beside them, and the elements at which the search for them stops.
pub(in crate::parse) fn ended_by(name: &str) -> Option<(&'static [&'static str], &'static [&'static str])> {
    Some(match name {
        "li" => (&["li"], &["ul", "ol", "menu", "dir"]),
        "dt" | "dd" => (&["dt", "dd"], &["dl"]),
        "option" => (&["option"], &["select", "datalist", "optgroup"]),
        "optgroup" => (&["optgroup", "option"], &["select"]),
        "rb" | "rt" | "rp" | "rtc" => (&["rb", "rt", "rp", "rtc"], &["ruby"]),
        "td" | "th" => (&["td", "th", "caption", "colgroup"], &["table", "tr"]),
        "tr" => (&["tr", "td", "th", "caption", "colgroup"], &["table"]),
        "tbody" | "thead" | "tfoot" => (&["tbody", "thead", "tfoot", "tr", "td", "th", "caption", "colgroup"], &["table"]),
        "caption" | "colgroup" => (&["caption", "colgroup"], &["table"]),
        "table" => (&["table"], &["td", "th", "caption"]),
        "a" => (&["a"], &[]),
        "button" => (&["button"], &[]),
        "nobr" => (&["nobr"], &[]),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_known() {
        for list in [RAW, VOID, DOCUMENT, FORMATTING, OMISSIBLE, ENDS_PARAGRAPH, LEAVES_FOREIGN] {
            assert!(list.iter().all(|name| is_known(name)), "{list:?}");
        }
        assert!(is_custom("my-box") && !is_custom("string") && !is_known("string"));
    }
}
