//! What strangers try.

use std::io::{Read, Write};

use super::{Preview, until};

const SITE: &str = "\
//- content/index.md
# Home
//- content/a.md
# A
//- content/pic.png
png
//- content/.env
SECRET
//- .env
SECRET
//- .git/config
[core] SECRET
//- secret.txt
SECRET
";

#[test]
fn only_our_own_names_are_answered() {
    let preview = Preview::new(SITE);
    let port = preview.port;
    for (headers, status) in [
        ("Host: localhost\r\n".to_owned(), 200),
        (format!("Host: localhost:{port}\r\n"), 200),
        ("Host: 127.0.0.1\r\n".to_owned(), 200),
        (format!("Host: [::1]:{port}\r\n"), 200),
        ("Host: evil.example\r\n".to_owned(), 403),
        (format!("Host: evil.example:{port}\r\n"), 403),
        ("Host: localhost.evil\r\n".to_owned(), 403),
        ("Host: localhost\r\nHost: evil.example\r\n".to_owned(), 403),
        ("Host: \r\n".to_owned(), 403),
        ("X-Host: none\r\nX-Forwarded-Host: localhost\r\n".to_owned(), 403),
    ] {
        for path in ["/", "/pic.png", "/__journeybook/client.js", "/__journeybook/problems.json", "/none"] {
            let request = format!("GET {path} HTTP/1.1\r\nConnection: close\r\n{headers}\r\n");
            let response = preview.send(request.as_bytes());
            let expected = if status == 200 && path == "/none" { 404 } else { status };
            assert_eq!(response.status, expected, "{headers:?} {path}");
            assert!(status == 200 || !response.text().contains("Home"));
        }
    }
    let absolute = preview.send(b"GET http://evil.example/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert_eq!(absolute.status, 403);
}

#[test]
fn the_channel_is_for_our_own_pages() {
    let preview = Preview::new(SITE);
    let port = preview.port;
    for (headers, status) in [
        (format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\n"), 200),
        (format!("Host: 127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"), 200),
        (format!("Host: localhost:{port}\r\nOrigin: http://evil.example\r\n"), 403),
        (format!("Host: localhost:{port}\r\nOrigin: null\r\n"), 403),
        (format!("Host: localhost:{port}\r\nOrigin: http://localhost:1\r\n"), 403),
        (format!("Host: localhost:{port}\r\nOrigin: http://localhost:{port}\r\nOrigin: http://evil.example\r\n"), 403),
        // A proxy with a Host of its own: the browser vouches for its page.
        (format!("Host: localhost:{port}\r\nOrigin: https://desk.example\r\nSec-Fetch-Site: same-origin\r\n"), 200),
        (format!("Host: localhost:{port}\r\nOrigin: https://desk.example\r\nSec-Fetch-Site: same-site\r\n"), 403),
        ("Host: evil.example\r\nOrigin: https://desk.example\r\nSec-Fetch-Site: same-origin\r\n".to_owned(), 403),
        (format!("Host: localhost:{port}\r\nSec-Fetch-Site: cross-site\r\n"), 403),
        (format!("Host: localhost:{port}\r\nSec-Fetch-Site: same-site\r\n"), 403),
    ] {
        for path in ["/__journeybook/news", "/__journeybook/problems.json", "/__journeybook/client.js"] {
            let mut stream = preview.connect();
            let request = format!("GET {path} HTTP/1.1\r\n{headers}\r\n");
            stream.write_all(request.as_bytes()).expect("the request is sent");
            let mut start = [0; 12];
            stream.read_exact(&mut start).expect("an answer");
            assert_eq!(String::from_utf8_lossy(&start), format!("HTTP/1.1 {status}"), "{headers:?} {path}");
        }
    }
}

#[test]
fn no_answer_can_be_read_or_embedded_elsewhere() {
    let preview = Preview::new(SITE);
    let paths =
        ["/", "/none", "/a", "/pic.png", "/theme/style.css", "/__journeybook/client.js", "/__journeybook/problems.json", "/%00"];
    for path in paths {
        let response = preview.get(path);
        assert_eq!(response.header("x-content-type-options"), Some("nosniff"), "{path}: {}", response.head);
        assert_eq!(response.header("cross-origin-resource-policy"), Some("same-origin"), "{path}");
        assert!(!response.head.to_lowercase().contains("access-control"), "{path}");
    }
    let options = preview.request("OPTIONS", "/", "Access-Control-Request-Method: GET\r\n");
    assert!(options.status == 405 && !options.head.to_lowercase().contains("access-control"), "{}", options.head);
}

#[test]
fn rows_68_and_69_nothing_is_looked_up_on_disk() {
    let preview = Preview::new(SITE);
    for path in [
        "/..",
        "/../secret.txt",
        "/a/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/C:/secret.txt",
        "/C%3a/secret.txt",
        "/%00",
        "/index.html%00.png",
        "//",
        "//secret.txt",
        "//evil.example/..",
        "/%",
        "/%c0%ae%c0%ae/secret.txt",
        "/.git/config",
        "/.env",
        "/content/.env",
        "/.journeybook/lock",
        "/handbook.yaml",
        "/a.md",
        "/secret.txt",
    ] {
        let response = preview.get(path);
        assert!(matches!(response.status, 400 | 404), "{path}: {}", response.head);
        assert!(!response.text().contains("SECRET"), "{path}");
    }
    assert_eq!(preview.get("/a/").status, 200);
}

#[cfg(unix)]
#[test]
fn a_symlink_that_leaves_the_project_is_not_followed() {
    let outside = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(outside.path().join("leak.txt"), "SECRET").expect("a file");
    let preview = Preview::new(SITE);
    let link = preview.path("content/leak.txt");
    std::os::unix::fs::symlink(outside.path().join("leak.txt"), link).expect("a link");
    until("the link is reported", || preview.problems().contains("leads out of the project").then_some(()));
    assert_eq!(preview.get("/leak.txt").status, 404);
    // An asset that was planned and then became a link is not followed either, whenever that happens.
    let asset = preview.path("content/pic.png");
    std::fs::remove_file(&asset).expect("it goes");
    std::os::unix::fs::symlink(outside.path().join("leak.txt"), asset).expect("a link");
    for _ in 0..20 {
        assert!(!preview.get("/pic.png").text().contains("SECRET"));
    }
}

#[test]
fn only_reading_methods_are_answered() {
    let preview = Preview::new(SITE);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        for path in ["/", "/pic.png", "/__journeybook/news"] {
            let response = preview.request(method, path, "Content-Length: 0\r\n");
            assert_eq!((response.status, response.header("allow")), (405, Some("GET, HEAD")), "{method} {path}");
        }
    }
}

#[test]
fn names_are_escaped_wherever_they_are_shown() {
    let preview = Preview::new("//- content/index.md\n# Home\n[x](<b><img src=x onerror=alert(1)>.md>)\n");
    for path in ["/<script>alert(1)</script>", "/%3Cscript%3Ealert(1)%3C/script%3E", "/x%22%3E%3Cimg%20src=x%3E"] {
        let response = preview.get(path);
        assert!(matches!(response.status, 400 | 404), "{path}");
        assert!(!response.text().contains("<script>alert") && !response.text().contains("<img src=x"), "{path}");
    }
    preview.write("content/<img src=x onerror=alert(2)>.md", "# Faulty\n\n[x](missing.md)\n");
    until("the page is shown", || preview.problems().contains("onerror=alert(2)").then_some(()));
    let response = preview.request("GET", "/__journeybook/problems.json", "");
    assert_eq!(response.header("content-type"), Some("application/json; charset=utf-8"));
    preview.write("themes/default/templates/page.html", "{{ page.nothing<script>alert(3)</script> }}");
    until("the template is reported", || preview.problems().contains("page.html").then_some(()));
    assert!(!preview.get("/").text().contains("<script>alert(3)"));
}

#[cfg(target_os = "linux")]
#[test]
fn slow_and_many_clients_cost_little() {
    let preview = Preview::new(SITE);
    let memory = || resident_kilobytes(preview.child.id());
    let before = memory();
    // Heads without an end: too large is refused, slow is kept waiting in a small buffer.
    let huge = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}\r\n\r\n", "a".repeat(1 << 20));
    assert!(matches!(preview.send(huge.as_bytes()).status, 0 | 400 | 431), "a head of a megabyte");
    let many = format!("GET / HTTP/1.1\r\nHost: localhost\r\n{}\r\n", "A: b\r\n".repeat(2000));
    assert!(matches!(preview.send(many.as_bytes()).status, 0 | 400 | 431), "2,000 headers");
    let slow: Vec<_> = (0..100)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: loc").expect("half a head");
            stream
        })
        .collect();
    let listeners: Vec<_> = (0..500)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET /__journeybook/news HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("the request is sent");
            let mut start = [0; 15];
            stream.read_exact(&mut start).expect("an answer");
            assert_eq!(&start, b"HTTP/1.1 200 OK");
            stream
        })
        .collect();
    // Nobody of them reads on, and there are many changes.
    for step in 0..30 {
        preview.write("content/a.md", &format!("# A\n\nstep {step} ends\n"));
        preview.shows("/a/", &format!("step {step} ends"));
    }
    let grown = memory().saturating_sub(before);
    assert!(grown < 64 << 10, "{grown} kB more");
    drop((slow, listeners));
    assert_eq!(preview.get("/").status, 200);
}

#[cfg(target_os = "linux")]
pub(super) fn resident_kilobytes(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process's status");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("its memory");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

#[test]
fn loopback_unless_told_and_then_a_warning() {
    let preview = Preview::new(SITE);
    assert!(preview.said().starts_with("serving http://127.0.0.1:"), "{}", preview.said());
    assert!(!preview.said().contains("warning"));
    let exposed = Preview::with(SITE, &["--host", "0.0.0.0"]);
    assert!(exposed.said().contains("everybody who reaches this machine"), "{}", exposed.said());
    assert_eq!(exposed.request("GET", "/", "Host: evil.example\r\n").status, 403);
    assert_eq!(exposed.request("GET", "/", "Host: 127.0.0.1\r\n").status, 200);
}
