use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::promises::{ReviewPeriod, ReviewUnit};

pub(super) fn front_matter(text: &str) -> Checked<(FrontMatter, usize)> {
    read(&SourcePath::from("page.md"), text)
}

/// The front matter of a page whose keys are `yaml`, which must be valid.
pub(super) fn clean(yaml: &str) -> FrontMatter {
    let checked = front_matter(&format!("---\n{yaml}\n---\n"));
    assert_eq!(checked.diagnostics, [], "{yaml}");
    checked.value.0
}

/// Each problem as `code|the bytes it points at|message -> suggestion`.
pub(super) fn problems(text: &str) -> Vec<String> {
    let show = |problem: Diagnostic| {
        let span = problem.span.clone().expect("problems of front matter have a place");
        let suggestion = problem.suggestion().map(|text| format!(" -> {text}")).unwrap_or_default();
        assert!(problem.help.is_some_and(|help| !help.is_empty() && !help.ends_with('.')));
        assert_eq!(problem.subject.as_deref(), Some(&text[span.clone()]));
        format!("{}|{}|{}{suggestion}", problem.code, &text[span], problem.message)
    };
    front_matter(text).diagnostics.into_iter().map(show).collect()
}

fn values(list: &[crate::parse::Spanned<std::sync::Arc<str>>]) -> Vec<&str> {
    list.iter().map(|item| &*item.value).collect()
}

#[test]
fn the_body_begins_behind_the_block() {
    for (text, body) in [
        ("---\ntitle: x\n---\nBody", "Body"),
        ("---\ntitle: x\n...\nBody", "Body"),
        ("---  \r\ntitle: x\r\n---\t\r\nBody", "Body"),
        ("---\rtitle: x\r---\rBody", "Body"),
        ("---\n\ntitle: x\n\n---\n\nBody", "\nBody"),
        ("---\n---\nBody", "Body"),
        ("---\n\n---\nBody", "Body"),
        ("---\n# tags: [a]\n---\nBody", "Body"),
        ("---\ntitle: x\n---", ""),
        // A fence in the body does not open a second block.
        ("---\ntitle: x\n---\n```yaml\n---\nstage: y\n---\n```\n", "```yaml\n---\nstage: y\n---\n```\n"),
        ("Body\n---\ntitle: x\n---\n", "Body\n---\ntitle: x\n---\n"),
        // Thematic breaks.
        ("---\n\nBody\n", "---\n\nBody\n"),
        ("---\nBody\n", "---\nBody\n"),
        ("---\n\nBody\n\n---\n\nMore", "---\n\nBody\n\n---\n\nMore"),
        ("---\n\n# Heading\n\n---\n", "---\n\n# Heading\n\n---\n"),
        ("---\n# Heading\n---\n", "---\n# Heading\n---\n"),
        ("---", "---"),
        ("----\ntitle: x\n---\n", "----\ntitle: x\n---\n"),
        ("--- x\ntitle: x\n---\n", "--- x\ntitle: x\n---\n"),
        (" ---\nprose\n---\n", " ---\nprose\n---\n"),
        ("+++\n", "+++\n"),
        ("+++\nBody", "+++\nBody"),
        ("", ""),
    ] {
        let checked = front_matter(text);
        assert_eq!(&text[checked.value.1..], body, "{text:?}");
        assert_eq!(checked.diagnostics, [], "{text:?}");
    }
}

#[test]
fn an_unclosed_block_is_reported_and_its_keys_are_kept() {
    let text = "---\ntitle: Labs\nstage: adoption\n\n# Labs\n";
    assert_eq!(problems(text), ["front-matter|---|the front matter that opens here is never closed"]);
    let (kept, body) = front_matter(text).value;
    assert_eq!(kept.title.as_deref(), Some("Labs"));
    assert_eq!(&text[body..], "\n# Labs\n");
    assert_eq!(problems("---\ntitle:\n").len(), 1);
    assert_eq!(problems("---\ntitle: x"), ["front-matter|---|the front matter that opens here is never closed"]);
}

#[test]
fn toml_is_named_as_such() {
    let message = "front-matter|+++|`+++` opens TOML front matter, and only YAML is read";
    for (text, body) in [("+++\ntitle = \"x\"\n+++\nBody", "Body"), ("+++\r\ntitle = 'x'\r\n\r\nBody", "\r\nBody")] {
        assert_eq!(problems(text), [message]);
        assert_eq!(&text[front_matter(text).value.1..], body);
    }
}

