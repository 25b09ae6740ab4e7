use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use pulldown_cmark::{Event, Tag};

use super::{Body, Prose, RenderedBody, Shift, render_body};
use crate::diagram::Drawings;
use crate::index::PageId;
use crate::link::{Resolution, Target};
use crate::locale::Locale;
use crate::parse::html::HtmlScanner;
use crate::parse::{Heading, Link, LinkForm, ParsedPage, markdown};
use crate::path::SourcePath;
use crate::render::highlight::Highlighter;

mod setting;

/// Unpacking the grammars takes long in a test build.
static HIGHLIGHTER: LazyLock<Highlighter> = LazyLock::new(Highlighter::new);
static ENGLISH: LazyLock<Locale> = LazyLock::new(|| crate::theme::built_in_locale("en"));

/// Where the links of these tests lead, decided by the destination alone.
fn resolve(link: &Link) -> Resolution {
    let internal = |href: &str, target: Target, title: Option<&str>| Resolution::Internal {
        href: href.into(),
        target,
        title: title.map(Arc::from),
    };
    let asset = |path: &str| internal(&format!("../{path}"), Target::Asset(SourcePath::from(path)), None);
    match &*link.destination {
        "labs.md" | "labs" | "/labs/" => internal("../labs/", Target::Page(PageId(1)), Some("The labs")),
        "labs#Set up" => internal("../labs/#set-up", Target::Page(PageId(1)), Some("The labs")),
        "q.md" => internal("../q/?a=1&b='2'", Target::Page(PageId(2)), Some("<Q>")),
        "map.png" | "plan.pdf" => asset(&link.destination),
        "../src/main.rs" => Resolution::Repository { href: "https://git.example/blob/main/src/main.rs".into() },
        fragment if fragment.starts_with('#') => internal(fragment, Target::Page(PageId(0)), None),
        unsafe_link if unsafe_link.starts_with("javascript:") => Resolution::Removed,
        missing if missing.starts_with("gone") => Resolution::Missing,
        _ => Resolution::External,
    }
}

fn render(text: &str) -> RenderedBody {
    let page = parsed(text);
    let links: Vec<Resolution> = page.links.iter().map(resolve).collect();
    let image_sizes = BTreeMap::from([(SourcePath::from("map.png"), (640, 480))]);
    let (shift, embeds) = (Shift::default(), None);
    let (highlighter, locale) = (&*HIGHLIGHTER, &*ENGLISH);
    let private_hosts = &["wiki.acme.example".into()][..];
    let image_sizes = &image_sizes;
    let body = Body {
        page: &page,
        text,
        links: &links,
        image_sizes,
        highlighter,
        drawings: &Drawings::default(),
        locale,
        prose: Prose::default(),
        private_hosts,
        samples: None,
        shift,
        embeds,
        terms: &[],
    };
    render_body(&body, &markdown::events(text, page.body))
}

fn parsed(text: &str) -> ParsedPage {
    let mut page = ParsedPage::default();
    let mut scanner = HtmlScanner::default();
    let link = |form, at, destination: &str, span| Link {
        form,
        at,
        destination: destination.into(),
        span,
        is_escaped: false,
        sentence: None,
    };
    for (event, range) in markdown::events(text, 0) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                page.links.push(link(LinkForm::Inline, range.start, &dest_url, range));
            }
            Event::Start(Tag::Heading { level, .. }) => {
                page.opens_with_title |= range.start == 0 && level as u8 == 1;
                let text = text[range.clone()].trim_matches(['#', ' ', '\n']);
                let id = Arc::from(text.to_lowercase().replace(' ', "-"));
                let (level, text) = (level as u8, text.into());
                page.headings.push(Heading { level, text, id, is_explicit: false, is_quoted: false, span: range });
            }
            Event::Html(html) | Event::InlineHtml(html) => {
                for attribute in scanner.read(&html, &range, text).into_iter().flat_map(|tag| tag.attributes) {
                    let at = attribute.span.start;
                    page.links.push(link(LinkForm::HtmlHref, at, &attribute.value, attribute.span));
                }
            }
            _ => {}
        }
    }
    page
}

