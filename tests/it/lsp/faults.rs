//! What goes wrong between an editor and the server: nothing crashes, and what follows is answered.

use serde_json::{Value, json};

use super::{Editor, able};
use crate::folders::write;

const HANDBOOK: &str = "\
//- handbook.yaml
title: Acme
//- content/index.md
# Home$0

[Kit](kit.md)
//- content/kit.md
# Kit

[Home](index.md)
";

fn is_alive(editor: &mut Editor) -> bool {
    editor.at_cursor("textDocument/documentSymbol", json!({}))[0]["name"] == "Home"
}

#[test]
fn malformed_messages_are_refused_and_the_next_one_is_heard() {
    let mut editor = Editor::open(HANDBOOK);
    for body in ["{", "null", "[1]", "{\"jsonrpc\":\"2.0\"}", "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":3}", "\"\\ud800\""] {
        editor.send_raw(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
        let refused = editor.wait_for(|message| message.get("error").is_some());
        assert_eq!(refused["id"], Value::Null, "{body}");
    }
    editor.send_raw(b"Content-Length: 3\r\nX-Other: 1\r\n\r\n\xff\xfe\xfd");
    editor.wait_for(|message| message.get("error").is_some());
    assert!(is_alive(&mut editor));
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn wrong_parameters_and_unknown_methods_are_told() {
    let mut editor = Editor::open(HANDBOOK);
    let uri = editor.uri("content/index.md");
    for (method, params, code) in [
        ("textDocument/hover", json!({ "textDocument": { "uri": uri } }), -32602),
        ("textDocument/hover", json!({ "textDocument": { "uri": uri }, "position": { "line": -1, "character": 0 } }), -32602),
        ("textDocument/formatting", json!({ "textDocument": { "uri": uri } }), -32601),
        ("initialize", json!({}), -32600),
    ] {
        let id = editor.ask(method, params);
        assert_eq!(editor.response(id)["error"]["code"], code, "{method}");
    }
    for (method, params) in [
        ("textDocument/didChange", json!({ "textDocument": { "uri": 7 } })),
        ("textDocument/didOpen", Value::Null),
        (
            "textDocument/didChange",
            json!({ "textDocument": { "uri": "file:///nowhere.md", "version": 1 }, "contentChanges": [] }),
        ),
        ("unheard/of", json!([])),
    ] {
        editor.notify(method, params);
    }
    for uri in ["untitled:Untitled-1", "file:///nowhere/else.md", "https://example.org/a.md", "no uri at all", ""] {
        let params = json!({ "textDocument": { "uri": uri }, "position": { "line": 0, "character": 0 } });
        let id = editor.ask("textDocument/hover", params);
        let response = editor.response(id);
        assert!(response["result"].is_null(), "{uri}: {response}");
    }
    assert!(is_alive(&mut editor));
}

#[test]
fn nothing_is_answered_before_the_first_word_and_after_the_last() {
    let mut editor = Editor::unopened(HANDBOOK);
    let id = editor.ask("textDocument/hover", json!({}));
    assert_eq!(editor.response(id)["error"]["code"], -32002);
    editor.initialize(able());
    editor.request("shutdown", Value::Null);
    let id = editor.ask("textDocument/hover", json!({}));
    assert_eq!(editor.response(id)["error"]["code"], -32600);
    editor.notify("exit", Value::Null);
    assert_eq!(editor.exit_code(), Some(0));
}

#[test]
fn places_outside_the_text_are_moved_into_it() {
    let mut editor = Editor::open(HANDBOOK);
    editor.edit("content/index.md", [900, 0, 999, 9], "\n[gone](gone.md)\n");
    editor.edit("content/index.md", [0, 6, 0, 999], "!");
    editor.expect_problems("content/index.md", &["broken-link 4:7"]);
    let far = json!({ "line": 4_000_000, "character": 4_000_000 });
    let uri = editor.uri("content/index.md");
    for method in ["textDocument/hover", "textDocument/completion", "textDocument/definition", "textDocument/prepareRename"] {
        editor.request(method, json!({ "textDocument": { "uri": uri }, "position": far }));
    }
    let params = json!({ "textDocument": { "uri": uri }, "range": { "start": far, "end": { "line": 0, "character": 0 } }, "context": { "diagnostics": [] } });
    editor.request("textDocument/codeAction", params);
}

#[test]
fn half_written_yaml_breaks_nothing() {
    let mut editor = Editor::open(HANDBOOK);
    editor.did_open("handbook.yaml");
    let texts = [
        "title: [",
        "theme: {",
        "a: b: c",
        "\t",
        "- - -\n  - ",
        "checks:\n  ",
        "&a *a",
        "title: \"",
        "journey:\n stages:\n  - id:",
    ];
    for text in texts {
        for file in ["handbook.yaml", "content/index.md"] {
            let text = if file == "handbook.yaml" { text.to_owned() } else { format!("---\n{text}") };
            editor.change(file, json!([{ "text": text }]));
            for line in 0..4 {
                let params = json!({ "textDocument": { "uri": editor.uri(file) }, "position": { "line": line, "character": 9 } });
                editor.request("textDocument/completion", params.clone());
                editor.request("textDocument/hover", params);
            }
        }
    }
    editor.change("handbook.yaml", json!([{ "text": "title: Acme\n" }]));
    editor.change("content/index.md", json!([{ "text": "# Home\n\n[Kit](kit.md)\n" }]));
    editor.expect_problems("content/index.md", &[]);
    editor.expect_problems("handbook.yaml", &[]);
}

#[test]
fn files_and_folders_that_vanish_are_no_end() {
    let mut editor = Editor::open(HANDBOOK);
    assert!(is_alive(&mut editor));
    std::fs::remove_dir_all(editor.root.join("content")).expect("a folder goes");
    editor.edit("content/index.md", [2, 0, 2, 0], "x ");
    assert!(is_alive(&mut editor));
    std::fs::remove_dir_all(&editor.root).expect("the handbook goes");
    editor.edit("content/index.md", [2, 0, 2, 0], "y ");
    assert!(is_alive(&mut editor));
    write(&editor.root.join("content/index.md"), "# Home\n\n[Kit](kit.md)\n");
    assert_eq!(editor.close(), Some(0));
}

#[test]
fn a_hundred_requests_cancelled_at_once_are_each_answered_once() {
    let mut editor = Editor::open(HANDBOOK);
    let uri = editor.uri("content/index.md");
    let mut ids = Vec::new();
    let mut bytes = Vec::new();
    for id in 1000..1100 {
        let ask = json!({
            "jsonrpc": "2.0", "id": id, "method": "textDocument/references",
            "params": { "textDocument": { "uri": uri }, "position": { "line": 0, "character": 3 }, "context": { "includeDeclaration": true } },
        });
        let cancel = json!({ "jsonrpc": "2.0", "method": "$/cancelRequest", "params": { "id": id } });
        for message in [ask, cancel] {
            let text = message.to_string();
            bytes.extend(format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes());
        }
        ids.push(id);
    }
    editor.send_raw(&bytes);
    for id in ids {
        let response = editor.response(id);
        let is_cancelled = response["error"]["code"] == -32800;
        assert!(is_cancelled || response["result"].is_array(), "{response}");
    }
    editor.notify("$/cancelRequest", json!({ "id": 1000 }));
    editor.notify("$/cancelRequest", json!({ "id": "never asked" }));
    assert!(is_alive(&mut editor));
    assert!(!editor.kept.iter().any(|message| message.get("method").is_none()), "nothing is answered twice");
}

#[test]
fn the_server_ends_with_an_editor_that_dies() {
    let mut editor = Editor::open(HANDBOOK);
    assert!(is_alive(&mut editor));
    editor.stdin = None;
    assert_eq!(editor.exit_code(), Some(1));
    let mut editor = Editor::open(HANDBOOK);
    editor.send_raw(b"Content-Length: 100\r\n\r\n{\"half\":");
    editor.stdin = None;
    assert_eq!(editor.exit_code(), Some(1));
}

#[test]
fn no_file_is_written() {
    let mut editor = Editor::open(HANDBOOK);
    editor.edit("content/index.md", [2, 0, 2, 0], "[x](KIT.md) ");
    editor.expect_problems("content/index.md", &["broken-link 2:4"]);
    editor.at_cursor("textDocument/rename", json!({ "newName": "Start" }));
    let mut files: Vec<String> = walkdir::WalkDir::new(&editor.root)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(&editor.root).expect("below").display().to_string())
        .collect();
    files.sort();
    assert_eq!(files, ["content/index.md", "content/kit.md", "handbook.yaml"]);
    assert_eq!(editor.read("content/index.md"), "# Home\n\n[Kit](kit.md)\n");
}
