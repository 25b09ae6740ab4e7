//! Stores outputs beside the site while they are rendered, so that they are neither kept in memory nor mixed with the old site.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use blake3::{Hash, Hasher};

use super::bytes::{Chunks, Produced, hash_if_equal, hash_of};
use super::copies::Copies;
use super::error::WriteError;
use super::guard::locked;
use super::lock::{Lock, is_held};
use super::made::Made;
use super::manifest::{Manifest, is_inside};
use super::operations::Operations;
use super::output_folder::OutputFolder;
use crate::disk::state::STATE_FOLDER;
use crate::fingerprint::Fingerprint;
use crate::path::OutputPath;

/// A build in progress. Dropped without [`Staging::commit`], it leaves the output folder unchanged.
pub struct Staging {
    pub(super) root: PathBuf,
    pub(super) operations: Operations,
    /// What the last complete build wrote.
    pub(super) manifest: Option<Manifest>,
    /// What builds that were killed since were going to write.
    pub(super) intent: Manifest,
    pub(super) copies: Copies,
    pub(super) made: Made,
    pub(super) planned: Mutex<BTreeMap<OutputPath, Planned>>,
    pub(super) foreign: Mutex<BTreeSet<OutputPath>>,
    /// The outputs at whose paths there are folders, which have to be removed.
    pub(super) at_folders: Mutex<BTreeSet<OutputPath>>,
    failure: Mutex<Option<WriteError>>,
    folders: Mutex<BTreeMap<String, Folder>>,
    next_file: AtomicU64,
    /// Whether the site has become the new one, so that nothing created for it must be removed.
    pub(super) is_committed: bool,
    created: Vec<PathBuf>,
    lock: Option<Lock>,
}

/// One planned output.
pub(super) struct Planned {
    pub(super) hash: Hash,
    pub(super) size: u64,
    pub(super) change: Change,
}

/// What has to happen for an output to be there.
pub(super) enum Change {
    /// Nothing: it has the same bytes already.
    None,
    /// Nothing: a file with these bytes exists, but it is not ours and stays so.
    NoneForeign,
    /// The staged file is moved into place; whether there is an older one.
    Write { staged: PathBuf, replaces: bool },
}

/// What is at the path of a folder for outputs.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Folder {
    There,
    /// Nothing yet, or a file of ours that will be removed.
    Absent,
    /// Something that is not ours, at this path.
    Blocked(OutputPath),
}

/// What is at an output's path.
enum Standing {
    Nothing,
    /// A file and its size.
    File(u64),
    /// A folder, which can be removed only if everything in it is ours and outdated.
    Folder,
    /// A symlink, pipe or file that is not ours, at this path.
    Foreign(OutputPath),
}

impl Staging {
    /// Locks the folder, cleans up after builds that were killed, and prepares for staging.
    ///
    /// The folder is created when it is not there. One that holds files and no manifest of ours is refused and not touched;
    /// dot entries and `CNAME`, which hosts and Git put there, do not matter, nor do folders that other builds fill.
    pub fn begin(folder: &OutputFolder) -> Result<Self, WriteError> {
        Self::begin_with(folder, Operations::default())
    }

    pub(super) fn begin_with(folder: &OutputFolder, operations: Operations) -> Result<Self, WriteError> {
        let root = folder.path().to_path_buf();
        let state = root.join(STATE_FOLDER);
        if fs::symlink_metadata(&state).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(WriteError::ForeignFiles(root, vec![OutputPath::from(STATE_FOLDER)]));
        }
        let manifest = Manifest::read(&state.join("manifest"))?;
        let refusal = refuse_foreign_folder(folder, manifest.as_ref(), &read_intent(&state)?);
        // Files that a first build is writing at this moment have no manifest yet, but are ours.
        if refusal.is_err() && is_held(&state.join("lock")) {
            return Err(WriteError::Busy(root));
        }
        refusal?;

