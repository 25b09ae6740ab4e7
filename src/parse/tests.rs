use std::fmt::Write as _;

use super::{LinkForm, ParsedPage, parse};
use crate::diagnostic::{Checked, Diagnostic};
use crate::path::SourcePath;

fn read(text: &str) -> Checked<ParsedPage> {
    parse(&SourcePath::from("a.md"), text.as_bytes())
}

fn page(text: &str) -> ParsedPage {
    read(text).value
}

/// The links of a page: form, destination, and the source of the span where it differs, `@at` first.
fn links(text: &str) -> String {
    let mut short = String::new();
    for link in page(text).links {
        let form = match link.form {
            LinkForm::Inline => "inline",
            LinkForm::Reference => "reference",
            LinkForm::Autolink => "auto",
            LinkForm::Image => "image",
            LinkForm::ReferenceImage => "reference-image",
            LinkForm::HtmlHref => "href",
            LinkForm::HtmlSource => "source",
            LinkForm::Wiki => "wiki",
            LinkForm::Embed => "embed",
            LinkForm::Successor => "successor",
        };
        let written = &text[link.span.clone()];
        let written = if written == &*link.destination { String::new() } else { format!("={written}") };
        write!(short, "{}:{form} {}{written};", link.at, link.destination).expect("a string takes all text");
    }
    short
}

#[test]
fn links_of_every_form_have_exact_spans() {
    for (text, expected) in [
        ("[a](b.md) [c](<d e.md> \"t\") [](f.md)\n", "0:inline b.md;10:inline d e.md;28:inline f.md;"),
        ("[a](b.md 'c](d.md)') [e](b.md (x))\n", "0:inline b.md;21:inline b.md;"),
        (
            "[a](b\\)c.md) [d](e&amp;f.md) [g](h(i)j.md)\n",
            "0:inline b)c.md=b\\)c.md;13:inline e&f.md=e&amp;f.md;29:inline h(i)j.md;",
        ),
        ("[a](\n  b.md\n  'c'\n)\n", "0:inline b.md;"),
        ("> [a\n> b](\n> c.md)\n", "2:inline c.md;"),
        ("- [a [b] \\] `]` *c*](d.md)\n", "2:inline d.md;"),
        ("[![a](b.png)](c.md)\n", "0:inline c.md;1:image b.png;"),
        ("[a](b.md)[c](b.md)\n", "0:inline b.md;9:inline b.md;"),
        ("[b.md](b.md)\n", "0:inline b.md;"),
        ("[a](# \"b\") [c]() [d](<>) ![e]()\n", "0:inline #;"),
        ("| a | b |\n|---|---|\n| [c](d.md) | [e\\|f](g\\|h.md) |\n", "22:inline d.md;34:inline g|h.md=g\\|h.md;"),
        (
            "[a][b] [B][] [b] ![c][b]\n\n[b]: <d e.md> 'f'\n",
            "0:reference d e.md;7:reference d e.md;13:reference d e.md;17:reference-image d e.md;",
        ),
        ("> [a]\n>\n> [a]:\n> b.md\n", "2:reference b.md;"),
        ("[a]\n\n[a]: b.md\n[a]: c.md\n", "0:reference b.md;"),
        (
            "<https://a.io/b> <c@d.io> https://e.io, www.f.io g@h.io\n",
            "0:auto https://a.io/b;17:auto mailto:c@d.io=c@d.io;26:auto https://e.io;40:auto http://www.f.io=www.f.io;49:auto mailto:g@h.io=g@h.io;",
        ),
        ("[[a]] [[b#C|d]] ![[e.png|300]] [[f]](g.md)\n", "0:wiki a;6:wiki b#C=b#C;16:embed e.png;31:inline g.md;"),
        ("| a |\n|---|\n| [[b\\|c]] |\n", "14:wiki b;"),
        ("<a href=\"b.md\" id=c>d</a> <img src='e.png' alt=\"\">\n", "9:href b.md;36:source e.png;"),
        ("<p>\n<img srcset=\"a.png 1x, b.png 2x\" alt=c>\n", "17:source a.png;27:source b.png;"),
        ("`[a](b.md)` \\[c](d.md) <!-- [e](f.md) -->\n\n    [g](h.md)\n\n```\n[i](j.md)\n```\n", ""),
        (
            "<div><!--\n\n[a](b.md) [[c]] <a href=d.md>\n\n--></div>\n\n[e](f.md)\n",
            "11:inline b.md;21:wiki c;35:href d.md;53:inline f.md;",
        ),
        ("<!--\n\n[a](b.md)\n\n-->\n\n[c](d.md)\n", "22:inline d.md;"),
        ("<script>\n\n[a](b.md)\n\n</script>\n\n[c](d.md)\n", "32:inline d.md;"),
        ("%% [a](b.md) %%\n\n[c](d.md)\n", "17:inline d.md;"),
        ("---\ntitle: \"[a](b.md)\"\n---\n[c](d.md)\n", "27:inline d.md;"),
        ("a[^1]\n\n[^1]: [b](c.md)\n", "13:inline c.md;"),
        ("# [a](b.md)\n\n[a](c.md)\n=\n", "2:inline b.md;13:inline c.md;"),
        ("[a](<b\0c.md>)\n", "0:inline b\u{fffd}c.md=b\0c.md;"),
    ] {
        let expected = expected.replace("wiki b#C=b#C", "wiki b#C");
        assert_eq!(links(text), expected, "{text}");
    }
}

