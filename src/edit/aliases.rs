//! Adds old addresses to the front matter of a page, in its author's YAML style.

use crate::parse::front_matter::{Block, place};
use crate::parse::parse;
use crate::path::SourcePath;
use crate::yaml::{self, Content, Entry, Node};

use super::replace::Edit;

/// The edit after which `aliases:` in a page's decoded text contains `added`, and no longer what `is_dropped` rejects.
///
/// `None` if the front matter is invalid, or would be afterwards: then a person has to write it.
#[must_use]
pub fn alias_edit(text: &str, added: &[String], is_dropped: impl Fn(&str) -> bool) -> Option<Edit> {
    let edit = match place(text) {
        Block::Absent => {
            let end = line_end(text);
            Edit::new(0..0, format!("---{end}aliases: [{}]{end}---{end}", list(added)))
        }
        Block::Yaml(within) => in_block(text, within, added, is_dropped)?,
        Block::Faulty => return None,
    };
    let aliases = |text: &str| -> Option<Vec<String>> {
        let checked = parse(&SourcePath::from("a.md"), text.as_bytes());
        let is_whole = place(text) != Block::Faulty;
        is_whole.then(|| checked.value.front_matter.aliases.iter().map(|alias| alias.value.to_string()).collect())
    };
    let mut after = text.to_owned();
    after.replace_range(edit.start..edit.end, &edit.text);
    let written = aliases(&after)?;
    added.iter().all(|alias| written.contains(alias)).then_some(edit)
}

fn in_block(text: &str, within: std::ops::Range<usize>, added: &[String], is_dropped: impl Fn(&str) -> bool) -> Option<Edit> {
    let end = line_end(text);
    let document = yaml::read(text, within.clone());
    if !document.problems.is_empty() {
        return None;
    }
    let Some(root) = &document.root else {
        return Some(Edit::new(within.end..within.end, format!("aliases: [{}]{end}", list(added))));
    };
    let Content::Mapping(entries) = &root.content else { return None };
    let Some(entry) = entries.iter().find(|entry| entry.key == "aliases") else {
        let is_flow = text[root.span.clone()].starts_with('{');
        return Some(if is_flow {
            let at = root.span.end - 1;
            let comma = if entries.is_empty() { "" } else { ", " };
            Edit::new(at..at, format!("{comma}aliases: [{}]", list(added)))
        } else {
            Edit::new(within.end..within.end, format!("aliases: [{}]{end}", list(added)))
        });
    };
    in_entry(text, entry, added, is_dropped)
}

/// Rewrites the list of `aliases:` if items are removed, and otherwise only adds to it.
fn in_entry(text: &str, entry: &Entry, added: &[String], is_dropped: impl Fn(&str) -> bool) -> Option<Edit> {
    let items = entry.value.items();
    let kept: Vec<&Node> =
        items.iter().filter(|item| item.scalar().is_some_and(|scalar| !is_dropped(scalar.text.trim()))).collect();
    let written = |item: &Node| text[item.span.clone()].to_owned();
    if entry.value.says_nothing() {
        let at = entry.key_span.end + text[entry.key_span.end..].find(':')? + 1;
        let span = if entry.value.span.is_empty() { at..at } else { at..entry.value.span.end };
        return Some(Edit::new(span, format!(" [{}]", list(added))));
    }
    let is_sequence = matches!(entry.value.content, Content::Sequence(_));
    let is_flow = text[entry.value.span.clone()].starts_with('[');
    if is_sequence && !is_flow {
        return in_lines(text, items, added, is_dropped);
    }
    let kept = kept.into_iter().map(|item| if is_flow { written(item) } else { quoted_in_list(item, &written(item)) });
    let all: Vec<String> = kept.chain(added.iter().map(|alias| scalar(alias))).collect();
    let span = entry.value.span.clone();
    if is_flow && items.iter().all(|item| item.scalar().is_some_and(|scalar| !is_dropped(scalar.text.trim()))) {
        // Nothing is removed, so the existing text stays unchanged.
        let at = items.last().map_or(span.start + 1, |last| last.span.end);
        let comma = if items.is_empty() || added.is_empty() { "" } else { ", " };
        return Some(Edit::new(at..at, format!("{comma}{}", list(added))));
    }
    Some(Edit::new(span, format!("[{}]", all.join(", "))))
}

/// A list with one item per line: new lines like the last one, without the removed ones.
fn in_lines(text: &str, items: &[Node], added: &[String], is_dropped: impl Fn(&str) -> bool) -> Option<Edit> {
    let last = items.last()?;
    let line_start = |at: usize| text[..at].rfind('\n').map_or(0, |found| found + 1);
    let line_stop = |at: usize| text[at..].find('\n').map_or(text.len(), |found| at + found + 1);
    let lead = &text[line_start(last.span.start)..last.span.start];
    if !lead.trim_start().starts_with('-') {
        return None;
    }
    let end = line_end(text);
    let new: String = added.iter().map(|alias| format!("{lead}{}{end}", scalar(alias))).collect();
    let span = line_start(items.first()?.span.start)..line_stop(last.span.end);
    let mut lines = String::new();
    let mut at = span.start;
    for item in items {
        let stop = line_stop(item.span.end);
        if item.scalar().is_none_or(|scalar| !is_dropped(scalar.text.trim())) {
            lines.push_str(&text[at..stop]);
        }
        at = stop;
    }
    if lines.is_empty() && new.is_empty() {
        // A key without a value has no meaning.
        return Some(Edit::new(span, String::new()));
    }
    Some(Edit::new(span, lines + &new))
}

