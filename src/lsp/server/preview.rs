//! The preview, as the editor asks for it: nothing is served before it does.

use ls_types::{ExecuteCommandParams, MessageType, Position, ShowMessageParams, TextDocumentPositionParams};
use lsp_server::{ErrorCode, Message, Request, RequestId};
use serde_json::{Value, json};

use crate::lsp::address;
use crate::lsp::encoding::Lines;
use crate::lsp::preview::{OPEN, Place};

use super::Server;

impl Server<'_> {
    /// Does what a command says. The one there is takes a place (`textDocument` and `position`); without one it takes the text that was
    /// opened or edited last.
    pub(super) fn execute(&mut self, request: Request) {
        let params: ExecuteCommandParams = match serde_json::from_value(request.params) {
            Ok(params) => params,
            Err(error) => return self.fail(request.id, ErrorCode::InvalidParams, &error.to_string()),
        };
        if params.command != OPEN {
            let what = format!("`{}` is not a command of this server", params.command);
            return self.fail(request.id, ErrorCode::InvalidParams, &what);
        }
        let place = params.arguments.into_iter().next().and_then(|place| self.place(place)).or_else(|| self.last_place());
        let handbook = place.as_ref().map_or(Some(0), |place| self.handbook_of(&place.file));
        let Some(open) = handbook.and_then(|position| self.handbooks.get_mut(position)) else {
            return self.fail(request.id, ErrorCode::RequestFailed, "no handbook is open that could be shown");
        };
        open.previews.push(request.id.clone());
        open.keeper.preview(request.id, place);
    }

    /// Takes in where the cursor is.
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

    /// The byte at a position of a text that is open.
    pub(super) fn offset(&self, file: &std::path::Path, position: Position) -> Option<usize> {
        let document = self.documents.get(file)?;
        Some(Lines::new(&document.text, self.client.encoding).offset(position))
    }

    fn last_place(&self) -> Option<Place> {
        let (file, _) = self.documents.iter().max_by_key(|(_, document)| document.touched)?;
        Some(Place { file: file.clone(), offset: None })
    }

    /// Opens the preview at an address, by the editor where it can, and answers who asked for it.
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

    /// Tells those who wait for the preview of a handbook that is closed.
    pub(super) fn give_up(&mut self, previews: Vec<RequestId>) {
        for id in previews {
            self.fail(id, ErrorCode::RequestFailed, "the handbook was closed");
        }
    }
}
