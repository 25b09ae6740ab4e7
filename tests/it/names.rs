//! File names that a checkout cannot hold on every system, so that their handbooks are made when the tests run.

#![cfg(target_os = "linux")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::process::Command;

use tempfile::TempDir;

use crate::folders::write;
use crate::program::journeybook;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        write(&folder.path().join("content").join(path), text);
    }
    folder
}

/// Runs the program in a folder and gives its exit code with what it printed.
fn run(folder: &TempDir, arguments: &[&str]) -> (Option<i32>, String) {
    let output = journeybook(arguments).current_dir(folder.path()).output().expect("the program starts");
    let printed = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&printed).into_owned())
}

#[test]
fn links_are_decoded_once() {
    let names = ["a b", "q?", "a#b", "a&b", "100%", "%2e", "\"quoted\"", "<tag>", "a'b", "a:b", "(c)", "[d]", "*", "+", "a|b"];
    let encoded = |name: &str| name.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let links: String = names.iter().map(|name| format!("- [x]({}.md)\n", encoded(name))).collect();
    let mut files: Vec<(String, String)> =
        names.iter().map(|name| (format!("{name}.md"), format!("# N\n\nThis is `{name:?}`\n"))).collect();
    files.push(("index.md".to_owned(), format!("# Home\n\n{links}")));
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let (code, printed) = run(&folder, &["build", "--quiet", "--allow", "unportable-name"]);
    assert_eq!((code, printed.as_str()), (Some(0), ""));
    let (_, refused) = run(&folder, &["check", "--quiet"]);
    assert_eq!(refused.matches("Windows refuses").count(), 6, "{refused}");
    let home = fs::read_to_string(folder.path().join("public/index.html")).expect("the home page");
    for name in names {
        assert!(folder.path().join("public").join(name).join("index.html").is_file(), "{name}");
    }
    for href in ["a%20b/", "q%3F/", "a%23b/", "100%25/", "%252e/", "./a:b/", "%3Ctag%3E/", "%5Bd%5D/"] {
        assert!(home.contains(&format!("<li><a href=\"{href}\">x</a></li>")), "{href} in {home}");
    }
}

#[test]
fn a_name_that_is_no_utf_8_is_told_and_nothing_else_suffers() {
    let folder = folder(&[("index.md", "# Home\n")]);
    fs::write(folder.path().join("content").join(OsStr::from_bytes(b"caf\xe9.md")), "# Caf\n").expect("a file");
    let (code, printed) = run(&folder, &["check"]);
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("error[unread-entry]") && printed.contains("caf\u{fffd}.md"), "{printed}");
}

#[test]
fn names_that_only_some_systems_tell_apart_are_errors_that_name_both() {
    for (one, other) in [
        ("Labs.md", "labs.md"),
        ("README.md", "readme.markdown"),
        ("etc..md", "etc.md"),
        ("labs/a.md", "Labs/b.md"),
        ("map.png", "MAP.png"),
        ("caf\u{e9}.md", "cafe\u{301}.md"),
    ] {
        let folder = folder(&[("index.md", "# Home\n"), (one, "# One\n"), (other, "# Other\n")]);
        let (code, printed) = run(&folder, &["check"]);
        assert_eq!(code, Some(1), "{one} and {other}: {printed}");
        assert!(printed.contains("error[duplicate-url]"), "{printed}");
        let (code, lowered) = run(&folder, &["build", "--warn", "all"]);
        assert_eq!(code, Some(0), "{one} and {other}: {lowered}");
        let folder_of = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
        assert!(printed.contains(&folder_of(one)) && printed.contains(&folder_of(other)), "{one} and {other}: {printed}");
    }
}

#[test]
fn names_that_windows_cannot_hold_are_told_everywhere() {
    for name in ["con.md", "aux.md", "nul.txt", "COM1/page.md", "dot./page.md", "space /page.md", "back\\slash.md"] {
        let folder = folder(&[("index.md", "# Home\n"), (name, "# N\n")]);
        let (code, printed) = run(&folder, &["check"]);
        assert_eq!(code, Some(0), "{name}: {printed}");
        assert!(printed.contains("warning[unportable-name]: not every system can hold"), "{name}: {printed}");
    }
}

