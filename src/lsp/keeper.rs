//! One handbook on its own thread, so that no request waits while it is read.
//!
//! 1. The server sends the texts that are open in the editor; a watch reports files that change on disk.
//! 2. Everything that has arrived in the meantime is handled as one change.
//! 3. After each change the new state is sent back, with the number of the editor's changes in it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};
use lsp_server::RequestId;

use crate::diagnostic::Diagnostic;
use crate::disk::{self, OpenError};
use crate::preview::watch::{Next, Watch};
use crate::preview::{Companion, Editor, Watching};
use crate::workspace::{Changes, Configure, Standing, Workspace};

use super::encoding::Encoding;
use super::preview::{self, Place};
use super::problem::Problems;
use super::problems;
use super::state::State;
use super::trial::Trial;

/// Creates the function that reads the configuration of one handbook.
pub type Configured = fn() -> Configure;

/// What a keeper has to do.
enum Work {
    /// A text replaces a file, or no longer does. The number counts the editor's changes.
    Text(PathBuf, Option<Arc<str>>, u64),
    /// Files may have changed.
    Changed(Changes),
    /// The author is writing here.
    Cursor(Place),
    /// A request for the preview, at a place.
    Preview(RequestId, Option<Place>),
}

/// A message from a keeper.
pub(super) struct News {
    /// The folder of its handbook.
    pub(super) folder: PathBuf,
    /// The message.
    pub(super) told: Told,
}

/// A message from a keeper.
pub(super) enum Told {
    /// The present handbook, or why it could not be opened.
    State(Result<Box<State>, OpenError>),
    /// The address of the preview for a request, or why there is none.
    Preview(RequestId, Result<String, String>),
}

/// The server's end of a keeper. The handbook is closed when it is dropped.
pub(super) struct Keeper {
    work: Sender<Work>,
    sent: u64,
}

impl Keeper {
    /// Opens the handbook in `folder`, and reports to `news`. Of the client, its unit of positions counts, and the address of its
    /// editor.
    pub(super) fn open(folder: PathBuf, configured: Configured, client: (Encoding, Editor), news: Sender<News>) -> Self {
        let (work, todo) = unbounded();
        let watch_to = work.clone();
        let keep = move || keep(folder, configured, client, &news, &todo, watch_to);
        // Without a thread the handbook never opens: requests get no answer, but none fails.
        let _ = thread::Builder::new().name("handbook".to_owned()).stack_size(STACK).spawn(keep);
        Self { work, sent: 0 }
    }

    /// Replaces a file by a text, or stops doing so.
    pub(super) fn text(&mut self, path: PathBuf, text: Option<Arc<str>>) {
        self.sent += 1;
        let _ = self.work.send(Work::Text(path, text, self.sent));
    }

    /// Has files read again.
    pub(super) fn changed(&self, paths: Vec<PathBuf>) {
        let _ = self.work.send(Work::Changed(Changes::At(paths)));
    }

    /// Makes browsers follow to a place, if there is a preview.
    pub(super) fn cursor(&self, place: Place) {
        let _ = self.work.send(Work::Cursor(place));
    }

    /// Starts the preview unless it is running, and requests its address.
    pub(super) fn preview(&self, request: RequestId, place: Option<Place>) {
        let _ = self.work.send(Work::Preview(request, place));
    }

    /// The number of the editor's changes that were sent.
    pub(super) fn sent(&self) -> u64 {
        self.sent
    }
}

/// The stack size of a main thread.
const STACK: usize = 8 * 1024 * 1024;

/// The folders that a watch has to follow.
type Followed = Arc<Mutex<Vec<PathBuf>>>;

