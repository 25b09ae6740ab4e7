use std::fs;
use std::path::Path;

use super::{origin, repository_address, web_address};

#[test]
fn remotes_become_web_addresses_without_credentials() {
    let handbook = Some("https://github.com/acme/handbook");
    for (remote, address) in [
        ("https://github.com/acme/handbook.git", handbook),
        ("https://github.com/acme/handbook/", handbook),
        ("https://user:s3cret@github.com/acme/handbook.git", handbook),
        ("https://x-access-token:a@b@github.com/acme/handbook", handbook),
        ("git@github.com:acme/handbook.git", handbook),
        ("github.com:/acme/handbook.git", handbook),
        ("ssh://git@github.com/acme/handbook.git", handbook),
        ("ssh://git@ssh.github.com:443/acme/handbook.git", handbook),
        ("git://github.com/acme/handbook.git", handbook),
        ("https://github.com/acme/handbook.git?token=s3cret", handbook),
        ("git@gitlab.com:group/sub/handbook.git", Some("https://gitlab.com/group/sub/handbook")),
        ("http://git.acme.example:8080/team/handbook", Some("http://git.acme.example:8080/team/handbook")),
        ("ssh://git@git.acme.example:2222/team/handbook.git", Some("https://git.acme.example/team/handbook")),
        ("git@ssh.dev.azure.com:v3/acme/devrel/handbook", Some("https://dev.azure.com/acme/devrel/_git/handbook")),
        ("https://codeberg.org/acme/handbook.git", Some("https://codeberg.org/acme/handbook")),
        ("work:acme/handbook.git", None),
        ("/srv/git/handbook.git", None),
        ("../handbook.git", None),
        ("C:\\repos\\handbook", None),
        ("file:///srv/git/handbook.git", None),
        ("https://github.com/", None),
        ("https://github.com", None),
        ("https://evil.example\"><script>/x", None),
        ("javascript:alert(1)", None),
        ("", None),
    ] {
        assert_eq!(web_address(remote).as_deref(), address, "{remote}");
    }
}

#[test]
fn the_origin_is_found_in_any_spelling() {
    for (config, url) in [
        ("[remote \"origin\"]\n\turl = https://a.example/b\n", Some("https://a.example/b")),
        ("[Remote \"origin\"] # ours\r\n  URL=\"https://a.example/b\" ; here\r\n", Some("https://a.example/b")),
        ("[remote \"origin\"]\nurl = https://a.exa\\\nmple/b", Some("https://a.example/b")),
        ("[remote \"upstream\"]\nurl = u\n[remote \"origin\"]\nfetch = f\nurl = o", Some("o")),
        ("[remote \"origin\"]\nfetch = f\n[branch \"main\"]\nurl = wrong", None),
        ("[remote \"Origin\"]\nurl = wrong", None),
        ("", None),
    ] {
        assert_eq!(origin(config).as_deref(), url, "{config:?}");
    }
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("a parent")).expect("create");
    fs::write(path, text).expect("write");
}

const CONFIG: &str = "[remote \"origin\"]\nurl = git@github.com:acme/handbook.git\n";

fn seen(root: &Path) -> Option<(String, String)> {
    repository_address(root).map(|address| (address.url.to_string(), address.branch.to_string()))
}

#[test]
fn the_branch_is_the_one_checked_out() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let root = dir.path();
    assert_eq!(seen(root), None);
    let address = |branch: &str| Some(("https://github.com/acme/handbook".to_owned(), branch.to_owned()));
    write(root, ".git/config", CONFIG);
    assert_eq!(seen(root), address("HEAD"));
    write(root, ".git/HEAD", "ref: refs/heads/docs/next\n");
    assert_eq!(seen(root), address("docs/next"));
    write(root, ".git/HEAD", "0123456789abcdef0123456789abcdef01234567\n");
    assert_eq!(seen(root), address("HEAD"));
    write(root, ".git/refs/remotes/origin/HEAD", "ref: refs/remotes/origin/trunk\n");
    assert_eq!(seen(root), address("trunk"));
}

#[test]
fn a_worktree_is_followed_to_its_repository() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    write(dir.path(), "main/.git/config", CONFIG);
    write(dir.path(), "main/.git/HEAD", "ref: refs/heads/main\n");
    write(dir.path(), "main/.git/worktrees/side/HEAD", "ref: refs/heads/side\n");
    write(dir.path(), "main/.git/worktrees/side/commondir", "../..\n");
    write(dir.path(), "side/.git", "gitdir: ../main/.git/worktrees/side\n");
    assert_eq!(seen(&dir.path().join("side")), Some(("https://github.com/acme/handbook".to_owned(), "side".to_owned())));
}