#[test]
fn a_name_with_a_control_character_is_left_out_and_nothing_else_is() {
    for name in ["bell\u{7}.md", "line\nend.png", "tab\tfolder/page.md", "\u{9b}31m.md"] {
        let folder = folder(&[("index.md", "# Home\n"), (name, "# N\n"), ("Icon\r", ""), ("4913", ""), ("talk.mp4.part", "x")]);
        let (code, printed) = run(&folder, &["build", "-d", "site"]);
        assert_eq!(code, Some(0), "{name:?}: {printed}");
        assert_eq!(printed.matches("warning[unprintable-name]").count(), 1, "{name:?}: {printed}");
        assert!(!printed.contains(['\u{7}', '\u{9b}']), "{name:?} rings the bell");
        let site = folder.path().join("site");
        assert!(site.join("index.html").exists());
        for left_out in ["Icon\r", "4913", "talk.mp4.part", name] {
            assert!(!site.join(left_out).exists(), "{left_out:?}");
        }
    }
}

#[test]
fn a_large_file_is_told() {
    let folder = folder(&[("index.md", "# Home\n"), ("tiny.mp4", "film")]);
    let film = fs::File::create(folder.path().join("content/talk.mp4")).expect("a file");
    film.set_len(12_345_678).expect("its size");
    let (code, printed) = run(&folder, &["check", "--strict"]);
    assert_eq!(code, Some(0), "a note is not a warning: {printed}");
    assert!(printed.contains("note[large-asset]: `talk.mp4` has 12 MB") && !printed.contains("tiny"), "{printed}");
}

#[test]
fn links_within_the_repository_are_followed_and_never_into_git() {
    let folder = folder(&[]);
    let root = folder.path();
    write(&root.join(".git/config"), "[core]\n");
    write(&root.join("shared/guide.md"), "# Guide\n\nText.\n");
    write(&root.join("shared/map.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
    write(&root.join("docs/content/index.md"), "# Home\n\n[Guide](guide.md) ![Map](map.svg)\n");
    let link = |to: &str, name: &str| symlink(to, root.join("docs/content").join(name)).expect("a link");
    link("../../shared/guide.md", "guide.md");
    link("../../shared/map.svg", "map.svg");
    let (code, printed) = run(&folder, &["build", "docs", "--quiet"]);
    assert_eq!((code, printed.as_str()), (Some(0), ""));
    assert!(root.join("docs/public/guide/index.html").is_file() && root.join("docs/public/map.svg").is_file());
    link("../../.git/config", "config.txt");
    let (code, printed) = run(&folder, &["build", "docs", "--warn", "all"]);
    assert!(code == Some(0) && printed.contains("warning[unread-entry]"), "{printed}");
    assert!(!root.join("docs/public/config.txt").exists());
}

#[test]
fn nothing_that_never_ends_is_opened() {
    let folder = folder(&[("index.md", "# Home\n\nText.\n")]);
    let pipe = Command::new("mkfifo").arg(folder.path().join("CNAME")).status().expect("mkfifo");
    assert!(pipe.success());
    symlink("/dev/zero", folder.path().join("content/CNAME")).expect("a link");
    let (code, printed) = run(&folder, &["build", "--warn", "all"]);
    assert_eq!(code, Some(0), "{printed}");
    let manifest = folder.path().join("public/.journeybook/manifest");
    for special in ["/dev/zero", "pipe"] {
        fs::remove_file(&manifest).expect("it goes");
        match special {
            "pipe" => assert!(Command::new("mkfifo").arg(&manifest).status().expect("mkfifo").success()),
            device => symlink(device, &manifest).expect("a link"),
        }
        let (code, printed) = run(&folder, &["build", "--warn", "all"]);
        assert!(matches!(code, Some(0 | 2)), "{special}: {printed}");
        if code == Some(2) {
            assert!(printed.contains("manifest"), "{printed}");
        }
    }
}

#[test]
fn a_pipe_in_the_place_of_a_file_that_is_asked_for_is_not_opened() {
    let folder = folder(&[("index.md", "# Home\n\nText.\n")]);
    let pipe = |path: &str| {
        fs::create_dir_all(folder.path().join(path).parent().expect("a folder")).expect("folders");
        assert!(Command::new("mkfifo").arg(folder.path().join(path)).status().expect("mkfifo").success(), "{path}");
    };
    write(&folder.path().join("handbook.yaml"), "owners: codeowners\n");
    for path in ["CODEOWNERS", ".github/CODEOWNERS"] {
        pipe(path);
    }
    let (code, printed) = run(&folder, &["check"]);
    assert!(matches!(code, Some(0..=2)), "{printed}");
    fs::remove_file(folder.path().join("handbook.yaml")).expect("it goes");
    pipe(".gitignore");
    let (code, printed) = run(&folder, &["init"]);
    assert!(matches!(code, Some(0..=2)), "{printed}");
}
