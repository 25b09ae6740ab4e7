//! Rename: a heading with all links to its anchor, a reference label, a footnote.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use ls_types::{PrepareRenameResponse, RenameParams, TextDocumentPositionParams, WorkspaceEdit};

use crate::edit::Edit;
use crate::index::PageId;
use crate::link::in_place;
use crate::parse::{Heading, Link, LinkForm, ParsedPage, definitions, parse};
use crate::path::nfc;

use super::address;
use super::definition::heading_of_link;
use super::references::links_to;
use super::spot::{Spot, footnotes, reference_parts, spot};
use super::view::{FileEdits, PageView, View};

/// What can be renamed.
enum Renamed {
    /// A heading of a page.
    Heading(PageId, Heading),
    /// The label of the definition whose destination has these bytes.
    Label(Range<usize>),
    /// A footnote.
    Footnote(String),
}

/// The bytes that would be renamed at a position, and their text.
pub(super) fn prepare(view: View<'_>, params: &TextDocumentPositionParams) -> Option<PrepareRenameResponse> {
    let file = address::path(&params.text_document.uri)?;
    let page = view.page(&file)?;
    let lines = view.lines(&page.text);
    let (_, span, placeholder) = renamed(view, &page, lines.offset(params.position))?;
    Some(PrepareRenameResponse::RangeWithPlaceholder { range: lines.range(&span), placeholder })
}

fn renamed(view: View<'_>, page: &PageView, at: usize) -> Option<(Renamed, Range<usize>, String)> {
    let written = |span: &Range<usize>| page.text[span.clone()].to_owned();
    match spot(page, at)? {
        Spot::Heading(heading) => {
            let words = heading_words(&page.text, heading);
            let text = written(&words);
            Some((Renamed::Heading(page.id?, heading.clone()), words, text))
        }
        Spot::Definition(definition) => {
            let text = written(&definition.label);
            (at <= definition.label.end + 1).then_some((Renamed::Label(definition.link.span), definition.label, text))
        }
        Spot::Footnote(label) => {
            let (_, span) = footnotes(page).into_iter().find(|(_, span)| span.start <= at + 2 && at <= span.end + 1)?;
            Some((Renamed::Footnote(label.clone()), span, label))
        }
        Spot::Link(position, _) => {
            let link = page.parsed.links.get(position)?;
            if matches!(link.form, LinkForm::Reference | LinkForm::ReferenceImage) {
                let parts = reference_parts(&page.text, link.at)?;
                let label = parts.label.filter(|label| !label.is_empty()).unwrap_or(parts.words);
                let text = written(&label);
                return Some((Renamed::Label(link.span.clone()), label, text));
            }
            let fragment = link.span.start + page.text[link.span.clone()].find('#')? + 1..link.span.end;
            if at < fragment.start || at > fragment.end {
                return None;
            }
            let (id, heading) = heading_of_link(page, position, view)?;
            let text = view.page_text(id);
            let words = heading_words(&text, &heading);
            Some((Renamed::Heading(id, heading), fragment, text[words].to_owned()))
        }
        Spot::Key { .. } => None,
    }
}

/// The edits that rename the thing at a position.
///
/// # Errors
/// Why it cannot be renamed, or not to this name.
pub(super) fn rename(view: View<'_>, params: &RenameParams) -> Result<Option<WorkspaceEdit>, String> {
    let at = &params.text_document_position;
    let Some(file) = address::path(&at.text_document.uri) else { return Ok(None) };
    let Some(page) = view.page(&file) else { return Ok(None) };
    let offset = view.lines(&page.text).offset(at.position);
    let Some((renamed, _, _)) = renamed(view, &page, offset) else {
        return Err("headings, labels and footnotes can be renamed; a page is renamed as a file".to_owned());
    };
    let name = params.new_name.trim();
    if name.is_empty() || name.contains(['\n', '\r']) {
        return Err("the new name must be one line of text".to_owned());
    }
    let edits = match renamed {
        Renamed::Heading(id, heading) => heading_edits(view, id, &heading, name)?,
        Renamed::Label(destination) => label_edits(&file, &page, &destination, name)?,
        Renamed::Footnote(label) => footnote_edits(&file, &page, &label, name)?,
    };
    Ok(Some(view.workspace_edit(edits)))
}

