//! What is at a destination: in the content, at an address of the site, or in the repository around it.

use crate::config::Config;
use crate::generated::Generated;
use crate::index::{PageId, Place, RepositoryEntry};
use crate::path::{PAGE_EXTENSIONS, RepositoryPath, SourcePath, join};
use crate::promises::Audience;
use crate::source::Roots;

use super::Here;
use super::destination::Local;

/// What is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Found {
    /// A page that is built.
    Page(PageId),
    /// A page that is a draft and not built.
    Draft(PageId),
    /// A file that is copied beside the pages.
    Asset(SourcePath),
    /// A generated output.
    Generated(Generated),
    /// Something that is only in the repository.
    Repository(RepositoryPath, RepositoryEntry),
}

/// Why nothing was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotFound {
    /// The path leads above the repository's root.
    Escapes,
    /// Nothing is at this path from the content root.
    Nothing(String),
    /// Nothing is at this path from the repository root, which is outside the content.
    NothingOutside(String),
    /// There is a file at this path, but the destination ends like a folder.
    NotAFolder(String),
}

/// Resolves a destination on the page at `here`: relative ones are files and folders, never addresses.
pub(super) fn locate(here: &Here<'_>, local: &Local<'_>) -> Result<Found, NotFound> {
    if local.is_from_root {
        return from_root(here, local);
    }
    let path = repository_path(&here.index.roots, here.entry.path.folder(), &local.path).ok_or(NotFound::Escapes)?;
    at_repository_path(here, &path, local.means_folder())
}

/// What a path from the site's root means; if nothing, what it means without the path below which the site is published.
fn from_root(here: &Here<'_>, local: &Local<'_>) -> Result<Found, NotFound> {
    let path = join("", &local.path).map_err(|_| NotFound::Escapes)?;
    let is_folder = local.means_folder();
    let found = at_root_path(here, &path, is_folder);
    if found.is_ok() {
        return found;
    }
    let mut below = here.config.without_base(&path).chain(here.index.roots.without_base(&path));
    let without_base = below.find_map(|path| at_root_path(here, path, is_folder || path.is_empty()).ok());
    without_base.map_or(found, Ok)
}

/// In this order: a file from the content root, an address of the site, a static file of another system, a file from the repository
/// root.
fn at_root_path(here: &Here<'_>, path: &str, is_folder: bool) -> Result<Found, NotFound> {
    let at_path = here.index.at_path(path).filter(|place| is_a_folder(place) || !is_folder);
    // A folder without pages can still be the address of a generated page.
    if let Some(place) = at_path.filter(|place| !matches!(place, Place::BareFolder(_))) {
        return Ok(found(here, place));
    }
    if let Some(found) = at_address(here, path, is_folder).filter(|found| !(is_folder && matches!(found, Found::Asset(_)))) {
        return Ok(found);
    }
    if let Some(result) = at_content_path(here, path, is_folder) {
        return result;
    }
    let statics = here.index.roots.statics.as_deref().filter(|_| !is_folder);
    if let Some(Place::Asset(file)) = statics.and_then(|statics| here.index.at_path(&format!("{statics}/{path}"))) {
        return Ok(Found::Asset(file.clone()));
    }
    match at_repository_path(here, path, is_folder) {
        Err(NotFound::Nothing(_) | NotFound::NothingOutside(_)) => Err(NotFound::Nothing(path.to_owned())),
        other => other,
    }
}

/// What has this address of the site, including generated pages and drafts.
fn at_address(here: &Here<'_>, path: &str, is_folder: bool) -> Option<Found> {
    let index = here.index;
    if let Some(place) = index.at_address(path) {
        return Some(found(here, &place));
    }
    let drafts = PAGE_EXTENSIONS.map(|extension| format!("{path}.{extension}"));
    if let Some(Place::Draft(id)) = drafts.iter().find_map(|path| index.at_path(path)) {
        return Some(Found::Draft(*id));
    }
    here.generated.at(path, is_folder).cloned().map(Found::Generated)
}

