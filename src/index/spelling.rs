//! Paths and names found although they are misspelled: for suggestions only, so nothing of it is made while all links are right.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use crate::path::nfc;
use crate::suggest;

use super::{Index, Place};

/// How many names are compared one by one with a misspelled one. In longer lists only its neighbours are looked at: the names that
/// share most of its beginning and those that share most of its end, so that 5,000 faults in a folder of 10,000 files stay cheap.
const NEIGHBOURS: usize = 256;

/// The spellings of an index, made when the first fault asks for them.
///
/// They follow from the index's other fields, so they never make two indexes differ.
#[derive(Debug, Clone, Default)]
pub(super) struct Lazy(OnceLock<Arc<Spellings>>);

impl PartialEq for Lazy {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Paths by forgiving spellings, and sorted lists of names.
#[derive(Debug)]
struct Spellings {
    by_path: HashMap<String, Vec<Arc<str>>>,
    by_end: HashMap<String, Vec<Arc<str>>>,
    by_name: HashMap<String, Vec<Arc<str>>>,
    in_folder: HashMap<Box<str>, Alphabet>,
    names: Alphabet,
    wiki_names: Alphabet,
}

/// Names in alphabetical order, and the same read backwards.
#[derive(Debug, Default)]
struct Alphabet {
    forward: Vec<Box<str>>,
    /// Positions in `forward`, ordered by the names read backwards.
    backward: Vec<usize>,
}

/// A name without what people mistype most: case, `-`, `_` and spaces, and the extension of a page.
#[must_use]
pub fn squash(name: &str) -> String {
    let lower = name.to_lowercase();
    let stem = [".md", ".markdown", ".html", ".htm"].iter().find_map(|extension| lower.strip_suffix(extension)).unwrap_or(&lower);
    stem.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).collect()
}

/// Whether two names differ only in their digits: `talk-2` is not a misspelling of `talk-3`.
#[must_use]
pub fn differ_in_number(name: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> {
        name.chars().filter(|c| !c.is_ascii_digit())
    }
    name != other && letters(name).eq(letters(other))
}

/// A path with each of its names squashed.
fn squash_path(path: &str) -> String {
    path.split('/').map(squash).collect::<Vec<_>>().join("/")
}