#[test]
fn headings_are_named_as_github_names_them() {
    for (text, expected) in [
        ("# A `b_c` *d* &amp; [e](f)\n", "1 A b_c d & e #a-b_c-d--e;"),
        ("## ![logo](a.png) B\n", "2 logo B #-b;"),
        ("## B <a name=\"x\"></a>\n", "2 B #b-;"),
        ("A\nB\n===\n", "1 A B #ab;"),
        ("## A<br>B<BR />C\n", "2 A B C #abc;"),
        ("## Pair<Left>\n", "2 Pair<Left> #pair;"),
        ("## A\n## A\n## A-1\n## A\n", "2 A #a;2 A #a-1;2 A-1 #a-1-1;2 A #a-2;"),
        ("## A {#b}\n## B\n", "2 A #b!;2 B #b-1;"),
        ("## 🎉\n## ！\n", "2 🎉 #section;2 ！ #section-1;"),
        ("> # A\n\n- ## B\n", "1 A #a?;2 B #b;"),
        ("> [!NOTE]\n> - ## A\n\n## B\n\n[^c]: ## C\n", "2 A #a?;2 B #b;2 C #c?;"),
        ("## https://a.io\n", "2 https://a.io #httpsaio;"),
        ("#\n", "1  #section;"),
        ("```\n# A\n```\n\n<!-- \n# B\n-->\n", ""),
    ] {
        let mut short = String::new();
        for heading in page(text).headings {
            let mark = if heading.is_explicit { "!" } else { "" };
            let quoted = if heading.is_quoted { "?" } else { "" };
            assert!(text[heading.span.clone()].ends_with('\n'));
            write!(short, "{} {} #{}{mark}{quoted};", heading.level, heading.text, heading.id).expect("a string takes all text");
        }
        assert_eq!(short, expected, "{text}");
    }
}

#[test]
fn titles_summaries_and_words() {
    for (text, title, opens, summary, words) in [
        ("# A *b*\n\nC d.\ne\n\nF\n", Some("A b"), true, Some("C d. e"), 6),
        ("A\n\n# B\n", Some("B"), true, Some("A"), 2),
        ("<!-- a -->\n<p align=center><img src=b alt=c></p>\n\n[![d](e.svg)](f)\n\n# G\n", Some("G"), true, None, 1),
        ("## A\n\n> B\n\n- C\n", Some("A"), true, Some("B"), 3),
        ("A\n\n## B\n", None, false, Some("A"), 2),
        ("- ## A\n", None, false, None, 1),
        // A page whose title is its file name.
        ("B\n\n## a\n", None, true, Some("B"), 2),
        ("> # A\n\n# B\n", Some("B"), false, None, 2),
        ("---\ntitle: a b\n---\nC\n\n## A  b\n", None, true, Some("C"), 3),
        ("---\ntitle: C\n---\n## A\n", Some("A"), false, None, 1),
        ("---\ntitle: C\n---\n# A\n", Some("A"), true, None, 1),
        ("---\ntitle: C\n---\nB\n\n# A\n", Some("A"), false, Some("B"), 2),
        ("## A\n# B\n", Some("B"), false, None, 2),
        ("##A\n\nB `c d`\n\n```\ne f\n```\n", None, false, Some("B c d"), 2),
        ("![a](b)\n\nC[^1]\n\n[^1]: D\n", None, false, Some("C"), 2),
        ("%% a %%\n\n[b]: c\n", None, false, None, 0),
        ("日本語と English\n", None, false, Some("日本語と English"), 5),
        ("", None, false, None, 0),
    ] {
        let page = page(text);
        let found = (page.heading_title.as_deref(), page.opens_with_title, page.summary.as_deref(), page.words);
        assert_eq!(found, (title, opens, summary, words), "{text}");
    }
}

