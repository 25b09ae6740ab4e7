//! What the output folder is promised, kept by the whole program.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use tempfile::TempDir;

use crate::folders::{files, write};
use crate::program::journeybook;

/// Pages enough that a build takes a while, of one version or another.
fn handbook(version: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_version(folder.path(), version);
    folder
}

fn write_version(folder: &Path, version: &str) {
    for page in 0..60 {
        let text = format!("# Page {page}\n\nVersion {version}. On to [the next](page-{}.md).\n", (page + 1) % 60);
        write(&folder.join(format!("content/page-{page}.md")), text);
    }
    write(&folder.join("content/same.md"), "# Same\n\nAlways.\n");
    write(&folder.join(format!("content/only-{version}.md")), "# Only in this version\n");
    write(&folder.join("content/picture.png"), version);
}

fn build(folder: &Path, arguments: &[&str]) -> (Option<i32>, String) {
    let output = journeybook(&[&["build"], arguments].concat()).current_dir(folder).output().expect("the program starts");
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The site's own files: what the tool keeps for itself left out.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut site = files(&folder.join("public"));
    site.retain(|path, _| !path.starts_with(".journeybook/"));
    site
}

#[test]
fn the_same_input_gives_the_same_bytes_wherever_and_on_however_many_threads() {
    let (here, there) = (handbook("1"), handbook("1"));
    assert_eq!(build(here.path(), &["--threads", "1"]).0, Some(0));
    assert_eq!(build(there.path(), &["--threads", "16"]).0, Some(0));
    assert!(site(here.path()) == site(there.path()));
    assert!(site(here.path()).len() > 60);
}

/// A thread that made the search's index while it held a lock could take up other work that waits for the same lock: one build
/// of three hung on sixteen threads.
#[test]
fn threads_never_wait_for_themselves() {
    // Pages long enough that threads meet: those of this project's own handbook.
    let folder = tempfile::tempdir().expect("a temporary folder");
    for round in 0..16 {
        let output = folder.path().join(round.to_string());
        let mut program = journeybook(&["build", "--threads", "16", "-d"]);
        let program = program.arg(output).current_dir(env!("CARGO_MANIFEST_DIR"));
        let mut build = program.stderr(Stdio::null()).spawn().expect("the program starts");
        let deadline = Instant::now() + Duration::from_secs(60);
        let ended = loop {
            match build.try_wait().expect("a process of ours") {
                None if Instant::now() < deadline => thread::sleep(Duration::from_millis(10)),
                ended => break ended,
            }
        };
        let _ = build.kill();
        assert!(ended.is_some_and(|ended| ended.success()), "build {round} ended as {ended:?}");
    }
}

#[test]
fn unchanged_files_keep_their_times_stale_ones_go_and_those_of_others_stay() {
    let folder = handbook("1");
    let public = folder.path().join("public");
    assert_eq!(build(folder.path(), &[]).0, Some(0));
    for (path, text) in [("CNAME", "acme.example\n"), ("mine/notes.txt", "mine"), ("only-1/mine.txt", "mine")] {
        write(&public.join(path), text);
    }
    let past = SystemTime::now() - Duration::from_secs(3600);
    for path in site(folder.path()).keys() {
        fs::File::options().write(true).open(public.join(path)).expect("a file").set_modified(past).expect("a time");
    }
    let is_old = |path: &str| fs::metadata(public.join(path)).expect("a file").modified().expect("a time") == past;
    write(&folder.path().join("content/page-7.md"), "# Page 7\n\nEdited. On to [the next](page-8.md).\n");
    assert_eq!(build(folder.path(), &[]).0, Some(0));
    for (path, old) in [("same/index.html", true), ("picture.png", true), ("theme/style.css", true), ("page-7/index.html", false)]
    {
        assert_eq!(is_old(path), old, "{path}");
    }
    fs::remove_file(folder.path().join("content/only-1.md")).expect("a page");
    assert_eq!(build(folder.path(), &[]).0, Some(0));
    assert!(!public.join("only-1/index.html").exists(), "a page that is gone is still there");
    for path in ["CNAME", "mine/notes.txt", "only-1/mine.txt", "picture.png"] {
        assert!(is_old(path), "{path}");
    }
}

