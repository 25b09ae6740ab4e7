//! Reads the content: all of it, or what changed since it was read before, with the same result.
//!
//! 1. [`load`] walks the content root and reads what it finds on all cores.
//! 2. [`scan`] walks it again and reads only what the system says has changed.
//! 3. [`reload`] looks only at the given paths, and scans if that could miss something.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::content::Content;
use super::open::Project;
use super::read::{Known, Reader};
use super::stamp::Stamp;
use super::state::STATE_FOLDER;
use super::unread::unread;
use super::walk::{Entry, Kind, Walked};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, name_faults};
use crate::path::SourcePath;
use crate::source::{Source, Sources};

/// The content as read, and what is needed to read only what changes.
#[derive(Debug, Clone)]
pub struct Loaded {
    /// The files. A page that could not be read, or is above `page_limit`, is kept with its name as its text, so that links to it
    /// resolve; a file whose name is not portable is kept unchanged.
    pub sources: Arc<Sources>,
    /// The problems, in the order of paths.
    pub diagnostics: Vec<Diagnostic>,
    memory: Memory,
}

/// What is remembered for the next load.
#[derive(Debug, Clone, Default)]
struct Memory {
    stamps: BTreeMap<SourcePath, Stamp>,
    /// Faults of single entries.
    faults: BTreeMap<SourcePath, Diagnostic>,
    /// Faults of names.
    named: Arc<BTreeMap<SourcePath, Diagnostic>>,
    /// Faults that the names show in the content as a whole.
    unread: Arc<Vec<Diagnostic>>,
    has_links: bool,
    folders: BTreeSet<PathBuf>,
}

impl Loaded {
    /// Whether one of its problems is with a file's name rather than with reading it.
    #[must_use]
    pub fn is_fault_of_name(&self, problem: &Diagnostic) -> bool {
        self.memory.named.values().any(|fault| fault == problem)
    }

    /// The folders that contain the content, absolute and without symlinks: every change changes an entry of one of them. A folder
    /// that has been removed since the last full walk may still be among them.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.memory.folders.iter().map(PathBuf::as_path)
    }
}

/// Reads the whole content.
///
/// Problems are `io` (what cannot be read, symlinks that leave the project or loop, names that not every system allows),
/// `page-too-large`, and `config` if the folder that `content:` names cannot be used. None of them ends the walk.
pub fn load(project: &Project, config: &Config) -> Loaded {
    load_knowing(project, config, None)
}

/// Reads the whole content like [`load`], but of the files in `previous` only those that changed.
pub fn scan(project: &Project, config: &Config, previous: &Loaded) -> Loaded {
    load_knowing(project, config, Some(previous))
}

/// Reads what changed since `previous` at the paths `changed`, which may be files or folders, existing or not; the result is the
/// same as [`load`]'s.
///
/// `config` must be the one of `previous`; after a change of the configuration, [`scan`].
pub fn reload(project: &Project, config: &Config, previous: &Loaded, changed: &[PathBuf]) -> Loaded {
    reload_paths(project, config, previous, changed).unwrap_or_else(|| scan(project, config, previous))
}

fn load_knowing(project: &Project, config: &Config, previous: Option<&Loaded>) -> Loaded {
    let (content, walked, fault) = Content::find(project, config);
    let previous = previous.filter(|previous| previous.sources.roots == content.roots);
    let mut loaded = Loaded {
        sources: Arc::new(Sources { roots: content.roots.clone(), files: BTreeMap::new() }),
        diagnostics: Vec::new(),
        memory: Memory::default(),
    };
    read_into(&mut loaded, walked, config, previous);
    report(&mut loaded, fault, previous);
    loaded
}

/// Reads the files of a walk, or takes them from `previous` if they are unchanged.
fn read_into(into: &mut Loaded, walked: Walked, config: &Config, previous: Option<&Loaded>) {
    let reader = Reader { config, publishes_all_assets: !into.sources.roots.is_bare };
    let read: Vec<_> = walked
        .files
        .into_par_iter()
        .filter_map(|(path, location)| {
            let path = SourcePath::from(path);
            let known = previous.and_then(|previous| known(previous, &path));
            reader.read(&path, &location, known).map(|read| (path, read))
        })
        .collect();
    let files = &mut Arc::make_mut(&mut into.sources).files;
    for (path, read) in read {
        into.memory.faults.extend(read.fault.map(|fault| (path.clone(), fault)));
        into.memory.stamps.extend(read.stamp.map(|stamp| (path.clone(), stamp)));
        files.insert(path, read.source);
    }
    for fault in walked.faults {
        let path = SourcePath::from(fault.path);
        let diagnostic = fault.what.diagnostic(path.file_name()).in_source(&path);
        into.memory.faults.insert(path, diagnostic);
    }
    into.memory.has_links |= walked.has_links;
    into.memory.folders.extend(walked.folders);
}

fn known<'a>(previous: &'a Loaded, path: &SourcePath) -> Option<Known<'a>> {
    let source = previous.sources.files.get(path)?;
    Some(Known { source, stamp: *previous.memory.stamps.get(path)? })
}

