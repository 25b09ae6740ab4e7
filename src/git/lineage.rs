//! Follows each page back through the commits, and through its renames.

use std::collections::HashMap;
use std::sync::Arc;

use super::log::{Blobs, Change, Commit, Kind};

/// One commit's change to a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Touch {
    /// The commit's position, 0 being the newest.
    pub(super) commit: usize,
    /// Where the page lay behind the commit.
    pub(super) path: Arc<str>,
    /// Whether the page was new, so that all of it changed.
    pub(super) is_new: bool,
    /// The page's object before and after.
    pub(super) blobs: Blobs,
}

/// What the commits did to pages, those of each page newest first.
#[derive(Debug, Default)]
pub(super) struct Lineages {
    /// For each page that was asked for.
    pub(super) pages: Vec<Vec<Touch>>,
    /// The pages that are gone, in the order in which they are met.
    pub(super) gone: Vec<Gone>,
}

/// A page that was taken out.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone {
    /// Where it lay at last.
    pub(super) path: Arc<str>,
    /// The position of the commit that took it out.
    pub(super) commit: usize,
    /// What it was at last.
    pub(super) blob: Box<str>,
    /// The work on it while it was there.
    pub(super) touches: Vec<Touch>,
}

/// What the commits did to each of `paths`, and which other pages below the folder `content` are gone.
///
/// A path that was deleted and created again is one page with one history: that is what a revert looks like.
pub(super) fn follow(commits: &[Commit], paths: &[Arc<str>], content: &str) -> Lineages {
    let mut lineage = Lineage {
        asked: paths.len(),
        pages: vec![Vec::new(); paths.len()],
        gone: Vec::new(),
        content: if content.is_empty() { String::new() } else { format!("{content}/") },
        owners: paths.iter().enumerate().map(|(page, path)| (Arc::clone(path), page)).collect(),
        waiting: HashMap::new(),
    };
    for (position, commit) in commits.iter().enumerate() {
        lineage.read(position, &commit.changes);
    }
    for touches in &mut lineage.pages {
        touches.sort_by_key(|touch| touch.commit);
    }
    let past = lineage.pages.split_off(lineage.asked);
    let gone = lineage.gone.into_iter().zip(past).map(|(gone, touches)| Gone { touches, ..gone });
    Lineages { pages: lineage.pages, gone: gone.collect() }
}

struct Lineage {
    /// How many pages were asked for: behind them in `pages` stand those that are gone.
    asked: usize,
    pages: Vec<Vec<Touch>>,
    gone: Vec<Gone>,
    /// What the paths of pages begin with.
    content: String,
    /// Which page a path belongs to, as of the current commit.
    owners: HashMap<Arc<str>, usize>,
    /// Changes to paths that do not belong to a page yet: on a branch parallel to the one that renamed the file, they come before
    /// the rename.
    waiting: HashMap<Arc<str>, Vec<Touch>>,
}

impl Lineage {
    fn read(&mut self, commit: usize, changes: &[Change]) {
        for change in changes {
            let touch =
                Touch { commit, path: Arc::clone(&change.path), is_new: change.kind == Kind::Added, blobs: change.blobs.clone() };
            match (self.owners.get(&change.path), &change.kind) {
                // If a page was missing for a while, that is not a change to its text.
                (Some(_), Kind::Deleted) => {}
                (None, Kind::Deleted) => self.lose(commit, &change.path, &change.blobs.old),
                (Some(page), _) => self.pages[*page].push(touch),
                // Here the file begins whose later changes were waiting and that belongs to no page.
                (None, Kind::Added) => drop(self.waiting.remove(&change.path)),
                (None, Kind::Modified | Kind::Renamed(_)) => {
                    self.waiting.entry(Arc::clone(&change.path)).or_default().push(touch);
                }
            }
        }
        self.rename(commit, changes);
    }

    /// Follows a page from the commit that took it out.
    fn lose(&mut self, commit: usize, path: &Arc<str>, blob: &str) {
        if path.starts_with(&self.content) {
            self.owners.insert(Arc::clone(path), self.pages.len());
            self.pages.push(Vec::new());
            self.gone.push(Gone { path: Arc::clone(path), commit, blob: blob.into(), touches: Vec::new() });
        }
    }