fn check(cases: &[(&str, &str)]) {
    for (markdown, expected) in cases {
        assert_eq!(render(markdown).html.trim_end_matches('\n'), *expected, "{markdown}");
    }
}

#[test]
fn text_and_its_marks() {
    check(&[
        ("a *b* **c** ~~d~~ `e<`", "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>e&lt;</code></p>"),
        ("a\nb  \nc", "<p>a\nb<br>\nc</p>"),
        ("5 < 6 & \"q\" \\*", "<p>5 &lt; 6 &amp; \"q\" *</p>"),
        ("a\0b", "<p>a\u{fffd}b</p>"),
        ("***", "<hr>"),
        ("> a\n> b", "<blockquote>\n<p>a\nb</p>\n</blockquote>"),
        ("3. a\n4. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("- a\n  - b", "<ul>\n<li>a<ul>\n<li>b</li>\n</ul>\n</li>\n</ul>"),
        ("- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>"),
    ]);
}

#[test]
fn headings() {
    check(&[
        (
            "a\n\n## Set up",
            "<p>a</p>\n<div class=\"jb-head jb-head-2\"><h2 id=\"set-up\">Set up</h2>\
             <a class=\"jb-anchor\" href=\"#set-up\" aria-label=\"Link to Set up\">#</a></div>",
        ),
        (
            "## Über \"x\"",
            "<div class=\"jb-head jb-head-2\"><h2 id=\"über-&quot;x&quot;\">Über \"x\"</h2>\
             <a class=\"jb-anchor\" href=\"#%C3%BCber-%22x%22\" aria-label=\"Link to Über &quot;x&quot;\">#</a></div>",
        ),
        (
            "a\n\n# b",
            "<p>a</p>\n<div class=\"jb-head jb-head-1\"><h1 id=\"b\">b</h1>\
             <a class=\"jb-anchor\" href=\"#b\" aria-label=\"Link to b\">#</a></div>",
        ),
    ]);
}

#[test]
fn the_title_stands_apart() {
    let rendered = render("# A `b`\n\nc");
    assert_eq!(rendered.heading_html.as_deref(), Some("<h1 id=\"a-`b`\">A <code>b</code></h1>"));
    assert_eq!(rendered.html, "<p>c</p>\n");
    assert_eq!(render("c\n\n# A").heading_html, None);
}

#[test]
fn callouts() {
    check(&[
        (
            "> [!WARNING]\n> Mind *it*.",
            "<div class=\"jb-callout jb-warning\" role=\"note\"><p class=\"jb-label\">Warning</p>\n<p>Mind <em>it</em>.</p>\n</div>",
        ),
        ("> [!note]\n> a", "<div class=\"jb-callout jb-note\" role=\"note\"><p class=\"jb-label\">Note</p>\n<p>a</p>\n</div>"),
    ]);
}

#[test]
fn tasks() {
    check(&[
        (
            "- [x] a\n- [ ] b",
            "<ul class=\"jb-tasks\">\n<li><input type=\"checkbox\" disabled checked aria-label=\"Done\"> a</li>\n\
             <li><input type=\"checkbox\" disabled aria-label=\"To do\"> b</li>\n</ul>",
        ),
        (
            "- a\n  - [ ] b",
            "<ul>\n<li>a<ul class=\"jb-tasks\">\n<li><input type=\"checkbox\" disabled aria-label=\"To do\"> b</li>\n</ul>\n</li>\n</ul>",
        ),
    ]);
}

#[test]
fn tables() {
    const OPEN: &str = "<section class=\"jb-table\" tabindex=\"0\" aria-label=\"Table 1\"><table>\n";
    check(&[
        (
            "| a | b | c |\n|---|--:|:-:|\n| 1 | *2* | |",
            &format!(
                "{OPEN}<thead><tr><th scope=\"col\">a</th><th scope=\"col\" class=\"jb-right\">b</th>\
                 <th scope=\"col\" class=\"jb-center\">c</th></tr></thead>\n<tbody>\n<tr><td>1</td>\
                 <td class=\"jb-right\"><em>2</em></td><td class=\"jb-center\"></td></tr>\n</tbody>\n</table></section>"
            ),
        ),
        ("| | b |\n|--|--|", &format!("{OPEN}<thead><tr><td></td><th scope=\"col\">b</th></tr></thead>\n</table></section>")),
    ]);
}

#[test]
fn code() {
    check(&[
        (
            "```rust\nlet x;\n```",
            "<figure class=\"jb-code\"><figcaption>rust</figcaption><pre tabindex=\"0\"><code class=\"language-rust\">\
             <i class=\"k\">let</i> x<i class=\"p\">;</i>\n</code></pre></figure>",
        ),
        (
            "```no\"<such\n<b>\n```",
            "<figure class=\"jb-code\"><figcaption>no\"&lt;such</figcaption><pre tabindex=\"0\">\
             <code class=\"language-no&quot;&lt;such\">&lt;b&gt;\n</code></pre></figure>",
        ),
        ("    a\n    b", "<figure class=\"jb-code\"><pre tabindex=\"0\"><code>a\nb</code></pre></figure>"),
        ("```\na\r\nb\n```", "<figure class=\"jb-code\"><pre tabindex=\"0\"><code>a\nb\n</code></pre></figure>"),
        (
            "```mermaid\nx\n```",
            "<figure class=\"jb-code jb-mermaid\"><figcaption>mermaid diagram, as text</figcaption><pre tabindex=\"0\">\
             <code class=\"language-mermaid\">x\n</code></pre></figure>",
        ),
    ]);
    for (info, language) in [
        ("rust,ignore", "rust"),
        ("js {1,3}", "js"),
        ("{.python}", "python"),
        ("py{1}", "py"),
        ("js:title", "js"),
        ("c++", "c++"),
        ("", ""),
    ] {
        assert_eq!(markdown::Fence::parse(info).language, language, "{info}");
    }
}

#[test]
fn links() {
    check(&[
        ("[a *b*](labs.md)", "<p><a href=\"../labs/\">a <em>b</em></a></p>"),
        ("[a](labs.md \"T <\")", "<p><a href=\"../labs/\" title=\"T &lt;\">a</a></p>"),
        ("[a][b]\n\n[b]: labs.md", "<p><a href=\"../labs/\">a</a></p>"),
        ("[a](q.md)", "<p><a href=\"../q/?a=1&amp;b='2'\">a</a></p>"),
        ("[a](#set-up)", "<p><a href=\"#set-up\">a</a></p>"),
        ("[a](../src/main.rs)", "<p><a class=\"jb-ext\" href=\"https://git.example/blob/main/src/main.rs\">a</a></p>"),
        ("[a](https://b.example/ü?x=1&y)", "<p><a class=\"jb-ext\" href=\"https://b.example/%C3%BC?x=1&amp;y\">a</a></p>"),
        (
            "[a](https://Wiki.acme.example:8080/x) [b](https://wiki.acme.example.evil/)",
            "<p><a class=\"jb-ext jb-private\" href=\"https://Wiki.acme.example:8080/x\">a<span class=\"jb-vh\"> (asks for a login)</span></a> \
             <a class=\"jb-ext\" href=\"https://wiki.acme.example.evil/\">b</a></p>",
        ),
        ("<https://b.example>", "<p><a class=\"jb-ext\" href=\"https://b.example\">https://b.example</a></p>"),
        ("<a@b.example>", "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>"),
        ("[a](/api/x)", "<p><a href=\"/api/x\">a</a></p>"),
        (
            "[a *b*](gone.md)",
            "<p><span class=\"jb-missing\">a <em>b</em><span class=\"jb-vh\"> (page yet to be written)</span></span></p>",
        ),
        ("[a](gone.zip)", "<p><span class=\"jb-missing\">a<span class=\"jb-vh\"> (file yet to be added)</span></span></p>"),
        ("[a *b*](javascript:alert)", "<p>a <em>b</em></p>"),
    ]);
}

#[test]
fn images() {
    check(&[
        (
            "![a \"*b*\"](map.png)",
            "<figure class=\"jb-figure\"><img src=\"../map.png\" alt=\"a &quot;b&quot;\" width=\"640\" height=\"480\" decoding=\"async\"></figure>",
        ),
        (
            "![a](https://b.example/c.svg 't')",
            "<figure class=\"jb-figure\"><img src=\"https://b.example/c.svg\" alt=\"a\" decoding=\"async\"><figcaption>t</figcaption></figure>",
        ),
        (
            "![](https://b.example/1) ![](https://b.example/2)",
            "<p><img src=\"https://b.example/1\" alt=\"\" decoding=\"async\"> \
             <img src=\"https://b.example/2\" alt=\"\" loading=\"lazy\" decoding=\"async\"></p>",
        ),
        (
            "b ![a|30](map.png 't')",
            "<p>b <img src=\"../map.png\" alt=\"a\" width=\"30\" height=\"23\" decoding=\"async\" title=\"t\"></p>",
        ),
        ("![a|b|](https://b.example/1) c", "<p><img src=\"https://b.example/1\" alt=\"a|b|\" decoding=\"async\"> c</p>"),
        ("![a](gone.png)", "<p><span class=\"jb-missing\">a<span class=\"jb-vh\"> (file yet to be added)</span></span></p>"),
        ("![a](javascript:x)", "<p>a</p>"),
        ("![a](plan.pdf)", "<p><a class=\"jb-embed\" href=\"../plan.pdf\">a</a></p>"),
        ("[![a](plan.pdf)](labs.md)", "<p><a href=\"../labs/\">a</a></p>"),
        ("![a [b](labs.md) `c`\nd ![e](f)](javascript:x)", "<p>a b c d e</p>"),
    ]);
}

#[test]
fn footnotes() {
    let note = |number: &str, text: &str, back: &str| format!("<li id=\"jb-fn-{number}\"><p>{text}{back}</p>\n</li>\n");
    let reference = |id: &str, number: &str| {
        format!(
            "<sup class=\"jb-ref\"><a id=\"jb-ref-{id}\" href=\"#jb-fn-{number}\" role=\"doc-noteref\" aria-label=\"Footnote {number}\">{number}</a></sup>"
        )
    };
    let back = |id: &str, mark: &str| {
        format!(
            " <a class=\"jb-back\" href=\"#jb-ref-{id}\" role=\"doc-backlink\" aria-label=\"Back to reference {id}\">↩{mark}</a>"
        )
    };
    let section = |notes: &str| {
        format!("<section class=\"jb-footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\"><ol>\n{notes}</ol></section>")
    };
    check(&[
        ("a[^x]\n\n[^x]: b", &format!("<p>a{}</p>\n{}", reference("1", "1"), section(&note("1", "b", &back("1", ""))))),
        (
            "[^y]: b\n[^x]: c\n\na[^x][^X]",
            &format!(
                "<p>a{}{}</p>\n{}",
                reference("1", "1"),
                reference("1-2", "1"),
                section(&format!(
                    "{}{}",
                    note("1", "c", &format!("{}{}", back("1", ""), back("1-2", "<sup>2</sup>"))),
                    note("2", "b", "")
                ))
            ),
        ),
        ("a[^x]", "<p>a[^x]</p>"),
        (
            "[a[^x]](labs.md)\n\n[^x]: b",
            &format!("<p>[a{}](labs.md)</p>\n{}", reference("1", "1"), section(&note("1", "b", &back("1", "")))),
        ),
    ]);
}

#[test]
fn raw_html() {
    check(&[
        ("a <b title=\"x\">b</b> <!-- c -->", "<p>a <b title=\"x\">b</b> <!-- c --></p>"),
        ("<div>\n\n*a*\n\n</div>", "<div>\n<p><em>a</em></p>\n</div>"),
        ("<script>let x = '<a href=labs.md>';</script>", "<script>let x = '<a href=labs.md>';</script>"),
        ("<p>a\r\nb\0</p>", "<p>a\nb\u{fffd}</p>"),
        ("<a href=\"labs.md\">a</a>", "<p><a href=\"../labs/\">a</a></p>"),
        ("<a href=labs.md>a</a>", "<p><a href=\"../labs/\">a</a></p>"),
        ("<a title='labs.md' href='q.md'>a</a>", "<p><a title='labs.md' href='../q/?a=1&amp;b=&#39;2&#39;'>a</a></p>"),
        ("<a href=https://b.example/?a&b>a</a>", "<p><a href=https://b.example/?a&b>a</a></p>"),
        ("<a id=x href=\"gone.md\" class=y>a</a>", "<p><a id=x data-jb-missing=\"\" class=y>a</a></p>"),
        ("<a HREF = javascript:x>a</a>", "<p><a >a</a></p>"),
        ("<a href=' javascript:x ' id=y>a</a>", "<p><a  id=y>a</a></p>"),
        (
            "<img src=map.png srcset=\"map.png 1x, gone.png 2x\">",
            "<img src=\"../map.png\" srcset=\"../map.png 1x, gone.png 2x\">",
        ),
        ("<video src='map.png'\n poster='labs.md'>", "<p><video src='../map.png'\n poster='../labs/'></video></p>"),
        (
            "> <div title='labs.md'\n>  data-x href='labs.md'>",
            "<blockquote>\n<div title='labs.md'\n data-x href='../labs/'>\n</div></blockquote>",
        ),
        ("- a <a title='labs.md'\n  href='labs.md'>b</a>", "<ul>\n<li>a <a title='labs.md'\nhref='../labs/'>b</a></li>\n</ul>"),
        (
            "<a href=labs.md>[b](labs.md)</a> <a href=\"labs.md\">",
            "<p><a href=\"../labs/\"><a href=\"../labs/\">b</a></a> <a href=\"../labs/\"></a></p>",
        ),
    ]);
}

#[test]
fn wikilinks() {
    const MISSING: &str = "<span class=\"jb-vh\"> (page yet to be written)</span></span>";
    check(&[
        ("[[labs]]", "<p><a href=\"../labs/\">The labs</a></p>"),
        ("[[labs|our *labs*]]", "<p><a href=\"../labs/\">our <em>labs</em></a></p>"),
        ("[[labs#Set up]]", "<p><a href=\"../labs/#set-up\">The labs &gt; Set up</a></p>"),
        ("[[#set-up]]", "<p><a href=\"#set-up\">set-up</a></p>"),
        ("[[q.md]]", "<p><a href=\"../q/?a=1&amp;b='2'\">&lt;Q&gt;</a></p>"),
        ("[[map.png]]", "<p><a href=\"../map.png\">map.png</a></p>"),
        ("[[gone away]]", &format!("<p><span class=\"jb-missing\">gone away{MISSING}</p>")),
        ("![[labs]]", "<p><a class=\"jb-embed\" href=\"../labs/\">The labs</a></p>"),
        ("![[labs|l]]", "<p><a class=\"jb-embed\" href=\"../labs/\">l</a></p>"),
        ("![[plan.pdf]]", "<p><a class=\"jb-embed\" href=\"../plan.pdf\">plan</a></p>"),
        ("![[gone]]", &format!("<p><span class=\"jb-missing\">gone{MISSING}</p>")),
        (
            "![[map.png]]",
            "<figure class=\"jb-figure\"><img src=\"../map.png\" alt=\"map\" width=\"640\" height=\"480\" decoding=\"async\"></figure>",
        ),
        (
            "![[map.png|300]]",
            "<figure class=\"jb-figure\"><img src=\"../map.png\" alt=\"map\" width=\"300\" height=\"225\" decoding=\"async\"></figure>",
        ),
        (
            "![[map.png|30x40]]",
            "<figure class=\"jb-figure\"><img src=\"../map.png\" alt=\"map\" width=\"30\" height=\"40\" decoding=\"async\"></figure>",
        ),
        (
            "![[map.png|A map]]",
            "<figure class=\"jb-figure\"><img src=\"../map.png\" alt=\"A map\" width=\"640\" height=\"480\" decoding=\"async\"></figure>",
        ),
        (
            "![[map.png|A map|30]] b",
            "<p><img src=\"../map.png\" alt=\"A map\" width=\"30\" height=\"23\" decoding=\"async\"> b</p>",
        ),
        (
            "| a |\n|---|\n| [[labs\\|l]] |",
            "<section class=\"jb-table\" tabindex=\"0\" aria-label=\"Table 1\"><table>\n<thead><tr><th scope=\"col\">a</th></tr></thead>\n<tbody>\n<tr><td><a href=\"../labs/\">l</a></td></tr>\n</tbody>\n</table></section>",
        ),
    ]);
}
