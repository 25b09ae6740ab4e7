//! Code actions: fixes, all safe fixes of a page, a missing page made, a link turned into a reference, a page marked as reviewed, a problem explained.

use std::collections::BTreeSet;
use std::path::Path;

use ls_types::{
    CodeAction, CodeActionContext, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, CreateFile, CreateFileOptions,
    DocumentChangeOperation, DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, ResourceOp, TextDocumentEdit,
    TextEdit, WorkspaceEdit,
};

use crate::diagnostic::Code;
use crate::edit::{Edit, MOST_ROUNDS, fix_edit, replaced, safe_fixes};
use crate::parse::front_matter::{Block, place};
use crate::parse::{LinkForm, definitions};
use crate::path::{SourcePath, join, title_of_path};
use crate::scaffold::{PageOptions, page_path, page_text};
use crate::yaml;

use super::address;
use super::capabilities::fix_all;
use super::problem::{EXPLAIN, Problem};
use super::problems;
use super::spot::{Spot, spot};
use super::view::{FileEdits, PageView, View};

/// What can be done about the selected bytes.
pub(super) fn actions(view: View<'_>, params: &CodeActionParams) -> Vec<CodeActionOrCommand> {
    if !view.client.knows_code_actions {
        return Vec::new();
    }
    let Some(file) = address::path(&params.text_document.uri) else { return Vec::new() };
    let mut found = Vec::new();
    if let Some(text) = view.text(&file).or_else(|| view.project_text(&file)) {
        let span = view.lines(&text).span(params.range);
        if wants(&params.context, &CodeActionKind::QUICKFIX) {
            let all = view.state.problems.get(&file).map(Vec::as_slice).unwrap_or_default();
            let here = all.iter().filter(|problem| problem.span.start <= span.end && span.start <= problem.span.end);
            for problem in here.clone() {
                found.extend(fix(view, &file, problem));
                found.extend(create_page(view, &file, problem));
            }
            let mut explained = BTreeSet::new();
            found.extend(here.filter(|problem| explained.insert(problem.code)).filter_map(|problem| explain(view, problem)));
        }
        if let Some(page) = view.page(&file) {
            if wants(&params.context, &fix_all()) {
                found.extend(fix_page(view, &file, &page));
            }
            if wants(&params.context, &CodeActionKind::REFACTOR_REWRITE) {
                found.extend(as_reference(view, &file, &page, span.start));
                found.extend(reviewed_today(view, &file, &page, span.start));
            }
        }
    }
    found.into_iter().map(CodeActionOrCommand::CodeAction).collect()
}

/// Whether actions of a kind are requested. A requested kind includes those below it.
fn wants(context: &CodeActionContext, kind: &CodeActionKind) -> bool {
    let is_below = |asked: &CodeActionKind| {
        kind.as_str()
            .strip_prefix(asked.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.') || asked.as_str().is_empty())
    };
    match &context.only {
        Some(only) => only.iter().any(is_below),
        // Actions on save do not belong in a menu of fixes.
        None => *kind != fix_all(),
    }
}

fn action(title: String, kind: CodeActionKind, edit: WorkspaceEdit) -> CodeAction {
    CodeAction { title, kind: Some(kind), edit: Some(edit), ..CodeAction::default() }
}

fn fix(view: View<'_>, file: &Path, problem: &Problem) -> Option<CodeAction> {
    let remedy = problem.remedy.as_ref()?;
    let title = match (&*remedy.text, &problem.subject) {
        ("", _) => format!("Remove it ({})", problem.code),
        (text, Some(subject)) if !text.contains('\n') && text.len() <= LONGEST => {
            format!("Replace `{}` by `{text}`", shortened(subject))
        }
        (text, _) => format!("Write `{}`", shortened(text)),
    };
    let edit = Edit::new(remedy.span.clone(), &*remedy.text);
    let edit = view.workspace_edit(FileEdits::from([(file.to_path_buf(), vec![edit])]));
    Some(CodeAction {
        diagnostics: Some(vec![problem.shown(view.addresses)]),
        is_preferred: Some(remedy.is_safe),
        ..action(title, CodeActionKind::QUICKFIX, edit)
    })
}

/// What the code of a problem means, where the editor cannot follow the code itself.
fn explain(view: View<'_>, problem: &Problem) -> Option<CodeAction> {
    if view.addresses.explanation(problem.code).is_some() {
        return None;
    }
    let title = format!("Explain `{}`", problem.code);
    let command =
        Command { title: title.clone(), command: EXPLAIN.to_owned(), arguments: Some(vec![problem.code.name().into()]) };
    Some(CodeAction {
        title,
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![problem.shown(view.addresses)]),
        command: Some(command),
        ..CodeAction::default()
    })
}

