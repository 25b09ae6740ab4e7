//! The promises of an output folder, one by one: catalogue rows 42 to 54a and 75.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::copies::Copies;
use super::{OutputFolder, Produced, Refusal, Report, Staging, WriteError};
use crate::disk::fixture::{Fixture, config};
use crate::disk::load;

/// A small site as paths and texts.
pub(super) type Files<'a> = &'a [(&'a str, &'a str)];

/// An output folder that was never judged: the tests of its place are their own.
pub(super) fn output(path: &Path) -> OutputFolder {
    let fixture = Fixture::new("//- content/a.md");
    let roots = load(&fixture.project(), &config()).sources.roots.clone();
    OutputFolder::with_home(&fixture.project(), &roots, path, None).expect("a folder that may be written to")
}

pub(super) fn stage(staging: &Staging, files: Files<'_>) -> Result<(), WriteError> {
    files.par_iter().try_for_each(|(path, text)| staging.add(&(*path).into(), Produced::Bytes(text.as_bytes())))
}

pub(super) fn build(path: &Path, files: Files<'_>) -> Result<Report, WriteError> {
    let staging = Staging::begin(&output(path))?;
    stage(&staging, files)?;
    staging.commit()
}

/// Everything below a folder: files with bytes and time, folders and symlinks by their names.
pub(super) fn everything(root: &Path) -> BTreeMap<PathBuf, (Option<Vec<u8>>, Option<SystemTime>)> {
    let entries = walkdir::WalkDir::new(root).min_depth(1).into_iter().map(|entry| entry.expect("an entry"));
    let seen = entries.map(|entry| {
        let is_file = entry.file_type().is_file();
        let bytes = is_file.then(|| fs::read(entry.path()).expect("bytes"));
        let time = is_file.then(|| entry.metadata().expect("metadata").modified().expect("a time"));
        (entry.path().strip_prefix(root).expect("below").to_path_buf(), (bytes, time))
    });
    seen.collect()
}

/// The files of the site itself, as text.
pub(super) fn site(root: &Path) -> BTreeMap<String, String> {
    let seen = everything(root).into_iter().filter(|(path, _)| !path.starts_with(".journeybook"));
    let files = seen.filter_map(|(path, (bytes, _))| Some((path.to_str()?.to_owned(), String::from_utf8(bytes?).ok()?)));
    files.collect()
}

