//! What the site tells of changes, for a handbook with a past.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::folders::{files, write};
use crate::program::journeybook;

const CONFIG: &str = "title: Book
url: https://acme.example/book/
changes: true
repository: { url: 'https://github.com/acme/book', branch: main }
owners: { docs: { title: Docs team } }
";

/// A text that Git takes for the same file after a rename.
fn page(title: &str, last: &str) -> String {
    format!("# {title}\n\nA paragraph that stays as it is, whatever happens.\n\nAnother one, which stays as well.\n\n{last}\n")
}

fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let date = format!("{day}T12:00:00Z");
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "-c", "protocol.file.allow=always"]);
    command.args(arguments).current_dir(folder).env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.status().expect("git starts").success(), "{arguments:?}");
}

fn commit(folder: &Path, day: &str, subject: &str, files: &[(&str, &str)]) {
    for (path, text) in files {
        write(&folder.join(path), text);
    }
    git(folder, day, &["add", "-A"]);
    git(folder, day, &["commit", "-q", "--allow-empty", "-m", subject]);
}

fn repository() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), "2026-01-01", &["init", "-q", "-b", "main"]);
    write(&folder.path().join(".gitignore"), "public\n.journeybook\n");
    folder
}

/// A handbook in which everything happened that can happen to a page.
fn handbook() -> tempfile::TempDir {
    let repository = repository();
    let folder = repository.path();
    commit(
        folder,
        "2026-01-05",
        "Begin",
        &[
            ("handbook.yaml", CONFIG),
            ("content/index.md", "# Book\n\nHello.\n"),
            ("content/adoption/labs.md", &page("Labs", "One.")),
            ("content/adoption/kits.md", "---\nowner: docs\n---\n# Kits\n\nBoxes to take along.\n"),
            ("content/team/pay.md", "# Pay\n\nHow it is settled.\n"),
            ("content/soon.md", "---\ndraft: true\n---\n# Soon\n\nNot yet.\n"),
        ],
    );
    commit(folder, "2026-02-03", "Say two", &[("content/adoption/labs.md", &page("Labs", "Two."))]);
    commit(folder, "2026-02-04", "Say <three> (#3)", &[("content/adoption/labs.md", &page("Labs", "Three."))]);
    let owned = format!("---\nowner: docs\n---\n{}", page("Labs", "Three."));
    commit(folder, "2026-03-01", "Give labs an owner", &[("content/adoption/labs.md", &owned)]);
    git(folder, "2026-03-02", &["mv", "content/adoption/labs.md", "content/adoption/live-labs.md"]);
    commit(folder, "2026-03-02", "Move labs", &[]);
    fs::remove_file(folder.join("content/adoption/kits.md")).expect("a file");
    fs::remove_file(folder.join("content/team/pay.md")).expect("a file");
    let boxes =
        "---\naliases: [/adoption/kits/]\n---\n# Suitcases\n\nEverything here is told in quite other words than before.\n";
    commit(folder, "2026-03-05", "Replace kits", &[("content/adoption/suitcases.md", boxes)]);
    commit(folder, "2026-04-01", "Publish what was due", &[("content/soon.md", "# Soon\n\nNot yet.\n")]);
    repository
}

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = journeybook(arguments).current_dir(folder).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    format!("{}{said}", String::from_utf8_lossy(&output.stdout))
}

