//! A destination as written in the text: escaped for its place in Markdown, HTML or a wikilink.

use crate::parse::{Link, LinkForm};

/// The text that replaces `link`'s destination ([`Link::span`]), so that it means `destination`.
///
/// If the author needed no escapes, there are none: callers percent-encode what could be misread.
#[must_use]
pub fn in_place(link: &Link, destination: &str) -> String {
    if !link.is_escaped {
        return destination.to_owned();
    }
    match link.form {
        LinkForm::Inline | LinkForm::Reference | LinkForm::Image | LinkForm::ReferenceImage => markdown(destination),
        LinkForm::HtmlHref | LinkForm::HtmlSource => html(destination),
        LinkForm::Autolink | LinkForm::Wiki | LinkForm::Embed | LinkForm::Successor => destination.to_owned(),
    }
}

/// Backslashes before characters that could end a destination, with or without angle brackets, or a table cell (`CommonMark`,
/// section 2.4).
fn markdown(destination: &str) -> String {
    let mut written = String::with_capacity(destination.len() + 4);
    for character in destination.chars() {
        if matches!(character, '\\' | '(' | ')' | '<' | '>' | '|' | '&') {
            written.push('\\');
        }
        written.push(character);
    }
    written
}

/// Character references for characters that could end an attribute's value, in either kind of quotes, or begin a reference.
fn html(destination: &str) -> String {
    let mut written = String::with_capacity(destination.len() + 8);
    for character in destination.chars() {
        match character {
            '&' => written.push_str("&amp;"),
            '"' => written.push_str("&quot;"),
            '\'' => written.push_str("&#39;"),
            '<' => written.push_str("&lt;"),
            '>' => written.push_str("&gt;"),
            other => written.push(other),
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::parse;

    #[test]
    fn what_is_put_in_place_is_read_back() {
        for (page, destination, expected) in [
            ("[a](b.md)", "c(d).md", "[a](c(d).md)"),
            ("[a](<b c.md>)", "d e.md", "[a](<d e.md>)"),
            (r"[a](b\(c.md)", "d(e.md", r"[a](d\(e.md)"),
            ("[a](b&amp;c.md)", "d&lt;e.md", r"[a](d\&lt;e.md)"),
            (r"[a](<b\>c.md>)", r"d>\e.md", r"[a](<d\>\\e.md>)"),
            ("[a]\n\n[a]: b&amp;c.md", "d.md?a&b", "[a]\n\n[a]: d.md?a\\&b"),
            ("<a href=\"b&amp;c.md\">x</a>", "d\"e&f.md", "<a href=\"d&quot;e&amp;f.md\">x</a>"),
            ("<a href='b&amp;c.md'>x</a>", "d'e.md", "<a href='d&#39;e.md'>x</a>"),
            ("[[labs|x]]", "talks", "[[talks|x]]"),
        ] {
            let path = "a.md".into();
            let link = parse(&path, page.as_bytes()).value.links[0].clone();
            let mut text = page.to_owned();
            text.replace_range(link.span.clone(), &in_place(&link, destination));
            assert_eq!(text, expected);
            assert_eq!(&*parse(&path, text.as_bytes()).value.links[0].destination, destination, "{text}");
        }
    }
}
