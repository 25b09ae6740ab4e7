//! What a feature sees: the last known handbook, and pages with their latest texts in the editor.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ls_types::{
    DocumentChangeOperation, DocumentChanges, Location, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit,
    TextEdit, Uri, WorkspaceEdit,
};

use crate::edit::Edit;
use crate::index::PageId;
use crate::link::{PageLinks, Resolution, Target};
use crate::parse::{ParsedPage, decode};
use crate::path::SourcePath;
use crate::resolve::Site;

use super::address::Addresses;
use super::capabilities::Client;
use super::documents::Documents;
use super::encoding::Lines;
use super::problems;
use super::state::State;

/// A handbook and the editor's open texts.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    /// The last known handbook.
    pub(super) state: &'a State,
    /// The open texts.
    pub(super) documents: &'a Documents,
    /// The spelling of file URIs.
    pub(super) addresses: &'a Addresses,
    /// What the client can do.
    pub(super) client: Client,
}

/// A page with its latest text.
pub(super) struct PageView {
    /// Its path below the content root.
    pub(super) path: SourcePath,
    /// Its entry in the index, if the handbook already knows it.
    pub(super) id: Option<PageId>,
    /// Its text without a byte order mark.
    pub(super) text: Arc<str>,
    /// What was parsed from it.
    pub(super) parsed: ParsedPage,
    /// Where its links lead.
    pub(super) links: PageLinks,
}

/// Edits by the absolute paths of files.
pub(super) type FileEdits = HashMap<PathBuf, Vec<Edit>>;

impl<'a> View<'a> {
    /// The site.
    pub(super) fn site(self) -> &'a Site {
        self.state.site()
    }

    /// The page in a file; `None` if the file is not a page of the handbook.
    pub(super) fn page(self, file: &Path) -> Option<PageView> {
        let path = self.state.page_at(file)?;
        let text = self.text(file)?;
        let id = self.site().index.id_of(&path);
        let (parsed, links, _) = problems::read(self.state, &path, &text);
        Some(PageView { path, id, text, parsed, links })
    }

    /// The text of a file: the editor's, otherwise the handbook's.
    pub(super) fn text(self, file: &Path) -> Option<Arc<str>> {
        if let Some(document) = self.documents.get(file) {
            return Some(Arc::clone(&document.text));
        }
        let path = self.state.page_at(file)?;
        self.site().index.id_of(&path).map(|id| self.page_text(id))
    }

    /// The text of a page, from the handbook or the editor.
    pub(super) fn page_text(self, id: PageId) -> Arc<str> {
        let file = self.state.file(&self.site().index.page(id).path);
        match self.documents.get(&file) {
            Some(document) => Arc::clone(&document.text),
            None => Arc::from(&*decode(self.site().bytes(id)).text),
        }
    }

    /// The lines of a text.
    pub(super) fn lines(self, text: &str) -> Lines<'_> {
        Lines::new(text, self.client.encoding)
    }

    /// The URI of a file.
    pub(super) fn uri(self, file: &Path) -> Option<Uri> {
        match self.documents.get(file) {
            Some(document) => Some(document.uri.clone()),
            None => self.addresses.uri(file),
        }
    }

    /// The URI of a page.
    pub(super) fn page_uri(self, id: PageId) -> Option<Uri> {
        self.uri(&self.state.file(&self.site().index.page(id).path))
    }

    /// A place in a page.
    pub(super) fn location(self, id: PageId, span: Range<usize>) -> Option<Location> {
        let text = self.page_text(id);
        Some(Location { uri: self.page_uri(id)?, range: self.lines(&text).range(&span) })
    }

    /// The bytes in a page that an anchor refers to; the beginning if there is no such anchor. An open page may have changed.
    pub(super) fn anchor_span(self, id: PageId, anchor: Option<&str>) -> Range<usize> {
        let found = |parsed: &ParsedPage| {
            let heading = parsed.headings.iter().find(|heading| Some(&*heading.id) == anchor);
            heading.map_or(0..0, |heading| heading.span.clone())
        };
        let file = self.state.file(&self.site().index.page(id).path);
        match self.documents.get(&file).and_then(|_| self.page(&file)) {
            Some(page) => found(&page.parsed),
            None => found(self.site().parsed(id)),
        }
    }

    /// The edits in the protocol's form, for those files that have a text.
    pub(super) fn workspace_edit(self, edits: FileEdits) -> WorkspaceEdit {
        let mut files: Vec<(PathBuf, Vec<Edit>)> = edits.into_iter().filter(|(_, edits)| !edits.is_empty()).collect();
        files.sort_by(|a, b| a.0.cmp(&b.0));
        let files = files.into_iter().filter_map(|(file, edits)| {
            let text = self.text(&file).or_else(|| self.project_text(&file))?;
            Some((self.uri(&file)?, self.documents.get(&file).map(|document| document.version), self.text_edits(&text, edits)))
        });
        if self.client.takes_document_changes {
            let changes = files.map(|(uri, version, edits)| {
                let text_document = OptionalVersionedTextDocumentIdentifier { uri, version };
                DocumentChangeOperation::Edit(TextDocumentEdit {
                    text_document,
                    edits: edits.into_iter().map(OneOf::Left).collect(),
                })
            });
            return WorkspaceEdit {
                document_changes: Some(DocumentChanges::Operations(changes.collect())),
                ..WorkspaceEdit::default()
            };
        }
        WorkspaceEdit { changes: Some(files.map(|(uri, _, edits)| (uri, edits)).collect()), ..WorkspaceEdit::default() }
    }

    /// The edits of one text, in order and without those that would overlap an earlier one.
    pub(super) fn text_edits(self, text: &str, mut edits: Vec<Edit>) -> Vec<TextEdit> {
        edits.sort_unstable();
        edits.dedup();
        let lines = self.lines(text);
        let mut end = 0;
        let apart = edits.into_iter().filter(|edit| {
            let is_apart = edit.start >= end && edit.end >= edit.start;
            end = if is_apart { edit.end } else { end };
            is_apart
        });
        apart.map(|edit| TextEdit { range: lines.range(&(edit.start..edit.end)), new_text: edit.text }).collect()
    }

    /// The text of `handbook.yaml`.
    pub(super) fn project_text(self, file: &Path) -> Option<Arc<str>> {
        (file == self.config_file()).then(|| self.state.project.config_text.clone()).flatten()
    }

    /// The path of `handbook.yaml`, whether it exists or not.
    pub(super) fn config_file(self) -> PathBuf {
        self.state.project.dir.join(crate::config::FILE_NAME)
    }
}

/// The page that a resolved link leads to, and the anchor in it as the page spells it.
pub(super) fn target_page(resolution: &Resolution) -> Option<(PageId, Option<String>)> {
    let Resolution::Internal { href, target: Target::Page(id), .. } = resolution else { return None };
    let anchor = href.split_once('#').map(|(_, fragment)| fragment.split(":~:").next().unwrap_or(fragment));
    let decoded = anchor.map(|anchor| percent_encoding::percent_decode_str(anchor).decode_utf8_lossy().into_owned());
    Some((*id, decoded.filter(|anchor| !anchor.is_empty())))
}