fn last_segment(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The last two names of a path; the path itself if it has only one.
fn last_two_segments(path: &str) -> &str {
    path.rmatch_indices('/').nth(1).map_or(path, |(at, _)| &path[at + 1..])
}

impl Index {
    /// Paths of the content that are spelled like `path` except for case, separators and the extensions of pages, sorted.
    pub fn spelled_like(&self, path: &str) -> &[Arc<str>] {
        self.spellings().by_path.get(&squash_path(&nfc(path))).map_or(&[], Vec::as_slice)
    }

    /// Paths of the content whose last two names are spelled like those of `path`, sorted; none if it has only one.
    pub fn ends_like(&self, path: &str) -> &[Arc<str>] {
        self.spellings().by_end.get(&squash_path(last_two_segments(&nfc(path)))).map_or(&[], Vec::as_slice)
    }

    /// Paths of the content whose last name is spelled like `name`, sorted.
    pub fn named_like(&self, name: &str) -> &[Arc<str>] {
        self.spellings().by_name.get(&squash(&nfc(name))).map_or(&[], Vec::as_slice)
    }

    /// The name nearest to `name` by edit distance among the files and folders of a folder.
    pub fn nearest_in(&self, folder: &str, name: &str) -> Option<&str> {
        self.spellings().in_folder.get(folder)?.nearest(name)
    }

    /// The name nearest to `name` by edit distance among those of all files and folders.
    pub fn nearest_name(&self, name: &str) -> Option<&str> {
        self.spellings().names.nearest(name)
    }

    /// The name nearest to `name` by edit distance among those that wikilinks can use, in lower case.
    pub fn nearest_wiki_name(&self, name: &str) -> Option<&str> {
        self.spellings().wiki_names.nearest(name)
    }

    fn spellings(&self) -> &Spellings {
        self.spellings.0.get_or_init(|| Arc::new(Spellings::new(self)))
    }
}

impl Spellings {
    /// Drafts are excluded: a link to one would be another fault.
    fn new(index: &Index) -> Self {
        let is_suggested = |place: &Place| match place {
            Place::Draft(_) => false,
            Place::Asset(path) => !path.is_beside_content(),
            _ => true,
        };
        let mut paths: Vec<Arc<str>> =
            index.paths().filter(|(_, place)| is_suggested(place)).map(|(path, _)| Arc::from(path)).collect();
        paths.sort_unstable();
        paths.retain(|path| !path.is_empty());
        let (mut by_path, mut by_end, mut by_name) = (HashMap::new(), HashMap::new(), HashMap::new());
        let mut in_folder: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for path in &paths {
            let squashed = squash_path(path);
            push(&mut by_name, last_segment(&squashed), path);
            if squashed.contains('/') {
                push(&mut by_end, last_two_segments(&squashed), path);
            }
            push(&mut by_path, &squashed, path);
            let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
            in_folder.entry(folder).or_default().push(name);
        }
        Self {
            names: Alphabet::new(paths.iter().map(|path| last_segment(path)).collect()),
            wiki_names: Alphabet::new(index.wiki_names().collect()),
            in_folder: in_folder.into_iter().map(|(folder, names)| (folder.into(), Alphabet::new(names))).collect(),
            by_path,
            by_end,
            by_name,
        }
    }
}

fn push(paths: &mut HashMap<String, Vec<Arc<str>>>, spelling: &str, path: &Arc<str>) {
    paths.entry(spelling.to_owned()).or_default().push(Arc::clone(path));
}

impl Alphabet {
    fn new(mut names: Vec<&str>) -> Self {
        names.sort_unstable();
        names.dedup();
        let mut backward: Vec<usize> = Vec::new();
        if names.len() > NEIGHBOURS {
            backward.extend(0..names.len());
            backward.sort_by(|a, b| names[*a].bytes().rev().cmp(names[*b].bytes().rev()));
        }
        Self { forward: names.into_iter().map(Box::from).collect(), backward }
    }

    fn nearest(&self, name: &str) -> Option<&str> {
        let likeness = Likeness::new(name);
        let is_likely = |other: &&str| likeness.may_be_near(other) && !differ_in_number(name, other);
        if self.backward.is_empty() {
            return suggest::nearest(name, self.forward.iter().map(|name| &**name).filter(is_likely));
        }
        let after = self.forward.partition_point(|other| **other < *name);
        let ahead = self.backward.partition_point(|other| self.forward[*other].bytes().rev().lt(name.bytes().rev()));
        let like_beginning = around(&self.forward, after).iter().map(|name| &**name);
        let like_end = around(&self.backward, ahead).iter().map(|position| &*self.forward[*position]);
        suggest::nearest(name, like_beginning.chain(like_end).filter(is_likely))
    }
}

/// The length and the letters of a name, which show that two names are far apart without comparing them.
struct Likeness {
    length: usize,
    letters: u64,
}

impl Likeness {
    fn new(name: &str) -> Self {
        Self { length: name.chars().count(), letters: letters(name) }
    }

    /// Whether another name may be near enough to be suggested. One error changes the length by at most one, and at most two
    /// letters.
    fn may_be_near(&self, other: &str) -> bool {
        let errors = suggest::farthest(self.length);
        self.length.abs_diff(other.chars().count()) <= errors
            && (self.letters ^ letters(other)).count_ones() as usize <= 2 * errors
    }
}

/// A bit for each letter in a name, as suggestions compare them.
fn letters(name: &str) -> u64 {
    let folded = name.chars().flat_map(char::to_lowercase).map(|letter| if matches!(letter, '_' | ' ') { '-' } else { letter });
    folded.fold(0, |bits, letter| bits | 1 << (u32::from(letter) % 64))
}

/// The elements around a position, half of [`NEIGHBOURS`] of them.
fn around<T>(sorted: &[T], position: usize) -> &[T] {
    let start = position.saturating_sub(NEIGHBOURS / 4);
    &sorted[start..sorted.len().min(start + NEIGHBOURS / 2)]
}
