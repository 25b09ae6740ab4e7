//! What a build writes, keeps and removes.

use std::collections::BTreeMap;
use std::fs;

use super::{Files, SITE, age, as_site, build, everything, output, site, stage};
use crate::disk::fixture::Fixture;
use crate::disk::write::{Staging, WriteError};

#[test]
fn a_build_writes_what_is_planned_and_only_what_differs() {
    let dir = Fixture::new("");
    let root = dir.path("deep/er/public");
    let report = build(&root, SITE).expect("a build");
    assert_eq!((report.written, report.unchanged, report.removed, report.bytes), (5, 0, 0, 9));
    assert_eq!(site(&root), as_site(SITE));
    age(&root);
    let before = everything(&root);

    // Not one file is touched, not even the manifest.
    let report = build(&root, SITE).expect("a build");
    assert_eq!((report.written, report.unchanged, report.bytes_written), (0, 5, 0));
    assert_eq!(everything(&root), before);

    let report = build(&root, &[SITE, &[("c/index.html", "C")]].concat()).expect("a build");
    assert_eq!((report.written, report.unchanged), (1, 5));
    let after = everything(&root);
    assert!(before.iter().all(|(path, file)| path.ends_with("manifest") || after.get(path) == Some(file)));

    let mut edited = SITE.to_vec();
    edited[1].1 = "a";
    let report = build(&root, &edited).expect("a build");
    assert_eq!((report.written, report.unchanged, report.removed, report.bytes_written), (1, 4, 1, 1));
    assert_eq!(site(&root), as_site(&edited));
}

#[test]
fn a_vanished_output_is_removed_with_the_folders_it_leaves_empty() {
    let dir = Fixture::new("");
    let root = dir.path("public");
    let files: Files<'_> = &[("a/b/c/index.html", "C"), ("a/index.html", "A"), ("d/e/index.html", "E")];
    build(&root, files).expect("a build");
    dir.write("public/d/notes.txt", "mine");
    let report = build(&root, &[("a/index.html", "A")]).expect("a build");
    assert_eq!(report.removed, 2);
    assert_eq!(site(&root), as_site(&[("a/index.html", "A"), ("d/notes.txt", "mine")]));
    assert!(!root.join("a/b").exists() && !root.join("d/e").exists());
}

#[test]
fn a_file_that_somebody_changed_is_restored_while_planned_and_kept_when_not() {
    let dir = Fixture::new("");
    let root = dir.path("public");
    build(&root, SITE).expect("a build");
    dir.write("public/index.html", "HOME");
    dir.write("public/a/pic.png", "mine");
    let report = build(&root, &[("index.html", "home")]).expect("a build");
    assert_eq!((report.written, report.removed, report.kept), (1, 3, vec!["a/pic.png".into()]));
    assert_eq!(site(&root), as_site(&[("index.html", "home"), ("a/pic.png", "mine")]));
    // It is no longer ours, so it blocks a new one.
    let refused = build(&root, SITE);
    assert_eq!(refused, Err(WriteError::ForeignFiles(root, vec!["a/pic.png".into()])));
}

#[test]
fn files_become_folders_and_folders_files() {
    let dir = Fixture::new("");
    let root = dir.path("public");
    let (file, folder): (Files<'_>, Files<'_>) = (&[("x", "file"), ("y", "y")], &[("x/y/z", "folder"), ("y", "y")]);
    for files in [file, folder, file, folder] {
        build(&root, files).expect("a build");
        assert_eq!(site(&root), as_site(files));
    }
    fs::create_dir_all(root.join("x/empty/deep")).expect("create");
    build(&root, file).expect("a build");
    assert_eq!(site(&root), as_site(file));
    // Names that differ only in case are different on one system and the same on another.
    let (upper, lower): (Files<'_>, Files<'_>) = (&[("Labs/index.html", "1")], &[("labs/index.html", "2")]);
    for files in [upper, lower, upper] {
        build(&root, files).expect("a build");
        assert_eq!(site(&root), as_site(files));
    }
}

#[test]
fn a_build_that_is_given_up_changes_nothing() {
    let dir = Fixture::new("");
    let root = dir.path("new/public");
    let staging = Staging::begin(&output(&root)).expect("begin");
    stage(&staging, SITE).expect("stage");
    drop(staging);
    assert!(!dir.path("new").exists());

    build(&root, SITE).expect("a build");
    let before = everything(&root);
    let staging = Staging::begin(&output(&root)).expect("begin");
    stage(&staging, &[("index.html", "other"), ("z", "z")]).expect("stage");
    drop(staging);
    assert_eq!(everything(&root), before);
}

#[test]
fn one_thread_and_sixteen_write_the_same_bytes() {
    let files: Vec<(String, String)> = (0..200).map(|n| (format!("{}/{n}/index.html", n % 7), format!("page {n}"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let dir = Fixture::new("");
    let mut trees = [1, 16].map(|threads| {
        let root = dir.path(&threads.to_string());
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| build(&root, &files)).expect("a build");
        let bytes = everything(&root).into_iter().map(|(path, (bytes, _))| (path, bytes));
        bytes.collect::<BTreeMap<_, _>>()
    });
    assert_eq!(trees[0].len(), 200 + 200 + 7 + 2);
    assert_eq!(std::mem::take(&mut trees[0]), std::mem::take(&mut trees[1]));
}
