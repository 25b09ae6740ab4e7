//! A public site holds nothing of internal pages, in no byte of any output; and no byte of a site depends on the clock.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::folders::{files, write};
use crate::program::journeybook;

/// Words that stand in internal pages and files alone.
const SECRETS: &[&str] = &[
    "zebrafinch",
    "quokka",
    "narwhal",
    "axolotl",
    "pangolin",
    "capybara",
    "okapi",
    "wombat",
    "tapir",
    "ocelot",
    "marmoset",
    "gecko",
];

const PAGES: &[(&str, &str)] = &[
    (
        "handbook.yaml",
        "title: Book\nurl: https://acme.example/book/\npages_json: true\ncards: pages\nassign: [{ paths: [team/**], audience: internal, owner: okapi-team }]\n",
    ),
    ("content/index.md", "# Book\n\nWelcome. [Labs](adoption/labs.md) [[Labs]]\n\n![Map](shared.svg)\n"),
    ("content/adoption/labs.md", "---\nneeds: [autonomy]\nkind: play\n---\n# Labs\n\nBuild things in an hour.\n"),
    (
        "content/adoption/narwhal.md",
        "---\naudience: internal\ntitle: Zebrafinch plans\ndescription: The quokka budget\naliases: [/axolotl/, pangolin]\nowner: Capybara\n\
         authors: [Wombat]\nreviewed: 2026-01-01\nreview_every: 1 month\n---\n# Zebrafinch plans\n\n[Labs](labs.md) for the tapir.\n\n\
         ![x](secret-ocelot.svg) ![y](../shared.svg)\n",
    ),
    ("content/adoption/secret-ocelot.svg", "<svg width='1' height='1'><title>marmoset</title></svg>"),
    ("content/shared.svg", "<svg width='1' height='1'></svg>"),
    (
        "content/team/index.md",
        "# Okapi\n\nAll of it: tapir.\n\n- Attraction - gecko\n- Awareness - gecko\n- Assessment - gecko\n- Adoption - gecko\n- Activation - gecko\n- Application - gecko\n- Advocacy - gecko\n",
    ),
    ("content/team/gecko.pdf", "gecko"),
    ("content/adoption/unread.md", "+++\naudience = \"internal\"\n+++\n# Marmoset\n\nOcelot.\n"),
];

fn git(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@acme.example"]).args(arguments).current_dir(folder);
    command.env("GIT_AUTHOR_DATE", "2026-02-03T12:00:00Z").env("GIT_COMMITTER_DATE", "2026-02-03T12:00:00Z");
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.status().expect("git starts").success(), "{arguments:?}");
}

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "-q"]);
    for (path, text) in files {
        write(&folder.path().join(path), text);
        git(folder.path(), &["add", "-A"]);
        git(folder.path(), &["commit", "-q", "-m", if path.contains("narwhal") { "Add the wombat" } else { "Add a page" }]);
    }
    folder
}

/// The exit code of a build, and what it said.
fn build(folder: &Path, arguments: &[&str]) -> (i32, String) {
    let output = journeybook(&[&["build"], arguments].concat()).current_dir(folder).output().expect("it runs");
    (output.status.code().unwrap_or(-1), String::from_utf8_lossy(&output.stderr).into_owned())
}

/// The secrets that a site holds, each with a file that holds it.
fn leaks(site: &Path) -> Vec<String> {
    let mut leaks = Vec::new();
    for (path, bytes) in files(site) {
        let text = format!("{path} {}", String::from_utf8_lossy(&bytes)).to_lowercase();
        leaks.extend(SECRETS.iter().filter(|secret| text.contains(*secret)).map(|secret| format!("{secret} in {path}")));
    }
    leaks
}

