use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use super::*;

/// A repository to which commits are added on given days.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a temporary folder"));
        repository.git(&["init", "-q", "-b", "main"], "2026-01-01", "Ada <ada@acme.example>");
        repository
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn git(&self, arguments: &[&str], day: &str, author: &str) {
        let (name, address) = author.split_once(" <").expect("a name and an address");
        let address = address.trim_end_matches('>');
        let moment = format!("{day}T12:00:00+00:00");
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root()).args(["-c", "core.autocrlf=false", "-c", "commit.gpgSign=false"]).args(arguments);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for (person, value) in [("NAME", name), ("EMAIL", address), ("DATE", &*moment)] {
            command.env(format!("GIT_AUTHOR_{person}"), value).env(format!("GIT_COMMITTER_{person}"), value);
        }
        let output = command.output().expect("git is installed");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    }

    fn commit(&self, day: &str, author: &str, files: &[(&str, &str)]) {
        for (path, text) in files {
            let path = self.root().join(path);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a file");
        }
        self.git(&["add", "-A"], day, author);
        self.git(&["commit", "-q", "--allow-empty", "-m", "x"], day, author);
    }

    fn history(&self, paths: &[&str]) -> History {
        history(Asked { root: self.root(), content: "content", pages: &pages(paths), names: true, commits: false }, |_| None)
    }
}

fn pages(paths: &[&str]) -> Vec<(SourcePath, RepositoryPath)> {
    paths.iter().map(|path| (SourcePath::from(*path), RepositoryPath::from(format!("content/{path}")))).collect()
}

/// Created, changed and contributors of a page, as one line.
fn told(history: &History, path: &str) -> String {
    match history.page(&SourcePath::from(path)) {
        Some(past) => format!("{} {} {}", past.created.day, past.changed.day, past.contributors.join(", ")),
        None => "nothing".to_owned(),
    }
}

const ADA: &str = "Ada <ada@acme.example>";
const BOB: &str = "bob <bob@old.example>";

/// Long enough for Git to see the same file in it after a rename.
fn text(head: &str, last: &str) -> String {
    format!("{head}# Labs\n\nA paragraph that stays as it is.\n\nAnother one, which stays as well.\n\n{last}\n")
}

#[test]
fn dates_follow_renames_and_leave_out_front_matter() {
    let repository = Repository::new();
    repository.commit("2026-01-01", ADA, &[("docs/old.md", &text("", "One.")), ("content/index.md", "# Hi\n")]);
    repository.git(&["mv", "docs/old.md", "content/labs.md"], "2026-02-01", BOB);
    repository.commit("2026-02-01", BOB, &[]);
    repository.commit("2026-03-01", BOB, &[("content/labs.md", &text("", "Two."))]);
    let owned = text("---\nowner: bob\n---\n\n", "Two.");
    repository.commit("2026-04-01", "Cy <cy@acme.example>", &[("content/labs.md", &owned)]);
    repository.commit("2026-05-01", ADA, &[("content/labs.md", &owned.replace("bob", "ada").replace('\n', "\r\n"))]);
    repository.commit("2026-06-01", "dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>", &[("x.txt", "x")]);
    let mailmap = "Bob Builder <bob@new.example> <bob@old.example>\n";
    repository.commit("2026-07-01", ADA, &[(".mailmap", mailmap), ("content/labs/é \"ü.md", "# Ü\n")]);
    let history = repository.history(&["index.md", "labs.md", "labs/é \"ü.md", "new.md"]);
    for (page, expected) in [
        // Moved by Bob, who also changed it; Cy and Ada touched the front matter alone.
        ("labs.md", "2026-01-01 2026-03-01 Ada, Bob Builder, Cy"),
        ("index.md", "2026-01-01 2026-01-01 Ada"),
        ("labs/é \"ü.md", "2026-07-01 2026-07-01 Ada"),
        ("new.md", "nothing"),
    ] {
        assert_eq!(told(&history, page), expected, "{page}");
    }
}

#[test]
fn work_on_a_branch_beside_a_rename_counts() {
    let repository = Repository::new();
    repository.commit("2026-01-01", ADA, &[("content/old.md", &text("", "One."))]);
    repository.git(&["checkout", "-q", "-b", "beside"], "2026-01-01", ADA);
    repository.commit("2026-03-01", BOB, &[("content/old.md", &text("", "Two."))]);
    repository.git(&["checkout", "-q", "main"], "2026-01-01", ADA);
    repository.git(&["mv", "content/old.md", "content/labs.md"], "2026-02-01", ADA);
    repository.commit("2026-02-01", ADA, &[]);
    repository.git(&["merge", "-q", "--no-edit", "beside"], "2026-04-01", ADA);
    assert_eq!(told(&repository.history(&["labs.md"]), "labs.md"), "2026-01-01 2026-03-01 Ada, bob");
}

