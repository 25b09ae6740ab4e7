//! The promises of an output folder, one by one.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use super::{OutputFolder, Produced, Report, Staging, WriteError};
use crate::disk::fixture::{Fixture, config};
use crate::disk::load;

mod copies;
mod foreign;
#[cfg(unix)]
mod links;
mod outputs;
mod place;

/// A small site as paths and texts.
pub(super) type Files<'a> = &'a [(&'a str, &'a str)];

/// An output folder whose place was not checked: that has its own tests.
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

/// Everything below a folder: files with bytes and time, folders and symlinks with their names.
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

/// Makes all files look a minute old, so that a rewritten one can be recognised.
pub(super) fn age(root: &Path) {
    let past = SystemTime::now() - Duration::from_secs(60);
    for path in everything(root).into_iter().filter(|(_, (bytes, _))| bytes.is_some()).map(|(path, _)| root.join(path)) {
        fs::File::options().write(true).open(path).expect("open").set_modified(past).expect("set the time");
    }
}

const SITE: Files<'_> =
    &[("index.html", "home"), ("a/index.html", "A"), ("a/b/index.html", "B"), ("a/pic.png", "png"), (".nojekyll", "")];
