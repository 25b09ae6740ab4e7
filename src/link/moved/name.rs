//! The names of wikilinks and embeds.

use crate::index::Place;
use crate::link::Here;
use crate::link::locate::{Found, found};
use crate::link::wiki::{WikiName, meant};
use crate::parse::Link;
use crate::path::{SourcePath, nfc};

use super::Way;
use super::spelling::relative_name;

/// The destination that a wikilink must have; `None` if it need not change, or if its name was not unique.
pub(super) fn moved(way: &Way<'_>, link: &Link) -> Option<String> {
    let WikiName { name, .. } = WikiName::parse(&link.destination);
    if name.is_empty() {
        return None;
    }
    let was = only(way.before, name)?;
    let is = only(way.after, name).filter(|is| way.is_same(&was, is));
    // A name that was the file's name becomes the file's new name, even if the page could be found by its title.
    let is_kept = |is: &Found| !names_file(way.before, &was, name) || names_file(way.after, is, name);
    if is.is_some_and(|is| is_kept(&is)) {
        return None;
    }
    let new = candidates(way, name, &was)
        .into_iter()
        .find(|candidate| only(way.after, candidate).is_some_and(|is| way.is_same(&was, &is)))?;
    let start = link.destination.find(name)?;
    let destination = &link.destination;
    Some(format!("{}{new}{}", &destination[..start], &destination[start + name.len()..]))
}

/// What a name means, if that is unique.
fn only(here: &Here<'_>, name: &str) -> Option<Found> {
    match meant(here, name).as_slice() {
        [place @ (Place::Page(_) | Place::Draft(_) | Place::Asset(_) | Place::Folder(_))] => Some(found(here, place)),
        _ => None,
    }
}

/// Whether a name is the name of the file or folder, rather than a page's title or alias.
fn names_file(here: &Here<'_>, found: &Found, name: &str) -> bool {
    let address;
    let path = match found {
        Found::Page(id) | Found::Draft(id) => here.index.page(*id).path.as_str(),
        Found::Asset(path) => path.as_str(),
        Found::Generated(generated) => {
            address = here.address(generated);
            address.as_str().trim_end_matches('/')
        }
        Found::Repository(..) => return false,
    };
    let folded = |path: &str| {
        let path = SourcePath::from(nfc(path).to_lowercase());
        if path.is_page() { path.without_extension().to_owned() } else { path.to_string() }
    };
    let (path, name) = (folded(path), folded(name.trim_matches('/')));
    // A folder's own page can also be referred to by the folder's name.
    let ends = |path: &str| path.strip_suffix(&*name).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    ends(&path) || SourcePath::from(&*path).folder() == name || name.starts_with('.')
}

/// The possible new names of the same thing, the most similar to the old name first.
fn candidates(way: &Way<'_>, name: &str, was: &Found) -> Vec<String> {
    let page = |path: SourcePath| {
        let has_extension = SourcePath::from(name).is_page();
        if has_extension { path.to_string() } else { path.without_extension().to_owned() }
    };
    let path = match was {
        Found::Page(id) | Found::Draft(id) => page(way.shift.file(&way.before.index.page(*id).path)),
        Found::Asset(path) => way.shift.file(path).to_string(),
        Found::Generated(generated) => way.address_after(generated),
        Found::Repository(..) => return Vec::new(),
    };
    let mut candidates = Vec::new();
    if name.starts_with("./") || name.starts_with("../") {
        candidates.push(relative_name(way.after.entry.path.folder(), &path));
    } else {
        // As many of the path's last names as the author wrote.
        let names = name.trim_matches('/').matches('/').count();
        candidates.extend(path.rmatch_indices('/').nth(names).map(|(at, _)| path[at + 1..].to_owned()));
    }
    // A folder with its own page.
    if let Found::Page(_) = was {
        let folder = way.shift.named(name);
        candidates.push(folder.into_owned());
    }
    candidates.push(path);
    candidates
}
