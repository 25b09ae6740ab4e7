//! Turns HTML into XHTML for reading systems (EPUB 3.3, section 6.1): well-formed, without scripts, and loading nothing from
//! elsewhere.

use std::collections::BTreeSet;
use std::rc::Rc;

use html5ever::tendril::TendrilSink;
use html5ever::{Attribute, ParseOpts, QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

use super::NOWHERE;
use super::foreign::Language;

/// Elements that are removed with their content. Of a `<picture>` its `<img>` stays: the choice by colour scheme or by width that
/// a `<source>` offers is the site's.
const LEFT_OUT: [&str; 20] = [
    "applet", "audio", "base", "button", "canvas", "dialog", "embed", "form", "frame", "iframe", "link", "meta", "noscript",
    "object", "script", "select", "source", "style", "template", "video",
];

/// Elements that are kept; others are removed, and their content is kept.
const KEPT: [&str; 77] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "col",
    "colgroup",
    "data",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "section",
    "small",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "wbr",
    "hgroup",
    "search",
    "map",
    "area",
    "label",
];

/// Elements without content.
const VOID: [&str; 6] = ["area", "br", "col", "hr", "img", "wbr"];

/// Attributes that every element may have.
const GLOBAL: [&str; 7] = ["class", "dir", "id", "lang", "role", "title", "translate"];

/// Attributes of single elements.
const OWN: [(&str, &[&str]); 16] = [
    ("a", &["href"]),
    ("blockquote", &["cite"]),
    ("col", &["span"]),
    ("colgroup", &["span"]),
    ("data", &["value"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("img", &["alt", "height", "src", "width"]),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("td", &["colspan", "headers", "rowspan"]),
    ("th", &["abbr", "colspan", "headers", "rowspan", "scope"]),
    ("time", &["datetime"]),
    ("bdo", &["dir"]),
];

/// A chapter's body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Xhtml {
    /// The XHTML of the body.
    pub(super) html: String,
    /// Its ids, each once.
    pub(super) ids: BTreeSet<String>,
    /// Which other languages stand in it, by what a book calls them.
    pub(super) properties: BTreeSet<&'static str>,
}

/// What remains to be written.
enum Step {
    Open(Handle),
    Close(&'static str),
}

/// Turns the HTML of a body into XHTML. Nothing recurses, so that no nesting is too deep.
pub(super) fn from_html(html: &str) -> Xhtml {
    let context = QualName::new(None, ns!(html), local_name!("body"));
    let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false).one(html);
    let mut written = Xhtml::default();
    let mut open: Vec<Step> = dom.document.children.borrow().iter().rev().map(|node| Step::Open(Rc::clone(node))).collect();
    while let Some(step) = open.pop() {
        match step {
            Step::Close(name) => {
                written.html.push_str("</");
                written.html.push_str(name);
                written.html.push('>');
            }
            Step::Open(node) => written.open(&node, &mut open),
        }
    }
    written
}

impl Xhtml {
    fn open(&mut self, node: &Handle, open: &mut Vec<Step>) {
        match &node.data {
            NodeData::Text { contents } => push_escaped(&mut self.html, &contents.borrow()),
            NodeData::Element { name, attrs, .. } => {
                let local = &*name.local;
                let is_html = name.ns == ns!(html);
                let attributes = attrs.borrow();
                if let Some(language) = Language::of(&name.ns) {
                    if let Some(known) = language.element(local) {
                        self.start_foreign(language, known, &attributes);
                        open.push(Step::Close(known));
                        open.extend(node.children.borrow().iter().rev().map(|child| Step::Open(Rc::clone(child))));
                    }
                    return;
                }
                if LEFT_OUT.contains(&local) || !is_html {
                    return;
                }
                if local == "input" {
                    // A checkbox of a task list, which cannot be ticked in a book.
                    let is_done = attributes.iter().any(|attribute| &*attribute.name.local == "checked");
                    self.html.push_str(if is_done { "\u{2611}" } else { "\u{2610}" });
                    return;
                }
                if local == "img" && !shown(&attributes) {
                    self.instead_of(&attributes);
                    return;
                }
                let known = KEPT.iter().find(|known| **known == local && is_html);
                let known = known.filter(|known| **known != "a" || leads_somewhere(&attributes));
                if let Some(known) = known {
                    self.start(known, &attributes);
                    if VOID.contains(known) {
                        return;
                    }
                    open.push(Step::Close(known));
                }
                open.extend(node.children.borrow().iter().rev().map(|child| Step::Open(Rc::clone(child))));
            }
            NodeData::Document => open.extend(node.children.borrow().iter().rev().map(|child| Step::Open(Rc::clone(child)))),
            _ => {}
        }
    }

    fn start(&mut self, name: &str, attributes: &[Attribute]) {
        self.html.push('<');
        self.html.push_str(name);
        let own = OWN.iter().find(|(element, _)| *element == name).map_or(&[][..], |(_, own)| own);
        for Attribute { name: attribute, value } in attributes {
            let local = &*attribute.local;
            let may_stay = GLOBAL.contains(&local) || own.contains(&local) || local.starts_with("aria-");
            if !may_stay || (local == "id" && !self.is_new_id(value)) {
                continue;
            }
            self.attribute(local, value);
        }
        if name == "img" && attributes.iter().all(|attribute| &*attribute.name.local != "alt") {
            self.attribute("alt", "");
        }
        self.html.push_str(if VOID.contains(&name) { "/>" } else { ">" });
    }

    fn start_foreign(&mut self, language: Language, name: &str, attributes: &[Attribute]) {
        self.html.push('<');
        self.html.push_str(name);
        if matches!(name, "svg" | "math") {
            self.attribute("xmlns", language.namespace());
            self.properties.insert(language.property());
        }
        for attribute in attributes.iter().filter(|attribute| language.keeps(attribute)) {
            self.attribute(&attribute.name.local, &attribute.value);
        }
        self.html.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        push_escaped(&mut self.html, value);
        self.html.push('"');
    }

    /// Whether an id is valid, and occurs for the first time.
    fn is_new_id(&mut self, id: &str) -> bool {
        !id.is_empty() && !id.contains(char::is_whitespace) && self.ids.insert(id.to_owned())
    }

    /// A picture elsewhere becomes a link, and a missing one its description.
    fn instead_of(&mut self, attributes: &[Attribute]) {
        let value = |name: &str| attributes.iter().find(|attribute| &*attribute.name.local == name).map(|found| &*found.value);
        let alternative = value("alt").unwrap_or_default();
        match value("src").filter(|source| is_elsewhere(source)) {
            Some(source) => {
                self.html.push_str("<a");
                self.attribute("href", source);
                self.html.push('>');
                push_escaped(&mut self.html, if alternative.is_empty() { source } else { alternative });
                self.html.push_str("</a>");
            }
            None => push_escaped(&mut self.html, alternative),
        }
    }
}

/// Whether a picture is one of the book's.
fn shown(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| &*attribute.name.local == "src" && attribute.value.starts_with("pictures/"))
}

