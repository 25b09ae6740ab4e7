//! Elements of XML 1.0, escaped: for sitemaps and feeds.

use std::fmt::Write;

use crate::render::escape::{push_attribute, push_text};

/// Appends `<name>text</name>` and a line end.
pub(super) fn element(xml: &mut String, name: &str, text: &str) {
    let _ = write!(xml, "<{name}>");
    push_text(xml, &allowed(text));
    let _ = writeln!(xml, "</{name}>");
}

/// Appends `<name key="value" …/>` and a line end.
pub(super) fn empty(xml: &mut String, name: &str, attributes: &[(&str, &str)]) {
    let _ = write!(xml, "<{name}");
    for (key, value) in attributes {
        let _ = write!(xml, " {key}=\"");
        push_attribute(xml, &allowed(value));
        xml.push('"');
    }
    xml.push_str("/>\n");
}

/// The text without the characters that XML 1.0 (production 2, `Char`) does not allow, even escaped.
fn allowed(text: &str) -> String {
    let is_allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if is_allowed(c) { c } else { '\u{fffd}' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_leaves_its_place() {
        let mut xml = String::new();
        element(&mut xml, "t", "</t>]]> & \u{1b}[2J\u{ffff}\0 🙂");
        empty(&mut xml, "l", &[("href", "a\"b<c>&")]);
        let expected = "<t>&lt;/t&gt;]]&gt; &amp; \u{fffd}[2J\u{fffd}\u{fffd} 🙂</t>\n<l href=\"a&quot;b&lt;c&gt;&amp;\"/>\n";
        assert_eq!(xml, expected);
    }
}