/// The bytes of a heading's text, without its marks and its id.
fn heading_words(text: &str, heading: &Heading) -> Range<usize> {
    let whole = &text[heading.span.clone()];
    let lead = whole.len() - whole.trim_start().len();
    let start = heading.span.start + lead;
    let written = whole.trim();
    let (from, mut words) = if written.starts_with('#') {
        let words = written.trim_start_matches('#');
        let words = words.trim_start();
        (start + written.len() - words.len(), words)
    } else {
        // The last line underlines the others.
        let words = written.rsplit_once(['\n', '\r']).map_or(written, |(words, _)| words.trim_end());
        (start, words)
    };
    if heading.is_explicit
        && let Some(open) = words.rfind('{')
    {
        words = words[..open].trim_end();
    }
    let without = words.trim_end_matches('#');
    if without.is_empty() || without.ends_with([' ', '\t']) {
        words = without.trim_end();
    }
    from..from + words.len()
}

fn heading_edits(view: View<'_>, id: PageId, heading: &Heading, name: &str) -> Result<FileEdits, String> {
    let site = view.site();
    let text = view.page_text(id);
    let before = site.parsed(id);
    let words = heading_words(&text, heading);
    let mut new_text = text.to_string();
    new_text.replace_range(words.clone(), name);
    let path = &site.index.page(id).path;
    let after = parse(path, new_text.as_bytes()).value;
    if after.headings.len() != before.headings.len() {
        return Err(format!("`{name}` cannot stand as a heading's text"));
    }
    // A heading that had the same text as another may pass its number on to that one.
    let changed: HashMap<&str, (&Heading, &Heading)> = before
        .headings
        .iter()
        .zip(&after.headings)
        .filter(|(old, new)| old.id != new.id || old.span.start == heading.span.start)
        .map(|(old, new)| (&*old.id, (old, new)))
        .collect();
    let mut edits = FileEdits::new();
    edits.entry(view.state.file(path)).or_default().push(Edit::new(words, name));
    for (from, positions) in links_to(view, id, |anchor| anchor.is_some_and(|anchor| changed.contains_key(anchor))) {
        let file = view.state.file(&site.index.page(from).path);
        for position in positions {
            let link = &site.parsed(from).links[position];
            let anchor = super::view::target_page(&site.links(from).resolutions[position]).and_then(|(_, anchor)| anchor);
            let Some((old, new)) = anchor.and_then(|anchor| changed.get(&*anchor).copied()) else { continue };
            if let Some(destination) = with_anchor(link, old, new) {
                edits.entry(file.clone()).or_default().push(Edit::new(link.span.clone(), in_place(link, &destination)));
            }
        }
    }
    if let Some((old, new)) = new_title(before, &after) {
        name_edits(view, id, old, new, &mut edits);
    }
    Ok(edits)
}

/// A link's destination with the new anchor or, in a wikilink, with the new text, whichever the author used.
fn with_anchor(link: &Link, old: &Heading, new: &Heading) -> Option<String> {
    let (before, fragment) =
        if link.form.is_wiki() { link.destination.rsplit_once('#') } else { link.destination.split_once('#') }?;
    let is_anchor = fragment == &*old.id || !link.form.is_wiki();
    if is_anchor {
        return (old.id != new.id).then(|| format!("{before}#{}", new.id));
    }
    let is_writable = !new.text.contains(['#', '|', '[', ']']);
    Some(format!("{before}#{}", if is_writable { &new.text } else { &new.id }))
}

