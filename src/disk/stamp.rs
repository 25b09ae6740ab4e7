//! Tells from a file's metadata alone that its bytes are still the ones read before.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// A change this soon after the last one may have the same time: FAT counts in steps of two seconds, Linux file systems in the
/// kernel's ticks of up to ten milliseconds.
const COARSEST_CLOCK: Duration = Duration::from_secs(2);

/// What the system says about a file without reading it.
///
/// Where the system has them (Unix), the inode and the time of its last change count as well: `mv` of another file into its
/// place keeps size and modification time but not the inode, and no program can set the time of change back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) size: u64,
    /// Nanoseconds since the Unix epoch; 0 when unknown.
    pub(super) modified: i128,
    changed: i128,
    inode: u64,
    /// Whether the file had been unchanged long enough that a later change cannot have the same times.
    is_settled: bool,
}

impl Stamp {
    /// The stamp of a file whose metadata was taken just now, before the file was read.
    pub(super) fn new(metadata: &Metadata) -> Self {
        let modified = metadata.modified().map_or(0, nanoseconds);
        let (changed, inode) = change_and_inode(metadata);
        let latest = modified.max(changed);
        let is_settled = latest > 0 && latest + as_nanoseconds(COARSEST_CLOCK) < nanoseconds(SystemTime::now());
        Self { size: metadata.len(), modified, changed, inode, is_settled }
    }

    /// Whether a later change of the file will certainly be noticed.
    pub(super) fn is_settled(&self) -> bool {
        self.is_settled
    }

    /// A settled stamp as text, for [`Stamp::parse`].
    pub(super) fn text(&self) -> String {
        format!("{} {} {} {}", self.size, self.modified, self.changed, self.inode)
    }

    /// Parses what [`Stamp::text`] wrote.
    pub(super) fn parse<'a>(words: &mut impl Iterator<Item = &'a str>) -> Option<Self> {
        Some(Self {
            size: words.next()?.parse().ok()?,
            modified: words.next()?.parse().ok()?,
            changed: words.next()?.parse().ok()?,
            inode: words.next()?.parse().ok()?,
            is_settled: true,
        })
    }

    /// Whether the file with the stamp `now` still has the bytes it had at this stamp.
    pub(super) fn vouches_for(&self, now: &Self) -> bool {
        self.is_settled
            && (self.size, self.modified, self.changed, self.inode) == (now.size, now.modified, now.changed, now.inode)
    }
}

fn nanoseconds(time: SystemTime) -> i128 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => as_nanoseconds(after),
        Err(before) => -as_nanoseconds(before.duration()),
    }
}

fn as_nanoseconds(duration: Duration) -> i128 {
    i128::try_from(duration.as_nanos()).unwrap_or(i128::MAX)
}

#[cfg(unix)]
fn change_and_inode(metadata: &Metadata) -> (i128, u64) {
    use std::os::unix::fs::MetadataExt;
    (i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn change_and_inode(_: &Metadata) -> (i128, u64) {
    (0, 0)
}

#[cfg(test)]
mod tests {
    use super::Stamp;

    const QUIET: Stamp = Stamp { size: 1, modified: 2, changed: 3, inode: 4, is_settled: true };

    #[test]
    fn only_a_settled_and_equal_stamp_vouches() {
        for (before, now, vouches) in [
            (QUIET, QUIET, true),
            (QUIET, Stamp { is_settled: false, ..QUIET }, true),
            (Stamp { is_settled: false, ..QUIET }, QUIET, false),
            (QUIET, Stamp { size: 2, ..QUIET }, false),
            (QUIET, Stamp { modified: 3, ..QUIET }, false),
            (QUIET, Stamp { changed: 4, ..QUIET }, false),
            (QUIET, Stamp { inode: 5, ..QUIET }, false),
        ] {
            assert_eq!(before.vouches_for(&now), vouches, "{before:?} {now:?}");
        }
    }

    #[test]
    fn a_file_just_written_is_not_settled_and_a_stamp_reads_back() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        assert!(!Stamp::new(&file.as_file().metadata().expect("metadata")).is_settled());
        assert_eq!(Stamp::parse(&mut QUIET.text().split(' ')), Some(QUIET));
        assert_eq!(Stamp::parse(&mut "1 2 x 4".split(' ')), None);
    }
}