/// The longest text that a title quotes, in bytes.
const LONGEST: usize = 60;

fn shortened(text: &str) -> String {
    let line = text.split(['\n', '\r']).next().unwrap_or_default();
    if line.len() <= LONGEST { line.to_owned() } else { format!("{}…", line.chars().take(LONGEST / 2).collect::<String>()) }
}

/// Every safe fix of a page, until there are none.
fn fix_page(view: View<'_>, file: &Path, page: &PageView) -> Option<CodeAction> {
    let levels = &view.site().config.checks;
    let mut text = page.text.to_string();
    for _ in 0..MOST_ROUNDS {
        let (_, _, diagnostics) = problems::read(view.state, &page.path, &text);
        let edits: Vec<Edit> = safe_fixes(diagnostics.into_iter(), levels).iter().filter_map(fix_edit).collect();
        let fixed = replaced(text.as_bytes(), &edits).and_then(|bytes| String::from_utf8(bytes).ok())?;
        if fixed == text {
            break;
        }
        text = fixed;
    }
    if *text == *page.text {
        return None;
    }
    let edit = Edit::new(0..page.text.len(), text);
    let edit = view.workspace_edit(FileEdits::from([(file.to_path_buf(), vec![edit])]));
    Some(action("Fix everything that needs no decision".to_owned(), fix_all(), edit))
}

/// The page that a broken link names, made with its front matter filled in.
fn create_page(view: View<'_>, file: &Path, problem: &Problem) -> Option<CodeAction> {
    // Where it is certain what was meant, as with another case, a second page beside it is not.
    let is_certain = problem.remedy.as_ref().is_some_and(|remedy| remedy.is_safe);
    if problem.code != Code::BrokenLink || is_certain || !view.client.creates_files {
        return None;
    }
    let page = view.page(file)?;
    let link = page.parsed.links.iter().find(|link| link.span == problem.span || link.at == problem.span.start)?;
    let site = view.site();
    let path = missing_page(&page, link.form, &link.destination, &site.sources.roots.content)?;
    let target = view.state.file(&path);
    if site.index.at_path(path.as_str()).is_some()
        || crate::disk::is_left_out(&view.state.project, &site.config, &site.sources.roots, &path)
    {
        return None;
    }
    // A page in the same folder has the same stage, and the folder may decide that already.
    let is_told = path.top_folder().is_some_and(|folder| site.config.journey.stage_of(folder).is_some());
    let home = page.id.and_then(|id| site.index.page(id).membership.home()).filter(|_| !is_told && site.index.shows_journey);
    let stages = home.map(|stage| site.config.journey.stage(stage).id.to_string()).into_iter().collect();
    let options = PageOptions { stages, ..PageOptions::default() };
    let text = page_text(&options, &title_of_path(&path), &site.config.journey, &site.config.kinds, &[]).ok()?;
    let uri = view.uri(&target)?;
    let create = CreateFile {
        uri: uri.clone(),
        options: Some(CreateFileOptions { overwrite: Some(false), ignore_if_exists: Some(false) }),
        annotation_id: None,
    };
    let write = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version: None },
        edits: vec![OneOf::Left(TextEdit { range: ls_types::Range::default(), new_text: text })],
    };
    let operations = vec![DocumentChangeOperation::Op(ResourceOp::Create(create)), DocumentChangeOperation::Edit(write)];
    let edit = WorkspaceEdit { document_changes: Some(DocumentChanges::Operations(operations)), ..WorkspaceEdit::default() };
    Some(CodeAction {
        diagnostics: Some(vec![problem.shown(view.addresses)]),
        ..action(format!("Create the page `{path}`"), CodeActionKind::QUICKFIX, edit)
    })
}

/// The path of the page that a destination names.
fn missing_page(page: &PageView, form: LinkForm, destination: &str, content: &str) -> Option<SourcePath> {
    let written = destination.split(['#', '?']).next().filter(|written| !written.is_empty())?;
    if form.is_shown() {
        return None;
    }
    if form.is_wiki() {
        let below = if written.contains('/') { written.to_owned() } else { join(page.path.folder(), written).ok()? };
        return page_path(&below, content).ok();
    }
    let decoded = percent_encoding::percent_decode_str(written).decode_utf8().ok()?;
    let path = match decoded.strip_prefix('/') {
        Some(from_root) => join("", from_root).ok()?,
        None => join(page.path.folder(), &decoded).ok()?,
    };
    let name = path.rsplit('/').next().unwrap_or_default();
    let is_page = SourcePath::from(name).is_page() || !name.contains('.');
    let path = if decoded.ends_with('/') { format!("{path}/") } else { path };
    is_page.then(|| page_path(&path, content).ok()).flatten()
}

