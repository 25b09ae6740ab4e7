use std::fmt::Write as _;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::events;

/// The events of a body in short: tags as words, text in quotes, each with its source where that differs.
fn short(text: &str) -> String {
    let mut short = String::new();
    for (event, range) in events(text, 0) {
        let source = &text[range];
        match event {
            Event::Start(Tag::Link { link_type, dest_url, .. }) => {
                let form = match link_type {
                    LinkType::WikiLink { has_pothole: true } => "wiki| ",
                    LinkType::WikiLink { has_pothole: false } => "wiki ",
                    LinkType::Autolink => "auto ",
                    LinkType::Email => "mail ",
                    _ => "",
                };
                write!(short, "<{form}{dest_url}@{source}>")
            }
            Event::Start(Tag::Image { dest_url, .. }) => write!(short, "<img {dest_url}@{source}>"),
            Event::Start(Tag::Heading { id, .. }) => write!(short, "<h {}>", id.as_deref().unwrap_or("")),
            Event::Start(Tag::Emphasis) => write!(short, "<em>"),
            Event::End(TagEnd::Link | TagEnd::Image | TagEnd::Heading(_) | TagEnd::Emphasis) => write!(short, "</>"),
            Event::Start(Tag::Paragraph) => write!(short, "("),
            Event::End(TagEnd::Paragraph) => write!(short, ")"),
            Event::Text(words) if *words == *source => write!(short, "{:?}", &*words),
            Event::Text(words) => write!(short, "{:?}@{source:?}", &*words),
            Event::Code(code) => write!(short, "`{code}`"),
            Event::SoftBreak => write!(short, " "),
            Event::Html(html) | Event::InlineHtml(html) => write!(short, "{:?}", &*html),
            _ => Ok(()),
        }
        .expect("a string takes all text");
    }
    short
}

