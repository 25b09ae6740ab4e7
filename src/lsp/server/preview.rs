//! The commands of the server: the preview, which serves nothing before the editor asks for it, and explanations.

use ls_types::{ExecuteCommandParams, MessageType, Position, ShowMessageParams, TextDocumentPositionParams};
use lsp_server::{ErrorCode, Message, Request, RequestId};
use serde_json::{Value, json};

use crate::diagnostic::Code;
use crate::lsp::address;
use crate::lsp::encoding::Lines;
use crate::lsp::preview::{OPEN, Place};
use crate::lsp::problem::{EXPLAIN, explanation};

use super::Server;

impl Server<'_> {
    /// Does what a command says. The preview takes a place (`textDocument` and `position`), and without one the text that was opened or
    /// edited last; the explanation takes a code.
    pub(super) fn execute(&mut self, request: Request) {
        let params: ExecuteCommandParams = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => return self.fail(request.id, ErrorCode::InvalidParams, &error.to_string()),
        };
        match &*params.command {
            OPEN => self.preview(request.id, params.arguments),
            EXPLAIN => self.explain(request.id, &params.arguments),
            other => {
                let what = format!("`{other}` is not a command of this server");
                self.fail(request.id, ErrorCode::InvalidParams, &what);
            }
        }
    }

    /// Shows what a code means in a message, which every editor has, and gives the text to who asked.
    fn explain(&mut self, id: RequestId, arguments: &[Value]) {
        let code = arguments.first().and_then(Value::as_str).and_then(|name| name.parse::<Code>().ok());
        let Some(code) = code else {
            return self.fail(id, ErrorCode::InvalidParams, "name the code of a problem, such as `broken-link`");
        };
        let params = ShowMessageParams { typ: MessageType::INFO, message: format!("{code}: {}", code.explanation()) };
        self.notify("window/showMessage", &params);
        self.answer(id, explanation(code).into());
    }

    fn preview(&mut self, id: RequestId, arguments: Vec<Value>) {
        let place = arguments.into_iter().next().and_then(|place| self.place(place)).or_else(|| self.last_place());
        let handbook = place.as_ref().map_or(Some(0), |place| self.handbook_of(&place.file));
        let Some(open) = handbook.and_then(|position| self.handbooks.get_mut(position)) else {
            return self.fail(id, ErrorCode::RequestFailed, "no handbook is open that could be shown");
        };
        open.previews.push(id.clone());
        open.keeper.preview(id, place);
    }

    /// Records where the cursor is.
    pub(super) fn cursor(&mut self, params: Value) {
        let Some(place) = self.place(params) else { return };
        if let Some(position) = self.handbook_of(&place.file) {
            self.handbooks[position].keeper.cursor(place);
        }
    }

    fn place(&self, params: Value) -> Option<Place> {
        let TextDocumentPositionParams { text_document, position } = serde_json::from_value(params).ok()?;
        let file = address::path(&text_document.uri)?;
        let offset = self.offset(&file, position);
        Some(Place { file, offset })
    }

    /// The byte at a position of an open text.
    pub(super) fn offset(&self, file: &std::path::Path, position: Position) -> Option<usize> {
        let document = self.documents.get(file)?;
        Some(Lines::new(&document.text, self.client.encoding).offset(position))
    }

    fn last_place(&self) -> Option<Place> {
        let (file, _) = self.documents.iter().max_by_key(|(_, document)| document.touched)?;
        Some(Place { file: file.clone(), offset: None })
    }

    /// Opens the preview at an address, through the editor if it can, and answers the request.
    pub(super) fn open_preview(&mut self, id: RequestId, url: Result<String, String>) {
        let url = match url {
            Ok(url) => url,
            Err(what) => return self.fail(id, ErrorCode::RequestFailed, &what),
        };
        if self.client.shows_documents {
            self.asked += 1;
            let params = json!({ "uri": url, "external": true });
            let id = RequestId::from(format!("journeybook-{}", self.asked));
            self.send(&Message::Request(Request { id, method: "window/showDocument".to_owned(), params }));
        } else {
            let params = ShowMessageParams { typ: MessageType::INFO, message: format!("the preview is at {url}") };
            self.notify("window/showMessage", &params);
        }
        self.answer(id, url.into());
    }

    /// Answers requests for the preview of a handbook that has been closed.
    pub(super) fn give_up(&mut self, previews: Vec<RequestId>) {
        for id in previews {
            self.fail(id, ErrorCode::RequestFailed, "the handbook was closed");
        }
    }
}