fn is_elsewhere(address: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme))
}

/// Whether a link leads to a chapter, to another site, or becomes plain text.
fn leads_somewhere(attributes: &[Attribute]) -> bool {
    let href = attributes.iter().find(|attribute| &*attribute.name.local == "href");
    let Some(href) = href.map(|attribute| &*attribute.value) else { return true };
    let is_inside = href.starts_with('#') || href.starts_with("chapter-");
    let has_scheme = ["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| href.starts_with(scheme));
    !href.starts_with(NOWHERE) && (is_inside || has_scheme) && !href.contains(char::is_whitespace)
}

fn push_escaped(xhtml: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => xhtml.push_str("&amp;"),
            '<' => xhtml.push_str("&lt;"),
            '>' => xhtml.push_str("&gt;"),
            '"' => xhtml.push_str("&quot;"),
            '\t' | '\n' | '\r' => xhtml.push(character),
            // XML 1.0 cannot represent other control characters.
            other if other.is_control() || matches!(other, '\u{fffe}' | '\u{ffff}') => {}
            other => xhtml.push(other),
        }
    }
}

/// The chapter in `file` without fragments for which no chapter has an element. `known` are all anchors, as `FILE#FRAGMENT`.
pub(super) fn with_known_anchors(xhtml: &str, file: &str, known: &BTreeSet<String>) -> String {
    let mut whole = String::with_capacity(xhtml.len());
    let mut copied = 0;
    for (start, opening) in xhtml.match_indices(" href=\"") {
        let from = start + opening.len();
        let Some(length) = xhtml[from..].find('"') else { break };
        let href = &xhtml[from..from + length];
        let Some((path, fragment)) = href.split_once('#').filter(|(path, _)| path.is_empty() || path.starts_with("chapter-"))
        else {
            continue;
        };
        let path = if path.is_empty() { file } else { path };
        whole.push_str(&xhtml[copied..from]);
        whole.push_str(path);
        if known.contains(&format!("{path}#{fragment}")) {
            whole.push('#');
            whole.push_str(fragment);
        }
        copied = from + length;
    }
    whole.push_str(&xhtml[copied..]);
    whole
}
