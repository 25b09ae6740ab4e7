//! What each request is about, and which feature answers it.

use std::path::PathBuf;

use ls_types::Uri;
use lsp_server::Request;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::view::View;
use super::{actions, address, completion, definition, folding, hover, problem, references, relocation, rename, symbols};

/// What a request is about.
#[derive(Debug)]
pub(super) enum Subject {
    /// A file, and how up to date the handbook must be.
    File(PathBuf, Needs),
    /// All handbooks.
    Handbooks,
    /// Nothing that is answered here.
    Unknown,
}

/// How up to date the handbook must be for an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needs {
    /// The other pages may be slightly out of date.
    AnyState,
    /// It must include the last edit.
    LastEdit,
}

/// What a request is about.
pub(super) fn subject(request: &Request) -> Subject {
    let params = &request.params;
    let needs = match &*request.method {
        "textDocument/completion"
        | "textDocument/hover"
        | "textDocument/definition"
        | "textDocument/documentSymbol"
        | "textDocument/documentLink"
        | "textDocument/foldingRange" => Needs::AnyState,
        "textDocument/references" | "textDocument/prepareRename" | "textDocument/rename" | "textDocument/codeAction" => {
            Needs::LastEdit
        }
        "workspace/willRenameFiles" => {
            let first = params.pointer("/files/0/oldUri").and_then(Value::as_str);
            return named(first, Needs::LastEdit);
        }
        "workspace/symbol" | "journeybook/explain" => return Subject::Handbooks,
        _ => return Subject::Unknown,
    };
    named(params.pointer("/textDocument/uri").and_then(Value::as_str), needs)
}

/// A file outside every handbook gets no answer.
fn named(uri: Option<&str>, needs: Needs) -> Subject {
    let path = uri.and_then(|uri| address::path(&uri.parse::<Uri>().ok()?));
    Subject::File(path.unwrap_or_default(), needs)
}

/// Answers a request from the handbooks concerned; the error says what is wrong with its parameters.
pub(super) fn answer(method: &str, params: Value, views: &[View<'_>]) -> Result<Value, String> {
    if let "workspace/symbol" = method {
        return with(params, |params| symbols::in_handbooks(views, &params));
    }
    if let "journeybook/explain" = method {
        let uri = params.get("uri").and_then(Value::as_str).ok_or("`uri` is missing")?;
        return Ok(problem::explained(uri).map_or(Value::Null, Value::from));
    }
    let Some(&view) = views.first() else { return Ok(Value::Null) };
    match method {
        "textDocument/completion" => with(params, |params| completion::complete(view, &params)),
        "textDocument/hover" => with(params, |params| hover::hover(view, &params)),
        "textDocument/definition" => with(params, |params| definition::definition(view, &params)),
        "textDocument/references" => with(params, |params| references::references(view, &params)),
        "textDocument/documentSymbol" => with(params, |params| symbols::in_document(view, &params)),
        "textDocument/documentLink" => with(params, |params| symbols::links(view, &params)),
        "textDocument/foldingRange" => with(params, |params| folding::folds(view, &params)),
        "textDocument/prepareRename" => with(params, |params| rename::prepare(view, &params)),
        "textDocument/rename" => with_checked(params, |params| rename::rename(view, &params)),
        "textDocument/codeAction" => with(params, |params| actions::actions(view, &params)),
        "workspace/willRenameFiles" => with(params, |params| relocation::will_rename(view, &params)),
        _ => Ok(Value::Null),
    }
}

fn with<P: DeserializeOwned, R: Serialize>(params: Value, work: impl FnOnce(P) -> R) -> Result<Value, String> {
    with_checked(params, |params| Ok(work(params)))
}

fn with_checked<P: DeserializeOwned, R: Serialize>(
    params: Value,
    work: impl FnOnce(P) -> Result<R, String>,
) -> Result<Value, String> {
    let params = serde_json::from_value(params).map_err(|error| error.to_string())?;
    serde_json::to_value(work(params)?).map_err(|error| error.to_string())
}
