//! Messages: JSON-RPC 2.0 after the headers of the Language Server Protocol's base protocol.
//!
//! A message that cannot be parsed is reported, and the next one is read; only a broken header ends the connection, since nothing
//! shows where the next message begins.

use std::io::{self, BufRead, Read, Write};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::Message;
use serde_json::{Value, json};

/// The largest message that is read, in bytes. Longer ones are skipped.
const LARGEST: u64 = 256 * 1024 * 1024;

/// The longest line of a header, in bytes.
const LONGEST_HEADER: u64 = 4096;

/// What arrived.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A message.
    Message(Message),
    /// An invalid message: the request's id, if it has one, and what is wrong.
    Malformed(Value, String),
}

/// The two ends of a connection.
pub(super) struct Channel {
    /// Incoming messages; ends with the editor.
    pub(super) incoming: Receiver<Incoming>,
    outgoing: Sender<Value>,
}

impl Channel {
    /// Sends a message; returns whether the editor is still connected.
    pub(super) fn send(&self, message: &Message) -> bool {
        serde_json::to_value(message).is_ok_and(|value| self.send_value(value))
    }

    /// Reports that a message could not be parsed.
    pub(super) fn refuse(&self, id: Value, code: i32, message: &str) -> bool {
        let id = if id.is_number() || id.is_string() { id } else { Value::Null };
        self.send_value(json!({ "id": id, "error": { "code": code, "message": message } }))
    }

    fn send_value(&self, mut value: Value) -> bool {
        if let Some(object) = value.as_object_mut() {
            object.insert("jsonrpc".to_owned(), "2.0".into());
        }
        self.outgoing.send(value).is_ok()
    }
}

/// Reads and writes on separate threads.
pub(super) fn connect(mut input: impl BufRead + Send + 'static, mut output: impl Write + Send + 'static) -> Channel {
    let (read, incoming) = unbounded();
    let (outgoing, write) = unbounded::<Value>();
    let reader = move || {
        while let Some(message) = next(&mut input) {
            if read.send(message).is_err() {
                break;
            }
        }
    };
    let writer = move || {
        for value in write {
            if put(&mut output, &value).is_err() {
                break;
            }
        }
    };
    for (name, work) in [("read", Box::new(reader) as Box<dyn FnOnce() + Send>), ("write", Box::new(writer))] {
        // Without the thread the channel is disconnected, which ends the server.
        let _ = thread::Builder::new().name(format!("lsp {name}")).spawn(work);
    }
    Channel { incoming, outgoing }
}

fn put(output: &mut impl Write, value: &Value) -> io::Result<()> {
    let text = value.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{text}", text.len())?;
    output.flush()
}

/// The next message; `None` at the end of the input or after an invalid header.
fn next(input: &mut impl BufRead) -> Option<Incoming> {
    let length = length(input)?;
    if length > LARGEST {
        let skipped = io::copy(&mut input.by_ref().take(length), &mut io::sink()).ok()?;
        let what = format!("a message of {length} bytes is longer than {LARGEST}");
        return (skipped == length).then_some(Incoming::Malformed(Value::Null, what));
    }
    let mut body = Vec::new();
    let read = input.by_ref().take(length).read_to_end(&mut body).ok()?;
    (read as u64 == length).then(|| parsed(&body))
}

/// The length in the header.
fn length(input: &mut impl BufRead) -> Option<u64> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        input.by_ref().take(LONGEST_HEADER).read_until(b'\n', &mut line).ok()?;
        if !line.ends_with(b"\n") {
            return None;
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim();
        if line.is_empty() {
            return length;
        }
        let (name, value) = line.split_once(':')?;
        if name.trim().eq_ignore_ascii_case("content-length") {
            length = Some(value.trim().parse().ok()?);
        }
    }
}

fn parsed(body: &[u8]) -> Incoming {
    let value: Value = match serde_json::from_slice(body) {
        Ok(value) => value,
        Err(error) => return Incoming::Malformed(Value::Null, format!("this is not JSON: {error}")),
    };
    let id = value.get("id").cloned().unwrap_or_default();
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => Incoming::Malformed(id, "this is neither a request nor a response nor a notification".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let mut input = text.as_bytes();
        let messages = std::iter::from_fn(|| next(&mut input));
        messages
            .map(|message| match message {
                Incoming::Message(Message::Request(request)) => format!("request {}", request.method),
                Incoming::Message(Message::Notification(notification)) => format!("notification {}", notification.method),
                Incoming::Message(Message::Response(response)) => format!("response {}", response.id),
                Incoming::Malformed(id, _) => format!("malformed {id}"),
            })
            .collect()
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn what_cannot_be_read_does_not_hide_what_follows() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"exit"}"#);
        for (bad, expected) in [
            (framed("{"), "malformed null"),
            (framed("[]"), "malformed null"),
            (framed("\u{fffd}"), "malformed null"),
            (framed(r#"{"jsonrpc":"2.0","id":7}"#), "malformed 7"),
            (framed(r#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#), "request shutdown"),
            (framed(&format!("{}1{}", "[".repeat(9000), "]".repeat(9000))), "malformed null"),
        ] {
            assert_eq!(read(&format!("{bad}{good}")), [expected, "notification exit"], "{bad:.60}");
        }
        let with_type = good.replace("\r\n\r\n", "\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n");
        assert_eq!(read(&with_type), ["notification exit"]);
    }

    #[test]
    fn a_broken_header_ends_the_connection() {
        for text in ["", "hello", "Content-Length: x\r\n\r\n{}", "Content-Length: 9\r\n\r\n{}", "no header\r\n\r\n", "\r\n"] {
            assert_eq!(read(text), Vec::<String>::new(), "{text}");
        }
        assert_eq!(read(&format!("Content-Length: 2{}\r\n\r\n", " ".repeat(9000))), Vec::<String>::new());
    }
}
