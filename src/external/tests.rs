//! A server on loopback that misbehaves in every way we know of, and what is reported.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::{Answer, Answers, Cache, Fetched, Fragments, Patience, Wanted, addresses, fetch, look, problems};
use crate::config::ExternalLinks;
use crate::diagnostic::Code;
use crate::fixture::Handbook;

/// The server, with a record of its requests and how many were concurrent.
struct Server {
    address: String,
    asked: Arc<Mutex<BTreeMap<String, usize>>>,
    most_at_once: Arc<AtomicUsize>,
}

impl Server {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let server = Self { address, asked: Arc::default(), most_at_once: Arc::default() };
        let (asked, most) = (Arc::clone(&server.asked), Arc::clone(&server.most_at_once));
        let at_once = Arc::new(AtomicUsize::new(0));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (asked, most, at_once) = (Arc::clone(&asked), Arc::clone(&most), Arc::clone(&at_once));
                thread::spawn(move || {
                    most.fetch_max(at_once.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    answer(stream, &asked, &at_once);
                });
            }
        });
        server
    }

    fn url(&self, path: &str) -> Arc<str> {
        format!("{}{path}", self.address).into()
    }

    /// How often a method was used on a path.
    fn asked(&self, request: &str) -> usize {
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).get(request).copied().unwrap_or_default()
    }
}

/// Answers one connection as its path says; `at_once` is decremented before the last byte is sent.
fn answer(mut stream: TcpStream, asked: &Mutex<BTreeMap<String, usize>>, at_once: &AtomicUsize) {
    let mut request = Vec::new();
    let mut byte = [0];
    while !request.ends_with(b"\r\n\r\n") && stream.read(&mut byte).is_ok_and(|read| read == 1) {
        request.push(byte[0]);
    }
    let request = String::from_utf8_lossy(&request).into_owned();
    let mut words = request.split(' ');
    let (method, path) = (words.next().unwrap_or_default().to_owned(), words.next().unwrap_or_default().to_owned());
    let times = {
        let mut asked = asked.lock().unwrap_or_else(PoisonError::into_inner);
        *asked.entry(format!("{method} {path}")).or_default() += 1;
        asked.iter().filter(|(request, _)| request.ends_with(&format!(" {path}"))).map(|(_, times)| *times).sum::<usize>()
    };
    let (status, headers) = match &*path {
        "/head-refused" if method == "HEAD" => ("405 Method Not Allowed", ""),
        "/head-lies" if method == "HEAD" => ("404 Not Found", ""),
        "/gone" => ("410 Gone", ""),
        "/members" => ("401 Unauthorized", ""),
        "/robots" => ("403 Forbidden", ""),
        "/linked" => ("999 Request denied", ""),
        "/page" => ("200 OK", "Content-Type: text/html; charset=utf-8\r\n"),
        "/none" => ("404 Not Found", ""),
        "/busy-once" if times == 1 => ("429 Too Many Requests", "Retry-After: 0\r\n"),
        "/busy-by-date" if times == 1 => ("503 Service Unavailable", "Retry-After: Wed, 21 Oct 2015 07:28:00 GMT\r\n"),
        "/busy" => ("429 Too Many Requests", ""),
        "/busy-for-an-hour" => ("429 Too Many Requests", "Retry-After: 3600\r\n"),
        "/broken-once" if times == 1 => ("500 Internal Server Error", ""),
        "/broken" => ("500 Internal Server Error", ""),
        "/moved" => ("301 Moved Permanently", "Location: /good\r\n"),
        "/loop" => ("302 Found", "Location: /loop\r\n"),
        "/circle" => ("302 Found", "Location: /back\r\n"),
        "/back" => ("302 Found", "Location: /circle\r\n"),
        "/bare-redirect" => ("302 Found", ""),
        "/odd-status" => ("299 Whatever", ""),
        "/slow" => {
            thread::sleep(Duration::from_secs(3));
            ("200 OK", "")
        }
        _ => ("200 OK", ""),
    };
    if path.starts_with("/polite") {
        thread::sleep(Duration::from_millis(30));
    }
    at_once.fetch_sub(1, Ordering::SeqCst);
    let body = match &*path {
        "/urls.json" => "[[\"a/\",\"A\"]]",
        "/page" | "/plain" => "<h2 id=\"set-up\">Set up</h2>",
        _ => "",
    };
    let _ = match &*path {
        "/drops" => return,
        "/garbage" => stream.write_all(b"\x00\xff not HTTP at all\r\n\r\n"),
        "/half" => stream.write_all(b"HTTP/1.1 200"),
        "/long-header" => stream.write_all(format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "x".repeat(1_000_000)).as_bytes()),
        _ => stream.write_all(
            format!("HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}", body.len()).as_bytes(),
        ),
    };
}