#[test]
fn known_keys_have_their_types() {
    let page = clean(
        "title: Live labs\ndescription: >-\n  What to build\n  in an hour\nstage: [adoption, assessment]\nneeds: autonomy\nkind: play\norder: -3\n\
         draft: true\naliases: [/old/labs/, Labs]\nowner: Ann\nauthors: [Ann, Bo]\nreviewed: 2026-02-28\nreview_every: 6 months\nsearch: false\n\
         weight: 3",
    );
    assert_eq!(page.title.as_deref(), Some("Live labs"));
    assert_eq!(page.description.as_deref(), Some("What to build in an hour"));
    assert_eq!(values(&page.stage.expect("there are stages")), ["adoption", "assessment"]);
    assert_eq!(values(&page.needs.expect("there are needs")), ["autonomy"]);
    assert_eq!(page.kind.map(|kind| kind.value.to_string()).as_deref(), Some("play"));
    assert_eq!((page.order, page.draft, page.hidden_from_search), (Some(-3), true, true));
    assert_eq!(values(&page.aliases), ["/old/labs/", "Labs"]);
    assert_eq!((page.owner.len(), page.authors.len()), (1, 2));
    assert_eq!(page.reviewed.as_ref().map(|day| day.value), Some(jiff::civil::date(2026, 2, 28)));
    assert_eq!(page.review_every, Some(ReviewPeriod { count: 6, unit: ReviewUnit::Months }));
    assert_eq!(json!(page.extra), json!({"weight": 3}));
}

#[test]
fn spans_are_those_of_the_page() {
    let text = "---\nstage: [ adoption , \"x\" ]\naliases:\n  - é/old/\n---\n";
    let (page, _) = front_matter(text).value;
    let written: Vec<&str> = page.stage.iter().flatten().chain(&page.aliases).map(|item| &text[item.span.clone()]).collect();
    assert_eq!(written, ["adoption", "\"x\"", "é/old/"]);
}

#[test]
fn keys_without_a_value_count_as_absent() {
    let page = clean(
        "title:\nstage: ~\nneeds: null\nkind: \"\"\norder:\ndraft:\naliases:\nowner: ''\nreviewed:\nreview_every:\nauthors:\nsearch:",
    );
    assert_eq!(page, FrontMatter::default());
    assert_eq!(clean("stage: []").stage, Some(Vec::new()));
    assert_eq!(clean("needs: []").needs, Some(Vec::new()));
}

#[test]
fn texts_are_kept_as_written() {
    for (yaml, title) in [
        ("title: 1.10", "1.10"),
        ("title: no", "no"),
        ("title: 2026-11-22", "2026-11-22"),
        ("title: true", "true"),
        ("title: \"Labs: a tour\"", "Labs: a tour"),
        ("title: 'It''s on'", "It's on"),
        ("title: C# and F#", "C# and F#"),
        ("title: 採用　ガイド", "採用　ガイド"),
        ("title: >\n  Two\n  lines", "Two lines"),
    ] {
        assert_eq!(clean(yaml).title.as_deref(), Some(title), "{yaml}");
    }
}

#[test]
fn other_generators_keys_are_kept_without_a_word() {
    let page = clean(
        "layout: post\ntags: [a, b]\ncategories: x\ncategory: y\ndate: 2020-01-02\nweight: 10\nsidebar_position: 2\nslug: /x\ntype: docs\n\
         author: Ann\nstate: done\nreviewers: [Bo]\nlinkTitle: X\nsubtitle: Y\nnav_order: 1\npermalink: /y/\nid: z\nhide_title: true\n\
         menu:\n  main:\n    weight: 1\nversion: 1.10\nlast_modified: 2020-01-02 10:00:00 +0200\nicon: ':smile:'\nmy key: 1\nimage: x.png\n\
         keywords: k\ncover: {image: a}\nseries: s\nsummary: t\nhead: []\nfeeds: 1\nparent: p\nstatus: ok\nsource: u\nlang: en\nimages: []",
    );
    assert_eq!(page.extra["version"], "1.10");
    assert_eq!(page.extra["menu"], json!({"main": {"weight": 1}}));
    assert_eq!(page.extra["author"], "Ann");
}

#[test]
fn what_can_be_understood_is_taken() {
    assert!(clean("draft: \"true\"").draft);
    assert!(!clean("draft: False").draft);
    assert_eq!(values(&clean("aliases: old/page/").aliases), ["old/page/"]);
    assert_eq!(clean("order: '7'").order, Some(7));
    assert_eq!(clean("reviewed: 2026-11-22T10:00:00Z").reviewed.map(|day| day.value), Some(jiff::civil::date(2026, 11, 22)));
    assert_eq!(clean("review_every: 1 Year").review_every, Some(ReviewPeriod { count: 1, unit: ReviewUnit::Years }));
    let page = clean("authors:\n  - name: Ann\n    url: https://ann.example\n  - Bo");
    assert_eq!(page.authors.iter().map(|name| &**name).collect::<Vec<_>>(), ["Ann", "Bo"]);
    assert_eq!(page.extra["authors"], json!([{"name": "Ann", "url": "https://ann.example"}, "Bo"]));
    let page = clean("search:\n  exclude: true\n  boost: 2");
    assert!(page.hidden_from_search && page.extra.contains_key("search"));
}