/// The page's old and new title, if it comes from a heading.
fn new_title<'p>(before: &'p ParsedPage, after: &'p ParsedPage) -> Option<(&'p str, &'p str)> {
    let is_written = before.front_matter.title.as_ref().is_some_and(|title| !title.trim().is_empty());
    let (old, new) = (before.heading_title.as_deref()?, after.heading_title.as_deref()?);
    (!is_written && old != new && !new.contains(['#', '|', '[', ']'])).then_some((old, new))
}

/// Wikilinks that name a page by its title are updated.
fn name_edits(view: View<'_>, id: PageId, old: &str, new: &str, edits: &mut FileEdits) {
    let site = view.site();
    let folded = |name: &str| nfc(name.trim()).to_lowercase();
    for (from, positions) in links_to(view, id, |_| true) {
        let links = positions.iter().map(|position| &site.parsed(from).links[*position]);
        for link in links.filter(|link| link.form.is_wiki()) {
            let (name, fragment) = link.destination.split_once('#').map_or((&*link.destination, ""), |(name, rest)| (name, rest));
            let is_by_title = folded(name) == folded(old) && folded(name) != folded(site.index.page(id).path.stem());
            if is_by_title && fragment.is_empty() {
                let file = view.state.file(&site.index.page(from).path);
                edits.entry(file).or_default().push(Edit::new(link.span.clone(), in_place(link, new)));
            }
        }
    }
}

fn label_edits(file: &Path, page: &PageView, destination: &Range<usize>, name: &str) -> Result<FileEdits, String> {
    if name.contains(['[', ']']) || name.starts_with('^') {
        return Err("a label holds no brackets and does not begin with `^`".to_owned());
    }
    let defined = definitions(&page.text, page.parsed.body);
    let is_taken = defined
        .iter()
        .any(|other| other.link.span != *destination && page.text[other.label.clone()].to_lowercase() == name.to_lowercase());
    if is_taken {
        return Err(format!("`[{name}]` is defined already"));
    }
    let own = defined.into_iter().find(|definition| definition.link.span == *destination).map(|definition| definition.label);
    let mut edits: Vec<Edit> = own.into_iter().map(|label| Edit::new(label, name)).collect();
    for link in page.parsed.links.iter().filter(|link| link.span == *destination) {
        let Some(parts) = reference_parts(&page.text, link.at) else { continue };
        edits.push(match parts.label {
            Some(label) if !label.is_empty() => Edit::new(label, name),
            // The link text stays, so that readers see the same.
            Some(label) => Edit::new(label, name),
            None => Edit::new(parts.end..parts.end, format!("[{name}]")),
        });
    }
    Ok(FileEdits::from([(PathBuf::from(file), edits)]))
}

fn footnote_edits(file: &Path, page: &PageView, label: &str, name: &str) -> Result<FileEdits, String> {
    if name.contains(['[', ']', '^']) || name.contains(char::is_whitespace) {
        return Err("a footnote's name holds no blanks, brackets or `^`".to_owned());
    }
    let all = footnotes(page);
    if all.iter().any(|(other, _)| other == name && other != label) {
        return Err(format!("`[^{name}]` is defined already"));
    }
    let edits = all.into_iter().filter(|(other, _)| other == label).map(|(_, span)| Edit::new(span, name)).collect();
    Ok(FileEdits::from([(PathBuf::from(file), edits)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_a_heading_stand_without_its_marks() {
        for (text, words) in [
            ("# A b\n", "A b"),
            ("##  A `b` ##\n", "A `b`"),
            ("## C#\n", "C#"),
            ("## A {#b}\n", "A"),
            ("A\nb\n===\n", "A\nb"),
            ("   ### A\n", "A"),
            ("> ## A\n", "A"),
        ] {
            let page = parse(&"a.md".into(), text.as_bytes()).value;
            assert_eq!(&text[heading_words(text, &page.headings[0])], words, "{text}");
        }
    }
}