/// Collects the diagnostics again from what is remembered and from the names of the files. Those about names are taken from
/// `previous` while the names are the same.
fn report(loaded: &mut Loaded, fault: Option<Diagnostic>, previous: Option<&Loaded>) {
    let files = &loaded.sources.files;
    let same_names = |previous: &&Loaded| {
        let known = &previous.sources.files;
        previous.sources.roots == loaded.sources.roots && known.len() == files.len() && known.keys().eq(files.keys())
    };
    let (named, unread) = match previous.filter(same_names) {
        Some(previous) => (Arc::clone(&previous.memory.named), Arc::clone(&previous.memory.unread)),
        None => (Arc::new(all_name_faults(&loaded.sources)), Arc::new(unread(&loaded.sources))),
    };
    // If the content folder itself is wrong, reporting that it contains no page adds nothing.
    loaded.diagnostics = if fault.is_some() { fault.into_iter().collect() } else { unread.to_vec() };
    let mut faults: Vec<_> = loaded.memory.faults.iter().chain(&*named).collect();
    faults.sort_by_key(|(path, _)| *path);
    loaded.diagnostics.extend(faults.into_iter().map(|(_, fault)| fault.clone()));
    (loaded.memory.named, loaded.memory.unread) = (named, unread);
}

fn all_name_faults(sources: &Sources) -> BTreeMap<SourcePath, Diagnostic> {
    let mut faults = BTreeMap::new();
    // In a bare folder only assets that pages refer to are published, and the plan knows which.
    let is_published = |(path, source): &(&SourcePath, &Source)| {
        matches!(source, Source::Page(_)) || !(sources.roots.is_bare || path.is_published_on_demand())
    };
    for (path, _) in sources.files.iter().filter(is_published) {
        name_faults(path, &mut faults);
    }
    faults
}

/// What a changed path means for the content.
enum Change {
    /// Nothing: it is excluded.
    Nothing,
    /// Everything at or below this path must be read again.
    At(String),
    /// It may have effects at other paths.
    Anywhere,
}

fn reload_paths(project: &Project, config: &Config, previous: &Loaded, changed: &[PathBuf]) -> Option<Loaded> {
    // Through symlinks a change has effects at other paths than its own, and following them back costs more than a scan.
    if previous.memory.has_links {
        return None;
    }
    let content = Content::at(project, config, &previous.sources.roots);
    let root = content.location.clone()?;
    let mut next = previous.clone();
    for path in changed {
        match change_at(&content, &root, &project.dir.join(path)) {
            Change::Nothing => {}
            Change::Anywhere => return None,
            Change::At(path) => {
                forget(&mut next, &path);
                let walked = walk_one(&content, &root, &path)?;
                read_into(&mut next, walked, config, Some(previous));
            }
        }
    }
    // A symlink changes with its target, and the default content root is not one without a page.
    let has_pages = next.sources.files.values().any(|source| matches!(source, Source::Page(_)));
    if next.memory.has_links || (!has_pages && !next.sources.roots.is_bare) {
        return None;
    }
    report(&mut next, None, Some(previous));
    Some(next)
}

fn change_at(content: &Content<'_>, root: &Path, changed: &Path) -> Change {
    // The content root may itself be a symlink, and then has two paths.
    if root.starts_with(changed) || content.written_location().starts_with(changed) {
        return Change::Anywhere;
    }
    let Ok(below) = changed.strip_prefix(root) else {
        return if content.is_static(changed) { Change::Anywhere } else { Change::Nothing };
    };
    if content.may_become_root(below) {
        return Change::Anywhere;
    }
    let mut path = String::new();
    let mut location = root.to_path_buf();
    for segment in below {
        // A folder that becomes or stops being a built site is excluded or included as a whole.
        if segment == STATE_FOLDER {
            break;
        }
        let Some(name) = segment.to_str() else { return parent_changed(path) };
        // The walk words the fault.
        if name.chars().any(char::is_control) {
            return Change::Anywhere;
        }
        location.push(name);
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(name);
        match location.symlink_metadata().map(|metadata| Kind::new(metadata.file_type())) {
            Ok(Kind::Link) => return Change::Anywhere,
            Ok(kind) if content.leaves_out(&Entry { path: &path, name, location: &location, kind }) => return Change::At(path),
            Ok(Kind::Folder) => {}
            Ok(_) | Err(_) => return Change::At(path),
        }
    }
    parent_changed(path)
}

/// A folder whose entries changed; it may be the content root, which may no longer be one.
fn parent_changed(path: String) -> Change {
    if path.is_empty() { Change::Anywhere } else { Change::At(path) }
}

/// Walks a single entry of the content; `None` if a scan is needed.
fn walk_one(content: &Content<'_>, root: &Path, path: &str) -> Option<Walked> {
    let location = root.join(path);
    let mut walked = Walked::default();
    let Ok(metadata) = location.symlink_metadata() else { return Some(walked) };
    let kind = Kind::new(metadata.file_type());
    let name = path.rsplit('/').next().unwrap_or(path);
    if content.leaves_out(&Entry { path, name, location: &location, kind }) {
        return Some(walked);
    }
    match kind {
        Kind::File => walked.files.push((path.to_owned(), location)),
        Kind::Folder => walked = content.walk_folder(&location, path),
        // The walk words the fault.
        Kind::Link | Kind::Special => return None,
    }
    Some(walked)
}

/// Removes the file at `path` and everything below it.
fn forget(loaded: &mut Loaded, path: &str) {
    remove_at_or_below(&mut Arc::make_mut(&mut loaded.sources).files, path);
    remove_at_or_below(&mut loaded.memory.stamps, path);
    remove_at_or_below(&mut loaded.memory.faults, path);
}

fn remove_at_or_below<V>(map: &mut BTreeMap<SourcePath, V>, path: &str) {
    map.remove(path);
    // `0` is the character after `/`.
    let below = SourcePath::from(format!("{path}/"))..SourcePath::from(format!("{path}0"));
    let keys: Vec<SourcePath> = map.range(below).map(|(key, _)| key.clone()).collect();
    for key in keys {
        map.remove(&key);
    }
}

#[cfg(test)]
#[path = "load_tests.rs"]
mod tests;
