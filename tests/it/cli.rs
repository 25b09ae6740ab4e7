//! The command as people and scripts meet it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::program::journeybook;

/// What a run gave.
pub(super) struct Run {
    pub(super) code: Option<i32>,
    pub(super) stdout: String,
    pub(super) stderr: String,
}

fn run(arguments: &[&str]) -> Run {
    run_in(Path::new("."), arguments)
}

pub(super) fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = journeybook(arguments).current_dir(folder).output().expect("the command starts");
    let Output { status, stdout, stderr } = output;
    let text = |bytes| String::from_utf8(bytes).expect("the command prints UTF-8");
    Run { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}

#[test]
fn exit_codes_and_streams_of_what_needs_no_handbook() {
    for (arguments, code, on_stdout, on_stderr) in [
        (&["--version"][..], 0, "journeybook 0.1.0", ""),
        (&["--help"], 0, "Exit codes:", ""),
        (&["-h"], 0, "Usage: journeybook", ""),
        (&["help", "build"], 0, "journeybook build --warn all", ""),
        (&[], 2, "", "Usage: journeybook"),
        (&["bild"], 2, "", "similar subcommand exists: 'build'"),
        (&["build", "--stric"], 2, "", "similar argument exists: '--strict'"),
        (&["explain"], 0, "\n    broken-link           ", ""),
        (&["explain", "broken-link"], 0, "broken-link: ", ""),
        (&["explain", "error[broken-link]"], 0, "broken-link: ", ""),
        (&["explain", "broken-lnik"], 2, "", "did you mean `broken-link`?"),
        (&["explain", "zzz\u{1b}[2J"], 2, "", "`journeybook explain` lists all codes"),
        (&["completions", "bash"], 0, "_journeybook", ""),
        (&["completions", "zsh"], 0, "#compdef journeybook", ""),
        (&["completions", "fish"], 0, "complete -c journeybook", ""),
        (&["completions", "powershell"], 0, "Register-ArgumentCompleter", ""),
        (&["completions", "elvish"], 0, "edit:completion", ""),
        (&["completions", "zsh", "--project", "docs"], 0, "advocacy\\:", ""),
        (&["completions", "zsh", "--project", "no such folder"], 2, "", "there is no folder"),
        (&["completions", "tcsh"], 2, "", "possible values: bash"),
        (&["man"], 0, ".TH journeybook", ""),
        (&["man", "build"], 0, ".TH journeybook-build", ""),
        (&["man", "chek"], 2, "", "did you mean `check`?"),
        (&["check", "--warn", "broken-lnik"], 2, "", "did you mean `broken-link`?"),
        (&["check", "--allow", "config"], 2, "", "`config` is always an error"),
        (&["check", "--threads", "0"], 2, "", "--threads"),
        (&["build", "--base-url", "acme.example"], 2, "", "does not begin with `https://`"),
        (&["check", "--format", "xml"], 2, "", "possible values: human, json, github, sarif"),
        (&["check", "--stages", "--format", "json"], 2, "", "cannot be used with"),
    ] {
        let run = run(arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}{}", run.stdout, run.stderr);
        for (stream, expected) in [(&run.stdout, on_stdout), (&run.stderr, on_stderr)] {
            assert!(stream.contains(expected) && stream.is_empty() == expected.is_empty(), "{arguments:?} printed:\n{stream}");
            assert!(!stream.contains('\u{1b}'), "{arguments:?} styles a pipe");
        }
    }
}

#[test]
fn whoever_closes_the_pipe_has_read_enough() {
    for arguments in [&["explain"][..], &["--help"], &["man"]] {
        let mut child = journeybook(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("the command ends");
        assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""), "{arguments:?}");
    }
}

/// A folder with these files.
pub(super) fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

const CLEAN: &[(&str, &str)] =
    &[("content/index.md", "# Hi\n\nSee [the labs](labs.md).\n"), ("content/labs.md", "# Labs\n\nHere.\n")];
