//! Other people's files, hostile paths, and concurrent builds.

use std::fs;
use std::path::PathBuf;

use super::{Files, SITE, as_site, build, everything, output, site, stage};
use crate::disk::fixture::Fixture;
use crate::disk::write::{Staging, WriteError};

#[test]
fn a_foreign_folder_is_refused_and_not_touched() {
    for (files, foreign) in [
        ("//- public/thesis.doc", Some("thesis.doc")),
        ("//- public/folder/", Some("folder")),
        ("//- public/index.html", Some("index.html")),
        ("//- public/.journeybook/\n//- public/cname", Some("cname")),
        ("//- public/", None),
        ("//- public/.git/HEAD\n//- public/CNAME\n//- public/.nojekyll", None),
    ] {
        let dir = Fixture::new(files);
        let root = dir.path("public");
        let before = everything(&root);
        let result = build(&root, &[("index.html", "home")]).map(|report| report.written);
        match foreign {
            Some(name) => {
                assert_eq!(result, Err(WriteError::ForeignFolder(root.clone(), vec![name.to_owned()])));
                assert_eq!(everything(&root), before);
            }
            None => assert_eq!(result, Ok(1), "{files}"),
        }
    }
}

#[test]
fn what_another_build_fills_may_be_there_before() {
    let dir = Fixture::new("//- public/guide/index.html\nguide\n//- public/more/notes.txt\nmine");
    let root = dir.path("public");
    let begin = |beside: &[&str]| Staging::begin(&output(&root).with_beside(beside.iter().copied()));
    let refused = begin(&["guide/en/"]).map(drop).expect_err("notes");
    assert_eq!(refused, WriteError::ForeignFolder(root.clone(), vec!["more".to_owned()]));
    let staging = begin(&["guide/", "more/", "../"]).expect("a folder");
    stage(&staging, &[("index.html", "home")]).expect("staged");
    staging.commit().expect("a build");
    assert_eq!(fs::read_to_string(root.join("guide/index.html")).expect("kept"), "guide\n");
    // What others fill is still not ours to write.
    let refused = build(&root, &[("index.html", "home"), ("guide/index.html", "ours")]).expect_err("a foreign file");
    assert!(matches!(refused, WriteError::ForeignFiles(..)), "{refused}");
}

#[test]
fn foreign_files_are_kept_and_never_overwritten() {
    let dir = Fixture::new("//- public/.git/HEAD\nref\n//- public/CNAME\nacme.example\n//- public/.nojekyll\n");
    let root = dir.path("public");
    fs::write(root.join(".nojekyll"), "").expect("write");
    let report = build(&root, SITE).expect("a build");
    assert_eq!((report.written, report.unchanged), (4, 1));
    dir.write("public/mine/index.html", "mine");
    dir.write("public/a/mine.txt", "mine");
    let before = everything(&root);
    let in_the_way: Files<'_> = &[("CNAME", "other"), ("mine/index.html", "ours"), ("a/mine.txt/index.html", "x"), ("mine", "x")];
    for (path, text) in in_the_way {
        let refused = build(&root, &[SITE, &[(path, text)]].concat()).expect_err("a foreign file");
        assert!(matches!(refused, WriteError::ForeignFiles(..)), "{path}: {refused}");
        assert_eq!(everything(&root), before, "{path}");
    }
    // All of them are named at once.
    let refused = build(&root, &in_the_way[..3]).expect_err("foreign files");
    let named = ["CNAME", "a/mine.txt", "mine/index.html"].map(Into::into).to_vec();
    assert_eq!(refused, WriteError::ForeignFiles(root.clone(), named));
    build(&root, &[("index.html", "home")]).expect("a build");
    let kept = as_site(&[
        (".git/HEAD", "ref\n"),
        ("CNAME", "acme.example\n"),
        (".nojekyll", ""),
        ("mine/index.html", "mine"),
        ("a/mine.txt", "mine"),
        ("index.html", "home"),
    ]);
    assert_eq!(site(&root), kept);
}

#[test]
fn no_path_leads_out_of_the_folder() {
    let dir = Fixture::new("");
    let root = dir.path("public");
    for path in ["../escape", "/escape", "a/../../escape", ".journeybook/manifest", "", "a//b", "a\0b"] {
        assert_eq!(build(&root, &[(path, "x")]), Err(WriteError::BadPath(path.into())), "{path:?}");
        let staging = Staging::begin(&output(&root)).expect("begin");
        let _ = stage(&staging, &[(path, "x")]);
        assert_eq!(staging.commit(), Err(WriteError::BadPath(path.into())), "an error of `add` must not be forgotten");
    }
    assert_eq!(everything(&dir.root()).len(), 0);
    for files in [[("a", "1"), ("a", "2")], [("a", "1"), ("a/b", "2")]] {
        assert_eq!(build(&root, &files), Err(WriteError::PlannedTwice("a".into())));
    }
}

#[test]
fn a_damaged_or_hostile_manifest_is_refused() {
    let line = format!("{}  ../victim.txt\n", blake3::hash(b"precious").to_hex());
    for manifest in ["not a manifest", &line] {
        for name in ["manifest", "intent"] {
            let dir = Fixture::new("");
            dir.write("victim.txt", "precious");
            dir.write(&format!("public/.journeybook/{name}"), manifest);
            let refused = build(&dir.path("public"), SITE);
            assert_eq!(refused, Err(WriteError::BadManifest(dir.path(&format!("public/.journeybook/{name}")))));
            assert_eq!(fs::read_to_string(dir.path("victim.txt")).expect("text"), "precious");
        }
    }
}

#[test]
fn two_builds_at_once_exclude_each_other_and_a_dead_ones_lock_does_not() {
    let dir = Fixture::new("//- public/.journeybook/lock\n//- public/.journeybook/staging/new/0");
    let root = dir.path("public");
    let first = Staging::begin(&output(&root)).expect("a dead build's lock is free");
    assert_eq!(Staging::begin(&output(&root)).err(), Some(WriteError::Busy(root.clone())));
    stage(&first, SITE).expect("stage");
    first.commit().expect("commit");
    let names: Vec<_> = everything(&root.join(".journeybook")).into_keys().collect();
    assert_eq!(names, [PathBuf::from("manifest")]);
    build(&root, SITE).expect("the lock is free again");
}
