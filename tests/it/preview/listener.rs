//! A browser's side of the stream of news.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use super::Preview;

/// A browser that listens.
pub(super) struct Listener(BufReader<TcpStream>);

impl Listener {
    pub(super) fn new(preview: &Preview) -> Self {
        let mut stream = preview.connect();
        let request = "GET /__journeybook/news HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        stream.write_all(request.as_bytes()).expect("the request is sent");
        Self(BufReader::new(stream))
    }

    /// The next event's data.
    pub(super) fn next(&mut self) -> serde_json::Value {
        let mut line = String::new();
        loop {
            line.clear();
            self.0.read_line(&mut line).expect("an event in time");
            if let Some(data) = line.strip_prefix("data: ") {
                return serde_json::from_str(data).expect("JSON");
            }
        }
    }

    /// The next event of a generation after `last`.
    pub(super) fn after(&mut self, last: u64) -> serde_json::Value {
        loop {
            let news = self.next();
            if news["generation"].as_u64().is_some_and(|generation| generation > last) {
                return news;
            }
        }
    }
}

impl Preview {
    /// The number of the generation that is shown now.
    pub(super) fn generation(&self) -> u64 {
        Listener::new(self).next()["generation"].as_u64().expect("a number")
    }
}