/// Invalid YAML, and every wrong type.
#[test]
fn faults_are_reported_at_their_place() {
    for (yaml, expected) in [
        ("title: a: b", "front-matter|a: b|`: ` inside a value looks like the end of another key -> \"a: b\""),
        ("\ttitle: x", "front-matter|\t|a tab indents this line, but YAML allows only spaces -> "),
        ("title: a\ntitle: b", "front-matter|title|the key `title` is given a second time"),
        ("titel: x", "unknown-key|titel|the key `titel` is not one that Journeybook knows -> title"),
        ("stgae: adoption", "unknown-key|stgae|the key `stgae` is not one that Journeybook knows -> stage"),
        ("Title: x", "unknown-key|Title|the key `Title` is not one that Journeybook knows -> title"),
        ("stages: [a]", "unknown-key|stages|the key `stages` is not one that Journeybook knows -> stage"),
        ("owners: [a]", "unknown-key|owners|the key `owners` is not one that Journeybook knows -> owner"),
        ("alias: a", "unknown-key|alias|the key `alias` is not one that Journeybook knows -> aliases"),
        (
            "review-every: 1 day",
            "unknown-key|review-every|the key `review-every` is not one that Journeybook knows -> review_every",
        ),
        ("reviewed: 2024-02-30", "front-matter|2024-02-30|`2024-02-30` is not in the calendar"),
        ("reviewed: 2024-2024-1", "front-matter|2024-2024-1|`2024-2024-1` is not in the calendar"),
        ("reviewed: last week", "front-matter|last week|`last week` is not a date"),
        ("reviewed: -2024-01-01", "front-matter|-2024-01-01|`-2024-01-01` is not a date"),
        ("reviewed: [x]", "front-matter|[x]|`reviewed` must be text, not a list"),
        ("review_every: monthly", "front-matter|monthly|`monthly` is not a period"),
        ("review_every: 0 days", "front-matter|0 days|`0 days` is not a period"),
        ("review_every: 99999999999 days", "front-matter|99999999999 days|`99999999999 days` is not a period"),
        ("order: 1.5", "front-matter|1.5|`order` must be a whole number, not `1.5`"),
        ("order: [1]", "front-matter|[1]|`order` must be a whole number, not a list"),
        ("draft: yes", "front-matter|yes|`draft` must be `true` or `false`, not `yes` -> true"),
        ("search: off", "front-matter|off|`search` must be `true` or `false`, not `off` -> false"),
        ("draft: maybe", "front-matter|maybe|`draft` must be `true` or `false`, not `maybe`"),
        ("title: [x]", "front-matter|[x]|`title` must be text, not a list"),
        ("title: {a: b}", "front-matter|{a: b}|`title` must be text, not a map"),
        (
            "title: {{ x }}",
            "front-matter|{{ x }}|a value that begins with `{` is read as a map, and this one has no proper keys -> \"{{ x }}\"",
        ),
        (
            "stage: adoption, advocacy",
            "front-matter|adoption, advocacy|`stage` holds several ids in one text -> [adoption, advocacy]",
        ),
        ("needs: [{a: b}]", "front-matter|{a: b}|`needs` is a text or a list of texts, and this is a map"),
        ("owner:\n  - a\n  -", "front-matter|owner|`owner` is a text or a list of texts, and this is an item that says nothing"),
        ("owner: {team: x}", "front-matter|{team: x}|`owner` is a text or a list of texts, and this is a map"),
        ("title:x", "front-matter|title:x|front matter is a map of keys, not text"),
        ("# x: y\n- a\ntitle:", "front-matter|title:|this line is not `key: value`"),
    ] {
        for newline in ["\n", "\r\n", "\r"] {
            let text = format!("---\n{yaml}\n---\n# Body\n").replace('\n', newline);
            assert_eq!(problems(&text), [expected], "{text:?}");
            assert!(text[front_matter(&text).value.1..].starts_with("# Body"), "{text:?}");
        }
    }
}

#[test]
fn a_page_with_several_faults_reports_all() {
    let text = "---\ntitel: x\nstage: adoption\norder: x\ndraft: yes\n---\n";
    assert_eq!(problems(text).len(), 3);
    assert_eq!(values(&front_matter(text).value.0.stage.expect("the good key is kept")), ["adoption"]);
}

