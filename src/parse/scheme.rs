//! Destinations that run code instead of leading somewhere.

use std::borrow::Cow;

/// Whether following a destination would run code or show a page of its own making: `javascript:`, `vbscript:`, and `data:`
/// other than an image.
///
/// As browsers read a URL (WHATWG URL standard), case and the control characters and white space before and in a scheme mean
/// nothing; invisible characters and percent-encoding are no disguise either. Markdown's escapes and HTML's character
/// references are taken to be undone.
#[must_use]
pub fn is_unsafe_destination(destination: &str) -> bool {
    let decoded = percent_encoding::percent_decode_str(destination).decode_utf8_lossy();
    is_unsafe(destination) || matches!(&decoded, Cow::Owned(decoded) if is_unsafe(decoded))
}

/// Whether a destination leads to another site: it names a scheme, or a host behind `//` (RFC 3986, section 4.2).
pub(super) fn is_external(destination: &str) -> bool {
    let scheme = destination.split_once(':').map_or("", |(scheme, _)| scheme);
    destination.starts_with("//")
        || (scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'+' | b'-' | b'.')))
}

fn is_unsafe(destination: &str) -> bool {
    let is_seen = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c);
    // The longest start that decides is `data:image/`.
    let start: String = destination.chars().filter(is_seen).take(11).collect::<String>().to_ascii_lowercase();
    ["javascript:", "vbscript:"].iter().any(|scheme| start.starts_with(scheme))
        || (start.starts_with("data:") && start != "data:image/")
}

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{fffd}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn disguises_are_seen_through() {
        for destination in [
            "javascript:alert(1)",
            "JaVaScRiPt:x",
            " \u{1}javascript:x",
            "java\nscript:x",
            "java\tscript\t:x",
            "java%0ascript:x",
            "javascript%3Ax",
            "\u{200b}javascript:x",
            "vbscript:x",
            "data:text/html,x",
            "DATA:,x",
            "data:image",
        ] {
            assert!(is_unsafe_destination(destination), "{destination:?}");
        }
        for destination in [
            "javascript.md",
            "a/javascript:b",
            "data:image/png;base64,x",
            "https://a/javascript:",
            "",
            "#javascript:",
            "mailto:a",
        ] {
            assert!(!is_unsafe_destination(destination), "{destination:?}");
        }
    }
}
