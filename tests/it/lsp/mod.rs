//! The language server as an editor meets it: the real program, real files, messages over pipes.
//!
//! A fixture is one text: `//- PATH` lines begin its files, and `$0` marks the cursor.

#![allow(clippy::needless_pass_by_value, reason = "messages are written where they are sent")]

use std::collections::{HashMap, VecDeque};
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::folders::write;
use crate::program::journeybook;

mod completion;
mod diagnostics;
mod edits;
mod faults;
mod navigation;
mod preview;

/// How long something may take that takes milliseconds: machines that run tests are sometimes busy.
const PATIENCE: Duration = Duration::from_secs(60);

/// The mark of the cursor.
const CURSOR: &str = "$0";

/// An editor with a handbook on disk and a server that it talks to.
pub(crate) struct Editor {
    dir: TempDir,
    root: PathBuf,
    child: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// What arrived while something else was waited for.
    kept: VecDeque<Value>,
    /// The problems of each file as they were told last.
    problems: HashMap<String, Vec<Value>>,
    next_id: i32,
    versions: HashMap<String, i32>,
    /// Where the cursor stands: the file, the line and the character in UTF-16.
    cursor: Option<(String, usize, usize)>,
    capabilities: Value,
}

/// What a modern editor says of itself.
fn able() -> Value {
    json!({
        "workspace": { "workspaceEdit": { "documentChanges": true, "resourceOperations": ["create", "rename", "delete"] } },
        "textDocument": {
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
            "documentSymbol": { "hierarchicalDocumentSymbolSupport": true },
        },
    })
}

impl Editor {
    /// Opens a handbook; the file with the cursor is open in the editor.
    pub(crate) fn open(fixture: &str) -> Self {
        Self::open_with(fixture, able())
    }

    /// Does so as an editor of these abilities.
    pub(crate) fn open_with(fixture: &str, able: Value) -> Self {
        let mut editor = Self::unopened(fixture);
        editor.initialize(able);
        if let Some((file, ..)) = editor.cursor.clone() {
            editor.did_open(&file);
        }
        editor
    }

    /// Starts a server beside a handbook, and says nothing yet.
    pub(crate) fn unopened(fixture: &str) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let root = std::fs::canonicalize(dir.path()).expect("a folder");
        let mut cursor = None;
        for (path, text) in files(fixture) {
            if let Some(at) = text.find(CURSOR) {
                let line_start = text[..at].rfind('\n').map_or(0, |found| found + 1);
                let line = text[..at].matches('\n').count();
                cursor = Some((path.clone(), line, text[line_start..at].encode_utf16().count()));
            }
            write(&root.join(&path), text.replacen(CURSOR, "", 1));
        }
        let mut command = journeybook(&["lsp"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the server starts");
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().expect("a pipe"));
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut stdout = BufReader::new(stdout);
            while let Some(message) = read_message(&mut stdout) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        Self {
            dir,
            root,
            child,
            stdin,
            messages,
            kept: VecDeque::new(),
            problems: HashMap::new(),
            next_id: 0,
            versions: HashMap::new(),
            cursor,
            capabilities: Value::Null,
        }
    }

    pub(crate) fn initialize(&mut self, able: Value) {
        self.introduce(able, Value::Null, Value::Null);
    }

    /// Begins the conversation, with the editor's name and its settings for the server.
    pub(crate) fn introduce(&mut self, able: Value, client: Value, settings: Value) {
        let folder = json!([{ "uri": self.uri(""), "name": "handbook" }]);
        let mut params = json!({ "processId": null, "rootUri": self.uri(""), "workspaceFolders": folder, "capabilities": able });
        for (name, value) in [("clientInfo", client), ("initializationOptions", settings)] {
            if !value.is_null() {
                params[name] = value;
            }
        }
        self.capabilities = self.request("initialize", params)["capabilities"].clone();
        self.notify("initialized", json!({}));
    }