#[test]
fn a_near_miss_is_still_kept_for_the_theme() {
    let (page, _) = front_matter("---\ntitel: x\n---\n").value;
    assert_eq!(page.extra["titel"], "x");
}

#[test]
fn aliases_that_lead_out_are_refused() {
    for (alias, why) in [
        ("../x/", "holds a `.` or `..` segment"),
        ("a/../../x", "holds a `.` or `..` segment"),
        ("..", "holds a `.` or `..` segment"),
        ("a/%2e%2E/x", "holds a `.` or `..` segment"),
        ("./a/", "holds a `.` or `..` segment"),
        ("'C:'", "contains a drive letter"),
        ("C:/x", "contains a drive letter"),
        ("'C:\\x'", "contains a backslash"),
        ("'..\\x'", "contains a backslash"),
        ("a/%5Cx", "contains a backslash"),
        ("\"a\\0/b\"", "holds a control character"),
        ("a/%00", "holds a control character"),
        ("\"a\\nb\"", "holds a control character"),
        ("https://x.example/a/", "is an address of another site"),
        ("//x.example/a/", "is an address of another site"),
        ("javascript:alert(1)", "begins with a scheme"),
        ("mailto:a@b.example", "begins with a scheme"),
        ("/a/?p=1", "holds a `?` or `#`, which no redirect on a static host can answer"),
        ("/a/con/", "holds `con`, which not every system can write: Windows keeps that name for a device"),
        ("/a./b/", "holds `a.`, which not every system can write: it ends with a full stop, which Windows removes"),
        ("'/a/#b'", "holds a `?` or `#`, which no redirect on a static host can answer"),
    ] {
        let text = format!("---\naliases: [{alias}, good]\n---\n");
        let found = problems(&text);
        assert_eq!(found.len(), 1, "{alias}: {found:?}");
        assert!(found[0].starts_with(&format!("front-matter|{alias}|")) && found[0].contains(why), "{alias}: {found:?}");
        assert!(!found[0].split('|').nth(2).is_some_and(|message| message.contains(char::is_control)));
        assert_eq!(values(&front_matter(&text).value.0.aliases), ["good"]);
    }
    for alias in ["/old/page/", "old/page", "AMA: ask us", "C#", "The lab", "old.html", "/a b/", "con", "a/b..c/", "/old%20page/"]
    {
        let page = clean(&format!("aliases: ['{alias}']"));
        assert_eq!(values(&page.aliases), [alias]);
    }
}

#[test]
fn hostile_front_matter_is_one_problem_at_its_place() {
    let deep = format!("---\ntitle: {}\n---\n", "[".repeat(100_000));
    let found = front_matter(&deep).diagnostics;
    assert_eq!((found.len(), found[0].code), (1, Code::FrontMatter));
    let first = deep.find('[').expect("there are brackets");
    assert_eq!(found[0].span, Some(first + 64..first + 65));

    let level = |level| format!("a{level}: &a{level} [{}]\n", vec![format!("*a{}", level - 1); 9].join(","));
    let bomb = (1..40).map(level).collect::<Vec<_>>().concat();
    let bomb = format!("---\na0: &a0 x\n{bomb}---\nBody\n");
    let found = front_matter(&bomb).diagnostics;
    assert_eq!(found.len(), 1);
    assert!(found[0].message.contains("aliases stand for more than"));

    let many = "a: 1\n".repeat(20_000);
    assert_eq!(front_matter(&format!("---\n{many}---\n")).diagnostics.len(), 19_999);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_read_without_panic(
        head in "(---|\\+\\+\\+)?[\r\n]{0,2}",
        text in "((title|stage|needs|aliases|order|draft|reviewed|review_every|owner|authors|search|x|titel): |[a-c:é\\[\\]{}\"'|>&*\\\\/.%#, \t\r\n-]|---|\n|\\PC|[0-9]){0,40}",
        tail in "([\r\n](---|\\.\\.\\.|\\+\\+\\+)[\r\n])?\\PC{0,4}",
    ) {
        let text = format!("{head}{text}{tail}");
        let checked = front_matter(&text);
        prop_assert!(text.get(checked.value.1..).is_some());
        for problem in checked.diagnostics {
            prop_assert!(problem.span.is_some_and(|span| text.get(span).is_some()));
        }
        let page = checked.value.0;
        for item in page.stage.iter().flatten().chain(page.needs.iter().flatten()).chain(&page.aliases).chain(&page.kind) {
            prop_assert!(text.get(item.span.clone()).is_some());
        }
    }
}
