//! The loop that handles messages in order, and answers.
//!
//! All messages that have arrived are read before anything is answered, so that a request that has been cancelled costs nothing. A
//! request about all pages waits until the handbook includes the editor's last edit; one about the current page does not.

use std::collections::{HashMap, HashSet, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crossbeam_channel::{Receiver, Sender, select, unbounded};
use ls_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams,
    DidOpenTextDocumentParams, DidSaveTextDocumentParams, InitializeParams, InitializeResult, ServerInfo,
};
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::disk;
use crate::preview::Editor;

use super::End;
use super::address::{self, Addresses};
use super::capabilities::{self, Client};
use super::documents::Documents;
use super::keeper::{Configured, Keeper, News};
use super::preview::Place;
use super::problem::Problem;
use super::requests::{self, Subject};
use super::state::State;
use super::transport::{Channel, Incoming};
use super::view::View;

mod handbooks;
mod preview;
mod telling;

/// Serves an editor until it ends.
pub(super) fn run(channel: &Channel, configured: Configured) -> End {
    let (news_to, news) = unbounded();
    let mut server = Server {
        channel,
        configured,
        news_to,
        client: Client::default(),
        editor: Editor::default(),
        addresses: Addresses::default(),
        documents: Documents::default(),
        handbooks: Vec::new(),
        roots: Vec::new(),
        waiting: VecDeque::new(),
        edited: HashSet::new(),
        asked: 0,
        phase: Phase::New,
        is_heard: true,
    };
    server.serve(&channel.incoming, &news)
}

/// The state of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Not initialised yet.
    New,
    /// Requests are answered.
    Open,
    /// The editor has requested the shutdown.
    ShutDown,
}

/// An open handbook.
struct Open {
    /// Its folder without symlinks.
    folder: PathBuf,
    keeper: Keeper,
    state: Option<Arc<State>>,
    /// The diagnostics last sent for each file.
    published: HashMap<PathBuf, Vec<Problem>>,
    /// The requests that wait for its preview.
    previews: Vec<RequestId>,
}

struct Server<'c> {
    channel: &'c Channel,
    configured: Configured,
    news_to: Sender<News>,
    client: Client,
    /// What opens a file in the editor.
    editor: Editor,
    addresses: Addresses,
    documents: Documents,
    handbooks: Vec<Open>,
    /// The folders that the editor works in.
    roots: Vec<PathBuf>,
    /// Requests waiting for a handbook.
    waiting: VecDeque<Request>,
    /// Texts edited since they were last checked.
    edited: HashSet<PathBuf>,
    /// The number of requests sent to the editor.
    asked: u64,
    phase: Phase,
    /// Whether the editor is still connected.
    is_heard: bool,
}

