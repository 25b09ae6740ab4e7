//! Inputs that are large or made to be slow: they end, and each fault is reported once.

use crate::fixture::Handbook;

/// Row 80 of the catalogue, in one page.
#[test]
fn thousands_of_broken_links_are_each_reported_once() {
    let links: String = (0..1_500).fold(String::new(), |links, number| links + &format!("[a](pge-{number}.md)\n"));
    let pages: String = (0..300).fold(String::new(), |pages, number| pages + &format!("//- content/page-{number}.md\n"));
    let book = Handbook::read(&format!("//- content/a.md\n{links}{pages}"));
    let linked = book.link(book.id("a.md"));
    assert_eq!(linked.diagnostics.len(), 1_500);
    assert!(linked.diagnostics.is_sorted_by_key(|fault| fault.span.as_ref().map(|span| span.start)));
    assert!(linked.diagnostics[7].suggestion.is_some());
}

#[test]
fn odd_destinations_are_no_panic() {
    for destination in [
        "%",
        "%%",
        "%zz",
        "%00",
        "#%",
        "#%ff",
        "?",
        "?#",
        "/",
        "//",
        "///",
        "/#",
        "/..",
        "/.",
        "./",
        "../",
        "..",
        ".",
        "\\",
        "\\\\x",
        "%2F",
        "%5C",
        ":",
        "::",
        "a:",
        "#:~:",
        "\u{301}",
        "a//b.md",
        "\u{202e}",
        "#^",
        "-",
        "_",
        " ",
        "/%2e%2e/%2e%2e/x",
    ] {
        let book = Handbook::read(&format!(
            "//- content/x/a.md\n[a](<{destination}>) ![a](<{destination}>) <a href=\"{destination}\">x</a> [[{destination}]]\n"
        ));
        let _ = book.link(book.id("x/a.md"));
    }
}
