//! Renames, moves and code actions: edits that an editor applies.

use serde_json::{Value, json};

use super::Editor;
use crate::program::journeybook;

const HANDBOOK: &str = "\
//- handbook.yaml
title: Acme
theme: { logo: adoption/logo.svg }
//- content/index.md
# Home

[a](adoption/kit.md#first-steps) [[kit#First steps]] [b](adoption/kit.md#first-steps-1) ![logo](adoption/logo.svg)

[c]

[c]: adoption/kit.md#first-steps
//- content/adoption/logo.svg
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"></svg>
//- content/adoption/kit.md
# Kit

## First $0steps

[here](#first-steps) and [home](../index.md).

## First steps
";

/// What `check` says of the handbook on disk.
fn checked(editor: &Editor) -> String {
    let output = journeybook(&["check", "--quiet"]).current_dir(&editor.root).output().expect("check runs");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_heading_is_renamed_with_all_links_to_its_anchor() {
    let mut editor = Editor::open(HANDBOOK);
    assert_eq!(checked(&editor), "");
    let prepared = editor.at_cursor("textDocument/prepareRename", json!({}));
    assert_eq!(prepared["placeholder"], "First steps");
    let edit = editor.at_cursor("textDocument/rename", json!({ "newName": "Über alles" }));
    assert_eq!(editor.apply(&edit), ["content/adoption/kit.md", "content/index.md"]);
    assert_eq!(
        editor.read("content/index.md"),
        "# Home\n\n[a](adoption/kit.md#über-alles) [[kit#Über alles]] [b](adoption/kit.md#first-steps) \
         ![logo](adoption/logo.svg)\n\n[c]\n\n[c]: adoption/kit.md#über-alles\n"
    );
    assert_eq!(
        editor.read("content/adoption/kit.md"),
        "# Kit\n\n## Über alles\n\n[here](#über-alles) and [home](../index.md).\n\n## First steps\n"
    );
    assert_eq!(checked(&editor), "");
}

#[test]
fn what_is_unsaved_is_renamed_as_it_stands() {
    let mut editor = Editor::open(HANDBOOK);
    editor.edit("content/adoption/kit.md", [0, 0, 0, 0], "<!-- -->\n\n");
    let params = json!({
        "textDocument": { "uri": editor.uri("content/adoption/kit.md") },
        "position": { "line": 4, "character": 5 },
        "newName": "Start",
    });
    let edit = editor.request("textDocument/rename", params);
    let own = &edit["documentChanges"][0];
    assert_eq!(own["textDocument"]["version"], 2);
    assert_eq!(super::range(&own["edits"][0]["range"]), "4:3-4:14");
}

#[test]
fn labels_and_footnotes_are_renamed_in_their_page() {
    for (page, name, expected) in [
        ("[a][l$0] [l] [l][]\n\n[l]: b.md\n", "new", "[a][new] [l][new] [l][new]\n\n[new]: b.md\n"),
        ("x[^a$0] y[^a]\n\n[^a]: Words.\n", "b", "x[^b] y[^b]\n\n[^b]: Words.\n"),
    ] {
        let mut editor = Editor::open(&format!("//- handbook.yaml\ntitle: A\n//- content/index.md\n{page}"));
        let edit = editor.at_cursor("textDocument/rename", json!({ "newName": name }));
        editor.apply(&edit);
        assert_eq!(editor.read("content/index.md"), expected, "{page}");
    }
}

#[test]
fn a_name_that_cannot_be_is_refused_in_words() {
    for (name, why) in [("", "one line"), ("a\nb", "one line")] {
        let mut editor = Editor::open(HANDBOOK);
        let (file, line, character) = editor.cursor.clone().expect("a cursor");
        let params = json!({
            "textDocument": { "uri": editor.uri(&file) }, "position": { "line": line, "character": character }, "newName": name,
        });
        let id = editor.ask("textDocument/rename", params);
        let response = editor.response(id);
        assert!(response["error"]["message"].as_str().unwrap_or_default().contains(why), "{response}");
    }
}

/// Asks what a rename of files entails, applies that, and renames.
fn rename_files(editor: &mut Editor, files: &[(&str, &str)]) {
    let listed: Vec<Value> =
        files.iter().map(|(from, to)| json!({ "oldUri": editor.uri(from), "newUri": editor.uri(to) })).collect();
    let edit = editor.request("workspace/willRenameFiles", json!({ "files": listed }));
    editor.apply(&edit);
    for (from, to) in files {
        std::fs::create_dir_all(editor.root.join(to).parent().expect("a folder")).expect("a folder");
        std::fs::rename(editor.root.join(from), editor.root.join(to)).expect("a file is renamed");
    }
    editor.notify("workspace/didRenameFiles", json!({ "files": listed }));
}

#[test]
fn files_that_the_editor_renames_take_their_links_along() {
    let mut editor = Editor::open(HANDBOOK);
    rename_files(&mut editor, &[("content/adoption/kit.md", "content/swag/tools.md")]);
    assert!(editor.read("content/index.md").contains("[a](swag/tools.md#first-steps) [[tools#First steps]]"));
    assert!(editor.read("content/swag/tools.md").starts_with("---\naliases: [/adoption/kit/]\n---\n# Kit\n"));
    assert_eq!(checked(&editor), "");
}

#[test]
fn a_folder_is_renamed_with_what_the_configuration_says_of_it() {
    let mut editor = Editor::open(HANDBOOK);
    rename_files(&mut editor, &[("content/adoption", "content/use")]);
    assert!(editor.read("handbook.yaml").contains("logo: use/logo.svg"));
    assert!(editor.read("content/index.md").contains("(use/kit.md#first-steps)"));
    assert_eq!(checked(&editor), "");
}

#[test]
fn several_files_are_renamed_at_once() {
    let mut editor = Editor::open(HANDBOOK);
    let files = [("content/adoption/kit.md", "content/x/kit.md"), ("content/adoption/logo.svg", "content/x/logo.svg")];
    rename_files(&mut editor, &files);
    assert!(editor.read("content/index.md").contains("![logo](x/logo.svg)"));
    assert_eq!(checked(&editor), "");
}

fn actions(editor: &mut Editor, only: Value) -> Vec<Value> {
    let (file, line, character) = editor.cursor.clone().expect("a cursor");
    let place = json!({ "line": line, "character": character });
    let mut context = json!({ "diagnostics": [] });
    if !only.is_null() {
        context["only"] = only;
    }
    let params = json!({
        "textDocument": { "uri": editor.uri(&file) }, "range": { "start": place, "end": place }, "context": context,
    });
    editor.request("textDocument/codeAction", params).as_array().expect("a list").clone()
}

fn titled<'a>(actions: &'a [Value], title: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().is_some_and(|other| other.starts_with(title)));
    found.unwrap_or_else(|| panic!("no {title} among {actions:?}"))
}

fn page(text: &str) -> Editor {
    let around = "//- handbook.yaml\ntitle: A\n//- content/adoption/kit.md\n# Kit\n\n[Home](../index.md)\n";
    Editor::open(&format!("{around}//- content/index.md\n{text}"))
}

#[test]
fn fixes_are_offered_where_the_problem_is_and_on_save() {
    let mut editor = page("# Home\n\n[a](Adoption/kit.m$0d) [b](adoption/kitt.md)\n");
    let found = actions(&mut editor, Value::Null);
    let fix = titled(&found, "Replace `Adoption/kit.md`");
    assert_eq!((fix["isPreferred"].clone(), fix["kind"].clone()), (json!(true), json!("quickfix")));
    assert_eq!(fix["diagnostics"][0]["code"], "broken-link");
    assert!(!found.iter().any(|action| action["title"].as_str().is_some_and(|title| title.starts_with("Create"))), "{found:?}");
    let all = actions(&mut editor, json!(["source.fixAll"]));
    assert_eq!(all.len(), 1);
    editor.apply(&all[0]["edit"]);
    assert_eq!(editor.read("content/index.md"), "# Home\n\n[a](adoption/kit.md) [b](adoption/kitt.md)\n");
    let mut editor = page("# Home\n\n[b](adoption/kit$0t.md)\n");
    let found = actions(&mut editor, json!(["quickfix"]));
    assert_eq!(titled(&found, "Replace")["isPreferred"], false);
}

#[test]
fn a_missing_page_is_made_with_its_front_matter() {
    let mut editor = page("# Home\n\n[a](adoption/kit.md) [b](activation/first-talk.md$0#x)\n");
    let found = actions(&mut editor, Value::Null);
    editor.apply(&titled(&found, "Create the page `activation/first-talk.md`")["edit"]);
    assert!(editor.read("content/activation/first-talk.md").starts_with("---\ntitle: First talk\n---\n"));
}

#[test]
fn a_link_becomes_a_reference_and_a_page_is_reviewed() {
    let mut editor = page("# Home\n\n[The kit](adoption/kit$0.md \"Kit\"), please.\n");
    let found = actions(&mut editor, Value::Null);
    editor.apply(&titled(&found, "Make this a reference")["edit"]);
    assert_eq!(editor.read("content/index.md"), "# Home\n\n[The kit][the-kit], please.\n\n[the-kit]: adoption/kit.md \"Kit\"\n");
    let mut editor = page("---\nreviewed: 2020-01-01\n---\n# Home\n\nText.$0\n");
    let found = actions(&mut editor, Value::Null);
    editor.apply(&titled(&found, "Mark as reviewed today")["edit"]);
    let text = editor.read("content/index.md");
    assert!(text.starts_with("---\nreviewed: 20") && !text.contains("2020-01-01"), "{text}");
}
