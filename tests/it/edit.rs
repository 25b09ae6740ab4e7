//! `fix`, `mv` and `check --against`, as people run them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::folders::{files, write};
use crate::program::journeybook;

fn folder(of: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in of {
        write(&folder.path().join(path), text);
    }
    folder
}

/// What a run gave: its code, stdout and stderr.
fn run(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let output = journeybook(arguments).current_dir(folder).output().expect("the command starts");
    let text = |bytes| String::from_utf8(bytes).expect("the command prints UTF-8");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// The handbook's own files as text, without what the tool keeps for itself.
fn handbook(folder: &Path) -> BTreeMap<String, String> {
    let own = files(folder).into_iter().filter(|(path, _)| !path.starts_with('.') && !path.starts_with("public/"));
    own.map(|(path, bytes)| (path, String::from_utf8(bytes).expect("UTF-8"))).collect()
}

const FAULTY: &[(&str, &str)] = &[
    ("content/index.md", "# Home\n\n##Two words\n\n[a](Labs.md) [b](labs#SET-UP) [c](#two-words)\r\n[d](nowhere.md)\n"),
    ("content/labs.md", "\u{feff}# Labs\n\n## Set up\n\n<a href=\"..\\content\\index.md\">x</a> [[in dex]]\n"),
];

#[test]
fn fix_fixes_what_is_certain_and_nothing_else() {
    let folder = folder(FAULTY);
    let before = handbook(folder.path());
    let (code, diff, said) = run(folder.path(), &["fix", "--dry-run"]);
    assert_eq!(code, Some(0));
    assert!(diff.starts_with("--- a/content/index.md\n+++ b/content/index.md\n@@ "), "{diff}");
    assert!(said.contains("would fix 6 places in 2 files; 1 problem left"), "{said}");
    assert_eq!(handbook(folder.path()), before);
    assert!(!folder.path().join(".journeybook").exists(), "a look leaves nothing behind");

    let (code, same, said) = run(folder.path(), &["fix"]);
    assert_eq!((code, same), (Some(0), diff));
    assert!(said.contains("fixed 6 places in 2 files"), "{said}");
    let after = handbook(folder.path());
    assert_eq!(
        after["content/index.md"],
        "# Home\n\n## Two words\n\n[a](labs.md) [b](labs.md#set-up) [c](#two-words)\r\n[d](nowhere.md)\n"
    );
    assert_eq!(after["content/labs.md"], "\u{feff}# Labs\n\n## Set up\n\n<a href=\"../content/index.md\">x</a> [[index]]\n");

    let (code, nothing, said) = run(folder.path(), &["fix"]);
    assert_eq!((code, &*nothing), (Some(0), ""));
    assert!(said.contains("nothing can be fixed without a decision"), "{said}");
    assert_eq!(handbook(folder.path()), after);
}

const SMALL: &[(&str, &str)] = &[
    ("content/index.md", "# Home\n\n[a](adoption/labs.md#set-up) ![m](adoption/map.png) [[labs|x]]\n"),
    ("content/adoption/labs.md", "# Labs\n\n## Set up\n\n[home](../index.md) ![m](map.png)\n"),
    ("content/adoption/map.png", "image"),
];

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"]);
    let output = command.args(arguments).current_dir(folder).output().expect("git starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn mv_moves_a_page_and_tells_git() {
    let folder = folder(SMALL);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    let before = handbook(folder.path());
    let arguments = ["mv", "content/adoption/labs.md", "content/awareness/", "--dry-run"];
    let (code, diff, said) = run(folder.path(), &arguments);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.ends_with("would move `adoption/labs.md` to `awareness/labs.md`, with 2 links rewritten\n"), "{said}");
    assert!(said.contains("will be in the stage Awareness instead of Adoption"), "{said}");
    assert_eq!(handbook(folder.path()), before);

    let (code, same, said) = run(folder.path(), &arguments[..3]);
    assert_eq!((code, same), (Some(0), diff), "{said}");
    let after = handbook(folder.path());
    assert_eq!(
        after["content/awareness/labs.md"],
        "---\naliases: [/adoption/labs/]\n---\n# Labs\n\n## Set up\n\n[home](../index.md) ![m](../adoption/map.png)\n"
    );
    assert_eq!(after["content/index.md"], "# Home\n\n[a](awareness/labs.md#set-up) ![m](adoption/map.png) [[labs|x]]\n");
    assert_eq!(after.len(), 3);
    assert_eq!(run(folder.path(), &["check", "-q"]).0, Some(0));
    let status = git(folder.path(), &["status", "--short"]);
    assert!(status.contains("content/adoption/labs.md -> content/awareness/labs.md"), "{status}");
    let (code, _, said) = run(folder.path(), &["mv", "--dir", ".", "awareness", "into/it", "-q"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(folder.path().join("content/into/it/labs.md").exists());
    assert_eq!(run(folder.path(), &["check", "-q"]).0, Some(0));
}

#[test]
fn mv_refuses_what_it_must_not_do() {
    for (arguments, expected) in [
        (&["content/adoption/labs.md", "content/index.md"][..], "there is something at `index.md` already"),
        (&["content/adoption", "content/adoption/deep/er"], "cannot be moved into itself"),
        (&["content/none.md", "content/x.md"], "there is nothing at"),
        (&["content", "content/x"], "cannot be moved"),
        (&["content/adoption/labs.md", "content/adoption/labs"], "write `adoption/labs.md`"),
        (&["content/adoption/map.png", "content/adoption/map.md"], "keep the file's extension"),
        (&["content/adoption/labs.md", "elsewhere/labs.md"], "is outside the content folder"),
        (&["content/adoption/labs.md", "content/.hidden/labs.md"], "would be left out"),
        (&["content/adoption/labs.md", "content/aux.md"], "Windows keeps that name"),
        (&["content/adoption/labs.md", "content/adoption/labs.md"], "is there already"),
        (&["handbook.yaml", "content/x.yaml"], "is outside the content folder"),
    ] {
        let folder = folder(SMALL);
        write(&folder.path().join("handbook.yaml"), "title: A\n");
        let before = handbook(folder.path());
        let (code, diff, said) = run(folder.path(), &[&["mv"], arguments].concat());
        assert_eq!((code, &*diff), (Some(2), ""), "{arguments:?}: {said}");
        assert!(said.contains(expected), "{arguments:?}: {said}");
        assert_eq!(handbook(folder.path()), before);
    }
}

#[test]
fn mv_changes_case_and_normal_form_alone() {
    let folder = folder(SMALL);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "."]);
    git(folder.path(), &["commit", "-qm", "first"]);
    for (from, to) in [
        ("content/adoption/labs.md", "content/adoption/Labs.md"),
        ("content/adoption", "content/Adoption"),
        ("content/Adoption/Labs.md", "content/Adoption/e\u{301}.md"),
        ("content/Adoption/e\u{301}.md", "content/Adoption/\u{e9}.md"),
    ] {
        let (code, _, said) = run(folder.path(), &["mv", from, to]);
        assert_eq!(code, Some(0), "{from} to {to}: {said}");
        assert_eq!(run(folder.path(), &["check", "-q"]).0, Some(0), "{to}");
        let names: Vec<String> = handbook(folder.path()).into_keys().collect();
        assert!(names.iter().any(|name| name.starts_with(to)), "{to}: {names:?}");
        assert!(names.iter().all(|name| name != from && !name.starts_with(&format!("{from}/"))), "{to}: {names:?}");
    }
    let status = git(folder.path(), &["-c", "core.quotepath=off", "status", "--short"]);
    assert!(status.contains("content/adoption/map.png -> content/Adoption/map.png"), "{status}");
}

