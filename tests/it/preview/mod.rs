//! The preview as browsers, editors and strangers meet it: the real program, real files, raw sockets.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

mod errors;
mod http;
mod listener;
mod network;
mod news;
mod security;
mod watching;

/// How long something may take that takes milliseconds: machines that run tests are sometimes busy.
const PATIENCE: Duration = Duration::from_secs(30);

/// A handbook on disk with a preview of it.
struct Preview {
    dir: TempDir,
    child: Child,
    port: u16,
    said: Arc<Mutex<String>>,
}

/// What came back for a request.
#[derive(Debug)]
struct Response {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Response {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header, by its lower-case name.
    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(key, _)| key.eq_ignore_ascii_case(name)))
            .map(|(_, value)| value)
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Writes the files of a text whose lines `//- PATH` begin them.
fn write_files(dir: &Path, text: &str) {
    for file in text.split("//- ").skip(1) {
        let (path, content) = file.split_once('\n').unwrap_or((file, ""));
        let path = dir.join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
}

impl Preview {
    /// Starts a preview of a handbook in one string.
    fn new(files: &str) -> Self {
        Self::with(files, &[])
    }

    fn with(files: &str, flags: &[&str]) -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        write_files(dir.path(), files);
        Self::in_folder(dir, flags)
    }

    fn in_folder(dir: TempDir, flags: &[&str]) -> Self {
        let project = dir.path().to_path_buf();
        let mut command = Command::new(env!("CARGO_BIN_EXE_journeybook"));
        command.arg("serve").arg(project).args(flags);
        Self::run(dir, command, flags.contains(&"--port"))
    }

    fn run(dir: TempDir, mut command: Command, has_port: bool) -> Self {
        if !has_port {
            command.args(["--port", "0"]);
        }
        let mut child = command
            .env_remove("CLICOLOR_FORCE")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the preview starts");
        let said = Arc::new(Mutex::new(String::new()));
        let mut lines = BufReader::new(child.stderr.take().expect("its messages"));
        let heard = Arc::clone(&said);
        std::thread::spawn(move || {
            let mut line = String::new();
            while lines.read_line(&mut line).is_ok_and(|length| length > 0) {
                heard.lock().expect("the lock").push_str(&line);
                line.clear();
            }
        });
        let mut preview = Self { dir, child, port: 0, said };
        let line =
            until("it says its address", || preview.said().lines().find(|line| line.starts_with("serving ")).map(str::to_owned));
        let port = line.split("://").nth(1).and_then(|url| url.split('/').next()).and_then(|host| host.rsplit(':').next());
        preview.port = port.and_then(|port| port.parse().ok()).expect("a port in the address");
        // The first answer comes when everything is read, so that nothing written from here on is part of the start.
        preview.get("/");
        preview
    }

    /// All that was printed so far.
    fn said(&self) -> String {
        self.said.lock().expect("the lock").clone()
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Opens a connection.
    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time-out");
        stream
    }

    /// Sends bytes as they are, and reads the one answer.
    fn send(&self, request: &[u8]) -> Response {
        let mut stream = self.connect();
        stream.write_all(request).expect("the request is sent");
        let mut answer = Vec::new();
        // A server that refuses early may reset the connection.
        let _ = stream.read_to_end(&mut answer);
        let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n").unwrap_or(answer.len());
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or(0);
        Response { status, head, body: answer.get(end + 4..).unwrap_or_default().to_vec() }
    }

    /// A request with more headers, each with its line end.
    fn request(&self, method: &str, path: &str, headers: &str) -> Response {
        let host = if headers.to_ascii_lowercase().contains("host:") { "" } else { "Host: localhost\r\n" };
        self.send(format!("{method} {path} HTTP/1.1\r\n{host}Connection: close\r\n{headers}\r\n").as_bytes())
    }

    fn get(&self, path: &str) -> Response {
        self.request("GET", path, "")
    }

    /// Waits until the page at `path` shows `words`.
    fn shows(&self, path: &str, words: &str) {
        until(&format!("{path} shows {words:?}"), || self.get(path).text().contains(words).then_some(()));
    }

    /// The list of problems.
    fn problems(&self) -> String {
        self.get("/__journeybook/problems.json").text()
    }

    /// How many times a generation was shown, by the lines on the terminal.
    fn shown(&self) -> usize {
        self.said().lines().filter(|line| line.contains(" in ") && line.contains("ms: ")).count()
    }

    /// Waits until every output is what a clean build makes of the files as they are.
    fn equals_a_clean_build(&self) {
        let output = tempfile::tempdir().expect("a temporary folder");
        let built = output.path().join("site");
        let run = Command::new(env!("CARGO_BIN_EXE_journeybook"))
            .args(["build", "--warn", "all", "-d"])
            .arg(&built)
            .arg(self.dir.path())
            .output()
            .expect("a build");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let files = files_below(&built);
        for path in &files {
            let address = format!("/{}", path.strip_suffix("index.html").unwrap_or(path)).replace(' ', "%20");
            let expected = fs::read(built.join(path)).expect("a built file");
            until(&format!("{address} is as built"), || (without_script(&self.get(&address).body) == expected).then_some(()));
        }
    }
}

/// The page without what the server added.
fn without_script(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let Some(start) = text.find("<script defer src=\"").filter(|start| text[*start..].contains("__journeybook/client.js")) else {
        return page.to_vec();
    };
    let end = text[start..].find("</script>").map_or(text.len(), |end| start + end + "</script>".len());
    format!("{}{}", &text[..start], &text[end..]).into_bytes()
}

/// The files below a folder except for our own state, relative to it.
fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            let relative = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            if path.is_dir() && relative != ".journeybook" {
                folders.push(path);
            } else if path.is_file() {
                found.push(relative);
            }
        }
    }
    found
}

/// Asks again and again until there is an answer.
fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < deadline, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}
