//! Faults of a page as a whole.

use crate::diagnostic::{Code, Diagnostic};
use crate::parse::page::ParsedPage;
use crate::path::SourcePath;

/// Reports the first NUL of a page. It is shown as U+FFFD.
pub(in crate::parse) fn nul(path: &SourcePath, text: &str) -> Option<Diagnostic> {
    let at = text.find('\0')?;
    let fault = Diagnostic::new(Code::NulCharacter, "the page contains a NUL character, U+0000")
        .in_source(path)
        .at(at..at + 1)
        .subject("\0")
        .help("delete it; readers see the replacement character U+FFFD in its place")
        .suggest("");
    Some(fault)
}

/// Reports an empty page. One with a title or description in its front matter is not empty.
pub(in crate::parse) fn empty(path: &SourcePath, text: &str, page: &ParsedPage) -> Option<Diagnostic> {
    let is_blank = text[page.body..].chars().all(char::is_whitespace);
    let says_more = page.front_matter.title.is_some() || page.front_matter.description.is_some();
    (is_blank && !says_more).then(|| {
        Diagnostic::new(Code::EmptyPage, "the page is empty")
            .in_source(path)
            .help("write what it is about, or delete the file; its title is made from the file's name")
    })
}
