//! Symlinks in the output, and who may read the site.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use super::{SITE, build, everything, output, stage};
use crate::disk::fixture::Fixture;
use crate::disk::write::{Produced, Staging, WriteError};

#[test]
fn no_symlink_in_the_output_is_followed() {
    let dir = Fixture::new("//- victim/index.html\nprecious\n//- victim/empty/deep/");
    let root = dir.path("public");
    build(&root, &[("a/index.html", "A"), ("a/empty/deep/x", "x"), ("b", "B")]).expect("a build");
    dir.remove("public/a");
    dir.link("../victim", "public/a");
    dir.remove("public/b");
    dir.link("../victim/index.html", "public/b");
    let before = everything(&dir.path("victim"));
    let refused = build(&root, &[("a/index.html", "A"), ("b", "B")]);
    assert_eq!(refused, Err(WriteError::ForeignFiles(root.clone(), vec!["a".into(), "b".into()])));
    build(&root, &[("c", "C")]).expect("a build");
    assert_eq!(everything(&dir.path("victim")), before);
    dir.remove("public/.journeybook");
    dir.link("../victim", "public/.journeybook");
    assert!(matches!(build(&root, &[("c", "C")]), Err(WriteError::ForeignFiles(..))));
    assert_eq!(everything(&dir.path("victim")), before);
}

#[test]
fn a_symlink_for_a_lock_creates_no_file_elsewhere() {
    let dir = Fixture::new("//- public/.journeybook/staging/");
    dir.link(dir.path("created"), "public/.journeybook/lock");
    build(&dir.path("public"), SITE).expect("a build");
    assert!(!dir.path("created").exists());
}

#[test]
fn everybody_may_read_the_site_and_no_output_is_a_link() {
    let dir = Fixture::new("//- private.png\npng");
    fs::set_permissions(dir.path("private.png"), fs::Permissions::from_mode(0o600)).expect("set");
    let root = dir.path("deep/public");
    let staging = Staging::begin(&output(&root)).expect("begin");
    stage(&staging, SITE).expect("stage");
    staging.add(&"copy.png".into(), Produced::CopyOf(&dir.path("private.png"))).expect("stage");
    staging.commit().expect("commit");
    for path in everything(&root).into_keys().chain([PathBuf::new()]) {
        let metadata = fs::symlink_metadata(root.join(&path)).expect("metadata");
        let expected = if metadata.is_dir() { 0o755 } else { 0o644 };
        assert_eq!(metadata.permissions().mode() & 0o7777, expected, "{}", path.display());
        assert!(metadata.is_dir() || metadata.is_file());
    }
}
