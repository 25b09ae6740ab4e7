//! Looks up what pages refer to outside the content: files of the repository, image sizes, Git's history.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::open::Project;
use super::state::{remember, remembered};
use super::walk::Kind;
use super::{is_of_git, read_regular, read_text, svg};
use crate::config::{Config, HistoryConfig, OwnersConfig};
use crate::diagnostic::Code;
use crate::git;
use crate::index::{Day, DaySource, History, Past, RepositoryAddress, RepositoryEntry, SampleFile, Surroundings};
use crate::link::Wanted;
use crate::path::{RepositoryPath, SourcePath, nfc};
use crate::source::{Source, Sources};

/// An earlier survey and its sources: unchanged images are not measured again, and Git's history is read again only after a commit.
#[derive(Debug, Clone, Copy)]
pub struct Earlier<'a> {
    /// The sources as they were.
    pub sources: &'a Sources,
    /// What was found.
    pub surroundings: &'a Surroundings,
}

/// Looks up everything in `wanted`; what is not found is not in the result.
///
/// Names must match in case on every system, and are the same in Unicode's composed and decomposed forms. Images are measured by
/// their first bytes alone; those of unknown formats have no size. The repository's address is the one that `config` gives,
/// otherwise that of Git's `origin`.
pub fn survey(
    project: &Project,
    config: &Config,
    sources: &Sources,
    wanted: &Wanted,
    earlier: Option<Earlier<'_>>,
) -> Surroundings {
    let mut folders = Folders { root: &project.repository_root, listed: BTreeMap::new() };
    let repository_files = wanted
        .repository_paths
        .iter()
        .filter_map(|path| folders.find(path.as_str()).map(|entry| (path.clone(), entry)))
        .collect();
    let repository = match &config.repository {
        Some(given) => Some(RepositoryAddress { url: given.url.clone(), branch: given.branch.clone() }),
        None => git::repository_address(&project.repository_root),
    };
    let (image_sizes, history) =
        rayon::join(|| image_sizes(project, sources, &wanted.images, earlier), || history(project, config, sources, earlier));
    let day = wanted.day.then(|| day(project, config));
    let codeowners = (config.owners == OwnersConfig::Codeowners).then(|| codeowners(&project.repository_root)).flatten();
    Surroundings {
        repository_files,
        image_sizes,
        repository,
        history,
        day,
        samples: samples(&project.repository_root, &wanted.samples),
        codeowners,
    }
}

/// The largest file that code is compared with, in bytes.
const LARGEST_SAMPLE: u64 = 1_000_000;

fn samples(root: &Path, wanted: &BTreeSet<RepositoryPath>) -> BTreeMap<RepositoryPath, SampleFile> {
    wanted.iter().map(|path| (path.clone(), sample(root, path))).collect()
}

/// The text of a file of the repository. Symlinks are followed as far as they stay in it and out of `.git`.
fn sample(root: &Path, path: &RepositoryPath) -> SampleFile {
    let Ok(location) = fs::canonicalize(root.join(path.as_str())) else { return SampleFile::Missing };
    let Some(below) = fs::canonicalize(root).ok().and_then(|root| Some(location.strip_prefix(root).ok()?.to_path_buf())) else {
        return SampleFile::Missing;
    };
    match fs::metadata(&location) {
        _ if is_of_git(&below) => SampleFile::Missing,
        Ok(metadata) if !metadata.is_file() => SampleFile::Unreadable("it is not a file"),
        Ok(metadata) if metadata.len() > LARGEST_SAMPLE => SampleFile::Unreadable("it is larger than 1 MB"),
        Ok(_) => match read_regular(&location, LARGEST_SAMPLE).map(String::from_utf8) {
            Ok(Ok(text)) if !text.contains('\0') => SampleFile::Text(text.trim_start_matches('\u{feff}').into()),
            Ok(_) => SampleFile::Unreadable("it is not text"),
            Err(_) => SampleFile::Unreadable("it cannot be read"),
        },
        Err(_) => SampleFile::Unreadable("it cannot be read"),
    }
}

/// The day that is given, otherwise that of the last commit, otherwise today.
fn day(project: &Project, config: &Config) -> Day {
    if let Some(date) = config.today {
        return Day { date, source: DaySource::Given };
    }
    let of_commit = (config.history != HistoryConfig::Nothing).then(|| git::last_commit_day(&project.repository_root)).flatten();
    match of_commit {
        Some(date) => Day { date, source: DaySource::Commit },
        None => Day { date: jiff::Zoned::now().date(), source: DaySource::Clock },
    }
}

/// The places of CODEOWNERS, in the order in which GitHub looks at them, and that of GitLab's own.
pub const CODEOWNERS: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];

fn codeowners(root: &Path) -> Option<Arc<str>> {
    CODEOWNERS.iter().find_map(|place| read_text(&root.join(place)).ok()).map(Arc::from)
}

/// The place of the CODEOWNERS file of a repository and its text; the first place and no text where there is none. The error says why it cannot be
/// read.
pub fn codeowners_file(root: &Path) -> Result<(&'static str, Option<String>), String> {
    let Some(place) = CODEOWNERS.into_iter().find(|place| root.join(place).exists()) else { return Ok((CODEOWNERS[0], None)) };
    match read_text(&root.join(place)) {
        Ok(text) => Ok((place, Some(text))),
        Err(reason) => Err(format!("`{place}` cannot be read: {reason}")),
    }
}

