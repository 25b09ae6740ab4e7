//! Reads one content file, unless it is known to be unchanged.

use std::fs;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use super::reason;
use super::stamp::Stamp;
use super::walk::FaultKind;
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::path::SourcePath;
use crate::source::{AssetFacts, Source};

/// What is known about a file from before.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) source: &'a Source,
    pub(super) stamp: Stamp,
}

/// A file as it was read.
pub(super) struct Read {
    pub(super) source: Source,
    /// Absent if the file must be read again next time, whatever its metadata say.
    pub(super) stamp: Option<Stamp>,
    pub(super) fault: Option<Diagnostic>,
}

/// How files are read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    /// Which files are pages, and which of the pages are too large.
    pub(super) config: &'a Config,
    /// Whether every asset is published, so that an unreadable one is a fault.
    pub(super) publishes_all_assets: bool,
}

impl Reader<'_> {
    /// Reads the file `path` at `location`; `None` if it no longer exists.
    pub(super) fn read(&self, path: &SourcePath, location: &Path, known: Option<Known<'_>>) -> Option<Read> {
        let is_page = self.config.is_page(path.file_name());
        let metadata = match fs::metadata(location) {
            Ok(metadata) => metadata,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
            Err(error) => return Some(unread(path, is_page, FaultKind::Unreadable(reason(&error)).diagnostic(path.file_name()))),
        };
        // A file that has become a FIFO since the walk must not be opened: reading it might never end.
        if !metadata.is_file() {
            return Some(unread(path, is_page, FaultKind::Special.diagnostic(path.file_name())));
        }
        let stamp = Stamp::new(&metadata);
        if is_page && stamp.size > self.config.page_limit {
            return Some(unread(path, is_page, too_large(path, stamp.size, self.config.page_limit)));
        }
        if let Some(known) = known.filter(|known| known.stamp.vouches_for(&stamp)) {
            return Some(Read { source: known.source.clone(), stamp: Some(known.stamp), fault: None });
        }
        let source = if is_page {
            self.read_page(path, location, known)
        } else if self.publishes_all_assets && !path.is_published_on_demand() {
            File::open(location).map(|_| asset(&stamp)).map_err(|error| unreadable(path, &error))
        } else {
            Ok(asset(&stamp))
        };
        match source {
            Ok(source) => Some(Read { source, stamp: Some(stamp), fault: None }),
            Err(None) => None,
            Err(Some(fault)) if is_page => Some(unread(path, is_page, *fault)),
            Err(Some(fault)) => Some(Read { source: asset(&stamp), stamp: None, fault: Some(*fault) }),
        }
    }

    fn read_page(&self, path: &SourcePath, location: &Path, known: Option<Known<'_>>) -> Result<Source, Option<Box<Diagnostic>>> {
        let bytes = fs::read(location).map_err(|error| unreadable(path, &error))?;
        let size = bytes.len() as u64;
        if size > self.config.page_limit {
            return Err(Some(Box::new(too_large(path, size, self.config.page_limit))));
        }
        Ok(match known.map(|known| known.source) {
            Some(Source::Page(before)) if **before == *bytes => Source::Page(Arc::clone(before)),
            _ => Source::Page(Arc::from(bytes)),
        })
    }
}

fn asset(stamp: &Stamp) -> Source {
    Source::Asset(AssetFacts { size: stamp.size, modified: stamp.modified })
}

/// `None` if the file no longer exists, which is not a fault.
fn unreadable(path: &SourcePath, error: &io::Error) -> Option<Box<Diagnostic>> {
    (error.kind() != io::ErrorKind::NotFound)
        .then(|| Box::new(FaultKind::Unreadable(reason(error)).diagnostic(path.file_name()).in_source(path)))
}

/// A page that could not be read stays a page, so that this one fault does not break every link to it. Its name serves as its text.
fn unread(path: &SourcePath, is_page: bool, fault: Diagnostic) -> Read {
    let source = if is_page {
        Source::Page(Arc::from(format!("# {}\n", path.stem()).into_bytes()))
    } else {
        Source::Asset(AssetFacts { size: 0, modified: 0 })
    };
    Read { source, stamp: None, fault: Some(fault.in_source(path)) }
}

fn too_large(path: &SourcePath, size: u64, limit: u64) -> Diagnostic {
    let message = format!("the page `{}` is {size} bytes, more than the limit of {limit}", path.file_name());
    Diagnostic::new(Code::PageTooLarge, message)
        .in_source(path)
        .subject(path.file_name())
        .help("split the page, or raise `page_limit:` in `handbook.yaml`")
}
