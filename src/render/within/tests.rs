use std::sync::LazyLock;

use crate::fixture::WholeSite;
use crate::index::PageId;
use crate::link::Target;
use crate::path::encode_fragment;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;
use crate::resolve::Site;

use super::{Guest, Headings, Host, Part};

static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);

const BOOK: &str = "//- handbook.yaml
beside: [api/]
//- content/index.md
# Home
//- content/adoption/labs.md
# Labs

[Home](../index.md) [Kit](kit.md#set-up) [Here](#rooms) [Picture](../map.png) [Api](/api/labs/?v=1)

## Rooms

A note[^n] and <b id=\"mark\">raw</b> <a href=\"#mark\">mark</a> <label for=\"mark\">m</label>.

### Keys

Text.

## Later

- one
- two <span id=\"item\"></span>

[^n]: See [Kit](kit.md).
//- content/adoption/kit.md
# Kit

## Set up
//- content/map.png
";

/// A booklet of the labs and the kit, in one file.
struct Booklet<'a>(&'a Site);

impl Host for Booklet<'_> {
    fn place(&self, page: PageId, anchor: Option<&str>) -> Option<String> {
        let number =
            ["adoption/kit.md", "adoption/labs.md"].iter().position(|path| **path == *self.0.index.page(page).path.as_str())?;
        Some(anchor.map_or(format!("#p{number}"), |anchor| format!("#p{number}-{}", encode_fragment(anchor))))
    }

    fn href(&self, target: &Target) -> String {
        format!("https://acme.example/{}", self.0.target_address(target).encoded())
    }

    fn root(&self) -> String {
        "https://acme.example/".to_owned()
    }
}

fn body(part: Part<'_>, headings: Headings) -> Option<(String, String)> {
    let whole = WholeSite::clean(BOOK);
    let renderer = Renderer::new(whole.site(), &whole.handbook.theme, &whole.handbook.plan, &HIGHLIGHTER);
    let guest = Guest { page: whole.id("adoption/labs.md"), part, id_prefix: "p1-", headings };
    let body = renderer.body_within(&guest, &Booklet(whole.site()))?;
    Some((body.heading_html.unwrap_or_default(), body.html))
}

#[test]
fn a_whole_body_has_ids_of_its_own_and_links_that_hold() {
    let (heading, html) = body(Part::Whole, Headings::AsWritten).expect("a body");
    assert_eq!(heading, "<h1 id=\"p1-labs\">Labs</h1>");
    for expected in [
        "<a href=\"https://acme.example/\">Home</a>",
        "<a href=\"#p0-set-up\">Kit</a>",
        "<a href=\"#p1-rooms\">Here</a>",
        "<a href=\"https://acme.example/map.png\">",
        "<a href=\"https://acme.example/api/labs/?v=1\">",
        "<h2 id=\"p1-rooms\">",
        "<a class=\"jb-anchor\" href=\"#p1-rooms\"",
        "<a id=\"p1-jb-ref-1\" href=\"#p1-jb-fn-1\"",
        "<li id=\"p1-jb-fn-1\"><p>See <a href=\"#p0\">Kit</a>. <a class=\"jb-back\" href=\"#p1-jb-ref-1\"",
        "<b id=\"p1-mark\">raw</b> <a href=\"#p1-mark\">mark</a> <label for=\"p1-mark\">",
    ] {
        assert!(html.contains(expected), "{expected}\n{html}");
    }
}

#[test]
fn a_part_is_cut_at_its_ends_and_brings_its_notes() {
    let (_, html) = body(Part::Anchored("rooms"), Headings::From(4)).expect("a section");
    assert!(html.starts_with("<div class=\"jb-head jb-head-4\"><h4 id=\"p1-rooms\">"), "{html}");
    assert!(html.contains("<h5 id=\"p1-keys\">") && html.contains("jb-fn-1") && !html.contains("Later"), "{html}");
    let (_, item) = body(Part::Anchored("item"), Headings::AsWritten).expect("an item");
    assert_eq!(item, "<ul>\n<li>two <span id=\"p1-item\"></span></li>\n</ul>\n");
    let (_, paragraph) = body(Part::Anchored("mark"), Headings::AsWritten).expect("a paragraph");
    assert!(paragraph.starts_with("<p>A note") && paragraph.contains("jb-fn-1"), "{paragraph}");
    assert_eq!(body(Part::Anchored("nowhere"), Headings::AsWritten), None);
}

#[test]
fn embeds_show_a_part_of_another_page_and_lead_to_it() {
    let whole = WholeSite::clean(&BOOK.replace(
        "# Home\n",
        "# Home\n\n## Today\n\nBefore\n![[labs#Keys]]\nbehind and ![[kit]] within.\n\n![[kit|The kit]]\n\n![[labs#Rooms]]\n",
    ));
    let html = whole.render("index.html");
    for expected in [
        "<p>Before\n</p>\n<div class=\"jb-embedded\" role=\"group\" aria-label=\"Labs &gt; Keys\"><p class=\"jb-embedded-source\">\
         <a class=\"jb-embed\" href=\"adoption/labs/#keys\">",
        "<h3 id=\"jb-e1-keys\">Keys</h3>",
        "behind and <a class=\"jb-embed\" href=\"adoption/kit/\">Kit</a> within.</p>",
        "aria-label=\"The kit\"",
        "<h3 id=\"jb-e3-rooms\">Rooms</h3>",
        "<h4 id=\"jb-e3-keys\">Keys</h4>",
        "<b id=\"jb-e3-mark\">raw</b> <a href=\"adoption/labs/#mark\">mark</a>",
        "<li id=\"jb-e3-jb-fn-1\">",
    ] {
        assert!(html.contains(expected), "{expected}\n{html}");
    }
}
