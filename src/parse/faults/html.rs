//! Raw HTML that excludes readers, or that is not what its author meant.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::html::HtmlTag;
use crate::parse::markdown::{Body, HtmlFault, HtmlFaultKind};
use crate::path::SourcePath;

use super::foreign;

/// Reports the problems of a page's tags. A component's tag is reported only as such.
pub(in crate::parse) fn tags(path: &SourcePath, text: &str, body: &Body<'_>, foreign: &mut foreign::Finder) -> Vec<Diagnostic> {
    let unknown = body.html_faults.iter().filter(|fault| fault.kind == HtmlFaultKind::Unknown);
    for fault in unknown.filter(|fault| !text[fault.span.clone()].starts_with("</")) {
        foreign.note_tag(&fault.name, &fault.span, fault.is_self_closing);
    }
    let mut faults = foreign.components(path, text);
    let known: HashSet<&str> = faults.iter().filter_map(|fault| fault.subject.as_deref()).collect();
    let is_component = |name: &str| known.iter().any(|tag| tag.trim_start_matches('<') == name);
    let others = body.html_faults.iter().filter(|fault| fault.kind != HtmlFaultKind::Unknown || !is_component(&fault.name));
    let others: Vec<Diagnostic> = others.map(|fault| malformed(path, text, fault)).collect();
    drop(known);
    faults.extend(others);
    faults
}

/// Reports an image without an `alt` attribute (WCAG 2.2, success criterion 1.1.1); an empty one is correct for decoration.
pub(in crate::parse) fn missing_alt(path: &SourcePath, text: &str, tag: &HtmlTag) -> Option<Diagnostic> {
    tag.lacks_alt.then(|| {
        Diagnostic::new(Code::MissingAlt, "the image has no alternative text")
            .in_source(path)
            .at(tag.span.clone())
            .subject(&text[tag.span.clone()])
            .help("say in an `alt` attribute what the image shows; `alt=\"\"` says that it is decoration")
    })
}

/// Reports an unbalanced tag, or one that is not a tag at all.
fn malformed(path: &SourcePath, text: &str, fault: &HtmlFault) -> Diagnostic {
    let HtmlFault { kind, name, span, is_shown, .. } = fault;
    let written = &text[span.clone()];
    let shown = if *is_shown { ", so it is shown as text" } else { "" };
    let in_backticks = format!("write it in backticks, as in `` `<{name}>` ``");
    let (message, help) = match kind {
        HtmlFaultKind::Unknown => {
            let slash = if written.starts_with("</") { "/" } else { "" };
            let is_in_backticks = text[..span.start].ends_with('`') && text[span.end..].starts_with('`');
            let help =
                format!("write it in backticks, as in `` `{}` ``, or escape it, as in `\\<{slash}{name}>`", shortened(written));
            let in_html = "Markdown, and so backticks, has no effect in a block of HTML: end that with an empty line above, or write `&lt;` for `<`";
            let help = if is_in_backticks { in_html.to_owned() } else { help };
            (format!("`<{slash}{name}>` is not an element of HTML{shown}"), help)
        }
        HtmlFaultKind::Document => (format!("`<{name}>` has no place in a page{shown}"), in_backticks),
        HtmlFaultKind::InSelect => (format!("`<{name}>` cannot stand in a `<select>`{shown}"), in_backticks),
        HtmlFaultKind::InItem => (
            format!("`<{name}>` would end the item of the list around it{shown}"),
            "put it into a `<ul>` or an `<ol>`, or write the list in Markdown".to_owned(),
        ),
        HtmlFaultKind::Unclosed if name.eq_ignore_ascii_case("plaintext") => {
            (format!("`<{name}>` would make text of the whole rest of the page{shown}"), in_backticks)
        }
        HtmlFaultKind::InParagraph => (
            format!("`<{name}>` cannot stand within a paragraph{shown}"),
            format!("{in_backticks}, or begin a line of its own with it, below an empty line"),
        ),
        HtmlFaultKind::Declaration => {
            let written = shortened(written);
            (format!("browsers show nothing of `{written}`{shown}"), format!("write it in backticks, as in `` `{written}` ``"))
        }
        HtmlFaultKind::Unclosed => {
            (format!("`<{name}>` is never closed{shown}"), format!("{in_backticks}, or write `</{name}>` where it ends"))
        }
        HtmlFaultKind::Stray => {
            let message = if *is_shown { shown } else { ", so it is left out" };
            let help = format!("delete it, or write it in backticks, as in `` `</{name}>` ``");
            (format!("`</{name}>` closes nothing that is open{message}"), help)
        }
        HtmlFaultKind::UnclosedTag => (
            format!("the tag `<{name}` is never closed{shown}"),
            "write `>` where the tag ends, or write it in backticks".to_owned(),
        ),
        HtmlFaultKind::UnclosedComment if written == "<!--" => {
            ("the comment is never closed".to_owned() + shown, "write `-->` where it ends, or write it in backticks".to_owned())
        }
        HtmlFaultKind::UnclosedComment => {
            (format!("`{written}` is never closed{shown}"), "write `>` where it ends, or write it in backticks".to_owned())
        }
    };
    Diagnostic::new(Code::MalformedHtml, message).in_source(path).at(span.clone()).subject(written).help(help)
}

/// The first line of a tag, shortened if it is long.
fn shortened(written: &str) -> String {
    let line = written.lines().next().unwrap_or_default();
    match line.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line.to_owned(),
    }
}
