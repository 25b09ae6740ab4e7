//! Syntax of MyST and R Markdown around code: directives in a fence's info string, roles before inline code.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::markdown::Fence;
use crate::path::SourcePath;

use super::admonition;
use super::found::Found;
use super::{fault, one_line};

/// The longest name of a role or directive that is looked for, in bytes.
const LONGEST: usize = 40;

/// Checks the info string of a fenced code block: ```` ```{note} ````.
pub(in crate::parse) fn in_fence(path: &SourcePath, text: &str, info: &str, block: &Range<usize>) -> Option<Diagnostic> {
    if let Some(found) = admonition_fence(path, text, info, block) {
        return Some(found);
    }
    let inside = info.strip_prefix('{').unwrap_or_default();
    let name = inside.find(['}', ' ', ',']).map_or("", |end| &inside[..end]);
    if !is_name(name) {
        return unknown_setting(path, text, info, block);
    }
    let line = text[block.clone()].lines().next()?;
    let open = line.find('{')?;
    let length = line[open..].find('}')? + 1;
    let (what, help) = match name {
        "r" | "python" | "bash" | "sql" | "julia" => {
            ("a chunk of R Markdown", format!("write the language alone, as in ```` ```{name} ````"))
        }
        "code" | "code-block" | "code-cell" | "sourcecode" => {
            ("a directive of MyST", "write a fenced code block with the language alone".to_owned())
        }
        "figure" | "image" => ("a directive of MyST", "write an image, as in `![what it shows](picture.png)`".to_owned()),
        "toctree" | "tableofcontents" | "contents" => {
            ("a directive of MyST", "delete it; navigation and tables of contents are made from the pages".to_owned())
        }
        "include" | "literalinclude" => ("a directive of MyST", "write the text itself, or link to the file".to_owned()),
        "mermaid" => ("a directive of MyST", "write ```` ```mermaid ````".to_owned()),
        name => ("a directive of MyST", admonition::help(name)),
    };
    Some(fault(path, text, block.start + open, Found::new(length, what, help)))
}

/// A setting in an info string that is not supported here, such as `theme=dark`.
fn unknown_setting(path: &SourcePath, text: &str, info: &str, block: &Range<usize>) -> Option<Diagnostic> {
    let setting = Fence::parse(info).unknown.first().copied()?;
    let first = text[block.clone()].lines().next()?;
    // If the word is also the language, the later one is meant.
    let at = block.start + first.rfind(setting)?;
    let help = "delete it; `title=\"…\"`, `{1,3-5}`, `ins={2}`, `del={3}`, `linenums=\"1\"`, `wrap`, `file=…` and `run=\"…\"` are understood";
    let message = format!("`{}` after the fence has no effect here", one_line(setting));
    let fault = Diagnostic::new(Code::ForeignSyntax, message).in_source(path).at(at..at + setting.len());
    Some(fault.subject(setting).help(help))
}

/// ```` ```ad-note ```` of Obsidian's plugin, ```` ```admonish warning ```` of mdBook's preprocessor.
fn admonition_fence(path: &SourcePath, text: &str, info: &str, block: &Range<usize>) -> Option<Diagnostic> {
    let name = info.split(|c: char| c.is_whitespace() || c == ',').next().unwrap_or_default();
    let (kind, what) = match name.strip_prefix("ad-") {
        Some(kind) if is_name(kind) => (kind, "a box of Obsidian's Admonition plugin"),
        _ if name == "admonish" => {
            let kind = info[name.len()..].split(|c: char| !c.is_ascii_alphanumeric()).find(|word| !word.is_empty());
            (kind.unwrap_or("note"), "a box of mdbook-admonish")
        }
        _ => return None,
    };
    let line = text[block.clone()].lines().next()?;
    let open = line.find(name)?;
    Some(fault(path, text, block.start + open, Found::new(name.len(), what, admonition::help(kind))))
}

/// Checks the text directly before inline code: ``{ref}`label` ``. `code` is the code with its backticks.
pub(in crate::parse) fn role(path: &SourcePath, text: &str, code: &Range<usize>) -> Option<Diagnostic> {
    let before = text[..code.start].strip_suffix('}')?;
    let window = before.char_indices().rev().map(|(at, _)| at).take(LONGEST).last()?;
    let open = window + before[window..].rfind('{')?;
    let name = &before[open + 1..];
    if !is_name(name) || before[..open].ends_with('\\') {
        return None;
    }
    let help = match name {
        "ref" | "doc" | "numref" | "download" | "any" => "write a link to the file, as in `[words](page.md#heading)`",
        "abbr" | "term" | "guilabel" | "kbd" | "menuselection" | "file" | "command" => {
            "write the words, with emphasis if need be"
        }
        _ => "write the words or the code alone",
    };
    Some(fault(path, text, open, Found::new(code.end - open, "a role of MyST", help)))
}

/// Whether this can be the name of a role or directive.
fn is_name(name: &str) -> bool {
    name.len() <= LONGEST
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, b'-' | b':' | b'_'))
}