        let mut staging = Self {
            root,
            operations,
            manifest: None,
            intent: Manifest::default(),
            copies: Copies::from_memory(folder.copies()),
            made: Made::from_memory(folder.made()),
            planned: Mutex::default(),
            foreign: Mutex::default(),
            at_folders: Mutex::default(),
            failure: Mutex::default(),
            folders: Mutex::default(),
            next_file: AtomicU64::new(0),
            is_committed: false,
            created: Vec::new(),
            lock: None,
        };
        // From here on, dropping `staging` removes what was created.
        staging.operations.create_folders(&state, &mut staging.created)?;
        staging.lock = Some(Lock::take(&state.join("lock"), WriteError::Busy(staging.root.clone()))?);
        // Read again: another build may have ended before the lock was taken.
        staging.manifest = Manifest::read(&state.join("manifest"))?;
        staging.intent = read_intent(&state)?;
        staging.operations.remove_folder(&staging.folder())?;
        for folder in [staging.folder(), staging.new_files(), staging.old_files()] {
            staging.operations.create_folder(&folder)?;
        }
        Ok(staging)
    }

    /// Keeps the file at an output's path if the last build made it from the same `inputs` and nobody has changed it since; returns
    /// its size if so. May be called from many threads.
    pub fn keep(&self, path: &OutputPath, inputs: impl FnOnce() -> Fingerprint) -> Option<u64> {
        let manifest = self.manifest.as_ref().filter(|manifest| manifest.files.contains_key(path))?;
        let place = self.root.join(path.as_str());
        let Ok(Standing::File(size)) = self.standing(path, &place) else { return None };
        let hash = self.made.untouched(path, inputs(), &place).filter(|hash| manifest.has(path, *hash))?;
        locked(&self.planned).insert(path.clone(), Planned { hash, size, change: Change::None });
        Some(size)
    }

    /// Records what an [added](Self::add) output is made from, so that the next build can [keep](Self::keep) it.
    pub fn made_from(&self, path: &OutputPath, inputs: Fingerprint) {
        self.made.note(path, inputs);
    }

    /// Stages one output; may be called from many threads.
    ///
    /// A file that has the same bytes already is left unchanged. After an error the build cannot be committed. A file that is not
    /// ours at the path is not an error yet: [`Staging::commit`] names them all.
    pub fn add(&self, path: &OutputPath, produced: Produced<'_>) -> Result<(), WriteError> {
        self.try_add(path, produced).inspect_err(|error| {
            locked(&self.failure).get_or_insert_with(|| error.clone());
        })
    }

    fn try_add(&self, path: &OutputPath, produced: Produced<'_>) -> Result<(), WriteError> {
        if !is_inside(path) {
            return Err(WriteError::BadPath(path.clone()));
        }
        let place = self.root.join(path.as_str());
        let is_ours = self.is_ours(path, &place);
        let planned = match self.standing(path, &place)? {
            Standing::Foreign(at) => {
                locked(&self.foreign).insert(at);
                return Ok(());
            }
            Standing::File(size) => match self.hash_if_equal(path, &place, size, produced)? {
                Some(hash) => Planned { hash, size, change: if is_ours()? { Change::None } else { Change::NoneForeign } },
                None if is_ours()? => self.stage(produced, true)?,
                None if self.is_ours_in_other_case(&place) => self.stage(produced, false)?,
                None => {
                    locked(&self.foreign).insert(path.clone());
                    return Ok(());
                }
            },
            Standing::Folder => {
                locked(&self.at_folders).insert(path.clone());
                self.stage(produced, false)?
            }
            Standing::Nothing => self.stage(produced, false)?,
        };
        match locked(&self.planned).insert(path.clone(), planned) {
            None => Ok(()),
            Some(_) => Err(WriteError::PlannedTwice(path.clone())),
        }
    }

    /// The hash of the file at `place`, if it has the bytes already.
    ///
    /// It is read and compared: even if an earlier build wrote it, size and times alone cannot show that nobody changed it within
    /// the clock's tick. Only a copy that was found equal before, long after both files were last modified, is not read again.
    fn hash_if_equal(
        &self,
        path: &OutputPath,
        place: &Path,
        size: u64,
        produced: Produced<'_>,
    ) -> Result<Option<Hash>, WriteError> {
        let Produced::CopyOf(source) = produced else { return hash_if_equal(place, size, produced) };
        if let Some(hash) = self.copies.known(path, source, place) {
            return Ok(Some(hash));
        }
        let stamps = Copies::before_comparing(source, place);
        let hash = hash_if_equal(place, size, produced)?;
        if let (Some(hash), Some(stamps)) = (hash, stamps) {
            self.copies.found_equal(path, source, stamps, hash);
        }
        Ok(hash)
    }

    /// Whether the file at `path` is ours: a complete build wrote it, or a killed one wrote exactly these bytes.
    fn is_ours<'a>(&'a self, path: &'a OutputPath, place: &'a Path) -> impl Fn() -> Result<bool, WriteError> + 'a {
        move || {
            let is_known = self.manifest.as_ref().is_some_and(|manifest| manifest.files.contains_key(path));
            let is_meant = || self.intent.files.contains_key(path);
            Ok(is_known || (is_meant() && self.intent.has(path, hash_of(place)?)))
        }
    }

    /// Whether the file found at `place` has another name that is ours, on a case-insensitive file system: the commit removes it
    /// before it writes the new one.
    fn is_ours_in_other_case(&self, place: &Path) -> bool {
        let Ok(real) = fs::canonicalize(place) else { return false };
        let Ok(below) = real.strip_prefix(&self.root) else { return false };
        let segments: Vec<_> = below.iter().map(|segment| segment.to_string_lossy()).collect();
        self.manifest.as_ref().is_some_and(|manifest| manifest.files.contains_key(segments.join("/").as_str()))
    }

    fn standing(&self, path: &OutputPath, place: &Path) -> Result<Standing, WriteError> {
        let folder = path.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        match self.folder_at(folder)? {
            Folder::Absent => return Ok(Standing::Nothing),
            Folder::Blocked(at) => return Ok(Standing::Foreign(at)),
            Folder::There => {}
        }
        match fs::symlink_metadata(place) {
            Ok(metadata) if metadata.is_file() => Ok(Standing::File(metadata.len())),
            Ok(metadata) if metadata.is_dir() => Ok(Standing::Folder),
            Ok(_) => Ok(Standing::Foreign(path.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Standing::Nothing),
            Err(error) => Err(WriteError::io("look at", place, &error)),
        }
    }

    /// What is at a folder's path. No symlink is followed on the way: it might lead out of the output folder.
    fn folder_at(&self, folder: &str) -> Result<Folder, WriteError> {
        if let Some(known) = locked(&self.folders).get(folder) {
            return Ok(known.clone());
        }
        let mut state = Folder::There;
        let ends = folder.match_indices('/').map(|(end, _)| end).chain([folder.len()]);
        for end in ends.filter(|end| *end > 0) {
            let part = OutputPath::from(&folder[..end]);
            let place = self.root.join(part.as_str());
            state = match fs::symlink_metadata(&place) {
                Ok(metadata) if metadata.is_dir() => continue,
                Ok(metadata) if metadata.is_file() && self.is_ours(&part, &place)()? => Folder::Absent,
                Ok(_) => Folder::Blocked(part),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Folder::Absent,
                Err(error) => return Err(WriteError::io("look at", &place, &error)),
            };
            break;
        }
        locked(&self.folders).insert(folder.to_owned(), state.clone());
        Ok(state)
    }

    fn stage(&self, produced: Produced<'_>, replaces: bool) -> Result<Planned, WriteError> {
        let number = self.next_file.fetch_add(1, Ordering::Relaxed);
        let staged = self.new_files().join(number.to_string());
        let (hash, size) = match produced {
            Produced::Bytes(bytes) => {
                let mut file = self.operations.create_file(&staged)?;
                self.operations.write(&mut file, &staged, bytes)?;
                (blake3::hash(bytes), bytes.len() as u64)
            }
            Produced::CopyOf(source) => {
                let mut source = Chunks::of_source(source)?;
                let mut file = self.operations.create_file(&staged)?;
                let (mut hasher, mut size) = (Hasher::new(), 0);
                loop {
                    let chunk = source.next()?;
                    if chunk.is_empty() {
                        break (hasher.finalize(), size);
                    }
                    hasher.update(chunk);
                    size += chunk.len() as u64;
                    self.operations.write(&mut file, &staged, chunk)?;
                }
            }
        };
        Ok(Planned { hash, size, change: Change::Write { staged, replaces } })
    }

    /// The first error of [`Staging::add`], after which the build is incomplete.
    pub(super) fn failure(&self) -> Option<WriteError> {
        locked(&self.failure).clone()
    }

    pub(super) fn state_file(&self, name: &str) -> PathBuf {
        self.root.join(STATE_FOLDER).join(name)
    }

    /// The folder of everything that a build needs until it is committed.
    pub(super) fn folder(&self) -> PathBuf {
        self.state_file("staging")
    }

    fn new_files(&self) -> PathBuf {
        self.folder().join("new")
    }

    /// Where files that are replaced or removed are kept until the commit is complete.
    pub(super) fn old_files(&self) -> PathBuf {
        self.folder().join("old")
    }
}

