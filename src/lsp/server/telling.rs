//! What the server sends: diagnostics as they change, and answers.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use ls_types::{MessageType, PublishDiagnosticsParams, ShowMessageParams};
use lsp_server::{ErrorCode, Message, Notification, RequestId, Response};
use serde_json::Value;

use crate::lsp::keeper::{News, Told};
use crate::lsp::problem::Problem;
use crate::lsp::problems;

use super::Server;

impl Server<'_> {
    /// Sends the diagnostics of edited pages before the handbook is up to date.
    pub(super) fn look_at_edited(&mut self) {
        for path in std::mem::take(&mut self.edited) {
            let Some(position) = self.handbook_of(&path) else { continue };
            let Some(state) = self.handbooks[position].state.clone() else { continue };
            let Some(document) = self.documents.get(&path) else { continue };
            let Some(source) = state.page_at(&path) else { continue };
            let problems = problems::of_page(&state, &source, &document.text, self.client.encoding);
            self.publish_new(position, &path, &problems);
        }
    }

    /// Handles a message from a keeper.
    pub(super) fn hear(&mut self, news: News) {
        let Some(position) = self.handbooks.iter().position(|open| open.folder == news.folder) else { return };
        let state = match news.told {
            Told::Preview(id, url) => {
                self.handbooks[position].previews.retain(|waiting| *waiting != id);
                return self.open_preview(id, url);
            }
            Told::State(Ok(state)) => Arc::from(state),
            Told::State(Err(error)) => {
                let previews = self.handbooks.remove(position).previews;
                self.give_up(previews);
                self.show_error(error.to_string());
                return self.retry();
            }
        };
        self.handbooks[position].state = Some(Arc::clone(&state));
        // Diagnostics of texts that were edited since are out of date.
        let is_current = state.changes == self.handbooks[position].keeper.sent();
        let gone: Vec<PathBuf> =
            self.handbooks[position].published.keys().filter(|path| !state.problems.contains_key(*path)).cloned().collect();
        for path in state.problems.keys().cloned().chain(gone) {
            if is_current || self.documents.get(&path).is_none() {
                let problems = state.problems.get(&path).map(Vec::as_slice).unwrap_or_default();
                self.publish_new(position, &path, problems);
            }
        }
        self.retry();
    }

    /// Sends the diagnostics of a file, unless they are unchanged.
    fn publish_new(&mut self, position: usize, path: &Path, problems: &[Problem]) {
        let published = &mut self.handbooks[position].published;
        if published.get(path).map_or(problems.is_empty(), |told| told == problems) {
            return;
        }
        if problems.is_empty() {
            published.remove(path);
        } else {
            published.insert(path.to_path_buf(), problems.to_vec());
        }
        self.publish(path, problems);
    }

    pub(super) fn publish(&mut self, path: &Path, problems: &[Problem]) {
        let document = self.documents.get(path);
        let uri = document.map(|document| document.uri.clone()).or_else(|| self.addresses.uri(path));
        let Some(uri) = uri else { return };
        let diagnostics = problems.iter().map(|problem| problem.shown(&self.addresses)).collect();
        let version = document.map(|document| document.version);
        self.notify("textDocument/publishDiagnostics", &PublishDiagnosticsParams { uri, diagnostics, version });
    }

    pub(super) fn show_error(&mut self, message: String) {
        self.notify("window/showMessage", &ShowMessageParams { typ: MessageType::ERROR, message });
    }

    pub(super) fn notify(&mut self, method: &str, params: &impl serde::Serialize) {
        let params = serde_json::to_value(params).unwrap_or_default();
        self.send(&Message::Notification(Notification { method: method.to_owned(), params }));
    }

    pub(super) fn answer(&mut self, id: RequestId, value: Value) {
        self.send(&Message::Response(Response { id, response_result: Ok(value) }));
    }

    pub(super) fn fail(&mut self, id: RequestId, code: ErrorCode, message: &str) {
        self.send(&Message::Response(Response::new_err(id, code as i32, message.to_owned())));
    }

    pub(super) fn send(&mut self, message: &Message) {
        self.is_heard &= self.channel.send(message);
    }
}
