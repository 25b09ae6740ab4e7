//! Pages published as Markdown.

use super::{handbook, output};

const PAGES: &str = "\
//- content/labs (1).md
# Labs
//- content/guide/map.svg
<svg/>
//- content/guide/index.md
# Guide
//- content/guide/page.md
---
title: A \"page\"
owner: secret-team
---
BODY
";

fn page(config: &str, body: &str) -> String {
    let text = format!("//- handbook.yaml\nchecks: {{ all: warn }}\n{config}\n{}", PAGES.replace("BODY", body));
    let markdown =
        output(&handbook(&text, &[("guide/page.md", "2026-01-01", "2026-02-03")]), "guide/page/index.md").expect("planned");
    let (_, body) = markdown.split_once("---\n\n").expect("front matter");
    body.strip_prefix("# A \"page\"\n\n").unwrap_or(body).trim_end().to_owned()
}

#[test]
fn links_lead_where_they_lead_on_the_site() {
    for (written, relative, absolute) in [
        ("[a](<../labs (1).md#top>)", "[a](<../../labs%20%281%29/index.md#top>)", "[a](<https://a.example/labs%20%281%29/#top>)"),
        ("[a](./)", "[a](../index.md)", "[a](https://a.example/guide/)"),
        (
            "[a][b] [b]\n\n[b]: index.md 'T'",
            "[a][b] [b]\n\n[b]: ../index.md 'T'",
            "[a][b] [b]\n\n[b]: https://a.example/guide/ 'T'",
        ),
        ("![m](map.svg)", "![m](../map.svg)", "![m](https://a.example/guide/map.svg)"),
        ("![[map.svg|300]]", "![map.svg](../map.svg)", "![map.svg](https://a.example/guide/map.svg)"),
        (
            "[[guide]] and [[guide|us]]",
            "[Guide](../index.md) and [us](../index.md)",
            "[Guide](https://a.example/guide/) and [us](https://a.example/guide/)",
        ),
        ("<a href='index.md'>x</a>", "<a href='../index.md'>x</a>", "<a href='https://a.example/guide/'>x</a>"),
        (
            "[a](https://b.example) `[x](index.md)`",
            "[a](https://b.example) `[x](index.md)`",
            "[a](https://b.example) `[x](index.md)`",
        ),
        ("[a](nowhere.md) [[nothing]]", "[a](nowhere.md) [[nothing]]", "[a](nowhere.md) [[nothing]]"),
        ("[a](javascript:alert(1))", "[a](#)", "[a](#)"),
        ("One %%secret [x](index.md)%% two", "One  two", "One  two"),
        ("`%%kept%%` %% open", "`%%kept%%` %% open", "`%%kept%%` %% open"),
        ("One\r\ntwo", "One\ntwo", "One\ntwo"),
    ] {
        assert_eq!(page("", written), relative, "{written}");
        assert_eq!(page("url: https://a.example", written), absolute, "{written}");
    }
}

#[test]
fn the_front_matter_is_short_and_carries_what_the_page_promises() {
    let text = format!("//- handbook.yaml\nurl: https://a.example\n{}", PAGES.replace("BODY", "Text: *all* of it."));
    let markdown = output(&handbook(&text, &[("guide/page.md", "2026-01-01", "2026-02-03")]), "guide/page/index.md");
    let expected = "\
---
title: \"A \\\"page\\\"\"
description: \"Text: all of it.\"
url: \"https://a.example/guide/page/\"
updated: 2026-02-03
owner: \"secret-team\"
---

# A \"page\"

Text: *all* of it.
";
    assert_eq!(markdown.as_deref(), Some(expected));
}