impl Server<'_> {
    fn serve(&mut self, incoming: &Receiver<Incoming>, news: &Receiver<News>) -> End {
        while self.is_heard {
            select! {
                recv(incoming) -> message => {
                    let Ok(message) = message else { return End::Abrupt };
                    let batch: Vec<Incoming> = std::iter::once(message).chain(incoming.try_iter()).collect();
                    if let Some(end) = self.take(batch) {
                        return end;
                    }
                }
                recv(news) -> news => {
                    if let Ok(news) = news {
                        self.hear(news);
                    }
                }
            }
        }
        End::Abrupt
    }

    /// Reads the messages that have arrived.
    fn take(&mut self, batch: Vec<Incoming>) -> Option<End> {
        let cancelled: HashSet<RequestId> = batch.iter().filter_map(cancelled).collect();
        for message in batch {
            match message {
                Incoming::Malformed(id, what) => {
                    let code = if id.is_null() { ErrorCode::ParseError } else { ErrorCode::InvalidRequest };
                    self.is_heard &= self.channel.refuse(id, code as i32, &what);
                }
                Incoming::Message(Message::Request(request)) if cancelled.contains(&request.id) => self.cancel(request.id),
                Incoming::Message(Message::Request(request)) => self.request(request),
                Incoming::Message(Message::Notification(notification)) if notification.method == "exit" => {
                    return Some(if self.phase == Phase::ShutDown { End::Orderly } else { End::Abrupt });
                }
                Incoming::Message(Message::Notification(notification)) => self.notification(notification),
                Incoming::Message(Message::Response(_)) => {}
            }
        }
        for id in cancelled {
            if let Some(position) = self.waiting.iter().position(|request| request.id == id) {
                self.waiting.remove(position);
                self.cancel(id);
            }
        }
        self.look_at_edited();
        None
    }

    fn cancel(&mut self, id: RequestId) {
        self.fail(id, ErrorCode::RequestCanceled, "the request was cancelled");
    }

    fn request(&mut self, request: Request) {
        match (self.phase, &*request.method) {
            (Phase::New, "initialize") => self.initialize(request),
            (Phase::New, _) => self.fail(request.id, ErrorCode::ServerNotInitialized, "the first request must be `initialize`"),
            (Phase::ShutDown, _) => self.fail(request.id, ErrorCode::InvalidRequest, "the server was told to shut down"),
            (Phase::Open, "initialize") => self.fail(request.id, ErrorCode::InvalidRequest, "the server is initialized already"),
            (Phase::Open, "shutdown") => {
                self.phase = Phase::ShutDown;
                self.answer(request.id, Value::Null);
            }
            (Phase::Open, "workspace/executeCommand") => self.execute(request),
            (Phase::Open, _) => self.ask(request),
        }
    }

    fn initialize(&mut self, request: Request) {
        let params: InitializeParams = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => return self.fail(request.id, ErrorCode::InvalidParams, &error.to_string()),
        };
        self.client = Client::new(&params.capabilities);
        let name = params.client_info.map(|info| info.name).unwrap_or_default();
        self.editor = Editor::from_client_name(&name);
        self.addresses.note_explanations(&params.initialization_options.unwrap_or_default());
        let folders = params.workspace_folders.unwrap_or_default();
        #[allow(deprecated, reason = "what clients without workspace folders send")]
        let single = if folders.is_empty() { params.root_uri } else { None };
        let roots = folders.into_iter().map(|folder| folder.uri).chain(single);
        self.add_roots(&roots.collect::<Vec<_>>());
        let result = InitializeResult {
            capabilities: capabilities::offered(self.client),
            server_info: Some(ServerInfo { name: "journeybook".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
            offset_encoding: None,
        };
        self.phase = Phase::Open;
        self.answer(request.id, serde_json::to_value(result).unwrap_or_default());
    }

    /// Answers a request, or makes it wait.
    fn ask(&mut self, request: Request) {
        let subject = requests::subject(&request);
        let handbook = match &subject {
            Subject::Unknown => {
                let what = format!("`{}` is not answered here", request.method);
                return self.fail(request.id, ErrorCode::MethodNotFound, &what);
            }
            Subject::File(path, _) => self.handbook_of(path),
            Subject::Handbooks => return self.ask_all(request),
        };
        let Some(open) = handbook.and_then(|position| self.handbooks.get(position)) else {
            return self.answer(request.id, Value::Null);
        };
        let Some(state) = open.state.clone() else { return self.waiting.push_back(request) };
        if matches!(subject, Subject::File(_, requests::Needs::LastEdit)) && state.changes < open.keeper.sent() {
            return self.waiting.push_back(request);
        }
        self.answer_from(request, &[&state]);
    }

    /// Answers a request about all handbooks.
    fn ask_all(&mut self, request: Request) {
        if self.handbooks.iter().any(|open| open.state.is_none()) {
            return self.waiting.push_back(request);
        }
        let states: Vec<Arc<State>> = self.handbooks.iter().filter_map(|open| open.state.clone()).collect();
        let states: Vec<&State> = states.iter().map(|state| &**state).collect();
        self.answer_from(request, &states);
    }

    fn answer_from(&mut self, request: Request, states: &[&State]) {
        let (documents, addresses, client) = (&self.documents, &self.addresses, self.client);
        let views: Vec<View<'_>> = states.iter().map(|state| View { state, documents, addresses, client }).collect();
        let Request { id, method, params } = request;
        // Whatever goes wrong in one answer, the next request is still handled.
        let answer = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| requests::answer(&method, params, &views)));
        match answer {
            Ok(Ok(value)) => self.answer(id, value),
            Ok(Err(what)) => self.fail(id, ErrorCode::InvalidParams, &what),
            Err(_) => self.fail(id, ErrorCode::InternalError, "the answer failed, which is a bug"),
        }
    }

    fn notification(&mut self, notification: Notification) {
        if self.phase != Phase::Open {
            return;
        }
        match &*notification.method {
            "journeybook/cursor" => self.cursor(notification.params),
            "textDocument/didOpen" => {
                if let Some(params) = read::<DidOpenTextDocumentParams>(notification) {
                    self.did_open(params);
                }
            }
            "textDocument/didChange" => {
                if let Some(params) = read::<DidChangeTextDocumentParams>(notification) {
                    self.did_change(params);
                }
            }
            "textDocument/didClose" => {
                if let Some(path) =
                    read::<DidCloseTextDocumentParams>(notification).and_then(|params| address::path(&params.text_document.uri))
                    && self.documents.close(&path)
                {
                    self.send_text(&path, None);
                }
            }
            "textDocument/didSave" => {
                let saved = read::<DidSaveTextDocumentParams>(notification);
                self.changed(saved.into_iter().filter_map(|params| address::path(&params.text_document.uri)));
            }
            "workspace/didChangeWatchedFiles" => {
                let changes = read::<DidChangeWatchedFilesParams>(notification).map(|params| params.changes).unwrap_or_default();
                self.changed(changes.iter().filter_map(|change| address::path(&change.uri)));
            }
            "workspace/didRenameFiles" => {
                let files = read::<ls_types::RenameFilesParams>(notification).map(|params| params.files).unwrap_or_default();
                let ends = files.iter().flat_map(|file| [&file.old_uri, &file.new_uri]);
                self.changed(ends.filter_map(|uri| address::path(&uri.parse().ok()?)));
            }
            "workspace/didCreateFiles" | "workspace/didDeleteFiles" => {
                let files = read::<ls_types::CreateFilesParams>(notification).map(|params| params.files).unwrap_or_default();
                self.changed(files.iter().filter_map(|file| address::path(&file.uri.parse().ok()?)));
            }
            "workspace/didChangeWorkspaceFolders" => {
                if let Some(params) = read::<DidChangeWorkspaceFoldersParams>(notification) {
                    let gone: Vec<PathBuf> =
                        params.event.removed.iter().filter_map(|folder| address::path(&folder.uri)).collect();
                    self.close_roots(&gone);
                    self.add_roots(&params.event.added.into_iter().map(|folder| folder.uri).collect::<Vec<_>>());
                }
            }
            _ => {}
        }
    }

    fn did_open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(path) = address::path(&document.uri) else { return };
        if let Some(folder) = path.parent().and_then(disk::handbook_around) {
            self.open(folder);
        }
        self.documents.open(path.clone(), document.uri, document.version, &document.text);
        let text = self.documents.get(&path).map(|document| Arc::clone(&document.text));
        self.send_text(&path, text);
    }

    fn did_change(&mut self, params: DidChangeTextDocumentParams) {
        let Some(path) = address::path(&params.text_document.uri) else { return };
        let start = params.content_changes.last().and_then(|change| Some(change.range?.start));
        if self.documents.edit(&path, params.text_document.version, params.content_changes, self.client.encoding) {
            let text = self.documents.get(&path).map(|document| Arc::clone(&document.text));
            self.send_text(&path, text);
            // If the editor does not report the cursor, the place of the edit is used.
            let offset = start.and_then(|start| self.offset(&path, start));
            if let Some(position) = self.handbook_of(&path) {
                self.handbooks[position].keeper.cursor(Place { file: path, offset });
            }
        }
    }

    fn send_text(&mut self, path: &Path, text: Option<Arc<str>>) {
        let is_open = text.is_some();
        if let Some(position) = self.handbook_of(path) {
            self.handbooks[position].keeper.text(path.to_path_buf(), text);
        }
        if is_open {
            self.edited.insert(path.to_path_buf());
        }
    }

    fn changed(&mut self, paths: impl Iterator<Item = PathBuf>) {
        let mut by_handbook: HashMap<usize, Vec<PathBuf>> = HashMap::new();
        for path in paths {
            if let Some(position) = self.handbook_of(&path) {
                by_handbook.entry(position).or_default().push(path);
            }
        }
        for (position, paths) in by_handbook {
            self.handbooks[position].keeper.changed(paths);
        }
    }

    /// Retries waiting requests.
    fn retry(&mut self) {
        for request in std::mem::take(&mut self.waiting) {
            self.ask(request);
        }
    }
}

/// The request that a message cancels.
fn cancelled(message: &Incoming) -> Option<RequestId> {
    let Incoming::Message(Message::Notification(notification)) = message else { return None };
    let id = (notification.method == "$/cancelRequest").then(|| notification.params.get("id").cloned())??;
    serde_json::from_value(id).ok()
}

/// The parameters of a notification; one with invalid parameters is ignored, since nobody waits for an answer.
fn read<T: DeserializeOwned>(notification: Notification) -> Option<T> {
    serde_json::from_value(notification.params).ok()
}
