//! The stream of news as browsers hear it.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use super::{Preview, until};

const SITE: &str = "\
//- content/index.md
# Home
//- content/a.md
# A
//- content/pic.png
png
";

/// A browser that listens.
struct Listener(BufReader<TcpStream>);

impl Listener {
    fn of(preview: &Preview) -> Self {
        let mut stream = preview.connect();
        let request = "GET /__journeybook/news HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        stream.write_all(request.as_bytes()).expect("the request is sent");
        Self(BufReader::new(stream))
    }

    /// The next event's data.
    fn next(&mut self) -> serde_json::Value {
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
    fn after(&mut self, last: u64) -> serde_json::Value {
        loop {
            let news = self.next();
            if news["generation"].as_u64().is_some_and(|generation| generation > last) {
                return news;
            }
        }
    }
}

#[test]
fn a_save_is_heard_with_what_it_changed() {
    let preview = Preview::with(SITE, &["--follow"]);
    let mut listener = Listener::of(&preview);
    let first = listener.next();
    assert_eq!((first["generation"].as_u64(), first["saved"].is_null()), (Some(1), true), "{first}");
    preview.write("content/a.md", "# A\n\nmore\n");
    let saved = listener.after(1);
    assert_eq!(saved["saved"], serde_json::json!([2, "a/"]), "{saved}");
    preview.write("content/pic.png", "other");
    let asset = listener.after(2);
    assert_eq!((&asset["assets"], &asset["saved"][0]), (&serde_json::json!(["pic.png"]), &serde_json::json!(2)), "{asset}");
}

#[test]
fn only_browsers_that_follow_are_led() {
    let preview = Preview::of(SITE);
    let mut listener = Listener::of(&preview);
    listener.next();
    preview.write("content/a.md", "# A\n\nmore\n");
    assert!(listener.after(1)["saved"].is_null());
}

#[test]
fn problems_are_heard_when_they_come_and_go() {
    let preview = Preview::of(SITE);
    let mut listener = Listener::of(&preview);
    // The address is given before anything is checked: the list of problems has no version until it is made.
    let listed = |news: serde_json::Value| news["problems"].as_str().filter(|version| !version.is_empty()).map(str::to_owned);
    let clean = until("the problems are listed", || listed(listener.next()));
    preview.write("content/a.md", "# A\n\n[x](none.md)\n");
    // A save that is caught between its two halves is an empty page first, which is a problem too.
    until("the fault is heard", || {
        let heard = listener.next()["problems"] != *clean;
        (heard && preview.problems().contains("none.md")).then_some(())
    });
    preview.write("content/a.md", "# A\n");
    until("the fixing is heard", || (listener.next()["problems"] == *clean).then_some(()));
}

#[test]
fn a_page_that_did_not_change_keeps_its_version() {
    let preview = Preview::of("//- content/index.md\n# Home\n//- content/a.md\n# A\n//- content/b.md\n# B\n\nSee [a](a.md).\n");
    let tag = |path: &str| preview.get(path).header("etag").expect("a tag").to_owned();
    let (home, a, b) = (tag("/"), tag("/a/"), tag("/b/"));
    preview.write("content/b.md", "# B\n\nSee [a](a.md).\n\nAnother paragraph.\n");
    preview.shows("/b/", "Another paragraph.");
    assert_eq!((tag("/"), tag("/a/")), (home.clone(), a.clone()));
    assert_ne!(tag("/b/"), b);
    // The sentence around a link is quoted by the page it leads to.
    preview.write("content/b.md", "# B\n\nMind [a](a.md).\n\nAnother paragraph.\n");
    preview.shows("/a/", "Mind a.");
    assert_ne!(tag("/a/"), a);
}
