use std::collections::BTreeSet;

use super::xhtml::{from_html, with_known_anchors};
use super::{BookContent, epub};
use crate::fixture::WholeSite;
use crate::journey::StageIndex;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;

#[test]
fn html_comes_out_as_xhtml() {
    for (html, expected) in [
        ("<p>a & b<br>c", "<p>a &amp; b<br/>c</p>"),
        ("<ul><li>one<li>two</ul>", "<ul><li>one</li><li>two</li></ul>"),
        ("<p id=a>x</p><p id=a onclick=b()>y</p>", "<p id=\"a\">x</p><p>y</p>"),
        ("<script>a()</script><center>b</center><font color=red>c</font>", "bc"),
        ("<input type=checkbox disabled checked> done", "\u{2611} done"),
        ("<img src=\"https://x.example/a.png\" alt=A>", "<a href=\"https://x.example/a.png\">A</a>"),
        ("<img src=\"pictures/1.png\">", "<img src=\"pictures/1.png\" alt=\"\"/>"),
        (
            "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=night.svg><img src=\"pictures/1.png\" alt=A></picture>",
            "<picture><img src=\"pictures/1.png\" alt=\"A\"/></picture>",
        ),
        ("<a href=\"jb-nowhere:x/\">x</a> <a href=\"javascript:a()\">y</a>", "x y"),
        (
            "<svg viewBox=\"0 0 1 1\" onload=a()><script>b()</script><path d=M0 style=x fill=\"url(#a)\"/><text>t</text></svg>",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"><path d=\"M0\"></path><text>t</text></svg>",
        ),
        (
            "<math display=block><mi href=x>x</mi><maction>y</maction></math>",
            "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mi>x</mi></math>",
        ),
        ("&nbsp;\u{1}\u{b}", "\u{a0}"),
    ] {
        assert_eq!(from_html(html).html, expected, "{html}");
    }
}

#[test]
fn only_anchors_that_exist_are_led_to() {
    let known: BTreeSet<String> = ["chapter-2.xhtml#b".to_owned()].into();
    let html = "<a href=\"chapter-2.xhtml#b\">1</a><a href=\"chapter-2.xhtml#c\">2</a><a href=\"#d\">3</a><a href=\"https://x.example/#e\">4</a>";
    assert_eq!(with_known_anchors(html, "chapter-1.xhtml", &known), html.replace("#c", "").replace("#d", "chapter-1.xhtml"),);
}

#[test]
fn a_book_holds_its_pages_and_their_pictures() {
    let whole = WholeSite::clean(
        "//- handbook.yaml
title: Acme & co
statuses: default
//- content/index.md
# Home

![A map](map.png) [Kit](adoption/kit.md#set-up) [data](data.csv)
//- content/adoption/kit.md
---
status: outdated
role: whoever packs
---
# Kit

## Set up
//- content/map.png
//- content/data.csv
",
    );
    let handbook = &whole.handbook;
    let highlighter = Highlighter::new();
    let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &highlighter);
    let book = epub(&renderer, None);
    assert_eq!(book.chapters, 2);
    assert_eq!(book.files[0].path, "mimetype");
    let text = |path: &str| match book.files.iter().find(|file| file.path == path).map(|file| &file.content) {
        Some(BookContent::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => panic!("{path}: {other:?}"),
    };
    let home = text("EPUB/chapter-1.xhtml");
    assert!(home.contains("src=\"pictures/1.png\"") && home.contains("href=\"chapter-2.xhtml#set-up\""), "{home}");
    assert!(home.contains(" data") && !home.contains("data.csv"), "without an address a file of the site is nowhere: {home}");
    let kit = text("EPUB/chapter-2.xhtml");
    assert!(kit.contains("<strong>Outdated</strong>") && kit.contains("<strong>Who:</strong> whoever packs"), "{kit}");
    assert!(text("EPUB/package.opf").contains("<dc:title>Acme &amp; co</dc:title>"));
    assert!(matches!(&book.files.last().expect("files").content, BookContent::Asset(path) if path.as_str() == "map.png"));
    assert_eq!(epub(&renderer, Some(StageIndex(3))).chapters, 1);
}
