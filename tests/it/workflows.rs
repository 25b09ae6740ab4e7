//! The workflows of this project: what their steps run is run here, as GitHub Actions would, and what they may do is as little
//! as it can be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The workflows and the action, with their names.
fn workflows() -> Vec<(String, String)> {
    let folder = fs::read_dir(project().join(".github/workflows")).expect("the workflows");
    let actions = ["action.yml", ".github/actions/publish/action.yml", ".github/actions/report/action.yml"];
    let paths = folder.map(|entry| entry.expect("an entry").path()).chain(actions.map(|path| project().join(path)));
    paths.map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text"))).collect()
}

#[test]
fn actions_are_pinned_and_credentials_do_not_stay() {
    let workflows = workflows();
    assert!(workflows.len() >= 6, "{workflows:?}");
    for (name, text) in &workflows {
        for line in text.lines().filter_map(|line| line.trim().trim_start_matches("- ").strip_prefix("uses: ")) {
            let (action, version) = line.split_once(" # v").unwrap_or_else(|| panic!("{name}: {line} names no version"));
            let (_, commit) = action.split_once('@').unwrap_or_else(|| panic!("{name}: {line}"));
            assert!(commit.len() == 40 && commit.bytes().all(|byte| byte.is_ascii_hexdigit()), "{name}: {line}");
            assert!(version.split('.').count() == 3, "{name}: {line}");
        }
        let checkouts = text.matches("actions/checkout@").count();
        assert_eq!(text.matches("persist-credentials: false").count(), checkouts, "{name}");
        // What somebody else writes must not become a part of a command.
        for line in text.lines().filter(|line| line.contains("run:") && line.contains("${{")) {
            assert!(line.contains("matrix."), "{name}: {line}");
        }
    }
}

#[test]
fn only_the_deployment_may_write_and_no_pull_request_deploys() {
    let pages = fs::read_to_string(project().join(".github/workflows/pages.yml")).expect("a text");
    let (build, deploy) = pages.split_once("\n  deploy:\n").expect("a job for the deployment");
    assert!(!build.contains("write"), "{build}");
    assert!(deploy.contains("if: github.event_name != 'pull_request' && github.ref == 'refs/heads/main'"));
    assert!(deploy.contains("needs: build") && deploy.contains("pages: write") && deploy.contains("id-token: write"));
    assert!(!pages.contains("pull_request_target"));
}

/// No pull request makes a published address disappear unseen, here and in the workflow that handbooks get.
#[test]
fn every_pull_request_is_compared_with_what_is_published() {
    let published = "${{ github.event_name == 'pull_request' && 'published' || '' }}";
    for (workflow, setting) in [(".github/workflows/pages.yml", "AGAINST"), ("src/scaffold/files/pages.yml", "against")] {
        let text = fs::read_to_string(project().join(workflow)).expect("a text");
        assert!(text.contains(&format!("{setting}: {published}")), "{workflow}");
    }
}

/// What a step left behind.
#[cfg(unix)]
struct Step {
    code: Option<i32>,
    stdout: String,
    summary: String,
    output: String,
}

/// Runs a script of the workflows on a fresh clone of a handbook, with what the service sets.
#[cfg(unix)]
fn build(page: &str, flags: &[&str]) -> (Step, TempDir) {
    build_with(page, flags, &[])
}

