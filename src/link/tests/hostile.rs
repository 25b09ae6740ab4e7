//! Inputs that are large or made to be slow: they end, and each fault is reported once.

use crate::fixture::Handbook;

/// Row 80 of the catalogue, in one page.
#[test]
fn thousands_of_broken_links_are_each_reported_once() {
    let links: String = (0..5_000).map(|number| format!("[a](page-{number}x.md)\n")).collect();
    let pages: String = (0..300).map(|number| format!("//- content/page-{number}.md\n")).collect();
    let book = Handbook::read(&format!("//- content/a.md\n{links}{pages}"));
    let linked = book.link(book.id("a.md"));
    assert_eq!(linked.diagnostics.len(), 5_000);
    assert!(linked.diagnostics.is_sorted_by_key(|fault| fault.span.as_ref().map(|span| span.start)));
    assert_eq!(linked.diagnostics[7].suggestion.as_deref(), Some("page-7.md"));
}

#[test]
fn odd_destinations_are_no_panic() {
    for destination in [
        "%", "%%", "%zz", "%00", "#%", "#%ff", "?", "?#", "/", "//", "///", "/#", "/..", "/.", "./", "../", "..", ".", "\\", "\\\\x", "%2F", "%5C",
        ":", "::", "a:", "#:~:", "\u{301}", "a//b.md", "\u{202e}", "#^", "-", "_", " ", "/%2e%2e/%2e%2e/x",
    ] {
        let book = Handbook::read(&format!("//- content/x/a.md\n[a](<{destination}>) ![a](<{destination}>) <a href=\"{destination}\">x</a> [[{destination}]]\n"));
        let _ = book.link(book.id("x/a.md"));
    }
}
