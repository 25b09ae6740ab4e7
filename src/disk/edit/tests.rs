//! Killed or failing at any single operation, a run leaves whole files, and the next one finishes.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Applied, EditError, Editing};
use crate::disk::fixture::Fixture;
use crate::disk::write::Operations;
use crate::edit::{Changes, FileChange};

const BEFORE: &str = "//- content/a.md\nold a\n//- content/in/b.md\nold b\n//- content/in/map.png\nimage\n";

fn change(path: &str, before: &str, after: &str) -> FileChange {
    FileChange { path: path.to_owned(), before: before.as_bytes().into(), after: after.as_bytes().into() }
}

fn changes() -> Changes {
    Changes {
        files: vec![change("content/a.md", "old a\n", "new a\n"), change("content/in/b.md", "old b\n", "new b\n")],
        shift: Some(("content/in".to_owned(), "content/else/where".to_owned())),
    }
}

fn files(fixture: &Fixture) -> BTreeMap<String, String> {
    let entries = walkdir::WalkDir::new(fixture.root()).into_iter().map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
        let path = entry.path().strip_prefix(fixture.root()).expect("below").to_str().expect("UTF-8").to_owned();
        (path, std::fs::read_to_string(entry.path()).expect("text"))
    });
    files.filter(|(path, _)| !path.starts_with(".journeybook/.gitignore")).collect()
}

