//! Definitions, references, hovers, symbols, links and folds.

use serde_json::{Value, json};

use super::{Editor, range};

const AROUND: &str = "\
//- handbook.yaml
title: Acme
journey:
  needs:
    - id: help
      title: Help
      summary: Somebody answers.
//- content/index.md
# Home

Start with [the labs](adoption/labs.md#setting-up), please.
//- content/adoption/labs.md
---
title: Interactive labs
description: Where to try things.
owner: Ada
reviewed: 2026-01-15
review_every: 6 months
aliases: [/old/labs/]
---

## Setting up

Text. [[index]]

### Linux
//- content/adoption/index.md
# All about adoption

Text. [Home](../index.md)
//- content/adoption/map.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"></svg>
";

fn editor(page: &str) -> Editor {
    Editor::open(&format!("{AROUND}//- content/adoption/new.md\n{page}"))
}

fn place(editor: &Editor, location: &Value) -> String {
    let uri = location["uri"].as_str().unwrap_or("?");
    format!("{} {}", editor.short(uri), range(&location["range"]))
}

#[test]
fn definitions_are_where_links_lead() {
    for (page, expected) in [
        ("# New\n\n[a](labs.md$0)\n", "content/adoption/labs.md 0:0-0:0"),
        ("# New\n\n[wo$0rds](labs.md#setting-up)\n", "content/adoption/labs.md 9:0-9:13"),
        ("# New\n\n[[labs#Linux$0]]\n", "content/adoption/labs.md 13:0-13:9"),
        ("# New\n\n[a](/old/labs/$0)\n", "content/adoption/labs.md 0:0-0:0"),
        ("# New\n\n![a map](map.svg$0)\n", "content/adoption/map.svg 0:0-0:0"),
        ("# New\n\n[a](#two$0)\n\n## Two\n", "content/adoption/new.md 4:0-4:6"),
        ("# New\n\n[a][l$0]\n\n[l]: labs.md\n", "content/adoption/new.md 4:5-4:12"),
        ("# New\n\n[a$0][l]\n\n[l]: labs.md\n", "content/adoption/labs.md 0:0-0:0"),
        ("# New\n\n[a][l]\n\n[l]: lab$0s.md\n", "content/adoption/labs.md 0:0-0:0"),
        ("# New\n\nx[^n$0]\n\n[^n]: Words.\n", "content/adoption/new.md 4:2-4:3"),
        ("---\nstage: adop$0tion\n---\n# New\n", "content/adoption/index.md 0:0-0:0"),
        ("---\nneeds: [he$0lp]\n---\n# New\n", "handbook.yaml 3:10-3:14"),
    ] {
        let mut editor = editor(page);
        let found = editor.at_cursor("textDocument/definition", json!({}));
        assert_eq!(place(&editor, &found), expected, "{page}");
    }
    assert_eq!(editor("# New\n\nPlain$0 words.\n").at_cursor("textDocument/definition", json!({})), Value::Null);
}

#[test]
fn references_are_links_of_all_pages() {
    let context = json!({ "context": { "includeDeclaration": false } });
    for (page, expected) in [
        ("# New\n\n[a](labs.md$0)\n", &["content/adoption/new.md 2:0-2:12", "content/index.md 2:11-2:50"][..]),
        ("# New\n\n[a](labs.md#setting-up$0)\n", &["content/adoption/new.md 2:0-2:23", "content/index.md 2:11-2:50"]),
        (
            "# New\n\n[[#Tw$0o]] [a](#two) [b](#new)\n\n## Two\n",
            &["content/adoption/new.md 2:0-2:8", "content/adoption/new.md 2:9-2:18"],
        ),
        (
            "# New\n\n[a][l] [l] [b](c)\n\n[l$0]: labs.md\n",
            &["content/adoption/new.md 2:0-2:6", "content/adoption/new.md 2:7-2:10"],
        ),
        ("# New\n\nx[^n$0] y[^n]\n\n[^n]: Words.\n", &["content/adoption/new.md 2:3-2:4", "content/adoption/new.md 2:9-2:10"]),
    ] {
        let mut editor = editor(page);
        let found = editor.at_cursor("textDocument/references", context.clone());
        let places: Vec<String> = found.as_array().expect("a list").iter().map(|location| place(&editor, location)).collect();
        assert_eq!(places, expected, "{page}");
    }
}

#[test]
fn hovers_tell_what_is_known() {
    for (page, expected) in [
        ("# New\n\n[a](labs.md$0)\n", "Where to try things."),
        ("# New\n\n[a](labs.md$0)\n", "Owner: Ada · Reviewed: 2026-01-15 · Review due: 2026-07-15"),
        ("# New\n\n[a](labs.md#setting-up$0)\n", "§ Setting up"),
        ("# New\n\n[a](/old/labs/$0)\n", "`/old/labs/` is an old address"),
        ("# New\n\n![a map](map.svg$0)\n", "40 × 30 pixels"),
        ("# New\n\n[a](#two)\n\n## Tw$0o\n", "1 link leads here"),
        ("---\nneeds: [he$0lp]\n---\n# New\n", "Somebody answers."),
        ("---\nsta$0ge: adoption\n---\n# New\n", "where the page stands on the journey"),
    ] {
        let mut editor = editor(page);
        let found = editor.at_cursor("textDocument/hover", json!({}));
        let text = found["contents"]["value"].as_str().unwrap_or_default();
        assert!(text.contains(expected), "{page}: {text}");
    }
    let mut editor = Editor::open("//- handbook.yaml\ntheme:\n  acc$0ent: \"#123456\"\n//- content/index.md\n# A\n\nText.\n");
    let found = editor.at_cursor("textDocument/hover", json!({}));
    assert!(found["contents"]["value"].as_str().unwrap_or_default().contains("the accent colour"), "{found}");
}

#[test]
fn symbols_are_headings_and_pages() {
    let mut editor = editor("---\ntitle: New\n---\n# One$0\n\n## Two\n\n#### Deep\n\n## Three\n\nText.\n\n# Four\n");
    let found = editor.at_cursor("textDocument/documentSymbol", json!({}));
    assert_eq!(found[0]["name"], "One");
    assert_eq!(found[0]["children"][0]["children"][0]["name"], "Deep");
    assert_eq!(range(&found[0]["children"][0]["range"]), "5:0-9:0");
    assert_eq!((found[0]["children"][1]["name"].as_str(), found[1]["name"].as_str()), (Some("Three"), Some("Four")));
    for (query, expected) in [("interactive", "Interactive labs"), ("setting", "Setting up"), ("intractive", "Interactive labs")]
    {
        let found = editor.request("workspace/symbol", json!({ "query": query }));
        assert_eq!(found[0]["name"], expected, "{query}: {found}");
    }
}

#[test]
fn links_and_folds_are_listed() {
    let page = "---\ntitle: New\n---\n# One$0\n\n[a](labs.md#linux) <https://example.org> [b](gone.md)\n\n```sh\nls\n```\n\n## Two\n\nText.\n";
    let mut editor = editor(page);
    let found = editor.at_cursor("textDocument/documentLink", json!({}));
    let targets: Vec<String> =
        found.as_array().expect("a list").iter().map(|link| editor.short(link["target"].as_str().unwrap_or("?"))).collect();
    assert_eq!(targets, ["content/adoption/labs.md#L14", "https://example.org"]);
    let found = editor.at_cursor("textDocument/foldingRange", json!({}));
    let folds: Vec<String> =
        found.as_array().expect("a list").iter().map(|fold| format!("{}-{}", fold["startLine"], fold["endLine"])).collect();
    assert_eq!(folds, ["0-2", "3-13", "7-9", "11-13"]);
}
