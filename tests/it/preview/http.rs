//! What a static host would answer, and what browsers need besides.

use std::process::Command;

use super::{Preview, until};

const SITE: &str = "\
//- content/index.md
# Home
//- content/adoption/labs.md
# Labs
//- content/adoption/map.svg
<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>
//- content/film.mp4
0123456789
//- content/notes.txt
notes
//- content/empty.bin
";

#[test]
fn every_output_has_its_type() {
    let preview = Preview::new(SITE);
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/adoption/labs/", "text/html; charset=utf-8"),
        ("/none", "text/html; charset=utf-8"),
        ("/theme/style.css", "text/css; charset=utf-8"),
        ("/theme/script.js?v=1", "text/javascript; charset=utf-8"),
        ("/adoption/map.svg", "image/svg+xml; charset=utf-8"),
        ("/film.mp4", "video/mp4"),
        ("/notes.txt", "text/plain; charset=utf-8"),
        ("/urls.json", "application/json; charset=utf-8"),
        ("/empty.bin", "application/octet-stream"),
    ] {
        assert_eq!(preview.get(path).header("content-type"), Some(kind), "{path}");
    }
}

#[test]
fn addresses_are_those_of_a_static_host() {
    let preview = Preview::new(SITE);
    for (path, status, location) in [
        ("/adoption/labs/", 200, None),
        ("/adoption/labs/index.html", 200, None),
        ("/adoption/labs", 301, Some("./labs/")),
        ("/adoption/labs?a=b", 301, Some("./labs/?a=b")),
        ("/adoption", 301, Some("./adoption/")),
        ("/404", 200, None),
        ("/none", 404, None),
        ("/none/", 404, None),
        ("/notes.txt/", 404, None),
    ] {
        let response = preview.get(path);
        assert_eq!((response.status, response.header("location")), (status, location), "{path}");
    }
    let missing = preview.get("/none/deep/");
    assert!(
        missing.text().contains("Page not found") && missing.text().contains("href=\"/theme/style.css"),
        "{}",
        missing.text()
    );
}

#[test]
fn what_is_known_is_not_sent_again() {
    let preview = Preview::new(SITE);
    for path in ["/adoption/labs/", "/film.mp4", "/theme/style.css"] {
        let tag = preview.get(path).header("etag").expect("a tag").to_owned();
        for (known, status) in [(format!("\"x\", {tag}"), 304), (format!("W/{tag}"), 304), ("\"x\"".to_owned(), 200)] {
            let response = preview.request("GET", path, &format!("If-None-Match: {known}\r\n"));
            assert_eq!(response.status, status, "{path} {known}");
            assert_eq!(response.body.is_empty(), status == 304);
            assert_eq!(response.header("etag"), Some(&*tag));
        }
    }
    let tag = preview.get("/adoption/labs/").header("etag").expect("a tag").to_owned();
    preview.write("content/adoption/labs.md", "# Labs\n\nNew words.\n");
    preview.shows("/adoption/labs/", "New words.");
    assert_eq!(preview.request("GET", "/adoption/labs/", &format!("If-None-Match: {tag}\r\n")).status, 200);
}

#[test]
fn heads_have_no_body() {
    let preview = Preview::new(SITE);
    for path in ["/", "/film.mp4", "/none", "/adoption", "/__journeybook/client.js", "/__journeybook/news"] {
        let (get, head) = if path.ends_with("news") {
            (None, preview.request("HEAD", path, ""))
        } else {
            (Some(preview.get(path)), preview.request("HEAD", path, ""))
        };
        assert!(head.body.is_empty(), "{path}");
        if let Some(get) = get {
            assert_eq!(head.status, get.status, "{path}");
            for name in ["content-length", "content-type", "etag"] {
                assert_eq!(head.header(name), get.header(name), "{path} {name}");
            }
        }
    }
}

