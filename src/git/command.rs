//! Git's commands, run so that neither a user's settings nor a prompt can affect what they print.

use std::ffi::OsStr;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::thread;

/// The result of running Git.
pub(super) enum Told {
    /// What it printed.
    Answer(Vec<u8>),
    /// Its error message, on one line.
    Refusal(String),
    /// Git is not installed.
    Nothing,
}

/// Runs Git in `root` with `input` on stdin.
pub(super) fn git(root: &Path, arguments: &[impl AsRef<OsStr>], input: Vec<u8>) -> Told {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(["--no-pager", "--no-replace-objects"]);
    for setting in ["log.showSignature=false", "log.showRoot=true", "i18n.logOutputEncoding=UTF-8"] {
        command.args(["-c", setting]);
    }
    command.args(arguments).env("GIT_OPTIONAL_LOCKS", "0").env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
    // A partial clone must not fetch objects one by one while a site is built.
    command.env("GIT_NO_LAZY_FETCH", "1");
    // A folder that only looks like a repository must not lead to one further up.
    command.env("GIT_CEILING_DIRECTORIES", root.parent().unwrap_or(root));
    // Set in hooks, where they would make Git use another repository than that of `root`.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut child) = command.spawn() else { return Told::Nothing };
    let writer = child.stdin.take().map(|mut stdin| {
        // Git answers before it has read all input, so another thread writes it; otherwise the two would wait for each other.
        thread::spawn(move || {
            // If Git stops reading, its exit code says why.
            let _ = stdin.write_all(&input);
        })
    });
    let ended = child.wait_with_output();
    let _ = writer.map(thread::JoinHandle::join);
    match ended {
        Ok(Output { status, stdout, .. }) if status.success() => Told::Answer(stdout),
        Ok(Output { stderr, .. }) => {
            let complaint = String::from_utf8_lossy(&stderr).lines().next().unwrap_or("it gave no reason").to_owned();
            Told::Refusal(complaint.trim_start_matches("fatal: ").to_owned())
        }
        Err(error) => Told::Refusal(error.to_string()),
    }
}
