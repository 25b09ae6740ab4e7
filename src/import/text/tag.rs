//! Tags of Liquid, shortcodes and components, and what each name means in any system.

use super::super::constructs::Syntax;
use super::callout::alert_of;
use super::{attribute, attributes};

/// A tag as written.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) length: usize,
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    /// The text after the name.
    pub(super) written: String,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Open,
    Close,
    Alone,
}

impl Tag {
    pub(super) fn get(&self, names: &[&str]) -> Option<&str> {
        attribute(&self.attributes, names).filter(|value| !value.is_empty())
    }

    /// A value without a key.
    pub(super) fn positional(&self, number: usize) -> Option<&str> {
        let bare = self.attributes.iter().filter_map(|(key, value)| match (key.is_empty(), value.is_empty()) {
            (true, _) => Some(value.as_str()),
            (false, true) => Some(key.as_str()),
            _ => None,
        });
        bare.into_iter().nth(number)
    }

    /// The title that a tag gives to its body.
    pub(super) fn title(&self) -> Option<&str> {
        self.get(&["title", "header", "label", "summary", "name", "heading", "tabName", "date"])
    }
}

/// What a tag with a body means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Callout,
    Details,
    Tabs,
    Tab,
    /// Only the body.
    Unwrap,
    /// The body below its title.
    Titled,
    /// Code, with the language as an attribute.
    Code,
    /// Nothing visible.
    Nothing,
}

pub(super) fn meaning(name: &str) -> Option<Meaning> {
    Some(match &*name.to_ascii_lowercase() {
        "tabs" | "tabpane" | "tabset" | "codegroup" | "tabgroup" => Meaning::Tabs,
        "tab" | "tabitem" => Meaning::Tab,
        "details" | "expand" | "collapse" | "accordion" | "expandable" | "collapsible" => Meaning::Details,
        "steps" | "updates" | "cardgrid" | "cards" | "cardpane" | "filetree" | "columns" | "column" | "row" | "col"
        | "stepper" | "cardgroup" | "linkbutton" | "center" | "raw" | "v-pre" | "blocks/section" | "blocks/lead" | "code"
        | "content-ref" | "accordiongroup" | "div" | "browserwindow" | "preview" | "fragment" | "testimonialgrid"
        | "linkcards" | "readmore" | "browseronly" | "clientonly" | "package-managers" | "intro" | "content" => Meaning::Unwrap,
        "card" | "step" | "update" | "testimonial" | "blocks/cover" | "blocks/feature" | "feature" | "section" => Meaning::Titled,
        "highlight" => Meaning::Code,
        "comment" => Meaning::Nothing,
        "aside" | "callout" | "admonition" | "hint" | "alert" | "notice" | "box" => Meaning::Callout,
        other => return alert_of(other).map(|_| Meaning::Callout),
    })
}

/// The tag at the start of a text.
pub(super) fn parse(syntax: Syntax, text: &str) -> Option<Tag> {
    match syntax {
        Syntax::Liquid => {
            let inside = text.strip_prefix("{%")?;
            let end = inside.find("%}")?;
            let (name, written, kind) = named(inside[..end].trim_matches(['-', '+']).trim())?;
            let (name, kind) = match name.strip_prefix("end") {
                Some(name) if !name.is_empty() => (name, Kind::Close),
                _ => (name, kind),
            };
            Some(Tag {
                length: end + 4,
                name: name.to_owned(),
                attributes: attributes(written),
                written: written.to_owned(),
                kind,
            })
        }
        Syntax::Shortcode => {
            let (inside, closing) = match text.strip_prefix("{{<") {
                Some(inside) => (inside, ">}}"),
                None => (text.strip_prefix("{{%")?, "%}}"),
            };
            if inside.starts_with("/*") {
                return None;
            }
            let end = inside.find(closing)?;
            let (name, written, kind) = named(inside[..end].trim().trim_start_matches('-').trim())?;
            Some(Tag {
                length: end + 6,
                name: name.to_owned(),
                attributes: attributes(written),
                written: written.to_owned(),
                kind,
            })
        }
        Syntax::Component => component(text),
        _ => None,
    }
}

/// The name, the rest and the kind of a tag's inside.
fn named(inside: &str) -> Option<(&str, &str, Kind)> {
    let (inside, kind) = match (inside.strip_prefix('/'), inside.strip_suffix('/')) {
        (Some(inside), _) => (inside.trim_start(), Kind::Close),
        (None, Some(inside)) => (inside.trim_end(), Kind::Alone),
        (None, None) => (inside, Kind::Open),
    };
    let end = inside.find(char::is_whitespace).unwrap_or(inside.len());
    let name = &inside[..end];
    name.starts_with(|c: char| c.is_alphabetic()).then(|| (name, inside[end..].trim(), kind))
}

fn component(text: &str) -> Option<Tag> {
    let inside = text.strip_prefix('<')?;
    let is_close = inside.starts_with('/');
    let named = inside.trim_start_matches('/');
    let name_end = named.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_')).unwrap_or(named.len());
    let name = &named[..name_end];
    if !name.starts_with(|c: char| c.is_ascii_uppercase()) {
        return None;
    }
    let from = text.len() - named.len() + name_end;
    let end = super::tag_end(text, from)?;
    let written = &text[from..end - 1];
    let kind = match (is_close, written.ends_with('/')) {
        (true, _) => Kind::Close,
        (false, true) => Kind::Alone,
        _ => Kind::Open,
    };
    let written = written.trim_end_matches('/').trim().to_owned();
    Some(Tag { length: end, name: name.to_owned(), attributes: attributes(&written), written, kind })
}