/// Does so with inputs of the action in the environment.
#[cfg(unix)]
fn build_with(page: &str, flags: &[&str], inputs: &[(&str, &str)]) -> (Step, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let clone = folder.path().join("clone");
    fs::create_dir_all(clone.join("content/adoption")).expect("a folder");
    fs::write(clone.join("content/index.md"), page).expect("a file");
    fs::write(clone.join("content/adoption/labs.md"), "---\nneeds: [autonomy]\nkind: play\n---\n# Labs\n\nHere.\n")
        .expect("a file");
    for arguments in [&["init", "-q"][..], &["add", "-A"], &["commit", "-q", "-m", "All"]] {
        let person = ["-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "-c", "commit.gpgSign=false"];
        let status = Command::new("git").arg("-C").arg(&clone).args(person).args(arguments).status().expect("git is installed");
        assert!(status.success(), "git {arguments:?}");
    }
    let (summary, output) = (folder.path().join("summary.md"), folder.path().join("output"));
    let ran = Command::new(project().join(".github/scripts/build"))
        .args([env!("CARGO_BIN_EXE_journeybook"), ".", "../site"])
        .args(flags)
        .current_dir(&clone)
        .envs([("GITHUB_ACTIONS", "true"), ("GITHUB_REPOSITORY", "OWNER/some-repo"), ("GITHUB_SERVER_URL", "https://github.com")])
        .env("GITHUB_SHA", "0123abc")
        .envs(inputs.iter().copied())
        .env("GITHUB_STEP_SUMMARY", &summary)
        .env("GITHUB_OUTPUT", &output)
        .output()
        .expect("the script starts");
    let text = |path: &PathBuf| fs::read_to_string(path).unwrap_or_default();
    let stdout = String::from_utf8_lossy(&ran.stdout).into_owned();
    (Step { code: ran.status.code(), stdout, summary: text(&summary), output: text(&output) }, folder)
}

#[cfg(unix)]
#[test]
fn a_clean_handbook_is_built_and_summed_up() {
    let (step, folder) = build("# Hi\n\nSee [the labs](adoption/labs.md).\n", &["--strict"]);
    assert_eq!((step.code, step.stdout.as_str()), (Some(0), ""), "{}", step.summary);
    assert_eq!(step.output, "site=../site\nbuilt=true\n");
    for line in
        ["## Handbook", "| Site | built |", "| Pages | 2 |", "| Errors | 0 |", "| Warnings | 0 |", "| Gaps in needs by stage | "]
    {
        assert!(step.summary.contains(line), "{line} is not in\n{}", step.summary);
    }
    assert!(!step.summary.contains("| Gaps in needs by stage | 0 |"), "{}", step.summary);
    let home = fs::read_to_string(folder.path().join("site/index.html")).expect("a page");
    assert!(home.contains("<link rel=\"canonical\" href=\"https://owner.github.io/some-repo/\">"), "{home}");
    assert!(folder.path().join("site/feed.xml").exists());
}

#[cfg(unix)]
#[test]
fn a_faulty_handbook_is_annotated_and_fails() {
    let (step, folder) = build("# Hi\n\nSee [the labs](lab.md) and [more](more.md).\n", &[]);
    assert_eq!(step.code, Some(1));
    assert!(step.stdout.starts_with("::error file=content/index.md,line=3,col=16,"), "{}", step.stdout);
    assert!(step.stdout.contains("::content/index.md:3:16: no page"), "the log names the place: {}", step.stdout);
    assert_eq!(step.output, "site=\nbuilt=false\n");
    let place = "[`content/index.md:3`](https://github.com/OWNER/some-repo/blob/0123abc/content/index.md#L3)";
    for line in ["| Site | not built |", "| Errors | 2 |", "| `broken-link` | 2 |", place] {
        assert!(step.summary.contains(line), "{line} is not in\n{}", step.summary);
    }
    assert!(!folder.path().join("site").exists());
}

/// The numbers are those of the build that was run: with its flags, and whatever an earlier step has left.
#[cfg(unix)]
#[test]
fn a_summary_tells_of_its_own_build() {
    let (step, _) = build("# Hi\n\n![](adoption/labs.md)\n", &["--strict"]);
    assert_eq!(step.code, Some(1));
    assert!(step.summary.contains("| Site | not built |") && step.summary.contains("| Errors | 1 |"), "{}", step.summary);
    let (step, _) = build("# Hi\n\n![](adoption/labs.md)\n", &[]);
    assert_eq!(step.code, Some(0));
    assert!(step.summary.contains("| Site | built |") && step.summary.contains("| Warnings | 1 |"), "{}", step.summary);
}

/// A site of which `published/urls.json` alone is there, with one page that the handbook has not.
#[cfg(unix)]
fn published_site() -> String {
    use std::io::{Read, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut request = [0; 4096];
            let length = stream.read(&mut request).unwrap_or_default();
            let is_there = request[..length].starts_with(b"GET /published/urls.json ");
            let (status, body) = if is_there { ("200 OK", "[\n[\"gone/\",\"Gone\"]\n]\n") } else { ("404 Not Found", "") };
            let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}", body.len());
        }
    });
    address
}

