//! How long a save takes until the preview serves its words, how long the preview takes to start, and what memory it holds.
//!
//! `cargo bench --bench preview` measures generated handbooks of 1,000, 10,000 and 50,000 pages; other sizes can be named behind `--`.
//! An edit is timed from before the file is written until an HTTP answer has its words, so the wait for quiet is part of it. Numbers are
//! medians in milliseconds.

#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a benchmark writes files, starts programs and prints")]

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How often each kind of edit is measured.
const ROUNDS: usize = 9;
/// How long it is quiet between edits: an author's pause, in which the preview compares everything once.
const PAUSE: Duration = Duration::from_millis(2500);
const STAGES: [&str; 7] = ["attraction", "awareness", "assessment", "adoption", "activation", "application", "advocacy"];

fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|size| size.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 50_000] } else { sizes };
    println!("{:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>10}", "pages", "start", "text", "title", "template", "new page", "memory");
    for size in sizes {
        let dir = tempfile::tempdir().expect("a temporary folder");
        generate(dir.path(), size);
        let row = measure(dir.path());
        println!(
            "{size:>8} {:>8} {:>8} {:>8} {:>8} {:>8} {:>7} MB",
            row.start.as_millis(),
            median(row.text),
            median(row.title),
            median(row.template),
            median(row.new_page),
            row.memory / 1024,
        );
    }
}

/// What is measured of one handbook.
struct Row {
    start: Duration,
    text: Vec<Duration>,
    title: Vec<Duration>,
    template: Vec<Duration>,
    new_page: Vec<Duration>,
    /// In kB, after all edits.
    memory: u64,
}

fn median(mut times: Vec<Duration>) -> String {
    times.sort();
    format!("{:.1}", times[times.len() / 2].as_secs_f64() * 1e3)
}

/// Ends the preview with the measurement.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn measure(dir: &Path) -> Row {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_journeybook"))
        .args(["serve", "--port", "0", "--warn", "all"])
        .arg(dir)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the preview starts");
    let mut said = BufReader::new(child.stderr.take().expect("its messages"));
    let running = Running(child);
    let mut line = String::new();
    said.read_line(&mut line).expect("its address");
    let port = line.trim_end().trim_end_matches('/').rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
    std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
    wait_for(port, "/adoption/f0/p3/", "Page 3");
    let start = began.elapsed();

    let page = dir.join("content/adoption/f0/p3.md");
    let text = fs::read_to_string(&page).expect("the page");
    let mut row = Row { start, text: vec![], title: vec![], template: vec![], new_page: vec![], memory: 0 };
    for round in 0..ROUNDS {
        let words = format!("words-of-round-{round}");
        row.text.push(timed(port, "/adoption/f0/p3/", &words, || fs::write(&page, format!("{text}\n\n{words}\n"))));
        let words = format!("Title of round {round}");
        row.title.push(timed(port, "/adoption/f0/p3/", &words, || {
            fs::write(&page, text.replacen("# Page 3", &format!("# {words}"), 1))
        }));
        // The next text is to change nothing but itself.
        timed(port, "/adoption/f0/p3/", "<title>Page 3 ", || fs::write(&page, &text));
        let words = format!("footer-of-round-{round}");
        let footer = dir.join("themes/default/templates/partials/foot.html");
        fs::create_dir_all(footer.parent().expect("a folder")).expect("a folder");
        row.template.push(timed(port, "/adoption/f0/p3/", &words, || fs::write(&footer, &words)));
        let words = format!("New page of round {round}");
        let new = dir.join(format!("content/adoption/f0/new-{round}.md"));
        row.new_page.push(timed(port, &format!("/adoption/f0/new-{round}/"), &words, || fs::write(&new, format!("# {words}\n"))));
    }
    row.memory = resident(running.0.id());
    row
}

/// The time from before `change` until the page at `path` has `words`.
fn timed(port: u16, path: &str, words: &str, change: impl FnOnce() -> std::io::Result<()>) -> Duration {
    std::thread::sleep(PAUSE);
    let began = Instant::now();
    change().expect("the change");
    wait_for(port, path, words);
    began.elapsed()
}

/// Asks over one connection, with a pause between: asking all the time would take the processor from what is measured.
fn wait_for(port: u16, path: &str, words: &str) {
    let deadline = Instant::now() + Duration::from_secs(60);
    let mut connection = BufReader::new(TcpStream::connect(("127.0.0.1", port)).expect("a connection"));
    while !get(&mut connection, path).contains(words) {
        assert!(Instant::now() < deadline, "{path} never shows {words}");
        std::thread::sleep(Duration::from_millis(4));
    }
}

fn get(connection: &mut BufReader<TcpStream>, path: &str) -> String {
    // In one piece: a request in several waits for the acknowledgement of the first.
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    connection.get_mut().write_all(request.as_bytes()).expect("a request");
    let mut length = 0;
    loop {
        let mut line = String::new();
        connection.read_line(&mut line).expect("a header");
        if let Some((_, value)) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("content-length")) {
            length = value.trim().parse().expect("a length");
        }
        if line.trim().is_empty() {
            break;
        }
    }
    let mut body = vec![0; length];
    connection.read_exact(&mut body).expect("a body");
    String::from_utf8_lossy(&body).into_owned()
}

/// The memory that a process holds, in kB; 0 where the system does not say.
fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// Writes a handbook of pages of some 350 words, fifty to a folder, each with links to its neighbours, headings and code.
fn generate(dir: &Path, pages: usize) {
    for number in 0..pages {
        let stage = STAGES[number % STAGES.len()];
        let folder = dir.join(format!("content/{stage}/f{}", number / (STAGES.len() * 50)));
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("p{number}.md")), page(number, pages)).expect("a page");
    }
    fs::write(dir.join("content/index.md"), "# Handbook\n\nWelcome.\n").expect("a page");
}

fn page(number: usize, pages: usize) -> String {
    let mut text = format!("---\nneeds: [autonomy]\nowner: team-{}\n---\n# Page {number}\n\n", number % 17);
    for section in 0..4 {
        let _ = write!(text, "## Section {section} of {number}\n\n");
        for sentence in 0..8 {
            let word = WORDS[(number * 7 + section * 3 + sentence) % WORDS.len()];
            let _ = write!(text, "The {word} of page {number} tells a newcomer what to do next and where to ask. ");
        }
        let near = (number + 7 * (section + 1)) % pages;
        let _ = write!(text, "See [page {near}](/{}/f{}/p{near}.md).\n\n", STAGES[near % 7], near / (7 * 50));
    }
    text + "```rust\nfn main() {\n    println!(\"hello\");\n}\n```\n"
}

const WORDS: [&str; 12] =
    ["welcome", "workshop", "sample", "answer", "release", "meetup", "talk", "guide", "question", "review", "story", "clinic"];
