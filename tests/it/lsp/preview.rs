//! The preview that an editor opens: what it shows, and where it goes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Editor, PATIENCE, able};

const HANDBOOK: &str = "\
//- handbook.yaml
title: Acme
//- content/index.md
# Home

[A](a.md)
//- content/a.md
# A

Words of A.

## Set up

Mo$0re words.
//- content/b.md
# B

Words of B.
";

/// An editor that opens addresses.
fn opener() -> Value {
    let mut able = able();
    able["window"] = json!({ "showDocument": { "support": true } });
    able
}

fn open_preview(editor: &mut Editor, arguments: Value) -> String {
    let answer =
        editor.request("workspace/executeCommand", json!({ "command": "journeybook.openPreview", "arguments": arguments }));
    answer.as_str().expect("an address").to_owned()
}

fn place(editor: &Editor, path: &str, line: usize) -> Value {
    json!({ "textDocument": { "uri": editor.uri(path) }, "position": { "line": line, "character": 0 } })
}

fn ask(url: &str) -> TcpStream {
    let (authority, path) = url.strip_prefix("http://").and_then(|url| url.split_once('/')).expect("an address");
    let path = path.split('#').next().unwrap_or_default();
    let mut stream = TcpStream::connect(authority).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n").expect("the request is sent");
    stream
}

/// Waits until the page at an address shows `words`.
fn shows(url: &str, words: &str) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let mut page = String::new();
        ask(url).read_to_string(&mut page).expect("an answer");
        if page.contains(words) {
            return;
        }
        assert!(Instant::now() < deadline, "{url} does not show {words:?}:\n{page}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// What browsers hear of where somebody writes.
struct Places(BufReader<TcpStream>);

impl Places {
    fn of(url: &str) -> Self {
        let authority = url.split('/').nth(2).expect("an address");
        Self(BufReader::new(ask(&format!("http://{authority}/__journeybook/news"))))
    }

    /// Reads on until the place is this one.
    fn expect(&mut self, address: &str) {
        let mut line = String::new();
        loop {
            line.clear();
            assert!(self.0.read_line(&mut line).expect("news in time") > 0, "the news end before {address}");
            let news = line.strip_prefix("data: ").and_then(|news| serde_json::from_str::<Value>(news).ok());
            if news.is_some_and(|news| news["place"][1] == address) {
                return;
            }
        }
    }
}

#[test]
fn the_preview_shows_what_is_unsaved_where_the_cursor_stands() {
    let mut editor = Editor::open_with(HANDBOOK, opener());
    let arguments = json!([place(&editor, "content/a.md", 6)]);
    let url = open_preview(&mut editor, arguments);
    assert!(url.starts_with("http://127.0.0.1:") && url.ends_with("/a/#set-up"), "{url}");
    let shown = editor.wait_for(|message| message["method"] == "window/showDocument");
    assert_eq!(shown["params"], json!({ "uri": url, "external": true }));
    shows(&url, "More words.");
    editor.edit("content/a.md", [2, 0, 2, 5], "Unsaved words");
    shows(&url, "Unsaved words of A.");
    assert!(editor.read("content/a.md").contains("\nWords of A."), "nothing is written");
    // A page that is not on disk yet is shown too, and the preview that is there is found.
    editor.did_open_as("content/new.md", "# New\n\nNot saved at all.\n");
    let second = open_preview(&mut editor, json!([]));
    assert_eq!(second, url.replace("/a/#set-up", "/new/"));
    shows(&second, "Not saved at all.");
    assert_eq!(editor.close(), Some(0));
    assert!(TcpStream::connect(url.split('/').nth(2).expect("an address")).is_err(), "it ends with the server");
}

#[test]
fn browsers_follow_the_cursor_and_the_edits() {
    let mut editor = Editor::open_with(HANDBOOK, opener());
    let arguments = json!([place(&editor, "content/a.md", 2)]);
    let url = open_preview(&mut editor, arguments);
    let mut places = Places::of(&url);
    places.expect("a/");
    let cursor = place(&editor, "content/a.md", 6);
    editor.notify("journeybook/cursor", cursor);
    places.expect("a/#set-up");
    editor.did_open("content/b.md");
    editor.edit("content/b.md", [2, 0, 2, 0], "More ");
    places.expect("b/");
    editor.edit("content/a.md", [6, 0, 6, 0], "Ever ");
    places.expect("a/#set-up");
}

/// A problem leads back to the editor that the preview was opened from, when an address opens it.
#[test]
fn problems_in_the_preview_lead_back_to_the_editor() {
    for (name, scheme) in [("VSCodium", Some("vscodium://file/")), ("Neovim", None)] {
        let mut editor = Editor::unopened(HANDBOOK);
        editor.introduce(opener(), json!({ "name": name }), Value::Null);
        editor.did_open("content/b.md");
        editor.edit("content/b.md", [2, 0, 2, 0], "[No](no.md) ");
        let url = open_preview(&mut editor, json!([]));
        let authority = url.split('/').nth(2).expect("an address");
        let mut answer = String::new();
        ask(&format!("http://{authority}/__journeybook/problems.json")).read_to_string(&mut answer).expect("an answer");
        assert!(answer.contains("\"place\":\"content/b.md:3:6\""), "{name}: {answer}");
        let leads = scheme.map_or("\"editor\":null".to_owned(), |scheme| format!("\"editor\":\"{scheme}"));
        assert!(answer.contains(&leads), "{name}: {answer}");
    }
}

#[test]
fn what_cannot_be_previewed_is_told_in_words() {
    // An editor that opens nothing is told the address.
    let mut editor = Editor::open(HANDBOOK);
    let url = open_preview(&mut editor, json!([]));
    let told = editor.wait_for(|message| message["method"] == "window/showMessage");
    assert_eq!(told["params"]["message"], format!("the preview is at {url}"));
    for (arguments, what) in [
        (json!({ "command": "journeybook.sing", "arguments": [] }), "`journeybook.sing` is not a command of this server"),
        (json!({ "command": 1 }), "invalid type"),
        (json!({ "command": "journeybook.explain", "arguments": ["broken-lin"] }), "name the code of a problem"),
        (
            json!({ "command": "journeybook.openPreview", "arguments": [
                { "textDocument": { "uri": "file:///nowhere/a.md" }, "position": { "line": 0, "character": 0 } },
            ] }),
            "no handbook is open that could be shown",
        ),
    ] {
        let id = editor.ask("workspace/executeCommand", arguments);
        let response = editor.response(id);
        let message = response["error"]["message"].as_str().expect("an error");
        assert!(message.contains(what), "{message}");
    }
    editor.notify("journeybook/cursor", json!({ "position": "nowhere" }));
    assert_eq!(editor.close(), Some(0));
}