#[test]
fn dangerous_and_foreign_folders_are_refused_and_not_touched() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let project = folder.path().join("home/book");
    for (path, text) in [("content/a.md", "# A\n"), ("theirs/thesis.txt", "theirs"), (".git/HEAD", "ref: refs/heads/main\n")] {
        write(&project.join(path), text);
    }
    let before = files(folder.path());
    for output in ["/", "..", "../..", ".", "content", "content/public", ".git", "theirs", "../book"] {
        let arguments = ["build", "--output", output];
        let run = journeybook(&arguments).current_dir(&project).env("HOME", project.parent().expect("home")).output();
        let run = run.expect("the program starts");
        let stderr = String::from_utf8_lossy(&run.stderr);
        assert_eq!(run.status.code(), Some(2), "{output}: {stderr}");
        assert!(stderr.contains("error[io]") || stderr.contains("error[config]"), "{output}: {stderr}");
        assert!(files(folder.path()) == before, "{output} was touched");
    }
}

/// As a person with `kill -9` does it; the unit tests die at every single operation.
#[test]
fn killed_at_any_moment_no_file_is_half_and_the_next_build_completes() {
    let folder = handbook("1");
    let public = folder.path().join("public");
    assert_eq!(build(folder.path(), &[]).0, Some(0));
    write(&public.join("mine.txt"), "mine");
    let mut whole: Vec<BTreeMap<String, Vec<u8>>> = vec![site(folder.path())];
    let mut killed = 0;
    for attempt in 0..24 {
        let version = if attempt % 2 == 0 { "2" } else { "1" };
        write_version(folder.path(), version);
        let mut child = journeybook(&["build", "--quiet"])
            .current_dir(folder.path())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        thread::sleep(Duration::from_millis(attempt * 17));
        child.kill().expect("killed, or ended before");
        killed += usize::from(child.wait().expect("an end").code().is_none());
        if attempt == 1 {
            // What version 2 comes to, for comparison: both versions' own pages are there from now on.
            whole.extend(["1", "2"].map(clean_site));
        }
        if attempt > 1 {
            for (path, bytes) in site(folder.path()) {
                let is_whole = whole.iter().any(|site| site.get(&path) == Some(&bytes)) || path == "mine.txt";
                assert!(is_whole, "{path} is half after attempt {attempt}");
            }
        }
    }
    assert!(killed > 0, "every build was faster than the kill");
    write_version(folder.path(), "2");
    let (code, stderr) = build(folder.path(), &[]);
    assert_eq!(code, Some(0), "{stderr}");
    let mut expected = clean_site("2");
    expected.insert("mine.txt".to_owned(), b"mine".to_vec());
    assert!(site(folder.path()) == expected, "the next build does not complete");
}

/// The site of a handbook that has the own pages of both versions, and is at this one.
fn clean_site(version: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = handbook(if version == "1" { "2" } else { "1" });
    write_version(folder.path(), version);
    assert_eq!(build(folder.path(), &[]).0, Some(0));
    site(folder.path())
}

#[test]
fn of_two_builds_at_once_each_completes_or_says_that_it_has_to_wait() {
    let folder = handbook("1");
    let children: Vec<_> = (0..4)
        .map(|_| {
            let mut command = journeybook(&["build"]);
            command.current_dir(folder.path()).stderr(Stdio::piped()).spawn().expect("the program starts")
        })
        .collect();
    let ends: Vec<_> = children.into_iter().map(|child| child.wait_with_output().expect("an end")).collect();
    for end in &ends {
        let stderr = String::from_utf8_lossy(&end.stderr);
        assert!(matches!(end.status.code(), Some(0 | 2)), "{stderr}");
        assert!(end.status.success() || stderr.contains("another build"), "{stderr}");
    }
    assert!(ends.iter().any(|end| end.status.success()));
    let clean = handbook("1");
    assert_eq!(build(clean.path(), &[]).0, Some(0));
    assert!(site(folder.path()) == site(clean.path()));
}