#[test]
fn what_is_known_is_kept_until_something_is_committed() {
    let repository = Repository::new();
    repository.commit("2026-01-01", ADA, &[("content/a.md", "# A\n")]);
    let History::Known(first) = repository.history(&["a.md"]) else { panic!("a past") };
    let again = |paths: &[&str], names| match history(
        Asked { root: repository.root(), content: "content", pages: &pages(paths), names, commits: false },
        |_| Some(Arc::clone(&first)),
    ) {
        History::Known(past) => past,
        other => panic!("{other:?}"),
    };
    assert!(Arc::ptr_eq(&first, &again(&["a.md"], true)));
    assert!(!Arc::ptr_eq(&first, &again(&["a.md", "b.md"], true)));
    let nameless = again(&["a.md"], false);
    assert!(nameless.pages.values().all(|past| past.contributors.is_empty()), "{nameless:?}");
    repository.commit("2026-02-01", BOB, &[("content/a.md", "# B\n")]);
    assert_eq!(told(&History::Known(again(&["a.md"], true)), "a.md"), "2026-01-01 2026-02-01 Ada, bob");
}

#[test]
fn no_dates_are_better_than_wrong_ones() {
    let empty = tempfile::tempdir().expect("a temporary folder");
    let asked =
        |root: &Path| history(Asked { root, content: "", pages: &pages(&["a.md"]), names: true, commits: false }, |_| None);
    assert_eq!(asked(empty.path()), History::Unknown, "no repository");
    fs::create_dir(empty.path().join(".git")).expect("a folder");
    assert_eq!(asked(empty.path()), History::Unknown, "what only looks like one");
    let repository = Repository::new();
    assert_eq!(asked(repository.root()), History::Unknown, "no commit");
    repository.commit("2026-01-01", ADA, &[("content/a.md", "# A\n")]);
    repository.commit("2026-02-01", ADA, &[("content/b.md", "# B\n")]);
    let clone = tempfile::tempdir().expect("a temporary folder");
    let url = format!("file://{}", repository.root().display());
    let target = clone.path().join("clone");
    repository.git(&["clone", "-q", "--depth", "1", &url, &target.display().to_string()], "2026-03-01", ADA);
    assert_eq!(asked(&target), History::Shallow);
}

#[test]
fn a_partial_clone_gives_dates_and_one_without_trees_says_so() {
    let repository = Repository::new();
    repository.commit("2026-01-01", ADA, &[("content/old.md", &text("", "One.")), ("content/index.md", "# Hi\n")]);
    repository.git(&["mv", "content/old.md", "content/labs.md"], "2026-02-01", BOB);
    // A rename that also changes the text can only be recognised from the texts.
    repository.commit("2026-02-01", BOB, &[("content/labs.md", &text("", "Two."))]);
    repository.git(&["config", "uploadpack.allowFilter", "true"], "2026-02-01", BOB);
    let url = format!("file://{}", repository.root().display());
    let clone = |filter: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("clone");
        repository.git(&["clone", "-q", &format!("--filter={filter}"), &url, root.to_str().expect("a path")], "2026-02-01", BOB);
        let pages = pages(&["labs.md", "index.md"]);
        history(Asked { root: &root, content: "content", pages: &pages, names: false, commits: false }, |_| None)
    };
    let without_texts = clone("blob:none");
    assert_eq!(told(&without_texts, "labs.md"), "2026-02-01 2026-02-01 ");
    assert_eq!(told(&without_texts, "index.md"), "2026-01-01 2026-01-01 ");
    for (history, lacks_texts) in [(&without_texts, true), (&clone("blob:limit=1m"), false)] {
        assert!(matches!(history, History::Known(past) if past.lacks_texts == lacks_texts), "{lacks_texts}");
    }
    assert_eq!(clone("tree:0"), History::Treeless);
}

#[test]
fn co_authors_count_and_names_with_control_characters_cost_no_date() {
    let repository = Repository::new();
    repository.commit("2026-01-01", "A\u{1}d\u{2}a <ada@acme.example>", &[("content/a.md", "# A\n")]);
    let mailmap = "Bob Builder <bob@new.example> <bob@old.example>\n";
    fs::write(repository.root().join("content/a.md"), "# A\n\nMore.\n").expect("a file");
    fs::write(repository.root().join(".mailmap"), mailmap).expect("a file");
    repository.git(&["add", "-A"], "2026-02-01", ADA);
    let message =
        "x\n\nCo-authored-by: bob <bob@old.example>\nco-authored-by: Cy <CY@acme.example>\nCo-authored-by: helper[bot] <h@b>\n";
    repository.git(&["commit", "-q", "-m", message], "2026-02-01", ADA);
    assert_eq!(told(&repository.history(&["a.md"]), "a.md"), "2026-01-01 2026-02-01 Ada, Bob Builder, Cy");
}
