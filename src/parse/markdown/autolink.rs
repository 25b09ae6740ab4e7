//! Bare addresses in text, which GitHub-flavoured Markdown turns into links (GFM specification, section 6.9).
//!
//! An address is taken from the source, so emphasis marks, escapes and entities within it belong to it. If the parser treated them
//! as markup, `merge` reports that, and the page is parsed again with them as letters.

use std::borrow::Cow;
use std::ops::Range;

/// A bare address in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare<'t> {
    /// Its place in the text.
    pub(super) range: Range<usize>,
    /// Where it leads: as written, with `http://` before `www.`; an email address stays bare.
    pub(super) destination: Cow<'t, str>,
    /// Whether it is an email address without `mailto:`.
    pub(super) is_mail: bool,
}

/// Whether a byte could be markup within an address.
pub(super) const fn is_markup(byte: u8) -> bool {
    matches!(byte, b'*' | b'_' | b'~' | b'`' | b'\\' | b'&' | b'[' | b']' | b'!' | b'$')
}

/// The addresses in a text, in order. `before` is the character before it.
pub(super) fn find(text: &str, before: Option<char>) -> Vec<Bare<'_>> {
    let mut found: Vec<Bare<'_>> = Vec::new();
    let mut from = 0;
    while let Some((at, mark)) = next_mark(text, from) {
        let floor = found.last().map_or(0, |bare| bare.range.end);
        let bare = match mark {
            Mark::Scheme => with_scheme(text, at, floor),
            Mark::Www => www(text, at, before),
            Mark::At => mail(text, at, floor),
        };
        from = bare.as_ref().map_or(at + 1, |bare| bare.range.end.max(at + 1));
        found.extend(bare);
    }
    found
}

/// The end of the address that begins at byte `start` of a text, however the parser interpreted it.
pub(super) fn end(text: &str, start: usize) -> Option<usize> {
    let rest = &text[start..];
    let scheme = ["https", "http", "ftp"]
        .into_iter()
        .map(str::len)
        .find(|length| rest.as_bytes().get(*length..).is_some_and(|behind| behind.starts_with(b"://")));
    match scheme {
        Some(scheme) => url(text, start, start + scheme + 3, true),
        None => rest.starts_with("www.").then(|| url(text, start, start, false)).flatten(),
    }
}

enum Mark {
    Scheme,
    Www,
    At,
}

fn next_mark(text: &str, from: usize) -> Option<(usize, Mark)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        // Most text has no mark, so this is what matters.
        at += bytes[at..].iter().position(|byte| matches!(byte, b':' | b'w' | b'@'))?;
        match &bytes[at..] {
            [b'@', ..] => return Some((at, Mark::At)),
            [b':', b'/', b'/', ..] => return Some((at, Mark::Scheme)),
            [b'w', b'w', b'w', b'.', ..] => return Some((at, Mark::Www)),
            _ => at += 1,
        }
    }
}

/// `https://…`, `http://…`, `ftp://…`, with its colon at `colon`.
fn with_scheme(text: &str, colon: usize, floor: usize) -> Option<Bare<'_>> {
    let letters = text.as_bytes()[floor..colon].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let start = colon - letters;
    let is_known = ["http", "https", "ftp"].iter().any(|scheme| text[start..colon].eq_ignore_ascii_case(scheme));
    let end = url(text, start, colon + 3, true).filter(|_| is_known)?;
    Some(Bare { range: start..end, destination: Cow::Borrowed(&text[start..end]), is_mail: false })
}

fn www(text: &str, start: usize, before: Option<char>) -> Option<Bare<'_>> {
    let before = text[..start].chars().next_back().or(before);
    if !before.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(')) {
        return None;
    }
    let end = url(text, start, start, false)?;
    Some(Bare { range: start..end, destination: Cow::Owned(format!("http://{}", &text[start..end])), is_mail: false })
}

/// The end of the address that begins at `start`, with its host at `host`; `None` if that is not a host.
fn url(text: &str, start: usize, host: usize, may_be_short: bool) -> Option<usize> {
    let (mut underscores, mut periods, mut length) = ([0_usize; 2], 0, 0);
    for c in text[host..].chars() {
        match c {
            '_' => underscores[1] += 1,
            '.' => {
                underscores = [underscores[1], 0];
                periods += 1;
            }
            '-' => {}
            c if c.is_alphanumeric() || !(c.is_ascii() || c.is_whitespace()) => {}
            _ => break,
        }
        length += c.len_utf8();
    }
    let is_host = length > 0 && underscores == [0, 0] && (may_be_short || periods > 0);
    if !is_host || text[host..].starts_with('.') {
        return None;
    }
    let rest = &text[host + length..];
    let reach = rest.find(|c: char| c.is_ascii_whitespace() || c == '<').unwrap_or(rest.len());
    let end = trimmed(&text[start..host + length + reach]) + start;
    (end > host && (may_be_short || text[host..end].contains('.'))).then_some(end)
}

