//! The guide in `docs/` says what is so: the samples of each page are written down and its commands are run, in the order of the page.
//!
//! 1. Each page has an empty folder of its own. A fence with a `title="FILE"` is that file.
//! 2. A fence of the language `sh` is run line by line; `sh fails` must end with an error. A command that serves is ended as soon as
//!    it has told its address.
//! 3. A fence `text output` holds what the command before it printed; `JOURNEYBOOK_BLESS=1` writes what came out there.
//! 4. Any other fence in YAML, JSON or TOML must at least be right in that language.
//! 5. What is left is only shown: `console` for commands that cannot be run here, or a language that no tool here knows. There may be few
//!    of them, and `contributing.md` lists their pages with the reason.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use walkdir::WalkDir;

use crate::folders::write;
use crate::program::{journeybook, without_address};

/// The most fences in a hundred that may be only shown.
const MOST_SHOWN: usize = 10;
/// The page that lists the pages with such fences.
const EXCEPTIONS: &str = "contributing.md";
/// The pages that are made from the program: other tests accept each example of a command, and ask for a test that reports each code.
const GENERATED: [&str; 2] = ["reference/commands.md", "reference/diagnostics.md"];

/// A block of code of a page.
struct Fence {
    line: usize,
    info: String,
    text: String,
}

fn guide() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn pages() -> Vec<PathBuf> {
    let entries = WalkDir::new(guide()).sort_by_file_name().into_iter().map(|entry| entry.expect("an entry").into_path());
    let pages: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|extension| extension == "md")).collect();
    assert!(pages.len() > 20, "the guide is gone");
    pages
}

fn fences(text: &str) -> Vec<Fence> {
    let mut found = Vec::new();
    let mut open: Option<Fence> = None;
    let mut ticks = 0;
    for (number, line) in text.lines().enumerate() {
        let info = line.trim_start_matches('`');
        let count = line.len() - info.len();
        match &mut open {
            // A fence ends with as many backticks as it began with, or more.
            Some(_) if count >= ticks && info.is_empty() => found.extend(open.take()),
            Some(fence) => fence.text.extend([line, "\n"]),
            None if count >= 3 => {
                ticks = count;
                open = Some(Fence { line: number + 1, info: info.to_owned(), text: String::new() });
            }
            None => {}
        }
    }
    found
}

