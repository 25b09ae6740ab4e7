//! The dates, people and changes of all pages, from one pass over the commits.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::asked::Asked;
use super::blobs::Bodies;
use super::command::{Told, git};
use super::lineage::{Lineages, Touch, follow};
use super::log::{self, Commit, Renames};
use super::people::{self, contributors};
use super::versions;
use crate::index::{Commits, History, PagePast, Past};
use crate::path::{RepositoryPath, SourcePath};

/// The most commits whose whole trees are compared. In a larger repository the handbook is one folder among many, and renames are
/// followed only within it.
const MOST_COMMITS: u64 = 20_000;

/// Reads the history of pages.
///
/// `known` gives what was read before under a key: it is given back when neither `HEAD` nor the pages have changed.
pub fn history(asked: Asked<'_>, known: impl FnOnce(&str) -> Option<Arc<Past>>) -> History {
    let Asked { root, content, names, .. } = asked;
    let head = match head(root) {
        Ok(head) => head,
        Err(why_not) => return why_not,
    };
    let key = key(&head, &asked);
    if let Some(known) = known(&key).filter(|known| *known.key == *key) {
        return History::Known(known);
    }
    let is_large = !content.is_empty() && commit_count(root) > MOST_COMMITS;
    let folder = is_large.then_some(content);
    let mut lacks_texts = false;
    let told = match git(root, &log::arguments(folder, Renames::Similar), Vec::new()) {
        // In a partial clone without the texts, these cannot be compared: then only unchanged files are followed through renames.
        Told::Refusal(_) if is_partial(root) => match git(root, &log::arguments(folder, Renames::Exact), Vec::new()) {
            // Not even the trees are available, which show what a commit changed.
            Told::Refusal(_) => return History::Treeless,
            told => {
                lacks_texts = true;
                told
            }
        },
        told => told,
    };
    match told {
        Told::Answer(printed) => {
            let mut commits = log::read(&printed);
            if names {
                people::map(root, &mut commits);
            }
            let Read { pages, are_texts_missing, commits } = read(&asked, &commits);
            History::Known(Arc::new(Past { key: key.into(), pages, lacks_texts: lacks_texts || are_texts_missing, commits }))
        }
        Told::Refusal(why) => History::Unreadable(why.into()),
        Told::Nothing => History::Unknown,
    }
}

/// The date of the last commit, in its committer's time zone; a shallow clone has it too.
pub fn last_commit_day(root: &Path) -> Option<jiff::civil::Date> {
    if !root.join(".git").exists() {
        return None;
    }
    match git(root, &["log", "-1", "--format=%cI", "HEAD"], Vec::new()) {
        Told::Answer(answer) => String::from_utf8_lossy(&answer).trim().get(..10)?.parse().ok(),
        Told::Refusal(_) | Told::Nothing => None,
    }
}

/// The time of a commit; `None` if Git does not know the name.
pub fn moment_of_revision(root: &Path, name: &str) -> Option<jiff::Timestamp> {
    let commit = format!("{name}^{{commit}}");
    match git(root, &["log", "-1", "--format=%aI", "--end-of-options", &commit, "--"], Vec::new()) {
        Told::Answer(answer) => String::from_utf8_lossy(&answer).trim().parse().ok(),
        Told::Refusal(_) | Told::Nothing => None,
    }
}

/// The commit at `HEAD`, unless its history is unavailable.
fn head(root: &Path) -> Result<String, History> {
    if !root.join(".git").exists() {
        return Err(History::Unknown);
    }
    match git(root, &["rev-parse", "--is-shallow-repository", "HEAD"], Vec::new()) {
        Told::Answer(answer) => {
            let answer = String::from_utf8_lossy(&answer);
            let (shallow, head) = answer.trim().split_once('\n').unwrap_or_default();
            if shallow == "false" { Ok(head.to_owned()) } else { Err(History::Shallow) }
        }
        // A folder that only looks like a repository, and a repository before its first commit.
        Told::Refusal(why) if why.contains("not a git repository") || why.contains("ambiguous argument") => Err(History::Unknown),
        Told::Refusal(why) if why.contains("dubious ownership") => Err(History::Distrusted(root.to_string_lossy().into())),
        Told::Refusal(why) => Err(History::Unreadable(why.into())),
        Told::Nothing => Err(History::Unknown),
    }
}