/// The length of an address without trailing punctuation, unmatched closing parentheses, and a trailing entity.
fn trimmed(address: &str) -> usize {
    let bytes = address.as_bytes();
    let mut end = bytes.len();
    // How many more close than open.
    let (mut unopened, mut unopened_square) = (0_isize, 0_isize);
    for byte in bytes {
        unopened += isize::from(*byte == b')') - isize::from(*byte == b'(');
        unopened_square += isize::from(*byte == b']') - isize::from(*byte == b'[');
    }
    while end > 0 {
        match bytes[end - 1] {
            b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"' => end -= 1,
            b')' if unopened > 0 => {
                unopened -= 1;
                end -= 1;
            }
            b']' if unopened_square > 0 => {
                unopened_square -= 1;
                end -= 1;
            }
            b';' => {
                let letters = bytes[..end - 1].iter().rev().take_while(|byte| byte.is_ascii_alphabetic()).count();
                let is_entity = letters > 0 && bytes[..end - 1 - letters].ends_with(b"&");
                end -= if is_entity { letters + 2 } else { 1 };
            }
            _ => break,
        }
    }
    end
}

/// An email address around the `@` at `at`, also after `mailto:` or `xmpp:`.
fn mail(text: &str, at: usize, floor: usize) -> Option<Bare<'_>> {
    let is_local = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-' | b'_');
    let local = text.as_bytes()[floor..at].iter().rev().take_while(|byte| is_local(byte)).count();
    if local == 0 {
        return None;
    }
    let is_host = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let reach = text.as_bytes()[at + 1..].iter().take_while(|byte| is_host(byte)).count();
    let host = text[at + 1..at + 1 + reach].trim_end_matches('.');
    if !host.contains('.') || !host.ends_with(|c: char| c.is_ascii_alphabetic()) || host.starts_with('.') || host.contains("..") {
        return None;
    }
    let (start, mut end) = (at - local, at + 1 + host.len());
    let scheme = ["mailto:", "xmpp:"].into_iter().find(|scheme| text[floor..start].ends_with(scheme));
    let Some(scheme) = scheme else {
        return Some(Bare { range: start..end, destination: Cow::Borrowed(&text[start..end]), is_mail: true });
    };
    // An XMPP resource may follow.
    if scheme == "xmpp:" && text[end..].starts_with('/') {
        let resource = text.as_bytes()[end + 1..].iter().take_while(|byte| is_local(byte) || **byte == b'@').count();
        end += if resource > 0 { resource + 1 } else { 0 };
    }
    let start = start - scheme.len();
    Some(Bare { range: start..end, destination: Cow::Borrowed(&text[start..end]), is_mail: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_github_ends_them() {
        for (text, expected) in [
            ("see https://a.example/x, or", &["https://a.example/x"][..]),
            ("[https://a.example/x] https://a.example/[y]", &["https://a.example/x", "https://a.example/[y]"]),
            ("(https://a.example/x_(y))", &["https://a.example/x_(y)"]),
            ("https://a.example/?q=\"x\"&l=en;", &["https://a.example/?q=\"x\"&l=en"]),
            ("https://a.example/?a&copy; b", &["https://a.example/?a"]),
            ("my http://a_b.c.example and http://a.b_c.example", &["http://a_b.c.example"]),
            (
                "http://localhost:80/x HTTPS://A.example ftp://a.example",
                &["http://localhost:80/x", "HTTPS://A.example", "ftp://a.example"],
            ),
            ("xhttp://a.example 1http://a.example http:// http://.a", &["http://a.example"]),
            ("www.a.example foo.www.b.example (www.c.example) www.", &["www.a.example", "www.c.example"]),
            ("a@b a@b.c- a@b.1 a+b@c.example. _@d.e", &["a+b@c.example", "_@d.e"]),
            (
                "mailto:a@b.example xmpp:a@b.example/res x@y@z.example",
                &["mailto:a@b.example", "xmpp:a@b.example/res", "y@z.example"],
            ),
            ("http://u@a.example/x@b.example", &["http://u@a.example/x@b.example"]),
            ("https://ä.example/ü—x", &["https://ä.example/ü—x"]),
            ("https://a.example/!?.,:*_~'\"", &["https://a.example/"]),
        ] {
            let found: Vec<&str> = find(text, None).iter().map(|bare| &text[bare.range.clone()]).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
