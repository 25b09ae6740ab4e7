//! What MDX has besides tags with a body: imports, comments, expressions, and HTML with attributes of React.

use std::fmt::Write as _;

use super::super::constructs::Syntax;
use super::super::report::Section;
use super::walk::Walk;
use super::{attributes, braces, tag_end};

/// `import … from '…'` and `export …`: imports are removed, since what they name is converted or listed; exports stay and are
/// listed.
pub(super) fn module(walk: &mut Walk<'_>, at: usize, until: usize, prose: usize) -> Option<usize> {
    let line = walk.line(at);
    let follows_comment = at > 0 && walk.line(at - 1).trim_end().ends_with("-->");
    if (prose != at && !follows_comment) || walk.indent(at) > 0 {
        return None;
    }
    if line.starts_with("{/*") {
        let close = (at..until).find(|line| walk.line(*line).contains("*/}"))?;
        let (start, end) = (walk.lines[at].start, walk.lines[close].end);
        let inside = walk.source()[start..end].trim().trim_start_matches("{/*").trim_end_matches("*/}").replace("-->", "→");
        walk.edit(start..end, format!("<!--{inside}-->"));
        walk.changed("comments of MDX became HTML comments", start);
        return Some(close + 1);
    }
    let is_import = line.starts_with("import ")
        && (line.contains(" from ") || line.contains('{') || line.contains('\'') || line.contains('"'));
    if line.starts_with("export ") && (line.contains('=') || line.contains("function")) {
        let end = (at..until).find(|line| walk.is_blank(*line)).unwrap_or(until);
        walk.note(Section::Person, "JavaScript that a page exports stays as it was", walk.lines[at].start);
        return Some(end);
    }
    if !is_import {
        return None;
    }
    let last = (at..until).find(|line| {
        let text = walk.line(*line).trim_end().trim_end_matches(';');
        text.ends_with(['\'', '"'])
    })?;
    let mut end = walk.lines[last].next;
    let mut after = last + 1;
    // The blank line after the last import is removed with it.
    if after < until && walk.is_blank(after) {
        end = walk.lines[after].next;
        after += 1;
    }
    let start = walk.lines[at].start;
    walk.edit(start..end, "");
    walk.changed("imports of components and assets were left out", start);
    Some(after)
}

/// The names that a page imports, with their values.
pub(in crate::import) fn imports(body: &str) -> Vec<(String, String)> {
    let lines = body.lines().filter_map(|line| line.strip_prefix("import "));
    lines
        .filter_map(|line| {
            let (names, from) = line.split_once(" from ")?;
            let path = from.trim().trim_end_matches(';').trim_matches(['\'', '"']);
            let name = names.trim();
            name.chars().all(char::is_alphanumeric).then(|| (name.to_owned(), path.to_owned()))
        })
        .collect()
}

/// The path inside `{require('./x.png').default}`, `{useBaseUrl('/x.png')}`, `{withBase('/x')}` and `{'x'}`.
pub(super) fn asset(expression: &str) -> Option<String> {
    let inside = expression.strip_prefix('{')?.strip_suffix('}')?.trim();
    let inside = ["require(", "useBaseUrl(", "withBase("].iter().find_map(|call| inside.strip_prefix(call)).unwrap_or(inside);
    let quote = inside.chars().next().filter(|c| matches!(c, '\'' | '"' | '`'))?;
    let rest = &inside[1..];
    let path = &rest[..rest.find(quote)?];
    (!path.contains("${")).then(|| path.to_owned())
}

/// `{/* a comment */}`, `{' '}` and the like.
pub(super) fn expression(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    if rest.starts_with("{{") {
        return None;
    }
    let length = braces(rest);
    let written = &rest[..length];
    if let Some(comment) = written.strip_prefix("{/*").and_then(|rest| rest.strip_suffix("*/}")) {
        walk.edit(at..at + length, format!("<!--{}-->", comment.replace("-->", "→")));
        walk.changed("comments of MDX became HTML comments", at);
        return Some(length);
    }
    let inside = written.strip_prefix('{')?.strip_suffix('}')?.trim();
    let is_text =
        inside.len() >= 2 && inside.starts_with(['\'', '"', '`']) && inside.ends_with(['\'', '"', '`']) && !inside.contains("${");
    is_text.then(|| {
        walk.edit(at..at + length, &inside[1..inside.len() - 1]);
        walk.changed("expressions that are plain text became the text", at);
        length
    })
}

/// An element of HTML whose attributes are React's or Vue's, or whose source is an expression.
pub(super) fn element(walk: &mut Walk<'_>, at: usize, rest: &str) -> Option<usize> {
    if !walk.has(Syntax::Jsx) {
        return None;
    }
    let inside = rest.strip_prefix('<')?;
    if inside.starts_with("></") || inside.starts_with('>') {
        return Some(fragment(walk, at, 2));
    }
    if inside.starts_with("/>") {
        return Some(fragment(walk, at, 3));
    }
    let name_end = inside.find(|c: char| !c.is_ascii_alphanumeric())?;
    let name = &inside[..name_end];
    if !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let end = tag_end(rest, name_end + 1)? - 1;
    let written = &rest[name_end + 1..end];
    let is_closed = written.trim_end().ends_with('/');
    if !written.contains('{') && !written.contains("className") && !written.contains("htmlFor") {
        return Some(end + 1);
    }
    let mut new = format!("<{name}");
    for (key, value) in attributes(written.trim_end().trim_end_matches('/')) {
        let key = match &*key {
            "className" => "class".to_owned(),
            "htmlFor" => "for".to_owned(),
            "autoPlay" | "playsInline" | "allowFullScreen" | "frameBorder" | "srcSet" | "tabIndex" => key.to_ascii_lowercase(),
            _ => key,
        };
        let value = if value.starts_with('{') {
            let bare = value.trim_matches(['{', '}']).trim();
            let number = bare.parse::<f64>().is_ok().then(|| bare.to_owned());
            walk.around.imports.get(bare).cloned().or_else(|| asset(&value)).or(number)
        } else {
            Some(value)
        };
        let Some(value) = value else { continue };
        if key.is_empty() || key == "/" {
            continue;
        }
        let _ = match &*value {
            "" => write!(new, " {key}"),
            value => write!(new, " {key}=\"{}\"", value.replace('"', "&quot;")),
        };
    }
    new.push_str(if is_closed { " />" } else { ">" });
    walk.edit(at..at + end + 1, new);
    walk.changed("attributes of React became HTML's; what holds code was left out", at);
    Some(end + 1)
}

fn fragment(walk: &mut Walk<'_>, at: usize, length: usize) -> usize {
    walk.edit(at..at + length, "");
    walk.changed("fragments of JSX were left out", at);
    length
}
