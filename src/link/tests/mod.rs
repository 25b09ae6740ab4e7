//! Every form of link and every fault, on small handbooks.
//!
//! A row is a page's text and the results of its links, one line each: where the link leads; after `!`, the fault's code and the
//! bytes at which it is reported; and after `=>`, the suggestion.

use std::fmt::Write as _;

use super::{Resolution, Target};
use crate::diagnostic::{Code, Diagnostic};
use crate::fixture::{Handbook, files};

mod faults;
mod forms;
mod hostile;
mod suggestions;
mod suspects;
mod wanted;

/// The path of the page under test.
const HERE: &str = "content/adoption/here.md";

/// The handbook for the rows, with `page` as [`HERE`].
fn handbook(around: &str, page: &str) -> Handbook {
    let mut files = files(around);
    files.insert(HERE.to_owned(), page.to_owned());
    Handbook::from_files(&files)
}

/// The results of a page's links, one line each, in order.
fn outcomes(handbook: &Handbook, path: &str) -> String {
    let id = handbook.id(path);
    let linked = handbook.link(id);
    let text = handbook.text(id);
    let links = &handbook.pages[id.position()].parsed.links;
    assert_eq!(links.len(), linked.value.resolutions.len(), "{text}");
    let mut diagnostics = linked.diagnostics.into_iter().peekable();
    let mut told = String::new();
    for (link, resolution) in links.iter().zip(&linked.value.resolutions) {
        let mut line = leads_to(handbook, resolution);
        while let Some(fault) = diagnostics.next_if(|fault| fault.span.as_ref() == Some(&link.span)) {
            line += &said(text, &fault);
        }
        writeln!(told, "{line}").expect("text takes everything");
    }
    assert_eq!(diagnostics.next(), None, "a fault of no link in {text}");
    told.trim_end().to_owned()
}

fn leads_to(handbook: &Handbook, resolution: &Resolution) -> String {
    match resolution {
        Resolution::Internal { href, target: Target::Page(id), .. } => format!("{href} ({})", handbook.index.page(*id).path),
        Resolution::Internal { href, target: Target::Asset(path), .. } => format!("{href} ({path})"),
        Resolution::Internal { href, target: Target::Generated(generated), .. } => {
            format!("{href} (/{} generated)", generated.address(&handbook.config, &handbook.index))
        }
        Resolution::Repository { href } | Resolution::Beside { href } => href.to_string(),
        Resolution::External => "external".to_owned(),
        Resolution::Missing => "missing".to_owned(),
        Resolution::Removed => "removed".to_owned(),
    }
}

fn said(text: &str, fault: &Diagnostic) -> String {
    let span = fault.span.clone().expect("faults of links have a place");
    assert!(fault.help.is_some(), "no way out: {fault:?}");
    assert!(!fault.message.ends_with('.') && !fault.message.starts_with(char::is_uppercase), "{fault:?}");
    let suggestion = fault.suggestion().map_or(String::new(), |suggestion| {
        let sure = if fault.has_safe_fix() { "=>" } else { "=?>" };
        format!(" {sure} {suggestion}")
    });
    format!(" ! {} `{}`{suggestion}", fault.code, &text[span])
}

/// Checks all rows against one handbook before it fails.
#[track_caller]
fn check(around: &str, rows: &[(&str, &str)]) {
    let mut wrong = String::new();
    for (page, expected) in rows {
        let found = outcomes(&handbook(around, page), "adoption/here.md");
        if found != *expected {
            write!(wrong, "\n{page}\n  expected: {expected}\n  found:    {found}").expect("text takes everything");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The faults of a page, and a check that their suggestions fix it: once applied, no fault remains.
#[track_caller]
fn fixed(around: &str, page: &str) {
    let book = handbook(around, page);
    let faults = book.link(book.id("adoption/here.md")).diagnostics;
    assert!(!faults.is_empty(), "nothing to fix in {page}");
    let mut text = page.to_owned();
    for fault in faults.iter().rev() {
        let suggestion = fault.suggestion().unwrap_or_else(|| panic!("no suggestion: {fault:?}"));
        text.replace_range(fault.span.clone().expect("a place"), suggestion);
    }
    let book = handbook(around, &text);
    let left: Vec<Code> = book.link(book.id("adoption/here.md")).diagnostics.into_iter().map(|fault| fault.code).collect();
    assert_eq!(left, [], "{page} became {text}");
}