impl Drop for Staging {
    /// Removes what was created for this build; the next build removes what cannot be removed now.
    fn drop(&mut self) {
        if self.lock.is_some() {
            let _ = self.operations.remove_folder(&self.folder());
        }
        self.lock = None;
        if !self.is_committed {
            for folder in self.created.iter().rev() {
                let _ = self.operations.remove_empty_folder(folder);
            }
        }
    }
}

fn read_intent(state: &Path) -> Result<Manifest, WriteError> {
    Ok(Manifest::read(&state.join("intent"))?.unwrap_or_default())
}

fn refuse_foreign_folder(folder: &OutputFolder, manifest: Option<&Manifest>, intent: &Manifest) -> Result<(), WriteError> {
    let root = folder.path();
    if manifest.is_some() {
        return Ok(());
    }
    let entries = match fs::read_dir(root) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(WriteError::io("read", root, &error)),
    };
    let ours: BTreeSet<&str> = intent.files.keys().filter_map(|path| path.as_str().split('/').next()).collect();
    let mut foreign: Vec<String> = entries
        .filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()))
        .filter(|name| !name.starts_with('.') && name != "CNAME" && !ours.contains(name.as_str()))
        .filter(|name| !folder.beside().contains(name))
        .collect();
    foreign.sort();
    if foreign.is_empty() { Ok(()) } else { Err(WriteError::ForeignFolder(root.to_path_buf(), foreign)) }
}
