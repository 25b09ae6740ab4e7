//! Inputs that are large or designed to be slow: they finish, and each fault is reported once.

use std::fmt::Write as _;

use crate::fixture::{Handbook, growth};

/// Every hostile link, on one page.
#[test]
fn thousands_of_broken_links_are_each_reported_once() {
    let links: String = (0..1_500).fold(String::new(), |links, number| links + &format!("[a](pge-{number}.md)\n"));
    let pages: String = (0..300).fold(String::new(), |pages, number| pages + &format!("//- content/page-{number}.md\n"));
    let book = Handbook::parse(&format!("//- content/a.md\n{links}{pages}"));
    let linked = book.link(book.id("a.md"));
    assert_eq!(linked.diagnostics.len(), 1_500);
    assert!(linked.diagnostics.is_sorted_by_key(|fault| fault.span.as_ref().map(|span| span.start)));
    assert!(linked.diagnostics[7].suggestion().is_some());
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
        let book = Handbook::parse(&format!(
            "//- content/x/a.md\n[a](<{destination}>) ![a](<{destination}>) <a href=\"{destination}\">x</a> [[{destination}]]\n"
        ));
        let _ = book.link(book.id("x/a.md"));
    }
}

/// A page with one line for each number up to `count`.
fn lines(count: usize, line: impl Fn(&mut String, usize)) -> String {
    let mut text = String::from("//- content/a.md\n# A\n\n");
    (0..count).for_each(|number| line(&mut text, number));
    text
}

/// The named page, at a given size.
fn slow_page(what: &str, count: usize) -> String {
    lines(count, |text, number| {
        let written = match what {
            "definitions" => write!(text, "[r{number}]\n\n[r{number}]: a.md#a\n\n"),
            "links on a line" => write!(text, "[word](a.md#a)x "),
            "faults on a line" => write!(text, "[w](b{number}.md) "),
            "wikilinks on a line" => write!(text, "[[a]] [[b{number}]] "),
            "equal headings" => write!(text, "## Same\n\n[a](#same-{number})\n\n"),
            "anchors that are missing" => write!(text, "## H {number}\n\n[a](#g-{number})\n\n"),
            other => panic!("no page is called {other}"),
        };
        written.expect("text takes everything");
    })
}

/// Pages designed to be slow take twice as long if they are twice as large.
#[test]
fn the_cost_grows_with_the_input_and_no_faster() {
    for (what, size) in [
        ("definitions", 500),
        ("links on a line", 500),
        ("faults on a line", 300),
        ("wikilinks on a line", 300),
        ("equal headings", 300),
        ("anchors that are missing", 600),
    ] {
        let link = |text: &String| {
            let book = Handbook::parse(text);
            let _ = book.link(book.id("a.md"));
        };
        let growth = growth(size, |size| slow_page(what, size), link);
        assert!(growth < 3.0, "{what}: {growth}");
    }
}
