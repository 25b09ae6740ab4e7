//! Every single change to the disk fails once, or is the last one before a kill.
//!
//! The builds run on one thread, so that the nth operation is the same one each time.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::operations::{Hook, Operations};
use super::tests::{Files, as_site, build, everything, output, site, stage};
use super::{Report, Staging, WriteError};
use crate::disk::fixture::Fixture;

/// Tells the child process which operation is its last.
const KILL_AT: &str = "JOURNEYBOOK_TEST_KILL_AT";
/// Tells the child process where to build.
const KILL_IN: &str = "JOURNEYBOOK_TEST_KILL_IN";

const OLD: Files<'_> = &[
    ("index.html", "old home, somewhat longer than the new one"),
    ("same/index.html", "same"),
    ("edited/index.html", "old edit"),
    ("edited/pic.png", "old picture"),
    ("gone/index.html", "gone"),
    ("gone/deep/er/index.html", "gone deeper"),
    ("file", "a file that becomes a folder"),
    ("folder/a/index.html", "a folder that becomes a file"),
    ("Case/index.html", "upper"),
    ("many/1", "old 1"),
    ("many/2", "old 2"),
    ("many/3", "old 3"),
    ("many/4", "old 4"),
    ("many/5", "old 5"),
];

const NEW: Files<'_> = &[
    ("index.html", "new home"),
    ("same/index.html", "same"),
    ("edited/index.html", "new edit"),
    ("edited/pic.png", "new picture"),
    ("added/index.html", "added"),
    ("added/deep/er/index.html", "added deeper"),
    ("file/index.html", "a folder now"),
    ("folder", "a file now"),
    ("case/index.html", "lower"),
    ("one/index.html", "1"),
    ("two/index.html", "2"),
    ("three/index.html", "3"),
    ("many/1", "new 1"),
    ("many/2", "new 2"),
    ("many/3", "new 3"),
    ("many/4", "new 4"),
    ("many/5", "new 5"),
    ("four/index.html", "4"),
    ("five/index.html", "5"),
    ("six/index.html", "6"),
];

/// What a third build writes, for which everything the second left behind is outdated.
const THIRD: Files<'_> = &[("index.html", "third"), ("same/index.html", "same"), ("two/other.html", "third")];

const FOREIGN: &str = "//- public/CNAME\nacme.example\n//- public/gone/notes.txt\nmine\n//- public/mine/a.txt\nmine\n";

fn old_site() -> Fixture {
    let dir = Fixture::new("");
    build(&dir.path("public"), OLD).expect("a build");
    dir.add(FOREIGN);
    dir
}

fn with_foreign(files: Files<'_>) -> std::collections::BTreeMap<String, String> {
    let mut all = as_site(files);
    all.extend(as_site(&[("CNAME", "acme.example\n"), ("gone/notes.txt", "mine\n"), ("mine/a.txt", "mine\n")]));
    all
}

fn build_announced(root: &Path, files: Files<'_>, hook: Box<Hook>) -> Result<Report, WriteError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a thread");
    pool.install(|| {
        let staging = Staging::begin_with(&output(root), Operations::announced_to(hook))?;
        stage(&staging, files)?;
        staging.commit()
    })
}

/// A hook that calls `at_nth` instead of the nth operation, and counts all.
fn counting(
    nth: usize,
    at_nth: impl Fn(&'static str) -> io::Result<()> + Send + Sync + 'static,
) -> (Box<Hook>, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let hook = move |action: &'static str, _: &Path| {
        if counted.fetch_add(1, Ordering::SeqCst) + 1 == nth { at_nth(action) } else { Ok(()) }
    };
    (Box::new(hook), count)
}

fn operations_of_a_build() -> usize {
    let dir = old_site();
    let (hook, count) = counting(0, |_| Ok(()));
    build_announced(&dir.path("public"), NEW, hook).expect("a build");
    assert_eq!(site(&dir.path("public")), with_foreign(NEW));
    count.load(Ordering::SeqCst)
}

#[test]
fn whichever_operation_fails_the_old_site_is_whole() {
    let total = operations_of_a_build();
    assert!(total >= 100, "{total} operations are too few");
    let mut failed = 0;
    for nth in 1..=total {
        let dir = old_site();
        let root = dir.path("public");
        let before = everything(&root);
        let (hook, _) = counting(nth, |_| Err(io::ErrorKind::StorageFull.into()));
        match build_announced(&root, NEW, hook) {
            Ok(_) => assert_eq!(site(&root), with_foreign(NEW), "operation {nth}"),
            Err(error) => {
                failed += 1;
                assert!(error.to_string().contains("no storage space"), "{error}");
                assert_eq!(everything(&root), before, "operation {nth}");
            }
        }
        build(&root, NEW).expect("the next build");
        assert_eq!(site(&root), with_foreign(NEW), "after operation {nth}");
        assert_state_is_clean(&root);
    }
    // Everything after the manifest is only cleaning up.
    assert!(failed >= total - 2, "{failed} of {total}");
}

