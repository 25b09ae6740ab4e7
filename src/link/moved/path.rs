//! Destinations that are paths and addresses.

use crate::link::Here;
use crate::link::destination::{Destination, Local};
use crate::link::locate::{Found, is_beside, is_declared_external, locate, repository_path};
use crate::parse::Link;
use crate::path::{SourcePath, join, nfc};

use super::Way;
use super::spelling::Spelling;

/// The destination that a link of any form except a wikilink must have; `None` if it need not change.
pub(super) fn moved(way: &Way<'_>, link: &Link) -> Option<String> {
    let local = local(way.before, &link.destination)?;
    let spelling = Spelling::new(link.destination.trim_matches(|c: char| c.is_ascii_whitespace()));
    let was = locate(way.before, &local).ok();
    let is = locate(way.after, &local).ok();
    match (was, is) {
        (Some(was), Some(is)) if way.is_same(&was, &is) => None,
        (Some(was), _) => {
            let candidates =
                if local.is_from_root { from_root(way, &local, &was, &spelling) } else { relative(way, &local, &was, &spelling) };
            candidates.into_iter().find(|candidate| leads_to(way, candidate, &was))
        }
        (None, Some(_)) => None,
        (None, None) => still_broken(way, &local, &spelling),
    }
}

/// The destination split into its parts, if a move can affect it.
fn local<'d>(here: &Here<'_>, destination: &'d str) -> Option<Local<'d>> {
    match Destination::parse(destination) {
        Destination::Local(local) if local.is_from_root && is_declared_external(here.config, destination) => None,
        Destination::Local(local) if local.is_from_root && is_beside(here.config, destination) => None,
        Destination::Local(local) if local.is_same_page() || local.has_backslash => None,
        Destination::Local(local) => Some(local),
        _ => None,
    }
}

fn leads_to(way: &Way<'_>, candidate: &str, was: &Found) -> bool {
    let found = local(way.after, candidate).and_then(|local| locate(way.after, &local).ok());
    found.is_some_and(|found| way.is_same(was, &found))
}

/// The same place by the path in the link, or by the file's own path if the folder no longer leads there.
fn relative(way: &Way<'_>, local: &Local<'_>, was: &Found, spelling: &Spelling<'_>) -> Vec<String> {
    let roots = &way.after.index.roots;
    let folder = roots.repository_path(&SourcePath::from(way.after.entry.path.folder()));
    let write = |path: &str, ends_in_slash| spelling.relative(folder.as_str(), path, ends_in_slash);
    let named = repository_path(&way.before.index.roots, way.before.entry.path.folder(), &local.path);
    let named = named.map(|named| write(&way.shift.in_repository(roots, &named), local.path.ends_with('/')));
    let own = file(way, was).map(|file| write(roots.repository_path(&file).as_str(), false));
    named.into_iter().chain(own).collect()
}

/// The same place by the path or the address in the link, or by the file's own path.
fn from_root(way: &Way<'_>, local: &Local<'_>, was: &Found, spelling: &Spelling<'_>) -> Vec<String> {
    let Ok(named) = join("", &local.path) else { return Vec::new() };
    let ends_in_slash = local.path.ends_with('/');
    let mut candidates = Vec::new();
    let address = match was {
        Found::Page(id) => Some(way.before.index.page(*id).url.clone()),
        Found::Generated(generated) => Some(way.before.address(generated)),
        _ => None,
    };
    if address.is_some_and(|address| *address.as_str().trim_end_matches('/') == *nfc(&named))
        && way.before.index.at_path(&named).is_none()
    {
        candidates.extend(address_after(way, was).map(|address| spelling.rooted(&address, ends_in_slash)));
    }
    candidates.push(spelling.rooted(&way.shift.named(&named), ends_in_slash));
    candidates.push(spelling.rooted(&way.shift.in_repository(&way.after.index.roots, &named), ends_in_slash));
    candidates.extend(address_after(way, was).filter(|_| ends_in_slash).map(|address| spelling.rooted(&address, true)));
    candidates.extend(file(way, was).map(|file| spelling.rooted(file.as_str(), false)));
    candidates
}

fn address_after(way: &Way<'_>, was: &Found) -> Option<String> {
    match was {
        Found::Page(_) => {
            let id = way.after.index.id_of(&file(way, was)?)?;
            Some(way.after.index.page(id).url.to_string())
        }
        Found::Generated(generated) => Some(way.address_after(generated)),
        _ => None,
    }
}

/// The file that was found, by its new path.
fn file(way: &Way<'_>, was: &Found) -> Option<SourcePath> {
    match was {
        Found::Page(id) | Found::Draft(id) => Some(way.shift.file(&way.before.index.page(*id).path)),
        Found::Asset(path) => Some(way.shift.file(path)),
        Found::Generated(_) | Found::Repository(..) => None,
    }
}

/// A broken relative link in a moved page continues to mean the same place, so that it does not come to lead somewhere else by
/// chance.
fn still_broken(way: &Way<'_>, local: &Local<'_>, spelling: &Spelling<'_>) -> Option<String> {
    let roots = &way.after.index.roots;
    if local.is_from_root || way.before.entry.path.folder() == way.after.entry.path.folder() {
        return None;
    }
    let named = repository_path(roots, way.before.entry.path.folder(), &local.path)?;
    let wanted = way.shift.in_repository(roots, &named);
    let folder = way.after.entry.path.folder();
    if repository_path(roots, folder, &local.path).is_some_and(|path| nfc(&path) == nfc(&wanted)) {
        return None;
    }
    let folder = roots.repository_path(&SourcePath::from(folder));
    Some(spelling.relative(folder.as_str(), &wanted, local.path.ends_with('/')))
}
