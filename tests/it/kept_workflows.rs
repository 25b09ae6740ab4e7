//! The workflows that keep a handbook and publish a second site: what their steps run is run here, with a stand-in for GitHub's program.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::folders::{files, write};
use crate::program::journeybook;

/// A stand-in for `gh` that knows one issue: it writes down what it is asked, and keeps the issue's text and state in files.
const GH: &str = r#"#!/bin/sh
echo "$*" >>"$GH_STATE/asked"
case "$1 $2" in
"issue list") if [ -e "$GH_STATE/body" ]; then echo "7 $(cat "$GH_STATE/state")"; fi ;;
"issue create") cp "$8" "$GH_STATE/body"; echo OPEN >"$GH_STATE/state" ;;
"issue edit") cp "$5" "$GH_STATE/body" ;;
"issue reopen") echo OPEN >"$GH_STATE/state" ;;
esac
"#;

fn script(name: &str) -> Command {
    let mut command = Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/scripts").join(name));
    command.env_remove("GITHUB_REPOSITORY").env_remove("GITHUB_SHA").env_remove("SOURCE_DATE_EPOCH");
    command
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "-c", "commit.gpgSign=false"]);
    let output = command.arg("-C").arg(folder).args(arguments).output().expect("git is installed");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn succeeded(output: &Output) -> String {
    let told = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}");
    told
}

/// A clone of a handbook, and what a runner has beside it.
struct Runner {
    folder: TempDir,
}

