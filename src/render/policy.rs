//! The Content-Security-Policy (CSP Level 3) under which a site works: it allows the site's own files, and inline code in its pages
//! by hash.

use std::collections::BTreeSet;
use std::convert::Infallible;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use ring::digest::{SHA256, digest};

/// Inline code in a page that must be allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// The text of a script, or of speculation rules.
    Script(String),
    /// The text of a `style` element.
    Style(String),
    /// An attribute that is a style or runs a script, by its name. It cannot be allowed by a hash.
    Attribute(String),
}

/// All inline code in a page, in order. Scripts that are data, such as JSON-LD, need not be allowed.
#[must_use]
pub fn inline_parts(html: &str) -> Vec<Inline> {
    let mut reader = Reader::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.read(&event);
        None
    });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    reader.found
}

/// The element with the present text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Script,
    Style,
}

#[derive(Default)]
struct Reader {
    found: Vec<Inline>,
    /// The present start tag.
    tag: String,
    attribute: String,
    has_source: bool,
    is_data: bool,
    /// The open element, with its text.
    open: Option<(Element, String)>,
}

impl Reader {
    fn read(&mut self, event: &CallbackEvent<'_>) {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = text(name);
                (self.has_source, self.is_data) = (false, false);
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = text(name);
                self.has_source |= self.attribute == "src";
                if self.attribute == "style" || self.attribute.starts_with("on") {
                    self.found.push(Inline::Attribute(self.attribute.clone()));
                }
            }
            CallbackEvent::AttributeValue { value } if self.attribute == "type" => self.is_data = is_data(&text(value)),
            CallbackEvent::CloseStartTag { .. } => {
                self.open = match &*self.tag {
                    "script" if !self.has_source && !self.is_data => Some((Element::Script, String::new())),
                    "style" => Some((Element::Style, String::new())),
                    _ => None,
                };
            }
            CallbackEvent::String { value } => {
                if let Some((_, read)) = &mut self.open {
                    read.push_str(&text(value));
                }
            }
            CallbackEvent::EndTag { .. } => match self.open.take() {
                Some((Element::Script, read)) => self.found.push(Inline::Script(read)),
                Some((Element::Style, read)) => self.found.push(Inline::Style(read)),
                None => {}
            },
            _ => {}
        }
    }
}

/// Whether a script of this type is a data block (HTML standard, section 4.12.1).
fn is_data(kind: &str) -> bool {
    let kind = kind.trim().to_ascii_lowercase();
    let is_script = kind.is_empty() || kind.ends_with("javascript") || kind.ends_with("ecmascript");
    !is_script && !["module", "importmap", "speculationrules"].contains(&&*kind)
}

/// What a site's pages may do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Policy {
    scripts: BTreeSet<String>,
    styles: BTreeSet<String>,
}

impl Policy {
    /// Allows inline code by its hash; an attribute cannot be allowed.
    pub fn allow(&mut self, inline: &Inline) {
        match inline {
            Inline::Script(text) => self.scripts.insert(source(text)),
            Inline::Style(text) => self.styles.insert(source(text)),
            Inline::Attribute(_) => false,
        };
    }

    /// The header, including its name, on one line. Images, audio and video may come from other sites, since authors use them.
    #[must_use]
    pub fn header(&self) -> String {
        let with = |hashes: &BTreeSet<String>| hashes.iter().map(|hash| format!(" {hash}")).collect::<String>();
        format!(
            "Content-Security-Policy: default-src 'self'; script-src 'self'{}; style-src 'self'{}; img-src 'self' data: https:; \
             media-src 'self' https:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'",
            with(&self.scripts),
            with(&self.styles),
        )
    }
}

/// A hash source by CSP Level 3.
fn source(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(digest(&SHA256, text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_needs_leave_is_found() {
        let html = "<script src=a.js></script><script>a < b && \"</div>\"</script><script type=\"application/ld+json\">{}</script>\
                    <style>p { color: red }</style><script type=speculationrules>{}</script><p style=\"a: b\" onclick=c()>d</p>\
                    <!-- <script>no()</script> --><textarea><script>no()</script></textarea><SCRIPT type=module>m()</SCRIPT>";
        let script = |text: &str| Inline::Script(text.to_owned());
        let attribute = |name: &str| Inline::Attribute(name.to_owned());
        assert_eq!(
            inline_parts(html),
            [
                script("a < b && \"</div>\""),
                Inline::Style("p { color: red }".to_owned()),
                script("{}"),
                attribute("style"),
                attribute("onclick"),
                script("m()"),
            ]
        );
    }

    #[test]
    fn a_script_is_allowed_by_its_hash() {
        let mut policy = Policy::default();
        let empty = policy.header();
        assert!(!empty.contains("unsafe") && !empty.contains("sha256"), "{empty}");
        policy.allow(&Inline::Script("alert('Hello, world.');".to_owned()));
        policy.allow(&Inline::Attribute("style".to_owned()));
        assert!(policy.header().contains("script-src 'self' 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=';"));
    }
}