#[allow(clippy::needless_pass_by_value, reason = "a thread owns what it works with")]
fn keep(
    folder: PathBuf,
    configured: Configured,
    (encoding, editor): (Encoding, Editor),
    news: &Sender<News>,
    todo: &Receiver<Work>,
    watch_to: Sender<Work>,
) {
    let project = match disk::open(&folder) {
        Ok(project) => project,
        Err(error) => {
            let _ = news.send(News { folder, told: Told::State(Err(error)) });
            return;
        }
    };
    let followed = Followed::default();
    let root = project.dir.clone();
    let mut workspace = Workspace::open(project, configured(), Standing::LastGood);
    note(&followed, &workspace);
    watch(&root, Arc::clone(&followed), watch_to);
    let mut changes = 0;
    let mut trial = Trial::default();
    let mut last = state(&workspace, trial.faults(workspace.handbook()), changes, encoding);
    let tell = |told| news.send(News { folder: folder.clone(), told }).is_ok();
    if !tell(Told::State(Ok(Box::new(last.clone())))) {
        return;
    }
    let mut companion: Option<Companion> = None;
    while let Ok(first) = todo.recv() {
        let batch = gathered(std::iter::once(first).chain(todo.try_iter()), &mut changes);
        let is_new = workspace.overlay_all(batch.texts, batch.changes);
        if is_new {
            note(&followed, &workspace);
            last = state(&workspace, trial.faults(workspace.handbook()), changes, encoding);
        }
        last.changes = changes;
        if (is_new || batch.is_of_the_editor) && !tell(Told::State(Ok(Box::new(last.clone())))) {
            return;
        }
        if let Some(companion) = companion.as_ref().filter(|_| is_new) {
            companion.show(&workspace);
        }
        for (request, place) in batch.previews {
            let address = place.and_then(|place| preview::address(&last, &place)).unwrap_or_default();
            let url = preview::found(&mut companion, &workspace, &editor).map(|companion| {
                companion.lead(&address);
                companion.url(&address)
            });
            if !tell(Told::Preview(request, url)) {
                return;
            }
        }
        if let (Some(companion), Some(place)) = (&companion, &batch.cursor)
            && let Some(address) = preview::address(&last, place)
        {
            companion.lead(&address);
        }
    }
}

/// Changes to handle at once.
struct Batch {
    texts: Vec<(PathBuf, Option<Arc<str>>)>,
    changes: Changes,
    is_of_the_editor: bool,
    cursor: Option<Place>,
    previews: Vec<(RequestId, Option<Place>)>,
}

/// If there are several texts of one file, or several places, the last counts.
fn gathered(work: impl Iterator<Item = Work>, count: &mut u64) -> Batch {
    let mut texts = BTreeMap::new();
    let mut changes = Changes::At(Vec::new());
    let mut is_of_the_editor = false;
    let (mut cursor, mut previews) = (None, Vec::new());
    for work in work {
        match work {
            Work::Text(path, text, number) => {
                texts.insert(path, text);
                (*count, is_of_the_editor) = (number, true);
            }
            Work::Cursor(place) => cursor = Some(place),
            Work::Preview(request, place) => previews.push((request, place)),
            Work::Changed(Changes::Anything) => changes = Changes::Anything,
            Work::Changed(Changes::At(more)) => {
                if let Changes::At(paths) = &mut changes {
                    paths.extend(more);
                }
            }
        }
    }
    Batch { texts: texts.into_iter().collect(), changes, is_of_the_editor, cursor, previews }
}

fn state(workspace: &Workspace, rendered: &[Diagnostic], changes: u64, encoding: Encoding) -> State {
    let handbook = Arc::clone(workspace.handbook());
    let mut state = State { changes, project: workspace.project().clone(), handbook, problems: Arc::new(Problems::new()) };
    state.problems = Arc::new(problems::all(workspace, rendered, &state, encoding));
    state
}

fn note(followed: &Followed, workspace: &Workspace) {
    *followed.lock().unwrap_or_else(PoisonError::into_inner) = workspace.folders().map(Path::to_path_buf).collect();
}

/// Reports files that change on disk to `work`, on its own thread.
fn watch(root: &Path, followed: Followed, work: Sender<Work>) {
    let root = root.to_path_buf();
    let watching = move || {
        let mut watch = Watch::new(Watching::Events, &root);
        loop {
            let folders = followed.lock().unwrap_or_else(PoisonError::into_inner).clone();
            watch.follow(folders.iter().map(PathBuf::as_path));
            let changes = match watch.next() {
                Next::Refresh(changes) => changes,
                Next::Compare => Changes::Anything,
                Next::Review | Next::Differs(_) | Next::Warn(_) => continue,
            };
            if work.send(Work::Changed(changes)).is_err() {
                return;
            }
        }
    };
    // If there is no thread, only the editor's notifications are used.
    let _ = thread::Builder::new().name("watch".to_owned()).spawn(watching);
}