pub(super) fn as_site(files: Files<'_>) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

/// Makes all files look a minute old, so that a rewritten one shows.
pub(super) fn age(root: &Path) {
    let past = SystemTime::now() - Duration::from_secs(60);
    for path in everything(root).into_iter().filter(|(_, (bytes, _))| bytes.is_some()).map(|(path, _)| root.join(path)) {
        fs::File::options().write(true).open(path).expect("open").set_modified(past).expect("set the time");
    }
}

const SITE: Files<'_> =
    &[("index.html", "home"), ("a/index.html", "A"), ("a/b/index.html", "B"), ("a/pic.png", "png"), (".nojekyll", "")];

#[test]
fn a_build_writes_what_is_planned_and_only_what_differs() {
    let dir = Fixture::new("");
    let root = dir.path("deep/er/public");
    let report = build(&root, SITE).expect("a build");
    assert_eq!((report.written, report.unchanged, report.removed, report.bytes), (5, 0, 0, 9));
    assert_eq!(site(&root), as_site(SITE));
    age(&root);
    let before = everything(&root);

    // Row 54a: not one file is touched, the manifest among them.
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
fn row_53_what_is_gone_goes_with_the_folders_it_leaves_empty() {
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
    // It is no longer ours, and so it is in the way of a new one.
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
    // Case alone makes another name on one system and the same on the next.
    let (upper, lower): (Files<'_>, Files<'_>) = (&[("Labs/index.html", "1")], &[("labs/index.html", "2")]);
    for files in [upper, lower, upper] {
        build(&root, files).expect("a build");
        assert_eq!(site(&root), as_site(files));
    }
}

#[test]
fn row_45_a_build_that_is_given_up_changes_nothing() {
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
fn row_43_a_foreign_folder_is_refused_and_not_touched() {
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
fn row_44_foreign_files_are_kept_and_never_overwritten() {
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
fn row_23_no_path_leads_out_of_the_folder() {
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
fn row_48_two_builds_at_once_and_a_dead_ones_lock() {
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

#[test]
fn row_54_one_thread_and_sixteen_write_the_same_bytes() {
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

#[test]
fn assets_are_copied_when_they_differ() {
    let dir = Fixture::new("//- src/big.bin\n//- src/small.txt\nsmall");
    let big: Vec<u8> = (0..700_000_u32).flat_map(u32::to_le_bytes).collect();
    fs::write(dir.path("src/big.bin"), &big).expect("write");
    let root = dir.path("public");
    let copy = || {
        let staging = Staging::begin(&output(&root))?;
        for name in ["big.bin", "small.txt"] {
            staging.add(&name.into(), Produced::CopyOf(&dir.path("src").join(name)))?;
        }
        staging.commit()
    };
    let report = copy().expect("a build");
    assert_eq!((report.written, report.bytes), (2, big.len() as u64 + 5));
    assert_eq!(fs::read(root.join("big.bin")).expect("bytes"), big);
    age(&root);
    let before = everything(&root);
    assert_eq!(copy().map(|report| (report.written, report.unchanged)), Ok((0, 2)));
    assert_eq!(everything(&root), before);
    dir.write("src/small.txt", "SMALL");
    assert_eq!(copy().map(|report| (report.written, report.unchanged)), Ok((1, 1)));
    dir.remove("src/small.txt");
    let error = copy().expect_err("a file that cannot be read");
    assert!(error.is_fault_of_the_handbook());
    assert_eq!(fs::read_to_string(root.join("small.txt")).expect("text"), "SMALL");
}

#[test]
fn a_copy_just_made_is_compared_again() {
    let dir = Fixture::new("//- project/content/a.png\npng");
    let project = crate::disk::open(&dir.path("project")).expect("a project");
    let roots = load(&project, &config()).sources.roots.clone();
    let folder = OutputFolder::with_home(&project, &roots, Path::new("public"), None).expect("a folder");
    let (source, place) = (dir.path("project/content/a.png"), dir.path("project/public/a.png"));
    let copy = || {
        let staging = Staging::begin(&folder).expect("begin");
        staging.add(&"a.png".into(), Produced::CopyOf(&source)).expect("stage");
        staging.commit().expect("commit")
    };
    copy();
    copy();
    assert_eq!(Copies::read(folder.copies()).known(&"a.png".into(), &source, &place), None);
    dir.write("project/content/a.png", "PNG");
    assert_eq!(copy().written, 1);
    dir.write("project/public/a.png", "png");
    assert_eq!(copy().written, 1);
    assert_eq!(fs::read_to_string(&place).expect("text"), "PNG");
}

#[test]
fn rows_42_and_52_dangerous_folders_are_refused() {
    let dir = Fixture::new(
        "//- home/me/book/content/a.md\n//- home/me/book/themes/default/\n//- home/me/book/.git/HEAD\n//- home/me/book/file\n\
         //- home/me/bare/a.md\n//- home/me/book/docs/",
    );
    for (project, written, refusal) in [
        ("book", "/", Some(Refusal::Root)),
        ("book", "../..", Some(Refusal::Home)),
        ("book", "../../me", Some(Refusal::Home)),
        ("book", "..", Some(Refusal::Home)),
        ("book", ".", Some(Refusal::Project)),
        ("book", "", Some(Refusal::Project)),
        ("book", "public/..", Some(Refusal::Project)),
        ("book", "content", Some(Refusal::InContent)),
        ("book", "./content/", Some(Refusal::InContent)),
        ("book", "content/public", Some(Refusal::InContent)),
        ("book", "content/not/yet/there", Some(Refusal::InContent)),
        ("book", "missing/../content", Some(Refusal::InContent)),
        ("book", "themes/default", Some(Refusal::Taken)),
        ("book", ".git", Some(Refusal::Taken)),
        ("book", ".git/site", Some(Refusal::Taken)),
        ("book", ".journeybook", Some(Refusal::Taken)),
        ("book", "file", Some(Refusal::NotAFolder)),
        ("book", "public", None),
        ("book", "docs", None),
        ("book", "a/b/../c", None),
        ("book", "../site", None),
        ("bare", "public", None),
        ("bare", "site", Some(Refusal::InContent)),
        ("bare", "public/deeper", Some(Refusal::InContent)),
        ("bare", "../site", None),
    ] {
        let home = dir.path("home/me");
        let project = crate::disk::open(&home.join(project)).expect("a project");
        let roots = load(&project, &config()).sources.roots.clone();
        let found = OutputFolder::with_home(&project, &roots, Path::new(written), Some(&home));
        let expected = refusal.map(|refusal| WriteError::Refused(PathBuf::from(written), refusal));
        assert_eq!(found.as_ref().err(), expected.as_ref(), "{written}: {found:?}");
    }
}

#[test]
fn an_output_folder_may_not_hold_the_content_or_the_project() {
    let dir = Fixture::new("//- outer/book/docs/pages/a.md");
    let project = crate::disk::open(&dir.path("outer/book")).expect("a project");
    let config = crate::config::Config { content: Some("docs/pages".into()), ..config() };
    let roots = load(&project, &config).sources.roots.clone();
    for (written, refusal) in [("docs", Refusal::HoldsContent), ("..", Refusal::Project), ("../..", Refusal::Project)] {
        let found = OutputFolder::with_home(&project, &roots, Path::new(written), None);
        assert_eq!(found.err(), Some(WriteError::Refused(PathBuf::from(written), refusal)), "{written}");
    }
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn row_42_a_symlink_to_a_dangerous_folder_is_one() {
        let dir = Fixture::new("//- book/content/a.md\n//- elsewhere/");
        let project = crate::disk::open(&dir.path("book")).expect("a project");
        let roots = load(&project, &config()).sources.roots.clone();
        for (target, refusal) in [
            ("content", Some(Refusal::InContent)),
            ("..", Some(Refusal::Project)),
            (".", Some(Refusal::Project)),
            ("/", Some(Refusal::Root)),
            ("nowhere", Some(Refusal::Dangling)),
            ("public", Some(Refusal::Dangling)),
            ("../elsewhere", None),
        ] {
            dir.link(target, "book/public");
            let found = OutputFolder::with_home(&project, &roots, Path::new("public"), None);
            let expected = refusal.map(|refusal| WriteError::Refused(PathBuf::from("public"), refusal));
            assert_eq!(found.as_ref().err(), expected.as_ref(), "{target}: {found:?}");
            dir.remove("book/public");
        }
    }

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
    fn row_75_everybody_may_read_the_site_and_nothing_is_a_link() {
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
}
