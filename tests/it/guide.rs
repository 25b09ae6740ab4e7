//! The guide in `docs/` says what is so: the samples of each page are written down and its commands are run, in the order of the page.
//!
//! 1. Each page has an empty folder of its own. A fence with a `title="FILE"` is that file.
//! 2. A fence of the language `sh` is run line by line; `sh fails` must end with an error. A command that serves is ended as soon as
//!    it has told its address.
//! 3. A fence `text output` holds what the command before it printed; `JOURNEYBOOK_BLESS=1` writes what came out there.
//! 4. A fence of the language `console` shows what cannot be run here. There may be few of them.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use walkdir::WalkDir;

use crate::folders::write;

/// The most fences in a hundred that may show commands without running them. They need a network, another host or a compiler.
const MOST_NOT_RUN: usize = 10;
/// The page whose samples are usage lines, made from the program itself.
const GENERATED: &str = "reference/commands.md";

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
    for (number, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(info), None) => open = Some(Fence { line: number + 1, info: info.to_owned(), text: String::new() }),
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(fence)) => fence.text.extend([line, "\n"]),
            (None, None) => {}
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
fn few_commands_of_the_guide_are_only_shown() {
    let (mut run, mut shown) = (0, 0);
    for page in pages().iter().filter(|page| !page.ends_with(GENERATED)) {
        for fence in fences(&fs::read_to_string(page).expect("a page")) {
            match fence.info.split(' ').next() {
                Some("sh") => run += 1,
                Some("console") => shown += 1,
                _ => {}
            }
        }
    }
    assert!(shown * 100 <= (run + shown) * MOST_NOT_RUN, "{shown} fences of commands are shown and not run, {run} are run");
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
                printed = String::from_utf8_lossy(&output.stdout).into_owned();
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