/// Values for tests: an answer may take long, since the machine may be busy, but pauses are short.
const PATIENCE: Patience = Patience {
    timeout: Duration::from_secs(20),
    tries: 3,
    pause: Duration::from_millis(5),
    longest_pause: Duration::from_secs(5),
    at_once: 8,
    at_once_per_host: 2,
};

fn never() -> AtomicBool {
    AtomicBool::new(false)
}

#[test]
fn every_misbehaviour_is_told_and_none_stops_the_others() {
    let server = Server::start();
    let cases = [
        ("/good", None),
        ("/good?q=1", None),
        ("/head-refused", None),
        ("/head-lies", None),
        ("/busy-once", None),
        ("/busy-by-date", None),
        ("/broken-once", None),
        ("/moved", None),
        ("/odd-status", None),
        ("/none", Some("answers 404 not found")),
        ("/gone", Some("answers 410 gone")),
        ("/broken", Some("answers 500 internal server error, 3 times")),
        ("/loop", Some("leads in a circle of redirects, or through more than ten")),
        ("/circle", Some("leads in a circle of redirects, or through more than ten")),
        ("/drops", Some("")),
        ("/garbage", Some("")),
        ("/half", Some("")),
        ("/long-header", Some("")),
        ("/bare-redirect", Some("")),
    ];
    let answers = look(cases.iter().map(|(path, _)| server.url(path)), PATIENCE, &never(), |_| {});
    for (path, expected) in cases {
        let answer = answers.get(&server.url(path));
        match (answer, expected) {
            (Some(Answer::Good), None) => {}
            (Some(Answer::Bad(reason)), Some("")) => assert!(!reason.is_empty(), "{path}"),
            (Some(Answer::Bad(reason)), Some(expected)) => assert_eq!(reason, expected, "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
    assert_eq!(server.asked("HEAD /good"), 2, "asked once, and led to once by a redirect");
    assert_eq!((server.asked("HEAD /head-refused"), server.asked("GET /head-refused")), (1, 1));
}

#[test]
fn what_sites_tell_programs_alone_is_unknown() {
    let server = Server::start();
    let cases = [
        ("/members", "answers 401 unauthorized"),
        ("/robots", "answers 403 forbidden"),
        ("/linked", "answers 999"),
        ("/busy", "answers 429 too many requests, 3 times"),
    ];
    let answers = look(cases.iter().map(|(path, _)| server.url(path)), PATIENCE, &never(), |_| {});
    for (path, expected) in cases {
        assert_eq!(answers.get(&server.url(path)), Some(&Answer::Unknown(expected.to_owned())), "{path}");
    }
    assert_eq!((server.asked("HEAD /robots"), server.asked("GET /robots")), (1, 1), "GET may be answered where HEAD is not");
    assert_eq!(server.asked("HEAD /busy") + server.asked("GET /busy"), 3);
}

#[test]
fn fragments_are_looked_for_where_a_page_is_html() {
    let server = Server::start();
    let wanted = |path: &str| Wanted { address: server.url(path), fragments: ["set-up".into(), "none".into()].into() };
    let answers = look([wanted("/page"), wanted("/plain"), wanted("/none")], PATIENCE, &never(), |_| {});
    assert_eq!(answers[&server.url("/page")], Answer::Without(["none".into()].into()));
    assert_eq!(answers[&server.url("/plain")], Answer::Good);
    assert_eq!(answers[&server.url("/none")], Answer::Bad("answers 404 not found".to_owned()));
    assert_eq!(server.asked("HEAD /page"), 0);
}

#[test]
fn a_host_that_wants_an_hour_is_not_waited_for() {
    let server = Server::start();
    let url = server.url("/busy-for-an-hour");
    let answers = look([Arc::clone(&url)], PATIENCE, &never(), |_| {});
    assert_eq!(answers[&url], Answer::Unknown("answers 429 too many requests".to_owned()));
    assert_eq!(server.asked("HEAD /busy-for-an-hour"), 1);
}

#[test]
fn what_does_not_answer_is_given_up() {
    let server = Server::start();
    let patience = Patience { timeout: Duration::from_millis(100), tries: 2, ..PATIENCE };
    let refused: Arc<str> = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("http://{}/", listener.local_addr().expect("an address")).into()
    };
    let answers =
        look([server.url("/slow"), Arc::clone(&refused), "http:///x".into(), "http://".into()], patience, &never(), |_| {});
    assert_eq!(answers[&server.url("/slow")], Answer::Bad("does not answer in time, 2 times".to_owned()));
    assert_eq!(answers[&refused], Answer::Bad("refuses the connection, 2 times".to_owned()));
    assert_eq!(answers.len(), 4);
    assert!(answers.values().all(|answer| *answer != Answer::Good));
}

#[test]
fn one_host_is_asked_by_few_at_once() {
    let server = Server::start();
    let urls: Vec<Arc<str>> = (0..12).map(|number| server.url(&format!("/polite/{number}"))).collect();
    let answers = look(urls, PATIENCE, &never(), |_| {});
    assert_eq!(answers.values().filter(|answer| **answer == Answer::Good).count(), 12);
    assert!(server.most_at_once.load(Ordering::SeqCst) <= PATIENCE.at_once_per_host);
}

#[test]
fn interrupted_it_gives_what_is_known() {
    let server = Server::start();
    let is_interrupted = AtomicBool::new(true);
    let answers = look([server.url("/slow")], PATIENCE, &is_interrupted, |_| {});
    assert_eq!(answers, Answers::new());
    let nothing = look(Vec::<Wanted>::new(), PATIENCE, &never(), |_| {});
    assert_eq!(nothing, Answers::new());
}

#[test]
fn each_place_of_an_address_is_reported() {
    let book = Handbook::parse(
        "//- content/index.md
[a](https://a.example/x#one) <https://a.example/x> [b][r] [c][r] [d](mailto:a@b.c) [e](//a.example/x) https://a.example/x
<img src=\"https://a.example/\u{e9} y\" alt=\"\"> [f](https://skip.example/z) `https://a.example/code`

[r]: HTTPS://b.example
//- content/b.md
[[index]] [a](https://a.example/x#two)
",
    );
    let site = book.site();
    let skip = globset::Glob::new("https://skip.example/*").expect("a glob");
    let skip = globset::GlobSetBuilder::new().add(skip).build().expect("a set");
    let settings = ExternalLinks { skip, ..ExternalLinks::default() };
    let found = addresses(&site, &settings, Fragments::LookedAt);
    let fragments = &found.last().expect("an address").fragments;
    assert_eq!(fragments.iter().map(|fragment| &**fragment).collect::<Vec<_>>(), ["one", "two"]);
    assert!(addresses(&site, &settings, Fragments::Trusted).iter().all(|wanted| wanted.fragments.is_empty()));
    let found: Vec<&str> = found.iter().map(|wanted| &*wanted.address).collect();
    assert_eq!(found, ["HTTPS://b.example", "https://a.example/%C3%A9%20y", "https://a.example/x"]);
    let bad = |url: &str| (Arc::from(url), Answer::Bad("answers 404 not found".to_owned()));
    let answers: Answers = [bad("https://a.example/x"), bad("HTTPS://b.example")].into_iter().collect();
    let problems = problems(&site, &answers);
    let places: Vec<String> = problems
        .iter()
        .map(|problem| {
            let text = book.text(book.id(if format!("{:?}", problem.origin).contains("b.md") { "b.md" } else { "index.md" }));
            text[problem.span.clone().expect("a place")].to_owned()
        })
        .collect();
    assert_eq!(
        places,
        [
            "https://a.example/x#two",
            "https://a.example/x#one",
            "https://a.example/x",
            "HTTPS://b.example",
            "//a.example/x",
            "https://a.example/x"
        ]
    );
    assert_eq!((problems[0].code, &*problems[0].message), (Code::ExternalLink, "`https://a.example/x` answers 404 not found"));
    let told = |answer| {
        let answers: Answers = [(Arc::from("https://a.example/x"), answer)].into();
        let problems = super::problems(&site, &answers);
        (problems.len(), problems.into_iter().map(|problem| (problem.code, problem.message)).next())
    };
    let lacking = told(Answer::Without(["two".into()].into()));
    assert_eq!(lacking, (1, Some((Code::ExternalFragment, "`https://a.example/x` has no id `two`".to_owned()))));
    let refused = told(Answer::Unknown("answers 403 forbidden".to_owned()));
    let message = "`https://a.example/x` cannot be checked: it answers 403 forbidden".to_owned();
    assert_eq!(refused, (5, Some((Code::UncheckedLink, message))));
}

#[test]
fn answers_are_remembered_for_a_while_and_failures_are_not() {
    let wanted = |address: &str| Wanted::from(Arc::from(address));
    let refusal = Answer::Unknown("answers 403 forbidden".to_owned());
    let answers: Answers = [
        ("https://a".into(), Answer::Good),
        ("https://b".into(), Answer::Bad("x".to_owned())),
        ("https://c".into(), refusal.clone()),
    ]
    .into();
    let cache = Cache::parse(&Cache::default().with(&answers).text());
    assert_eq!(cache.answer(&wanted("https://a")), Some(Answer::Good));
    assert_eq!(cache.answer(&wanted("https://b")), None);
    assert_eq!(cache.answer(&wanted("https://c")), Some(refusal));
    let with_fragment = Wanted { fragments: ["x".into()].into(), ..wanted("https://a") };
    assert_eq!(cache.answer(&with_fragment), None);
    let gone: Answers = [("https://a".into(), Answer::Bad("x".to_owned()))].into();
    assert_eq!(cache.with(&gone).answer(&wanted("https://a")), None);
    let now = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("a time").as_secs();
    for (hours, is_known) in [(1, true), (17, true), (31, false)] {
        let text = format!("{{\"https://a\": {{\"at\": {}}}}}", now - hours * 3600);
        assert_eq!(Cache::parse(&text).answer(&wanted("https://a")).is_some(), is_known, "{hours} hours");
    }
    for damaged in ["", "{", "[1]", "{\"https://a\": 1}", "{\"https://a\": {\"at\": 99999999999}}"] {
        assert_eq!(Cache::parse(damaged).answer(&wanted("https://a")), None, "{damaged}");
    }
}

#[test]
fn a_published_list_is_fetched() {
    let server = Server::start();
    assert_eq!(fetch(&server.url("/urls.json")), Ok(Fetched::Text("[[\"a/\",\"A\"]]".to_owned())));
    for nothing in ["/none", "/gone"] {
        assert_eq!(fetch(&server.url(nothing)), Ok(Fetched::Nothing), "{nothing}");
    }
    assert_eq!(fetch(&server.url("/robots")), Err("answers 403 forbidden".to_owned()));
    assert!(fetch(&server.url("/broken-once")).is_ok(), "a server that is busy is asked again");
    assert!(fetch(&server.url("/loop")).is_err_and(|reason| reason.contains("circle")));
    assert!(fetch("http://").is_err());
}
