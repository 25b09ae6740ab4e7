//! What each commit did to each page: its versions, and the pages that are gone.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::asked::Asked;
use super::blobs::{Bodies, each};
use super::lineage::{Gone, Lineages, Touch};
use super::log::Commit;
use crate::index::{CommitFacts, Commits, GonePage, Version};
use crate::parse::{lossy_text, parse};
use crate::path::SourcePath;

/// The most versions that are looked at, the newest first: beyond them a handbook's past is told by Git alone.
const MOST_VERSIONS: usize = 30_000;

/// The most pages that are gone and remembered.
const MOST_GONE: usize = 2_000;

/// Reads the versions of all pages. What their texts are is left in `bodies`.
pub(super) fn read(asked: &Asked<'_>, commits: &[Commit], lineages: &Lineages, bodies: &mut Bodies) -> Commits {
    let gone = &lineages.gone[..lineages.gone.len().min(MOST_GONE)];
    let past = earliest(lineages.pages.iter().chain(gone.iter().map(|gone| &gone.touches)));
    let recent = |touches: &[Touch]| touches.partition_point(|touch| touch.commit < past);
    let all = lineages.pages.iter().chain(gone.iter().map(|gone| &gone.touches));
    let touches = all.flat_map(|touches| &touches[..recent(touches)]);
    let mut objects: BTreeSet<&str> = touches.clone().map(|touch| &*touch.blobs.new).collect();
    objects.extend(touches.filter(|touch| !touch.is_new).map(|touch| &*touch.blobs.old));
    bodies.fetch(asked.root, &objects);
    // So far commits go by their positions among all.
    let mut told = BTreeSet::new();
    let mut versions = |touches: &[Touch]| versions_of(asked, &touches[..recent(touches)], bodies, &mut told);
    let pages = asked.pages.iter().zip(&lineages.pages).map(|((path, _), touches)| (path.clone(), versions(touches)));
    let pages: BTreeMap<SourcePath, Vec<Version>> = pages.filter(|(_, versions)| !versions.is_empty()).collect();
    let heads = heads(asked, gone);
    let gone = gone.iter().filter(|gone| gone.commit < past).filter_map(|gone| {
        let (front_matter, title) = heads.get(&*gone.blob).cloned().unwrap_or_default();
        let (path, versions) = (asked.source_path(&gone.path)?, versions(&gone.touches));
        Some(GonePage { path, commit: gone.commit, front_matter, title, versions })
    });
    let gone: Vec<GonePage> = gone.collect();
    told.extend(gone.iter().map(|gone| gone.commit));
    numbered(commits, &told, pages, gone)
}

/// The position of the first commit that is not looked at any more.
fn earliest<'a>(pages: impl Iterator<Item = &'a Vec<Touch>>) -> usize {
    let mut positions: Vec<usize> = pages.flatten().map(|touch| touch.commit).collect();
    positions.sort_unstable();
    positions.get(MOST_VERSIONS).copied().unwrap_or(usize::MAX)
}

/// The versions of one page, the oldest first.
fn versions_of(asked: &Asked<'_>, touches: &[Touch], bodies: &Bodies, told: &mut BTreeSet<usize>) -> Vec<Version> {
    let version = |touch: &Touch| {
        told.insert(touch.commit);
        let has_other_text = touch.is_new || !bodies.are_same(&touch.blobs.old, &touch.blobs.new);
        let (path, marks) = (asked.source_path(&touch.path), bodies.marks(&touch.blobs.new));
        let is_bump = !touch.is_new && bodies.differ_in_review(&touch.blobs.old, &touch.blobs.new);
        Version { commit: touch.commit, path, is_new: touch.is_new, has_other_text, is_bump, marks }
    };
    touches.iter().rev().map(version).collect()
}

/// The front matter of a page, and what it is called in its text.
type Head = (Option<Arc<str>>, Option<Arc<str>>);

/// The head of each page that is gone, by its last object.
fn heads(asked: &Asked<'_>, gone: &[Gone]) -> HashMap<Box<str>, Head> {
    let objects: BTreeSet<&str> = gone.iter().map(|gone| &*gone.blob).collect();
    let head = |bytes: &[u8]| {
        let page = parse(&SourcePath::from(""), bytes).value;
        let text = lossy_text(bytes);
        let title = page.front_matter.title.clone().or_else(|| page.heading_title.clone());
        (Some(Arc::from(&text[..page.body])), title.filter(|title| !title.trim().is_empty()))
    };
    each(asked.root, &objects.into_iter().collect::<Vec<_>>(), head).into_iter().collect()
}

/// The commits that something is told of, and in the place of their positions among all those among these.
fn numbered(
    commits: &[Commit],
    told: &BTreeSet<usize>,
    mut versions: BTreeMap<SourcePath, Vec<Version>>,
    mut gone: Vec<GonePage>,
) -> Commits {
    let positions: HashMap<usize, usize> = told.iter().copied().zip(0..).collect();
    let mut bumps: HashMap<usize, usize> = HashMap::new();
    for version in versions.values().flatten().filter(|version| version.is_bump) {
        *bumps.entry(version.commit).or_default() += 1;
    }
    let facts = |(position, commit): (usize, &Commit)| CommitFacts {
        hash: Arc::clone(&commit.hash),
        parent: commit.parent.clone(),
        subject: Arc::clone(&commit.subject),
        moment: commit.moment,
        bumped: bumps.get(&position).copied().filter(|bumped| is_bump_alone(commit, *bumped)).unwrap_or_default(),
    };
    let all = told.iter().filter_map(|commit| Some((*commit, commits.get(*commit)?))).map(facts).collect();
    let number = |commit: &mut usize| *commit = positions.get(commit).copied().unwrap_or_default();
    versions.values_mut().flatten().for_each(|version| number(&mut version.commit));
    for gone in &mut gone {
        number(&mut gone.commit);
        gone.versions.iter_mut().for_each(|version| number(&mut version.commit));
    }
    Commits { all, versions, gone }
}

/// Whether a commit moved the day of the review on so many pages and changed nothing else.
fn is_bump_alone(commit: &Commit, bumped: usize) -> bool {
    !commit.has_other_files && commit.changes.len() == bumped
}