const BROKEN: &[(&str, &str)] =
    &[("content/index.md", "# Hi\n\nSee [the labs](lab.md).\n"), ("content/labs.md", "# Labs\n\nHere.\n")];
const MISCONFIGURED: &[(&str, &str)] = &[("handbook.yaml", "title: A\nlangage: en\n"), BROKEN[0], BROKEN[1]];
const ALLOWED: &[(&str, &str)] = &[("handbook.yaml", "checks: { broken-link: warn }\n"), BROKEN[0], BROKEN[1]];

#[test]
fn check_says_what_is_wrong_and_how_bad_it_is() {
    for (files, arguments, code, on_stdout, on_stderr) in [
        (CLEAN, &["check"][..], 0, "", "checked 2 pages with 1 link in "),
        (CLEAN, &["check", "--quiet"], 0, "", ""),
        (CLEAN, &["check", "--format", "json"], 0, "", ""),
        (CLEAN, &["check", "content"], 0, "", "checked 2 pages"),
        (BROKEN, &["check"], 1, "", " --> content/index.md:3:16\n"),
        (BROKEN, &["check"], 1, "", "error: found 1 error\n"),
        (BROKEN, &["check"], 1, "", "help: fix them, or build in spite of them with `--warn all`\n"),
        (BROKEN, &["check", "--format", "json"], 1, r#""line":3,"column":16,"end_line":3,"end_column":22,"#, ""),
        (BROKEN, &["check", "--format", "sarif"], 1, r#""version":"2.1.0""#, ""),
        (BROKEN, &["check", "-q", "--format", "github"], 1, "::error file=content/index.md,line=3,col=16,", ""),
        (BROKEN, &["check", "--warn", "all"], 0, "", ", with 1 warning\n"),
        (BROKEN, &["check", "--warn", "all", "--strict"], 1, "", "in spite of them without `--strict`\n"),
        (BROKEN, &["check", "--allow", "broken-link", "--strict"], 0, "", "checked 2 pages"),
        (BROKEN, &["check", "--warn", "all", "--deny", "broken-link"], 1, "", "error[broken-link]"),
        (ALLOWED, &["check"], 0, "", "warning[broken-link]"),
        (ALLOWED, &["check", "--deny", "broken-link"], 1, "", "error[broken-link]"),
        // Of two the worse exit code wins, and both problems are told.
        (MISCONFIGURED, &["check"], 2, "", " --> handbook.yaml:2:1\n"),
        (MISCONFIGURED, &["check"], 2, "", "error[broken-link]"),
        (CLEAN, &["check", "nowhere"], 2, "", "there is no folder `nowhere`"),
        (CLEAN, &["check", "content/labs.md"], 2, "", "`content/labs.md` is not a folder"),
        (CLEAN, &["check", "--timings", "-q"], 0, "", "\nparse  "),
        (CLEAN, &["check", "--stages", "-q"], 0, "labs.md\n  stages  none: ", ""),
    ] {
        let folder = folder(files);
        let run = run_in(folder.path(), arguments);
        assert_eq!(run.code, Some(code), "{arguments:?}: {}{}", run.stdout, run.stderr);
        for (stream, expected) in [(&run.stdout, on_stdout), (&run.stderr, on_stderr)] {
            assert!(stream.contains(expected) && stream.is_empty() == expected.is_empty(), "{arguments:?} printed:\n{stream}");
        }
        assert!(!folder.path().join("public").exists(), "{arguments:?} wrote something");
    }
}

#[test]
fn timings_name_what_was_slowest() {
    let folder = folder(CLEAN);
    let run = run_in(folder.path(), &["build", "--timings", "-q"]);
    assert_eq!((run.code, &*run.stdout), (Some(0), ""), "{}", run.stderr);
    for heading in ["\nparse  ", "\nslowest pages\n", "\nslowest templates\n"] {
        assert!(run.stderr.contains(heading), "{heading}: {}", run.stderr);
    }
}

/// Quiet leaves what was asked for, and verbose tells what was read besides.
#[test]
fn every_command_can_say_less_and_those_that_read_a_handbook_more() {
    let files =
        [CLEAN, &[("old/book.toml", "[book]\n"), ("old/src/SUMMARY.md", "# S\n\n- [A](a.md)\n"), ("old/src/a.md", "# A\n")]]
            .concat();
    let files = &[&files[..], &[("handbook.yaml", "title: A\nexclude: [old/**]\n")]].concat();
    let facts = "configuration     handbook.yaml\ncontent           content: 2 pages, 0 other files\ntheme             default\n";
    for (arguments, on_stdout, on_stderr) in [
        (&["check", "-v"][..], "", facts),
        (&["check", "--verbose"], "", "\nplan     "),
        (&["build", "-v"], "", "\nwrite    "),
        (&["build", "-q"], "", ""),
        (&["fix", "-v"], "", facts),
        (&["fix", "-q"], "", ""),
        (&["search", "labs", "-v"], "Labs\n", "\nsearch   "),
        (&["search", "labs", "-q"], "Labs\n", ""),
        (&["search", "zebra", "-q"], "", ""),
        (&["mv", "content/labs.md", "content/kit.md", "-v", "--dry-run"], "+See [the labs](kit.md)", "\nmove     "),
        (&["new", "talks", "-v"], "made content/talks.md", "content           content: 3 pages"),
        (&["new", "tours", "-q"], "", ""),
        (&["init", "more", "-q"], "", ""),
        (&["import", "old", "new", "-q"], "", ""),
    ] {
        let folder = folder(files);
        let run = run_in(folder.path(), arguments);
        assert_eq!(run.code, Some(0), "{arguments:?}: {}{}", run.stdout, run.stderr);
        for (stream, expected) in [(&run.stdout, on_stdout), (&run.stderr, on_stderr)] {
            assert!(stream.contains(expected) && stream.is_empty() == expected.is_empty(), "{arguments:?} printed:\n{stream}");
        }
    }
    for arguments in [&["check", "-q", "-v"][..], &["serve", "--quiet", "--verbose"]] {
        assert!(run(arguments).stderr.contains("cannot be used with"), "{arguments:?}");
    }
}

#[test]
fn annotations_name_files_from_the_repository_root() {
    let folder = folder(&[(".git/HEAD", "ref: refs/heads/main\n"), ("docs/content/index.md", BROKEN[0].1)]);
    let run = run_in(folder.path(), &["check", "docs", "--format", "github"]);
    assert!(run.stdout.starts_with("::error file=docs/content/index.md,line=3,"), "{}", run.stdout);
}

#[test]
fn colours_are_for_those_who_see_them() {
    let folder = folder(BROKEN);
    for (arguments, variable, is_coloured) in [
        (&["check"][..], ("COLUMNS", "80"), false),
        (&["check"], ("CLICOLOR_FORCE", "1"), true),
        (&["check"], ("FORCE_COLOR", "1"), true),
        (&["check"], ("FORCE_COLOR", "0"), false),
        (&["check"], ("NO_COLOR", "1"), false),
        (&["check", "--color", "always"], ("NO_COLOR", "1"), true),
        (&["--color=always", "check"], ("COLUMNS", "80"), true),
        (&["check", "--color=never"], ("FORCE_COLOR", "1"), false),
        (&["chek", "--color=always"], ("COLUMNS", "80"), true),
        (&["chek"], ("FORCE_COLOR", "1"), true),
        (&["chek"], ("COLUMNS", "80"), false),
    ] {
        let (name, value) = variable;
        let output = journeybook(arguments).current_dir(folder.path()).env(name, value).output().expect("the command starts");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(said.contains("\u{1b}["), is_coloured, "{arguments:?} {variable:?}: {said}");
    }
    let refused = run(&["check", "--color", "sometimes"]);
    assert!(refused.code == Some(2) && refused.stderr.contains("possible values: auto, always, never"), "{}", refused.stderr);
}

#[test]
fn threads_change_nothing() {
    let links: String = (0..20).map(|n| format!("[x](lab{n}.md) [y](#z{n})\n")).collect();
    let pages: Vec<(String, String)> = (0..20).map(|n| (format!("content/{n}.md"), format!("# {n}\n\n{links}"))).collect();
    let folder = folder(&pages.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    let [one, eight] =
        ["1", "8"].map(|threads| run_in(folder.path(), &["check", "--format", "json", "--threads", threads]).stdout);
    assert_eq!(one.lines().count(), 20 * 40);
    assert!(one == eight, "the order of problems depends on threads");
}

/// The command is kept busy by a pipe that nobody reads, which it fills.
#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130() {
    use std::io::Read;

    let pages: Vec<(String, String)> =
        (0..700).map(|n| (format!("content/a-page-with-a-long-name-{n}.md"), "# A\n\nB.\n".into())).collect();
    let folder = folder(&pages.iter().map(|(path, text): &(String, String)| (path.as_str(), text.as_str())).collect::<Vec<_>>());
    let mut command = journeybook(&["check", "--stages", "--quiet"]);
    let mut child = command.current_dir(folder.path()).stdout(Stdio::piped()).spawn().expect("the command starts");
    let mut stdout = child.stdout.take().expect("a pipe");
    stdout.read_exact(&mut [0]).expect("the command prints");
    let sent = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill starts");
    assert!(sent.success());
    assert_eq!(child.wait().expect("the command ends").code(), Some(130));
}

/// Every file below a folder with its bytes, dot entries left out.
pub(super) fn tree(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        let Ok(entries) = fs::read_dir(next) else { continue };
        for path in entries.map(|entry| entry.expect("an entry").path()) {
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else {
                files.push((name, fs::read(&path).expect("a file")));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn build_writes_unless_there_are_errors() {
    const DRAFT: (&str, &str) = ("content/soon.md", "---\ndraft: true\n---\n# Soon\n\nNot yet.\n");
    for (files, arguments, code, on_stderr, written, unwritten) in [
        (CLEAN, &["build"][..], 0, "built 2 pages with 1 link into public in ", "public/labs/index.html", "content/public"),
        (CLEAN, &["build", "-d", "site"], 0, " into site in ", "site/labs/index.html", "public"),
        (CLEAN, &["build", "-q"], 0, "", "public/index.html", "site"),
        (CLEAN, &["build", "content"], 0, " into content/public in ", "content/public/labs/index.html", "public"),
        (&[CLEAN[0], CLEAN[1], DRAFT], &["build"], 0, "built 2 pages", "public/index.html", "public/soon"),
        (&[CLEAN[0], CLEAN[1], DRAFT], &["build", "--drafts"], 0, "built 3 pages", "public/soon/index.html", "site"),
        (BROKEN, &["build"], 1, "error: found 1 error; nothing was written\n", "content", "public"),
        (BROKEN, &["build", "--warn", "all"], 0, ", with 1 warning\n", "public/index.html", "site"),
        (MISCONFIGURED, &["build"], 2, "nothing was written", "content", "public"),
        (&[CLEAN[0], CLEAN[1], ("public/mine.txt", "mine")], &["build"], 2, "mine.txt", "public/mine.txt", "public/index.html"),
        (CLEAN, &["build", "-d", "."], 2, "is the project folder or holds it", "content", "public"),
        (CLEAN, &["build", "-d", "content"], 2, "content", "content", "public"),
        // An output that cannot be written to is told along with the handbook's own errors, and its exit code wins.
        (BROKEN, &["build", "-d", "content/out"], 2, "error[broken-link]", "content", "content/out"),
    ] {
        let folder = folder(files);
        let run = run_in(folder.path(), arguments);
        assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.contains(on_stderr) && run.stderr.is_empty() == on_stderr.is_empty(), "{arguments:?}: {}", run.stderr);
        assert!(folder.path().join(written).exists(), "{arguments:?} left out {written}");
        assert!(!folder.path().join(unwritten).exists(), "{arguments:?} wrote {unwritten}");
    }
}

/// The first of the output's promises.
#[test]
fn a_failed_build_leaves_the_last_site_as_it_was() {
    let folder = folder(CLEAN);
    assert_eq!(run_in(folder.path(), &["build"]).code, Some(0));
    let site = tree(&folder.path().join("public"));
    let again = run_in(folder.path(), &["build"]);
    assert!(again.stderr.contains(": 0 files written, "), "{}", again.stderr);
    for (path, text, problem) in [
        ("content/labs.md", "# Labs\n\n[x](nowhere.md)\n", "error[broken-link]"),
        ("themes/default/templates/page.html", "{{ nothing.of.the.kind }}", "error[template]"),
        ("themes/default/templates/page.html", "{% if %}", "error[template]"),
        ("handbook.yaml", "title: [", "error[config]"),
    ] {
        let path = folder.path().join(path);
        let before = fs::read(&path).ok();
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder");
        fs::write(&path, text).expect("a file");
        let run = run_in(folder.path(), &["build"]);
        assert!(matches!(run.code, Some(1 | 2)) && run.stderr.contains(problem), "{text}: {}", run.stderr);
        assert!(tree(&folder.path().join("public")) == site, "{text} changed the site");
        match before {
            Some(before) => fs::write(&path, before),
            None => fs::remove_file(&path),
        }
        .expect("as before");
    }
}

#[test]
fn a_fault_of_a_template_is_told_once() {
    let pages: Vec<(String, String)> = (0..5).map(|n| (format!("content/{n}.md"), "# A\n\nB.\n".into())).collect();
    let mut files: Vec<(&str, &str)> =
        pages.iter().map(|(path, text): &(String, String)| (path.as_str(), text.as_str())).collect();
    files.push(("themes/default/templates/page.html", "<h1>\n{{ page.titel }}</h1>"));
    let folder = folder(&files);
    let run = run_in(folder.path(), &["check"]);
    assert_eq!((run.code, run.stderr.matches("error[template]").count()), (Some(1), 1), "{}", run.stderr);
    assert!(run.stderr.contains("themes/default/templates/page.html:2:"), "{}", run.stderr);
}

/// A fresh clone needs nothing else to become a site.
#[test]
fn our_own_handbook_builds_without_a_word() {
    let output = tempfile::tempdir().expect("a temporary folder");
    let site = output.path().join("site");
    // Its reviews are measured by the day of its last commit, as everywhere.
    let mut command = journeybook(&["build", "--strict", "--quiet", "--output", site.to_str().expect("a UTF-8 path")]);
    let run = command.env_remove("SOURCE_DATE_EPOCH").current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("it starts");
    let said = String::from_utf8_lossy(&run.stdout) + String::from_utf8_lossy(&run.stderr);
    assert_eq!((run.status.code(), &*said), (Some(0), ""));
    assert!(site.join("what-is-devrel/index.html").is_file() && site.join("adoption/index.html").is_file());
}

#[test]
fn every_code_that_is_listed_is_explained() {
    let list = run(&["explain"]).stdout;
    let codes: Vec<&str> = list.lines().filter_map(|line| line.strip_prefix("    ")?.split_whitespace().next()).collect();
    assert!(codes.len() >= 32 && codes.contains(&"vanished-url"), "{codes:?}");
    for code in codes {
        let explained = run(&["explain", code]);
        assert_eq!(explained.code, Some(0), "{code}");
        assert!(
            explained.stdout.starts_with(&format!("{code}: ")) && explained.stdout.lines().count() > 5,
            "{}",
            explained.stdout
        );
        let longest = explained.stdout.lines().map(|line| line.chars().count()).max();
        assert!(longest <= Some(80), "{code} has a line of {longest:?} columns");
    }
}
