//! What the client can do, and what the server offers it.

use ls_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CompletionOptions, DocumentLinkOptions,
    ExecuteCommandOptions, FileOperationFilter, FileOperationPattern, FileOperationRegistrationOptions,
    FoldingRangeProviderCapability, HoverProviderCapability, OneOf, RenameOptions, ResourceOperationKind, SaveOptions,
    ServerCapabilities, TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkDoneProgressOptions, WorkspaceFileOperationsServerCapabilities, WorkspaceFoldersServerCapabilities,
    WorkspaceServerCapabilities,
};

use super::encoding::Encoding;
use super::{preview, problem};

/// What the server needs to know about the client.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a flag of the protocol")]
pub(super) struct Client {
    /// The unit of positions.
    pub(super) encoding: Encoding,
    /// Whether edits may include the version of a text, and create files.
    pub(super) takes_document_changes: bool,
    /// Whether an edit may create a file.
    pub(super) creates_files: bool,
    /// Whether a completion's edit may have two ranges.
    pub(super) completes_in_ranges: bool,
    /// Whether symbols may be nested.
    pub(super) nests_symbols: bool,
    /// Whether code actions are edits rather than commands.
    pub(super) knows_code_actions: bool,
    /// Whether it can open addresses in a browser.
    pub(super) shows_documents: bool,
    /// Whether a location may include the range that led there.
    pub(super) links_definitions: bool,
}

impl Client {
    /// Reads the client's capabilities.
    pub(super) fn new(said: &ClientCapabilities) -> Self {
        let offered = said.general.as_ref().and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
        let edits = said.workspace.as_ref().and_then(|workspace| workspace.workspace_edit.as_ref());
        let text = said.text_document.as_ref();
        let operations = edits.and_then(|edits| edits.resource_operations.as_deref()).unwrap_or_default();
        let takes_document_changes = edits.and_then(|edits| edits.document_changes).unwrap_or_default();
        let completion = text.and_then(|text| text.completion.as_ref()?.completion_item.as_ref());
        let symbols = text.and_then(|text| text.document_symbol.as_ref());
        Self {
            encoding: Encoding::negotiated(offered),
            takes_document_changes,
            creates_files: takes_document_changes && operations.contains(&ResourceOperationKind::Create),
            completes_in_ranges: completion.and_then(|item| item.insert_replace_support).unwrap_or_default(),
            nests_symbols: symbols.and_then(|symbols| symbols.hierarchical_document_symbol_support).unwrap_or_default(),
            knows_code_actions: text
                .is_some_and(|text| text.code_action.as_ref().is_some_and(|action| action.code_action_literal_support.is_some())),
            shows_documents: said
                .window
                .as_ref()
                .is_some_and(|window| window.show_document.as_ref().is_some_and(|show| show.support)),
            links_definitions: text.and_then(|text| text.definition.as_ref()?.link_support).unwrap_or_default(),
        }
    }
}

/// The characters that trigger completion.
const TRIGGERS: &[&str] = &["(", "/", "#", "[", "!", ":", "^", "`", "\"", "|", "-", " "];

/// The kinds of code actions.
pub(super) fn fix_all() -> CodeActionKind {
    CodeActionKind::from("source.fixAll.journeybook".to_owned())
}

/// What the server offers.
pub(super) fn offered(client: Client) -> ServerCapabilities {
    ServerCapabilities {
        position_encoding: Some(client.encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::INCREMENTAL),
            save: Some(TextDocumentSyncSaveOptions::SaveOptions(SaveOptions { include_text: Some(false) })),
            ..TextDocumentSyncOptions::default()
        })),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(TRIGGERS.iter().map(ToString::to_string).collect()),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        definition_provider: Some(OneOf::Left(true)),
        references_provider: Some(OneOf::Left(true)),
        document_symbol_provider: Some(OneOf::Left(true)),
        workspace_symbol_provider: Some(OneOf::Left(true)),
        document_link_provider: Some(DocumentLinkOptions {
            resolve_provider: Some(false),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        }),
        folding_range_provider: Some(FoldingRangeProviderCapability::Simple(true)),
        rename_provider: Some(OneOf::Right(RenameOptions {
            prepare_provider: Some(true),
            work_done_progress_options: WorkDoneProgressOptions::default(),
        })),
        code_action_provider: Some(CodeActionProviderCapability::Options(CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::REFACTOR_REWRITE, fix_all()]),
            ..CodeActionOptions::default()
        })),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![preview::OPEN.to_owned(), problem::EXPLAIN.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(WorkspaceFoldersServerCapabilities {
                supported: Some(true),
                change_notifications: Some(OneOf::Left(true)),
            }),
            file_operations: Some(WorkspaceFileOperationsServerCapabilities {
                will_rename: Some(everything()),
                did_rename: Some(everything()),
                did_create: Some(everything()),
                did_delete: Some(everything()),
                ..WorkspaceFileOperationsServerCapabilities::default()
            }),
        }),
        ..ServerCapabilities::default()
    }
}

/// Pages, pictures and folders can all be linked to.
fn everything() -> FileOperationRegistrationOptions {
    let pattern = FileOperationPattern { glob: "**/*".to_owned(), matches: None, options: None };
    FileOperationRegistrationOptions { filters: vec![FileOperationFilter { scheme: Some("file".to_owned()), pattern }] }
}