#[test]
fn a_public_site_holds_no_word_of_internal_pages() {
    let project = project(PAGES);
    let (code, said) = build(project.path(), &["--warn", "front-matter"]);
    assert_eq!(code, 2, "nobody said for whom it is: {said}");
    assert!(said.contains("nothing says who the site is built for"), "{said}");
    assert!(!project.path().join("public").exists());

    let (code, said) = build(project.path(), &["--audience", "public", "--warn", "front-matter"]);
    assert_eq!(code, 0, "{said}");
    assert_eq!(leaks(&project.path().join("public")), Vec::<String>::new());
    assert!(project.path().join("public/shared.svg").exists(), "what a public page shows as well stays");

    let (code, said) = build(project.path(), &["--audience", "internal", "--warn", "front-matter", "-d", "team-site"]);
    assert_eq!(code, 0, "{said}");
    let found = leaks(&project.path().join("team-site")).join("\n");
    let missing: Vec<_> = SECRETS.iter().filter(|secret| !found.contains(*secret)).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "the team reads all of it");
    assert!(
        fs::read_to_string(project.path().join("team-site/adoption/narwhal/index.html")).expect("a page").contains("noindex")
    );
}

#[test]
fn a_public_page_must_not_lead_to_internal_ones() {
    let mut files = PAGES.to_vec();
    files.push((
        "content/open.md",
        "# Open\n\n[p](adoption/narwhal.md) [[pangolin]] ![[narwhal]] [pdf](team/gecko.pdf) [team](team/)\n",
    ));
    let project = project(&files);
    let (code, said) = build(project.path(), &["--audience", "public", "--warn", "front-matter", "--all"]);
    assert_eq!((code, said.matches("error[link-to-internal]").count()), (1, 5), "{said}");
}

#[test]
fn a_public_site_keeps_the_files_that_every_page_loads() {
    let project = project(&[
        ("handbook.yaml", "title: Book\naudience: public\ntheme: { css: [team/own.css], logo: team/logo.svg }\n"),
        ("content/index.md", "# Book\n\nWelcome.\n"),
        ("content/team/index.md", "---\naudience: internal\n---\n# Okapi\n"),
        ("content/team/own.css", "a { color: red; }\n"),
        ("content/team/logo.svg", "<svg width='1' height='1'></svg>"),
        ("content/team/gecko.pdf", "gecko"),
    ]);
    let (code, said) = build(project.path(), &[]);
    assert_eq!(code, 0, "{said}");
    let is_there = |path: &str| project.path().join("public").join(path).exists();
    assert!(is_there("team/own.css") && is_there("team/logo.svg"));
    assert!(!is_there("team/gecko.pdf"));
}

#[test]
fn two_days_make_the_same_bytes() {
    let pages = &[
        ("handbook.yaml", "title: Book\nowners: { ann: }\n"),
        (
            "content/adoption/a.md",
            "---\nowner: ann\nneeds: [autonomy]\nreviewed: 2020-01-01\nreview_every: 6 months\n---\n# A\n\nText.\n",
        ),
        ("content/adoption/b.md", "---\nreviewed: 2026-11-01\nreview_every: 6 months\n---\n# B\n\nText.\n"),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in pages {
        write(&folder.path().join(path), text);
    }
    // Without a repository the day is the clock's, which only `faketime` could turn: what is written must not name it.
    let mut command = journeybook(&["build", "-d", "clock"]);
    assert!(command.env_remove("SOURCE_DATE_EPOCH").current_dir(folder.path()).status().expect("it runs").success());
    for (path, bytes) in files(&folder.path().join("clock")) {
        assert!(!String::from_utf8_lossy(&bytes).contains("due for review as of"), "{path} names the day of the clock");
    }
    // In one it is the last commit's: two builds are equal whatever the day, and say which it is.
    git(folder.path(), &["init", "-q"]);
    write(&folder.path().join(".gitignore"), "one\ntwo\nclock\n.journeybook\n");
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-q", "-m", "Write"]);
    for output in ["one", "two"] {
        let mut command = journeybook(&["build", "--no-cache", "-d", output]);
        assert!(command.env_remove("SOURCE_DATE_EPOCH").current_dir(folder.path()).status().expect("it runs").success());
    }
    let (one, two) = (files(&folder.path().join("one")), files(&folder.path().join("two")));
    let same = |path: &String| path.starts_with(".journeybook/") || one.get(path) == two.get(path);
    assert!(one.len() == two.len() && one.keys().all(same));
    let reviews = String::from_utf8_lossy(&one["reviews/index.html"]).into_owned();
    assert!(reviews.contains("1 page was due for review as of 3 February 2026"), "{reviews}");
}
