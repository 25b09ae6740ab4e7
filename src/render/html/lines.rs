//! Writes code line by line, if lines are marked, numbered or changed.

use std::fmt::Write;

use crate::parse::markdown::Fence;

/// The look of a line of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Plain,
    Marked,
    Inserted,
    Deleted,
}

impl Line {
    const fn element(self) -> &'static str {
        match self {
            Self::Plain => "span",
            Self::Marked => "mark",
            Self::Inserted => "ins",
            Self::Deleted => "del",
        }
    }

    /// The look of the `number`th line; `sign` is the first character of the line in a `diff`.
    fn new(fence: &Fence<'_>, number: usize, sign: Option<char>) -> Self {
        match sign {
            _ if fence.deleted.contains(number) => Self::Deleted,
            _ if fence.inserted.contains(number) => Self::Inserted,
            _ if fence.marked.contains(number) => Self::Marked,
            Some('+') => Self::Inserted,
            Some('-') => Self::Deleted,
            _ => Self::Plain,
        }
    }
}

/// Whether code must be written line by line.
pub(super) fn are_wanted(fence: &Fence<'_>) -> bool {
    let Fence { marked, inserted, deleted, first_number, .. } = fence;
    !(marked.is_empty() && inserted.is_empty() && deleted.is_empty()) || first_number.is_some() || fence.language == "diff"
}

/// The signs at the start of the lines of a `diff`, one for each line, and its code without them. The lines that name files have
/// none.
pub(super) fn signs(code: &str) -> (Vec<Option<char>>, String) {
    let mut stripped = String::with_capacity(code.len());
    let signs = code.split_inclusive('\n').map(|line| {
        let is_file = line.starts_with("+++ ") || line.starts_with("--- ");
        let sign = line.chars().next().filter(|sign| matches!(sign, '+' | '-' | ' ') && !is_file);
        stripped.push_str(&line[sign.map_or(0, char::len_utf8)..]);
        sign
    });
    (signs.collect(), stripped)
}

/// Writes `coloured` code. `signs` are those of a `diff`, which `coloured` lacks.
pub(super) fn push(html: &mut String, coloured: &str, fence: &Fence<'_>, signs: &[Option<char>]) {
    let mut open = String::new();
    for (position, line) in coloured.split_inclusive('\n').enumerate() {
        let sign = signs.get(position).copied().flatten();
        let element = Line::new(fence, position + 1, sign).element();
        let _ = write!(html, "<{element} class=\"jb-line\"");
        if let Some(first) = fence.first_number {
            let _ = write!(html, " data-line=\"{}\"", first.saturating_add(position));
        }
        html.push('>');
        html.extend(sign.filter(|_| fence.changed.is_some()));
        html.push_str(&open);
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        html.push_str(text);
        // Tokens do not nest, so the last tag of a line shows whether one is open.
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
        push(&mut html, "a <i class=\"c\">b\nc</i> d\n", &Fence::parse("x {2} linenums=9"), &[]);
        let expected = "<span class=\"jb-line\" data-line=\"9\">a <i class=\"c\">b</i>\n</span>\
                        <mark class=\"jb-line\" data-line=\"10\"><i class=\"c\">c</i> d\n</mark>";
        assert_eq!(html, expected);
    }

    #[test]
    fn a_diff_keeps_its_signs() {
        let (signs, code) = signs("--- a\n+b\n-c\n d\ne\n");
        assert_eq!(signs, [None, Some('+'), Some('-'), Some(' '), None]);
        assert_eq!(code, "--- a\nb\nc\nd\ne\n");
        let mut html = String::new();
        push(&mut html, &code, &Fence::parse("diff-js"), &signs);
        let expected = "<span class=\"jb-line\">--- a\n</span><ins class=\"jb-line\">+b\n</ins><del class=\"jb-line\">-c\n</del>\
                        <span class=\"jb-line\"> d\n</span><span class=\"jb-line\">e\n</span>";
        assert_eq!(html, expected);
    }
}
