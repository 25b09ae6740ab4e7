//! Moves files together with what Git's index knows of them, by running Git.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

/// Whether Git tracks a file, or any file below a folder, of the repository at `root`. Without Git, or a repository, it tracks none.
pub fn is_tracked(root: &Path, path: &Path) -> bool {
    if !root.join(".git").exists() {
        return false;
    }
    let listed = git(root).args(["ls-files", "-z", "--"]).arg(path).stderr(Stdio::null()).output();
    listed.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
}

/// Moves a tracked file or folder and notes it in the index, as `git mv` does; it overwrites nothing.
///
/// # Errors
/// What Git says when it refuses, for example because another Git holds the index. Nothing is moved then.
pub fn mv(root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    let output = git(root).args(["mv", "--"]).arg(from).arg(to).stdout(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(said.lines().next().unwrap_or("git mv failed").trim().to_owned()))
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).arg("--literal-pathspecs").stdin(Stdio::null());
    git
}
