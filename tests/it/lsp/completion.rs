//! What is offered at the cursor.

use serde_json::Value;

use super::Editor;

const AROUND: &str = "\
//- handbook.yaml
title: Acme
kinds: [play, guide]
//- content/index.md
---
status: trial
---
# Home

Welcome. [Labs](adoption/labs.md)
//- content/adoption/labs.md
---
title: Interactive labs
aliases: [sandboxes]
owner: Ada
status: stable
---

## Setting up

Text. [Home](../index.md)
//- content/adoption/map.png
x
//- content/activation/talks.md
---
owner: [Ada, Grace]
status: stable
---
# Talks

## First talk

Text. [Home](../index.md)
";

/// The labels of what is offered where `$0` stands in the page `content/adoption/new.md`.
fn offered(page: &str) -> Vec<Value> {
    let mut editor = Editor::open(&format!("{AROUND}//- content/adoption/new.md\n{page}"));
    editor.completions()
}

fn texts(items: &[Value]) -> Vec<&str> {
    items.iter().filter_map(|item| item["textEdit"]["newText"].as_str()).collect()
}

#[test]
fn what_fits_the_place_is_offered_first() {
    for (page, expected) in [
        ("# New\n\n[a]($0\n", &["labs.md", "../index.md"][..]),
        ("# New\n\n[a](inter$0)\n", &["labs.md"]),
        ("# New\n\n[a](../activation/$0)\n", &["../activation/talks.md"]),
        ("# New\n\n[a](/tal$0)\n", &["/activation/talks.md"]),
        ("# New\n\n[x](/index.md) [y](/adoption/labs.md) [a](tal$0)\n", &["/activation/talks.md"]),
        ("# New\n\n![a]($0\n", &["map.png"]),
        ("# New\n\n<a href=\"tal$0\">\n", &["../activation/talks.md"]),
        ("# New\n\n[a]\n\n[a]: tal$0\n", &["../activation/talks.md"]),
        ("# New\n\n## One\n\n[a](#on$0)\n", &["one"]),
        ("# New\n\n[a](labs.md#$0)\n", &["setting-up"]),
        ("# New\n\n[[tal$0\n", &["talks]]"]),
        ("# New\n\n[[tal$0]]\n", &["talks"]),
        ("# New\n\n[[sandb$0]]\n", &["sandboxes"]),
        ("# New\n\n[[labs#$0]]\n", &["Setting up"]),
        ("# New\n\n[a][la$0\n\n[label]: labs.md\n", &["label"]),
        ("# New\n\nx[^$0\n\n[^note]: Words.\n", &["note"]),
        ("# New\n\n> [!w$0\n", &["WARNING"]),
        ("# New\n\n```pyt$0\n", &["python"]),
        ("# New\n\nSmile :rocke$0\n", &["🚀"]),
        ("---\nst$0\n---\n# New\n", &["stage: "]),
        ("---\nstage: act$0\n---\n# New\n", &["activation"]),
        ("---\nneeds: [$0]\n---\n# New\n", &["capability"]),
        ("---\nkind: g$0\n---\n# New\n", &["guide"]),
        ("---\nowner: $0\n---\n# New\n", &["Ada", "Grace"]),
        ("---\nstatus: $0\n---\n# New\n", &["stable", "trial"]),
        ("---\ndraft:$0\n---\n# New\n", &[" true", " false"]),
        ("---\nreview_every: $0\n---\n# New\n", &["1 month"]),
    ] {
        let items = offered(page);
        let found = texts(&items);
        assert!(found.starts_with(expected), "{page}: {found:?}");
    }
}

#[test]
fn nothing_is_offered_in_code_or_plain_words() {
    for page in [
        "# New\n\n```md\n[a]($0\n```\n",
        "# New\n\nPlain words$0\n",
        "# New\n\nat 10:30$0\n",
        "# New\n\nAs `[a](lab$0` has it.\n",
    ] {
        let items = offered(page);
        assert_eq!(texts(&items), Vec::<&str>::new(), "{page}");
    }
}

#[test]
fn pages_are_offered_with_their_titles_in_place_of_what_is_typed() {
    let items = offered("# New\n\n[a](lab$0old.md)\n");
    assert_eq!(items[0]["detail"], "Interactive labs");
    assert_eq!(super::range(&items[0]["textEdit"]["range"]), "2:4-2:7");
    assert_eq!(items[0]["filterText"], "lab");
}

/// Owners that `handbook.yaml` lists come first, with the names that readers see, whether a page names them or not.
#[test]
fn owners_that_are_listed_are_offered() {
    let handbook = "//- handbook.yaml\nowners:\n  infra: { title: Infrastructure }\n  docs: {}\n//- content/index.md\n---\nowner: $0\n---\n# Home\n\nText.\n";
    let mut editor = Editor::open(handbook);
    let items = editor.completions();
    let told = |item: &Value, what: &str| item[what].as_str().unwrap_or_default().to_owned();
    let offered: Vec<(String, String)> = items.iter().map(|item| (told(item, "label"), told(item, "detail"))).collect();
    assert_eq!(offered, [("infra", "Infrastructure"), ("docs", "Docs")].map(|(id, title)| (id.to_owned(), title.to_owned())));
}

#[test]
fn keys_and_values_of_the_configuration_are_offered() {
    for (text, expected) in [
        ("title: Acme\ncont$0\n", "content: "),
        ("theme:\n  acc$0\n", "accent: "),
        ("history: $0\n", "dates"),
        ("checks:\n  broken-l$0\n", "broken-link: "),
        ("checks:\n  broken-link: w$0\n", "warn"),
        ("checks:\n  broken-link: n$0\n", "note"),
        ("theme:\n  name: fie$0\n", "field-guide"),
        ("assign:\n  - paths: [a]\n    stage: ado$0\n", "adoption"),
    ] {
        let mut editor = Editor::open(&format!("//- handbook.yaml\n{text}//- content/index.md\n# Home\n\nText.\n"));
        let items = editor.completions();
        let found = texts(&items);
        assert!(found.contains(&expected), "{text}: {found:?}");
    }
}