/// What is at a path from the repository root, in the content or outside it.
fn at_repository_path(here: &Here<'_>, path: &str, is_folder: bool) -> Result<Found, NotFound> {
    let below_content = below_content(&here.index.roots, path);
    if let Some(result) = below_content.and_then(|path| at_content_path(here, path, is_folder)) {
        return result;
    }
    let beside = here.index.roots.static_path(path).filter(|_| !is_folder);
    if let Some(Place::Asset(file)) = beside.and_then(|path| here.index.at_path(&path)) {
        return Ok(Found::Asset(file.clone()));
    }
    match here.surroundings.repository_files.get(path) {
        Some(RepositoryEntry::File) if is_folder => Err(NotFound::NotAFolder(path.to_owned())),
        Some(entry) => Ok(Found::Repository(RepositoryPath::from(path), *entry)),
        None => Err(match below_content {
            Some(path) => NotFound::Nothing(path.to_owned()),
            None => NotFound::NothingOutside(path.to_owned()),
        }),
    }
}

/// What the content has at a path from its root; `None` if nothing.
fn at_content_path(here: &Here<'_>, path: &str, is_folder: bool) -> Option<Result<Found, NotFound>> {
    let place = here.index.at_path(path)?;
    let is_right = is_a_folder(place) || !is_folder;
    Some(if is_right { Ok(found(here, place)) } else { Err(NotFound::NotAFolder(path.to_owned())) })
}

fn is_a_folder(place: &Place) -> bool {
    matches!(place, Place::Folder(_) | Place::BareFolder(_))
}

/// A place as the target of a link. A folder with pages is its own page or its generated list; one without is not part of the site,
/// but is in the repository.
pub(super) fn found(here: &Here<'_>, place: &Place) -> Found {
    let index = here.index;
    match place {
        Place::Page(id) => Found::Page(*id),
        Place::Draft(id) => Found::Draft(*id),
        Place::Asset(path) => Found::Asset(path.clone()),
        Place::Folder(path) => {
            let own_page = index.folders[path].own_page;
            own_page.map_or_else(|| Found::Generated(generated_for_folder(here, path)), Found::Page)
        }
        Place::BareFolder(path) => {
            // A folder with only internal pages is internal too.
            let start = format!("{path}/");
            let mut inside = index.ids().filter(|id| index.page(*id).path.as_str().starts_with(&start));
            if let Some(id) = inside.find(|id| index.page(*id).audience == Audience::Internal) {
                return Found::Draft(id);
            }
            Found::Repository(index.roots.repository_path(&SourcePath::from(&**path)), RepositoryEntry::Folder)
        }
    }
}

/// What is generated for a folder without its own page: home, the landing page of a stage, or a list.
fn generated_for_folder(here: &Here<'_>, path: &str) -> Generated {
    here.generated.at(path, true).cloned().unwrap_or_else(|| Generated::Folder(path.into()))
}

/// The path from the repository root that `relative` means in a folder of the content; `None` if it leads above the root.
pub(super) fn repository_path(roots: &Roots, folder: &str, relative: &str) -> Option<String> {
    // A text beside the content has a folder that leads out of it.
    let folder = join(&roots.content_in_repository, folder).ok()?;
    join(&folder, relative).ok()
}

/// A path from the repository root as a path from the content root, if it is below that.
pub(super) fn below_content<'p>(roots: &Roots, path: &'p str) -> Option<&'p str> {
    let root = &*roots.content_in_repository;
    if root.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(root)?;
    if rest.is_empty() { Some(rest) } else { rest.strip_prefix('/') }
}

/// Whether another build answers a root-absolute destination, in a folder beside this site.
#[must_use]
pub fn is_beside(config: &Config, destination: &str) -> bool {
    destination.strip_prefix('/').is_some_and(|path| {
        config.beside.iter().any(|folder| path.strip_prefix(&**folder).is_some() || path == folder.trim_end_matches('/'))
    })
}

/// Whether a root-absolute destination belongs to another site according to `prefixes` of the configuration.
#[must_use]
pub fn is_declared_external(config: &Config, destination: &str) -> bool {
    config.external.iter().any(|prefix| {
        let rest = destination.strip_prefix(prefix.trim_end_matches('/'));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
    })
}