#[test]
fn sentences_are_of_links_within_the_handbook() {
    for (text, expected) in [
        ("One. See [the labs](labs.md) *now*. Two.\n", &[Some("See the labs now.")][..]),
        (
            "- [a](b.md) and ![c](d.png) and [e](https://f.io) and [[g]]\n",
            &[Some("a and and e and g"), None, None, Some("a and and e and g")],
        ),
        ("| [a](b.md) x | y |\n|---|---|\n", &[Some("a x")]),
        ("A <a href=\"b.md\">c</a> d. E.\n", &[Some("A c d.")]),
        ("[a](#b)\n", &[None]),
    ] {
        let links = page(text).links;
        let found: Vec<_> = links.iter().map(|link| link.sentence.as_deref()).collect();
        assert_eq!(found, expected, "{text}");
    }
}

/// Each problem as `code subject`, `->` its suggestion.
fn faults(text: &str) -> String {
    let mut short = String::new();
    for Diagnostic { code, span, subject, help, fix, .. } in read(text).diagnostics {
        assert!(help.is_some(), "{code} has no help");
        if let (Some(span), Some(subject)) = (&span, &subject) {
            assert_eq!(&text[span.clone()], subject, "{code}");
        }
        let suggestion = fix.map(|fix| format!("->{}", fix.text)).unwrap_or_default();
        write!(short, "{code} {}{suggestion};", subject.unwrap_or_default()).expect("a string takes all text");
    }
    short
}

#[test]
fn faults_of_a_page_s_own_text() {
    for (text, expected) in [
        ("a\0b\0\n", "nul-character \0->;"),
        ("", "empty-page ;"),
        (" \n\n", "empty-page ;"),
        ("---\ntitle: A\n---\n", ""),
        ("---\nstage: x\n---\n\n", "empty-page ;"),
        (
            "##A\n\nb\n###\u{a0}C\n\n- ##D\n",
            "malformed-heading ##->## ;malformed-heading ###\u{a0}->### ;malformed-heading ##->## ;",
        ),
        ("#channel and #1\n\n\\##A `##B` [##C](#d)\n\n| ##E |\n|---|\n", ""),
        (
            "![](a.png) ![ ](a.png) [![](a.png)](b)\n",
            "missing-alt ![](a.png);missing-alt ![ ](a.png);missing-alt ![](a.png);empty-link [![](a.png)](b);",
        ),
        ("![a](b.png) <img src=c alt=\"\"> ![[d.png]]\n", ""),
        ("<img src=c>\n", "missing-alt <img src=c>;"),
        ("[](a) [b]() [c](<>) [![d](e)](f)\n", "empty-link [](a);empty-link [b]();empty-link [c](<>);"),
        ("<a id=x name=x></a> <p id=x>\n\n## A {#x}\n\n## X\n", "duplicate-id x;anchor-differs ## A {#x};duplicate-id x;"),
        ("[a] [b]\n\n[a]: c\n[A]: d\n[b]: e\n[f]: g\n", "duplicate-definition A;unused-definition f;"),
        ("[//]: # (remark)\n[//]: # (remark)\n[a]: # \"b\"\n", ""),
        ("[[a]] [[b|c]]\n\n[a]: a.md\n[b|c]: b.md\n", ""),
        ("- [a]: b\n\n> [a]: c\n> d [a]\n", "duplicate-definition a;"),
        ("## 🎉\n", "anchor-differs ## 🎉;"),
    ] {
        let mut found: Vec<_> = faults(text).split_inclusive(';').map(str::to_owned).collect();
        let mut expected: Vec<_> = expected.split_inclusive(';').map(str::to_owned).collect();
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn wrong_bytes_are_reported_and_the_page_stays_a_page() {
    let Checked { value, diagnostics } = parse(&SourcePath::from("a.md"), b"\xef\xbb\xbf# A\n\n\xff [b](c.md)\n");
    assert_eq!(diagnostics.iter().map(|fault| fault.code.name()).collect::<Vec<_>>(), ["encoding"]);
    assert_eq!((value.heading_title.as_deref(), value.links[0].at), (Some("A"), 8));
}

#[test]
fn line_ends_make_no_difference() {
    let text = "---\ntitle: a\n---\n# B\n\nc [d](e.md)\nf\n\n```\ng\n```\n\n| h |\n|---|\n| [i](j.md) |\n";
    let expected = page(text);
    let lone = parse(&SourcePath::from("a.md"), text.replace('\n', "\r").as_bytes()).value;
    assert_eq!(lone, expected);
    let both = page(&text.replace('\n', "\r\n"));
    assert_eq!((both.headings.len(), both.links.len(), both.summary, both.words), (1, 2, expected.summary, expected.words));
}