/// Whether the repository is a partial clone, which fetches objects when they are needed (`git-clone(1)`, `--filter`).
fn is_partial(root: &Path) -> bool {
    let asked = ["config", "--get-regexp", r"^(remote\..*\.promisor|extensions\.partialclone)$"];
    matches!(git(root, &asked, Vec::new()), Told::Answer(answer) if !answer.is_empty())
}

fn commit_count(root: &Path) -> u64 {
    match git(root, &["rev-list", "--count", "HEAD"], Vec::new()) {
        Told::Answer(count) => String::from_utf8_lossy(&count).trim().parse().unwrap_or(u64::MAX),
        Told::Refusal(_) | Told::Nothing => u64::MAX,
    }
}

/// What the history depends on: equal keys mean equal histories. Git reads `.mailmap` from the disk, so a change to it takes effect
/// when it is committed.
fn key(head: &str, asked: &Asked<'_>) -> String {
    let mut hasher = blake3::Hasher::new();
    for (_, path) in asked.pages {
        hasher.update(path.as_str().as_bytes()).update(b"\0");
    }
    let Asked { root: _, content, pages: _, names, commits } = asked;
    format!("{head} {names} {commits} {content} {}", hasher.finalize().to_hex())
}

/// What the commits tell.
struct Read {
    /// The past of each page.
    pages: BTreeMap<SourcePath, PagePast>,
    /// Whether texts that tell of it are missing.
    are_texts_missing: bool,
    /// What became of the pages commit by commit, where that was asked for.
    commits: Option<Commits>,
}

fn read(asked: &Asked<'_>, commits: &[Commit]) -> Read {
    let Asked { root, content, pages, names, .. } = *asked;
    let paths: Vec<Arc<str>> = pages.iter().map(|(_, path)| Arc::from(path.as_str())).collect();
    let lineages = follow(commits, &paths, content);
    let mut bodies = Bodies::default();
    let versions = asked.commits.then(|| versions::read(asked, commits, &lineages, &mut bodies));
    let Lineages { pages: lineages, gone: _ } = lineages;
    let (changed, are_texts_missing) = last_changes(root, &lineages, &mut bodies);
    let past = |((path, _), (touches, changed)): (&(SourcePath, RepositoryPath), (&Vec<Touch>, usize))| {
        let created = commits.get(touches.last()?.commit)?.moment;
        let changed = commits.get(touches.get(changed)?.commit)?.moment;
        let contributors = if names { contributors(commits, touches) } else { Vec::new() };
        Some((path.clone(), PagePast { created, changed, contributors }))
    };
    let pages = pages.iter().zip(lineages.iter().zip(changed)).filter_map(past).collect();
    Read { pages, are_texts_missing, commits: versions }
}

/// For each page, which of its touches last changed the text; and whether a text was missing, so that its page's touch was taken for a change.
///
/// All pages take a step back together, so that few processes are needed: most are done after the first.
fn last_changes(root: &Path, lineages: &[Vec<Touch>], bodies: &mut Bodies) -> (Vec<usize>, bool) {
    let mut found = vec![0; lineages.len()];
    let mut open: Vec<usize> = (0..lineages.len()).collect();
    let mut are_texts_missing = false;
    loop {
        // A touch that wrote the page changed all of it, and further back than the oldest nobody can go.
        open.retain(|page| found[*page] + 1 < lineages[*page].len() && blobs(lineages, &found, *page).is_some());
        if open.is_empty() {
            return (found, are_texts_missing);
        }
        let differing = open.iter().filter_map(|page| blobs(lineages, &found, *page)).filter(|(old, new)| old != new);
        let objects: BTreeSet<&str> = differing.flat_map(|(old, new)| [old, new]).collect();
        bodies.fetch(root, &objects);
        are_texts_missing |= bodies.lacks_any(&objects);
        open.retain(|page| blobs(lineages, &found, *page).is_some_and(|(old, new)| bodies.are_same(old, new)));
        for page in &open {
            found[*page] += 1;
        }
    }
}

/// The objects before and after the touch that a page has come to; `None` when the page was new with it.
fn blobs<'a>(lineages: &'a [Vec<Touch>], found: &[usize], page: usize) -> Option<(&'a str, &'a str)> {
    let touch = lineages[page].get(found[page]).filter(|touch| !touch.is_new)?;
    Some((&touch.blobs.old, &touch.blobs.new))
}

#[cfg(test)]
#[path = "history_tests.rs"]
mod tests;