    /// Assigns the older names. All renames of a commit happen at once, so that two files can swap names.
    fn rename(&mut self, commit: usize, changes: &[Change]) {
        let mut moved = Vec::new();
        for change in changes {
            if let Kind::Renamed(older) = &change.kind {
                moved.push((older, change, self.owners.remove(&change.path), self.waiting.remove(&change.path)));
            }
        }
        for (older, change, owner, waiting) in moved {
            let touches = self.waiting.remove(older).unwrap_or_default();
            if let Some(page) = owner {
                self.pages[page].extend(touches);
                self.owners.insert(Arc::clone(older), page);
            } else {
                // The file continued under a name that no longer exists: a later file with its older name is another one.
                self.owners.remove(older);
                let touches = touches.into_iter().chain(waiting.into_iter().flatten());
                self.waiting.insert(Arc::clone(older), touches.collect());
                // It may have gone on where no page of the handbook is.
                if !change.path.starts_with(&self.content) {
                    self.lose(commit, older, &change.blobs.old);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::git::log::Author;
    use crate::index::Moment;

    /// Commits from lines, newest first: `M a`, `A a`, `D a`, `R old new`, with commas between the changes of one.
    fn commits(lines: &[&str]) -> Vec<Commit> {
        let change = |text: &str| {
            let words: Vec<&str> = text.split_whitespace().collect();
            let kind = match words[0] {
                "A" => Kind::Added,
                "D" => Kind::Deleted,
                "R" => Kind::Renamed(words[1].into()),
                _ => Kind::Modified,
            };
            let path = (*words.last().expect("a path")).into();
            Change { kind, blobs: Blobs { old: "".into(), new: "".into() }, path }
        };
        let moment = Moment { instant: jiff::Timestamp::UNIX_EPOCH, day: jiff::civil::date(1970, 1, 1) };
        let author = Author { address: "".into(), name: "".into() };
        let commit = |line: &&str| Commit {
            hash: "".into(),
            parent: None,
            subject: "".into(),
            moment,
            authors: vec![author.clone()],
            changes: line.split(',').map(change).collect(),
            has_other_files: false,
        };
        lines.iter().map(commit).collect()
    }

    #[test]
    fn pages_are_followed_through_everything_that_happens_to_them() {
        for (what, history, path, touched) in [
            ("written and changed", &["M a", "M b", "A a"][..], "a", &[0, 2][..]),
            ("renamed twice", &["M c", "R b c", "M b", "R a b", "A a"], "c", &[0, 1, 2, 3, 4]),
            ("a new file takes the old name", &["M a", "A a", "R a b", "M a", "A a"], "b", &[2, 3, 4]),
            ("in one commit", &["M a", "R a b,A a", "M a", "A a"], "a", &[0, 1]),
            ("in one commit, the one that moved", &["M a", "R a b,A a", "M a", "A a"], "b", &[1, 2, 3]),
            ("two swap names", &["R a b,R b a", "M a", "M b", "A a,A b"], "a", &[0, 2, 3]),
            ("changed on a branch beside the rename", &["M a", "R a b", "A a"], "b", &[0, 1, 2]),
            ("that branch renamed further back", &["M b", "R b c", "M a", "R a b", "A a"], "c", &[0, 1, 2, 3, 4]),
            ("away for a while", &["A a", "D a", "M a", "A a"], "a", &[0, 2, 3]),
            ("another file had the name and died", &["R a b", "D a", "M a", "A a"], "b", &[0, 2, 3]),
            ("a stranger's life under the old name", &["D a", "M a", "A a", "R a b", "A a"], "b", &[3, 4]),
            ("never committed", &["A a"], "z", &[]),
        ] {
            let followed = follow(&commits(history), &[Arc::from(path)], "").pages;
            assert_eq!(followed[0].iter().map(|touch| touch.commit).collect::<Vec<_>>(), touched, "{what}");
        }
    }

    #[test]
    fn pages_that_are_gone_are_followed_too() {
        for (what, history, gone) in [
            ("taken out", &["M a", "D b", "M b", "A b"][..], &[("b", 1, &[2, 3][..])][..]),
            ("taken out under a later name", &["D c", "R b c", "A b"], &[("c", 0, &[1, 2])]),
            ("back again", &["A a", "D a"], &[]),
            ("taken out twice", &["D b", "A b", "D b", "A b"], &[("b", 0, &[1, 3])]),
            ("moved out of the handbook", &["R b .github/b", "M b", "A b"], &[]),
        ] {
            let followed = follow(&commits(history), &[Arc::from("a")], "");
            let found: Vec<_> = followed
                .gone
                .iter()
                .map(|gone| (&*gone.path, gone.commit, gone.touches.iter().map(|touch| touch.commit).collect::<Vec<_>>()))
                .collect();
            let expected: Vec<_> = gone.iter().map(|(path, commit, touches)| (*path, *commit, touches.to_vec())).collect();
            assert_eq!(found, expected, "{what}");
        }
        let followed = follow(&commits(&["R in/b out/b", "M in/b", "A in/b"]), &[], "in");
        assert_eq!((followed.gone.len(), followed.gone[0].touches.len()), (1, 2), "what leaves the content is gone");
    }
}
