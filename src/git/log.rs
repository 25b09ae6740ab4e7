//! All commits with the pages that they changed, newest first, from one run of `git log`.

use std::sync::Arc;

use jiff::Timestamp;

use crate::index::Moment;
use crate::path::is_page_name;

/// What is asked of Git: for each commit a mark, its hash and those of its parents, its author's date, name and mail, its subject,
/// and those who wrote it with the author (the trailer `Co-authored-by`, one a line), then its changes as Git's raw diff
/// (`git-log(1)`, "raw output format"). Everything ends with NUL, which cannot occur in any of it.
///
/// Children come before their parents, so that a rename comes before the older name. A merge shows no changes: its parents' commits
/// do. The whole tree is compared rather than Markdown files alone: that is six times as fast, since Git need not enter unchanged
/// folders. If `folder` is given, nothing outside it is examined.
pub(super) fn arguments(folder: Option<&str>, renames: Renames) -> Vec<String> {
    let together = "%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x0A)";
    let format = format!("--format=%x01%x00%H%x00%P%x00%aI%x00%aN%x00%aE%x00%s%x00{together}");
    let renames = match renames {
        Renames::Similar => "--find-renames",
        Renames::Exact => "--find-renames=100%",
    };
    let given = ["log", "-z", "--topo-order", "--raw", "--no-abbrev", "--no-ext-diff", "--no-textconv", "-l5000"];
    let mut arguments: Vec<String> = given.into_iter().chain([renames, &format, "HEAD", "--"]).map(str::to_owned).collect();
    arguments.extend(folder.map(|folder| format!(":(top,literal){folder}")));
    arguments
}

/// Which renames are detected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Renames {
    /// Also those that changed the text a little.
    Similar,
    /// Only those of unchanged files, for which no text is read.
    Exact,
}

/// One commit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Commit {
    /// Its hash, as hexadecimal digits.
    pub(super) hash: Arc<str>,
    /// The hash of its first parent; `None` for the first commit.
    pub(super) parent: Option<Arc<str>>,
    /// The first line of its message.
    pub(super) subject: Arc<str>,
    /// When its author wrote it.
    pub(super) moment: Moment,
    /// Who wrote it: its author, as mapped by `.mailmap`, and the co-authors as written in the commit.
    pub(super) authors: Vec<Author>,
    /// What it changed of pages.
    pub(super) changes: Vec<Change>,
    /// Whether it changed other files as well.
    pub(super) has_other_files: bool,
}

/// A person as commits name them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Author {
    /// Their email address in lower case, which identifies people and is never shown.
    pub(super) address: Arc<str>,
    /// Their name.
    pub(super) name: Arc<str>,
}

/// One file that a commit changed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    /// How it changed.
    pub(super) kind: Kind,
    /// The object before and after, as hexadecimal digits.
    pub(super) blobs: Blobs,
    /// Its path after the commit, or its last path if it was deleted.
    pub(super) path: Arc<str>,
}

/// What a commit did to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// It is new.
    Added,
    /// It has another text or mode.
    Modified,
    /// It was deleted.
    Deleted,
    /// It was renamed from this path.
    Renamed(Arc<str>),
}

/// The objects before and after a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Blobs {
    pub(super) old: Box<str>,
    pub(super) new: Box<str>,
}

/// Reads what Git printed for [`arguments`]. Files that are not pages are skipped, and so is a commit with an invalid date.
pub(super) fn read(printed: &[u8]) -> Vec<Commit> {
    let text = String::from_utf8_lossy(printed);
    // The number of fields is known for each, so that no name or path can be mistaken for a mark.
    let mut fields = text.split('\0');
    let mut commits: Vec<Commit> = Vec::new();
    let mut is_dated = false;
    while let Some(field) = fields.next() {
        let field = field.trim_start_matches('\n');
        if field == "\u{1}" {
            let begun = commit(&mut fields);
            is_dated = begun.is_some();
            commits.extend(begun);
        } else if let Some(raw) = field.strip_prefix(':') {
            let change = change(raw, &mut fields);
            if let (true, Some(commit)) = (is_dated, commits.last_mut()) {
                commit.has_other_files |= change.is_none();
                commit.changes.extend(change);
            }
        }
    }
    commits
}

