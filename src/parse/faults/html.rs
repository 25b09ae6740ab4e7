//! Raw HTML that leaves readers out.

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::html::HtmlTag;
use crate::path::SourcePath;

/// Reports an image without an `alt` attribute (WCAG 2.2, success criterion 1.1.1); an empty one is right for decoration.
pub(in crate::parse) fn missing_alt(path: &SourcePath, text: &str, tag: &HtmlTag) -> Option<Diagnostic> {
    tag.lacks_alt.then(|| {
        Diagnostic::new(Code::MissingAlt, "the image has no alternative text")
            .in_source(path)
            .at(tag.span.clone())
            .subject(&text[tag.span.clone()])
            .help("say in an `alt` attribute what the image shows; `alt=\"\"` tells that it is decoration")
    })
}
