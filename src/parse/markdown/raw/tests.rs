use std::fmt::Write as _;

use pulldown_cmark::Event;

use crate::parse::markdown::Body;

/// The raw HTML of a page as written out, with its text escaped and `|` between blocks; and its problems.
fn balanced(text: &str) -> (String, String) {
    let body = Body::new(text, 0);
    let mut html = String::new();
    for (event, range) in &body.events {
        assert!(range.start <= range.end && text.get(range.clone()).is_some(), "{range:?} of {text:?}");
        match event {
            Event::Html(piece) | Event::InlineHtml(piece) => html.push_str(piece),
            Event::Text(words) => html.push_str(&words.replace('<', "&lt;")),
            Event::Code(code) => write!(html, "`{code}`").expect("a string takes all text"),
            Event::SoftBreak => html.push(' '),
            Event::Start(pulldown_cmark::Tag::Paragraph | pulldown_cmark::Tag::Heading { .. }) => html.push('('),
            Event::End(pulldown_cmark::TagEnd::Paragraph | pulldown_cmark::TagEnd::Heading(_)) => html.push(')'),
            _ => {}
        }
    }
    let faults = body.html_faults.iter().map(|fault| format!("{:?} {};", fault.kind, &text[fault.span.clone()]));
    (html.replace('\n', "·"), faults.collect())
}

#[test]
fn what_is_balanced_stays() {
    for text in [
        "<div>\n\na\n\n</div>",
        "<details open><summary>a</summary>\n\nb\n\n</details>",
        "<p align=center>\n\n# a\n\n</p>",
        "a <b>b</b> <br> <kbd>c</kbd> <my-box>d</my-box> <img src=x alt=y>",
        "<script>\n\nlet a = '<div>';\n\n</script>",
        "<style>a > b {}</style>",
        "<ul><li>a<li>b</ul>",
        "<table><tr><td>a<td>b<tr><td>c</table>",
        "<svg viewBox=\"0 0 1 1\"><g><path d=\"M0\"/><title>a</title></g></svg>",
        "<!-- a\n\nb -->",
        "<b>a\n\nb</b>",
        "<iframe src=x></iframe>",
        "<iframe src=x>\n\n</iframe>",
        "<dl><dt>a<dd>b</dl>",
        "<select><option>a<option>b</select>",
        "- a <b>b</b>\n- <div>\n  c\n  </div>",
        "<h2>a</h3>",
        "<center>\n\na\n\n</center>",
        "<ruby>a<rt>b</ruby>",
    ] {
        let (_, faults) = balanced(text);
        assert_eq!(faults, "", "{text}");
        let body = Body::new(text, 0);
        assert!(!body.events.iter().any(|(event, range)| range.is_empty() && matches!(event, Event::InlineHtml(_))), "{text}");
    }
}

#[test]
fn what_is_not_balanced_is_made_so() {
    for (text, html, faults) in [
        ("Vec<String> a", "(Vec&lt;String> a)", "Unknown <String>;"),
        ("<table><</em>b", "<table>&lt;b</table>", "Unclosed <table>;Stray </em>;"),
        ("<div>a </", "<div>a &lt;/</div>", "Unclosed <div>;UnclosedComment </;"),
        ("a <your-name> b", "(a &lt;your-name> b)", "Unclosed <your-name>;"),
        ("a <script> b\n\n[c](d)", "(a &lt;script> b)(c)", "Unclosed <script>;"),
        ("<script>\n\n# b\n\n<script>", "(&lt;script>)(b)(&lt;script>)", "Unclosed <script>;Unclosed <script>;"),
        ("<!-- a\n\n# b", "(&lt;!-- a)(b)", "UnclosedComment <!--;"),
        ("<div>\n<!--\n\na", "<div>·&lt;!--·(a)</div>", "Unclosed <div>;UnclosedComment <!--;"),
        ("Run `(cd <dir> &&\n<script>)` now", "(Run `(cd <dir> && <script>)` now)", ""),
        ("<plaintext>a</plaintext>", "(&lt;plaintext>a&lt;/plaintext>)", "Unclosed <plaintext>;Stray </plaintext>;"),
        ("<div>\n\na", "<div>·(a)</div>", "Unclosed <div>;"),
        ("a\n\n</div></article>\n\nb", "(a)·(b)", "Stray </div>;Stray </article>;"),
        ("a </div> b", "(a &lt;/div> b)", "Stray </div>;"),
        ("- <div>\n  a\n\n</div>", "<div>·a·</div>", "Unclosed <div>;"),
        ("> <b>a\n\nb", "(<b>a</b>)(b)", "Unclosed <b>;"),
        ("a <span>b\n\nc</span>", "(a <span>b</span>)(c)", "Unclosed <span>;"),
        ("<a name=\"x\"/>\n\na <i/> b", "<a name=\"x\"/></a>·(a <i/></i> b)", ""),
        ("<div title=\"a\n\nb", "(&lt;div title=\"a)(b)", "UnclosedTag <div;"),
        ("<table><tr><td>x", "<table><tr><td>x</td></tr></table>", "Unclosed <table>;"),
        ("<div><span></div></span>", "<div><span></span></div>", "Unclosed <span>;"),
        ("<a href=x>a <a href=y>b</a>", "(<a href=x>a </a><a href=y>b</a>)", "Unclosed <a href=x>;"),
        ("put <head> and <body> there", "(put &lt;head> and &lt;body> there)", "Document <head>;Document <body>;"),
        ("<textarea>\na", "(&lt;textarea> a)", "Unclosed <textarea>;"),
        ("<pre>\na\n\n# b", "(&lt;pre> a)(b)", "Unclosed <pre>;"),
        ("> <title>\n> a\n\n# b", "(&lt;title> a)(b)", "Unclosed <title>;"),
        ("![Vec<String>](x)", "(Vec&lt;String>)", "Unknown <String>;"),
        ("- <div><li>a</div>", "<div>&lt;li>a</div>", "InItem <li>;"),
        ("<select><div>a</div></select>", "(<select>&lt;div>a&lt;/div></select>)", "InSelect <div>;Stray </div>;"),
        ("`<b>` \\<b> <br>", "(`<b>` &lt;b> <br>)", ""),
    ] {
        let (actual, found) = balanced(text);
        assert_eq!((actual.trim_end_matches('·'), &*found), (html, faults), "{text}");
    }
}
