//! JSX tags, as in MDX pages: to browsers they are unknown elements, and disappear.

use std::collections::HashSet;
use std::ops::Range;

use super::found::Found;

/// Tags that may be components, until the whole page is known.
#[derive(Default)]
pub(super) struct Components {
    /// Whether the page imports or exports JavaScript.
    pub(super) is_mdx: bool,
    tags: Vec<Candidate>,
}

struct Candidate {
    name: String,
    span: Range<usize>,
    is_self_closing: bool,
}

impl Components {
    pub(super) fn note(&mut self, name: &str, span: &Range<usize>, is_self_closing: bool) {
        if is_component_name(name) {
            self.tags.push(Candidate { name: name.to_owned(), span: span.clone(), is_self_closing });
        }
    }

    /// The tags that are components, with their starts. `<Name>` alone is more likely a placeholder.
    pub(super) fn found<'c>(&'c self, text: &'c str) -> impl Iterator<Item = (usize, Found)> + 'c {
        let closed = if self.tags.is_empty() { HashSet::new() } else { closed_names(text) };
        let is_mdx = self.is_mdx;
        let components = self.tags.iter().filter(move |tag| is_mdx || tag.is_self_closing || closed.contains(&*tag.name));
        components.map(|tag| {
            let help = match &*tag.name {
                "Tabs" | "TabItem" | "Tab" | "CodeGroup" => "write the parts one after another, each under a heading",
                "Image" | "Img" | "Figure" => "write an image, as in `![what it shows](picture.png)`",
                "Link" => "write a link, as in `[words](page.md)`",
                "Note" | "Tip" | "Warning" | "Info" | "Callout" | "Admonition" | "Alert" => {
                    "write `> [!NOTE]` on a line of its own, and `> ` before each line of the text"
                }
                _ => "write Markdown or plain HTML instead; pages cannot contain code that runs",
            };
            (tag.span.start, Found::new(1 + tag.name.len(), "the tag of an MDX or Vue component", help))
        })
    }
}

/// How many characters are searched for the end of JavaScript in braces: an unclosed brace must not cost a search of the whole
/// page.
const LONGEST: usize = 400;

/// The JavaScript in braces at the start of a text in an MDX page.
pub(super) fn expression(text: &str) -> Option<Found> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices().take(LONGEST) {
        match letter {
            '{' => depth += 1,
            '}' if depth == 1 => {
                let what = if text.starts_with("{/*") { "a comment of MDX" } else { "an expression of MDX" };
                let help = "write the text that it produces, or delete it; to show braces to readers, put them in backticks";
                return Some(Found::new(at + 1, what, help));
            }
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether a name is written like a component's: with a capital and lower-case letters, or with a dot, and not an HTML name.
fn is_component_name(name: &str) -> bool {
    let is_capital = name.starts_with(|c: char| c.is_ascii_uppercase());
    let is_mixed = name.contains('.') || name.bytes().any(|byte| byte.is_ascii_lowercase());
    is_capital && is_mixed && !HTML.contains(&&*name.to_ascii_lowercase())
}

/// HTML elements that people write with a capital.
const HTML: &[&str] = &[
    "a",
    "abbr",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "label",
    "li",
    "main",
    "mark",
    "meta",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "q",
    "s",
    "samp",
    "script",
    "section",
    "select",
    "small",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "video",
];

/// The names of all end tags in the text.
fn closed_names(text: &str) -> HashSet<&str> {
    let names = text.match_indices("</").map(|(at, _)| {
        let rest = &text[at + 2..];
        &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len())]
    });
    names.collect()
}
