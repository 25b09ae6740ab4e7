//! New handbooks and new pages, as people make them.

use std::fs;
use std::path::Path;

use super::cli::{folder, run_in, tree};

const HANDBOOK: [&str; 4] = ["content/adoption/first-steps.md", "content/adoption/index.md", "content/index.md", "handbook.yaml"];

fn names(folder: &Path) -> Vec<String> {
    tree(folder).into_iter().map(|(name, _)| name).collect()
}

/// Without a problem, strictly, and built.
#[track_caller]
fn assert_clean(folder: &Path, arguments: &[&str]) {
    for command in [&["check", "--strict", "--deny", "orphan-page"][..], &["build", "--strict"]] {
        let run = run_in(folder, &[command, arguments].concat());
        assert_eq!((run.code, run.stderr.contains("warning")), (Some(0), false), "{command:?}: {}", run.stderr);
    }
}

#[test]
fn a_new_handbook_builds_clean_at_once() {
    for (there, arguments, dir, title, next) in [
        (&[][..], &["init"][..], ".", None, "next: journeybook serve\n"),
        (
            &[],
            &["init", "docs/our-handbook"],
            "docs/our-handbook",
            Some("title: Our handbook\n"),
            "next: journeybook serve docs/our-handbook\n",
        ),
        (&[], &["init", "a b"], "a b", Some("title: A b\n"), "next: journeybook serve 'a b'\n"),
        (&[], &["init", "--title", "Acme: \"us\""], ".", Some("title: \"Acme: \\\"us\\\"\"\n"), "next: journeybook serve\n"),
        (&[("README.md", "# Acme\n"), ("src/main.rs", "x")], &["init", "."], ".", None, "next: journeybook serve\n"),
        (&[("book/content/logo.svg", "x")], &["init", "book"], "book", Some("title: Book\n"), "next: journeybook serve book\n"),
    ] {
        let folder = folder(there);
        let run = run_in(folder.path(), arguments);
        let last = format!("{next}guide: journeybook/docs/getting-started.md\n");
        assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{arguments:?}: {}", run.stdout);
        assert!(run.stdout.starts_with(&format!("made a handbook in {dir}\n")) && run.stdout.ends_with(&last), "{}", run.stdout);
        let made = folder.path().join(dir);
        assert!(
            HANDBOOK.iter().all(|file| run.stdout.contains(&format!("  {file}\n")) && made.join(file).is_file()),
            "{}",
            run.stdout
        );
        assert!(made.join(".gitignore").is_file());
        for (path, text) in there {
            assert_eq!(fs::read_to_string(folder.path().join(path)).ok().as_deref(), Some(*text));
        }
        let config = fs::read_to_string(made.join("handbook.yaml")).expect("it was made");
        assert!(title.is_none_or(|title| config.contains(title)), "{config}");
        assert_clean(folder.path(), &[dir]);
        assert!(made.join("public/adoption/first-steps/index.html").is_file());
    }
}

#[test]
fn init_overwrites_nothing() {
    for (there, arguments, expected) in [
        (&[("handbook.yaml", "title: Mine\n")][..], &["init"][..], "`handbook.yaml` is there already"),
        (&[("content/index.md", "# Mine\n"), ("handbook.yaml", "")], &["init"], "`handbook.yaml` is there already"),
        (&[("content", "a file")], &["init"], "`content/index.md` cannot be made: a file stands where a folder is needed"),
        (&[("file", "x")], &["init", "file"], "`file` is not a folder"),
        (&[("handbook.yml", "title: Mine\n")], &["init"], "`handbook.yml` is not read"),
        (&[], &["init", "--title", " "], "the title is empty"),
        (&[], &["init", "--github-pages", "--action", "journeybook"], "names no version behind an `@`"),
        (&[], &["init", "--action", "acme/journeybook@v1"], "--github-pages"),
    ] {
        let folder = folder(there);
        let before = tree(folder.path());
        let run = run_in(folder.path(), arguments);
        assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
        assert!(tree(folder.path()) == before && !folder.path().join(".gitignore").exists(), "{arguments:?} wrote something");
    }
}

