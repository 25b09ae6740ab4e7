//! Moves files together with their entries in Git's index, by running Git.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The root of the repository that contains the entry at `path`: that of a submodule around it, otherwise `root`. The entry itself
/// need not exist.
pub fn repository_of(path: &Path, root: &Path) -> PathBuf {
    let folders = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    folders.into_iter().find(|folder| folder.join(".git").exists()).unwrap_or(root).to_path_buf()
}

/// The files of which Git has several versions because of a merge conflict.
pub fn unmerged(root: &Path) -> Vec<PathBuf> {
    let Ok(output) = git(root).args(["ls-files", "-z", "--unmerged"]).stderr(Stdio::null()).output() else { return Vec::new() };
    let listed = String::from_utf8_lossy(&output.stdout);
    // Each is `MODE HASH VERSION`, a tab, and the path.
    let paths = listed.split('\0').filter_map(|entry| entry.split_once('\t'));
    paths.map(|(_, path)| root.join(path)).collect()
}

/// How many files at or below `path` are tracked but not in the working tree because of a sparse checkout.
pub fn left_out(root: &Path, path: &Path) -> usize {
    let Ok(output) = git(root).args(["ls-files", "-z", "-t", "--"]).arg(path).stderr(Stdio::null()).output() else { return 0 };
    output.stdout.split(|byte| *byte == 0).filter(|line| line.starts_with(b"S ")).count()
}

/// Whether Git tracks a file, or any file below a folder, of the repository at `root`. Without Git or a repository it tracks none.
pub fn is_tracked(root: &Path, path: &Path) -> bool {
    if !root.join(".git").exists() {
        return false;
    }
    let listed = git(root).args(["ls-files", "-z", "--"]).arg(path).stderr(Stdio::null()).output();
    listed.is_ok_and(|output| output.status.success() && !output.stdout.is_empty())
}

/// Moves a tracked file or folder and records it in the index, as `git mv` does; it overwrites nothing.
///
/// # Errors
/// Git's message if it refuses, for example because another Git process has locked the index. Nothing is moved then.
pub fn mv(root: &Path, from: &Path, to: &Path) -> io::Result<()> {
    let output = git(root).args(["mv", "--"]).arg(from).arg(to).stdout(Stdio::null()).output()?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(said.lines().next().unwrap_or("git mv failed").trim().to_owned()))
}

/// Whether the working tree equals the last commit and has no untracked files. `None` without Git or a repository.
pub fn is_clean(root: &Path) -> Option<bool> {
    let output = git(root).args(["status", "--porcelain", "-z"]).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout.is_empty())
}

fn git(root: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C").arg(root).arg("--literal-pathspecs").stdin(Stdio::null());
    git
}