#[test]
fn samples_and_commands_of_the_guide_work() {
    let faults: Vec<String> = pages().par_iter().filter_map(|page| run_page(page).err()).collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

#[test]
fn few_samples_of_the_guide_are_only_shown_and_each_has_a_reason() {
    let reasons = fs::read_to_string(guide().join(EXCEPTIONS)).expect("the page");
    let (mut held, mut shown) = (0, 0);
    for page in pages().iter().filter(|page| !GENERATED.iter().any(|generated| page.ends_with(generated))) {
        let name = page.strip_prefix(guide()).expect("below the guide").to_string_lossy().replace('\\', "/");
        for fence in fences(&fs::read_to_string(page).expect("a page")) {
            if is_held(&fence) {
                held += 1;
                continue;
            }
            shown += 1;
            assert!(reasons.contains(&format!("({name}) |")), "{EXCEPTIONS} gives no reason for {name}:{}", fence.line);
        }
    }
    assert!(shown * 100 <= (held + shown) * MOST_SHOWN, "{shown} samples are only shown, {held} are held by tests");
}

/// Whether a sample is run, written for what is run, compared with what was printed, or read here.
fn is_held(fence: &Fence) -> bool {
    let is_read = match fence.info.as_str() {
        "yaml" => serde_yaml::from_str::<serde_json::Value>(&fence.text).map(drop).map_err(|error| error.to_string()),
        "json" => serde_json::from_str::<serde_json::Value>(&fence.text).map(drop).map_err(|error| error.to_string()),
        "toml" => toml::from_str::<serde_json::Value>(&fence.text).map(drop).map_err(|error| error.to_string()),
        info => return info.contains("title=\"") || matches!(info, "sh" | "sh fails" | "text output"),
    };
    assert_eq!(is_read, Ok(()), "{}", fence.text);
    true
}

#[test]
fn the_fields_of_a_problem_as_json_are_all_told() {
    let told = fs::read_to_string(guide().join("reference/json-formats.md")).expect("the page");
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(&folder.path().join("content/index.md"), "# Home\n\nSee [labs](labs.md).\n");
    let output = journeybook(&["check", "--format", "json"]).current_dir(folder.path()).output().expect("the program starts");
    let problem: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a problem");
    let fields = problem.as_object().expect("an object");
    assert!(fields.len() > 10, "{problem}");
    for field in fields.keys() {
        assert!(told.contains(&format!("`{field}`")), "{field}");
    }
}

/// Does what a page says; the error names the page, the line and what went wrong.
fn run_page(page: &Path) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut here = folder.path().to_path_buf();
    let text = fs::read_to_string(page).expect("a page");
    let (mut printed, mut blessed) = (String::new(), text.clone());
    for fence in fences(&text) {
        let fault = |what: &str| format!("{}:{}: {what}\n{}", page.display(), fence.line, fence.text);
        if let Some(path) = fence.info.split("title=\"").nth(1).and_then(|rest| rest.split('"').next()) {
            write(&here.join(path), &fence.text);
        }
        if fence.info == "text output" && fence.text != printed {
            if std::env::var_os("JOURNEYBOOK_BLESS").is_none() {
                return Err(fault(&format!("the command before it printed\n{printed}\nand not")));
            }
            let written = |text: &str| format!("```text output\n{text}```\n");
            blessed = blessed.replacen(&written(&fence.text), &written(&printed), 1);
        }
        let must_fail = match fence.info.as_str() {
            "sh" => false,
            "sh fails" => true,
            _ => continue,
        };
        for line in fence.text.lines().filter(|line| !line.is_empty()) {
            if let Some(folder) = line.strip_prefix("cd ") {
                here.push(folder);
            } else if line.starts_with("journeybook serve") {
                serves(&here, line).map_err(|said| fault(&said))?;
            } else {
                let output = shell(&here, line).output().expect("a shell");
                if output.status.success() == must_fail {
                    let said = String::from_utf8_lossy(&output.stderr).into_owned();
                    return Err(fault(&format!("`{line}` ended with {}\n{said}", output.status)));
                }
                printed = without_address(&String::from_utf8_lossy(&output.stdout));
            }
        }
    }
    if blessed != text {
        fs::write(page, blessed).expect("the page is written");
    }
    Ok(())
}

/// A command in a folder, with the program on its path and without the machine's own settings for Git.
fn shell(here: &Path, line: &str) -> Command {
    let program = Path::new(env!("CARGO_BIN_EXE_journeybook")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell.args(["-euc", line]).current_dir(here).env("PATH", path).env("GIT_CONFIG_GLOBAL", "/dev/null").stdin(Stdio::null());
    for name in ["GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_STEP_SUMMARY"] {
        shell.env_remove(name);
    }
    shell
}

/// Starts a preview, waits until it tells its address, and ends it.
fn serves(here: &Path, line: &str) -> Result<(), String> {
    let line = format!("exec {line} --port 0");
    let mut child =
        shell(here, &line).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map_err(|error| error.to_string())?;
    let (stdout, stderr) = (child.stdout.take().expect("piped"), child.stderr.take().expect("piped"));
    let (send, receive) = std::sync::mpsc::channel();
    for stream in [Box::new(stdout) as Box<dyn std::io::Read + Send>, Box::new(stderr)] {
        let send = send.clone();
        std::thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).try_for_each(|line| send.send(line)));
    }
    drop(send);
    let mut said = String::new();
    let tells_its_address = receive.iter().any(|line| {
        said.push_str(&line);
        said.push('\n');
        line.contains("http://")
    });
    let _ = child.kill();
    let _ = child.wait();
    if tells_its_address { Ok(()) } else { Err(said) }
}
