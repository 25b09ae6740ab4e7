//! Problems while somebody types.

use serde_json::{Value, json};

use super::{Editor, able};
use crate::folders::write;

const HANDBOOK: &str = "\
//- handbook.yaml
title: Acme
//- content/index.md
# Home

[Kit](adoption/kit.md#what-is-in-it)$0
//- content/adoption/kit.md
# Kit

## What is in it

Stickers. [Home](../index.md)
";

#[test]
fn a_renamed_heading_lights_up_the_links_to_it_elsewhere() {
    let mut editor = Editor::open(HANDBOOK);
    editor.did_open("content/adoption/kit.md");
    editor.expect_problems("content/index.md", &[]);
    editor.edit("content/adoption/kit.md", [2, 3, 2, 16], "Contents");
    editor.expect_problems("content/index.md", &["broken-anchor 2:6"]);
    editor.edit("content/adoption/kit.md", [2, 3, 2, 11], "What is in it");
    editor.expect_problems("content/index.md", &[]);
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn the_open_page_tells_what_check_tells() {
    let mut editor = Editor::open(HANDBOOK);
    editor.edit("content/index.md", [2, 0, 2, 0], "👩 [no](nowhere.md) ![](a.png)\n\n");
    editor.expect_problems("content/index.md", &["broken-link 2:8", "missing-alt 2:20", "broken-link 2:24"]);
    let problem = editor.problems("content/index.md")[0].clone();
    assert_eq!(problem["severity"], 1);
    assert_eq!(problem["source"], "journeybook");
    let checked = crate::program::journeybook(&["check", "--format", "json"]).current_dir(&editor.root).output().expect("check");
    assert!(String::from_utf8_lossy(&checked.stdout).is_empty(), "nothing of it is on disk");
    editor.notify("textDocument/didClose", json!({ "textDocument": { "uri": editor.uri("content/index.md") } }));
    editor.expect_problems("content/index.md", &[]);
}

/// Every editor comes to the explanation of a code: by an address that it can open, or by an action.
#[test]
fn codes_are_explained_as_the_editor_can_show_it() {
    for (settings, href) in [
        (json!({ "opensExplanations": true }), Some("journeybook:explain/broken-link.md")),
        (
            json!({ "guide": "https://acme.example/guide/" }),
            Some("https://acme.example/guide/reference/diagnostics/#broken-link"),
        ),
        (json!(null), None),
    ] {
        let mut editor = Editor::unopened(HANDBOOK);
        editor.introduce(able(), json!({ "name": "Neovim" }), settings);
        editor.did_open("content/index.md");
        editor.edit("content/index.md", [2, 0, 2, 0], "[no](nowhere.md)\n\n");
        editor.expect_problems("content/index.md", &["broken-link 2:5"]);
        let problem = editor.problems("content/index.md")[0].clone();
        assert_eq!(problem.pointer("/codeDescription/href").and_then(Value::as_str), href);
        let actions = editor.request(
            "textDocument/codeAction",
            json!({
                "textDocument": { "uri": editor.uri("content/index.md") },
                "range": problem["range"],
                "context": { "diagnostics": [problem] },
            }),
        );
        let explain = actions.as_array().expect("actions").iter().find(|action| action["title"] == "Explain `broken-link`");
        assert_eq!(explain.is_some(), href.is_none(), "{actions}");
        let explained = match explain {
            Some(action) => {
                let explained = editor.request("workspace/executeCommand", action["command"].clone());
                let shown = editor.wait_for(|message| message["method"] == "window/showMessage");
                assert!(
                    shown["params"]["message"].as_str().is_some_and(|text| text.starts_with("broken-link: A link")),
                    "{shown}"
                );
                explained
            }
            None => editor.request("journeybook/explain", json!({ "uri": "journeybook:explain/broken-link.md" })),
        };
        assert!(explained.as_str().expect("a text").starts_with("# broken-link\n"), "{explained}");
    }
}

#[test]
fn positions_are_counted_as_the_editor_counts_them() {
    for (offered, character) in [(json!(["utf-8", "utf-16"]), 10), (json!(["utf-32"]), 7), (json!(["utf-16"]), 8)] {
        let able = json!({ "general": { "positionEncodings": offered } });
        let mut editor = Editor::open_with(HANDBOOK, able);
        assert_eq!(
            editor.capabilities["positionEncoding"],
            if offered.as_array().map_or(0, Vec::len) == 2 { json!("utf-8") } else { offered[0].clone() }
        );
        editor.edit("content/index.md", [2, 0, 2, 0], "👩 [no](nowhere.md)\n\n");
        editor.expect_problems("content/index.md", &[&format!("broken-link 2:{character}")]);
    }
}

#[test]
fn files_that_change_outside_the_editor_are_seen() {
    let mut editor = Editor::open(HANDBOOK);
    editor.request("workspace/symbol", json!({ "query": "" }));
    std::fs::remove_file(editor.root.join("content/adoption/kit.md")).expect("a file");
    editor.expect_problems("content/index.md", &["broken-link 2:6"]);
    write(&editor.root.join("content/adoption/kit.md"), "# Kit\n\n## What is in it\n\n[Gone](../gone.md)\n");
    editor.expect_problems("content/index.md", &[]);
    editor.expect_problems("content/adoption/kit.md", &["broken-link 4:7"]);
}

/// The code of a page is from a file outside the content.
#[test]
fn the_file_of_a_sample_is_followed() {
    let mut editor = Editor::open(
        "//- content/index.md\n# Home\n\n```python file=examples/start.py\nrun(1)\n```\n//- examples/start.py\nrun(1)\n",
    );
    editor.request("workspace/symbol", json!({ "query": "" }));
    write(&editor.root.join("examples/start.py"), "run(2)\n");
    editor.expect_problems("content/index.md", &["stale-sample 2:3"]);
    write(&editor.root.join("examples/start.py"), "run(1)\n");
    editor.expect_problems("content/index.md", &[]);
}

#[test]
fn the_configuration_is_read_while_it_is_written() {
    let mut editor = Editor::open(HANDBOOK);
    editor.did_open("handbook.yaml");
    editor.edit("handbook.yaml", [1, 0, 1, 0], "titel: x\n");
    editor.expect_problems("handbook.yaml", &["config 1:0"]);
    editor.edit("handbook.yaml", [1, 0, 2, 0], "checks: { broken-anchor: allow }\n");
    editor.expect_problems("handbook.yaml", &[]);
    editor.edit("content/index.md", [2, 22, 2, 35], "gone");
    editor.expect_problems("content/index.md", &[]);
    let related = "---\naliases: [a/b]\n---\n# Two\n\n[x]: a\n[x]: b\n\n[Home](index.md) [x]\n";
    editor.did_open_as("content/two.md", related);
    editor.request(
        "textDocument/references",
        json!({
            "textDocument": { "uri": editor.uri("content/two.md") }, "position": { "line": 3, "character": 2 },
            "context": { "includeDeclaration": false },
        }),
    );
    let problems = editor.problems("content/two.md").to_vec();
    let twice = problems.iter().find(|problem| problem["code"] == "duplicate-definition").expect("a problem");
    let place = &twice["relatedInformation"][0];
    assert_eq!(place["message"], "first defined here");
    assert_eq!(place["location"]["range"]["start"], json!({ "line": 5, "character": 1 }));
}

#[test]
fn several_folders_and_a_handbook_within_one_are_served() {
    let fixture = format!("{HANDBOOK}//- docs/handbook.yaml\ncontent: .\n//- docs/index.md\n# Guide\n\n[x](#guide)\n");
    let mut editor = Editor::open(&fixture);
    editor.did_open("docs/index.md");
    editor.edit("docs/index.md", [2, 0, 2, 0], "[y](gone.md) ");
    editor.expect_problems("docs/index.md", &["broken-link 2:4"]);
    let other = tempfile::tempdir().expect("a folder");
    let other_root = std::fs::canonicalize(other.path()).expect("a folder");
    write(&other_root.join("handbook.yaml"), "title: Other\n");
    write(&other_root.join("content/index.md"), "# Other home\n\nText.\n");
    let folder = json!({ "uri": format!("file://{}", other_root.display()), "name": "other" });
    editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [folder], "removed": [] } }));
    let found = editor.request("workspace/symbol", json!({ "query": "other home" }));
    assert_eq!(found[0]["name"], "Other home");
    editor.notify("workspace/didChangeWorkspaceFolders", json!({ "event": { "added": [], "removed": [folder] } }));
    let found = editor.request("workspace/symbol", json!({ "query": "other home" }));
    assert!(!found.to_string().contains("Other home"), "the folder is closed: {found}");
}

/// A fault that only rendering finds.
#[test]
fn a_theme_is_tried_on_a_page_of_each_kind() {
    let mut editor = Editor::open(&format!("{HANDBOOK}//- themes/default/templates/page.html\n<p>{{{{ page.titel }}}}</p>\n"));
    editor.expect_problems("themes/default/templates/page.html", &["template 0:11"]);
    editor.did_open("themes/default/templates/page.html");
    editor.edit("themes/default/templates/page.html", [0, 14, 0, 16], "le");
    editor.expect_problems("themes/default/templates/page.html", &[]);
    assert_eq!(editor.close(), Some(0));
}
