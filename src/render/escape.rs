//! Escapes text for HTML.

/// Appends `text` for the content of elements, so that an HTML parser reads it back as that text.
///
/// U+0000, which HTML does not allow, becomes U+FFFD, as `CommonMark` says.
pub fn push_text(html: &mut String, text: &str) {
    push_escaped(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        0 => Some("\u{fffd}"),
        _ => None,
    });
}

/// Appends `text` for an attribute's value in double quotes.
pub fn push_attribute(html: &mut String, text: &str) {
    push_escaped(html, text, |byte| match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        b'"' => Some("&quot;"),
        0 => Some("\u{fffd}"),
        _ => None,
    });
}

/// The replaced characters are all ASCII, so that every cut is between two characters.
fn push_escaped(html: &mut String, text: &str, replacement: impl Fn(u8) -> Option<&'static str>) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(replacement) = replacement(byte) {
            html.push_str(&text[copied..at]);
            html.push_str(replacement);
            copied = at + 1;
        }
    }
    html.push_str(&text[copied..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_text() {
        let mut html = String::new();
        push_text(&mut html, "<i>ü & \"q\"\0</i>");
        assert_eq!(html, "&lt;i&gt;ü &amp; \"q\"\u{fffd}&lt;/i&gt;");
    }

    #[test]
    fn no_value_leaves_its_quotes() {
        let mut html = String::new();
        push_attribute(&mut html, "\" onload='x' <é>");
        assert_eq!(html, "&quot; onload='x' &lt;é&gt;");
    }
}