#[test]
fn pages_that_are_there_become_the_content() {
    for (page, content) in
        [("guides/start.md", "."), ("start.mkd", "."), ("content/start.md", "content"), ("docs/content/a.md", ".")]
    {
        let folder = folder(&[(page, "# Start\n\nHere.\n"), ("README.md", "# Project\n\nCode.\n")]);
        let run = run_in(folder.path(), &["init"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        let config = fs::read_to_string(folder.path().join("handbook.yaml")).expect("it was made");
        assert!(config.contains(&format!("\ncontent: {content}\n")), "{config}");
        assert!(
            !folder.path().join("content/index.md").exists() && run.stdout.contains("already are its content"),
            "{}",
            run.stdout
        );
        let checked = run_in(folder.path(), &["check"]);
        assert_eq!(checked.code, Some(0), "{}", checked.stderr);
    }
    let folder = folder(&[("README.md", "# Project\n\nCode.\n")]);
    assert_eq!(run_in(folder.path(), &["init"]).code, Some(0));
    assert!(folder.path().join("content/index.md").is_file(), "a repository's own pages are not handbook");
}

#[test]
fn what_may_stay_stays_and_is_told() {
    for (gitignore, told) in [
        ("node_modules\n", "kept .gitignore as it is: add `/public/` and `.journeybook/` to it\n"),
        ("public\n", "kept .gitignore as it is: add `.journeybook/` to it\n"),
        ("/public/\n.journeybook/\n", "kept .gitignore as it is\n"),
    ] {
        let folder = folder(&[(".gitignore", gitignore)]);
        let run = run_in(folder.path(), &["init"]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        assert!(run.stdout.contains(told), "{}", run.stdout);
        assert_eq!(fs::read_to_string(folder.path().join(".gitignore")).ok().as_deref(), Some(gitignore));
    }
}

/// The repository that the program names as its own: the one of `Cargo.toml`, or a name to be replaced.
fn our_repository() -> &'static str {
    env!("CARGO_PKG_REPOSITORY").strip_prefix("https://github.com/").unwrap_or("OWNER/journeybook")
}

#[test]
fn publishing_from_github_is_set_up_at_the_root_of_the_repository() {
    let own = ["pages.yml", "CODEOWNERS", "pull_request_template.md"];
    for (arguments, dir, directory, uses) in [
        (
            &["init", "--github-pages"][..],
            ".",
            "directory: .\n",
            &*format!("uses: {}@v{}\n", our_repository(), env!("CARGO_PKG_VERSION")),
        ),
        (&["init", "docs", "--github-pages", "--action", "acme/jb@v9"], "docs", "directory: docs\n", "uses: acme/jb@v9\n"),
    ] {
        let folder = folder(&[(".git/HEAD", "ref: refs/heads/main\n"), (".github/CODEOWNERS", "* @acme/all\n")]);
        let run = run_in(folder.path(), arguments);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{arguments:?}");
        let workflow = fs::read_to_string(folder.path().join(".github/workflows/pages.yml")).expect("it was made");
        assert!(workflow.contains(directory) && workflow.contains(uses), "{workflow}");
        assert!(own.iter().all(|name| run.stdout.contains(name)), "{}", run.stdout);
        assert!(run.stdout.contains("kept .github/CODEOWNERS as it is\n"), "{}", run.stdout);
        assert_eq!(run.stdout.contains("in the place of OWNER"), uses.contains("OWNER"), "{}", run.stdout);
        assert!(!folder.path().join("docs/.github").exists());
        assert_clean(folder.path(), &[dir]);
    }
}

#[test]
fn publishing_is_added_to_a_handbook_that_is_there() {
    let folder = folder(&[
        (".git/HEAD", "ref: refs/heads/work\n"),
        (".git/refs/remotes/origin/HEAD", "ref: refs/remotes/origin/trunk\n"),
        ("handbook.yaml", "title: Mine\n"),
        ("content/index.md", "# Mine\n\nWords.\n"),
        (".github/pull_request_template.md", "Mine\n"),
    ]);
    for _ in 0..2 {
        let run = run_in(folder.path(), &["init", "--github-pages"]);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""));
        assert!(run.stdout.starts_with("added to the handbook in .\n"), "{}", run.stdout);
        assert!(run.stdout.contains("kept .github/pull_request_template.md as it is\n"), "{}", run.stdout);
    }
    let text = |path: &str| fs::read_to_string(folder.path().join(path)).expect("a file");
    assert_eq!((&*text("handbook.yaml"), &*text("content/index.md")), ("title: Mine\n", "# Mine\n\nWords.\n"));
    assert!(!folder.path().join("content/adoption").exists());
    let workflow = text(".github/workflows/pages.yml");
    assert!(workflow.contains("branches: [trunk]") && workflow.contains("github.ref == 'refs/heads/trunk'"), "{workflow}");
    assert!(!workflow.contains("[main]") && !workflow.contains("/main") && !workflow.contains("{branch}"), "{workflow}");
}

