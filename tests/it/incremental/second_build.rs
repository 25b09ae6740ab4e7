//! A second build keeps what it need not make anew, and its site is the one that a first build makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::scripted::{FILES, SCRIPT};
use crate::folders::{files, write};
use crate::program::journeybook;

/// Builds into a folder of the project; gives what the last line says.
fn build(project: &Path, arguments: &[&str]) -> String {
    let output = journeybook(&[]).current_dir(project).arg("build").args(arguments).output().expect("the program runs");
    String::from_utf8_lossy(&output.stderr).lines().rfind(|line| line.starts_with("built ")).unwrap_or_default().to_owned()
}

/// The site in a folder, without what the tool keeps there.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    files(folder).into_iter().filter(|(path, _)| !path.starts_with(".journeybook/")).collect()
}

fn handbook() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in FILES {
        write(&folder.path().join(path), text);
    }
    folder
}

#[test]
fn a_second_build_after_any_edit_gives_the_site_of_a_first() {
    let folder = handbook();
    let project = folder.path();
    for (name, edits, _) in SCRIPT {
        for edit in *edits {
            edit.make(project);
        }
        let again = build(project, &["-d", "site", "--warn", "all"]);
        let anew = build(project, &["-d", "anew", "--warn", "all", "--no-cache"]);
        assert_eq!(again.is_empty(), anew.is_empty(), "after {name}: {again} {anew}");
        if !anew.is_empty() {
            assert_eq!(site(&project.join("site")), site(&project.join("anew")), "after {name}");
        }
        let _ = fs::remove_dir_all(project.join("anew"));
    }
}

#[test]
fn what_somebody_did_to_an_output_is_seen() {
    let folder = handbook();
    let project = folder.path();
    let counts = |line: &str| line.split_once(": ").map(|(_, counts)| counts.to_owned()).unwrap_or_default();
    build(project, &["--warn", "all"]);
    let whole = site(&project.join("public"));
    assert!(counts(&build(project, &["--warn", "all"])).starts_with("0 files written"));
    let page = project.join("public/talks/bow/index.html");
    // As long as before, and within the same moment.
    let changed: Vec<u8> =
        fs::read(&page).expect("a page").into_iter().map(|byte| if byte == b'B' { b'P' } else { byte }).collect();
    fs::write(&page, changed).expect("written");
    fs::remove_file(project.join("public/404.html")).expect("removed");
    assert!(counts(&build(project, &["--warn", "all"])).starts_with("2 files written"));
    assert_eq!(site(&project.join("public")), whole);
    // Without its memory a build is slower, and the same.
    fs::remove_dir_all(project.join(".journeybook")).expect("removed");
    assert!(counts(&build(project, &["--warn", "all"])).starts_with("0 files written"));
    assert_eq!(site(&project.join("public")), whole);
}
