//! Code line by line, where lines are marked or numbered.

use std::fmt::Write;

use crate::parse::markdown::Fence;

/// Appends coloured code with each line in an element of its own: `mark` where the fence marks it, with its number where lines are
/// numbered. Tokens that go on in the next line begin anew there.
pub(super) fn push(html: &mut String, coloured: &str, fence: &Fence<'_>) {
    let mut open = String::new();
    for (position, line) in coloured.split_inclusive('\n').enumerate() {
        let element = if fence.marked.iter().any(|lines| lines.contains(&(position + 1))) { "mark" } else { "span" };
        let _ = write!(html, "<{element} class=\"jb-line\"");
        if let Some(first) = fence.first_number {
            let _ = write!(html, " data-line=\"{}\"", first.saturating_add(position));
        }
        html.push('>');
        html.push_str(&open);
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        html.push_str(text);
        // Tokens do not nest, so the last tag of a line tells whether one is open.
        if let Some(tag) = text.rfind('<') {
            let tag = &text[tag..];
            open = if tag.starts_with("</") { String::new() } else { tag[..=tag.find('>').unwrap_or(tag.len() - 1)].to_owned() };
        }
        html.push_str(if open.is_empty() { "" } else { "</i>" });
        let _ = write!(html, "{end}</{element}>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go_on_in_the_next_line() {
        let mut html = String::new();
        push(&mut html, "a <i class=\"c\">b\nc</i> d\n", &Fence::parse("x {2} linenums=9"));
        let expected = "<span class=\"jb-line\" data-line=\"9\">a <i class=\"c\">b</i>\n</span>\
                        <mark class=\"jb-line\" data-line=\"10\"><i class=\"c\">c</i> d\n</mark>";
        assert_eq!(html, expected);
    }
}