#[test]
fn media_are_sent_in_parts() {
    let preview = Preview::new(SITE);
    let tag = preview.get("/film.mp4").header("etag").expect("a tag").to_owned();
    let current = format!("Range: bytes=2-4\r\nIf-Range: {tag}\r\n");
    for (headers, status, range, body) in [
        ("Range: bytes=0-3\r\n", 206, Some("bytes 0-3/11"), "0123"),
        ("Range: bytes=8-\r\n", 206, Some("bytes 8-10/11"), "89\n"),
        ("Range: bytes=-2\r\n", 206, Some("bytes 9-10/11"), "9\n"),
        ("Range: bytes=20-\r\n", 416, Some("bytes */11"), ""),
        ("Range: bytes=0-1,4-5\r\n", 200, None, "0123456789\n"),
        (&*current, 206, Some("bytes 2-4/11"), "234"),
        ("Range: bytes=2-4\r\nIf-Range: \"old\"\r\n", 200, None, "0123456789\n"),
    ] {
        let response = preview.request("GET", "/film.mp4", headers);
        assert_eq!((response.status, response.header("content-range")), (status, range), "{headers}");
        assert_eq!(response.text(), body, "{headers}");
    }
    assert_eq!(preview.get("/film.mp4").header("accept-ranges"), Some("bytes"));
}

#[test]
fn a_large_asset_arrives_whole() {
    let preview = Preview::new(SITE);
    let large: Vec<u8> = (0..5_000_000_u32).map(|n| (n % 251) as u8).collect();
    std::fs::write(preview.path("content/large.bin"), &large).expect("a file");
    until("the file is served", || (preview.get("/large.bin").body == large).then_some(()));
    let tail = preview.request("GET", "/large.bin", "Range: bytes=4999990-\r\n");
    assert_eq!(tail.body, &large[4_999_990..]);
}

#[test]
fn a_base_path_is_served_as_it_is_published() {
    let preview = Preview::with(SITE, &["--base-path", "/repo/"]);
    assert!(preview.said().contains("/repo/\n"), "{}", preview.said());
    for (path, status, location) in [
        ("/repo/", 200, None),
        ("/repo/adoption/labs/", 200, None),
        ("/repo", 301, Some("./repo/")),
        ("/", 301, Some("./repo/")),
        ("/repo/adoption", 301, Some("./adoption/")),
        ("/adoption/labs/", 404, None),
        ("/repository/", 404, None),
        ("/repo/none", 404, None),
    ] {
        let response = preview.get(path);
        assert_eq!((response.status, response.header("location")), (status, location), "{path}");
    }
    for path in ["/repo/none/deep", "/elsewhere"] {
        assert!(preview.get(path).text().contains("href=\"/repo/theme/style.css"), "{path}");
    }
}

#[test]
fn the_script_is_in_responses_alone() {
    let preview = Preview::new(SITE);
    let script = "<script defer src=\"./__journeybook/client.js\"";
    assert_eq!(preview.get("/").text().matches(script).count(), 1);
    assert_eq!(preview.get("/none").text().matches(script).count(), 1);
    assert!(!preview.get("/urls.json").text().contains("__journeybook"));
    let addresses: Vec<(String, String)> = serde_json::from_str(&preview.get("/urls.json").text()).expect("a list");
    assert!(!addresses.is_empty());
    for (address, _) in addresses {
        assert_eq!(preview.get(&format!("/{address}")).status, 200, "{address}");
    }
    // Before the clean build, which remembers in the project what it wrote.
    assert!(!preview.path("public").exists() && !preview.path(".journeybook").exists(), "the preview writes nothing");
    preview.equals_a_clean_build();
    assert!(!preview.path("public").exists(), "the preview writes nothing");
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130_and_a_busy_port_with_2() {
    let mut preview = Preview::new(SITE);
    let taken = Command::new(env!("CARGO_BIN_EXE_journeybook"))
        .args(["serve", "--port", &preview.port.to_string()])
        .arg(preview.dir.path())
        .output()
        .expect("it ends");
    assert_eq!(taken.status.code(), Some(2), "{}", String::from_utf8_lossy(&taken.stderr));
    assert!(String::from_utf8_lossy(&taken.stderr).contains("is taken by another program"));
    let interrupted = Command::new("kill").args(["-INT", &preview.child.id().to_string()]).status().expect("kill runs");
    assert!(interrupted.success());
    assert_eq!(preview.child.wait().expect("it ends").code(), Some(130));
    assert!(!preview.path("public").exists());
}

#[test]
fn what_can_not_be_served_is_refused_with_2() {
    for (arguments, said) in [
        (&["no-such-folder"][..], "there is no folder `no-such-folder`"),
        (&["--host", "no such host"], "has no address"),
        (&["--base-path", "/a b/"], "the path is not made of"),
        (&["--editor", "javascript:{file}"], "opens no editor"),
        (&["--poll", "1"], "1 is not in 50.."),
    ] {
        let run = Command::new(env!("CARGO_BIN_EXE_journeybook")).arg("serve").args(arguments).output().expect("it ends");
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {stderr}");
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
    }
}