/// A handbook as `init` makes it.
fn handbook() -> tempfile::TempDir {
    let folder = folder(&[]);
    let run = run_in(folder.path(), &["init"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    folder
}

#[test]
fn a_new_page_is_told_where_it_will_appear() {
    for (arguments, path, expected) in [
        (
            &["new", "adoption/labs"][..],
            "content/adoption/labs.md",
            "made content/adoption/labs.md

  title     Labs
  address   /adoption/labs/
  stage     Adoption: it is in the folder `adoption`
  needs     none
  previous  First steps (/adoption/first-steps/)
  next      Activation (/activation/)

next: write the page, then run journeybook check
",
        ),
        (
            &[
                "new",
                "content/a-to-z.md",
                "--title",
                "A: Z",
                "--stage",
                "adoption,advocacy",
                "--need",
                "tutoring",
                "--kind",
                "guide",
            ],
            "content/a-to-z.md",
            "  title     A: Z
  address   /a-to-z/
  stage     Adoption, Advocacy: `stage:` in its front matter says so
  needs     Tutoring
  previous  Adoption (/adoption/)
  next      First steps (/adoption/first-steps/)
",
        ),
        (
            &["new", "awareness/", "--title", "Hello"],
            "content/awareness/index.md",
            "  title     Hello
  address   /awareness/
  stage     Awareness: it is the stage's own page
  needs     none
  previous  Attraction (/attraction/)
  next      Assessment (/assessment/)
",
        ),
        (
            &["new", "handbook/conduct"],
            "content/handbook/conduct.md",
            "  address   /handbook/conduct/
  stage     none: no front matter, no `assign:` and no folder names one
  needs     none

next:",
        ),
    ] {
        let folder = handbook();
        let run = run_in(folder.path(), arguments);
        assert_eq!((run.code, &*run.stderr), (Some(0), ""), "{arguments:?}: {}", run.stdout);
        assert!(run.stdout.contains(expected), "{arguments:?}: {}", run.stdout);
        assert!(folder.path().join(path).is_file());
        let run = run_in(folder.path(), &["check", "--strict"]);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}", run.stderr);
    }
}

#[test]
fn a_new_page_can_be_what_links_were_waiting_for() {
    let folder = folder(&[("docs/index.md", "# Hi\n\n[x](cool-kid.md) and [y](cool-kid.md).\n")]);
    let run = run_in(folder.path(), &["new", "cool-kid", "--dir", "docs"]);
    let expected = "made cool-kid.md\n\n  title     Cool kid\n  address   /cool-kid/\n  previous  Hi (/)\n\n2 links that led nowhere lead here now\n";
    assert!(run.stdout.starts_with(expected), "{}{}", run.stdout, run.stderr);
    assert!(folder.path().join("docs/cool-kid.md").is_file());
}

#[test]
fn new_refuses_what_would_go_wrong_and_writes_nothing() {
    const EXTRA: &[(&str, &str)] = &[("content/labs/index.md", "# Labs\n\nHere.\n"), ("content/Talk.md", "# Talk\n\nHere.\n")];
    for (arguments, expected) in [
        (&["new", "index"][..], "`content/index.md` is there already"),
        (&["new", "adoption/first-steps.md"], "`content/adoption/first-steps.md` is there already"),
        (&["new", "labs"], "`labs.md` and the page `labs/index.md` both have the address `/labs/`"),
        (&["new", "talk"], "have addresses that differ only by case"),
        (&["new", "x", "--stage", "adopton"], "did you mean `adoption`?"),
        (&["new", "x", "--need", "autonomy", "--need", "tutring"], "did you mean `tutoring`?"),
        (&["new", "x", "--kind", "giude"], "did you mean `guide`?"),
        (&["new", "x", "--title", ""], "the title is empty"),
        (&["new", "../x"], "`../x` leaves the handbook"),
        (&["new", "/x"], "is not a path inside the handbook"),
        (&["new", ".hidden/x"], "`.hidden/x.md` would not be part of the handbook"),
        (&["new", "node_modules/x"], "would not be part of the handbook"),
        (&["new", "old/x"], "would not be part of the handbook"),
        (&["new", "index.md/x"], "a file stands where a folder is needed"),
        (&["new", "x", "--dir", "nowhere"], "there is no folder `nowhere`"),
        (&["new"], "<PATH>"),
    ] {
        let folder = folder(&[]);
        assert_eq!(run_in(folder.path(), &["init"]).code, Some(0));
        for (path, text) in EXTRA {
            crate::folders::write(&folder.path().join(path), text);
        }
        let config = folder.path().join("handbook.yaml");
        let text = fs::read_to_string(&config).expect("it was made").replace("#exclude: [drafts-of-2019/**]", "exclude: [old]");
        fs::write(&config, text).expect("a file");
        let before = names(folder.path());
        let run = run_in(folder.path(), arguments);
        assert_eq!((run.code, &*run.stdout), (Some(2), ""), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(expected), "{arguments:?}: {}", run.stderr);
        assert_eq!(names(folder.path()), before, "{arguments:?} wrote something");
    }
}

#[test]
fn new_needs_a_configuration_that_can_be_trusted() {
    let folder = folder(&[("handbook.yaml", "journey: { stages: [one, One] }\n"), ("content/a.md", "# A\n\nB.\n")]);
    let run = run_in(folder.path(), &["new", "x"]);
    assert_eq!(run.code, Some(2), "{}", run.stdout);
    assert!(run.stderr.contains("handbook.yaml:1:26") && run.stderr.contains("nothing was written"), "{}", run.stderr);
    assert!(!folder.path().join("content/x.md").exists());
}

/// Membership, page by page, with what decided it.
#[test]
fn check_explains_the_stages_of_every_page() {
    let folder = folder(&[
        (
            "handbook.yaml",
            "assign: [{ paths: [labs/**], stage: [advocacy, adoption], needs: [autonomy] }, { paths: ['**'], needs: [tutoring] }]\n",
        ),
        ("content/activation/one.md", "# One\n\nHere.\n"),
        ("content/activation/two.md", "---\nstage: awareness\nneeds: []\n---\n# Two\n\nHere.\n"),
        ("content/activation/none.md", "---\nstage: []\n---\n# None\n\nHere.\n"),
        ("content/advocacy/index.md", "---\nstage: awareness\n---\n# Advocacy\n\nHere.\n"),
        ("content/labs/a.md", "# A\n\nHere.\n"),
        ("content/other.md", "# Other\n\nHere.\n"),
        ("content/soon.md", "---\ndraft: true\n---\n# Soon\n\nLater.\n"),
    ]);
    let run = run_in(folder.path(), &["check", "--stages"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let expected = "\
the journey is shown: a page has a stage
activation/none.md
  stages  none: `stage:` in its front matter says so
  needs   tutoring
activation/one.md
  stages  activation: it is in the folder `activation`
  needs   tutoring
activation/two.md
  stages  awareness: `stage:` in its front matter says so
  needs   none
advocacy/index.md
  stages  advocacy: it is the stage's own page
  needs   tutoring
labs/a.md
  stages  advocacy, adoption: entry 1 of `assign:` in `handbook.yaml` says so (`labs/**`)
  needs   autonomy
other.md
  stages  none: no front matter, no `assign:` and no folder names one
  needs   tutoring
";
    assert_eq!(run.stdout, expected);
}
