//! Which handbook a command is for when it is called in a folder of one.

use std::fs;
use std::path::Path;

use crate::folders::write;
use crate::program::journeybook;

fn handbook() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in [
        ("handbook.yaml", "title: Acme\n"),
        ("content/index.md", "# Home\n\n[Kit](adoption/kit.md)\n"),
        ("content/adoption/kit.md", "# Kit\n\nWhat is in it.\n"),
    ] {
        write(&dir.path().join(path), text);
    }
    dir
}

/// Runs a command in a folder; gives its exit code and what it told.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = journeybook(arguments).current_dir(folder).output().expect("the program starts");
    (output.status.code().expect("a code"), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_command_in_a_subfolder_is_for_the_handbook_around_it() {
    let dir = handbook();
    let (code, told) = run(&dir.path().join("content/adoption"), &["build"]);
    assert_eq!(code, 0, "{told}");
    assert!(told.starts_with("the handbook is in "), "{told}");
    assert!(dir.path().join("public/adoption/kit/index.html").is_file());
    assert!(!dir.path().join("content/adoption/public").exists());
    let (_, told) = run(dir.path(), &["build"]);
    assert!(!told.contains("the handbook is in"), "{told}");
}

#[test]
fn a_page_is_moved_from_within_its_folder_with_the_links_to_it() {
    let dir = handbook();
    let (code, told) = run(&dir.path().join("content/adoption"), &["mv", "kit.md", "tools.md"]);
    assert_eq!(code, 0, "{told}");
    let text = |path: &str| fs::read_to_string(dir.path().join(path)).expect("a file");
    assert!(text("content/index.md").contains("(adoption/tools.md)"));
    assert!(text("content/adoption/tools.md").contains("/adoption/kit/"), "the old address is an alias from the content root");
}

#[test]
fn a_folder_that_is_named_is_taken_as_it_is() {
    let dir = handbook();
    let (code, told) = run(&dir.path().join("content"), &["build", "."]);
    assert_eq!(code, 0, "{told}");
    assert!(dir.path().join("content/public/index.html").is_file());
}
