//! What cannot be moved, and which destinations are refused.

use crate::diagnostic::{Code, Diagnostic};
use crate::index::{Index, Place};
use crate::link::moved::Move;
use crate::path::{is_page_name, nfc};
use crate::portable_name::name_fault;

/// Refuses a move that makes no sense, or that would overwrite content.
pub fn request(index: &Index, shift: &Move) -> Result<(), Box<Diagnostic>> {
    let (from, to) = (shift.from(), shift.to());
    if from.is_empty() {
        return refuse("the content folder itself cannot be moved", "move what is in it, or set `content:` in `handbook.yaml`");
    }
    let Some(place) = index.at_path(from) else {
        return refuse(
            format!("the content holds nothing at `{from}`"),
            "name a page, a file or a folder of the content as it is spelled there",
        );
    };
    if from == to {
        return refuse(format!("`{from}` is there already"), "name another place");
    }
    if to.strip_prefix(from).is_some_and(|rest| rest.starts_with('/')) {
        return refuse(format!("`{from}` cannot be moved into itself"), "name a place outside the folder");
    }
    let is_other_spelling = nfc(from).to_lowercase() == nfc(to).to_lowercase();
    if index.at_path(to).is_some() && !is_other_spelling {
        return refuse(format!("there is something at `{to}` already"), "choose another name, or move away what is there");
    }
    if let Some((name, fault)) = to.split('/').find_map(|name| Some((name, name_fault(name)?))) {
        return refuse(format!("not every system can hold the name `{name}`: {fault}"), "choose another name");
    }
    let is_folder = matches!(place, Place::Folder(_) | Place::BareFolder(_));
    let name = to.rsplit('/').next().unwrap_or(to);
    if !is_folder && is_page_name(from) != is_page_name(name) {
        return if is_page_name(name) {
            refuse(format!("`{from}` is not a page, and `{to}` would be one"), "keep the file's extension")
        } else {
            refuse(format!("`{from}` is a page, and `{to}` would be none"), format!("keep the extension: write `{to}.md`"))
        };
    }
    Ok(())
}

fn refuse(message: impl Into<String>, help: impl Into<String>) -> Result<(), Box<Diagnostic>> {
    Err(Box::new(Diagnostic::new(Code::Io, message).help(help)))
}