/// A page that cannot be read stops no move of others, and its links are not passed over in silence.
#[cfg(unix)]
#[test]
fn a_page_that_cannot_be_read_is_told_of() {
    let folder = folder(SMALL);
    std::os::unix::fs::symlink("nowhere.md", folder.path().join("content/lost.md")).expect("a symlink");
    let (code, _, said) = run(folder.path(), &["mv", "content/adoption/labs.md", "content/adoption/kit.md"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("note: `lost.md` cannot be read, so that its links are not rewritten"), "{said}");
}

#[test]
fn one_page_that_cannot_be_written_stops_the_whole_move() {
    let folder = folder(SMALL);
    let before = handbook(folder.path());
    let page = folder.path().join("content/index.md");
    let mut permissions = fs::metadata(&page).expect("a file").permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&page, permissions.clone()).expect("permissions");
    let (code, _, said) = run(folder.path(), &["mv", "content/adoption/labs.md", "content/adoption/kit.md"]);
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`content/index.md` is read-only, so nothing was written"), "{said}");
    assert_eq!(handbook(folder.path()), before);
    // A command that has nothing to do with the page goes on as before.
    let (code, _, said) = run(folder.path(), &["mv", "content/adoption/map.png", "content/adoption/plan.png", "--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    #[expect(clippy::permissions_set_readonly_false, reason = "so that the temporary folder can be removed everywhere")]
    permissions.set_readonly(false);
    fs::set_permissions(&page, permissions).expect("permissions");
}

#[test]
fn a_page_in_a_merge_conflict_is_refused() {
    let folder = folder(SMALL);
    let page = folder.path().join("content/adoption/labs.md");
    git(folder.path(), &["init", "-q"]);
    let commit = |text: &str| {
        write(&page, text);
        git(folder.path(), &["add", "."]);
        git(folder.path(), &["commit", "-qm", "a page"]);
    };
    commit("# One\n");
    git(folder.path(), &["checkout", "-q", "-b", "side"]);
    commit("# Two\n");
    git(folder.path(), &["checkout", "-q", "-"]);
    commit("# Three\n");
    let merge = Command::new("git").args(["merge", "-q", "side"]).current_dir(folder.path()).output().expect("git starts");
    assert!(!merge.status.success(), "the two disagree");
    let before = handbook(folder.path());
    for (from, to) in [("content/adoption/labs.md", "content/kit.md"), ("content/adoption", "content/use")] {
        let (code, _, said) = run(folder.path(), &["mv", from, to]);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains("`content/adoption/labs.md` is in a merge conflict"), "{said}");
        assert_eq!(handbook(folder.path()), before);
    }
}

#[test]
fn mv_works_in_worktrees_submodules_and_sparse_checkouts() {
    let folder = folder(SMALL);
    let outer = folder.path();
    git(outer, &["init", "-q"]);
    git(outer, &["add", "."]);
    git(outer, &["commit", "-qm", "first"]);

    let place = tempfile::tempdir().expect("a temporary folder");
    let worktree = place.path().join("worktree");
    git(outer, &["worktree", "add", "-q", worktree.to_str().expect("UTF-8"), "-b", "side"]);
    let (code, _, said) = run(&worktree, &["mv", "content/adoption/labs.md", "content/kit.md"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(git(&worktree, &["status", "--short"]).contains("content/adoption/labs.md -> content/kit.md"));

    let superproject = place.path().join("super");
    fs::create_dir(&superproject).expect("a folder");
    write(&superproject.join("content/index.md"), "# Home\n\n[labs](team/content/adoption/labs.md)\n");
    git(&superproject, &["init", "-q"]);
    let from = outer.to_str().expect("UTF-8");
    git(&superproject, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from, "content/team"]);
    let team = superproject.join("content/team");
    let (code, _, said) = run(&superproject, &["mv", "content/team/content/adoption/labs.md", "content/team/content/kit.md"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        git(&team, &["status", "--short"]).contains("content/adoption/labs.md -> content/kit.md"),
        "the submodule's Git is told"
    );
    let (code, _, said) = run(&superproject, &["mv", "content/team/content/kit.md", "content/kit.md"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("moved without Git, which said: it leads into another repository"), "{said}");

    git(outer, &["sparse-checkout", "set", "--no-cone", "/content/*.md", "/content/adoption/labs.md"]);
    let (code, _, said) = run(outer, &["mv", "content/adoption/labs.md", "content/kit.md", "--dry-run"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("this checkout is sparse and leaves out 1 file of the content"), "{said}");
}

#[test]
fn mv_refuses_to_break_what_is_whole() {
    // The folder's list goes with its last page, and a page links to it.
    let folder = folder(&[
        ("content/index.md", "# Home\n\n[list](one/)\n"),
        ("content/one/a.md", "# A\n\nText.\n"),
        ("content/one/x.png", ""),
    ]);
    let before = handbook(folder.path());
    let (code, _, said) = run(folder.path(), &["mv", "content/one/a.md", "content/a.md"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("content/index.md:3:8") && said.contains("nothing was moved"), "{said}");
    assert_eq!(handbook(folder.path()), before);
}

#[test]
fn a_killed_run_is_finished_by_the_same_command() {
    let folder = folder(SMALL);
    let arguments = ["mv", "content/adoption/labs.md", "content/use/labs.md"];
    let done = {
        let other = self::folder(SMALL);
        assert_eq!(run(other.path(), &arguments).0, Some(0));
        handbook(other.path())
    };
    // What a run leaves that is killed between its journal and its first change.
    let state = folder.path().join(".journeybook/edit");
    let hash = |text: &str| blake3::hash(text.as_bytes()).to_hex().to_string();
    let texts = [("content/adoption/labs.md", "content/use/labs.md"), ("content/index.md", "content/index.md")];
    let steps = texts.iter().enumerate().map(|(number, (old, new))| {
        let before = fs::read_to_string(folder.path().join(old)).expect("text");
        write(&state.join(number.to_string()), &done[*new]);
        serde_json::json!({ "path": old, "before": hash(&before), "after": hash(&done[*new]) })
    });
    let steps: Vec<_> = steps.collect();
    let journal = serde_json::json!({ "steps": steps, "shift": { "from": arguments[1], "to": arguments[2] } });
    write(&state.join("journal"), journal.to_string());

    let (code, _, said) = run(folder.path(), &["fix", "--dry-run"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("half changed"), "{said}");
    let (code, _, said) = run(folder.path(), &arguments);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains("finished what an earlier run left half done"), "{said}");
    assert_eq!(handbook(folder.path()), done);
}

#[test]
fn a_published_address_that_would_vanish_is_told_with_the_alias_to_add() {
    let folder = folder(&[
        ("content/index.md", "# Home\n\n[a](a.md) [b](b.md)\n"),
        ("content/a.md", "# The talks\n\nText.\n"),
        ("content/b.md", "---\naliases: [/old/b/]\n---\n# B\n\nText.\n"),
        ("urls.json", "[\n[\"\",\"Home\"],\n[\"talks/\",\"The talks\"],\n[\"old/b/\",\"B\"],\n[\"zz/%C3%A9/\",\"Else\"]\n]\n"),
        ("broken.json", "{}"),
    ]);
    let (code, _, said) = run(folder.path(), &["check", "--against", "urls.json"]);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("error[vanished-url]: `/talks/` was published and would disappear"), "{said}");
    assert!(said.contains("help: if `a.md` took its place, add `aliases: [/talks/]` to its front matter"), "{said}");
    assert!(said.contains("add `aliases: [/zz/\u{e9}/]` to the front matter of the page"), "{said}");
    assert!(said.contains("found 2 errors"), "{said}");
    assert_eq!(run(folder.path(), &["build", "-q"]).0, Some(0));
    assert_eq!(run(folder.path(), &["check", "-q", "--against", "public/urls.json"]).0, Some(0));
    for missing in ["broken.json", "none.json", "content"] {
        let (code, _, said) = run(folder.path(), &["check", "--against", missing]);
        assert_eq!(code, Some(2), "{missing}: {said}");
        assert!(said.contains("name the `urls.json` of a published site"), "{said}");
    }
}