#[test]
fn a_new_folder_is_gone_again_after_a_failure() {
    for nth in 1..30 {
        let dir = Fixture::new("");
        let (hook, _) = counting(nth, |_| Err(io::ErrorKind::ReadOnlyFilesystem.into()));
        if build_announced(&dir.path("new/public"), &NEW[..2], hook).is_err() {
            assert_eq!(everything(&dir.root()).len(), 0, "operation {nth}");
        }
    }
}

fn assert_state_is_clean(root: &Path) {
    let names: Vec<_> =
        fs::read_dir(root.join(".journeybook")).expect("a folder").map(|e| e.expect("an entry").file_name()).collect();
    assert_eq!(names, ["manifest"]);
    let folders = everything(root).into_iter().filter(|(path, (bytes, _))| bytes.is_none() && !path.starts_with(".journeybook"));
    for (folder, _) in folders {
        let mut entries = fs::read_dir(root.join(&folder)).expect("a folder");
        assert!(entries.next().is_some(), "{} was left empty", folder.display());
    }
}

/// Runs only in the child process: builds, and dies at the given operation.
#[test]
fn child_that_is_killed() {
    let (Ok(nth), Ok(root)) = (std::env::var(KILL_AT), std::env::var(KILL_IN)) else { return };
    let (hook, _) = counting(nth.parse().expect("a number"), |_| std::process::abort());
    let _ = build_announced(Path::new(&root), NEW, hook);
}

/// Builds in another process, which dies at its nth operation; returns whether it got that far.
fn build_and_die(root: &Path, nth: usize) -> bool {
    let status = Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "disk::write::hostile_tests::child_that_is_killed", "--test-threads=1"])
        .env(KILL_AT, nth.to_string())
        .env(KILL_IN, root)
        .output()
        .expect("a child process")
        .status;
    // A process that aborts has no exit code; one whose build ended has 0.
    status.code().is_none()
}

fn assert_no_file_is_half(root: &Path, nth: usize) {
    let (old, new) = (with_foreign(OLD), with_foreign(NEW));
    let found = site(root);
    for (path, text) in &found {
        let known: BTreeSet<_> = [old.get(path), new.get(path)].into_iter().flatten().collect();
        assert!(known.contains(text), "{path} holds {text:?} after a kill at operation {nth}");
    }
    for (path, text) in with_foreign(&[]) {
        assert_eq!(found.get(&path), Some(&text), "a foreign file after a kill at operation {nth}");
    }
    // Pages in both sites are never missing.
    for path in ["index.html", "same/index.html", "edited/index.html"] {
        assert!(found.contains_key(path), "{path} is missing after a kill at operation {nth}");
    }
}

#[test]
fn a_build_killed_at_any_operation_leaves_a_whole_site() {
    let total = operations_of_a_build();
    let mut killed = 0;
    for nth in 1..=total {
        let dir = old_site();
        let root = dir.path("public");
        killed += usize::from(build_and_die(&root, nth));
        assert_no_file_is_half(&root, nth);
        // A build that fails or is abandoned changes nothing.
        let before = site(&root);
        let staging = Staging::begin(&output(&root)).expect("begin");
        stage(&staging, THIRD).expect("stage");
        drop(staging);
        assert_eq!(site(&root), before, "after a kill at operation {nth}");
        // Whatever the killed build wrote is recognised as ours, whether it is still wanted or outdated.
        let next = if nth % 2 == 0 { NEW } else { THIRD };
        build(&root, next).unwrap_or_else(|error| panic!("after a kill at operation {nth}: {error}"));
        assert_eq!(site(&root), with_foreign(next), "after a kill at operation {nth}");
        assert_state_is_clean(&root);
    }
    assert_eq!(killed, total);
}

#[test]
fn a_build_killed_twice_leaves_a_whole_site() {
    let total = operations_of_a_build();
    for nth in (1..=total).step_by(7) {
        let dir = old_site();
        let root = dir.path("public");
        assert!(build_and_die(&root, nth));
        build_and_die(&root, total - nth);
        assert_no_file_is_half(&root, nth);
        build(&root, THIRD).expect("a build");
        assert_eq!(site(&root), with_foreign(THIRD), "after kills at operations {nth} and {}", total - nth);
        assert_state_is_clean(&root);
    }
}

#[test]
fn a_first_build_that_is_killed_leaves_nothing_foreign() {
    for nth in (1..60).step_by(3) {
        let dir = Fixture::new("");
        let root = dir.path("public");
        build_and_die(&root, nth);
        build(&root, THIRD).unwrap_or_else(|error| panic!("after a kill at operation {nth}: {error}"));
        assert_eq!(site(&root), as_site(THIRD), "after a kill at operation {nth}");
        assert_state_is_clean(&root);
    }
}
