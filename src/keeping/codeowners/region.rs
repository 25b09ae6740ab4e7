//! The owners of a handbook's pages as lines of CODEOWNERS, within marks, so that the rest of the file stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Codeowners, REGION, REGION_END};
use crate::config::Owner;
use crate::index::Index;
use crate::keeping::{Keeper, Keeping};

/// What stands between the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// The line above it, which names the handbook's folder.
    start: String,
    /// A line for each page with an owner, or for a folder whose pages all have the same.
    pub lines: Vec<String>,
    /// Owners without a handle that a code host knows; their pages are left out.
    pub without_handle: BTreeSet<Arc<str>>,
}

/// What is wrong with the marks in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionFault {
    /// The region that begins on this line has no end.
    Open(usize),
    /// It stands there twice, the second time on this line.
    Twice(usize),
}

impl Region {
    /// The region of a handbook. `codeowners` is the file where owners are taken from it: pages that it gives their owners already are left out.
    #[must_use]
    pub fn new(index: &Index, keeping: &Keeping, codeowners: Option<&Codeowners>) -> Self {
        let content = &*index.roots.content_in_repository;
        let mut without_handle = BTreeSet::new();
        let mut pages: BTreeMap<String, Vec<Arc<str>>> = BTreeMap::new();
        for id in index.ids() {
            let path = index.roots.repository_path(&index.page(id).path).to_string();
            let mut handles = Vec::new();
            for keeper in &keeping.page(id).owners {
                let found = handles_of(keeping, keeper);
                if found.is_empty() {
                    without_handle.insert(Arc::clone(&keeper.name));
                }
                handles.extend(found.into_iter().filter(|handle| !handles.contains(handle)).collect::<Vec<_>>());
            }
            if codeowners.is_some_and(|codeowners| codeowners.of(&path) == handles) {
                handles.clear();
            }
            pages.insert(path, handles);
        }
        let start = format!("{REGION}{}, written by `journeybook codeowners`", pattern(content, true));
        Self { start, lines: lines(content, &pages), without_handle }
    }

    /// The text of a CODEOWNERS file with this region: in the place of the one that is there, otherwise at the end. A text without one stays as it is
    /// where nothing is to be written.
    pub fn within(&self, text: &str) -> Result<String, RegionFault> {
        let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let lines = [&self.start].into_iter().chain(&self.lines).map(String::as_str).chain([REGION_END]);
        let region: String = lines.flat_map(|line| [line, newline]).collect();
        match self.place(text)? {
            Some(place) => Ok(format!("{}{region}{}", &text[..place.start], &text[place.end..])),
            None if self.lines.is_empty() => Ok(text.to_owned()),
            None => {
                let ended = if text.is_empty() || text.ends_with('\n') { "" } else { newline };
                let blank = if text.is_empty() { "" } else { newline };
                Ok(format!("{text}{ended}{blank}{region}"))
            }
        }
    }

    /// Where the region of this handbook stands in a file, with both marks.
    fn place(&self, text: &str) -> Result<Option<Range<usize>>, RegionFault> {
        let (mut at, mut open, mut found) = (0, None, None);
        for (position, line) in text.split_inclusive('\n').enumerate() {
            let (number, start) = (position + 1, at);
            at += line.len();
            match line.trim() {
                REGION_END => found = open.take().map(|(begin, _)| begin..at).or(found),
                mark if mark.starts_with(REGION) => match open {
                    Some((_, number)) => return Err(RegionFault::Open(number)),
                    None if mark == self.start && found.is_some() => return Err(RegionFault::Twice(number)),
                    None if mark == self.start => open = Some((start, number)),
                    None => {}
                },
                _ => {}
            }
        }
        match open {
            Some((_, number)) => Err(RegionFault::Open(number)),
            None => Ok(found),
        }
    }
}

/// The lines for pages by their paths in the repository: one for the largest folder whose pages all have the same handles, otherwise one for each page.
/// The root of the repository, which holds more than the handbook, is no such folder.
fn lines(content: &str, pages: &BTreeMap<String, Vec<Arc<str>>>) -> Vec<String> {
    let folders_of = |path: &str| {
        let ends: Vec<usize> = path.match_indices('/').map(|(end, _)| end).filter(|end| *end >= content.len()).collect();
        ends.into_iter()
    };
    // `None` where the handles of a folder's pages differ.
    let mut folders: BTreeMap<&str, Option<Shared<'_>>> = BTreeMap::new();
    for (path, handles) in pages {
        for end in folders_of(path) {
            let all = folders.entry(&path[..end]).or_insert(Some((handles, 0)));
            *all = all.filter(|(others, _)| *others == handles).map(|(others, count)| (others, count + 1));
        }
    }
    let shared = |path: &str| {
        folders_of(path).find(|end| folders.get(&path[..*end]).is_some_and(|all| all.is_some_and(|(_, count)| count > 1)))
    };
    let mut lines: Vec<String> = Vec::new();
    for (path, handles) in pages.iter().filter(|(_, handles)| !handles.is_empty()) {
        let named = match shared(path) {
            Some(end) => pattern(&path[..end], true),
            None => pattern(path, false),
        };
        let line = format!("{named} {}", handles.join(" "));
        if lines.last() != Some(&line) {
            lines.push(line);
        }
    }
    lines
}

/// The handles that the pages of a folder share, and how many pages they are.
type Shared<'a> = (&'a [Arc<str>], usize);

/// A path as a pattern. A letter that has a meaning in patterns becomes `?`, which stands for any one.
fn pattern(path: &str, is_folder: bool) -> String {
    let mut pattern = "/".to_owned();
    for letter in path.chars() {
        match letter {
            ' ' => pattern.push_str("\\ "),
            '*' | '[' | ']' | '\\' | '#' => pattern.push('?'),
            letter if letter.is_whitespace() || letter.is_control() => pattern.push('?'),
            letter => pattern.push(letter),
        }
    }
    if is_folder && !path.is_empty() {
        pattern.push('/');
    }
    pattern
}

/// The handles of somebody who keeps a page: those of an owner, or the name itself where owners are free text.
fn handles_of(keeping: &Keeping, keeper: &Keeper) -> Vec<Arc<str>> {
    match keeper.id.as_deref().and_then(|id| keeping.owner(id)) {
        Some(owner) => handles_of_owner(owner),
        None => Some(&keeper.name).filter(|name| is_handle(name) || is_mail(name)).cloned().into_iter().collect(),
    }
}

/// A handle as contact comes first, then the members' handles, then an address of mail.
fn handles_of_owner(owner: &Owner) -> Vec<Arc<str>> {
    let contact = owner.contact.iter();
    if let Some(handle) = contact.clone().find(|contact| is_handle(contact)) {
        return vec![Arc::clone(handle)];
    }
    let members: Vec<Arc<str>> = owner.members.iter().filter(|member| is_handle(member)).cloned().collect();
    if members.is_empty() { contact.filter(|contact| is_mail(contact)).cloned().collect() } else { members }
}

/// Whether a name is `@somebody` or `@organisation/team`.
fn is_handle(name: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.'));
    name.strip_prefix('@').is_some_and(|rest| rest.split('/').all(is_part))
}

fn is_mail(name: &str) -> bool {
    let is_letter = |letter: char| !letter.is_whitespace() && !matches!(letter, ':' | '/' | '#' | '<' | '>');
    name.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.')) && name.chars().all(is_letter)
}
