//! The values of `href` and `src`: relative within the site, absolute into the repository.

use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::config::LinkStyle;
use crate::index::{RepositoryAddress, RepositoryEntry};
use crate::path::{RepositoryPath, UrlPath};

use super::Here;

/// What RFC 3986 does not allow unescaped in a query or fragment; the percent sign stays, since both are kept as written.
const KEPT: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'\'')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The relative href from the page to an address, with query and fragment.
pub(super) fn to(here: &Here<'_>, url: &UrlPath, query: &str, fragment: Option<&str>) -> Arc<str> {
    with(here.entry.url.href_to(&here.config.links.written(url)), query, fragment)
}

/// The href from the page to a root-absolute destination that another build answers, with query and fragment as written.
pub(super) fn beside(here: &Here<'_>, destination: &str) -> Arc<str> {
    let end = destination.find(['?', '#']).unwrap_or(destination.len());
    let (path, rest) = destination.split_at(end);
    let is_folder = path.ends_with('/') && here.config.links == LinkStyle::Explicit;
    let name = if is_folder { "index.html" } else { "" };
    let to_root = here.entry.url.href_to(&UrlPath::home());
    format!("{to_root}{}{name}{rest}", path.trim_start_matches('/')).into()
}

/// The href from a page to itself: only the fragment, if there is one, so that nothing is loaded again.
pub(super) fn to_itself(here: &Here<'_>, query: &str, fragment: Option<&str>) -> Arc<str> {
    if query.is_empty() && fragment.is_none() {
        return to(here, &here.entry.url, query, fragment);
    }
    with(String::new(), query, fragment)
}

/// Whether an address of the web has no `//` with a host behind its scheme, as `https:/example.com`: browsers guess then, each page
/// differently.
pub(super) fn lacks_a_host(destination: &str) -> bool {
    let destination = destination.trim();
    let is_web = |scheme: &str| destination.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let Some(scheme) = ["https:", "http:"].into_iter().find(|scheme| is_web(scheme)) else { return false };
    let host = destination[scheme.len()..].strip_prefix("//");
    host.is_none_or(|host| host.is_empty() || host.starts_with(['/', '?', '#']))
}

/// The address of a file or folder on the repository's host. Images use the raw file, not the host's page about it.
pub(super) fn to_repository(
    address: &RepositoryAddress,
    path: &RepositoryPath,
    entry: RepositoryEntry,
    is_shown: bool,
) -> String {
    let view = match entry {
        RepositoryEntry::Folder => "tree",
        RepositoryEntry::File if is_shown => "raw",
        RepositoryEntry::File => "blob",
    };
    let host = address.url.split("://").nth(1).unwrap_or(&address.url).split('/').next().unwrap_or_default();
    // GitLab puts `-` after the project; the others use GitHub's form.
    let dash = if host.contains("gitlab") { "-/" } else { "" };
    let branch = UrlPath::from(&*address.branch).encoded();
    let href = format!("{}/{dash}{view}/{branch}", address.url.trim_end_matches('/'));
    if path.as_str().is_empty() { href } else { format!("{href}/{}", UrlPath::from(path.as_str()).encoded()) }
}

/// The address of a file on the repository's host, with a fragment.
#[must_use]
pub fn file_href(address: &RepositoryAddress, path: &RepositoryPath, fragment: Option<&str>) -> Arc<str> {
    with(to_repository(address, path, RepositoryEntry::File, false), "", fragment)
}

/// An href with a query (empty, or beginning with `?`) and a fragment (without `#`) as the author wrote them.
pub(super) fn with(mut href: String, query: &str, fragment: Option<&str>) -> Arc<str> {
    href.extend(utf8_percent_encode(query, KEPT));
    if let Some(fragment) = fragment {
        href.push('#');
        href.extend(utf8_percent_encode(fragment, KEPT));
    }
    href.into()
}
