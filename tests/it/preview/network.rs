//! The preview as proxies, containers and other machines meet it.

use std::io::{Read, Write};
use std::process::Command;
use std::time::{Duration, Instant};

use super::{Preview, until};

const SITE: &str = "\
//- content/index.md
# Home
//- content/adoption/labs.md
# Labs
";

#[test]
fn a_refused_host_is_told_what_helps_and_so_is_the_terminal() {
    let preview = Preview::new(SITE);
    for _ in 0..3 {
        let refused = preview.request("GET", "/", "Host: docs:8080\r\n");
        assert_eq!(refused.status, 403);
        assert!(refused.text().contains("`docs`") && refused.text().contains("--allow-host docs"), "{}", refused.text());
    }
    until("the terminal tells it", || preview.said().contains("`--allow-host docs`").then_some(()));
    assert_eq!(preview.said().matches("--allow-host").count(), 1, "{}", preview.said());
}

#[test]
fn allowed_hosts_are_answered() {
    let preview = Preview::with(SITE, &["--allow-host", "Docs", "--allow-host", "*.preview.example"]);
    for (host, status) in
        [("docs:8080", 200), ("w-3000.preview.example", 200), ("preview.example", 403), ("docs.evil", 403), ("a.localhost", 200)]
    {
        assert_eq!(preview.request("GET", "/", &format!("Host: {host}\r\n")).status, status, "{host}");
    }
}

#[test]
fn names_that_a_workspace_in_the_cloud_gives_are_known() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    super::write_files(dir.path(), SITE);
    let mut command = Command::new(env!("CARGO_BIN_EXE_journeybook"));
    command.arg("serve").arg(dir.path());
    command.env("CODESPACE_NAME", "wise-fox").env("GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN", "app.codes.example");
    command.env("GITPOD_WORKSPACE_URL", "https://ws-1.pods.example");
    let preview = Preview::run(dir, command, false);
    let port = preview.port;
    for (host, status) in [
        (format!("wise-fox-{port}.app.codes.example"), 200),
        (format!("{port}-ws-1.pods.example"), 200),
        ("other-3000.app.codes.example".to_owned(), 403),
    ] {
        assert_eq!(preview.request("GET", "/", &format!("Host: {host}\r\n")).status, status, "{host}");
    }
}

#[test]
fn other_machines_are_told_an_address_of_this_one() {
    let preview = Preview::with(SITE, &["--host", "0.0.0.0"]);
    let said = preview.said();
    // A machine without any network has no such address.
    for line in said.lines().filter(|line| line.trim_start().starts_with("also ")) {
        let authority = line.split("://").nth(1).and_then(|rest| rest.split('/').next()).expect("an address");
        assert!(!authority.starts_with("127.") && authority.ends_with(&format!(":{}", preview.port)), "{said}");
        assert_eq!(
            preview.request("GET", "/", &format!("Host: {authority}\r\n")).status,
            if is_own(authority) { 200 } else { 403 }
        );
    }
}

/// Whether the address is the one that the request arrives at.
fn is_own(authority: &str) -> bool {
    authority.starts_with("127.")
}

#[test]
fn the_stream_of_news_asks_proxies_not_to_hold_it_back() {
    let preview = Preview::new(SITE);
    let mut stream = preview.connect();
    stream.write_all(b"GET /__journeybook/news HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("the request is sent");
    let mut heard = String::new();
    until("the first news", || {
        let mut piece = [0; 512];
        let read = stream.read(&mut piece).expect("news");
        heard.push_str(&String::from_utf8_lossy(&piece[..read]));
        heard.contains("data: ").then_some(())
    });
    let lower = heard.to_lowercase();
    assert!(
        lower.contains("x-accel-buffering: no\r\n") && lower.contains("cache-control: no-store, no-transform\r\n"),
        "{heard}"
    );
}

#[test]
fn the_channel_lies_below_the_path_of_the_site_and_is_found_from_every_page() {
    let preview = Preview::with(SITE, &["--base-path", "/hb/"]);
    for (page, base) in [("/hb/", "./"), ("/hb/adoption/labs/", "../../"), ("/hb/none/", "../"), ("/none", "./hb/")] {
        let text = preview.get(page).text();
        let script = format!("<script defer src=\"{base}__journeybook/client.js\" data-journeybook");
        assert!(text.contains(&script) && text.contains(&format!("data-base=\"{base}\"")), "{page}: {text}");
    }
    for name in ["client.js", "listener.js", "problems.json"] {
        assert_eq!(preview.get(&format!("/hb/__journeybook/{name}")).status, 200, "{name}");
    }
    assert_eq!(preview.get("/").header("location"), Some("./hb/"));
    assert_eq!(preview.get("/hb").header("location"), Some("./hb/"));
    assert_eq!(preview.get("/hb/adoption").header("location"), Some("./adoption/"));
}

#[cfg(target_os = "linux")]
#[test]
fn the_first_process_of_a_container_ends_when_it_is_asked_to() {
    use std::process::Stdio;
    let isolated = |program: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["-Urpf", "--mount-proc", "--kill-child"]).args(program);
        command.stderr(Stdio::null()).stdout(Stdio::null());
        command
    };
    if !isolated(&["true"]).status().is_ok_and(|status| status.success()) {
        return;
    }
    for (signal, code) in [("TERM", 143), ("HUP", 129)] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        super::write_files(dir.path(), SITE);
        let mut command = isolated(&[env!("CARGO_BIN_EXE_journeybook"), "serve"]);
        command.arg(dir.path());
        let mut preview = Preview::run(dir, command, false);
        let children = std::fs::read_to_string(format!("/proc/{0}/task/{0}/children", preview.child.id())).expect("children");
        let first = children.trim().to_owned();
        assert!(Command::new("kill").args([&format!("-{signal}"), &first]).status().expect("kill").success());
        let asked = Instant::now();
        let ended = until("it ends", || preview.child.try_wait().expect("a state"));
        assert_eq!(ended.code(), Some(code), "{signal}");
        assert!(asked.elapsed() < Duration::from_secs(5));
    }
}
