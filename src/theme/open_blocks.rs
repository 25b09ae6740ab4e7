//! Finds the open blocks where the template engine gives up. Its message is that the input ended, or that `endfor` is unknown; an
//! author who forgot an `endif` further up needs to know about the `if`.

use std::ops::Range;

/// A problem of the blocks, and its place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unbalanced {
    /// The message: lower case, names in backticks.
    pub(super) message: String,
    /// The bytes of the tag in the template.
    pub(super) span: Range<usize>,
}

/// An open block: `if` and the place of the word.
struct Open<'t> {
    name: &'t str,
    at: Range<usize>,
}

/// The first tag that closes another block than the open one, or the innermost block that is open at the end; `None` if every block
/// is closed, or if a tag or a comment has no end, which is another fault.
pub(super) fn unbalanced(text: &str) -> Option<Unbalanced> {
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut from = 0;
    while let Some(start) = text.get(from..)?.find('{').map(|found| from + found) {
        let rest = &text[start..];
        from = start + 1;
        if rest.starts_with("{#") {
            from = start + rest.find("#}")? + 2;
        } else if rest.starts_with("{{") {
            from = start + end_of_tag(rest, "}}")?;
        } else if rest.starts_with("{%") {
            let end = start + end_of_tag(rest, "%}")?;
            from = end;
            let Some((word, more)) = first_word(text, start + 2..end) else { continue };
            let name = &text[word.clone()];
            if name == "raw" {
                from = end + end_of_raw(&text[end..])?;
            } else if opens(name, more) {
                open.push(Open { name, at: word });
            } else if let Some(closed) = name.strip_prefix("end") {
                match open.pop() {
                    Some(innermost) if innermost.name == closed => {}
                    innermost => return Some(wrong_end(text, name, word, innermost.as_ref())),
                }
            }
        }
    }
    let Open { name, at } = open.pop()?;
    Some(Unbalanced { message: format!("`{name}` is still open at the end: `{{% end{name} %}}` is missing"), span: at })
}

fn wrong_end(text: &str, name: &str, at: Range<usize>, innermost: Option<&Open<'_>>) -> Unbalanced {
    let message = match innermost {
        Some(Open { name: open, at }) => {
            let line = text[..at.start].matches('\n').count() + 1;
            format!("`{name}` stands here while `{open}` of line {line} is open: `{{% end{open} %}}` is missing before it")
        }
        None => format!("`{name}` closes nothing: no block is open here"),
    };
    Unbalanced { message, span: at }
}

/// Whether a tag opens a block. `set` does without a value of its own, as in `{% set name %}`.
fn opens(name: &str, more: &str) -> bool {
    match name {
        "if" | "for" | "block" | "filter" | "component" => true,
        "set" => {
            let after_name = more.trim_start().trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').trim_start();
            !after_name.starts_with('=')
        }
        _ => false,
    }
}

/// The first word of a tag's inside, and what follows it.
fn first_word(text: &str, inside: Range<usize>) -> Option<(Range<usize>, &str)> {
    let is_of_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let tag = &text[inside.clone()];
    let start = tag.find(|c: char| !matches!(c, '-' | ' ' | '\t' | '\r' | '\n'))?;
    let length = tag[start..].find(|c| !is_of_word(c)).unwrap_or(tag.len() - start);
    let word = inside.start + start..inside.start + start + length;
    (length > 0).then(|| (word.clone(), &text[word.end..inside.end]))
}

/// The length of a tag, to the end of its closing delimiter, which is ignored within a string.
fn end_of_tag(tag: &str, closing: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in tag.char_indices().skip(2) {
        match (quote, c) {
            (None, '"' | '\'' | '`') => quote = Some(c),
            (Some(open), _) if open == c => quote = None,
            (None, _) if tag[at..].starts_with(closing) => return Some(at + closing.len()),
            _ => {}
        }
    }
    None
}

/// The length of a raw text with the tag that ends it.
fn end_of_raw(text: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(start) = text[from..].find("{%").map(|found| from + found) {
        let end = start + text[start..].find("%}")? + 2;
        if first_word(text, start + 2..end).is_some_and(|(word, _)| &text[word] == "endraw") {
            return Some(end);
        }
        from = start + 2;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_at_fault_is_named() {
        for (text, expected) in [
            (
                "{% if a %}\n{% for b in c %}\n{{ b }}\n{% endfor %}\n",
                "0:`if` is still open at the end: `{% endif %}` is missing",
            ),
            ("x\n{% for b in c %}", "1:`for` is still open at the end: `{% endfor %}` is missing"),
            (
                "{%- for b in c -%}\n{% if b %}\n\n{%- endfor -%}",
                "3:`endfor` stands here while `if` of line 2 is open: `{% endif %}` is missing before it",
            ),
            ("a\n{% endblock %}", "1:`endblock` closes nothing: no block is open here"),
            ("{% set x %}y", "0:`set` is still open at the end: `{% endset %}` is missing"),
            (
                "{% component card(title) %}\n{{ title }}",
                "0:`component` is still open at the end: `{% endcomponent %}` is missing",
            ),
        ] {
            let found = unbalanced(text).map(|found| (text[..found.span.start].matches('\n').count(), found.message));
            assert_eq!(found.map(|(line, message)| format!("{line}:{message}")).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_balanced_or_broken_otherwise_is_left_to_the_engine() {
        for text in [
            "",
            "{% if a %}{% elif b %}{% else %}{% endif %}",
            "{% set x = \"{% if\" %}{% set y %}z{% endset %}",
            "{% block a %}{% filter upper %}{{ \"%} {% if\" }}{% endfilter %}{% endblock a %}",
            "{% raw %}{% if a %}{{ {% endraw %}{# {% if #}",
            "{% if a %}{{ 1 +",
            "{% if a %}{% x",
            "{% if a %}{# x",
            "{% %}{%",
            "{",
        ] {
            assert_eq!(unbalanced(text), None, "{text}");
        }
    }
}
