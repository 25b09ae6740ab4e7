//! One link that names a file, an address or another site: where it leads.

use std::sync::Arc;

use crate::index::{PageId, RepositoryEntry};
use crate::parse::Link;
use crate::path::{RepositoryPath, UrlPath};

use super::destination::{Destination, Local};
use super::fault::Fault;
use super::href;
use super::locate::{Found, NotFound, is_beside, is_declared_external, locate};
use super::{Here, Outcome, Resolution, Target};
use super::{anchor, code_host};

/// Where a link of any form except a wikilink leads.
pub(super) fn resolve(here: &Here<'_>, link: &Link) -> Outcome {
    match Destination::parse(&link.destination) {
        Destination::Unsafe => Outcome::faulty(Resolution::Removed, Fault::Unsafe),
        Destination::External if href::lacks_a_host(&link.destination) => Outcome::faulty(Resolution::External, Fault::NoHost),
        Destination::External => Outcome::right(Resolution::External),
        Destination::Drive => Outcome::missing(Fault::Drive),
        Destination::Local(local) if local.is_from_root && is_declared_external(here.config, &link.destination) => {
            Outcome::right(Resolution::External)
        }
        Destination::Local(local) if local.is_from_root && is_beside(here.config, &link.destination) => {
            Outcome::right(Resolution::Beside { href: href::beside(here, &link.destination) })
        }
        Destination::Local(local) if local.is_same_page() => to_page(here, here.id, local.query, local.fragment),
        Destination::Local(local) => to_place(here, link, &local),
    }
}

fn to_place(here: &Here<'_>, link: &Link, local: &Local<'_>) -> Outcome {
    match locate(here, local) {
        Ok(found) => to_found(here, link, found, local.query, local.fragment),
        Err(NotFound::Escapes) => match (code_host::path(here, local), &here.surroundings.repository) {
            (Some(path), Some(address)) => {
                let href = format!("{}/{}", address.url.trim_end_matches('/'), UrlPath::from(path).encoded());
                Outcome::right(Resolution::Repository { href: href::with(href, local.query, local.fragment) })
            }
            _ => Outcome::missing(Fault::NotFound(NotFound::Escapes)),
        },
        Err(fault) => Outcome::missing(Fault::NotFound(fault)),
    }
}

/// The outcome of a link to what was found; `query` and `fragment` as in [`Local`].
pub(super) fn to_found(here: &Here<'_>, link: &Link, found: Found, query: &str, fragment: Option<&str>) -> Outcome {
    match found {
        Found::Page(id) => to_page(here, id, query, fragment),
        Found::Draft(id) => Outcome::missing(Fault::Draft(id)),
        Found::Asset(path) => {
            let href = href::to(here, &path.address(), query, fragment);
            Outcome::right(Resolution::Internal { href, target: Target::Asset(path), title: None })
        }
        Found::Generated(generated) => {
            let href = href::to(here, &here.address(&generated), query, fragment);
            let title = Some(here.generated.title(&generated, here.config, here.index));
            Outcome::right(Resolution::Internal { href, target: Target::Generated(generated), title })
        }
        Found::Repository(path, entry) => to_repository(here, link, &path, entry, query, fragment),
    }
}

/// The outcome of a link to a page: it leads there even if the page has no such anchor.
fn to_page(here: &Here<'_>, id: PageId, query: &str, fragment: Option<&str>) -> Outcome {
    let page = here.index.page(id);
    let href = if id == here.id { href::to_itself(here, query, fragment) } else { href::to(here, &page.url, query, fragment) };
    let resolution = Resolution::Internal { href, target: Target::Page(id), title: Some(Arc::clone(&page.title)) };
    let missing = fragment.filter(|fragment| !anchor::exists(here.index.anchors(id), fragment));
    Outcome { resolution, fault: missing.map(|fragment| Fault::Anchor { page: id, fragment: fragment.to_owned() }) }
}

fn to_repository(
    here: &Here<'_>,
    link: &Link,
    path: &RepositoryPath,
    entry: RepositoryEntry,
    query: &str,
    fragment: Option<&str>,
) -> Outcome {
    match &here.surroundings.repository {
        Some(address) => {
            let href = href::to_repository(address, path, entry, link.form.is_shown());
            Outcome::right(Resolution::Repository { href: href::with(href, query, fragment) })
        }
        None => Outcome::missing(Fault::Outside(path.clone(), entry)),
    }
}

impl Outcome {
    /// A link without a fault.
    pub(super) fn right(resolution: Resolution) -> Self {
        Self { resolution, fault: None }
    }

    /// A link that leads nowhere yet.
    pub(super) fn missing(fault: Fault) -> Self {
        Self::faulty(Resolution::Missing, fault)
    }

    fn faulty(resolution: Resolution, fault: Fault) -> Self {
        Self { resolution, fault: Some(fault) }
    }
}