/// A first publication has nothing to be compared with; from then on no address vanishes unseen.
#[cfg(unix)]
#[test]
fn a_pull_request_is_compared_with_what_is_published() {
    let (site, page) = (published_site(), "# Hi\n\nSee [the labs](adoption/labs.md).\n");
    let (step, _) = build_with(page, &["--strict"], &[("AGAINST", &format!("{site}/nothing/"))]);
    assert_eq!(step.code, Some(0), "{}", step.stdout);
    let note = format!("::notice title=nothing-published::nothing is published at `{site}/nothing/urls.json` yet");
    assert!(step.stdout.starts_with(&note), "{}", step.stdout);
    assert!(step.summary.contains("| Site | built |"), "{}", step.summary);
    let home = format!("{site}/published/");
    let own = ["--strict", "--base-url", &home];
    for (against, flags) in [
        (home.clone(), &own[..1]),
        (format!("{site}/published"), &own[..1]),
        (format!("{home}urls.json"), &own[..1]),
        ("published".to_owned(), &own),
    ] {
        let (step, folder) = build_with(page, flags, &[("AGAINST", &against)]);
        assert_eq!((step.code, step.output.as_str()), (Some(1), "site=\nbuilt=false\n"), "{against}: {}", step.stdout);
        assert!(step.stdout.contains("title=vanished-url::"), "{against}: {}", step.stdout);
        assert!(
            step.summary.contains("| Site | not built |") && step.summary.contains("| `vanished-url` | 1 |"),
            "{}",
            step.summary
        );
        assert!(!folder.path().join("site").exists(), "{against}");
    }
}

/// A release as `package` and `release-manifest` make it, in a folder that stands for the downloads.
#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
struct Released {
    folder: TempDir,
    archive: String,
}

#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
impl Released {
    fn new(version: &str) -> Self {
        use std::env::consts::{ARCH, OS};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = if OS == "macos" { format!("{ARCH}-apple-darwin") } else { format!("{ARCH}-unknown-linux-musl") };
        let packages = folder.path().join(version);
        let packed = Command::new(project().join(".github/scripts/package"))
            .args([env!("CARGO_BIN_EXE_journeybook"), version, &target])
            .arg(&packages)
            .arg(project().join("LICENSE-MIT"))
            .current_dir(project())
            .status()
            .expect("the script starts");
        assert!(packed.success());
        let manifest = Command::new(project().join(".github/scripts/release-manifest"))
            .arg(version)
            .arg(&packages)
            .output()
            .expect("the script starts");
        serde_json::from_slice::<serde_json::Value>(&manifest.stdout).expect("JSON");
        fs::write(folder.path().join("release.json"), manifest.stdout).expect("a file");
        Self { archive: format!("{version}/journeybook-{version}-{target}.tar.gz"), folder }
    }

    fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Installs a version as the action does, which knows `manifest`; gives what is said of it when that fails.
    fn install(&self, manifest: &Path, version: &str, into: &str) -> Result<(), String> {
        let ran = Command::new(project().join(".github/scripts/install"))
            .arg(format!("file://{}", self.folder.path().display()))
            .arg(manifest)
            .arg(version)
            .arg(self.at(into))
            .output()
            .expect("the script starts");
        if ran.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&ran.stdout).into_owned()) }
    }
}

/// What a release packs is what the action installs, by whatever tag, branch or commit it is used.
#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn a_packed_program_is_installed_and_a_changed_one_is_refused() {
    let released = Released::new("v9.9.9");
    let manifest = released.at("release.json");
    for (version, into) in [("", "by-the-action"), ("v9.9.9", "by-its-version"), ("9.9.9", "without-the-letter")] {
        assert_eq!(released.install(&manifest, version, into), Ok(()), "{version}");
        let program = released.at(into).join("journeybook");
        let version = Command::new(program).arg("--version").output().expect("it starts");
        assert!(String::from_utf8_lossy(&version.stdout).starts_with("journeybook "));
        for file in [
            "THIRD-PARTY.txt",
            "man/journeybook.1",
            "man/journeybook-build.1",
            "completions/_journeybook",
            "schemas/pages.schema.json",
        ] {
            assert!(released.at(into).join(file).exists(), "{file}");
        }
    }
    // The checksum is that of the action's own manifest, so one that is changed together with the archive helps nobody.
    fs::write(released.at(&released.archive), "changed").expect("a file");
    let said = released.install(&manifest, "", "elsewhere").expect_err("another archive");
    assert!(said.contains("its checksum differs"), "{said}");
    assert!(!released.at("elsewhere/journeybook").exists());
}