/// The destination of a link in a definition at the end of the page.
fn as_reference(view: View<'_>, file: &Path, page: &PageView, at: usize) -> Option<CodeAction> {
    let Some(Spot::Link(position, whole)) = spot(page, at) else { return None };
    let link = page.parsed.links.get(position)?;
    if !matches!(link.form, LinkForm::Inline | LinkForm::Image) {
        return None;
    }
    let text = &page.text;
    let open = link.at + text[link.at..link.span.start].rfind("](")?;
    let inside = text.get(open + 2..whole.end.checked_sub(1)?)?.trim();
    let defined = definitions(text, page.parsed.body);
    let same = defined.iter().find(|definition| definition.link.destination == link.destination);
    let taken: BTreeSet<String> = defined.iter().map(|definition| text[definition.label.clone()].to_lowercase()).collect();
    let words: String = crate::parse::slug::slug(&text[link.at..open]).trim_matches('-').chars().take(30).collect();
    let words = if words.is_empty() { "link".to_owned() } else { words };
    let numbered = std::iter::once(words.clone()).chain((2..).map(|number| format!("{words}-{number}")));
    let label = match same {
        Some(definition) => text[definition.label.clone()].to_owned(),
        None => numbered.into_iter().find(|label| !taken.contains(label))?,
    };
    let mut edits = vec![Edit::new(open + 1..whole.end, format!("[{label}]"))];
    if same.is_none() {
        let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        let gap = if text.ends_with('\n') { "" } else { end };
        // Definitions at the end of a page are kept together.
        let last = text.trim_end().rsplit(['\n', '\r']).next().unwrap_or_default();
        let blank = if last.starts_with('[') && last.contains("]:") { "" } else { end };
        edits.push(Edit::new(text.len()..text.len(), format!("{gap}{blank}[{label}]: {inside}{end}")));
    }
    let edit = view.workspace_edit(FileEdits::from([(file.to_path_buf(), edits)]));
    Some(action("Make this a reference link".to_owned(), CodeActionKind::REFACTOR_REWRITE, edit))
}

/// `reviewed:` with today's date, on a page that has reviews or whose front matter is selected.
fn reviewed_today(view: View<'_>, file: &Path, page: &PageView, at: usize) -> Option<CodeAction> {
    let front_matter = &page.parsed.front_matter;
    let is_kept = front_matter.reviewed.is_some() || front_matter.review_every.is_some();
    if !is_kept && at >= page.parsed.body {
        return None;
    }
    let today = jiff::Zoned::now().date();
    if front_matter.reviewed.as_ref().is_some_and(|reviewed| reviewed.value == today) {
        return None;
    }
    let edit = reviewed_edit(&page.text, &today.to_string())?;
    let edit = view.workspace_edit(FileEdits::from([(file.to_path_buf(), vec![edit])]));
    Some(action("Mark as reviewed today".to_owned(), CodeActionKind::REFACTOR_REWRITE, edit))
}

fn reviewed_edit(text: &str, today: &str) -> Option<Edit> {
    let Block::Yaml(within) = place(text) else { return None };
    let document = yaml::read(text, within.clone());
    let entry = document.root.as_ref().and_then(|root| root.get("reviewed"));
    match entry {
        Some(node) if !node.span.is_empty() => Some(Edit::new(node.span.clone(), today)),
        None if document.problems.is_empty() && !text[within.clone()].trim_start().starts_with('{') => {
            let end = if text[..within.start].ends_with("\r\n") { "\r\n" } else { "\n" };
            Some(Edit::new(within.end..within.end, format!("reviewed: {today}{end}")))
        }
        Some(_) | None => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_review_is_written_where_it_stands_or_at_the_end() {
        for (text, expected) in [
            ("---\ntitle: A\n---\n", Some("---\ntitle: A\nreviewed: 2026-05-30\n---\n")),
            ("---\nreviewed: 2025-01-01 # x\ntitle: A\n---\n", Some("---\nreviewed: 2026-05-30 # x\ntitle: A\n---\n")),
            ("---\r\ntitle: A\r\n---\r\n", Some("---\r\ntitle: A\r\nreviewed: 2026-05-30\r\n---\r\n")),
            ("# A\n", None),
            ("---\ntitle: [\n---\n", None),
            ("---\n{ title: A }\n---\n", None),
        ] {
            let edit = reviewed_edit(text, "2026-05-30");
            let after = edit.and_then(|edit| String::from_utf8(replaced(text.as_bytes(), &[edit])?).ok());
            assert_eq!(after.as_deref(), expected, "{text}");
        }
    }
}
