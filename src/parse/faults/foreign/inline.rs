//! Foreign syntax within a line: attribute lists, inline notes, icons and keys.

use super::found::Found;

/// The longest piece that is looked for, in bytes.
const LONGEST: usize = 200;

/// The sets of icons that Material for MkDocs knows.
const ICONS: [&str; 5] = [":material-", ":fontawesome-", ":octicons-", ":simple-", ":twemoji-"];

/// What begins at byte `at` of `text`, if that is foreign.
pub(super) fn find(text: &str, at: usize) -> Option<Found> {
    let rest = &text[at..];
    match rest.as_bytes().first()? {
        b'{' => attribute_list(text, at),
        b'^' => inline_note(rest),
        b':' => icon(rest),
        b'+' => keys(rest),
        _ => None,
    }
}

/// `{.class}`, `{: width="100"}`, `{target=_blank}` behind a link, a picture, words or a heading.
fn attribute_list(text: &str, at: usize) -> Option<Found> {
    let inside = text[at + 1..].get(..text[at + 1..].bytes().take(LONGEST).position(|byte| byte == b'}')?)?;
    let before = text[..at].chars().next_back();
    let is_behind_markup = before.is_some_and(|c| matches!(c, ')' | ']' | '*' | '_' | '`'));
    let list = inside.strip_prefix(':').unwrap_or(inside);
    let is_name =
        |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains(['{', '<', '(', '|', ',', '.']);
    let is_attribute = |item: &str| {
        let is_marked = item.strip_prefix(['.', '#']).is_some_and(is_name);
        is_marked || item.split_once('=').is_some_and(|(key, value)| is_name(key) && !value.is_empty())
    };
    let items = quoted_as_one(list);
    let is_list = !items.is_empty() && items.iter().all(|item| is_attribute(item));
    let is_marked = list.len() < inside.len() || list.trim_start().starts_with(['.', '#']);
    // Pandoc's `::: {.class}` is reported as a container.
    let is_apart = before.is_some_and(|c| c == ' ') && is_marked && !text[..at].trim_end().ends_with(':');
    (is_list && (is_behind_markup || is_apart)).then(|| {
        let help =
            "delete it; a picture's size goes into `<img src=\"…\" width=\"…\">`, and an id for a heading is `{#id}` at its end";
        Found::new(inside.len() + 2, "an attribute list of Python-Markdown or kramdown", help)
    })
}

/// The items between spaces, with quoted values whole.
fn quoted_as_one(list: &str) -> Vec<&str> {
    let mut is_quoted = false;
    let items = list.split(|c: char| {
        is_quoted ^= c == '"';
        c.is_whitespace() && !is_quoted
    });
    items.filter(|item| !item.is_empty()).collect()
}

/// `^[a note]` of Pandoc and Obsidian.
fn inline_note(rest: &str) -> Option<Found> {
    let inside = rest.strip_prefix("^[")?;
    let end = inside.bytes().take(2 * LONGEST).position(|byte| matches!(byte, b']' | b'\n'))?;
    (inside.as_bytes()[end] == b']' && inside[..end].contains(' ')).then(|| {
        Found::new(
            end + 3,
            "an inline note of Pandoc or Obsidian",
            "write `[^1]` there, and `[^1]: The note.` on a line of its own",
        )
    })
}

/// `:material-rocket:` of Material for MkDocs.
fn icon(rest: &str) -> Option<Found> {
    ICONS.iter().find(|set| rest.starts_with(**set))?;
    let end = rest[1..].bytes().take(LONGEST).position(|byte| byte == b':')? + 1;
    let is_name = rest[1..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    is_name.then(|| Found::new(end + 1, "an icon of Material for MkDocs", "write an emoji, a picture, or words"))
}

/// `++ctrl+c++` of Python-Markdown.
fn keys(rest: &str) -> Option<Found> {
    let inside = rest.strip_prefix("++")?;
    let end = inside.bytes().take(LONGEST).position(|byte| byte == b'+' || !(byte.is_ascii_alphanumeric() || byte == b'-'));
    let mut end = end?;
    while inside[end..].starts_with('+') && !inside[end..].starts_with("++") {
        end +=
            1 + inside[end + 1..].bytes().take(LONGEST).take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        if end > LONGEST {
            return None;
        }
    }
    let is_closed = end > 0 && inside[end..].starts_with("++") && !inside[end..].starts_with("+++");
    let is_apart = !inside.get(end + 2..)?.starts_with(|c: char| c.is_alphanumeric());
    (is_closed && is_apart).then(|| Found::new(end + 4, "keys of Python-Markdown", "write `<kbd>Ctrl</kbd>+<kbd>C</kbd>`"))
}
