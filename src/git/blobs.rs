//! Old texts of pages, fetched from Git's objects many at a time.

use std::collections::{BTreeSet, HashMap};
use std::path::Path;

use blake3::Hash;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use super::command::{Told, git};
use crate::index::Marks;
use crate::parse::{front_matter, lossy_text};
use crate::path::SourcePath;

/// How many objects are requested from one process: enough to make up for starting it and for unpacking their common bases; few
/// enough to keep their texts in memory, and to occupy all cores.
const AT_ONCE: usize = 5000;

/// What is known of every object that was asked for; nothing of what is not to be had.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    known: HashMap<Box<str>, Body>,
}

/// One version of a page.
#[derive(Debug)]
struct Body {
    /// Stands for the text behind the front matter.
    text: Hash,
    /// What the front matter says of readers.
    marks: Marks,
    /// Stands for the whole text without the line of `reviewed:`, where there is one.
    without_review: Option<Hash>,
}

impl Bodies {
    /// Fetches those of `objects` that are not known yet.
    pub(super) fn fetch(&mut self, root: &Path, objects: &BTreeSet<&str>) {
        let new: Vec<&str> = objects.iter().copied().filter(|object| !self.known.contains_key(*object)).collect();
        self.known.extend(each(root, &new, Body::new));
    }

    /// Whether one of `objects`, which were asked for, is not to be had.
    pub(super) fn lacks_any(&self, objects: &BTreeSet<&str>) -> bool {
        objects.iter().any(|object| !self.known.contains_key(*object))
    }

    /// Whether two objects have the same text after their front matter. An unavailable one counts as different, since a change that
    /// is shown too early is better than one that is never shown.
    pub(super) fn are_same(&self, left: &str, right: &str) -> bool {
        let texts = (self.known.get(left), self.known.get(right));
        left == right || matches!(texts, (Some(left), Some(right)) if left.text == right.text)
    }

    /// Whether two objects differ in the day of their review and in nothing else.
    pub(super) fn differ_in_review(&self, left: &str, right: &str) -> bool {
        let texts = self.known.get(left).zip(self.known.get(right));
        left != right
            && texts.is_some_and(|(left, right)| left.without_review.is_some() && left.without_review == right.without_review)
    }

    /// What the front matter of an object says of readers; `None` when the object is not to be had.
    pub(super) fn marks(&self, object: &str) -> Option<Marks> {
        self.known.get(object).map(|body| body.marks)
    }
}

/// Makes something of the bytes of each object; nothing of what is not to be had.
pub(super) fn each<T: Send>(root: &Path, objects: &[&str], make: impl Fn(&[u8]) -> T + Sync) -> Vec<(Box<str>, T)> {
    let read: Vec<Vec<(Box<str>, T)>> = objects
        .par_chunks(AT_ONCE)
        .filter_map(|chunk| {
            let asked = chunk.iter().flat_map(|object| [object, "\n"]).collect::<String>().into_bytes();
            match git(root, &["cat-file", "--batch", "--buffer"], asked) {
                Told::Answer(answer) => Some(made(&answer, &make)),
                Told::Refusal(_) | Told::Nothing => None,
            }
        })
        .collect();
    read.into_iter().flatten().collect()
}

/// Reads the answers of `git-cat-file(1)`: a line with name, type and size, then the bytes and a line end.
fn made<T>(mut answer: &[u8], make: impl Fn(&[u8]) -> T) -> Vec<(Box<str>, T)> {
    let mut all = Vec::new();
    while let Some(end) = answer.iter().position(|&byte| byte == b'\n') {
        let head = String::from_utf8_lossy(&answer[..end]);
        answer = &answer[end + 1..];
        let mut words = head.split(' ');
        let (Some(name), Some("blob"), Some(Ok(size))) = (words.next(), words.next(), words.next().map(str::parse::<usize>))
        else {
            continue;
        };
        let Some((bytes, rest)) = answer.split_at_checked(size) else { break };
        all.push((name.into(), make(bytes)));
        answer = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    all
}

impl Body {
    /// Kinds of line ends and empty lines around the text are ignored: readers do not see them.
    fn new(bytes: &[u8]) -> Self {
        let text = lossy_text(bytes);
        let (head, body) = text.split_at_checked(front_matter::body(&text)).unwrap_or_default();
        let is_review = |line: &&str| line.starts_with("reviewed:");
        let without_review = head.lines().any(|line| is_review(&line)).then(|| {
            let rest: Vec<&str> = head.lines().filter(|line| !is_review(line)).chain(body.lines()).collect();
            blake3::hash(rest.join("\n").as_bytes())
        });
        let text_hash = blake3::hash(body.trim().replace("\r\n", "\n").as_bytes());
        Self { text: text_hash, marks: marks(&text, head), without_review }
    }
}

/// What the front matter says of readers. It is read only where it may say something: there are many versions.
fn marks(text: &str, head: &str) -> Marks {
    let head = head.to_ascii_lowercase();
    if !head.contains("draft") && !head.contains("audience") {
        return Marks::default();
    }
    let (front_matter, _) = front_matter::read(&SourcePath::from(""), text).value;
    Marks { is_draft: front_matter.draft, audience: front_matter.audience.map(|written| written.value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_and_front_matter_is_no_text() {
        let answer = b"aa blob 7\n# Hi\r\n!\nbb blob 24\n---\nowner: a\n---\n\n# Hi\n!\ncc missing\ndd blob 6\n# Hi\n?\n\
            ee blob 28\n---\naudience: internal\n---\nX\n";
        let bodies = Bodies { known: made(answer, Body::new).into_iter().collect() };
        assert_eq!(bodies.marks("aa"), Some(Marks::default()));
        assert_eq!(bodies.marks("ee").and_then(|marks| marks.audience), Some(crate::promises::Audience::Internal));
        for (left, right, same) in [("aa", "bb", true), ("aa", "dd", false), ("cc", "zz", false), ("zz", "zz", true)] {
            assert_eq!(bodies.are_same(left, right), same, "{left} {right}");
        }
    }
}