impl Runner {
    fn new(pages: &[(&str, &str)]) -> Self {
        let runner = Self { folder: tempfile::tempdir().expect("a temporary folder") };
        runner.commit(pages, "Write the first pages");
        runner
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn commit(&self, pages: &[(&str, &str)], subject: &str) {
        let clone = self.at("clone");
        for (path, text) in pages {
            write(&clone.join(path), text);
        }
        if !clone.join(".git").exists() {
            git(&clone, &["init", "-q"]);
        }
        git(&clone, &["add", "-A"]);
        git(&clone, &["commit", "-q", "-m", subject]);
    }

    /// Makes the report.
    fn report(&self) -> String {
        let mut command = script("report");
        command.args([env!("CARGO_BIN_EXE_journeybook"), "clone", "report.md"]).current_dir(self.folder.path());
        succeeded(&command.output().expect("the script starts"));
        fs::read_to_string(self.at("report.md")).expect("a report")
    }

    /// Puts the report into the issue; gives what GitHub was asked.
    fn keep_issue(&self) -> Vec<String> {
        use std::os::unix::fs::PermissionsExt as _;
        let (tools, state) = (self.at("tools"), self.at("github"));
        write(&tools.join("gh"), GH);
        fs::set_permissions(tools.join("gh"), fs::Permissions::from_mode(0o755)).expect("a file of ours");
        fs::create_dir_all(&state).expect("a folder");
        let path = std::env::var("PATH").unwrap_or_default();
        let mut command = script("report-issue");
        command.args(["report.md", "kept", "The handbook"]).current_dir(self.folder.path());
        command.env("PATH", format!("{}:{path}", tools.display())).env("GH_STATE", &state);
        succeeded(&command.output().expect("the script starts"));
        let asked = fs::read_to_string(state.join("asked")).unwrap_or_default();
        fs::remove_file(state.join("asked")).expect("it was asked something");
        asked.lines().map(|line| line.split(' ').take(2).collect::<Vec<_>>().join(" ")).collect()
    }

    fn issue(&self) -> String {
        fs::read_to_string(self.at("github/body")).expect("an issue")
    }
}

/// A site that answers everything with 404, and the address of it.
fn empty_site() -> String {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let _ = stream.read(&mut [0; 4096]);
            let _ = write!(stream, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    address
}

#[test]
fn one_issue_says_what_the_handbook_needs_and_is_never_a_flood() {
    let gone = format!("{}/talks", empty_site());
    let runner = Runner::new(&[
        ("handbook.yaml", "title: Book\nowners: { ann: { title: \"@ann\" } }\n"),
        ("content/index.md", &format!("# Book\n\nSee [the talks]({gone}) and [the plan](plan.md).\n")),
        ("content/plan.md", "---\naudience: internal\n---\n# The plan\n\nFor the team.\n"),
        ("content/labs.md", "---\nowner: ann\nreviewed: 2020-01-01\nreview_every: 1 year\n---\n# Labs\n\nHere.\n"),
    ]);
    runner.commit(&[("content/kit.md", "# Kit\n\nNew.\n")], "Add the kit, as in #42 and https://acme.example/issues/3, for @bo");
    let report = runner.report();
    // Today's commit makes a change; the review is overdue since 2021; the link is broken.
    for line in [
        "<!-- journeybook report: 2 to do, ",
        "## Links to other sites\n\n| Place | Problem |",
        "`content/index.md:3`",
        "/talks` answers 404",
        "## Reviews\n\n1 overdue, 0 due soon.\n\n| due | state |",
        "| 2021-01-01 | overdue | Labs | @<!-- -->ann |",
        "| new | Kit | Add the kit, as in #<!-- -->42 and https:<!-- -->//acme.example/issues/3, for @<!-- -->bo |",
        "| new | The plan |",
    ] {
        assert!(report.contains(line), "{line} is not in\n{report}");
    }
    assert_eq!(runner.keep_issue(), ["issue list", "label create", "issue create"]);
    assert_eq!(runner.issue(), report);
    // The next week changes the text of the issue alone, and one that was closed comes back while there is something to do.
    assert_eq!(runner.keep_issue(), ["issue list", "issue edit"]);
    fs::write(runner.at("github/state"), "CLOSED").expect("a file");
    assert_eq!(runner.keep_issue(), ["issue list", "issue edit", "issue reopen"]);
    runner.commit(
        &[
            ("content/index.md", "# Book\n\nNo links.\n"),
            ("content/labs.md", "---\nowner: ann\nreviewed: 2020-01-01\n---\n# Labs\n\nHere.\n"),
        ],
        "Mend it",
    );
    let report = runner.report();
    assert!(report.contains("All of them answer.") && !report.contains("## Reviews"), "{report}");
    fs::write(runner.at("github/state"), "CLOSED").expect("a file");
    assert_eq!(runner.keep_issue(), ["issue list", "issue edit"], "nothing is left to do");
    assert_eq!(runner.issue(), report);
}

#[test]
fn without_anything_to_tell_no_issue_is_opened() {
    let runner = Runner::new(&[("content/index.md", "# Book\n\nWords.\n")]);
    git(&runner.at("clone"), &["commit", "-q", "--amend", "--reset-author", "-m", "Old", "--date", "2020-01-01T12:00:00Z"]);
    let mut commit = Command::new("git");
    commit.arg("-C").arg(runner.at("clone")).env("GIT_COMMITTER_DATE", "2020-01-01T12:00:00Z");
    commit.args(["-c", "user.name=Ada", "-c", "user.email=a@acme.example", "commit", "-q", "--amend", "--no-edit"]);
    assert!(commit.status().expect("git is installed").success());
    let report = runner.report();
    assert!(report.starts_with("<!-- journeybook report: 0 to do, 0 to tell -->\n"), "{report}");
    assert_eq!(runner.keep_issue(), ["issue list"]);
}

#[test]
fn a_long_report_fits_into_an_issue() {
    let pages: Vec<(String, String)> = (0..200)
        .map(|page| {
            let title = "A page with a long name ".repeat(12);
            (
                format!("content/page-{page}.md"),
                format!("---\nreviewed: 2020-01-01\nreview_every: 1 year\n---\n# {title}{page}\n\nHere.\n"),
            )
        })
        .collect();
    let pages: Vec<(&str, &str)> = pages.iter().map(|(path, text)| (&**path, &**text)).collect();
    let report = Runner::new(&pages).report();
    assert!(report.contains("\nand 120 more\n") && report.len() < 65_000, "{} bytes\n{report}", report.len());
}

/// The public site and the internal one, from one clone, to two places.
#[test]
fn two_sites_go_to_two_places() {
    let runner = Runner::new(&[
        ("handbook.yaml", "title: Book\ndomain: book.acme.example\n"),
        ("content/index.md", "# Book\n\nWelcome.\n"),
        ("content/team.md", "---\naudience: internal\n---\n# Team\n\nThe zebrafinch plan.\n"),
    ]);
    let build = |audience: &str, site: &str| {
        let mut command = script("build");
        command.args([env!("CARGO_BIN_EXE_journeybook"), "clone", site, "--strict"]).current_dir(runner.folder.path());
        command.env("AUDIENCE", audience).output().expect("the script starts")
    };
    // Nobody said for whom: nothing is built. A word that is neither is refused as well.
    assert_eq!(build("", "nobody").status.code(), Some(2));
    assert_eq!(build("everyone", "nobody").status.code(), Some(2));
    assert!(!runner.at("nobody").exists());
    succeeded(&build("public", "public"));
    succeeded(&build("internal", "internal"));
    let holds = |site: &str| files(&runner.at(site)).values().any(|bytes| String::from_utf8_lossy(bytes).contains("zebrafinch"));
    assert!(!holds("public") && holds("internal"));

    let other = runner.at("other.git");
    git(runner.folder.path(), &["init", "-q", "--bare", "other.git"]);
    let publish = || {
        let mut command = script("publish");
        command.arg("internal").arg(&other).arg("site").current_dir(runner.folder.path());
        succeeded(
            &command.env("GITHUB_REPOSITORY", "acme/book").env("GITHUB_SHA", "0123abc").output().expect("the script starts"),
        )
    };
    assert!(publish().ends_with(" to site\n"));
    let names = git(&other, &["ls-tree", "-r", "--name-only", "site"]);
    assert!(names.lines().any(|name| name == "team/index.html") && names.lines().any(|name| name == ".nojekyll"), "{names}");
    assert!(!names.contains("CNAME") && !names.contains(".journeybook"), "the domain is that of the public site: {names}");
    assert_eq!(git(&other, &["log", "-1", "--format=%s", "site"]), "Publish acme/book at 0123abc\n");
    // The same site is not pushed again; another one leaves nothing of the first in history, and the branch keeps its own domain.
    let first = git(&other, &["rev-parse", "site"]);
    assert_eq!(publish(), "nothing differs from what is published\n");
    assert_eq!(git(&other, &["rev-parse", "site"]), first);
    let checkout = runner.at("checkout");
    git(runner.folder.path(), &["clone", "-q", "-b", "site", "other.git", "checkout"]);
    write(&checkout.join("CNAME"), "team.acme.example\n");
    git(&checkout, &["add", "-A"]);
    git(&checkout, &["commit", "-q", "-m", "Name the domain"]);
    git(&checkout, &["push", "-q", "origin", "site"]);
    runner.commit(&[("content/team.md", "---\naudience: internal\n---\n# Team\n\nAnother plan.\n")], "Change the plan");
    succeeded(&build("internal", "internal"));
    publish();
    assert_eq!(git(&other, &["rev-list", "--count", "site"]), "1\n");
    assert_eq!(git(&other, &["show", "site:CNAME"]), "team.acme.example\n");
    assert!(git(&other, &["show", "site:team/index.html"]).contains("Another plan."));
}

#[test]
fn what_is_no_site_or_cannot_be_reached_is_told() {
    let runner = Runner::new(&[("content/index.md", "# Book\n\nWelcome.\n")]);
    for (site, remote, told) in
        [("clone", "other.git", "there is no site in `clone`"), ("site", "nowhere.git", "cannot be reached")]
    {
        write(&runner.at("site/index.html"), "<p>");
        let run = script("publish").args([site, remote, "site"]).current_dir(runner.folder.path()).output().expect("it starts");
        let said = String::from_utf8_lossy(&run.stdout).into_owned();
        assert!(!run.status.success() && said.starts_with("::error title=journeybook::") && said.contains(told), "{said}");
    }
}

/// What `init` writes on request: no pull request sees the key or publishes, and each site says for whom it is.
#[test]
fn the_workflows_on_request_are_written_and_careful() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    git(folder.path(), &["init", "-q"]);
    let init = |arguments: &[&str]| {
        let mut command = journeybook(&["init", "--github-pages", "--action", "acme/jb@v9"]);
        String::from_utf8(command.args(arguments).current_dir(folder.path()).output().expect("it starts").stdout).expect("UTF-8")
    };
    let workflow = |name: &str| fs::read_to_string(folder.path().join(".github/workflows").join(name));
    init(&[]);
    assert!(workflow("handbook-report.yml").is_err() && !workflow("pages.yml").expect("a workflow").contains("audience"));
    let kept = init(&["--internal-site", "acme/team-book", "--report"]);
    assert!(kept.contains("the workflow that was kept publishes no second site"), "{kept}");
    let report = workflow("handbook-report.yml").expect("a workflow");
    assert!(report.contains("uses: acme/jb/.github/actions/report@v9\n") && report.contains("- cron: "), "{report}");
    assert_eq!(report.matches(": write").count(), 1, "{report}");
    assert!(report.contains("issues: write") && report.contains("fetch-depth: 0"));

    fs::remove_file(folder.path().join(".github/workflows/pages.yml")).expect("a workflow");
    let told = init(&["--internal-site", "acme/team-book"]);
    assert!(told.contains("INTERNAL_SITE_KEY") && told.contains("acme/team-book"), "{told}");
    let both = workflow("pages.yml").expect("a workflow");
    let (public, internal) = both.split_once("\n  internal:\n").expect("a job for the internal site");
    assert!(public.contains("audience: public\n") && !public.contains("INTERNAL_SITE_KEY"), "{public}");
    let (before, after) = internal.split_once("- name: Publish in the other repository\n").expect("a step");
    assert!(
        before.contains("audience: internal\n") && before.contains("base-url: https://acme.github.io/team-book/\n"),
        "{before}"
    );
    assert!(!before.contains("secrets.") && !internal.contains("upload-artifact"), "{internal}");
    assert!(after.trim_start().starts_with("if: github.event_name != 'pull_request' && github.ref == 'refs/heads/"), "{after}");
    assert!(
        after.contains("uses: acme/jb/.github/actions/publish@v9\n") && after.contains("repository: acme/team-book\n"),
        "{after}"
    );
    assert!(!both.contains('{') || !both.contains("_action}") && !both.contains("{internal"), "{both}");
    let run = journeybook(&["init", "--github-pages", "--internal-site", "acme"])
        .current_dir(folder.path())
        .output()
        .expect("it starts");
    assert_eq!(run.status.code(), Some(2));
}

/// Every input of an action reaches what it runs.
#[test]
fn the_inputs_of_the_actions_are_used() {
    for action in ["action.yml", ".github/actions/report/action.yml", ".github/actions/publish/action.yml"] {
        let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(action)).expect("a text");
        let (head, runs) = text.split_once("\nruns:\n").expect("what it runs");
        let inputs = head.split_once("\ninputs:\n").expect("inputs").1.split("\noutputs:\n").next().expect("a text");
        let names =
            inputs.lines().filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':').filter(|name| !name.starts_with(' ')));
        let mut count = 0;
        for name in names {
            let used = runs.lines().find(|line| line.contains(&format!("${{{{ inputs.{name} }}}}")));
            let variable = used.and_then(|line| line.trim().split_once(':')).unwrap_or_else(|| panic!("{action}: {name}")).0;
            let place = format!("${variable}");
            let is_read = runs.contains(&place) || runs.contains(&format!("${{{variable}"));
            // What the script of a step reads from the environment by itself.
            let is_of_script = ["AUDIENCE", "AGAINST", "EXTERNAL", "WITHIN"].contains(&variable);
            assert!(is_read || is_of_script, "{action}: {variable} is not read");
            count += 1;
        }
        assert!(count >= 4, "{action}: {count}");
    }
}