/// What Git knows about the pages, if that is shown.
fn history(project: &Project, config: &Config, sources: &Sources, earlier: Option<Earlier<'_>>) -> History {
    if config.history == HistoryConfig::Nothing {
        return History::Unknown;
    }
    let pages = sources.files.iter().filter(|(_, source)| matches!(source, Source::Page(_)));
    let pages: Vec<_> = pages.map(|(path, _)| (path.clone(), sources.roots.repository_path(path))).collect();
    let known = earlier.and_then(|earlier| match &earlier.surroundings.history {
        History::Known(past) => Some(Arc::clone(past)),
        _ => None,
    });
    let names = config.history == HistoryConfig::All;
    let content = &*sources.roots.content_in_repository;
    let commits = config.changes || config.checks.severity(Code::ReviewBump).is_some();
    let asked = git::Asked { root: &project.repository_root, content, pages: &pages, names, commits };
    if !commits {
        return git::history(asked, |_| known);
    }
    // What every commit did takes long to read, so it is kept for the next run.
    let mut is_kept = false;
    let history = git::history(asked, |key| {
        let kept = known.filter(|known| *known.key == *key).or_else(|| kept_past(project, key));
        is_kept = kept.is_some();
        kept
    });
    if let (History::Known(past), false) = (&history, is_kept) {
        keep_past(project, past);
    }
    history
}

/// The file that keeps what was read of the past, in the project's state folder.
const KEPT_PAST: &str = "history.json";

/// What an earlier run of this version of the program read under this key.
fn kept_past(project: &Project, key: &str) -> Option<Arc<Past>> {
    let text = remembered(&project.dir, KEPT_PAST)?;
    let (version, past) = text.split_once('\n')?;
    let past: Past = serde_json::from_str(past).ok().filter(|_| version == env!("CARGO_PKG_VERSION"))?;
    (*past.key == *key).then(|| Arc::new(past))
}

fn keep_past(project: &Project, past: &Past) {
    if let Ok(text) = serde_json::to_string(past) {
        remember(&project.dir, KEPT_PAST, &format!("{}\n{text}", env!("CARGO_PKG_VERSION")));
    }
}

fn image_sizes(
    project: &Project,
    sources: &Sources,
    images: &BTreeSet<SourcePath>,
    earlier: Option<Earlier<'_>>,
) -> BTreeMap<SourcePath, (u32, u32)> {
    let measured: Vec<_> = images
        .into_par_iter()
        .filter_map(|path| {
            let Some(Source::Asset(facts)) = sources.files.get(path) else { return None };
            let known = earlier.filter(|earlier| earlier.sources.files.get(path) == Some(&Source::Asset(*facts)));
            let size = known.and_then(|earlier| earlier.surroundings.image_sizes.get(path).copied());
            size.or_else(|| measure(&project.source_file(&sources.roots, path))).map(|size| (path.clone(), size))
        })
        .collect();
    measured.into_iter().collect()
}

fn measure(location: &Path) -> Option<(u32, u32)> {
    if !fs::metadata(location).ok()?.is_file() {
        return None;
    }
    if location.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("svg")) {
        return svg::measure(location);
    }
    let size = imagesize::size(location).ok()?;
    let (width, height) = (u32::try_from(size.width).ok()?, u32::try_from(size.height).ok()?);
    (width > 0 && height > 0).then_some((width, height))
}

/// The folders of a repository that have been listed so far.
struct Folders<'a> {
    root: &'a Path,
    /// The names in each folder in composed form, with the names as they are on disk.
    listed: BTreeMap<PathBuf, BTreeMap<String, (OsString, Kind)>>,
}

impl Folders<'_> {
    /// What is at `path`. Listing folders instead of asking for the path finds the exact case on every system.
    fn find(&mut self, path: &str) -> Option<RepositoryEntry> {
        let mut location = self.root.to_path_buf();
        let mut kind = Kind::Folder;
        for segment in path.split('/').filter(|segment| !segment.is_empty()) {
            // Git's own folder is not part of what is seen on the web.
            if kind != Kind::Folder || matches!(segment, ".git" | "." | "..") {
                return None;
            }
            let (name, found) = self.list(&location).get(&*nfc(segment))?.clone();
            location.push(name);
            kind = found;
            if kind == Kind::Link {
                location = fs::canonicalize(&location).ok().filter(|target| target.starts_with(self.root))?;
                kind = Kind::new(fs::symlink_metadata(&location).ok()?.file_type());
            }
        }
        match kind {
            Kind::Folder => Some(RepositoryEntry::Folder),
            Kind::File => Some(RepositoryEntry::File),
            Kind::Link | Kind::Special => None,
        }
    }

    fn list(&mut self, folder: &Path) -> &BTreeMap<String, (OsString, Kind)> {
        self.listed.entry(folder.to_path_buf()).or_insert_with(|| {
            let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
            let named = entries.filter_map(|entry| {
                let name = entry.file_name();
                let composed = nfc(name.to_str()?).into_owned();
                Some((composed, (name, Kind::new(entry.file_type().ok()?))))
            });
            named.collect()
        })
    }
}

#[cfg(test)]
#[path = "survey_tests.rs"]
mod tests;