fn list(aliases: &[String]) -> String {
    aliases.iter().map(|alias| scalar(alias)).collect::<Vec<_>>().join(", ")
}

/// A text as a YAML scalar in a flow list: plain if nothing in it has a meaning in YAML.
pub(super) fn scalar(text: &str) -> String {
    let is_bare = text.chars().all(|c| c.is_alphanumeric() || matches!(c, '/' | '_' | '.' | '-' | '~' | '+' | '(' | ')'));
    let begins_well = text.starts_with(|c: char| c.is_alphabetic() || c == '/');
    if is_bare && begins_well { text.to_owned() } else { serde_json::to_string(text).unwrap_or_else(|_| text.to_owned()) }
}

/// A scalar that was alone, as written in a flow list.
fn quoted_in_list(item: &Node, written: &str) -> String {
    match item.scalar() {
        Some(plain) if plain.is_plain => scalar(&plain.text),
        _ => written.to_owned(),
    }
}

fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text[..at].ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_are_added_in_the_authors_style() {
        for (text, expected) in [
            ("# A\n", "---\naliases: [/old/]\n---\n# A\n"),
            ("", "---\naliases: [/old/]\n---\n"),
            ("# A\r\n", "---\r\naliases: [/old/]\r\n---\r\n# A\r\n"),
            ("---\ntitle: A\n---\n# A\n", "---\ntitle: A\naliases: [/old/]\n---\n# A\n"),
            ("---\n---\n# A\n", "---\naliases: [/old/]\n---\n# A\n"),
            ("---\n{ title: A }\n---\n", "---\n{ title: A , aliases: [/old/]}\n---\n"),
            ("---\naliases:\ntitle: A\n---\n", "---\naliases: [/old/]\ntitle: A\n---\n"),
            ("---\naliases: []\n---\n", "---\naliases: [/old/]\n---\n"),
            ("---\naliases: ~\n---\n", "---\naliases: [/old/]\n---\n"),
            ("---\naliases: first # why\n---\n", "---\naliases: [first, /old/] # why\n---\n"),
            ("---\naliases: \"the, first\"\n---\n", "---\naliases: [\"the, first\", /old/]\n---\n"),
            ("---\naliases: [a, 'b c']  # x\ntitle: A\n---\n", "---\naliases: [a, 'b c', /old/]  # x\ntitle: A\n---\n"),
            (
                "---\naliases:\n  - a\n  - 'b' # x\ntitle: A\n---\n",
                "---\naliases:\n  - a\n  - 'b' # x\n  - /old/\ntitle: A\n---\n",
            ),
            ("---\naliases:\n- a\n---\n", "---\naliases:\n- a\n- /old/\n---\n"),
        ] {
            let edit = alias_edit(text, &["/old/".to_owned()], |_| false).unwrap_or_else(|| panic!("no edit for {text}"));
            let mut after = text.to_owned();
            after.replace_range(edit.start..edit.end, &edit.text);
            assert_eq!(after, expected);
        }
    }

    #[test]
    fn an_alias_that_is_the_pages_address_again_goes() {
        for (text, added, expected) in [
            ("---\naliases: [/back/]\n---\n", &["/old/"][..], "---\naliases: [/old/]\n---\n"),
            ("---\naliases: [/back/, a]\n---\n", &["/old/"], "---\naliases: [a, /old/]\n---\n"),
            ("---\naliases: /back/\n---\n", &["/old/"], "---\naliases: [/old/]\n---\n"),
            ("---\naliases:\n  - /back/\n  - a\n---\n", &["/o: d/"], "---\naliases:\n  - a\n  - \"/o: d/\"\n---\n"),
            ("---\naliases:\n  - /back/\n---\n", &[], "---\naliases:\n---\n"),
        ] {
            let added: Vec<String> = added.iter().map(|alias| (*alias).to_owned()).collect();
            let edit = alias_edit(text, &added, |alias| alias == "/back/").unwrap_or_else(|| panic!("no edit for {text}"));
            let mut after = text.to_owned();
            after.replace_range(edit.start..edit.end, &edit.text);
            assert_eq!(after, expected);
        }
    }

    #[test]
    fn faulty_front_matter_is_left_to_people() {
        for text in ["---\ntitle: A\n", "+++\ntitle = 'A'\n+++\n", "---\ntitle: a: b\n---\n"] {
            assert_eq!(alias_edit(text, &["/old/".to_owned()], |_| false), None, "{text}");
        }
    }
}
