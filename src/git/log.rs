//! All commits with the pages that they changed, newest first, from one run of `git log`.

use std::sync::Arc;

use jiff::Timestamp;

use crate::index::Moment;
use crate::path::is_page_name;

/// What is asked of Git: for each commit its author's date, name and mail, then its changes as Git's raw diff (`git-log(1)`, "raw
/// output format").
///
/// Children come before their parents, so that a rename is met before the older name. A merge shows no changes: its parents'
/// commits do. The whole tree is compared rather than Markdown files alone: that is six times as fast, since Git need not look
/// into folders that are the same. Only where `folder` is given, nothing outside it is looked at.
pub(super) fn arguments(folder: Option<&str>, renames: Renames) -> Vec<String> {
    let format = "--format=%x01%aI%x02%aN%x02%aE";
    let renames = match renames {
        Renames::Similar => "--find-renames",
        Renames::Exact => "--find-renames=100%",
    };
    let given = ["log", "-z", "--topo-order", "--raw", "--no-abbrev", "--no-ext-diff", "--no-textconv", "-l5000"];
    let mut arguments: Vec<String> = given.into_iter().chain([renames, format, "HEAD", "--"]).map(str::to_owned).collect();
    arguments.extend(folder.map(|folder| format!(":(top,literal){folder}")));
    arguments
}

/// Which renames are recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Renames {
    /// Those that changed the text a little as well.
    Similar,
    /// Those of unchanged files alone, for which no text is read.
    Exact,
}

/// One commit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Commit {
    /// When its author wrote it.
    pub(super) moment: Moment,
    /// Who wrote it, by the names and addresses of `.mailmap`.
    pub(super) author: Author,
    /// What it changed.
    pub(super) changes: Vec<Change>,
}

/// A person as commits name them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Author {
    /// Their mail address in lower case, which tells people apart and is never shown.
    pub(super) address: Arc<str>,
    /// Their name.
    pub(super) name: Arc<str>,
}

/// One file that a commit changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// What became of it.
    pub(super) kind: Kind,
    /// The object before and after, as hexadecimal digits.
    pub(super) blobs: Blobs,
    /// Its path behind the commit, or what it was when it was deleted.
    pub(super) path: Arc<str>,
}

/// What a commit did to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is new.
    Added,
    /// It has another text or mode.
    Modified,
    /// It is gone.
    Deleted,
    /// It was called this before.
    Renamed(Arc<str>),
}

/// The objects before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blobs {
    pub(super) old: Box<str>,
    pub(super) new: Box<str>,
}

/// Reads what Git printed for [`arguments`]. Files that are no pages are left out, and so is a commit whose date is no date.
pub(super) fn read(printed: &[u8]) -> Vec<Commit> {
    let text = String::from_utf8_lossy(printed);
    text.split('\u{1}').filter_map(commit).collect()
}

fn commit(text: &str) -> Option<Commit> {
    let mut fields = text.split('\0').map(|field| field.trim_start_matches('\n'));
    let mut head = fields.next()?.splitn(3, '\u{2}');
    let moment = moment(head.next()?)?;
    let (name, address) = (head.next()?.trim(), head.next()?.trim());
    let mut changes = Vec::new();
    while let Some(field) = fields.next() {
        // `:100644 100644 OLD NEW M`, and the paths follow as fields of their own.
        let Some(raw) = field.strip_prefix(':') else { continue };
        let mut words = raw.split(' ').skip(2);
        let (Some(old), Some(new), Some(status)) = (words.next(), words.next(), words.next()) else { continue };
        let Some(first) = fields.next() else { break };
        let (kind, path) = match status.as_bytes().first() {
            Some(b'A') => (Kind::Added, first),
            Some(b'D') => (Kind::Deleted, first),
            Some(b'R') => match fields.next() {
                Some(second) => (Kind::Renamed(first.into()), second),
                None => break,
            },
            _ => (Kind::Modified, first),
        };
        let is_page = |path: &str| is_page_name(path.rsplit('/').next().unwrap_or(path));
        if !is_page(path) && !is_page(first) {
            continue;
        }
        changes.push(Change { kind, blobs: Blobs { old: old.into(), new: new.into() }, path: path.into() });
    }
    let author = Author { address: address.to_lowercase().into(), name: name.into() };
    Some(Commit { moment, author, changes })
}

/// A date as `%aI` prints it: `2026-11-22T09:30:00+01:00`.
fn moment(text: &str) -> Option<Moment> {
    let instant: Timestamp = text.trim().parse().ok()?;
    let day = text.trim().get(..10)?.parse().ok()?;
    Some(Moment { instant, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_commits_are_read_back() {
        let printed = b"\x012026-11-22T00:30:00+02:00\x02Ada \xc3\x9c\x02ADA@acme.example\0\n\
            :100644 100644 aa bb M\0a b.md\0:100644 100644 cc dd R087\0old.md\0new.md\0\
            :000000 100644 00 ee A\0ndash.md\0:000000 100644 00 ee A\0map.png\0:100644 000000 ff 00 D\0gone.md\0\
            \x01no date\x02X\x02x\0\x012026-01-01T00:00:00Z\x02B\x02b@b\0";
        let commits = read(printed);
        assert_eq!(commits.len(), 2, "{commits:?}");
        let changes: Vec<_> = commits[0].changes.iter().map(|change| (&*change.path, change.kind.clone())).collect();
        let expected = [
            ("a b.md", Kind::Modified),
            ("new.md", Kind::Renamed("old.md".into())),
            ("ndash.md", Kind::Added),
            ("gone.md", Kind::Deleted),
        ];
        assert_eq!(changes, expected);
        assert_eq!((&*commits[0].author.name, &*commits[0].author.address), ("Ada Ü", "ada@acme.example"));
        // The day is the author's own, whatever it is in Greenwich.
        assert_eq!((commits[0].moment.day.day(), commits[0].moment.instant.to_string()), (22, "2026-11-21T22:30:00Z".to_owned()));
    }
}