fn read(folder: &Path, path: &str) -> String {
    fs::read_to_string(folder.join("public").join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn changes_are_told_by_month_with_subjects_and_where_pages_went() {
    let repository = handbook();
    let folder = repository.path();
    let listed = "2026-04-01  new      Soon       Publish what was due             /soon/
2026-03-05  new      Suitcases  Replace kits                     /adoption/suitcases/
2026-03-05  removed  Kits       Replace kits          Docs team  /adoption/kits/
2026-03-05  removed  Pay        Replace kits                     /team/pay/
2026-02-04  changed  Labs       Say <three> (#3)      Docs team  /adoption/live-labs/
2026-01-05  new      Labs       Begin                 Docs team  /adoption/live-labs/
2026-01-05  new      Book       Begin                            /
";
    assert_eq!(run(folder, &["list", "changes", "--quiet"]), listed);
    let since = run(folder, &["list", "changes", "--quiet", "--since", "2026-02-04", "--stage", "adoption", "--owner", "docs"]);
    assert_eq!(since.lines().count(), 2, "{since}");
    run(folder, &["build", "--quiet"]);
    let changes = read(folder, "changes/index.html");
    let list = changes.split_once("class=\"jb-holds jb-kept\"").expect("the list stands in the page").1;
    let positions: Vec<usize> =
        ["April 2026", ">Soon<", "March 2026", ">Suitcases<", "<b>Kits</b>", "February 2026", ">Labs<", "January 2026"]
            .iter()
            .map(|words| list.find(words).unwrap_or_else(|| panic!("{words} is not in\n{list}")))
            .collect();
    assert!(positions.is_sorted(), "{positions:?}");
    for words in [
        "Say &lt;three&gt; (#3)",
        "with 1 earlier change",
        "Now at <a href=\"../adoption/suitcases/\">Suitcases</a>",
        "href=\"https://github.com/acme/book/compare/",
        "href=\"https://github.com/acme/book/commit/",
        "Kept by <a href=\"../owners/docs/\">Docs team</a>",
    ] {
        assert!(changes.contains(words), "{words} is not in\n{changes}");
    }
    for words in ["Give labs an owner", "Move labs"] {
        assert!(!changes.contains(words), "{words} changed no text");
    }
    let of_stage = read(folder, "adoption/changes/index.html");
    let of_stage = of_stage.split_once("class=\"jb-holds jb-kept\"").expect("the list stands in the page").1;
    assert!(of_stage.contains(">Suitcases<") && !of_stage.contains(">Soon<"), "{of_stage}");
    assert!(read(folder, "adoption/index.html").contains("href=\"changes/\""));
    let feed = read(folder, "feed.xml");
    for words in ["<content>Say &lt;three&gt; (#3)</content>", "<content>removed · Replace kits · Now at Suitcases</content>"] {
        assert!(feed.contains(words), "{words} is not in\n{feed}");
    }
    assert!(read(folder, "adoption/feed.xml").contains("adoption/kits/"));
    let home = read(folder, "index.html");
    assert!(home.contains("theme/lately.js") && home.contains("data-jb-change=") && !home.contains(">Book</a> <span"), "{home}");
    assert!(!of_stage.contains("lately.js"), "only the front page loads the script");
    let owner = read(folder, "owners/docs/index.html");
    assert!(owner.contains("id=\"jb-lately\"") && owner.contains("<b>Kits</b>"), "{owner}");
}

#[test]
fn a_handbook_that_does_not_ask_has_no_list_of_changes() {
    let repository = handbook();
    let folder = repository.path();
    write(&folder.join("handbook.yaml"), CONFIG.replace("changes: true\n", ""));
    run(folder, &["build", "--quiet"]);
    let site = files(&folder.join("public"));
    for path in ["changes/index.html", "adoption/changes/index.html", "theme/lately.js"] {
        assert!(!site.contains_key(path), "{path}");
    }
    assert!(!folder.join(".journeybook/history.json").exists());
    let said: Vec<_> = site.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("Replace kits")).collect();
    assert!(said.is_empty(), "a subject is told");
    assert!(read(folder, "owners/docs/index.html").contains("id=\"jb-lately\""), "an owner's page tells by dates");
}

/// The second build of a commit reads nothing of the past, and another commit is seen at once.
#[test]
fn what_is_known_of_a_commit_is_kept() {
    let repository = handbook();
    let folder = repository.path();
    run(folder, &["build", "--quiet", "--no-cache"]);
    let cold = files(&folder.join("public"));
    let kept = folder.join(".journeybook/history.json");
    // What is kept is believed, which shows that nothing is read again.
    let known = fs::read_to_string(&kept).expect("the past");
    fs::write(&kept, known.replace("Say <three>", "Say kept")).expect("a file");
    run(folder, &["build", "--quiet", "--no-cache"]);
    assert!(read(folder, "changes/index.html").contains("Say kept"));
    for damaged in ["", "{", "0.0.0\n{}", &known[..known.len() / 2]] {
        fs::write(&kept, damaged).expect("a file");
        run(folder, &["build", "--quiet", "--no-cache"]);
        let again = files(&folder.join("public"));
        let same = cold.iter().all(|(path, bytes)| path.starts_with(".journeybook/") || again.get(path) == Some(bytes));
        assert!(same, "{damaged:?}");
    }
    commit(folder, "2026-05-01", "Greet", &[("content/index.md", "# Book\n\nHello again.\n")]);
    run(folder, &["build", "--quiet"]);
    assert!(read(folder, "changes/index.html").contains("Greet"));
}

#[test]
fn a_clone_without_old_texts_tells_what_it_can_and_fetches_nothing() {
    let repository = handbook();
    let origin = repository.path();
    git(origin, "2026-05-01", &["config", "uploadpack.allowFilter", "true"]);
    let folder = tempfile::tempdir().expect("a temporary folder");
    let url = format!("file://{}", origin.display());
    let clone = folder.path().join("clone");
    git(folder.path(), "2026-05-01", &["clone", "-q", "--filter=blob:none", &url, "clone"]);
    let objects = || {
        let count = Command::new("git").args(["count-objects", "-v"]).current_dir(&clone).output().expect("git starts");
        String::from_utf8_lossy(&count.stdout).into_owned()
    };
    let before = objects();
    run(&clone, &["build", "--quiet"]);
    assert_eq!(objects(), before);
    let changes = read(&clone, "changes/index.html");
    assert!(changes.contains("<b>Kits</b>") && changes.contains("Now at"), "{changes}");
    // Nobody can say what those versions were for, so a public site is silent.
    run(&clone, &["build", "--quiet", "--audience", "public"]);
    assert!(!read(&clone, "changes/index.html").contains("<b>Kits</b>"));
}

#[test]
fn changes_without_a_history_are_told_of() {
    let repository = repository();
    let folder = repository.path();
    write(&folder.join("content/index.md"), "# Book\n\n[Lately](/changes/)\n");
    write(&folder.join("handbook.yaml"), "changes: true\n");
    run(folder, &["build", "--quiet"]);
    assert!(read(folder, "changes/index.html").contains("Nothing is known yet"));
    write(&folder.join("handbook.yaml"), "history: none\nchanges: true\n");
    let output = journeybook(&["check"]).current_dir(folder).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("`changes` is told from the history"), "{said}");
}

#[test]
fn a_public_site_tells_nothing_of_internal_versions_and_of_their_commits() {
    let repository = repository();
    let folder = repository.path();
    let config = format!("{CONFIG}audience: public\nassign: [{{ paths: [vault/**], audience: internal }}]\n");
    commit(folder, "2026-01-05", "Begin", &[("handbook.yaml", &config), ("content/index.md", "# Book\n\nHello.\n")]);
    let secret = "---\naudience: internal\n---\n# Quokka\n\nZebrafinch.\n";
    commit(folder, "2026-01-06", "Plan the wombat", &[("content/plan.md", secret)]);
    commit(folder, "2026-01-07", "Hide the okapi", &[("content/vault/okapi.md", "# Okapi\n\nTapir.\n")]);
    let both: &[(&str, &str)] =
        &[("content/plan.md", &secret.replace("finch", "finches")), ("content/index.md", "# Book\n\nHello, all.\n")];
    commit(folder, "2026-02-01", "Greet, and count the marmosets", both);
    let kinds = &secret.replace("audience", "kind: play\naudience").replace("finch", "finches");
    commit(
        folder,
        "2026-02-02",
        "Call the ocelot a play",
        &[("content/plan.md", kinds), ("content/other.md", "# Other\n\nOpen to all.\n")],
    );
    // Taken out while it was internal; and published after it was internal.
    fs::remove_file(folder.join("content/vault/okapi.md")).expect("a file");
    commit(
        folder,
        "2026-03-01",
        "Let the gecko go",
        &[("content/news.md", "---\naudience: internal\n---\n# News\n\nOf the narwhal.\n")],
    );
    commit(folder, "2026-03-02", "Publish the news", &[("content/news.md", "# News\n\nOf all of us.\n")]);
    run(folder, &["build", "--quiet"]);
    let secrets = ["quokka", "zebrafinch", "wombat", "okapi", "tapir", "marmoset", "ocelot", "gecko", "narwhal"];
    for (path, bytes) in files(&folder.join("public")) {
        let text = format!("{path} {}", String::from_utf8_lossy(&bytes)).to_lowercase();
        for secret in secrets {
            assert!(!text.contains(secret), "{secret} is in {path}");
        }
    }
    let changes = read(folder, "changes/index.html");
    assert!(changes.contains("1 February 2026") && changes.contains(">Other<"), "public pages of mixed commits are told");
    assert!(
        changes.contains(">News</a> <span class=\"jb-tag\">new</span>\n<span class=\"jb-says\">Publish the news"),
        "{changes}"
    );
    run(folder, &["build", "--quiet", "--audience", "internal"]);
    let changes = read(folder, "changes/index.html");
    for words in ["Plan the wombat", "count the marmosets", "Let the gecko go", "<b>Okapi</b>"] {
        assert!(changes.contains(words), "{words} is not in\n{changes}");
    }
}

/// Whether `check` tells of a commit that only moved dates.
fn bump(folder: &Path) -> Option<String> {
    let output = journeybook(&["check", "--warn", "review-bump", "--quiet"]).current_dir(folder).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    said.lines().find(|line| line.contains("review-bump")).map(str::to_owned)
}

#[test]
fn a_commit_that_moves_review_dates_alone_is_told_of() {
    let repository = repository();
    let folder = repository.path();
    let write_all = |day: &str, subject: &str, count: usize, text: &str| {
        let pages: Vec<(String, String)> = (0..count)
            .map(|page| {
                (format!("content/p{page}.md"), format!("---\nkind: play\nreviewed: {day}\n---\n# Page {page}\n\n{text}\n"))
            })
            .collect();
        let pages: Vec<(&str, &str)> = pages.iter().map(|(path, page)| (&**path, &**page)).collect();
        commit(folder, day, subject, &pages);
    };
    commit(folder, "2026-01-01", "Begin", &[("content/index.md", "# Book\n\nHello.\n")]);
    write_all("2026-01-02", "Write", 6, "One.");
    assert_eq!(bump(folder), None, "new pages");
    write_all("2026-02-01", "Read four", 4, "One.");
    assert_eq!(bump(folder), None, "four are few");
    write_all("2026-03-01", "Read and correct", 6, "Two.");
    assert_eq!(bump(folder), None, "texts changed");
    write_all("2026-04-01", "Bump", 6, "Two.");
    let said = bump(folder).expect("it is told");
    assert!(said.contains("moved `reviewed:` on 6 pages and changed nothing else"), "{said}");
    let silent = journeybook(&["check", "--all"]).current_dir(folder).output().expect("it runs");
    assert!(!String::from_utf8_lossy(&silent.stderr).contains("review-bump"), "it is off by default");
    write_all("2026-05-01", "Correct", 6, "Three.");
    assert_eq!(bump(folder), None, "all have changed since");
}
