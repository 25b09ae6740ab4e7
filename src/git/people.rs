//! Who wrote a page.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use super::command::{Told, git};
use super::lineage::Touch;
use super::log::{Author, Commit};

/// Maps co-authors through `.mailmap`, as authors are already (`git-check-mailmap(1)`).
pub(super) fn map(root: &Path, commits: &mut [Commit]) {
    let named = |author: &Author| format!("{} <{}>", author.name, author.address);
    let mut known: BTreeMap<String, Author> = BTreeMap::new();
    for author in commits.iter().flat_map(|commit| commit.authors.iter().skip(1)) {
        known.entry(named(author)).or_insert_with(|| author.clone());
    }
    if known.is_empty() {
        return;
    }
    let asked: String = known.keys().flat_map(|person| [person, "\n"]).collect();
    if let Told::Answer(answer) = git(root, &["check-mailmap", "--stdin"], asked.into_bytes()) {
        let answer = String::from_utf8_lossy(&answer).into_owned();
        for (author, mapped) in known.values_mut().zip(answer.lines()) {
            *author = Author::parse(mapped).unwrap_or_else(|| author.clone());
        }
    }
    for author in commits.iter_mut().flat_map(|commit| commit.authors.iter_mut().skip(1)) {
        if let Some(mapped) = known.get(&named(author)) {
            *author = mapped.clone();
        }
    }
}

/// The authors of a page's commits, without bots: those with the most commits first, then in order of their first commit.
pub(super) fn contributors(commits: &[Commit], touches: &[Touch]) -> Vec<Arc<str>> {
    let mut people: Vec<(&Author, usize)> = Vec::new();
    for author in touches.iter().rev().filter_map(|touch| commits.get(touch.commit)).flat_map(|commit| &commit.authors) {
        // Two addresses with the same name count as one person.
        match people.iter_mut().find(|(known, _)| known.address == author.address || known.name == author.name) {
            Some((_, count)) => *count += 1,
            None if author.name.is_empty() || author.name.ends_with("[bot]") => {}
            None => people.push((author, 1)),
        }
    }
    people.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    people.into_iter().map(|(author, _)| Arc::clone(&author.name)).collect()
}