    /// The address of a file of the handbook.
    pub(crate) fn uri(&self, path: &str) -> String {
        format!("file://{}", self.root.join(path).to_string_lossy().trim_end_matches('/'))
    }

    /// A file's address without the folder.
    pub(crate) fn short(&self, uri: &str) -> String {
        uri.trim_start_matches(&self.uri("")).trim_start_matches('/').to_owned()
    }

    pub(crate) fn send_raw(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().expect("an open pipe");
        stdin.write_all(bytes).and_then(|()| stdin.flush()).expect("the server reads");
    }

    pub(crate) fn send(&mut self, mut message: Value) {
        message["jsonrpc"] = "2.0".into();
        let text = message.to_string();
        self.send_raw(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    pub(crate) fn notify(&mut self, method: &str, params: Value) {
        self.send(json!({ "method": method, "params": params }));
    }

    /// Sends a request; gives its number.
    pub(crate) fn ask(&mut self, method: &str, params: Value) -> i32 {
        self.next_id += 1;
        let id = self.next_id;
        self.send(json!({ "id": id, "method": method, "params": params }));
        id
    }

    /// The whole response to a request.
    pub(crate) fn response(&mut self, id: i32) -> Value {
        let is_it = |message: &Value| message["id"] == id && message.get("method").is_none();
        self.wait_for(is_it)
    }

    /// What the server answers.
    pub(crate) fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.ask(method, params);
        let response = self.response(id);
        assert!(response.get("error").is_none(), "{method}: {response}");
        response["result"].clone()
    }

    /// What the server answers on the place of the cursor.
    pub(crate) fn at_cursor(&mut self, method: &str, more: Value) -> Value {
        let (file, line, character) = self.cursor.clone().expect("a cursor");
        let mut params = json!({
            "textDocument": { "uri": self.uri(&file) },
            "position": { "line": line, "character": character },
        });
        for (key, value) in more.as_object().cloned().unwrap_or_default() {
            params[key] = value;
        }
        self.request(method, params)
    }

    fn wait_for(&mut self, is_it: impl Fn(&Value) -> bool) -> Value {
        if let Some(position) = self.kept.iter().position(&is_it) {
            return self.kept.remove(position).expect("a message");
        }
        let deadline = Instant::now() + PATIENCE;
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).expect("the server answers in time");
            self.note(&message);
            if is_it(&message) {
                return message;
            }
            self.kept.push_back(message);
        }
    }

    fn note(&mut self, message: &Value) {
        if message["method"] == "textDocument/publishDiagnostics" {
            let file = self.short(message["params"]["uri"].as_str().expect("a URI"));
            let problems = message["params"]["diagnostics"].as_array().expect("a list").clone();
            self.problems.insert(file, problems);
        }
    }

    /// Waits until the problems of a file, as `code line:character` each, are these.
    pub(crate) fn expect_problems(&mut self, file: &str, expected: &[&str]) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let problems = self.problems.get(file).map(Vec::as_slice).unwrap_or_default();
            let shown: Vec<String> = problems.iter().map(shown).collect();
            if shown == expected {
                return;
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).unwrap_or_else(|_| panic!("{file} has {shown:?}, not {expected:?}"));
            self.note(&message);
            self.kept.push_back(message);
        }
    }

    pub(crate) fn problems(&self, file: &str) -> &[Value] {
        self.problems.get(file).map(Vec::as_slice).unwrap_or_default()
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.root.join(path)).expect("a file")
    }

    pub(crate) fn did_open(&mut self, path: &str) {
        let text = self.read(path);
        self.did_open_as(path, &text);
    }

    pub(crate) fn did_open_as(&mut self, path: &str, text: &str) {
        self.versions.insert(path.to_owned(), 1);
        let document = json!({ "uri": self.uri(path), "languageId": "markdown", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Replaces a range of an open file: first and last line and character.
    pub(crate) fn edit(&mut self, path: &str, range: [usize; 4], text: &str) {
        let [line, character, end_line, end_character] = range;
        let range = json!({
            "start": { "line": line, "character": character },
            "end": { "line": end_line, "character": end_character },
        });
        self.change(path, json!([{ "range": range, "text": text }]));
    }

    pub(crate) fn change(&mut self, path: &str, changes: Value) {
        let version = self.versions.get_mut(path).expect("an open file");
        *version += 1;
        let document = json!({ "uri": format!("file://{}", self.root.join(path).display()), "version": version });
        self.notify("textDocument/didChange", json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Applies an edit of the server to the files, as an editor would that saves all; gives the files that changed.
    pub(crate) fn apply(&self, edit: &Value) -> Vec<String> {
        let mut changed = Vec::new();
        for change in edit["documentChanges"].as_array().expect("document changes") {
            if change["kind"] == "create" {
                let path = self.short(change["uri"].as_str().expect("a URI"));
                assert!(!self.root.join(&path).exists(), "{path} is there");
                write(&self.root.join(path), "");
                continue;
            }
            let path = self.short(change["textDocument"]["uri"].as_str().expect("a URI"));
            let mut text = self.read(&path);
            let mut edits = change["edits"].as_array().expect("edits").clone();
            edits.reverse();
            for edit in edits {
                let (start, end) = (offset(&text, &edit["range"]["start"]), offset(&text, &edit["range"]["end"]));
                text.replace_range(start..end, edit["newText"].as_str().expect("a text"));
            }
            write(&self.root.join(&path), &text);
            changed.push(path);
        }
        changed
    }

    /// The labels of the completions at the cursor.
    pub(crate) fn completions(&mut self) -> Vec<Value> {
        let list = self.at_cursor("textDocument/completion", json!({}));
        list["items"].as_array().cloned().unwrap_or_default()
    }

    /// Says goodbye; gives the exit code.
    pub(crate) fn close(mut self) -> Option<i32> {
        self.request("shutdown", Value::Null);
        self.notify("exit", Value::Null);
        self.exit_code()
    }

    /// Waits for the end of the server.
    pub(crate) fn exit_code(&mut self) -> Option<i32> {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if let Some(status) = self.child.try_wait().expect("a child") {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
        panic!("the server does not end");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = &self.dir;
    }
}

/// The files of a fixture.
fn files(fixture: &str) -> Vec<(String, String)> {
    let parts = fixture.split("//- ").skip(1);
    parts.filter_map(|part| part.split_once('\n')).map(|(path, text)| (path.trim().to_owned(), text.to_owned())).collect()
}

fn read_message(input: &mut impl BufRead) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if input.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim() {
            "" => break,
            line => length = line.strip_prefix("Content-Length: ").and_then(|value| value.parse().ok()).unwrap_or(length),
        }
    }
    let mut body = vec![0; length];
    input.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

/// A problem as `code line:character`, counted from 0.
fn shown(problem: &Value) -> String {
    let start = &problem["range"]["start"];
    format!("{} {}:{}", problem["code"].as_str().unwrap_or("?"), start["line"], start["character"])
}

/// The byte of a position in UTF-16.
fn offset(text: &str, position: &Value) -> usize {
    let count = |key: &str| usize::try_from(position[key].as_u64().expect("a number")).expect("a small number");
    let start: usize = text.split_inclusive('\n').take(count("line")).map(str::len).sum();
    let mut left = count("character");
    for (at, character) in text[start..].char_indices() {
        if left == 0 || character == '\n' {
            return start + at;
        }
        left -= character.len_utf16().min(left);
    }
    text.len()
}

/// A range as `line:character-line:character`.
fn range(value: &Value) -> String {
    let position = |position: &Value| format!("{}:{}", position["line"], position["character"]);
    format!("{}-{}", position(&value["start"]), position(&value["end"]))
}