fn expected(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn done() -> BTreeMap<String, String> {
    expected(&[("content/a.md", "new a\n"), ("content/else/where/b.md", "new b\n"), ("content/else/where/map.png", "image\n")])
}

#[test]
fn changes_are_made_and_leave_nothing_behind() {
    let fixture = Fixture::new(BEFORE);
    let project = fixture.project();
    let (editing, finished) = Editing::begin(&project).expect("free");
    assert_eq!(finished, None);
    let applied = editing.apply(&changes()).expect("done");
    assert_eq!((applied.files, applied.shift), (2, changes().shift));
    drop(editing);
    assert_eq!(files(&fixture), done());
}

#[test]
fn one_process_at_a_time() {
    let fixture = Fixture::new(BEFORE);
    let project = fixture.project();
    let held = Editing::begin(&project).expect("free");
    assert!(matches!(Editing::begin(&project).map(drop), Err(EditError::Busy(_))));
    drop(held);
    assert!(Editing::begin(&project).is_ok());
}

#[test]
fn what_is_in_the_way_or_changed_is_not_overwritten() {
    let fixture = Fixture::new(BEFORE);
    fixture.add("//- content/else/where/x.md\n");
    let project = fixture.project();
    let before = files(&fixture);
    {
        let (editing, _) = Editing::begin(&project).expect("free");
        assert_eq!(editing.apply(&changes()), Err(EditError::InTheWay("content/else/where".to_owned())));
        let other = Changes { files: vec![change("content/a.md", "something else", "x")], shift: None };
        assert_eq!(editing.apply(&other), Err(EditError::Changed("content/a.md".to_owned())));
        let gone = Changes { files: Vec::new(), shift: Some(("content/none".to_owned(), "content/x".to_owned())) };
        assert_eq!(editing.apply(&gone), Err(EditError::Gone("content/none".to_owned())));
    }
    assert_eq!(files(&fixture), before);
}

/// Operations that all fail from number `last` on, as after a kill.
fn killed_at(last: usize) -> (Operations, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let operations = Operations::announced_to(Box::new(move |_, _| {
        if counted.fetch_add(1, Ordering::SeqCst) < last { Ok(()) } else { Err(io::Error::other("killed")) }
    }));
    (operations, count)
}

#[test]
fn killed_at_any_operation_the_next_run_finishes() {
    let mut kills = 0;
    loop {
        let fixture = Fixture::new(BEFORE);
        let project = fixture.project();
        let (operations, _) = killed_at(kills);
        let result = Editing::begin_with(&project, operations).and_then(|(editing, _)| editing.apply(&changes()));
        let old = expected(&[("content/a.md", "old a\n"), ("content/in/b.md", "old b\n"), ("content/in/map.png", "image\n")]);
        for (path, text) in files(&fixture).iter().filter(|(path, _)| path.starts_with("content/")) {
            assert!(
                old.get(path) == Some(text) || done().get(path) == Some(text) || text == "new b\n",
                "{path} after {kills}: {text}"
            );
        }
        let (editing, finished) = Editing::begin(&project).expect("free");
        match &finished {
            Some(Applied { shift, .. }) => assert_eq!(*shift, changes().shift),
            None if result.is_ok() => {}
            None => assert_eq!(editing.apply(&changes()).map(|applied| applied.files), Ok(2), "after {kills}"),
        }
        drop(editing);
        assert_eq!(files(&fixture), done(), "after {kills}");
        if result.is_ok() {
            break;
        }
        kills += 1;
    }
    assert!(kills > 10, "only {kills} operations were tried");
}

/// Operations that fail if `is_refused` says so.
fn refusing(is_refused: impl Fn(&str, &std::path::Path) -> bool + Send + Sync + 'static) -> Operations {
    Operations::announced_to(Box::new(move |action, path| {
        if is_refused(action, path) { Err(io::Error::from(io::ErrorKind::PermissionDenied)) } else { Ok(()) }
    }))
}

#[test]
fn refused_any_single_operation_nothing_is_changed() {
    let mut refusals = 0;
    loop {
        let fixture = Fixture::new(BEFORE);
        let project = fixture.project();
        let before = files(&fixture);
        let count = AtomicUsize::new(0);
        let operations = refusing(move |_, _| count.fetch_add(1, Ordering::SeqCst) == refusals);
        let result = Editing::begin_with(&project, operations).and_then(|(editing, _)| editing.apply(&changes()));
        let content = |files: BTreeMap<String, String>| -> BTreeMap<String, String> {
            files.into_iter().filter(|(path, _)| path.starts_with("content/")).collect()
        };
        match result {
            Ok(_) => {
                assert_eq!(content(files(&fixture)), done(), "refused {refusals}");
                if refusals > 100 {
                    break;
                }
            }
            Err(_) => assert_eq!(content(files(&fixture)), before, "refused {refusals}"),
        }
        let (_, finished) = Editing::begin(&project).expect("no later command is blocked");
        assert_eq!(finished, None, "refused {refusals}");
        refusals += 1;
    }
}

#[test]
fn what_cannot_be_finished_after_a_kill_is_taken_back() {
    let mut taken_back = 0;
    for kill in 0..60 {
        let fixture = Fixture::new(BEFORE);
        let project = fixture.project();
        let before = files(&fixture);
        let _ = Editing::begin_with(&project, killed_at(kill).0).and_then(|(editing, _)| editing.apply(&changes()));
        if !Editing::is_due(&project) || !fixture.path("content/in/b.md").exists() {
            continue;
        }
        let operations = refusing(|action, _| action == "move");
        let (editing, finished) = Editing::begin_with(&project, operations).expect("no later command is blocked");
        let finished = finished.expect("something was left half done");
        assert!(finished.is_taken_back, "after {kill}");
        drop(editing);
        assert_eq!(files(&fixture), before, "after {kill}");
        taken_back += 1;
    }
    assert!(taken_back > 1, "taken back {taken_back} times");
}

#[cfg(unix)]
#[test]
fn a_read_only_file_stops_the_whole_change() {
    use std::os::unix::fs::PermissionsExt;
    let fixture = Fixture::new(BEFORE);
    let project = fixture.project();
    let before = files(&fixture);
    std::fs::set_permissions(fixture.path("content/in/b.md"), std::fs::Permissions::from_mode(0o444)).expect("a mode");
    let (editing, _) = Editing::begin(&project).expect("free");
    assert_eq!(editing.apply(&changes()), Err(EditError::ReadOnly("content/in/b.md".to_owned())));
    drop(editing);
    assert_eq!(files(&fixture), before);
}

#[test]
fn names_that_differ_by_case_or_normal_form_are_exchanged_through_a_third() {
    for (from, to) in [
        ("content/in", "content/In"),
        ("content/in/map.png", "content/in/MAP.png"),
        ("content/in/e\u{301}.md", "content/in/\u{e9}.md"),
    ] {
        let mut kills = 0;
        loop {
            let fixture = Fixture::new(BEFORE);
            fixture.write("content/in/e\u{301}.md", "e\n");
            let project = fixture.project();
            let moved = Changes {
                files: vec![change("content/in/b.md", "old b\n", "new b\n")],
                shift: Some((from.to_owned(), to.to_owned())),
            };
            let result = Editing::begin_with(&project, killed_at(kills).0).and_then(|(editing, _)| editing.apply(&moved));
            let (editing, finished) = Editing::begin(&project).expect("free");
            if finished.is_none() && result.is_err() {
                editing.apply(&moved).expect("done");
            }
            drop(editing);
            let names: Vec<String> = files(&fixture).into_keys().collect();
            assert!(names.iter().any(|name| name.starts_with(to)), "{to} after {kills}: {names:?}");
            assert!(
                names.iter().all(|name| !name.starts_with(&format!("{from}/")) && name != from && !name.contains("journeybook")),
                "{names:?}"
            );
            assert_eq!(names.len(), 4, "{names:?}");
            if result.is_ok() {
                break;
            }
            kills += 1;
        }
        assert!(kills > 5);
    }
}

#[test]
fn a_file_that_was_changed_after_a_kill_is_left_alone() {
    let fixture = Fixture::new(BEFORE);
    let project = fixture.project();
    // The last operations are the renames, so some kill leaves a journal with everything still to do.
    let number = (0..100).find(|last| {
        let fixture = Fixture::new(BEFORE);
        let project = fixture.project();
        let _ = Editing::begin_with(&project, killed_at(*last).0).and_then(|(editing, _)| editing.apply(&changes()));
        Editing::is_due(&project)
    });
    let _ = Editing::begin_with(&project, killed_at(number.expect("a journal is written")).0)
        .and_then(|(editing, _)| editing.apply(&changes()));
    fixture.write("content/a.md", "mine\n");
    let begun = Editing::begin(&project).map(drop);
    assert!(matches!(begun, Err(EditError::Interrupted(ref path, _)) if path == "content/a.md"), "{begun:?}");
    assert_eq!(files(&fixture)["content/a.md"], "mine\n");
}

#[cfg(unix)]
#[test]
fn permissions_and_symlinks_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let fixture = Fixture::new(BEFORE);
    let project = fixture.project();
    std::fs::set_permissions(fixture.path("content/a.md"), std::fs::Permissions::from_mode(0o600)).expect("a mode");
    symlink("a.md", fixture.path("content/link.md")).expect("a link");
    let (editing, _) = Editing::begin(&project).expect("free");
    let through = Changes { files: vec![change("content/link.md", "old a\n", "new a\n")], shift: None };
    editing.apply(&through).expect("done");
    assert_eq!(std::fs::read_link(fixture.path("content/link.md")).expect("still a link"), PathBuf::from("a.md"));
    assert_eq!(std::fs::metadata(fixture.path("content/a.md")).expect("there").permissions().mode() & 0o777, 0o600);
    assert_eq!(files(&fixture)["content/a.md"], "new a\n");
}