#[test]
fn text_is_merged_and_keeps_its_source() {
    for (text, expected) in [
        ("a [b] c ![d\n", r#"("a [b] c ![d")"#),
        ("a &amp; \\* b\n", r#"("a & * b"@"a &amp; \\* b")"#),
        ("a\0b `c\0`\n", "(\"a\u{fffd}b \"@\"a\\0b \"`c\u{fffd}`)"),
        ("<div>\nx\n</div>\n", r#""<div>\nx\n</div>\n""#),
        ("> <div>\n> x\n> </div>\n", r#""<div>\nx\n</div>\n""#),
        ("*a*b\n", r#"(<em>"a"</>"b")"#),
    ] {
        assert_eq!(short(text), expected, "{text:?}");
    }
}

#[test]
fn explicit_ids_leave_the_heading() {
    for (text, expected) in [
        ("# A {#b}\n", r#"<h b>"A"</>"#),
        ("## A `c` {#b} ##\n", r#"<h b>"A "`c`</>"#),
        ("# {#b}\n", "<h b></>"),
        ("## GET /users/{id}\n", r#"<h >"GET /users/{id}"</>"#),
        ("## GET /users/{#id}\n", r#"<h >"GET /users/{#id}"</>"#),
        ("# A {#b c}\n", r#"<h >"A {#b c}"</>"#),
        ("# A {.b}\n", r#"<h >"A {.b}"</>"#),
        ("# A {#b} c\n", r#"<h >"A {#b} c"</>"#),
    ] {
        assert_eq!(short(text), expected, "{text:?}");
    }
}

#[test]
fn wikilinks_become_links() {
    for (text, expected) in [
        ("a [[b]] c\n", r#"("a "<wiki b@[[b]]>"b"</>" c")"#),
        ("[[b#C d|e *f*]]\n", r#"(<wiki| b#C d@[[b#C d|e *f*]]>"e "<em>"f"</></>)"#),
        ("[[b|*c]] d*\n", r#"("[[b|"<em>"c]] d"</>)"#),
        ("[[*b|c*]]\n", r#"(<wiki| *b@[[*b|c*]]>"c*"</>)"#),
        ("![[b.png|300]]!\n", r#"(<img b.png@![[b.png|300]]>"300"</>"!")"#),
        ("\\![[b]]\n", r#"("!"<wiki b@[[b]]>"b"</>)"#),
        ("[[1]](u) [[b]][c]\n\n[c]: u\n", r#"(<u@[[1]](u)>"[1]"</>" "<u@[[b]][c]>"[b]"</>)"#),
        ("[[b]](x y)\n", r#"("[[b]](x y)")"#),
        ("[[ b ]] [[b\nc]] [[]] [[|c]] `[[d]]`\n", r#"("[[ b ]] [[b" "c]] [[]] [[|c]] "`[[d]]`)"#),
        ("\\[[b]] [\\[b]] \\\\[[b]]\n", "(\"[[b]] [[b]] \\\\\"@\"[[b]] [\\\\[b]] \\\\\\\\\"<wiki b@[[b]]>\"b\"</>)"),
        ("[[[b]]]\n", r#"("["<wiki b@[[b]]>"b"</>"]")"#),
        ("[[b]] [[c]][[d]\n\n[b]: x.md\n", r#"(<wiki b@[[b]]>"b"</>" [[c]][[d]")"#),
        ("[[1]] [[r]]\n\n[1]: x.md\n[r]: https://x\n", r#"("["<x.md@[1]>"1"</>"] ["<https://x@[r]>"r"</>"]")"#),
        ("[a [[b]]](c)\n", r#"(<c@[a [[b]]](c)>"a [[b]]"</>)"#),
        ("| a |\n|---|\n| [[b\\|c]] |\n", r#""a"<wiki| b@[[b\|c]]>"c"</>"#),
        ("[[a&amp;b]] [[#c]]\n", r##"(<wiki a&amp;b@[[a&amp;b]]>"a&amp;b"</>" "<wiki #c@[[#c]]>"#c"</>)"##),
        ("> [[b]]\n    [[c]]\n\n    [[d]]\n", r#"(<wiki b@[[b]]>"b"</> <wiki c@[[c]]>"c"</>)"[[d]]\n""#),
        ("*[[b*]] x\n", r#"(<em>"[["</>...)"#),
    ] {
        if expected.contains("...") {
            assert!(!short(text).contains("wiki"), "{text:?}");
        } else {
            assert_eq!(short(text), expected, "{text:?}");
        }
    }
}

#[test]
fn comments_are_gone() {
    for (text, expected) in [
        ("a %%b [c](d)%% e\n", r#"("a  e"@"a %%b [c](d)%% e")"#),
        ("%% b %%\n\nc\n", r#"("c")"#),
        ("a\n\n%%\n# b\n\n- [c](d)\n\n```\n%%\n```\n%%\n\ne\n", r#"("a")("e")"#),
        ("100%% of 50%%\n", r#"("100%% of 50%%")"#),
        ("a %% b\n\nc %% d\n", r#"("a %% b")("c %% d")"#),
        ("`%%` a `%%`\n", r#"(`%%`" a "`%%`)"#),
        ("%% a\n\n%% b\n", r#"("%% a")("%% b")"#),
        ("a %%*b*%% c %% d\n", r#"("a  c %% d"@"a %%*b*%% c %% d")"#),
    ] {
        assert_eq!(short(text), expected, "{text:?}");
    }
}

#[test]
fn bare_addresses_become_links() {
    for (text, expected) in [
        ("see https://a.io/c_d(e).\n", r#"("see "<auto https://a.io/c_d(e)@https://a.io/c_d(e)>"https://a.io/c_d(e)"</>".")"#),
        (
            "www.a.io/c, HTTP://d.org\n",
            r#"(<auto http://www.a.io/c@www.a.io/c>"www.a.io/c"</>", "<auto HTTP://d.org@HTTP://d.org>"HTTP://d.org"</>)"#,
        ),
        ("to a@b.org!\n", r#"("to "<mail a@b.org@a@b.org>"a@b.org"</>"!")"#),
        ("ftp://a.io a.io c.de:x\n", r#"(<auto ftp://a.io@ftp://a.io>"ftp://a.io"</>" a.io c.de:x")"#),
        (
            "[https://a.io](c) `https://a.io` <https://a.io>\n",
            r#"(<c@[https://a.io](c)>"https://a.io"</>" "`https://a.io`" "<auto https://a.io@<https://a.io>>"https://a.io"</>)"#,
        ),
        (
            "x&lt; https://a.io/?c&amp;d e\n",
            r#"("x< "@"x&lt; "<auto https://a.io/?c&amp;d@https://a.io/?c&amp;d>"https://a.io/?c&amp;d"</>" e")"#,
        ),
    ] {
        assert_eq!(short(text), expected, "{text:?}");
    }
}

#[test]
fn spans_are_of_the_whole_text() {
    let text = "---\na: b\n---\n# C\n\n[[d]]\n";
    let events = events(text, 13);
    assert!(events.iter().all(|(_, range)| range.start >= 13));
    assert_eq!(&text[events[0].1.clone()], "# C\n");
}

#[test]
fn containers_too_deep_are_left_out_in_pairs() {
    for text in [format!("{}a\n", ">".repeat(5000)), format!("{}a\n", "- ".repeat(300))] {
        let mut depth = 0_usize;
        let mut deepest = 0;
        for (event, _) in events(&text, 0) {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        assert!(depth == 0 && (100..300).contains(&deepest), "{deepest}");
    }
}

#[test]
fn marks_within_a_bare_address_are_its_own() {
    for (text, expected) in [
        (
            "a https://a.example/__t__/x.js b\n",
            r#"("a "<auto https://a.example/__t__/x.js@https://a.example/__t__/x.js>"https://a.example/__t__/x.js"</>" b")"#,
        ),
        ("*https://a.example/x*\n", r#"(<em><auto https://a.example/x@https://a.example/x>"https://a.example/x"</></>)"#),
        ("*a https://a.example/*/b\n", r#"("*a "<auto https://a.example/*/b@https://a.example/*/b>"https://a.example/*/b"</>)"#),
        (
            "https://a.example/*/b and *c*\n",
            r#"(<auto https://a.example/*/b@https://a.example/*/b>"https://a.example/*/b"</>" and "<em>"c"</>)"#,
        ),
        (
            "https://a.example/`b` `c`\n",
            "(<auto https://a.example/`b`@https://a.example/`b`>\"https://a.example/`b`\"</>\" \"`c`)",
        ),
        (
            "https://a.example/?a&amp;b &amp;\n",
            r#"(<auto https://a.example/?a&amp;b@https://a.example/?a&amp;b>"https://a.example/?a&amp;b"</>" &"@" &amp;")"#,
        ),
        (
            "> a\n> https://a.example/_x_y\n",
            r#"("a" <auto https://a.example/_x_y@https://a.example/_x_y>"https://a.example/_x_y"</>)"#,
        ),
    ] {
        assert_eq!(short(text), expected, "{text:?}");
    }
}
