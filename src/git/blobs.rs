//! Old texts of pages, fetched from Git's objects many at a time.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use blake3::Hash;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::command::{Told, git};
use crate::parse::{front_matter, lossy_text};

/// How many objects one process is asked for: enough for its start, and for unpacking what many of them are based on, to be cheap;
/// few enough for their texts to be held at once, and for all cores to have some.
const AT_ONCE: usize = 5000;

/// A mark for the text behind the front matter of every object that was asked for; none for what is not to be had.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    marks: HashMap<Box<str>, Hash>,
}

impl Bodies {
    /// Fetches those of `objects` that are not known.
    pub(super) fn fetch(&mut self, root: &Path, objects: &BTreeSet<&str>) {
        let new: Vec<&str> = objects.iter().copied().filter(|object| !self.marks.contains_key(*object)).collect();
        let read: Vec<Vec<(Box<str>, Hash)>> = new
            .par_chunks(AT_ONCE)
            .filter_map(|chunk| {
                let asked = chunk.iter().flat_map(|object| [object, "\n"]).collect::<String>().into_bytes();
                match git(root, &["cat-file", "--batch", "--buffer"], asked) {
                    Told::Answer(answer) => Some(marks(&answer)),
                    Told::Refusal(_) | Told::Nothing => None,
                }
            })
            .collect();
        self.marks.extend(read.into_iter().flatten());
    }

    /// Whether one of `objects`, which were asked for, is not to be had.
    pub(super) fn lacks_any(&self, objects: &BTreeSet<&str>) -> bool {
        objects.iter().any(|object| !self.marks.contains_key(*object))
    }

    /// Whether two objects hold the same text behind their front matter. What is not to be had is taken for another text, since
    /// a change that shows too early is better than one that never shows.
    pub(super) fn are_same(&self, left: &str, right: &str) -> bool {
        left == right || matches!((self.marks.get(left), self.marks.get(right)), (Some(left), Some(right)) if left == right)
    }
}

/// Reads the answers of `git-cat-file(1)`: a line with name, type and size, then the bytes and a line end.
fn marks(mut answer: &[u8]) -> Vec<(Box<str>, Hash)> {
    let mut marks = Vec::new();
    while let Some(end) = answer.iter().position(|&byte| byte == b'\n') {
        let head = String::from_utf8_lossy(&answer[..end]);
        answer = &answer[end + 1..];
        let mut words = head.split(' ');
        let (Some(name), Some("blob"), Some(Ok(size))) = (words.next(), words.next(), words.next().map(str::parse::<usize>))
        else {
            continue;
        };
        let Some((bytes, rest)) = answer.split_at_checked(size) else { break };
        marks.push((name.into(), mark(bytes)));
        answer = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    marks
}

/// Line ends count as one kind, and so do the empty lines around the text: nobody reads them.
fn mark(bytes: &[u8]) -> Hash {
    let text = lossy_text(bytes);
    let body = text.get(front_matter::body(&text)..).unwrap_or_default().trim();
    blake3::hash(body.replace("\r\n", "\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_front_matter_is_no_text() {
        let read = marks(b"aa blob 7\n# Hi\r\n!\nbb blob 24\n---\nowner: a\n---\n\n# Hi\n!\ncc missing\ndd blob 6\n# Hi\n?\n");
        let bodies = Bodies { marks: read.into_iter().collect() };
        for (left, right, same) in [("aa", "bb", true), ("aa", "dd", false), ("cc", "zz", false), ("zz", "zz", true)] {
            assert_eq!(bodies.are_same(left, right), same, "{left} {right}");
        }
    }
}
