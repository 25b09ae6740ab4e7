//! The scheme of a destination or address: its grammar, and whether it leads to another site or runs code.

use std::borrow::Cow;

/// The scheme at the start of a text, without its colon (RFC 3986, section 3.1).
pub fn scheme(text: &str) -> Option<&str> {
    let (scheme, _) = text.split_once(':')?;
    let begins_with_letter = scheme.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
    (begins_with_letter && scheme.bytes().all(is_allowed)).then_some(scheme)
}

/// Whether a destination leads to another site: it has a scheme, or a host after `//` (RFC 3986, section 4.2).
pub fn is_external(destination: &str) -> bool {
    destination.starts_with("//") || scheme(destination).is_some()
}

/// The host of a web address, in lower case and without port and user (RFC 3986, section 3.2).
pub fn host(address: &str) -> Option<String> {
    let rest = address.split_once("//").filter(|(before, _)| before.is_empty() || before.ends_with(':'))?.1;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    let host =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit())).map_or(host, |(host, _)| host);
    Some(host.to_ascii_lowercase())
}

/// Whether following a destination would run code or show a page that the link itself contains: `javascript:`, `vbscript:`, and
/// `data:` other than an image.
///
/// As in browsers (WHATWG URL standard), case, and control characters and white space before or in a scheme, make no difference;
/// nor do invisible characters and percent-encoding. Markdown's escapes and HTML's character references must already be decoded.
pub fn runs_code(destination: &str) -> bool {
    let decoded = percent_encoding::percent_decode_str(destination).decode_utf8_lossy();
    begins_with_code(destination) || matches!(&decoded, Cow::Owned(decoded) if begins_with_code(decoded))
}

fn begins_with_code(destination: &str) -> bool {
    let is_seen = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c);
    // The longest prefix that decides is `data:image/`.
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
    fn a_scheme_begins_with_a_letter_and_ends_at_the_first_colon() {
        for (text, expected) in [
            ("https://example.com", Some("https")),
            ("git+ssh://h", Some("git+ssh")),
            ("C:\\x", Some("C")),
            ("a.b-c:d:e", Some("a.b-c")),
            ("1:2", None),
            ("./a:b", None),
            (":x", None),
            ("é:x", None),
            ("a b:c", None),
            ("labs.md", None),
        ] {
            assert_eq!(scheme(text), expected, "{text}");
        }
        assert!(is_external("//host/x") && is_external("mailto:a") && !is_external("/x") && !is_external("a/b:c"));
    }

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
            assert!(runs_code(destination), "{destination:?}");
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
            assert!(!runs_code(destination), "{destination:?}");
        }
    }
}