#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn a_release_that_is_missing_is_told_in_words() {
    let released = Released::new("v9.9.9");
    let none = project().join("release.json");
    for (manifest, version, expected) in [
        (released.at("release.json"), "v1.0.0", "the release v1.0.0 has no archive"),
        (released.at("release.json"), "main", "`main` is not a release"),
        (released.at("release.json"), "08c6903cd8c0fde910a37f88322edcfb5dd907a8", "is not a release"),
        (none, "", "no release has been made"),
    ] {
        let said = released.install(&manifest, version, "there").expect_err(version);
        assert!(said.starts_with("::error title=journeybook::") && said.contains(expected), "{version}: {said}");
    }
}

/// A pull request tells its readers which pages differ, by the words that they see.
#[cfg(unix)]
#[test]
fn the_pages_that_a_pull_request_changes_are_named() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let clone = folder.path().join("clone");
    let git = |arguments: &[&str]| {
        let person = ["-c", "user.name=Ada", "-c", "user.email=ada@acme.example", "-c", "init.defaultBranch=main"];
        let status = Command::new("git").arg("-C").arg(&clone).args(person).args(arguments).status().expect("git is installed");
        assert!(status.success(), "git {arguments:?}");
    };
    let page = |path: &str, text: &str| crate::folders::write(&clone.join("content").join(path), text);
    page("index.md", "# Home\n\nSee [the labs](adoption/labs.md).\n");
    page("adoption/labs.md", "# Labs\n\nOld words.\n");
    // Problems at the merge base do not make its pages new ones.
    page("gone.md", "# Gone\n\nUntil now, with [a page](nowhere.md) that never was.\n");
    page("same.md", "# Same\n\nAs ever.\n");
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "One"]);
    git(&["checkout", "-qb", "change"]);
    page("index.md", "# Home\n\nSee [the kit](adoption/kit.md).\n");
    fs::remove_file(clone.join("content/adoption/labs.md")).expect("a file");
    page(
        "adoption/kit.md",
        "---\naliases: [/adoption/labs/]\n---\n# Labs\n\nNew words, quite others.\n\n````````md\n```````\n````````\n",
    );
    fs::remove_file(clone.join("content/gone.md")).expect("a file");
    page("new.md", "# Something new\n\nAnd nothing like what went: a page of many other words.\n");
    git(&["add", "-A"]);
    git(&["commit", "-qm", "Two"]);
    let built = crate::program::journeybook(&["build", "-q", "-d"]).arg(folder.path().join("site")).arg(&clone).status();
    assert!(built.expect("the program starts").success());
    let ran = Command::new(project().join(".github/scripts/changes"))
        .args([env!("CARGO_BIN_EXE_journeybook"), "clone", "site", "main", "--strict"])
        .current_dir(folder.path())
        .envs([("GITHUB_REPOSITORY", "OWNER/some-repo"), ("GITHUB_SERVER_URL", "https://github.com")])
        .output()
        .expect("the script starts");
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    for line in [
        "### Pages that differ: 4",
        "<summary>moved: /adoption/labs/ to /adoption/kit/</summary>",
        "<summary>removed: /gone/</summary>",
        "<summary>added: /new/</summary>",
        "<summary>changed: /</summary>",
        "[-Old words.-]",
        "[`content/adoption/kit.md`](https://github.com/OWNER/some-repo/blob/",
        "Source: [`content/index.md`]",
        "/content/index.md), [line 3](https://github.com/OWNER/some-repo/blob/",
        "/content/index.md#L3)",
        "\n`````````text\n",
    ] {
        assert!(told.contains(line), "{line} is not in\n{told}");
    }
    assert!(!told.contains("/same/"), "{told}");
    let worktrees = Command::new("git").arg("-C").arg(&clone).args(["worktree", "list"]).output().expect("git is installed");
    assert_eq!(String::from_utf8_lossy(&worktrees.stdout).lines().count(), 1, "no worktree is left behind");
}