/// The head of a commit, as yet without changes.
fn commit<'a>(fields: &mut impl Iterator<Item = &'a str>) -> Option<Commit> {
    let [hash, parents, date] = [fields.next()?, fields.next()?, fields.next()?];
    let [name, address, subject, together] = [fields.next()?, fields.next()?, fields.next()?, fields.next()?];
    let mut authors = vec![Author::new(name, address)];
    authors.extend(together.lines().filter_map(Author::parse));
    let parent = parents.split(' ').next().filter(|parent| !parent.is_empty()).map(Arc::from);
    let subject = plain(subject).trim().into();
    Some(Commit {
        hash: hash.into(),
        parent,
        subject,
        moment: moment(date)?,
        authors,
        changes: Vec::new(),
        has_other_files: false,
    })
}

/// A change to a page: `100644 100644 OLD NEW M`, followed by the paths as separate fields. `None` for other files.
fn change<'a>(raw: &str, fields: &mut impl Iterator<Item = &'a str>) -> Option<Change> {
    let mut words = raw.split(' ').skip(2);
    let (old, new, status) = (words.next()?, words.next()?, words.next()?);
    let first = fields.next()?;
    let (kind, path) = match status.as_bytes().first() {
        Some(b'A') => (Kind::Added, first),
        Some(b'D') => (Kind::Deleted, first),
        Some(b'R') => (Kind::Renamed(first.into()), fields.next()?),
        _ => (Kind::Modified, first),
    };
    let is_page = |path: &str| is_page_name(path.rsplit('/').next().unwrap_or(path));
    let blobs = Blobs { old: old.into(), new: new.into() };
    (is_page(path) || is_page(first)).then(|| Change { kind, blobs, path: path.into() })
}

impl Author {
    fn new(name: &str, address: &str) -> Self {
        Self { address: plain(address).trim().to_lowercase().into(), name: plain(name).trim().into() }
    }

    /// A person as trailers name them: `Ada <ada@acme.example>`.
    pub(super) fn parse(written: &str) -> Option<Self> {
        let (name, address) = written.trim().strip_suffix('>')?.rsplit_once('<')?;
        Some(Self::new(name, address)).filter(|author| !author.name.is_empty())
    }
}

/// A text without control characters.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
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
        let printed = b"\x01\0aa11\0bb22 cc33\x002026-11-22T00:30:00+02:00\0\x01Ada \xc3\x9c\x02\0ADA@acme.example\0Say \x1b[1m more\0Cy <CY@b>\nnobody\0\n\
            :100644 100644 aa bb M\0a b.md\0:100644 100644 cc dd R087\0old.md\0new.md\0\
            :000000 100644 00 ee A\0ndash.md\0:000000 100644 00 ee A\0map.png\0:100644 000000 ff 00 D\0gone.md\0\
            \x01\0dd44\0aa11\0no date\0X\0x\0y\0\0\n:100644 100644 aa bb M\0lost.md\0\x01\0ee55\0\x002026-01-01T00:00:00Z\0B\0b@b\0\0\0";
        let commits = read(printed);
        assert_eq!(commits.len(), 2, "{commits:?}");
        assert_eq!(
            (&*commits[0].hash, commits[0].parent.as_deref(), &*commits[0].subject),
            ("aa11", Some("bb22"), "Say [1m more")
        );
        assert!(commits[0].has_other_files && !commits[1].has_other_files, "a picture is not a page");
        assert_eq!((commits[1].parent.as_deref(), &*commits[1].subject), (None, ""));
        let changes: Vec<_> = commits[0].changes.iter().map(|change| (&*change.path, change.kind.clone())).collect();
        let expected = [
            ("a b.md", Kind::Modified),
            ("new.md", Kind::Renamed("old.md".into())),
            ("ndash.md", Kind::Added),
            ("gone.md", Kind::Deleted),
        ];
        assert_eq!(changes, expected);
        let authors: Vec<_> = commits[0].authors.iter().map(|author| (&*author.name, &*author.address)).collect();
        assert_eq!(authors, [("Ada Ü", "ada@acme.example"), ("Cy", "cy@b")]);
        assert_eq!((commits[1].authors.len(), commits[1].changes.len()), (1, 0));
        // The date is in the author's time zone, not in UTC.
        assert_eq!((commits[0].moment.day.day(), commits[0].moment.instant.to_string()), (22, "2026-11-21T22:30:00Z".to_owned()));
    }
}
