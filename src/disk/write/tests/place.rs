//! Where an output folder may be.

use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::disk::fixture::{Fixture, config};
use crate::disk::write::error::Refusal;
use crate::disk::write::{OutputFolder, WriteError};
use crate::disk::{load, open};

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
        let project = open(&home.join(project)).expect("a project");
        let roots = load(&project, &config()).sources.roots.clone();
        let found = OutputFolder::with_home(&project, &roots, Path::new(written), Some(&home));
        let expected = refusal.map(|refusal| WriteError::Refused(PathBuf::from(written), refusal));
        assert_eq!(found.as_ref().err(), expected.as_ref(), "{written}: {found:?}");
    }
}

#[test]
fn an_output_folder_may_not_hold_the_content_or_the_project() {
    let dir = Fixture::new("//- outer/book/docs/pages/a.md");
    let project = open(&dir.path("outer/book")).expect("a project");
    let config = Config { content: Some("docs/pages".into()), ..config() };
    let roots = load(&project, &config).sources.roots.clone();
    for (written, refusal) in [("docs", Refusal::HoldsContent), ("..", Refusal::Project), ("../..", Refusal::Project)] {
        let found = OutputFolder::with_home(&project, &roots, Path::new(written), None);
        assert_eq!(found.err(), Some(WriteError::Refused(PathBuf::from(written), refusal)), "{written}");
    }
}

#[cfg(unix)]
#[test]
fn a_symlink_to_a_dangerous_folder_is_refused_like_the_folder() {
    let dir = Fixture::new("//- book/content/a.md\n//- elsewhere/");
    let project = open(&dir.path("book")).expect("a project");
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
