//! With every feature switched on, a public site is the same to the byte as that of a handbook that never had the internal pages, and holds no word
//! of them or of the commits that made them.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::folders::{files, write};
use crate::program::journeybook;

const CONFIG: &str = r#"title: Book
url: https://acme.example/book/
repository: { url: "https://github.com/acme/book", branch: main }
pages_json: true
cards: pages
print: all
changes: true
statuses: default
tags: { talks: Talks, stands: Stands }
facets: { product: [sdk, cli] }
owners: { docs: { title: Docs team, contact: docs@acme.example, members: [Ann] } }
paths: { first: { title: First steps, summary: In order, pages: [index.md, team/plan.md, "team/terms.md#kit", team/, adoption/labs.md] } }
assign: [{ paths: [team/**], audience: internal, owner: docs, review_every: 1 year }]
private_links: [wiki.acme.example]
synonyms: [[stall, kiosk]]
words: [inclusive]
announcement: { text: Office hours, until: 2030-12-31 }
theme: { name: default, options: { quotes: curly, previews: true } }
"#;

/// What everybody reads.
const PUBLIC: &[(&str, &str)] = &[
    (
        "content/index.md",
        "# Book\n\nWelcome to [labs](adoption/labs.md). The kit is good at a stand.\n\n![Map](shared.svg)\n\n![[labs#Setup]]\n",
    ),
    (
        "content/adoption/labs.md",
        "---\nneeds: [autonomy]\nkind: play\ntags: [talks]\nproduct: sdk\nowner: docs\nreviewed: 2026-01-01\nreview_every: 1 year\neffort: an hour\n---\n\
         # Labs\n\nBuild things in an hour with the kit.\n\n## Setup\n\n```python file=examples/quick.py\nprint(1)\n```\n\n```mermaid\nflowchart LR\n A --> B\n```\n",
    ),
    ("examples/quick.py", "print(1)\n"),
    ("content/shared.svg", "<svg width='1' height='1'></svg>"),
    ("content/words.md", "---\nkind: glossary\n---\n# Words\n\n## Kit\n\nWhat developers start with.\n"),
    (
        "content/adoption/old.md",
        "---\nkind: decision\nstatus: retired\nreplaced_by: new.md\n---\n# Use the old forum\n\nNo more.\n",
    ),
    ("content/adoption/new.md", "---\nkind: decision\nstatus: accepted\n---\n# Use the new forum\n\nYes.\n"),
    ("content/adoption/list.md", "---\nkind: checklist\nrole: host\n---\n# Hosting\n\n- [ ] Chairs\n"),
];

/// What the team alone reads; each page has words of its own.
const INTERNAL: &[(&str, &str)] = &[
    (
        "content/advocacy/index.md",
        "---\naudience: internal\ndescription: dugong summary\n---\n# Dugong stage\n\nThe dugong prose.\n",
    ),
    ("content/team/index.md", "# Okapi team\n\nOkapi things. [Labs](../adoption/labs.md) are for the tapir.\n"),
    (
        "content/team/plan.md",
        "---\ntags: [talks, stands]\nproduct: cli\nkind: play\neffort: quokka days\nauthors: [Wombatina]\nreviewed: 2026-01-01\naliases: [/axolotl/, pangolin]\n\
         stage: adoption\nneeds: [tutoring]\n---\n# Narwhal plan\n\nSee [labs](../adoption/labs.md#setup) with a narwhal sentence. ![x](ocelot.svg) ![y](../shared.svg)\n\n\
         ![[team-embed]]\n\n```python file=examples/secret.py run=\"numbat\"\nnumbat = 1\n```\n\n[login](https://wiki.acme.example/kinkajou)\n",
    ),
    ("content/team/team-embed.md", "# Capybara\n\nEmbedded capybara.\n"),
    ("content/team/ocelot.svg", "<svg width='1' height='1'><title>marmoset</title></svg>"),
    ("content/team/gecko.pdf", "gecko"),
    ("examples/secret.py", "numbat = 1\n"),
    (
        "content/team/terms.md",
        "---\nkind: glossary\n---\n# Terms of the fossa\n\n## Stand\n\nA meaning with a fossa.\n\n## Kit\n\nAnother fossa meaning.\n",
    ),
    (
        "content/team/old.md",
        "---\nkind: decision\nstatus: retired\nreplaced_by: ../adoption/new.md\n---\n# Binturong rule\n\nGone binturong.\n",
    ),
    ("content/team/next.md", "---\nkind: decision\nstatus: proposed\n---\n# Coati proposal\n\nCoati.\n"),
    (
        "content/adoption/host.md",
        "---\naudience: internal\nkind: checklist\nrole: jerboa\ncadence: each jerboa\nneeds: [autonomy]\n---\n# Jerboa checklist\n\n- [ ] Jerboa chairs\n",
    ),
    ("content/adoption/unlisted.md", "---\naudience: internal\nunlisted: true\n---\n# Potoroo\n\nPotoroo words.\n"),
    ("content/adoption/draft.md", "---\naudience: internal\ndraft: true\n---\n# Serval\n\nServal words.\n"),
    ("content/events/alone.md", "---\naudience: internal\n---\n# Aardwolf\n\nAardwolf words. ![A](../pics/tenrec.png)\n"),
    ("content/pics/tenrec.png", "tenrec"),
];

const SECRETS: [&str; 23] = [
    "dugong",
    "okapi",
    "tapir",
    "narwhal",
    "quokka",
    "wombatina",
    "axolotl",
    "pangolin",
    "ocelot",
    "marmoset",
    "gecko",
    "capybara",
    "numbat",
    "kinkajou",
    "fossa",
    "binturong",
    "coati",
    "jerboa",
    "potoroo",
    "serval",
    "aardwolf",
    "tenrec",
    "serow",
];

fn git(folder: &Path, day: &str, arguments: &[&str]) {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@acme.example"]).args(arguments).current_dir(folder);
    let date = format!("{day}T12:00:00Z");
    command.env("GIT_AUTHOR_DATE", &date).env("GIT_COMMITTER_DATE", &date);
    command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
    assert!(command.status().expect("git starts").success(), "{arguments:?}");
}

fn folder(all: &[&[(&str, &str)]]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in all.iter().copied().flatten() {
        write(&folder.path().join(path), text);
    }
    folder
}

fn run(folder: &Path, arguments: &[&str]) {
    let output = journeybook(arguments).current_dir(folder).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
}

/// A site, and the handbook as a book.
fn build(folder: &Path) {
    run(folder, &["build", "--audience", "public", "--drafts", "--quiet"]);
    run(folder, &["build", "--audience", "public", "--format", "epub", "--quiet", "-d", "book.epub"]);
}

#[test]
fn a_public_site_is_that_of_a_handbook_without_internal_pages() {
    // The reading path of the other handbook cannot name what is not there.
    let without = CONFIG.replace("team/plan.md, \"team/terms.md#kit\", team/, ", "");
    let all = folder(&[&[("handbook.yaml", CONFIG)], PUBLIC, INTERNAL]);
    let public = folder(&[&[("handbook.yaml", &without)], PUBLIC]);
    build(all.path());
    build(public.path());
    let (all, public) = (all.path(), public.path());
    let (ours, theirs) = (files(&all.join("public")), files(&public.join("public")));
    let names = |files: &std::collections::BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&ours), names(&theirs));
    assert!(ours.len() > 80, "{}", ours.len());
    for (path, bytes) in &ours {
        assert!(
            theirs[path] == *bytes,
            "{path} differs:\n{}\n{}",
            String::from_utf8_lossy(bytes),
            String::from_utf8_lossy(&theirs[path])
        );
    }
    assert!(fs::read(all.join("book.epub")).expect("a book") == fs::read(public.join("book.epub")).expect("a book"));
}

#[test]
fn no_byte_of_a_public_site_speaks_of_internal_pages_or_their_commits() {
    let handbook = folder(&[&[("handbook.yaml", CONFIG), (".gitignore", "public\nteam-site\n.journeybook\n")]]);
    let folder = handbook.path();
    git(folder, "2026-01-01", &["init", "-q", "-b", "main"]);
    let commit = |day: &str, subject: &str| {
        git(folder, day, &["add", "-A"]);
        git(folder, day, &["commit", "-q", "-m", subject]);
    };
    for (path, text) in PUBLIC {
        write(&folder.join(path), text);
    }
    commit("2026-01-02", "Write what everybody reads");
    for (path, text) in INTERNAL {
        write(&folder.join(path), text);
        commit("2026-01-03", "Add a page on the serow");
    }
    // One commit touches both, one removes an internal page, one makes a public page internal and another an internal page public.
    write(&folder.join("content/adoption/labs.md"), PUBLIC[1].1.replace("in an hour", "in a while"));
    write(&folder.join("content/team/next.md"), "# Coati proposal\n\nAnother coati.\n");
    commit("2026-02-03", "Change labs for the serow");
    fs::remove_file(folder.join("content/team/old.md")).expect("a page");
    commit("2026-02-04", "Remove the rule of the serow");
    write(&folder.join("content/shown.md"), "# Shown\n\nOnce for everybody.\n");
    commit("2026-02-05", "Show a page");
    write(&folder.join("content/shown.md"), "---\naudience: internal\n---\n# Serow\n\nFor the team, with a serow.\n");
    commit("2026-02-06", "Hide the serow");

    run(folder, &["build", "--audience", "public", "--drafts", "--quiet"]);
    let mut leaks = Vec::new();
    for (path, bytes) in files(&folder.join("public")) {
        let text = format!("{path} {}", String::from_utf8_lossy(&bytes)).to_lowercase();
        leaks.extend(SECRETS.iter().filter(|secret| text.contains(*secret)).map(|secret| format!("{secret} in {path}")));
    }
    assert_eq!(leaks, Vec::<String>::new());
    // What the test looks through is all there, and tells of what everybody may know.
    for (path, word) in [
        ("changes/index.html", "Write what everybody reads"),
        ("feed.xml", "Labs"),
        ("pages.json", "Labs"),
        ("llms-full.txt", "Labs"),
        ("print/index.html", "Labs"),
        ("paths/first/index.html", "Labs"),
        ("tags/talks/index.html", "Labs"),
        ("owners/docs/index.html", "Labs"),
        ("reviews/index.html", "Labs"),
        ("sitemap.xml", "adoption/labs/"),
        ("urls.json", "adoption/labs/"),
        ("adoption/labs/index.md", "in a while"),
    ] {
        let text = fs::read_to_string(folder.join("public").join(path)).unwrap_or_else(|_| panic!("no {path}"));
        assert!(text.contains(word), "{word} is not in {path}");
    }

    run(folder, &["build", "--audience", "internal", "--drafts", "--quiet", "-d", "team-site"]);
    let site: String = files(&folder.join("team-site"))
        .iter()
        .map(|(path, bytes)| format!("{path} {}", String::from_utf8_lossy(bytes)))
        .collect();
    let site = site.to_lowercase();
    let missing: Vec<_> = SECRETS.iter().filter(|secret| !site.contains(*secret)).collect();
    assert_eq!(missing, Vec::<&&str>::new(), "the team reads all of it");
}
