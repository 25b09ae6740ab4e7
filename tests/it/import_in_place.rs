//! `import --in-place`: the files of the old site move with Git, or nothing is touched.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::cli::run_in;
use crate::folders::write;

fn git(folder: &Path, arguments: &[&str]) -> String {
    let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@kites.example", "-c", "commit.gpgsign=false"];
    let output = Command::new("git")
        .args(identity)
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .expect("Git is installed");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("Git prints UTF-8")
}

fn book(folder: &Path) {
    write(&folder.join("book.toml"), "[book]\ntitle = \"Kites\"\n");
    write(&folder.join("src/SUMMARY.md"), "- [Welcome](README.md)\n- [Knots](knots.md)\n");
    write(
        &folder.join("src/README.md"),
        "# Welcome\n\nThe club flies on Sundays, by the old mill, at ten. Bring a kite and a friend.\n\nBegin with [knots](knots.html).\n",
    );
    write(&folder.join("src/knots.md"), "# Knots\n\nTie a bowline. Pull it tight. Try it twice before you fly.\n");
    write(&folder.join("src/kite.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>\n");
}

fn committed(folder: &Path) {
    git(folder, &["init", "--quiet"]);
    git(folder, &["add", "--all"]);
    git(folder, &["commit", "--quiet", "--message", "A book"]);
}

#[test]
fn a_clean_repository_becomes_the_handbook_and_keeps_its_history() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    book(folder.path());
    committed(folder.path());
    let run = run_in(folder.path(), &["import", ".", "--in-place"]);
    assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{}", run.stdout);
    git(folder.path(), &["add", "--all"]);
    let moved = git(folder.path(), &["diff", "--cached", "--name-status", "--find-renames=40"]);
    for (from, to) in
        [("src/knots.md", "content/knots.md"), ("src/kite.svg", "content/kite.svg"), ("src/README.md", "content/README.md")]
    {
        let is_renamed = moved.lines().any(|line| line.starts_with('R') && line.contains(from) && line.ends_with(to));
        assert!(is_renamed, "{from} did not move to {to}:\n{moved}");
    }
    let check = run_in(folder.path(), &["check", "--quiet", "--against", ".journeybook/import-urls.json"]);
    assert_eq!((check.code, &*check.stdout), (Some(0), ""), "{}", check.stderr);
}

#[test]
fn nothing_moves_where_git_has_something_to_commit_or_a_place_is_taken() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    book(folder.path());
    let refused = |what: &str| {
        let run = run_in(folder.path(), &["import", ".", "--in-place"]);
        assert_eq!(run.code, Some(2), "{}", run.stdout);
        assert!(run.stderr.contains(what), "{}", run.stderr);
        assert!(folder.path().join("src/knots.md").exists() && !folder.path().join("handbook.yaml").exists());
    };
    refused("not in a Git repository");
    committed(folder.path());
    write(&folder.path().join("src/knots.md"), "# Knots\n");
    refused("something to commit");
    write(&folder.path().join("content/knots.md"), "# Other knots\n");
    git(folder.path(), &["add", "--all"]);
    git(folder.path(), &["commit", "--quiet", "--message", "More"]);
    refused("`content/knots.md` is there already");
    assert_eq!(fs::read_to_string(folder.path().join("content/knots.md")).expect("the page"), "# Other knots\n");
}
