//! Syntax that other generators would expand, and that is plain text here as on GitHub.
//!
//! 1. `line` knows what begins a line: admonitions, containers, imports, attribute lists.
//! 2. `template` knows what is within text: shortcodes, Liquid and Jinja tags, variables.
//! 3. `code` knows the syntax of MyST and R Markdown around code.
//! 4. `component` knows JSX tags.
//! 5. `slide` knows what decks of slides say between one slide and the next.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::html::HtmlTag;
use crate::path::{MDX, SourcePath};

mod admonition;
mod code;
mod component;
mod found;
mod inline;
mod line;
mod slide;
mod template;

pub(in crate::parse) use code::{in_fence, role};

use component::Components;
use found::Found;
use template::Closers;

/// The first characters of foreign syntax within a line.
const OPENING: [char; 4] = ['{', '^', ':', '+'];

/// Whether a text may contain foreign syntax within a line.
pub(in crate::parse) fn may_hold(words: &str) -> bool {
    // Most text has none of their first letters.
    if !words.bytes().any(|byte| matches!(byte, b'{' | b'^' | b'+' | b':')) {
        return false;
    }
    words.contains('{')
        || ["^[", "++", ":material-", ":fontawesome-", ":octicons-", ":simple-", ":twemoji-"]
            .iter()
            .any(|mark| words.contains(mark))
}

/// Whether a text is an attribute list and nothing else.
pub(in crate::parse) fn is_attribute_list(words: &str) -> bool {
    let inside = words.trim().strip_prefix('{').and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|inside| inside.trim_start().starts_with([':', '.', '#']))
}

/// Finds foreign syntax in one page, from start to end.
#[derive(Default)]
pub(in crate::parse) struct Finder {
    closers: Closers,
    components: Components,
}

impl Finder {
    /// Checks the text at the start of a line at byte `start`.
    pub(in crate::parse) fn at_line_start(&mut self, path: &SourcePath, text: &str, start: usize) -> Option<Diagnostic> {
        if text[..start].ends_with('\\') {
            return None;
        }
        let line = &text[start..];
        let line = &line[..line.bytes().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(line.len())];
        let found = line::find(line).or_else(|| slide::find(text, start, line))?;
        self.components.is_mdx |= found.is_module;
        Some(fault(path, text, start, found))
    }

    /// Searches the source of a text event.
    pub(in crate::parse) fn in_text(
        &mut self,
        path: &SourcePath,
        text: &str,
        range: &Range<usize>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let is_mdx = is_mdx(path);
        self.components.is_mdx |= is_mdx;
        let mut at = range.start;
        while let Some(open) = text[at..range.end].find(OPENING).map(|found| at + found) {
            at = open + 1;
            let is_escaped = text[..open].ends_with('\\') || text[..open].ends_with('+');
            let template = if text[open..].starts_with('{') { template::find(text, open, &mut self.closers) } else { None };
            let found = template.or_else(|| if is_escaped { None } else { inline::find(text, open) });
            let found =
                found.or_else(|| if is_mdx && !is_escaped { component::expression(&text[open..range.end]) } else { None });
            if let Some(found) = found {
                at = (open + found.length).min(range.end);
                if !found.is_closing {
                    faults.push(fault(path, text, open, found));
                }
            }
        }
    }

    /// Records a start tag that may be a component's: its name and place, and whether it ends with `/>`.
    pub(in crate::parse) fn note_tag(&mut self, name: &str, span: &Range<usize>, is_self_closing: bool) {
        self.components.note(name, span, is_self_closing);
    }

    /// Reports the tags that are components, now that the whole page is known.
    pub(in crate::parse) fn components(&mut self, path: &SourcePath, text: &str) -> Vec<Diagnostic> {
        self.components.is_mdx |= is_mdx(path);
        self.components.found(text).map(|(start, found)| fault(path, text, start, found)).collect()
    }
}

/// The keys of a slide that its two `---` make a heading, where one begins at byte `start`.
pub(in crate::parse) fn keys_of_a_slide(path: &SourcePath, text: &str, start: usize) -> Option<Diagnostic> {
    slide::keys(text, start).map(|found| fault(path, text, start, found))
}

/// Whether a page's name is that of an MDX file.
fn is_mdx(path: &SourcePath) -> bool {
    path.file_name().rsplit_once('.').is_some_and(|(_, extension)| extension.eq_ignore_ascii_case(MDX))
}

/// Reports `<div markdown>` of Python-Markdown, whose inside is Markdown there even without blank lines around it.
pub(in crate::parse) fn markdown_attribute(path: &SourcePath, text: &str, tag: &HtmlTag) -> Option<Diagnostic> {
    if !tag.is_markdown {
        return None;
    }
    let written = &text[tag.span.clone()];
    let message = format!("`markdown` in `{}` has no effect here", one_line(written));
    let help = "delete the attribute, and leave a blank line behind the tag and before the end tag: what stands between is Markdown then";
    Some(Diagnostic::new(Code::ForeignSyntax, message).in_source(path).at(tag.span.clone()).subject(written).help(help))
}

fn fault(path: &SourcePath, text: &str, start: usize, found: Found) -> Diagnostic {
    let span = start..start + found.length;
    let written = &text[span.clone()];
    let message = format!("`{}` is {}, which is shown as plain text", one_line(written), found.what);
    Diagnostic::new(Code::ForeignSyntax, message).in_source(path).at(span).subject(written).help(found.help)
}

/// The first line of what was found, shortened if it is long.
fn one_line(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < written.len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

#[cfg(test)]
mod tests;
