//! What Git's own files say about the repository, read without running Git: its web address and branch.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::index::RepositoryAddress;

/// The web address of the repository at `root`, from its remote `origin`, and the branch that is checked out.
///
/// For a detached `HEAD`, as in CI, it is the default branch of `origin`, otherwise `HEAD`, which forges understand in addresses.
/// `None` if there is no repository, no such remote, or none with a web address.
pub fn repository_address(root: &Path) -> Option<RepositoryAddress> {
    let own = git_folder(root)?;
    let common = common_folder(&own);
    let config = read_file(&common.join("config"))?;
    let url = web_address(&origin(&String::from_utf8_lossy(&config))?)?;
    let branch = branch_of(&own.join("HEAD"), "refs/heads/")
        .or_else(|| branch_of(&common.join("refs/remotes/origin/HEAD"), "refs/remotes/origin/"))
        .unwrap_or_else(|| "HEAD".to_owned());
    Some(RepositoryAddress { url: Arc::from(url), branch: Arc::from(branch) })
}

/// The branch from which a repository is published: the default branch of `origin`, otherwise the one that is checked out. `None`
/// if there is no repository, or if neither is known.
pub fn default_branch(root: &Path) -> Option<String> {
    let own = git_folder(root)?;
    let common = common_folder(&own);
    branch_of(&common.join("refs/remotes/origin/HEAD"), "refs/remotes/origin/")
        .or_else(|| branch_of(&own.join("HEAD"), "refs/heads/"))
}

/// The folder that all worktrees share. A worktree of `git worktree add` has its own `HEAD`, and shares the rest.
fn common_folder(own: &Path) -> PathBuf {
    match read_file(&own.join("commondir")).and_then(|common| String::from_utf8(common).ok()) {
        Some(common) => own.join(common.trim()),
        None => own.to_path_buf(),
    }
}

/// The bytes of a regular file: anything else may never end.
fn read_file(path: &Path) -> Option<Vec<u8>> {
    if path.is_file() { fs::read(path).ok() } else { None }
}

fn git_folder(root: &Path) -> Option<PathBuf> {
    let git = root.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    if !git.is_file() {
        return None;
    }
    let pointer = fs::read_to_string(&git).ok()?;
    Some(root.join(pointer.strip_prefix("gitdir:")?.trim()))
}

fn branch_of(head: &Path, prefix: &str) -> Option<String> {
    if !head.is_file() {
        return None;
    }
    let text = fs::read_to_string(head).ok()?;
    let branch = text.strip_prefix("ref:")?.trim().strip_prefix(prefix)?;
    (!branch.is_empty()).then(|| branch.to_owned())
}

/// The first `url` of the remote `origin` in a Git configuration (the syntax is `git-config(1)`'s; includes are not followed).
fn origin(config: &str) -> Option<String> {
    let joined = config.replace("\\\r\n", "").replace("\\\n", "");
    let mut is_origin = false;
    for line in joined.lines() {
        let line = line.trim();
        if let Some(header) = line.strip_prefix('[') {
            let header = header.split(']').next().unwrap_or(header);
            let mut words = header.splitn(2, char::is_whitespace);
            is_origin = words.next().is_some_and(|section| section.eq_ignore_ascii_case("remote"))
                && words.next().is_some_and(|name| name.trim() == "\"origin\"");
        } else if is_origin
            && let Some((key, value)) = line.split_once('=')
            && key.trim().eq_ignore_ascii_case("url")
        {
            return Some(config_value(value));
        }
    }
    None
}

/// A value without its quotes and its comment.
fn config_value(written: &str) -> String {
    let mut value = String::new();
    let mut is_quoted = false;
    let mut characters = written.trim().chars();
    while let Some(character) = characters.next() {
        match character {
            '"' => is_quoted = !is_quoted,
            '\\' => value.extend(characters.next()),
            '#' | ';' if !is_quoted => break,
            other => value.push(other),
        }
    }
    value.trim_end().to_owned()
}

/// The web address of a remote's repository, without credentials and trailing slash.
///
/// It accepts `https:`, `http:`, `ssh:` and `git:` addresses and SSH's short form `git@host:path`. A remote that is a folder, or
/// whose host is an alias in an SSH configuration, has no web address.
pub fn web_address(remote: &str) -> Option<String> {
    let (scheme, rest) = remote.split_once("://").map_or(("", remote), |(scheme, rest)| (scheme, rest));
    let (authority, path) = match scheme {
        "" => rest.split_once(':').filter(|(host, _)| !host.contains('/'))?,
        "https" | "http" | "ssh" | "git" | "git+ssh" | "git+https" => rest.split_once('/')?,
        _ => return None,
    };
    let host_and_port = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let host = match scheme {
        // An HTTP port belongs to the address; an SSH port does not.
        "http" | "https" | "git+https" => host_and_port,
        _ => host_and_port.split(':').next().unwrap_or(host_and_port),
    };
    let name = host.split(':').next().unwrap_or(host);
    if !(name.contains('.') || name == "localhost") || !host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | ':'))
    {
        return None;
    }
    let path = path.split(['?', '#']).next().unwrap_or(path).trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path).trim_end_matches('/');
    if path.is_empty() || path.contains(|c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\')) {
        return None;
    }
    let (host, path) = seen_on_the_web(host, path);
    let scheme = if scheme == "http" { "http" } else { "https" };
    Some(format!("{scheme}://{host}/{path}"))
}

/// Forges whose SSH names differ from their web names.
fn seen_on_the_web(host: &str, path: &str) -> (String, String) {
    match host {
        "ssh.github.com" => ("github.com".to_owned(), path.to_owned()),
        "altssh.gitlab.com" => ("gitlab.com".to_owned(), path.to_owned()),
        "altssh.bitbucket.org" => ("bitbucket.org".to_owned(), path.to_owned()),
        "ssh.dev.azure.com" => {
            let path = path.strip_prefix("v3/").unwrap_or(path);
            let path = path.rsplit_once('/').map_or_else(|| path.to_owned(), |(project, name)| format!("{project}/_git/{name}"));
            ("dev.azure.com".to_owned(), path)
        }
        _ => (host.to_owned(), path.to_owned()),
    }
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
