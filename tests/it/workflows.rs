//! The workflows of this project: what their steps run is run here, as GitHub Actions would, and what they may do is as little
//! as it can be (rows 75 and 76).

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
    let paths = folder.map(|entry| entry.expect("an entry").path()).chain([project().join("action.yml")]);
    paths.map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("a text"))).collect()
}

#[test]
fn actions_are_pinned_and_credentials_do_not_stay() {
    let workflows = workflows();
    assert!(workflows.len() >= 4, "{workflows:?}");
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
    for line in ["## Handbook", "| Pages | 2 |", "| Errors | 0 |", "| Warnings | 0 |", "| Gaps in needs by stage | "] {
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
    assert_eq!(step.output, "site=../site\nbuilt=false\n");
    for line in ["| Site | not built |", "| Errors | 2 |", "| `broken-link` | 2 |"] {
        assert!(step.summary.contains(line), "{line} is not in\n{}", step.summary);
    }
    assert!(!folder.path().join("site").exists());
}

/// What a release packs is what the action installs.
#[cfg(all(unix, any(target_arch = "x86_64", target_arch = "aarch64")))]
#[test]
fn a_packed_program_is_installed_and_a_changed_one_is_refused() {
    use std::env::consts::{ARCH, OS};
    let folder = tempfile::tempdir().expect("a temporary folder");
    let target = if OS == "macos" { format!("{ARCH}-apple-darwin") } else { format!("{ARCH}-unknown-linux-musl") };
    let releases = folder.path().join("v9.9.9");
    let packed = Command::new(project().join(".github/scripts/package"))
        .args([env!("CARGO_BIN_EXE_journeybook"), "v9.9.9", &target])
        .arg(&releases)
        .current_dir(project())
        .status()
        .expect("the script starts");
    assert!(packed.success());
    let install = |into: &str| {
        let mut install = Command::new(project().join(".github/scripts/install"));
        install.arg(format!("file://{}", folder.path().display())).arg("v9.9.9").arg(folder.path().join(into));
        install.output().expect("the script starts").status.success()
    };
    assert!(install("there"));
    let version = Command::new(folder.path().join("there/journeybook")).arg("--version").output().expect("it starts");
    assert!(String::from_utf8_lossy(&version.stdout).starts_with("journeybook "));
    assert!(folder.path().join("there/LICENSE-OFL").exists());
    fs::write(releases.join(format!("journeybook-v9.9.9-{target}.tar.gz")), "changed").expect("a file");
    assert!(!install("elsewhere") && !folder.path().join("elsewhere/journeybook").exists());
}
