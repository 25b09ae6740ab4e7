//! What `list` tells of a handbook with a past.

use std::path::Path;
use std::process::Command;

use crate::folders::write;
use crate::program::journeybook;

fn git(folder: &Path, day: &str, author: &str, arguments: &[&str]) {
    let date = format!("{day}T12:00:00Z");
    let mut command = Command::new("git");
    command.args(["-c", &format!("user.name={author}"), "-c", &format!("user.email={author}@acme.example")]);
    command.args(arguments).current_dir(folder).env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.status().expect("git starts").success(), "{arguments:?}");
}

fn commit(folder: &Path, day: &str, author: &str, path: &str, text: &str) {
    write(&folder.join(path), text);
    git(folder, day, author, &["add", "-A"]);
    git(folder, day, author, &["commit", "-q", "-m", "Write"]);
}

fn list(folder: &Path, arguments: &[&str]) -> String {
    let output = journeybook(&[&["list"], arguments, &["--quiet"]].concat()).current_dir(folder).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[test]
fn changes_count_from_a_day_or_a_tag_and_a_leaver_hands_over_what_they_wrote() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let folder = folder.path();
    git(folder, "2026-01-01", "ada", &["init", "-q"]);
    commit(folder, "2026-01-01", "ada", "content/index.md", "# Book\n\nOne.\n");
    commit(folder, "2026-01-02", "bo", "content/old.md", "# Old\n\nOne.\n");
    git(folder, "2026-01-02", "ada", &["tag", "v1"]);
    commit(folder, "2026-01-03", "bo", "content/fresh.md", "# Fresh\n\nOne.\n");
    commit(folder, "2026-01-04", "ada", "content/index.md", "# Book\n\nTwo.\n");
    commit(folder, "2026-01-05", "ada", "content/old.md", "---\nkind: guide\n---\n# Old\n\nOne.\n");
    commit(folder, "2026-01-06", "ada", "content/old.md", "---\nkind: play\n---\n# Old\n\nOne.\n");
    let since_the_tag = "2026-01-04  changed  Book   Write  /\n2026-01-03  new      Fresh  Write  /fresh/\n";
    assert_eq!(list(folder, &["changes", "--since", "v1"]), since_the_tag, "front matter is not text");
    assert_eq!(list(folder, &["changes", "--since", "2026-01-04"]), "2026-01-04  changed  Book  Write  /\n");
    let all = list(folder, &["changes"]);
    assert!(all.ends_with("2026-01-02  new  Old    Write  /old/\n"), "{all}");
    assert_eq!(list(folder, &["pages", "--leaver", "bo"]).lines().count(), 1, "Ada has worked on Old more often than Bo");
    let row = list(folder, &["pages", "--leaver", "bo", "--format", "json"]);
    let row: serde_json::Value = serde_json::from_str(&row).expect("one object a line");
    assert_eq!((&row["file"], &row["created"]), (&"fresh.md".into(), &"2026-01-03".into()));
}
