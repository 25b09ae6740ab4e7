//! Destinations as authors write them: the text with which a suggestion replaces a faulty one.

use super::destination::Local;

/// How to write a new destination.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style<'a> {
    /// The folder of the page, below the content root.
    pub(super) folder: &'a str,
    /// Whether to write from the content root, with a slash in front.
    pub(super) is_from_root: bool,
    /// Whether to write `./` in front of paths in or below the page's folder.
    pub(super) has_dot: bool,
    /// The query with its `?`, and the fragment without its `#`, which are kept.
    pub(super) query: &'a str,
    pub(super) fragment: Option<&'a str>,
}

impl<'a> Style<'a> {
    /// The style of a destination on a page in `folder`.
    pub(super) fn new(folder: &'a str, local: &Local<'a>) -> Self {
        Self {
            folder,
            is_from_root: local.is_from_root,
            has_dot: local.path.starts_with("./"),
            query: local.query,
            fragment: local.fragment,
        }
    }
}

/// The destination of a path below the content root, percent-encoded as far as Markdown and HTML need it.
pub(super) fn destination(style: Style<'_>, path: &str, is_folder: bool) -> String {
    let mut written = String::new();
    if style.is_from_root {
        written.push('/');
        encode(path, &mut written);
    } else {
        relative(style, path, &mut written);
    }
    if is_folder && !written.ends_with('/') {
        written.push('/');
    }
    keep(style.query, &mut written);
    if let Some(fragment) = style.fragment {
        written.push('#');
        keep(fragment, &mut written);
    }
    written
}

fn relative(style: Style<'_>, path: &str, written: &mut String) {
    let here: Vec<&str> = style.folder.split('/').filter(|name| !name.is_empty()).collect();
    let there: Vec<&str> = path.split('/').collect();
    let shared = here.iter().zip(&there).take_while(|(a, b)| a == b).count();
    let rest = there.get(shared..).unwrap_or_default().join("/");
    let up = here.len() - shared;
    if up > 0 {
        written.push_str(&"../".repeat(up));
    } else if style.has_dot || rest.is_empty() || rest.split('/').next().is_some_and(|first| first.contains(':')) {
        written.push_str("./");
    }
    encode(&rest, written);
}

/// Encodes characters that would end a destination, start an escape, or be read as query, fragment or markup.
fn encode(path: &str, into: &mut String) {
    for character in path.chars() {
        if is_encoded(character) { push_encoded(character, into) } else { into.push(character) }
    }
}

/// Whether a character in a name must be percent-encoded.
pub(super) fn is_encoded(character: char) -> bool {
    matches!(character, ' ' | '"' | '#' | '%' | '&' | '\'' | '(' | ')' | '<' | '>' | '?' | '[' | '\\' | ']' | '`' | '*' | '|')
        || character.is_ascii_control()
}

/// Keeps a query or fragment as written, except for characters that Markdown would interpret.
pub(super) fn keep(written: &str, into: &mut String) {
    for character in written.chars() {
        match character {
            ' ' | '"' | '\'' | '(' | ')' | '<' | '>' | '\\' | '`' | '|' => push_encoded(character, into),
            character if character.is_ascii_control() => push_encoded(character, into),
            character => into.push(character),
        }
    }
}

/// Percent-encodes a character's bytes in UTF-8.
pub(super) fn push_encoded(character: char, into: &mut String) {
    let mut bytes = [0; 4];
    for byte in character.encode_utf8(&mut bytes).bytes() {
        into.push_str(percent_encoding::percent_encode_byte(byte));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn destinations_are_written_relative_to_the_page_and_encoded() {
        for (folder, path, is_folder, expected) in [
            ("", "labs.md", false, "labs.md"),
            ("adoption", "adoption/labs.md", false, "labs.md"),
            ("adoption", "labs.md", false, "../labs.md"),
            ("a/b", "a/c/d.md", false, "../c/d.md"),
            ("a/b", "a/b", true, "./"),
            ("a/b", "a", true, "../"),
            ("", "a b (c)&d.md", false, "a%20b%20%28c%29%26d.md"),
            ("", "q?#%.md", false, "q%3F%23%25.md"),
            ("", "é.md", false, "é.md"),
            ("", "a:b.md", false, "./a:b.md"),
        ] {
            let style = Style { folder, is_from_root: false, has_dot: false, query: "?x=1", fragment: Some("y z") };
            assert_eq!(destination(style, path, is_folder), format!("{expected}?x=1#y%20z"), "{folder} {path}");
        }
    }
}
