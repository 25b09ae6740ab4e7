use crate::fixture::WholeSite;
use crate::path::OutputPath;
use crate::render::Renderer;
use crate::render::highlight::Highlighter;

/// An output of a handbook, as text.
fn output(whole: &WholeSite, path: &str) -> String {
    let highlighter = Highlighter::new();
    let handbook = &whole.handbook;
    let renderer = Renderer::new(&handbook.site, &handbook.theme, &handbook.plan, &highlighter);
    let made = renderer.render(&handbook.plan.outputs[&OutputPath::from(path)]);
    assert_eq!(made.diagnostics, []);
    String::from_utf8(made.value).expect("pages are UTF-8")
}

const SMALL: &str = "//- content/index.md
# Home

[Kit](adoption/kit.md#set-up) and [soon](adoption/soon.md).
//- content/adoption/kit.md
# Kit

## Set up

<figure><img src=\"map.png\" alt=\"\"><figcaption>A map</figcaption></figure>

[Home](../index.md) [Hello](../awareness/hello.md) [Here](#set-up) [Feed](/urls.json)
//- content/adoption/soon.md
---
title: Named in front
---
## A part

<figure><figcaption>Two</figcaption></figure>
//- content/adoption/draft.md
---
draft: true
---
# Draft
//- content/awareness/hello.md
---
stage: [awareness, adoption]
---
# Hello
//- content/adoption/map.png
";

fn with(config: &str) -> WholeSite {
    WholeSite::clean(&format!("//- handbook.yaml\n{config}\n{SMALL}"))
}

#[test]
fn links_between_chapters_stay_inside_and_others_leave() {
    let text = output(&with("print: all"), "print/index.html");
    assert!(text.contains("<a href=\"#p3-set-up\">Kit</a> and <a href=\"#jb-p4\">soon</a>"), "{text}");
    assert!(text.contains("<a href=\"#jb-p1\">Home</a> <a href=\"#jb-p2\">Hello</a> <a href=\"#p3-set-up\">Here</a>"), "{text}");
    assert!(text.contains("<a href=\"../urls.json\">Feed</a>"), "{text}");
    assert!(text.contains("src=\"../adoption/map.png\""), "{text}");
    let stage = output(&with("print: all"), "adoption/print/index.html");
    assert!(stage.contains("<a href=\"../../\">Home</a> <a href=\"#jb-p3\">Hello</a>"), "{stage}");
}

#[test]
fn headings_are_in_one_order_and_figures_are_numbered() {
    let text = output(&with("print: all"), "print/index.html");
    for heading in ["<h2 id=\"jb-part3\">Adoption</h2>", "<h3 id=\"p3-kit\">Kit</h3>", "<h4 id=\"p3-set-up\">Set up</h4>"] {
        assert!(text.contains(heading), "{heading}: {text}");
    }
    assert!(text.contains("<h3>Named in front</h3>") && text.contains("<h4 id=\"p4-a-part\">A part</h4>"), "{text}");
    assert!(text.contains("Figure 1:</span> A map") && text.contains("Figure 2:</span> Two"), "{text}");
}

#[test]
fn each_published_page_stands_in_it_once() {
    let text = output(&with("print: all"), "print/index.html");
    assert_eq!(text.matches("<article class=\"jb-chapter\"").count(), 4);
    let stage = output(&with("print: stages"), "adoption/print/index.html");
    assert_eq!(stage.matches("<article class=\"jb-chapter\"").count(), 3, "the shared page too");
}

#[test]
fn only_what_is_asked_for_is_published() {
    let paths = |config: &str| -> Vec<String> {
        let whole = with(config);
        let paths = whole.handbook.plan.outputs.keys().map(ToString::to_string);
        paths.filter(|path| path.contains("print/") || path.contains("booklet")).collect()
    };
    assert!(paths("title: A").is_empty());
    assert_eq!(paths("print: stages").len(), 8, "seven stages and the style sheet");
    assert_eq!(paths("print: all").len(), 9);
    let whole = with("{ print: all, url: \"https://acme.example/\" }");
    assert!(!output(&whole, "sitemap.xml").contains("print/"));
}

#[test]
fn five_hundred_pages_are_less_than_ten_megabytes() {
    let words = "How somebody who has never met us gets from the first question to the first working thing. ".repeat(60);
    let page = |number: usize| {
        format!(
            "//- content/adoption/p{number}.md\n# Page {number}\n\n{words}\n\n```rust\nlet answer = 42;\n```\n\n[Next](p1.md)\n"
        )
    };
    let pages: String = (0..500).map(page).collect();
    let whole = WholeSite::clean(&format!("//- handbook.yaml\nprint: all\n//- content/index.md\n# Home\n{pages}"));
    let size = output(&whole, "print/index.html").len();
    assert!(size < 10_000_000, "{size}");
}
