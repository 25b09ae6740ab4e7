//! Foreign syntax that opens a line.

use super::admonition;
use super::found::Found;

/// The foreign syntax at the start of the line, if any.
pub(super) fn find(line: &str) -> Option<Found> {
    match line.as_bytes().first()? {
        b'!' | b'?' => python_admonition(line),
        b':' => container(line),
        b'i' | b'e' => module(line),
        b'{' => attributes(line),
        b'[' => contents(line),
        b'-' => snippet(line),
        b'=' => tab(line),
        b'/' => block(line),
        b'*' => abbreviation(line),
        b'(' => target(line),
        _ => None,
    }
}

/// `!!! note "Title"`, `??? note`, `???+ note` of Python-Markdown and MkDocs.
fn python_admonition(line: &str) -> Option<Found> {
    let rest = ["!!!", "???+", "???"].iter().find_map(|marker| line.strip_prefix(marker))?;
    let kind = rest.trim_start_matches([' ', '\t']);
    let word = word(kind);
    (kind.len() < rest.len() && !word.is_empty())
        .then(|| Found::new(line.len() - kind.len() + word.len(), "an admonition of Python-Markdown", admonition::help(word)))
}

/// `:::tip`, `::: warning`, `:::{note}`, `::: {.class}` of Docusaurus, VitePress, MyST and Pandoc; a bare `:::` closes.
fn container(line: &str) -> Option<Found> {
    let colons = line.bytes().take_while(|&byte| byte == b':').count();
    let rest = &line[colons..];
    let name = rest.trim_start_matches([' ', '\t', '{', '.']);
    let word = word(name);
    if colons < 3 || word.is_empty() {
        return None;
    }
    let closing = usize::from(name[word.len()..].starts_with('}'));
    let length = line.len() - name.len() + word.len() + closing;
    Some(Found::new(length, "a container of Docusaurus, VitePress, MyST or Pandoc", admonition::help(word)))
}

/// `import Tabs from "…"`, `export const …` at the top of MDX pages.
fn module(line: &str) -> Option<Found> {
    let is_import = line.strip_prefix("import ").is_some_and(|rest| {
        let is_from = rest.contains(" from '") || rest.contains(" from \"");
        is_from || (rest.starts_with(['\'', '"']) && rest.trim_end().ends_with(['\'', '"', ';']))
    });
    let is_export = ["export const ", "export default ", "export function "].iter().any(|start| line.starts_with(start));
    (is_import || is_export).then(|| {
        let help = "delete it; pages are Markdown and cannot contain code that runs";
        Found { is_module: true, ..Found::new(line.trim_end().len(), "JavaScript of an MDX page", help) }
    })
}

/// `{: .class }`, `{:toc}` of kramdown.
fn attributes(line: &str) -> Option<Found> {
    let length = line.find('}')? + 1;
    let inside = line[..length].strip_prefix("{:")?;
    inside.starts_with([' ', '.', '#', 't', ':']).then(|| {
        let help = "delete it; an id for a heading is written `{#id}` at the heading's end";
        Found::new(length, "an attribute list of kramdown", help)
    })
}

/// `[TOC]`, `[[_TOC_]]` of Python-Markdown, GitLab and Gollum, alone on a line.
fn contents(line: &str) -> Option<Found> {
    let line = line.trim_end();
    let is_contents = ["[TOC]", "[[TOC]]", "[[_TOC_]]"].iter().any(|marker| line.eq_ignore_ascii_case(marker));
    is_contents.then(|| {
        let help = "delete it; each page shows its table of contents by itself";
        Found::new(line.len(), "a marker for a table of contents", help)
    })
}

/// `--8<-- "file"` of the snippets extension of Python-Markdown.
fn snippet(line: &str) -> Option<Found> {
    line.starts_with("--8<-- ").then(|| {
        let help = "write the text itself, or link to the file";
        Found::new(line.trim_end().len(), "a snippet of Python-Markdown", help)
    })
}

/// `=== "Python"` of Material for MkDocs.
fn tab(line: &str) -> Option<Found> {
    let rest = ["===!", "===+", "==="].iter().find_map(|marker| line.strip_prefix(marker))?;
    let title = rest.trim();
    let is_quoted = title.len() > 2 && ['"', '\''].iter().any(|quote| title.starts_with(*quote) && title.ends_with(*quote));
    (is_quoted && rest.starts_with(' ')).then(|| {
        let help = "write each part under a heading, or in `<details name=\"tabs-1\"><summary>Title</summary>`";
        Found::new(line.trim_end().len(), "a tab of Material for MkDocs", help)
    })
}

/// `/// note | Title` of Python-Markdown's blocks; a bare `///` closes.
fn block(line: &str) -> Option<Found> {
    let rest = line.strip_prefix("///")?.trim_start_matches('/');
    let name = rest.strip_prefix(' ')?.trim();
    let kind = word(name);
    let is_block = !kind.is_empty() && (kind.len() == name.len() || name[kind.len()..].trim_start().starts_with('|'));
    is_block.then(|| {
        Found::new(
            line.len() - line.trim_start_matches('/').len() + 1 + kind.len(),
            "a block of Python-Markdown",
            admonition::help(kind),
        )
    })
}

/// `*[SDK]: Software Development Kit` of Python-Markdown and kramdown.
fn abbreviation(line: &str) -> Option<Found> {
    let rest = line.strip_prefix("*[")?;
    let end = rest.find("]:")?;
    let is_short = end > 0 && end <= 40 && !rest[..end].contains(['[', ']']);
    is_short.then(|| {
        let help = "write the words where they are used first, or `<abbr title=\"…\">`";
        Found::new(end + 4, "an abbreviation of Python-Markdown or kramdown", help)
    })
}

/// `(label)=` of MyST, alone on a line.
fn target(line: &str) -> Option<Found> {
    let label = line.trim_end().strip_prefix('(')?.strip_suffix(")=")?;
    let is_label =
        !label.is_empty() && label.bytes().all(|c| c.is_ascii_alphanumeric() || matches!(c, b'-' | b'_' | b':' | b'.'));
    is_label.then(|| {
        Found::new(line.trim_end().len(), "a target of MyST", "delete it; an id for a heading is written `{#id}` at its end")
    })
}

/// The letters, digits and hyphens at the start of `text`, beginning with a letter.
fn word(text: &str) -> &str {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    if text.starts_with(|c: char| c.is_ascii_alphabetic()) { &text[..end] } else { "" }
}
