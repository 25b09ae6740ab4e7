//! Sitemaps and feeds, parsed by an XML parser and checked against the rules of their schemas.

use quick_xml::Reader;
use quick_xml::events::Event;

use super::{handbook, output, staged};

/// An element: its path from the root, its attributes, its text.
type Element = (String, Vec<(String, String)>, String);

/// Every element with its path from the root, its attributes and its text, in document order.
fn elements(xml: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut open: Vec<usize> = Vec::new();
    let mut found: Vec<Element> = Vec::new();
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let path = open.last().map_or(name.clone(), |parent| format!("{}/{name}", found[*parent].0));
                let attribute = |attribute: quick_xml::events::attributes::Attribute<'_>| {
                    let key = attribute.key.as_ref().to_owned();
                    (key, quick_xml::escape::unescape(&attribute.value).expect("escaped").into_owned())
                };
                let attributes = tag.attributes().map(|found| attribute(found.expect("an attribute"))).collect();
                found.push((path, attributes, String::new()));
                if matches!(event, Event::Start(_)) {
                    open.push(found.len() - 1);
                }
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => {
                if let Some(here) = open.last() {
                    found[*here].2.push_str(text);
                }
            }
            Event::GeneralRef(name) => {
                let character = quick_xml::escape::unescape(&format!("&{};", &**name)).expect("a known entity").into_owned();
                if let Some(here) = open.last() {
                    found[*here].2.push_str(&character);
                }
            }
            Event::Eof => return found,
            Event::Decl(_) => {}
            other => panic!("{other:?} has no place here"),
        }
    }
}

fn texts<'a>(elements: &'a [Element], path: &str) -> Vec<&'a str> {
    elements.iter().filter(|(found, ..)| found == path).map(|(.., text)| text.trim()).collect()
}

#[test]
fn a_sitemap_lists_what_readers_may_find() {
    let site = staged("url: https://acme.example/hb");
    let elements = elements(&output(&site, "sitemap.xml").expect("planned"));
    assert_eq!(elements[0].0, "urlset");
    assert_eq!(elements[0].1, [("xmlns".to_owned(), "http://www.sitemaps.org/schemas/sitemap/0.9".to_owned())]);
    let hb = "https://acme.example/hb";
    let expected = ["/bye/", "/hello/", "/hello/labs/", "/"].map(|path| format!("{hb}{path}"));
    let mut found = texts(&elements, "urlset/url/loc");
    found.sort_unstable();
    let mut sorted = expected.clone();
    sorted.sort();
    assert_eq!(found, sorted);
    let mut days = texts(&elements, "urlset/url/lastmod");
    days.sort_unstable();
    assert_eq!(days, ["2026-02-01T08:00:00Z", "2026-03-01T08:00:00Z"]);
    // In the schema a `url` has its `loc` first, and nothing that the schema does not define.
    for (path, ..) in &elements {
        assert!(["urlset", "urlset/url", "urlset/url/loc", "urlset/url/lastmod"].contains(&path.as_str()), "{path}");
    }
    assert!(output(&site, "robots.txt").expect("planned").ends_with("\nSitemap: https://acme.example/hb/sitemap.xml\n"));
}

/// The protocol allows 50,000 addresses in a file.
#[test]
fn a_long_sitemap_comes_in_parts() {
    use std::fmt::Write;
    let mut text = String::from("//- handbook.yaml\nurl: https://acme.example/\n");
    for page in 0..50_001 {
        let _ = writeln!(text, "//- content/{page}.md");
    }
    let site = handbook(&text, &[]);
    let index = elements(&output(&site, "sitemap.xml").expect("planned"));
    let parts = texts(&index, "sitemapindex/sitemap/loc");
    assert_eq!(parts, ["https://acme.example/sitemap-1.xml", "https://acme.example/sitemap-2.xml"]);
    let count = |path| texts(&elements(&output(&site, path).expect("planned")), "urlset/url/loc").len();
    // The pages and the generated home page.
    assert_eq!((count("sitemap-1.xml"), count("sitemap-2.xml")), (50_000, 2));
}

#[test]
fn feeds_are_valid_whatever_titles_and_names_hold() {
    let site = staged("url: https://acme.example/hb\ndescription: All & <everything>");
    let whole = elements(&output(&site, "feed.xml").expect("planned"));
    assert_eq!(whole[0].1[0].1, "http://www.w3.org/2005/Atom");
    for (path, expected) in [
        ("feed/id", &["https://acme.example/hb/"][..]),
        ("feed/title", &["Acme <&\"'> handbook"]),
        ("feed/subtitle", &["All & <everything>"]),
        ("feed/updated", &["2026-03-01T08:00:00Z"]),
        ("feed/author/name", &["Acme <&\"'> handbook"]),
        ("feed/entry/id", &["https://acme.example/hb/hello/labs/", "https://acme.example/hb/"]),
        ("feed/entry/title", &["Labs </script> & ]]>", "Home"]),
        ("feed/entry/published", &["2026-01-31T08:00:00Z", "2026-02-01T08:00:00Z"]),
        ("feed/entry/updated", &["2026-03-01T08:00:00Z", "2026-02-01T08:00:00Z"]),
        ("feed/entry/author/name", &["Cy <cy>"]),
        ("feed/entry/contributor/name", &["Ada <\u{fffd}&>", "Bob", "Ada <\u{fffd}&>", "Bob"]),
        ("feed/entry/summary", &["In the labs."]),
    ] {
        assert_eq!(texts(&whole, path), expected, "{path}");
    }
    let links = whole.iter().filter(|(path, ..)| path == "feed/link").map(|(_, attributes, _)| attributes[2].1.as_str());
    assert_eq!(links.collect::<Vec<_>>(), ["https://acme.example/hb/feed.xml", "https://acme.example/hb/"]);
    let stage = elements(&output(&site, "hello/feed.xml").expect("planned"));
    assert_eq!(texts(&stage, "feed/entry/id"), ["https://acme.example/hb/hello/labs/"]);
    assert_eq!(texts(&stage, "feed/title"), ["Hello & welcome · Acme <&\"'> handbook"]);
    let page = output(&site, "hello/index.html").expect("planned");
    assert!(page.contains("type=\"application/atom+xml\"") && page.contains("href=\"feed.xml\""), "{page}");
}
